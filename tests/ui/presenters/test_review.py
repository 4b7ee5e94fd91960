"""The decision card in words: facts lead to where they were recorded, nothing is shown as a code."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.decision_words import FactLine
from footrehab_desktop.clinic.replay import Replayed
from footrehab_desktop.clinic.review import Review
from footrehab_desktop.progression import GateItem
from footrehab_desktop.records.values import StoredDecision
from footrehab_desktop.ui.presenters.review import (
    card_of,
    gate_lines,
    past_row,
    replay_words,
    request_of,
)

FIRST = date(2026, 3, 1)
CASE = {"sessions": [{"id": "s1", "on": "2026-03-10"}, {"id": "s2", "on": "2026-03-12"}]}
DECISION: dict[str, Any] = {
    "decision": "REGRESS",
    "urgency": None,
    "phase": "PH4",
    "level": 3,
    "target_level": 2,
    "load_factor": 0.7,
    "plan": {
        "week_min": 63,
        "long_run_min": None,
        "stage": {"table": "W-GEN", "stage": 2, "bouts": "1:2 x 10"},
        "no_impact_until": "2026-03-15",
    },
    "reasons": [
        {
            "rule": "FL-02",
            "decision": "REGRESS",
            "text": "A new flare: go back one level.",
            "facts": [
                {"fact": "pain_during", "value": 6, "on": "2026-03-12", "session": "s2"},
                {"fact": "ceiling", "value": 4},
            ],
            "sources": ["S000-64"],
            "mark": "design",
        },
        {"rule": "PM-05", "decision": "HOLD", "text": "Held a session back.", "facts": [], "sources": [], "mark": ""},
    ],
    "not_met": [
        {
            "gate": "GA-34",
            "item": "heel_raise_lsi",
            "need": ">= 90 %",
            "have": 80.77,
            "state": "stale",
            "on": "2026-03-01",
        }
    ],
    "missing": ["sessions[1].pain_24h"],
    "caps": [{"rule": "LD-01", "limit": 99, "unit": "min/week"}],
    "tasks": [{"rule": "PS-04", "text": "Talk about sleep."}],
    "next_review_on": "2026-03-19",
    "would_change": ["A settled session would."],
}


def stored(response: str = "open", reason: str = "") -> StoredDecision:
    return StoredDecision(
        id="d1",
        episode_id="e1",
        decided_on=date(2026, 3, 16),
        decision=DECISION,
        case=CASE,
        rules_version="2026.1",
        response=response,
        final="REGRESS",
        reason=reason,
        clinician_id="c1",
        recorded_at=datetime(2026, 3, 16, tzinfo=UTC),
    )


def test_the_card_says_the_move_the_plan_the_reason_and_what_is_missing() -> None:
    entry = stored()
    card = card_of(Review(entry, view_decision(entry)))
    assert card.is_open
    assert card.move == "PH4 – Walk–run, level 3 → level 2"
    assert card.plan == (
        "63 running minutes in the week · W-GEN stage 2: 1 min run : 2 min walk × 10 · "
        "no impact until 15-Mar-2026 · 70 % of the load"
    )
    assert card.next_review == "19-Mar-2026 (Thu)"
    assert card.next_review_note == "As the rules propose"
    assert card.rulebook == "Rules 2026.1"
    (reason,) = card.carrying
    assert reason.sentence == "A new flare: go back one level."
    assert reason.basis == "FL-02 · product choice · S000-64"
    pain = FactLine("Pain during: 6, 12-Mar-2026", "diary", date(2026, 3, 12), "s2", "pain_during")
    assert reason.facts == (pain,)
    assert [reason.sentence for reason in card.others] == ["Held a session back."]
    missing = "Pain after 24 h, session of 12-Mar-2026"
    assert card.missing == (FactLine(missing, "diary", date(2026, 3, 12), "s2", "pain_24h"),)
    assert card.not_met == (
        "GA-34 · Single-leg heel raise, LSI: too old, needs at least 90 %, now 80.77 (01-Mar-2026)",
    )
    assert card.caps == ("At most 99 running minutes in the week (LD-01)",)
    assert card.tasks == ("Talk about sleep. (PS-04)",)


def test_a_day_that_the_clinician_chose_is_said_beside_the_proposed_one() -> None:
    entry = replace(stored("accepted"), review_on=date(2026, 3, 20))
    card = card_of(Review(entry, view_decision(entry)))
    assert card.next_review == "20-Mar-2026 (Fri)"
    assert card.next_review_note == "Chosen by the clinician; the rules propose 19-Mar-2026"


def test_the_clinics_own_figures_and_older_rules_are_said() -> None:
    entry = replace(stored(), rules_version="2025.2 own 3")
    words = card_of(Review(entry, view_decision(entry))).rulebook
    assert words == "Rules 2025.2, with this clinic's own figures (version 3), older than this program's 2026.1"


def test_open_items_of_the_gate_come_first_and_lead_to_their_test() -> None:
    items = (
        GateItem("GA-34", "pain_during", "<= 3", 2, "met", None, "Pain is low."),
        GateItem("GA-34", "heel_raise_lsi", ">= 90 %", 80.0, "stale", FIRST, "Heel raise is old."),
        GateItem("GA-34", "lunge_difference", "<= 2 cm", None, "unknown", None, "Lunge was not tested."),
    )
    old, untested, met = gate_lines(items)
    assert (old.standing, old.test) == ("↻ Too old", FactLine("", "assess", FIRST, field="heel_raise"))
    assert (untested.standing, untested.test) == (
        "? Not tested",
        FactLine("", "assess", field="weight_bearing_lunge"),
    )
    assert (met.standing, met.test, met.met) == ("✓ Met", None, True)


def test_replaying_is_told_in_a_sentence() -> None:
    on = date(2026, 3, 16)
    assert replay_words(Replayed("d", on, "2026.1", "same")).endswith("same case, same decision.")
    assert "cannot be trusted: its case" in replay_words(Replayed("d", on, "2026.1", "differs", "its case was changed"))
    assert "2024.1" in replay_words(Replayed("d", on, "2024.1", "other rules"))


def test_an_overridden_decision_tells_the_reason_and_who_gave_it() -> None:
    row = past_row(stored("overridden", "Patient <b>knows</b> best"), {"c1": "Dr. Weiß"})
    assert (row.response, row.reason, row.clinician) == ("Overridden", "Patient <b>knows</b> best", "Dr. Weiß")


def test_no_wish_is_no_request_and_wishes_use_the_contracts_words() -> None:
    assert request_of(None, None, ()) is None
    assert request_of(108, None, ("hills",)) == {"week_min": 108, "adds": ["hills"]}
