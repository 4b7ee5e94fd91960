"""Who comes first on the board, and the reason that is given for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.records.values import CaseloadRow
from footrehab_desktop.ui.presenters.today import QUIET_PLACE, Board, board_rows

TODAY = date(2026, 3, 16)
CALM = CaseloadRow(
    "episode", "patient", 1, "Łukasik", "Zoë", "", date(1984, 3, 4), "plantar_heel", "right",
    assessed=True, phase="PH4", level=3, started_on=TODAY - timedelta(days=20), decision="PROGRESS",
    response="accepted", urgency=None, decided_on=TODAY - timedelta(days=3), reassessed_on=None,
    next_review_on=TODAY + timedelta(days=4), plan_start=TODAY - timedelta(days=20), last_entry_on=TODAY - timedelta(days=1),
)  # fmt: skip
PAUSED = {"decision": "PAUSE", "decided_on": TODAY - timedelta(days=2)}


@pytest.mark.parametrize(
    ("changes", "why", "page"),
    [
        ({"decision": "REFER", "urgency": "SAME_DAY", "response": "open"}, "Refer: same day", "review"),
        ({"response": "open"}, "A review waits for your answer", "review"),
        (PAUSED, "Paused: reassess", "summary"),
        (PAUSED | {"reassessed_on": TODAY - timedelta(days=3)}, "Paused: reassess", "summary"),
        (PAUSED | {"reassessed_on": TODAY}, "Reassessed 16-Mar-2026: review again", "review"),
        ({"next_review_on": TODAY}, "Review due today", "review"),
        ({"next_review_on": TODAY - timedelta(days=1)}, "Review overdue by 1 day", "review"),
        ({"next_review_on": TODAY - timedelta(days=9)}, "Review overdue by 9 days", "review"),
        ({"assessed": False, "phase": None}, "First assessment not signed", "assess"),
        ({"phase": None}, "Plan not started", "plan"),
        ({"last_entry_on": TODAY - timedelta(days=7)}, "No diary entry for 7 days", "diary"),
        ({"last_entry_on": None}, "No diary entry for 20 days", "diary"),
        ({}, "On course", "summary"),
    ],
)
def test_each_place_has_its_reason_and_leads_where_work_waits(changes: dict[str, object], why: str, page: str) -> None:
    (row,) = board_rows((replace(CALM, **changes),), TODAY)  # type: ignore[arg-type]  # fields by name
    assert (row.why, row.page) == (why, page)


def test_the_most_urgent_is_first_and_equals_are_by_name() -> None:
    rows = (
        CALM,
        replace(CALM, family_name="Adams"),
        replace(CALM, family_name="Zorn", decision="REFER"),
        replace(CALM, family_name="Young", next_review_on=TODAY),
    )
    made = board_rows(rows, TODAY)
    assert [row.name.split(",")[0] for row in made] == ["ZORN", "YOUNG", "ADAMS", "ŁUKASIK"]
    assert [row.place for row in made] == [0, 3, QUIET_PLACE, QUIET_PLACE]


def test_a_row_says_it_in_words() -> None:
    (row,) = board_rows((CALM,), TODAY)
    assert (row.name, row.born) == ("ŁUKASIK, Zoë", "04-Mar-1984")
    assert (row.side, row.condition, row.standing) == ("RIGHT foot", "Plantar heel pain", "PH4 · Level 3")
    assert (row.last_entry, row.next_review, row.decided) == ("yesterday", "20-Mar-2026", "13-Mar-2026")
    (fresh,) = board_rows((replace(CALM, phase=None, last_entry_on=None, decided_on=None, decision=None),), TODAY)
    assert (fresh.standing, fresh.last_entry, fresh.decision, fresh.decided) == ("Not started", "none yet", "", "")


def test_typing_finds_without_accents_in_any_order() -> None:
    board = Board(board_rows((CALM, replace(CALM, family_name="Adams", side="left", next_review_on=TODAY)), TODAY))
    assert len(board.matching("", only_due=False)) == 2
    assert [row.name for row in board.matching("heel lukasik", only_due=False)] == ["ŁUKASIK, Zoë"]
    assert [row.name for row in board.matching("left", only_due=False)] == ["ADAMS, Zoë"]
    assert [row.name for row in board.matching("due today", only_due=True)] == ["ADAMS, Zoë"]
    assert board.matching("lukasik", only_due=True) == ()
    assert board.due == 1
