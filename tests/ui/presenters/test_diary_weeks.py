"""What is typed is what is stored is what is shown, in any week of the year; undo and redo lose nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, load_week, save_week
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.ui.presenters.diary import WeekSheet
from footrehab_desktop.ui.presenters.diary_cells import BROKEN_NUMBERS, CHOICES, TEXTS, limits_of
from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, Place, Row, View, every_row
from tests.support.session_factory import ClinicWithPatient

# Clocks go forward and back, the year ends, a leap day, and an ordinary week.
WEEKS = tuple(
    date.fromisoformat(day)
    for day in ("2026-03-23", "2026-10-19", "2026-10-26", "2025-12-29", "2024-02-26", "2026-06-01")
)
LATER = date(2027, 1, 1)
EXERCISES = ("EX-I05", "EX-P04")
ROWS = every_row(EXERCISES, 2)
FREE_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


class Typed(NamedTuple):
    """A value typed in a cell."""

    row: Row
    column: int
    text: str


def empty_week(start: date) -> DiaryWeek:
    days = (start + timedelta(days=n) for n in range(7))
    return DiaryWeek(start, tuple(DiaryColumn(on, DiaryDay(on), prescribed=EXERCISES) for on in days))


def valid_text(row: Row) -> st.SearchStrategy[str]:
    if row.code in CHOICES:
        return st.sampled_from([way for ways in CHOICES[row.code].values() for way in ways])
    if row.code in TEXTS:
        return FREE_TEXT.filter(lambda text: bool(text.strip()))
    _label, low, high = limits_of(row)
    whole = st.integers(int(low), int(high)).map(str)
    broken = st.integers(int(low) * 2, int(high) * 2).map(lambda halves: f"{halves / 2:g}".replace(".", ","))
    return broken if row.code in BROKEN_NUMBERS else whole


def cells(rows: tuple[Row, ...]) -> st.SearchStrategy[Typed]:
    rows_and_texts = st.sampled_from(rows).flatmap(lambda row: st.tuples(st.just(row), valid_text(row)))
    return st.builds(lambda pair, column: Typed(pair[0], column, pair[1]), rows_and_texts, st.integers(0, 6))


def type_all(sheet: WeekSheet, typed: list[Typed]) -> None:
    for row, column, text in typed:
        sheet.enter(Place(row, column), text)


def shown(sheet: WeekSheet) -> dict[Place, str]:
    return {
        Place(row, column): sheet.shown(Place(row, column)).text
        for row in ROWS
        for column in range(7)
        if sheet.shown(Place(row, column)).text
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.sampled_from(WEEKS), st.lists(cells(ROWS), max_size=40))
def test_a_typed_week_is_stored_and_shown_as_it_was_typed(
    clinic: ClinicWithPatient, start: date, typed: list[Typed]
) -> None:
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, empty_week(start), LATER)
    sheet = WeekSheet(empty_week(start), LATER)
    sheet.add_session()
    type_all(sheet, typed)
    mend(sheet)
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, sheet.week(), LATER)
    with clinic.session.unit_of_work() as unit:
        stored = load_week(unit, clinic.episode_id, start)
    again = WeekSheet(stored, LATER)
    raw = {place: again.text(place) for place in shown(sheet)}
    assert raw == {place: sheet.text(place) for place in shown(sheet)}
    sheet.stored_as(stored)
    assert not sheet.changed


def mend(sheet: WeekSheet) -> None:
    """Give each session its kind, and take running minutes away that are more than the session's."""
    for refusal in sheet.refusals():
        sheet.enter(refusal.place, "r" if refusal.place.row.code == "kind" else "")
    assert sheet.refusals() == ()


@given(st.sampled_from(WEEKS), st.lists(cells(ROWS), max_size=30))
def test_a_kept_draft_brings_the_same_sheet_back(start: date, typed: list[Typed]) -> None:
    sheet = WeekSheet(empty_week(start), LATER)
    sheet.add_session()
    type_all(sheet, typed)
    again = WeekSheet(empty_week(start), LATER)
    again.restore(sheet.draft())
    assert shown(again) == shown(sheet)
    assert again.refusals() == sheet.refusals()


def test_a_draft_over_a_day_with_more_sessions_than_can_be_typed_takes_none_of_them_out() -> None:
    week = empty_week(WEEKS[0])
    seven = tuple(DiarySession(week.start, slot, "walk", impact=False) for slot in range(1, 8))
    week = replace(week, columns=(replace(week.columns[0], sessions=seven), *week.columns[1:]))
    typed = WeekSheet(week, LATER)
    typed.enter(Place(ALL_EXERCISES, 1), "x")
    again = WeekSheet(week, LATER)
    again.restore(typed.draft())
    assert again.week().columns[0].sessions == seven


@given(st.lists(st.one_of(cells(ROWS), st.integers(1, 6)), min_size=1, max_size=40))
def test_undo_and_redo_come_back_to_the_same_sheets(steps: list[Typed | int]) -> None:
    """A number copies the day before onto that day."""
    sheet = WeekSheet(empty_week(WEEKS[0]), LATER)
    sheet.add_session()
    states = [shown(sheet)]
    for step in steps:
        if isinstance(step, Typed):
            sheet.enter(Place(step.row, step.column), step.text)
        else:
            sheet.copy_day(step)
        if shown(sheet) != states[-1]:
            states.append(shown(sheet))
    seen = [shown(sheet)]
    while sheet.undo() is not None:
        if shown(sheet) != seen[-1]:
            seen.append(shown(sheet))
    assert not sheet.changed
    assert seen == states[::-1]
    while sheet.redo() is not None:
        pass
    assert shown(sheet) == states[-1]


def test_forty_steps_can_be_taken_back() -> None:
    sheet = WeekSheet(empty_week(WEEKS[0]), LATER)
    for number in range(40):
        sheet.enter(Place(Row("sleep_h", "day"), 0), str(number % 12 + 1))
    assert sum(1 for _ in iter(sheet.undo, None)) == 40
    assert not sheet.changed


def test_an_empty_cell_is_never_zero() -> None:
    sheet = WeekSheet(empty_week(WEEKS[0]), LATER)
    sheet.enter(Place(ROWS[ROWS.index(Row("kind", "session", 1))], 0), "r")
    sheet.enter(Place(ALL_EXERCISES, 1), "x")
    week = sheet.week()
    session = week.columns[0].sessions[0]
    assert (session.pain_during, session.run_min, session.swelling, session.sharp, session.shoe) == (None,) * 5
    assert week.columns[0].next_morning_pain is None
    assert week.columns[1].day == DiaryDay(week.columns[1].on, exercises="yes")
    assert sheet.coverage == 2


def test_a_week_of_the_clock_change_has_seven_days_from_monday_on() -> None:
    for start in WEEKS:
        dates = WeekSheet(empty_week(start), LATER).dates
        assert [day.weekday() for day in dates] == list(range(7))
        assert dates[-1] - dates[0] == timedelta(days=6)


def test_lines_that_hold_something_are_never_folded() -> None:
    sheet = WeekSheet(empty_week(WEEKS[0]), LATER)
    for row in ROWS:
        if row.slot < 2:
            sheet.enter(Place(row, 3), "x" if row.code in CHOICES else "1")
    missing = [row for row in ROWS if row.slot < 2 and sheet.text(Place(row, 3)) and row not in sheet.lines(View())]
    assert missing == []
