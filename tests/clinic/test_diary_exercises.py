"""Exercises of a day: asked by the plan that stood, said once, removed without a trace in the course."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from footrehab_desktop.clinic.case_building import adherence_pct, case_json, load_episode
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, load_week, save_week
from footrehab_desktop.clinic.diary_exercises import (
    answer_of_day,
    check_exercise,
    prescribed_on,
    share_of_day,
    shares_done,
)
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, Plan, PlanItem
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

MONDAY = date(2026, 3, 9)
DAY = DiaryDay(MONDAY)


def plan(version: int, saved: datetime, *items: PlanItem) -> Plan:
    return Plan(f"p{version}", "e", version, items, None, "", saved, "c")


def entry(exercise: str, done: str | None = None, on: date = MONDAY, **fields: object) -> DiaryExercise:
    return DiaryExercise(on, exercise, done, **fields)


def week_of(*columns: DiaryColumn) -> DiaryWeek:
    given = {column.on: column for column in columns}
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    return DiaryWeek(MONDAY, tuple(given.get(on, DiaryColumn(on, DiaryDay(on))) for on in days))


def save(clinic: ClinicWithPatient, week: DiaryWeek) -> None:
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, week, TODAY)


def load(clinic: ClinicWithPatient) -> DiaryWeek:
    with clinic.session.unit_of_work() as unit:
        return load_week(unit, clinic.episode_id, MONDAY)


def test_a_day_asks_what_the_plan_of_that_day_asked_on_its_weekday() -> None:
    first = plan(1, datetime(2026, 3, 2, 10, tzinfo=UTC), PlanItem("EX-A", 3))
    second = plan(2, datetime(2026, 3, 11, 10, tzinfo=UTC), PlanItem("EX-B", 3), PlanItem("EX-C", 2, days="mon thu"))
    versions = (second, first)
    asked = [prescribed_on(versions, MONDAY + timedelta(days=n)) for n in range(-8, 7)]
    assert asked[0] == ()
    assert set(asked[1:10]) == {("EX-A",)}
    assert asked[10:] == [("EX-B",), ("EX-B", "EX-C"), ("EX-B",), ("EX-B",), ("EX-B",)]


@pytest.mark.parametrize(
    ("whole", "single", "answer", "share"),
    [
        (None, (), None, None),
        ("part", (), "part", 0.5),
        (None, ("yes", "yes"), "yes", 1.0),
        (None, ("no", "no"), "no", 0.0),
        (None, ("yes", "no", "part", "yes"), "part", 0.625),
        (None, (None, None), None, None),
        ("yes", (None,), "yes", 1.0),
    ],
)
def test_the_day_is_answered_by_what_was_recorded(whole, single, answer, share) -> None:
    entries = [entry(f"EX-{number}", done) for number, done in enumerate(single)]
    assert answer_of_day(replace(DAY, exercises=whole), entries) == answer
    assert share_of_day(replace(DAY, exercises=whole), entries) == share


def test_exercises_are_shown_again_as_they_were_typed_with_response_and_load(clinic: ClinicWithPatient) -> None:
    details = entry(
        "EX-P04", "part", sets=2, reps_left=10, reps_right=8, load="5 kg", pain_during=3, response="provoked",
        note="last set",
    )  # fmt: skip
    save(clinic, week_of(DiaryColumn(MONDAY, DAY, exercises=(entry("EX-I05", "yes"), details))))
    assert set(load(clinic).columns[0].exercises) == {entry("EX-I05", "yes"), details}
    assert load(clinic).coverage == 1


def test_an_exercise_taken_out_of_the_week_counts_no_more(clinic: ClinicWithPatient) -> None:
    save(clinic, week_of(DiaryColumn(MONDAY, DAY, exercises=(entry("EX-I05", "yes"),))))
    save(clinic, week_of())
    assert load(clinic).columns[0].exercises == ()
    assert load(clinic).coverage == 0
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    assert shares_done(file.days, file.exercises) == {}


@pytest.mark.parametrize(("whole", "single"), [("yes", "no"), ("yes", "part"), ("no", "yes")])
def test_two_answers_that_contradict_each_other_are_refused(clinic: ClinicWithPatient, whole, single) -> None:
    day = replace(DAY, exercises=whole)
    with pytest.raises(FieldError, match=f"All exercises of this day say {whole}"):
        save(clinic, week_of(DiaryColumn(MONDAY, day, exercises=(entry("EX-I05", single),))))
    assert load(clinic).coverage == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"sets": 21}, "Sets takes a number from 0 to 20."),
        ({"pain_during": 11}, "Pain during takes a number from 0 to 10."),
        ({"on": TODAY + timedelta(days=1)}, "This day has not come yet. Enter exercises up to today."),
    ],
)
def test_an_exercise_that_cannot_be_is_refused(change, sentence) -> None:
    with pytest.raises(FieldError) as refused:
        check_exercise(replace(entry("EX-I05", "yes"), **change), TODAY)
    assert str(refused.value) == sentence


def test_adherence_takes_single_answers_like_answers_for_all() -> None:
    days = [DiaryDay(TODAY - timedelta(days=n), exercises="yes") for n in (1, 2)]
    third = [entry("EX-A", "yes", TODAY - timedelta(days=3)), entry("EX-B", "no", TODAY - timedelta(days=3))]
    assert adherence_pct(days, (), TODAY) is None
    assert adherence_pct(days, third, TODAY) == 83


def test_single_answers_reach_the_decision_as_the_answer_of_the_day(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    save(clinic, week_of(DiaryColumn(MONDAY, DAY, exercises=(entry("EX-I05", "yes"), entry("EX-P04", "no")))))
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    case = case_json(file, clinic.session.forms, TODAY)
    assert [(day["on"], day["exercises"]) for day in case["recovery"]] == [("2026-03-09", "part")]
