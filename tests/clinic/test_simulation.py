"""The comparison of programmes: reckoned by hand for a tiny run, the core really asked, the report honest."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from footrehab_desktop.clinic.simulated_patient import PlannedSession, SimulatedDay, SimulatedPatient, Tissue
from footrehab_desktop.clinic.simulation import FIRST_DAY, ByClock, ByReview, Course, Pair, compare, course_of, follow
from footrehab_desktop.clinic.simulation_programme import clock_level, stage_session
from footrehab_desktop.clinic.simulation_report import (
    MODEL_SENTENCE,
    diary_lines,
    report_lines,
    run_report,
    spread,
    summarize,
    verdicts,
)
from footrehab_desktop.clinic.simulation_traits import draw_days, draw_patient
from tests.support.session_factory import shipped_forms

RUN_30 = PlannedSession("run", 30, 30, level=12)
TRAITS = draw_patient(1, 1)
STRONG = replace(TRAITS, capacity=60.0, limit=90.0, usual_pain=0.0, pain_noise=0.1, adherence=1.0, reporting=1.0,
                 eager=0.0, busy=0.0, sensitivity=0.8, sleep=8.0)  # fmt: skip
WEAK = replace(STRONG, capacity=12.0, gain=0.02, sensitivity=2.0, pain_slope=6.0)


def pair(reviewed: tuple[int, int, int | None], clock: tuple[int, int, int | None]) -> Pair:
    return Pair(Course(*reviewed, Counter(HOLD=2, PROGRESS=1)), Course(*clock))


def test_three_pairs_reckoned_by_hand():
    found = summarize([pair((0, 0, 140), (2, 20, 77)), pair((1, 4, None), (1, 9, None)), pair((2, 8, 210), (1, 4, 84))])
    reviewed, clock = found.reviewed, found.clock
    assert (reviewed.flares.mean, reviewed.flares.median, reviewed.flares.lower, reviewed.flares.upper) == (
        1,
        1,
        0.5,
        1.5,
    )
    assert clock.flares.mean == pytest.approx(4 / 3)
    assert (reviewed.without_flare, clock.without_flare) == (1, 0)
    assert (reviewed.flare_days.mean, clock.flare_days.mean) == (4, 11)
    assert (reviewed.reached, clock.reached) == (2, 2)
    assert (reviewed.goal_weeks.median, clock.goal_weeks.median) == (25, 11.5)
    assert (found.fewer_flares, found.as_many_flares, found.more_flares) == (1, 1, 1)
    assert found.sooner_on_clock.median == pytest.approx((9 + 18) / 2)
    assert reviewed.decisions == {"HOLD": 6, "PROGRESS": 3}


def test_the_report_says_who_won_what_even_when_it_is_the_clock():
    found = summarize([pair((3, 9, 140), (1, 2, 77))])
    assert list(verdicts(found)) == [
        "Flares per patient (mean): fewer when moved on by the clock.",
        "Days in a flare (mean): fewer when moved on by the clock.",
        "Patients who did not reach the goal: no difference.",
        "Of those who reached it on both sides, half were at least 9.0 weeks sooner when moved on by the clock.",
    ]


def test_the_report_names_seed_version_and_that_it_is_a_model():
    lines = list(report_lines(summarize([pair((0, 0, 140), (2, 20, None))]), seed=7, weeks=40))
    assert "Seed 7, 1 virtual patients, 40 weeks" in lines[0]
    assert "FootRehab Desktop" in lines[0]
    assert lines[1] == MODEL_SENTENCE
    assert any(line.startswith("Reached 30 min continuous running") and "0.0 % (0 of 1)" in line for line in lines)
    assert any(line.startswith("  in weeks") and line.endswith("none") for line in lines)


def test_the_spread_of_nothing_and_of_one():
    assert spread([]).words == "none"
    assert spread([4.0]).words == "4.0 (4.0 to 4.0)"


def lived(part: float, pain: int, *, flaring: bool = False, planned: PlannedSession = RUN_30) -> SimulatedDay:
    return SimulatedDay(FIRST_DAY, planned, part, pain, 30, Tissue(30, flaring=flaring, flares=1), None, None)


def test_the_goal_is_a_whole_run_within_the_ceiling_and_outside_a_flare():
    short = stage_session("W-GEN", 11)
    days = (lived(0.8, 1), lived(1, 5), lived(1, 1, flaring=True), lived(1, 1, planned=short), lived(1, 4), lived(1, 0))
    course = course_of(days, Counter(), ceiling=4)
    assert (course.goal_day, course.flares, course.flare_days) == (5, 1, 1)
    assert course_of(days[:4], Counter(), ceiling=4).goal_weeks is None


def test_the_clock_goes_up_a_stage_a_week_and_stays_at_the_last():
    levels = [clock_level("W-GEN", FIRST_DAY, FIRST_DAY + timedelta(days=day)) for day in (0, 6, 7, 77, 400)]
    assert levels == [1, 1, 2, 12, 12]


def test_a_strong_patient_is_moved_on_by_the_core_two_clean_sessions_a_stage():
    side = ByReview(shipped_forms(), "W-GEN", FIRST_DAY)
    days = follow(STRONG, side, FIRST_DAY, 30)
    assert side.decisions["PROGRESS"] == 11
    assert side.state.level == 12
    assert not {"PAUSE", "REFER", "REGRESS"} & set(side.decisions)
    assert course_of(days, side.decisions, 4).flares == 0


def test_a_weak_patient_is_held_where_the_clock_overloads():
    side = ByReview(shipped_forms(), "W-GEN", FIRST_DAY)
    reviewed = course_of(follow(WEAK, side, FIRST_DAY, 16), side.decisions, 4)
    clock = course_of(follow(WEAK, ByClock("W-GEN", FIRST_DAY), FIRST_DAY, 16), Counter(), 4)
    assert reviewed.flare_days < clock.flare_days
    assert side.state.level < 12


def test_both_sides_meet_the_same_days():
    chances = draw_days(STRONG, 14)
    one, other = (SimulatedPatient(STRONG, chances, FIRST_DAY) for _ in range(2))
    for number in range(14):
        on = FIRST_DAY + timedelta(days=number)
        with_run, without = one.live(on, stage_session("W-GEN", 1)), other.live(on, None)
        assert with_run.day is not None
        assert without.day is not None
        assert with_run.day.resting_hr == without.day.resting_hr


def test_the_same_seed_gives_the_same_report():
    first, second = (list(run_report(3, 2, 6)) for _ in range(2))
    assert first == second
    assert first != list(run_report(4, 2, 6))
    assert len(list(compare(shipped_forms(), 3, 2, 6))) == 2


def test_a_diary_is_told_week_by_week():
    lines = list(diary_lines(4, follow(STRONG, ByClock("W-GEN", FIRST_DAY), FIRST_DAY, 3)))
    assert lines[0] == "Virtual patient 4"
    assert lines[1].startswith("  week  1: 5 sessions, 18 min run, worst pain 0")
    assert "7 of 7 days written" in lines[1]
    assert len(lines) == 4
