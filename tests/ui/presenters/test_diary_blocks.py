"""Blocks of cells in and out of a spreadsheet, and as the day before."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import DiaryDay
from footrehab_desktop.ui.presenters.diary import WeekSheet
from footrehab_desktop.ui.presenters.diary_blocks import Block, as_the_day_before, block_text, clear, paste
from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, NOTE, Place, Row, session_row

MONDAY = date(2026, 3, 9)
KIND, MINUTES, PAIN = (session_row(code, 1) for code in ("kind", "minutes", "pain_during"))
SLEEP = Row("sleep_h", "day")
SHOWN = (ALL_EXERCISES, KIND, MINUTES, PAIN, SLEEP, NOTE)


def sheet() -> WeekSheet:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    return WeekSheet(DiaryWeek(MONDAY, tuple(DiaryColumn(on, DiaryDay(on)) for on in days)), date(2026, 3, 20))


def test_a_block_from_a_spreadsheet_is_typed_cell_by_cell_and_a_wrong_one_stays_with_its_reason() -> None:
    week = sheet()
    pasted = paste(week, Block((KIND,), (1,)), SHOWN, "run\tw\r\n30\t45\r\n2\t11\r\n")
    assert pasted == (6, 1, 0)
    assert [week.text(Place(row, 2)) for row in (KIND, MINUTES, PAIN)] == ["walk", "45", "11"]
    assert "from 0 to 10" in week.reason(Place(PAIN, 2))
    assert week.undo() == Place(KIND, 1)
    assert not week.changed


def test_cells_beyond_the_week_are_told() -> None:
    week = sheet()
    assert paste(week, Block((NOTE,), (5,)), SHOWN, "a\tb\tc\nd\te\tf\n") == (2, 0, 4)


def test_one_copied_cell_fills_every_marked_one() -> None:
    week = sheet()
    paste(week, Block((SLEEP,), (0, 1, 2, 3)), SHOWN, "7,5")
    assert [week.text(Place(SLEEP, column)) for column in range(5)] == ["7.5"] * 4 + [""]


def test_what_is_copied_pastes_back_the_same_with_tabs_breaks_and_quotes_in_words() -> None:
    week, note = sheet(), 'left\tand "right"\nnext line'
    week.enter(Place(NOTE, 0), note)
    week.enter(Place(SLEEP, 1), "8")
    copied = block_text(week, Block((SLEEP, NOTE), (0, 1)))
    again = sheet()
    paste(again, Block((SLEEP,), (0,)), SHOWN, copied)
    assert again.week() == week.week()


def test_text_that_is_no_block_is_refused() -> None:
    with pytest.raises(FieldError, match="Copy it from the spreadsheet again"):
        paste(sheet(), Block((NOTE,), (0,)), SHOWN, "x" * 200_000)


def test_marked_cells_of_one_day_become_as_the_day_before_and_of_several_as_the_first() -> None:
    week = sheet()
    for row, text in ((KIND, "r"), (MINUTES, "30")):
        week.enter(Place(row, 0), text)
    as_the_day_before(week, Block((KIND, MINUTES), (1,)))
    assert week.text(Place(MINUTES, 1)) == "30"
    as_the_day_before(week, Block((KIND, MINUTES), (1, 2, 3)))
    assert [s.minutes for column in week.week().columns for s in column.sessions] == [30] * 4
    clear(week, Block((KIND, MINUTES), (0, 1, 2, 3)))
    assert all(not column.sessions for column in week.week().columns)
    week.undo()
    assert sum(len(column.sessions) for column in week.week().columns) == 4
