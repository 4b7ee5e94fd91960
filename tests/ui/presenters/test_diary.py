"""The typed week: what cells take, what they refuse and why, and that nothing is changed in silence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.ui.presenters.diary import WeekSheet, week_start
from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, DAY_ROWS, NEXT_MORNING_ROWS, Place, Row

MONDAY = date(2026, 3, 9)
SUNDAY = date(2026, 3, 15)
LATER = date(2026, 3, 20)


def empty_week(start: date = MONDAY) -> DiaryWeek:
    days = (start + timedelta(days=offset) for offset in range(7))
    return DiaryWeek(start, tuple(DiaryColumn(on, DiaryDay(on)) for on in days))


def sheet(today: date = LATER) -> WeekSheet:
    return WeekSheet(empty_week(), today)


def cell(code: str, column: int = 0, slot: int = 1) -> Place:
    for row in (ALL_EXERCISES, *NEXT_MORNING_ROWS, *DAY_ROWS):
        if row.code == code:
            return Place(row, column)
    return Place(Row(code, "session", slot), column)


def fill_day(week: WeekSheet, column: int) -> None:
    day = "exercises x, kind r, minutes 30, run_min 10, pain_during 2, next_morning_pain 1"
    for typed in day.split(", "):
        code, text = typed.split()
        week.enter(cell(code, column), text)


def test_a_typed_day_becomes_a_day_a_session_and_the_morning_after() -> None:
    week = sheet()
    fill_day(week, 2)
    week.enter(cell("sleep_h", 2), "7,5")
    week.enter(cell("limp", 2), "n")
    column = week.week().columns[2]
    assert column.day == DiaryDay(date(2026, 3, 11), exercises="yes", sleep_h=7.5)
    assert column.sessions == (
        DiarySession(date(2026, 3, 11), 1, "run", True, minutes=30, run_min=10, pain_during=2, limp=False),
    )
    assert column.next_morning_pain == 1
    assert week.coverage == 1


@pytest.mark.parametrize(
    ("code", "typed", "part_of_reason"),
    [
        ("pain_during", "11", "from 0 to 10"),
        ("pain_during", "abc", "in digits"),
        ("pain_during", "2.5", "whole numbers"),
        ("pain_during", "-1", "in digits"),
        ("pain_during", "٣x", "in digits"),
        ("swelling", "4", "from 0 to 3"),
        ("surface", "0", "from 1 to 5"),
        ("sleep_h", "25", "from 0 to 24"),
        ("mood", "6", "from 1 to 5"),
        ("exercises", "maybe", "x yes, p part, n no"),
        ("kind", "run, cycle", "r run"),
        ("next_morning_pain", "😀", "in digits"),
    ],
)
def test_a_wrong_value_stays_in_its_cell_with_the_reason(code: str, typed: str, part_of_reason: str) -> None:
    week = sheet()
    week.enter(cell("kind"), "r")
    assert part_of_reason in week.enter(cell(code), typed)
    assert week.text(cell(code)) == typed
    with pytest.raises(FieldError) as refused:
        week.week()
    assert str(refused.value) == week.reason(cell(code))
    assert week.enter(cell(code), "") == ""
    week.week()


def test_a_day_that_has_not_come_is_refused_and_so_is_the_morning_after_today() -> None:
    week = sheet(today=date(2026, 3, 11))
    assert "not come yet" in week.enter(cell("exercises", 3), "x")
    assert "not come yet" in week.enter(cell("next_morning_pain", 2), "1")
    assert week.enter(cell("next_morning_pain", 1), "1") == ""


def test_a_session_without_its_kind_is_asked_for_it() -> None:
    week = sheet()
    week.enter(cell("pain_during"), "3")
    assert "r run" in week.reason(cell("kind"))
    week.enter(cell("kind"), "w")
    assert week.refusals() == ()
    assert not week.week().columns[0].sessions[0].impact


def test_running_longer_than_the_session_is_refused_until_either_is_mended() -> None:
    week = sheet()
    fill_day(week, 0)
    assert "whole session" in week.enter(cell("run_min"), "31")
    week.enter(cell("minutes"), "35")
    assert week.refusals() == ()


def test_a_second_session_has_its_own_lines_and_four_are_enough() -> None:
    week = sheet()
    fill_day(week, 0)
    assert week.add_session()
    week.enter(cell("kind", slot=2), "c")
    week.enter(cell("minutes", slot=2), "40")
    assert [(s.slot, s.kind) for s in week.week().columns[0].sessions] == [(1, "run"), (2, "cycle")]
    assert week.add_session()
    assert week.add_session()
    assert not week.add_session()


def test_what_the_sheet_does_not_show_survives_an_edit() -> None:
    stored = DiarySession(MONDAY, 1, "run", True, at="18:30", level=3, target_rpe=4, pain_during=2, id="s1")
    columns = empty_week().columns
    first = replace(columns[0], sessions=(stored,), day=DiaryDay(MONDAY, morning_pain=4, resting_hr=52))
    week = WeekSheet(DiaryWeek(MONDAY, (first, *columns[1:])), LATER)
    assert not week.changed
    week.enter(cell("pain_during"), "5")
    column = week.week().columns[0]
    assert column.sessions == (replace(stored, pain_during=5),)
    assert column.day == DiaryDay(MONDAY, morning_pain=4, resting_hr=52)


def test_a_session_emptied_cell_by_cell_is_gone() -> None:
    columns = empty_week().columns
    first = replace(columns[0], sessions=(DiarySession(MONDAY, 1, "walk", False, minutes=20),))
    week = WeekSheet(DiaryWeek(MONDAY, (first, *columns[1:])), LATER)
    week.enter(cell("minutes"), "")
    week.enter(cell("kind"), "")
    assert week.week().columns[0].sessions == ()


def test_undo_takes_back_step_by_step() -> None:
    week = sheet()
    for typed in ("1", "2", "11"):
        week.enter(cell("next_morning_pain"), typed)
    assert week.reason(cell("next_morning_pain"))
    assert week.undo() == cell("next_morning_pain")
    assert week.text(cell("next_morning_pain")) == "2"
    assert week.refusals() == ()
    week.undo()
    week.undo()
    assert not week.changed
    assert week.undo() is None


def test_a_week_is_complete_when_every_day_says_exercises_and_next_morning() -> None:
    week = sheet()
    for column in range(7):
        assert not week.complete
        week.enter(cell("exercises", column), "n")
        week.enter(cell("next_morning_pain", column), "0")
    assert week.complete
    week.enter(cell("mood", 6), "9")
    assert not week.complete


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(WeekSheet(empty_week(), LATER).rows()), st.integers(0, 6)),
        st.one_of(st.text(max_size=12), st.sampled_from(["x", "n", "r", "0", "3", "11", "2,5"])),
        max_size=25,
    )
)
def test_a_draft_brings_back_every_cell_as_it_was_typed(typed: dict[tuple[Row, int], str]) -> None:
    week = sheet()
    for (row, column), text in typed.items():
        week.enter(Place(row, column), text)
    again = sheet()
    again.restore(week.draft())
    for row in week.rows():
        for column in range(7):
            place = Place(row, column)
            assert (again.text(place), again.reason(place)) == (week.text(place), week.reason(place))


def test_a_long_note_with_markup_and_arabic_is_kept_as_typed() -> None:
    note = "<b>سلام é</b> " + "x" * 10_000
    week = sheet()
    week.enter(cell("note"), note)
    assert week.week().columns[0].day.note == note


def test_the_week_offered_first_is_the_last_one_on_a_monday_and_the_present_one_otherwise() -> None:
    assert week_start(date(2026, 3, 16)) == MONDAY
    assert week_start(date(2026, 3, 17)) == date(2026, 3, 16)
    assert week_start(SUNDAY) == MONDAY
