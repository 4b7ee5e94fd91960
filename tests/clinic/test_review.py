"""A review through the real core and the real record: decision, answer, state, next decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.case_building import build_case, load_episode
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.review import (
    accept_decision,
    document_referral,
    open_review,
    override_decision,
    review_episode,
)
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.progression import read_case
from footrehab_desktop.records.values import DiaryDay, DiarySession, Observation
from tests.support.session_factory import TODAY, start_plan

MONDAY = date(2026, 3, 9)


def run_on(offset: int, **values) -> DiaryColumn:
    on = MONDAY + timedelta(days=offset)
    session = DiarySession(
        on=on, slot=1, kind="run", impact=True, completed_pct=100, minutes=30, run_min=10, pain_during=2, settle_h=10,
        rest_pain=0, swelling=0, sharp=False, limp=False, rpe=3,
    )  # fmt: skip
    return DiaryColumn(on, DiaryDay(on, exercises="yes"), (replace(session, **values),), 1, 0)


def type_week(clinic, *runs: DiaryColumn) -> None:
    given = {run.on: run for run in runs}
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    columns = tuple(given.get(on, DiaryColumn(on, DiaryDay(on, exercises="yes"))) for on in days)
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(MONDAY, columns), TODAY)


def review(clinic, today=TODAY, request=None):
    with clinic.session.unit_of_work() as unit:
        made, _changes = review_episode(unit, clinic.session.forms, clinic.episode_id, today, request)
    return made


def level(clinic) -> int:
    with clinic.session.unit_of_work() as unit:
        return unit.decisions.current_state(clinic.episode_id).state["level"]


def test_two_clean_runs_progress_and_accepting_moves_the_level(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2))
    made = review(clinic)
    assert (made.decision.decision, made.decision.level, made.decision.target_level) == ("PROGRESS", 3, 4)
    assert "HL-02" in [reason.rule for reason in made.decision.reasons]
    with clinic.session.unit_of_work() as unit:
        changes = accept_decision(unit, made.stored.id, TODAY)
    assert level(clinic) == 4
    assert changes.decisions == {clinic.episode_id}
    with clinic.session.unit_of_work() as unit:
        assert open_review(unit, clinic.episode_id) is None
        assert [past.response for past in unit.decisions.for_episode(clinic.episode_id)] == ["accepted"]


def test_a_newer_review_takes_the_place_of_one_that_waits(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2))
    earlier, newer = review(clinic), review(clinic)
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="newer review"):
        accept_decision(unit, earlier.stored.id, TODAY)
    assert level(clinic) == 3
    with clinic.session.unit_of_work() as unit:
        accept_decision(unit, newer.stored.id, TODAY)
    assert level(clinic) == 4


def test_the_case_that_is_kept_is_the_one_that_was_decided_on(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0, shoe="Old pair"), run_on(2, pain_24h=3))
    with clinic.session.unit_of_work() as unit:
        decided_on = build_case(load_episode(unit, clinic.episode_id), clinic.session.forms, TODAY)
    made = review(clinic)
    with clinic.session.unit_of_work() as unit:
        kept = unit.decisions.get(made.stored.id)
    assert read_case(kept.case) == decided_on
    assert kept.case == made.stored.case


def test_training_that_nobody_prescribed_is_no_step_of_the_plan(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0, outside_plan=True), run_on(2, outside_plan=True))
    assert review(clinic).decision.decision == "HOLD"


def test_training_that_nobody_prescribed_still_loads_the_foot(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2), run_on(4, outside_plan=True, pain_during=7))
    assert review(clinic).decision.decision == "REGRESS"


def test_pain_far_above_the_ceiling_steps_back_and_names_the_fact(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2, pain_during=7))
    made = review(clinic)
    assert made.decision.decision == "REGRESS"
    reason = next(reason for reason in made.decision.reasons if reason.rule == "PM-06")
    assert any(fact.value == 7 and fact.on == MONDAY + timedelta(days=2) for fact in reason.facts)
    assert reason.sources


def test_a_decision_is_answered_once(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2))
    made = review(clinic)
    with clinic.session.unit_of_work() as unit:
        accept_decision(unit, made.stored.id, TODAY)
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="answered before"):
        accept_decision(unit, made.stored.id, TODAY)
    assert level(clinic) == 4


def test_an_override_needs_a_reason_and_stands(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2))
    made = review(clinic)
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match="needs a reason"):
        override_decision(unit, made.stored.id, "HOLD", "  ", TODAY)
    with clinic.session.unit_of_work() as unit:
        override_decision(unit, made.stored.id, "HOLD", "Tired after a night shift", TODAY)
    assert level(clinic) == 3
    with clinic.session.unit_of_work() as unit:
        stored = unit.decisions.get(made.stored.id)
    assert (stored.response, stored.final, stored.reason) == ("overridden", "HOLD", "Tired after a night shift")


def test_a_red_flag_refers_and_can_only_be_documented(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2))
    squeeze = UnsignedAssessment(
        clinic.episode_id, "review", TODAY, (Observation("calf_squeeze_positive", text="yes"),)
    )
    with clinic.session.unit_of_work() as unit:
        sign_assessment(unit, clinic.session.forms, squeeze, TODAY)
    made = review(clinic)
    assert (made.decision.decision, made.decision.urgency) == ("REFER", "SAME_DAY")
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="cannot be overridden"):
        override_decision(unit, made.stored.id, "PROGRESS", "I know better", TODAY)
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="Document"):
        accept_decision(unit, made.stored.id, TODAY)
    with clinic.session.unit_of_work() as unit:
        document_referral(unit, made.stored.id, "Sent to the emergency department at 10:20", TODAY)
    assert level(clinic) == 3


def test_an_answer_of_no_later_clears_a_finding(clinic):
    start_plan(clinic, since=MONDAY)
    for day, answer in ((TODAY - timedelta(days=1), "yes"), (TODAY, "no")):
        signed = UnsignedAssessment(
            clinic.episode_id, "review", day, (Observation("calf_squeeze_positive", text=answer),)
        )
        with clinic.session.unit_of_work() as unit:
            sign_assessment(unit, clinic.session.forms, signed, TODAY)
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    assert build_case(file, clinic.session.forms, TODAY).findings == ()


def test_a_review_before_the_start_says_what_to_do(clinic):
    with pytest.raises(UserFixableError, match="plan has not been started"):
        review(clinic)


def test_a_draft_never_feeds_a_decision(clinic):
    start_plan(clinic, since=MONDAY)
    with clinic.session.unit_of_work() as unit:
        unit.drafts.save(clinic.episode_id, "assessment:review", {"calf_squeeze_positive": "yes"})
        unit.commit()
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    assert build_case(file, clinic.session.forms, TODAY).findings == ()


def test_the_case_takes_the_next_morning_as_the_pain_after_a_day(clinic):
    start_plan(clinic, since=MONDAY)
    type_week(clinic, run_on(0), run_on(2))
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    first = build_case(file, clinic.session.forms, TODAY).sessions[0]
    assert (first.pain_24h, first.level, first.run_min) == (1, 3, 10)
