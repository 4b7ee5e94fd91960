"""The decision card in words: facts lead to where they were recorded, nothing is shown as a code."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from footrehab_desktop.clinic.decision_view import FactView, NotMetView, view_decision
from footrehab_desktop.clinic.review import Review
from footrehab_desktop.records.values import StoredDecision
from footrehab_desktop.ui.presenters.review import (
    FactLine,
    card_of,
    fact_line,
    missing_words,
    not_met_words,
    past_row,
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
        }
    ],
    "not_met": [{"gate": "GA-34", "item": "heel_raise_lsi", "need": ">= 90 %", "have": 80.77, "state": "stale"}],
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
        "no impact until 15-Mar-2026 · load × 0.7"
    )
    assert card.next_review == "19-Mar-2026"
    assert card.reasons[0].sentence == "A new flare: go back one level."
    assert card.reasons[0].basis == "FL-02 · product choice · S000-64"
    assert card.reasons[0].facts == (FactLine("Pain during: 6, 12-Mar-2026", "diary", date(2026, 3, 12)),)
    assert card.missing == ("Pain after 24 h, session of 12-Mar-2026",)
    assert card.not_met == ("GA-34 · Single-leg heel raise, LSI: too old, needs >= 90 %, now 80.77",)
    assert card.caps == ("99 min/week (LD-01)",)
    assert card.tasks == ("Talk about sleep. (PS-04)",)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (
            FactView("calf_squeeze_positive", True, date(2026, 3, 16)),
            FactLine("Calf squeeze: foot does not move: yes, 16-Mar-2026", "assess", date(2026, 3, 16)),
        ),
        (FactView("ceiling", 4), FactLine("Ceiling: 4")),
        (
            FactView("settle_h", 30, date(2026, 3, 1), "s"),
            FactLine("Time to settle: 30 h, 01-Mar-2026", "diary", date(2026, 3, 1)),
        ),
        (FactView("locked_until", "2026-03-20"), FactLine("Locked until: 20-Mar-2026")),
        (FactView("changes", ["shoe", "gait cue"]), FactLine("Changes: shoe, gait cue")),
    ],
)
def test_a_fact_is_words_with_the_place_it_comes_from(fact: FactView, expected: FactLine) -> None:
    assert fact_line(fact) == expected


def test_an_untested_gate_item_shows_no_value() -> None:
    words = not_met_words(NotMetView("GA-12", "single_leg_stance", ">= 30 s", None, "unknown"))
    assert words == "GA-12 · Single-leg stance, eyes open: not tested, needs >= 30 s"


def test_a_missing_value_outside_the_sessions_is_named() -> None:
    assert missing_words("state.baseline_pain", CASE) == "Baseline pain"


def test_an_overridden_decision_tells_the_reason_and_who_gave_it() -> None:
    row = past_row(stored("overridden", "Patient <b>knows</b> best"), {"c1": "Dr. Weiß"})
    assert (row.response, row.reason, row.clinician) == ("Overridden", "Patient <b>knows</b> best", "Dr. Weiß")


def test_no_wish_is_no_request_and_wishes_use_the_contracts_words() -> None:
    assert request_of(None, None, ()) is None
    assert request_of(108, None, ("hills",)) == {"week_min": 108, "adds": ["hills"]}
