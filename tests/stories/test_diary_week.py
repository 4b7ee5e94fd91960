"""A week of a paper diary typed with keys alone: at most 150 of them, and what is typed is what is stored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.clinic.diary import load_week
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession, PlanItem
from tests.support.counted_keys import Opened
from tests.support.record_factory import make_record
from tests.support.session_factory import ClinicWithPatient, make_patient, shipped_forms, shipped_library, start_plan

MONDAY = date(2026, 3, 9)
FIVE = ("EX-I05", "EX-P04", "EX-B02", "EX-M05", "EX-P17")
MOST_KEYS = 150


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    """A clinic in which the plan was made before the week that is typed."""
    record = make_record(tmp_path / "record", clock=lambda: datetime(2026, 3, 2, 10, tzinfo=UTC))
    made = ClinicSession(record, shipped_library(), shipped_forms())
    yield made
    made.close()


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def test_a_typical_week_takes_at_most_150_keys_and_is_stored_as_typed(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = patient_with_five_exercises(opened.session)
    opened.window.navigate("diary", clinic.patient_id, clinic.episode_id)
    keys = opened.keys
    keys.settle()
    keys.on("Alt+4")
    # Monday: all done, a run with everything the paper asks, its distance and beats, the morning after, sleep, mood.
    keys.on("Ctrl+M")
    keys.type("xr30/12/21/043A/4,2/138/")
    keys.on("Ctrl+Down")
    keys.type("215/7/4")
    keys.on("Ctrl+Down")
    # Tuesday: one exercise only in part, no session.
    keys.type("x")
    keys.on("Down", "Down")
    keys.type("p")
    keys.on("Ctrl+Down", "Ctrl+Down")
    keys.type("05/8/4")
    keys.on("Ctrl+Down")
    keys.type("xr32/14/32043A/4,8/141/")
    keys.on("Ctrl+Down")
    keys.type("35/7,5/3")
    keys.on("Ctrl+Down")
    for typed in ("210/6/3", "05/8/4"):
        keys.type("x")
        keys.on("Ctrl+Down")
        keys.type(typed)
        keys.on("Ctrl+Down")
    # Saturday: a run; Sunday: nothing was exercised.
    keys.type("xr35/14/22053A/5/139/")
    keys.on("Ctrl+Down")
    keys.type("25/8/5")
    keys.on("Ctrl+Down")
    keys.type("n")
    keys.on("Ctrl+Down")
    keys.type("00/9/5")
    keys.on("Ctrl+S")
    with capsys.disabled():
        print(f"\n  a week of the diary: {keys.pressed} keys")
    assert keys.pressed <= MOST_KEYS
    assert "Saved as diary entries." in opened.texts()
    assert "7 of 7 days" in opened.texts()
    assert_stored(opened.session, clinic)


def assert_stored(session: ClinicSession, clinic: ClinicWithPatient) -> None:
    with session.unit_of_work() as unit:
        week = load_week(unit, clinic.episode_id, MONDAY)
        after = load_week(unit, clinic.episode_id, day(7)).columns[0].day
        sessions = [replace(session, id="") for session in unit.diary.sessions(clinic.episode_id)]
    mornings = [(c.next_morning_pain, c.next_morning_stiffness_min) for c in week.columns]
    assert mornings == [(2, 15), (0, 5), (3, 5), (2, 10), (0, 5), (2, 5), (0, 0)]
    assert (after.morning_pain, after.stiffness_min, after.sleep_h) == (0, 0, None)
    assert sessions == [
        run(
            0, minutes=30, run_min=12, pain_during=2, pain_evening=1, swelling=0, rpe=4, distance_km=4.2, heart_rate=138
        ),
        run(
            2, minutes=32, run_min=14, pain_during=3, pain_evening=2, swelling=0, rpe=4, distance_km=4.8, heart_rate=141
        ),
        run(5, minutes=35, run_min=14, pain_during=2, pain_evening=2, swelling=0, rpe=5, distance_km=5, heart_rate=139),
    ]
    whole = [column.day.exercises for column in week.columns]
    assert whole == ["yes", None, "yes", "yes", "yes", "yes", "no"]
    assert [c.day.sleep_h for c in week.columns] == [7, 8, 7.5, 6, 8, 8, 9]
    assert [c.day.mood for c in week.columns] == [4, 4, 3, 3, 4, 5, 5]
    done = {"EX-P04": "part"}
    assert set(week.columns[1].exercises) == {DiaryExercise(day(1), e, done.get(e, "yes")) for e in FIVE}
    assert all(not week.columns[offset].exercises for offset in (0, 2, 3, 4, 5, 6))
    assert week.columns[0].day == DiaryDay(MONDAY, exercises="yes", sleep_h=7, mood=4)
    assert all(c.day.resting_hr is None and c.day.weight_kg is None and not c.day.note for c in week.columns)


def run(offset: int, **fields: Any) -> DiarySession:
    return DiarySession(day(offset), 1, "run", True, surface=3, shoe="A", **fields)


def patient_with_five_exercises(session: ClinicSession) -> ClinicWithPatient:
    clinic = make_patient(session)
    start_plan(clinic)
    with session.unit_of_work() as unit:
        unit.plans.save(clinic.episode_id, [PlanItem(exercise, 3, 10) for exercise in FIVE], "W-GEN")
        unit.commit()
    return clinic
