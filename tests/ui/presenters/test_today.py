"""Who comes first on the board, the reason that is given for it, and what is found by typing and choosing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.caseload import Case
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.outlook import Due
from footrehab_desktop.clinic.tasks import Task, make_task
from footrehab_desktop.clinic.tasks_table import QUIET_RANK
from footrehab_desktop.records.values_board import CaseloadPerson, CaseloadRow, Standing
from footrehab_desktop.ui.presenters.today import (
    ANYTHING,
    NO_DECISION,
    Board,
    BoardFilter,
    BoardRow,
    board_row,
    condition_choices,
    counts_of,
    due_choices,
)

TODAY = date(2026, 3, 16)
DAY = timedelta(days=1)
PERSON = CaseloadPerson(
    "episode", "patient", 1, "Łukasik", "Zoë", "", date(1984, 3, 4), "plantar_heel", "right", TODAY - 20 * DAY, None
)
CALM = Standing(
    assessed=True, phase="PH4", level=3, started_on=TODAY - 20 * DAY, decision="PROGRESS", response="accepted",
    urgency=None, decided_on=TODAY - 3 * DAY, next_review_on=TODAY + 4 * DAY, last_entry_on=TODAY - DAY,
)  # fmt: skip


def task(kind: str, since: date = TODAY, key: str = "", **values: object) -> Task:
    return make_task(kind, key or kind, since, TODAY, values)


def lefs(measure: str) -> Task:
    return task("measure", key=f"measure:{measure}", measure=measure, when="", last="")


def row(
    name: str = "Łukasik", *tasks: Task, known: bool = True, adherence: int | None = 80, **changes: str
) -> BoardRow:
    """A row of a patient of this name with these tasks due, the most urgent first."""
    person = replace(PERSON, family_name=name, episode_id=name, patient_id=f"of {name}", **changes)  # type: ignore[arg-type]  # fields by name
    return board_row(Case(CaseloadRow(person, CALM), Due(tasks, adherence), known), TODAY)


def late(days: int) -> Task:
    return task("review", TODAY - days * DAY, late=f"overdue by {days} days")


def board(*rows: BoardRow) -> Board:
    made = Board()
    made.put(rows)
    return made


def names(rows: tuple[BoardRow, ...]) -> list[str]:
    return [each.name.split(",")[0] for each in rows]


def test_a_row_says_it_in_words() -> None:
    calm = row()
    assert (calm.name, calm.born_on) == ("ŁUKASIK, Zoë", date(1984, 3, 4))
    assert (calm.side, calm.condition, calm.standing) == ("RIGHT foot", "Plantar heel pain", "PH4 · Level 3")
    assert (calm.last_entry, calm.next_review, calm.decided) == ("yesterday", "20-Mar-2026", "13-Mar-2026")
    assert (calm.why, calm.place, calm.page, calm.adherence) == ("On course", QUIET_RANK, "summary", "80 % done")
    fresh = replace(CALM, phase=None, last_entry_on=None, decided_on=None, decision=None)
    made = board_row(Case(CaseloadRow(PERSON, fresh), Due((), None), known=True), TODAY)
    assert (made.standing, made.last_entry, made.decision, made.decided) == ("Not started", "none yet", "", "")
    assert made.adherence == ""


def test_what_is_not_worked_out_yet_is_never_called_on_course() -> None:
    assert row(known=False).why == "Working out what is due …"
    assert board(row(known=False)).waiting == 1


def test_the_first_task_is_the_reason_and_leads_to_its_page_the_others_follow_measures_as_one() -> None:
    made = row("A", late(9), lefs("LEFS"), lefs("FFI"), task("silent", TODAY - 8 * DAY))
    assert (made.why, made.page, made.place) == ("Review overdue by 9 days", "review", 4)
    assert made.more == ("LEFS, FFI due", "No diary entry for 8 days")
    assert made.groups == {"review", "measures", "diary"}


def test_the_most_urgent_is_first_then_who_has_waited_longest_then_by_name() -> None:
    rows = (row("Adams"), row("Young", late(2)), row("Old", late(9)), row("Zorn", task("refer", urgency="urgent")),
            row("Abel", late(2)), row("Flare", task("flare", day="")), row("Open", task("answer")))  # fmt: skip
    assert names(board(*rows).rows) == ["ZORN", "FLARE", "OPEN", "OLD", "ABEL", "YOUNG", "ADAMS"]


@pytest.mark.parametrize("kind", ["refer", "red_flag"])
def test_nothing_comes_before_a_referral_that_waits(kind: str) -> None:
    urgent = row("Zorn", task(kind, urgency="soon", sentence="", rule="SF-01"))
    others = [row(f"A{days}", late(days)) for days in (1, 900)]
    assert names(board(*others, urgent, row("B", task("flare", TODAY - 99 * DAY, day=""))).rows)[0] == "ZORN"


def test_a_changed_row_takes_the_place_of_its_former_one_and_gone_ones_leave() -> None:
    made = board(row("A"), row("B"), row("C"))
    made.put([row("C", late(3))], gone=frozenset({"A"}))
    assert names(made.rows) == ["C", "B"]
    assert made.due == 1
    assert made.found("overdue") == (made.rows[0],)


def test_typing_finds_without_accents_in_any_order() -> None:
    made = board(row(), row("Adams", late(1), side="left"))
    assert names(made.matching(BoardFilter())) == ["ADAMS", "ŁUKASIK"]
    assert names(made.matching(BoardFilter("heel lukasik"))) == ["ŁUKASIK"]
    assert names(made.matching(BoardFilter("left"))) == ["ADAMS"]
    assert names(made.matching(BoardFilter("overdue"))) == ["ADAMS"]
    assert made.matching(BoardFilter("nobody")) == ()


def test_choices_narrow_the_board_and_their_counts_are_what_they_leave() -> None:
    made = board(row(), row("Adams", late(1), lefs("LEFS")), row("Young", lefs("FFI"), condition="pttd"))
    due, decisions, conditions = counts_of(made.rows)
    for code, _words in due_choices():
        assert due[code] == len(made.matching(BoardFilter(due=code))), code
    for code, _words in condition_choices():
        assert conditions[code] == len(made.matching(BoardFilter(condition=code))), code
    assert due[ANYTHING] == due["measures"] == 2
    assert decisions["PROGRESS"] == len(made.matching(BoardFilter(decision="PROGRESS"))) == 3
    assert made.matching(BoardFilter(decision=NO_DECISION)) == ()
    assert names(made.matching(BoardFilter("heel", due="measures"))) == ["ADAMS"]


def test_a_change_concerns_its_episodes_and_those_of_its_patients() -> None:
    made = board(row("A"), row("B"))
    assert made.concerned(Changes(diary=frozenset({"x"}))) == {"x"}
    assert made.concerned(Changes(patients=frozenset({"of B"}))) == {"B"}
