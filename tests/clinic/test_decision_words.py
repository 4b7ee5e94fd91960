"""The parts of a decision in words: nothing is shown as a code, and each part leads to where it was recorded."""

from datetime import date

import pytest

from footrehab_desktop.clinic.decision_view import FactView, NotMetView
from footrehab_desktop.clinic.decision_words import FactLine, fact_line, missing_line, not_met_words

CASE = {"sessions": [{"id": "s2", "on": "2026-03-12"}, {"id": "s1", "on": "2026-03-10"}]}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (
            FactView("calf_squeeze_positive", True, date(2026, 3, 16)),
            FactLine(
                "Calf squeeze: foot does not move: yes, 16-Mar-2026",
                "assess",
                date(2026, 3, 16),
                field="calf_squeeze_positive",
            ),
        ),
        (FactView("ceiling", 4), FactLine("Ceiling: 4")),
        (
            FactView("settle_h", 30, date(2026, 3, 1), "s"),
            FactLine("Time to settle: 30 h, 01-Mar-2026", "diary", date(2026, 3, 1), "s", "settle_h"),
        ),
        (FactView("locked_until", "2026-03-20"), FactLine("Locked until: 20-Mar-2026")),
        (FactView("changes", ["shoe", "gait cue"]), FactLine("Changes: shoe, gait cue")),
    ],
)
def test_a_fact_is_words_with_the_place_it_comes_from(fact: FactView, expected: FactLine) -> None:
    assert fact_line(fact) == expected


def test_an_untested_gate_item_shows_no_value() -> None:
    words = not_met_words(NotMetView("GA-12", "single_leg_stance", ">= 30 s", None, "unknown"))
    assert words == "GA-12 · Single-leg stance, eyes open: not tested, needs at least 30 s"


def test_a_missing_value_outside_the_sessions_is_named() -> None:
    assert missing_line("state.baseline_pain", CASE).words == "Baseline pain"


def test_sessions_are_numbered_in_order_of_date_whatever_order_the_case_holds_them_in() -> None:
    line = missing_line("sessions[1].pain_24h", CASE)
    assert (line.on, line.session_id, line.field, line.source) == (date(2026, 3, 12), "s2", "pain_24h", "diary")


def test_what_belongs_to_the_episode_leads_there() -> None:
    assert missing_line("episode.site", CASE) == FactLine("Site of the injury", "summary")
