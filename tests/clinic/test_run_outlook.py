"""How hard, on what ground and in which shoe: from the diary, the signed answers and the state."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.patients import change_patient
from footrehab_desktop.clinic.run_outlook import (
    ARRHYTHMIA,
    BETA_BLOCKER,
    NO_RESTING_RATE,
    RunningShoe,
    RunOutlook,
    resting_bpm,
    run_outlook,
)
from footrehab_desktop.progression.surfaces import SurfaceStep
from footrehab_desktop.records.values import DiaryDay, DiarySession, Observation
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, ClinicWithPatient, shipped_forms, start_plan

DAY = timedelta(days=1)


def file_of(clinic: ClinicWithPatient) -> EpisodeFile:
    with clinic.session.unit_of_work() as unit:
        return load_episode(unit, clinic.episode_id)


def outlook_of(clinic: ClinicWithPatient, today: date = TODAY) -> RunOutlook:
    return run_outlook(file_of(clinic), shipped_forms(), today)


def put_days(clinic: ClinicWithPatient, *days: DiaryDay) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_days(clinic.episode_id, days)
        unit.commit()


def sign(clinic: ClinicWithPatient, *observations: Observation) -> None:
    with clinic.session.unit_of_work() as unit:
        sign_assessment(
            unit, shipped_forms(), UnsignedAssessment(clinic.episode_id, "review", TODAY, observations), TODAY
        )


def test_heart_rate_of_a_stage_follows_age_and_resting_rate(clinic: ClinicWithPatient) -> None:
    """C-T13: forty years old, resting heart rate 60: Z2 is 108 to 130.8 beats."""
    start_plan(clinic)
    born = replace(RUNNER, birth_date=date(TODAY.year - 40, 1, 1))
    with clinic.session.unit_of_work() as unit:
        change_patient(unit, clinic.patient_id, born, TODAY)
    put_days(clinic, DiaryDay(TODAY - DAY, resting_hr=60))
    outlook = outlook_of(clinic)
    assert outlook.target is not None
    (zone,) = outlook.target.zones
    assert (zone.code, zone.lowest_bpm, zone.highest_bpm) == ("Z2", 108, 130.8)
    assert (zone.lowest_effort, zone.highest_effort) == (3, 4)
    assert (outlook.target.resting_bpm, outlook.target.effort_only) == (60, "")
    assert [zone.code for zone in outlook.easy.zones] == ["Z1", "Z2"]


@pytest.mark.parametrize("why", [BETA_BLOCKER, ARRHYTHMIA, NO_RESTING_RATE])
def test_effort_alone_where_the_heart_rate_says_nothing(clinic: ClinicWithPatient, why: str) -> None:
    start_plan(clinic)
    if why != NO_RESTING_RATE:
        put_days(clinic, DiaryDay(TODAY, resting_hr=60))
    if why == BETA_BLOCKER:
        with clinic.session.unit_of_work() as unit:
            change_patient(unit, clinic.patient_id, replace(RUNNER, beta_blocker=True), TODAY)
    if why == ARRHYTHMIA:
        sign(clinic, Observation("arrhythmia", text="yes"))
    target = outlook_of(clinic).target
    assert target is not None
    assert (target.effort_only, target.resting_bpm) == (why, None)
    assert all(zone.lowest_bpm is None and zone.highest_bpm is None for zone in target.zones)


def test_a_resting_rate_above_the_highest_for_the_age_is_not_used(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        change_patient(unit, clinic.patient_id, replace(RUNNER, birth_date=date(TODAY.year - 95, 1, 1)), TODAY)
    put_days(clinic, DiaryDay(TODAY, resting_hr=145))
    target = outlook_of(clinic).target
    assert target is not None
    assert target.effort_only == NO_RESTING_RATE


def test_resting_rate_is_the_median_of_the_newest_week_of_entries() -> None:
    days = [DiaryDay(TODAY - back * DAY, resting_hr=bpm) for back, bpm in enumerate((60, 61, 90, 59, 60, 62, 58, 20))]
    assert resting_bpm(days, TODAY) == 60
    assert resting_bpm([DiaryDay(TODAY - 28 * DAY, resting_hr=60), DiaryDay(TODAY + DAY, resting_hr=60)], TODAY) is None
    assert resting_bpm([DiaryDay(TODAY, mood=3)], TODAY) is None


def test_shoes_and_ground_come_from_what_was_signed_and_written(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    assert outlook_of(clinic).shoes == ()
    sign(
        clinic,
        Observation("shoe_1_name", text="Road"),
        Observation("shoe_1_km", number=501),
        Observation("shoe_2_name", text="Trail"),
        Observation("shoe_2_km", number=500),
    )
    runs = [
        DiarySession(TODAY - back * DAY, 1, "run", True, run_min=10, minutes=20, surface=surface)
        for back, surface in ((12, 1), (4, 1))
    ]
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, runs)
        unit.commit()
    outlook = outlook_of(clinic)
    assert outlook.shoes == (RunningShoe("Road", 501, replace=True), RunningShoe("Trail", 500, replace=False))
    assert outlook.surface == SurfaceStep(1, 2, TODAY + 2 * DAY)
    assert outlook.stages is not None
    assert outlook.stages.past == (TODAY - 12 * DAY, TODAY - 4 * DAY)


@pytest.mark.parametrize(
    ("phase", "level", "stages", "weeks", "target"),
    [("PH2", 1, False, False, False), ("PH4", 3, True, False, True), ("PH5", 14, False, True, True)],
)
def test_the_calendar_of_the_phase(
    clinic: ClinicWithPatient, phase: str, level: int, stages: bool, weeks: bool, target: bool
) -> None:
    start_plan(clinic, phase, level)
    outlook = outlook_of(clinic)
    assert (outlook.stages is not None, outlook.weeks is not None, outlook.target is not None) == (
        stages,
        weeks,
        target,
    )
    assert (outlook.phase, outlook.level, outlook.plan_week) == (phase, level, 3)


def test_before_the_start_the_patient_is_known_all_the_same(clinic: ClinicWithPatient) -> None:
    outlook = outlook_of(clinic)
    assert (outlook.phase, outlook.level, outlook.stages, outlook.surface) == (None, None, None, None)
    assert outlook.easy.effort_only == NO_RESTING_RATE
    assert outlook.goal == HEEL_PAIN.goal
