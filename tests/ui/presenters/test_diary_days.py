"""Exercises of a typed day: one key answers all, single answers only where they differ, never a contradiction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek
from footrehab_desktop.clinic.diary_exercises import check_agreement
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession
from footrehab_desktop.ui.presenters.diary import Shown, WeekSheet
from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, Place, Row, View, exercise_row

MONDAY = date(2026, 3, 9)
LATER = date(2026, 3, 20)
ASKED = ("EX-A", "EX-B", "EX-C")
ALL = Place(ALL_EXERCISES, 0)


def sheet(asked: tuple[str, ...] = ASKED, first: DiaryColumn | None = None) -> WeekSheet:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    columns = [DiaryColumn(on, DiaryDay(on), prescribed=asked) for on in days]
    return WeekSheet(DiaryWeek(MONDAY, (first or columns[0], *columns[1:])), LATER)


def sheet_after(before: DiaryColumn) -> WeekSheet:
    """Return an empty week after a Sunday."""
    return WeekSheet(replace(sheet().stored, day_before=before), LATER)


def one(exercise: str, code: str = "ex_done", column: int = 0) -> Place:
    return Place(exercise_row(exercise, code), column)


def singles(week: WeekSheet) -> dict[str, str]:
    return {entry.exercise_id: str(entry.done) for entry in week.week().columns[0].exercises}


def test_one_key_fills_the_day_and_records_one_fact() -> None:
    week = sheet()
    week.enter(ALL, "x")
    assert [week.shown(one(exercise)) for exercise in ASKED] == [Shown("yes", implied=True)] * 3
    assert week.week().columns[0].day.exercises == "yes"
    assert week.week().columns[0].exercises == ()


def test_a_single_answer_that_differs_spells_the_others_out() -> None:
    week = sheet()
    week.enter(ALL, "x")
    week.enter(one("EX-B"), "n")
    assert singles(week) == {"EX-A": "yes", "EX-B": "no", "EX-C": "yes"}
    assert week.week().columns[0].day.exercises is None
    assert week.shown(ALL) == Shown("part", implied=True)
    week.undo()
    assert week.shown(ALL) == Shown("yes")
    assert week.week().columns[0].exercises == ()


def test_a_single_answer_that_says_the_same_records_nothing_more() -> None:
    week = sheet()
    week.enter(ALL, "n")
    week.enter(one("EX-B"), "n")
    assert week.week().columns[0].exercises == ()
    assert week.week().columns[0].day.exercises == "no"


def test_an_answer_for_all_takes_the_place_of_single_ones_but_not_of_their_details() -> None:
    week = sheet()
    week.enter(one("EX-A"), "p")
    week.enter(one("EX-A", "ex_response"), "p")
    week.enter(ALL, "x")
    assert week.week().columns[0].exercises == (DiaryExercise(MONDAY, "EX-A", response="provoked"),)


def test_part_leaves_room_for_which_ones_and_gives_way_when_all_are_said() -> None:
    week = sheet()
    week.enter(ALL, "p")
    week.enter(one("EX-A"), "x")
    assert week.text(ALL) == "part"
    week.enter(one("EX-B"), "n")
    week.enter(one("EX-C"), "x")
    assert week.text(ALL) == ""
    assert week.shown(ALL) == Shown("part", implied=True)
    week.enter(ALL, "p")
    assert singles(week) == {"EX-A": "yes", "EX-B": "no", "EX-C": "yes"}


def test_an_exercise_that_is_not_asked_on_the_day_is_not_implied_but_can_be_said() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    asked = [("EX-A",), ("EX-A", "EX-B"), *[("EX-A",)] * 5]
    columns = (DiaryColumn(on, DiaryDay(on), prescribed=plan) for on, plan in zip(days, asked, strict=True))
    week = WeekSheet(DiaryWeek(MONDAY, tuple(columns)), LATER)
    week.enter(ALL, "x")
    assert week.shown(one("EX-B")) == Shown("")
    assert not week.is_due(one("EX-B"))
    week.enter(one("EX-B"), "x")
    assert singles(week) == {"EX-B": "yes"}


def test_stored_answers_that_contradict_each_other_are_shown_as_such() -> None:
    day = DiaryDay(MONDAY, exercises="yes")
    column = DiaryColumn(MONDAY, day, exercises=(DiaryExercise(MONDAY, "EX-A", "no"),), prescribed=ASKED)
    week = sheet(first=column)
    assert "All exercises of this day say yes" in week.reason(one("EX-A"))
    week.enter(one("EX-A"), "")
    assert week.refusals() == ()


def test_details_are_shown_when_opened_or_filled() -> None:
    week = sheet()
    folded = week.lines(View())
    assert [line.exercise for line in folded if isinstance(line, Row) and line.exercise] == list(ASKED)
    opened = [line.code for line in week.lines(View(opened=frozenset({"EX-B"}))) if isinstance(line, Row)]
    assert opened.count("ex_response") == 1
    week.enter(one("EX-C", "ex_response", 4), "e")
    filled = [line for line in week.lines(View()) if isinstance(line, Row) and line.code == "ex_response"]
    assert filled == [exercise_row("EX-C", "ex_response")]
    assert week.week().columns[4].exercises[0].response == "eased"


rows = st.sampled_from([ALL_EXERCISES, *(exercise_row(exercise) for exercise in (*ASKED, "EX-D"))])


@given(st.lists(st.tuples(rows, st.sampled_from(["x", "p", "n", ""])), max_size=12))
def test_whatever_is_typed_in_whatever_order_never_contradicts_itself(typed: list[tuple[Row, str]]) -> None:
    week = sheet()
    week.restore({"cells": {"6/EX-D.ex_done": "yes"}})
    for row, text in typed:
        week.enter(Place(row, 0), text)
        column = week.week().columns[0]
        check_agreement(column.day, column.exercises)
        if text:
            meant = {"x": "yes", "p": "part", "n": "no"}[text]
            assert week.shown(Place(row, 0)).text == meant


@pytest.mark.parametrize("whole", ["x", "p", "n"])
def test_copying_the_day_before_copies_single_answers_too(whole: str) -> None:
    week = sheet()
    week.enter(ALL, whole)
    week.enter(one("EX-B"), "p")
    week.enter(Place(ALL_EXERCISES, 1), "n")
    week.copy_day(1)
    column, before = week.week().columns[1], week.week().columns[0]
    assert column.day == replace(before.day, on=column.on)
    assert [replace(entry, on=MONDAY) for entry in column.exercises] == list(before.exercises)


def test_the_first_day_is_copied_from_the_sunday_before_with_its_sessions_and_what_follows_from_it() -> None:
    sunday = MONDAY - timedelta(days=1)
    sessions = tuple(DiarySession(sunday, slot, "walk", False, minutes=20 * slot) for slot in (1, 2))
    before = DiaryColumn(sunday, DiaryDay(sunday, exercises="yes", mood=4, note="hot"), sessions, prescribed=ASKED)
    week = sheet_after(before)
    assert week.shown_day_before(one("EX-B")) == "yes"
    week.copy_day(0)
    column = week.week().columns[0]
    assert column.day == DiaryDay(MONDAY, exercises="yes", mood=4)
    assert [(session.on, session.slot, session.minutes) for session in column.sessions] == [
        (MONDAY, 1, 20),
        (MONDAY, 2, 40),
    ]
    week.undo()
    assert not week.changed
