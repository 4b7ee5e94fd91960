"""The one next step along a patient's way, and what a colleague reads in half a minute."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.episodes import close_episode
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.review import accept_decision, override_decision, record_reassessment, review_episode
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.ui.presenters.summary import Summary, summarise
from tests.support.session_factory import (
    BASELINE,
    HEEL_PAIN,
    PLAN,
    RUNNER,
    TODAY,
    ClinicWithPatient,
    make_patient,
    make_session,
    start_plan,
)

FIRST = TODAY - timedelta(days=7)
ONSET = date(2026, 1, 5)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(tmp_path / "record")
    yield make_patient(session, episode=replace(HEEL_PAIN, onset_on=ONSET, goal="Run <b>10 km</b>"))
    session.close()


def look(clinic: ClinicWithPatient, today: date = TODAY) -> Summary:
    with clinic.session.unit_of_work() as unit:
        file: EpisodeFile = load_episode(unit, clinic.episode_id)
        plan = unit.plans.current(clinic.episode_id)
    return summarise(file, plan, today)


def run_a_week(clinic: ClinicWithPatient, pain: int = 1) -> None:
    columns = []
    for offset in range(7):
        on = FIRST + timedelta(days=offset)
        run = DiarySession(on, 1, "run", True, run_min=10, pain_during=pain, swelling=0, settle_h=4, surface=2)
        columns.append(DiaryColumn(on, DiaryDay(on, "yes", 1), (run,) if offset in (0, 2, 4) else (), 0, 0))
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(FIRST, tuple(columns)), TODAY)


def review(clinic: ClinicWithPatient, final: str = "") -> None:
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    if not final:
        return
    with clinic.session.unit_of_work() as unit:
        if made.decision.decision == final:
            accept_decision(unit, made.stored.id, TODAY)
        else:
            override_decision(unit, made.stored.id, final, "Swollen today", TODAY)


def test_the_next_step_follows_the_patient_s_way(clinic: ClinicWithPatient) -> None:
    steps = [look(clinic).next_step.page]
    session, episode_id = clinic.session, clinic.episode_id
    with session.unit_of_work() as unit:
        sign_assessment(unit, session.forms, UnsignedAssessment(episode_id, "baseline", FIRST, BASELINE), TODAY)
    steps.append(look(clinic).next_step.button)
    with session.unit_of_work() as unit:
        start_progression(unit, episode_id, "PH4", 3, "W-GEN", FIRST)
    steps.append(look(clinic).next_step.button)
    with session.unit_of_work() as unit:
        save_plan(unit, session.library, episode_id, PLAN, "W-GEN", TODAY)
    steps.append(look(clinic).next_step.page)
    run_a_week(clinic)
    steps.append(look(clinic).next_step.button)
    review(clinic)
    steps.append(look(clinic).next_step.button)
    assert steps == ["assess", "Start the plan", "Choose exercises", "diary", "Review", "Answer the review"]


def test_after_a_review_the_diary_is_next_and_the_due_day_is_told(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, since=FIRST)
    run_a_week(clinic)
    review(clinic, "HOLD")
    assert look(clinic).next_step.sentence == "Waiting for the patient's diary."
    later = look(clinic, TODAY + timedelta(days=60)).next_step
    assert later.page == "diary"
    assert later.sentence.startswith("The review is due since ")


def test_a_pause_waits_for_a_recorded_reassessment(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, since=FIRST)
    run_a_week(clinic)
    review(clinic)
    assert not look(clinic).reassessment_due
    with clinic.session.unit_of_work() as unit:
        (open_one,) = unit.decisions.for_episode(clinic.episode_id)
        override_decision(unit, open_one.id, "PAUSE", "Swollen today", TODAY)
    paused = look(clinic)
    assert paused.reassessment_due
    assert (paused.next_step.page, paused.final, paused.response) == ("assess", "PAUSE", "overridden by the clinician")
    with clinic.session.unit_of_work() as unit:
        record_reassessment(unit, clinic.episode_id, TODAY, TODAY)
    after = look(clinic)
    assert not after.reassessment_due
    assert after.next_step.sentence == "The patient was reassessed. Review to go on."


def test_a_closed_episode_says_so(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        close_episode(unit, clinic.episode_id, TODAY, TODAY)
    closed = look(clinic)
    assert closed.closed
    assert closed.next_step.sentence == "This episode was closed on 16-Mar-2026."
    assert closed.next_step.page == ""
    assert closed.timeline[0].words == "Episode closed"


def test_what_a_colleague_reads(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, since=FIRST)
    run_a_week(clinic, pain=2)
    review(clinic, "HOLD")
    summary = look(clinic)
    assert summary.problem == (
        "Plantar heel pain, RIGHT foot",
        "Began 05-Jan-2026",
        "Runner",
        "30 km of running a week before the injury",
        "Goal: Run <b>10 km</b>",
    )
    assert summary.identity == f"RUNNER, {RUNNER.given_name} · Born 03-Feb-1984"
    assert summary.standing == "PH4 – Walk–run · Level 3"
    figures = dict(summary.figures)
    assert figures["Pain in the last session"] == "2/10 on 13-Mar-2026"
    assert figures["Last morning pain"] == "0/10 on 16-Mar-2026"
    assert figures["Last diary session"] == "3 days ago"
    assert figures["Exercises done, 14 days"].endswith(" %")
    assert figures["Outcome measures"].startswith("Due now, baseline, ")
    assert "FFI" in figures["Outcome measures"]
    words = [entry.words for entry in summary.timeline]
    assert any(word.startswith("Review: Hold") for word in words)
    assert "First assessment signed" in words
    assert "Entered PH4 – Walk–run" in words
    assert [entry.on for entry in summary.timeline] == sorted((e.on for e in summary.timeline), reverse=True)


def test_before_anything_is_done_there_is_little_to_say(clinic: ClinicWithPatient) -> None:
    summary = look(clinic)
    assert (summary.decision, summary.figures, summary.timeline) == (None, (), ())
    assert summary.standing == "The plan has not started."
