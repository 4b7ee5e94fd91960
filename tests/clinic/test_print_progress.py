"""The progress report: plain and few for the patient, whole for the clinician, from one record."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.print_progress import Reader, prepare_progress_report
from footrehab_desktop.clinic.review import accept_decision, review_episode
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import DiaryDay, DiarySession, Observation, OutcomeEntry
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

START = TODAY - timedelta(days=14)


def on(day: int) -> date:
    return START + timedelta(days=day)


def report(clinic: ClinicWithPatient, reader: Reader) -> str:
    session = clinic.session
    with session.unit_of_work() as unit:
        made = prepare_progress_report(
            unit, session.library, session.forms, clinic.episode_id, TODAY, PrintOptions(), reader=reader
        )
    return " ".join(" ".join(extract_text(made.pdf)).split())


@pytest.fixture
def treated(clinic: ClinicWithPatient) -> ClinicWithPatient:
    """Two weeks of diary, a second assessment with a measure and a goal, and a review that was accepted."""
    start_plan(clinic)
    later = (
        Observation("heel_raise", "left", 24, set_up="incline"),
        Observation("heel_raise", "right", 23, set_up="incline"),
        Observation("goal_short", None, text="Run with the club"),
        Observation("goal_short_by", None, text="2026-05-04"),
    )
    outcome = OutcomeEntry("LEFS", (3,) * 20, 60.0, 0)
    session, episode_id = clinic.session, clinic.episode_id
    with session.unit_of_work() as unit:
        sign_assessment(unit, session.forms, UnsignedAssessment(episode_id, "review", on(13), later, (outcome,)), TODAY)
    with session.unit_of_work() as unit:
        unit.diary.put_days(
            episode_id,
            [DiaryDay(on(at), "yes" if at % 2 else "part", 1, 5, 7, 4) for at in range(13)],
        )
        unit.diary.put_sessions(
            episode_id,
            [
                DiarySession(
                    on(at), 1, "run", True, run_min=10, pain_during=3 - at // 6, settle_h=3, swelling=0, rest_pain=0
                )
                for at in range(0, 13, 3)
            ],
        )
        unit.commit()
    with session.unit_of_work() as unit:
        made, _ = review_episode(unit, session.forms, episode_id, TODAY)
    with session.unit_of_work() as unit:
        accept_decision(unit, made.stored.id, TODAY)
    return clinic


def test_the_patient_reads_plain_words_few_charts_milestones_and_goals(treated: ClinicWithPatient) -> None:
    text = report(treated, "patient")
    for part in (
        "How you are doing",
        "Pain while active: 3 of 10 on 02-Mar-2026, 1 of 10 on 14-Mar-2026.",
        "You ran 20 minutes in the week from 09-Mar-2026.",
        "What you have reached",
        "First run since the injury",
        "Run with the club (by 04-May-2026)",
        "Your pain, 0 = none, 10 = the worst you can imagine",
        "Your pain limit 4",
        "Minutes you ran each week",
        "The steps you have climbed",
        "Your test: Single-leg heel raise, reps",
    ):
        assert part in text
    assert text.count("Your test:") == 1
    for part in ("LSI", "MDC", "Reviews", "Gaps stay gaps", "Morning stiffness", "NPRS"):
        assert part not in text


def test_the_clinician_reads_every_chart_with_something_in_it_and_the_tables(treated: ClinicWithPatient) -> None:
    text = report(treated, "clinician")
    for part in (
        "Progress report",
        "Pain, 0 to 10 (up to 2 safe, up to 4 acceptable, above 4 too much)",
        "Morning stiffness",
        "Sleep and mood",
        "Single-leg heel raise, LSI",
        "LSI 96 %",
        "LEFS, points, 0 to 80, higher is better",
        "Outcome measures",
        "60 points (15-Mar-2026)",
        "Tests of both sides",
        "Reviews",
    ):
        assert part in text
    for part in ("Confidence in the foot", "Resting heart rate", "Response to exercises"):
        assert part not in text


@pytest.mark.parametrize("reader", ["patient", "clinician"])
def test_a_report_of_nothing_says_so(clinic: ClinicWithPatient, reader: Reader) -> None:
    text = report(clinic, reader)
    assert "Nothing has been recorded yet that could be drawn." in text
    assert "What you have reached" not in text
