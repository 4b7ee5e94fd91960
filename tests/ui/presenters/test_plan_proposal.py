"""What a decision proposes, in words, and which of its lines are open."""

from dataclasses import replace
from datetime import date

from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine
from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.library.load import load_library
from footrehab_desktop.ui.presenters.plan_proposal import open_lines, proposal_rows

LIBRARY = load_library()
RAISE = item_for(LIBRARY.exercise("EX-P04"), "right")
STRETCH = item_for(LIBRARY.exercise("EX-M02"), "right")
SHORT_FOOT = item_for(LIBRARY.exercise("EX-I05"), "right")
MORE = ProposedLine(RAISE, replace(RAISE, reps=18, sets=RAISE.sets), "One step.")
OUT = ProposedLine(STRETCH, None, "Does not belong to PH3.")
IN = ProposedLine(None, SHORT_FOOT, "Part of the protocol in PH3.")
EXCHANGE = ProposedLine(RAISE, item_for(LIBRARY.exercise("EX-P06"), "right"), "The harder step.")


def proposal(*lines: ProposedLine) -> PlanProposal:
    return PlanProposal("episode", "decision", date(2026, 3, 16), "PROGRESS", lines)


def test_each_kind_of_line_reads_as_before_and_after() -> None:
    more, out, new, exchange = proposal_rows((MORE, OUT, IN, EXCHANGE), LIBRARY)
    assert (more.title, more.change) == (LIBRARY.exercise("EX-P04").name, f"{RAISE.reps} → 18 repetitions")
    assert out.title == f"Take out: {LIBRARY.exercise('EX-M02').name}"
    assert new.title == "Add: Short foot"
    assert new.change.startswith("2 × 10 · hold 5 s")
    assert exchange.title == f"{LIBRARY.exercise('EX-P04').name} → {LIBRARY.exercise('EX-P06').name}"
    assert [row.reason for row in (more, out, new, exchange)] == [line.reason for line in (MORE, OUT, IN, EXCHANGE)]


def test_a_changed_side_load_or_time_is_named() -> None:
    line = ProposedLine(RAISE, replace(RAISE, side="both", load="5 kg"), "")
    (row,) = proposal_rows((line,), LIBRARY)
    assert row.change == "load: none → 5 kg, side: right → both"


def test_a_line_is_open_until_the_plan_follows_it() -> None:
    asked = proposal(MORE, OUT, IN)
    assert open_lines(asked, (RAISE, STRETCH)) == (MORE, OUT, IN)
    assert MORE.after is not None
    assert open_lines(asked, (MORE.after, SHORT_FOOT)) == ()
    assert open_lines(asked, (replace(RAISE, sets=1), STRETCH, SHORT_FOOT)) == (OUT,), "what was typed over stays"
