"""Heart rate above usual: known only against enough earlier sessions of the same task, and it reaches the rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.case_building import case_json, load_episode
from footrehab_desktop.clinic.heart_rate import beats_over_usual
from footrehab_desktop.clinic.review import review_episode
from footrehab_desktop.records.values import DiaryDay, DiarySession
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

FIRST = date(2026, 2, 2)


def run(day: int, beats: int | None, **fields: object) -> DiarySession:
    made = DiarySession(FIRST + timedelta(days=day), 1, "run", True, minutes=30, run_min=20, heart_rate=beats)
    return replace(made, **{"id": f"s{day}", **fields})


def over(*sessions: DiarySession) -> dict[str, float]:
    return beats_over_usual(sessions, lambda session: session.level)


def test_three_earlier_sessions_make_the_usual_and_the_median_is_it() -> None:
    assert over(run(0, 138), run(2, 140), run(4, 160)) == {}
    assert over(run(0, 138), run(2, 140), run(4, 160), run(6, 152)) == {"s6": 12}


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "cycle"},
        {"run_min": 12},
        {"run_min": 24.5},
        {"on": FIRST - timedelta(days=51)},
        {"heart_rate": None},
    ],
)
def test_another_task_or_too_long_ago_is_no_comparison(other: dict[str, object]) -> None:
    earlier = [replace(run(0, 138), **other), run(2, 140), run(4, 142)]
    assert over(*earlier, run(6, 150)) == {}


def test_running_minutes_within_a_fifth_or_the_same_level_are_the_same_task() -> None:
    near = [run(0, 138, run_min=16), run(2, 140, run_min=24), run(4, 142)]
    assert over(*near, run(6, 150)) == {"s6": 10}
    level = [run(day, 130 + day, run_min=None, level=3) for day in (0, 2, 4)]
    assert over(*level, run(6, 150, run_min=None, level=3)) == {"s6": 18}
    assert over(*level, run(6, 150, run_min=None, level=4)) == {}
    assert over(*level, run(6, 150, run_min=None, level=None)) == {}


def test_eight_weeks_are_the_window() -> None:
    assert over(run(0, 140), run(1, 140), run(2, 140), run(56, 150)) == {"s56": 10}
    assert over(run(0, 140), run(1, 140), run(2, 140), run(57, 150)) == {}


def test_what_the_diary_holds_reaches_the_decision(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    days = range(15, 41, 4)
    beats = (138, 140, 139, 141, 140, 155, 156)
    sessions = [replace(run(day, heart), id="") for day, heart in zip(days, beats, strict=True)]
    sessions[-1] = replace(sessions[-1], ache_elsewhere_only=True, extra_reps=2, foot_contacts=60)
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, sessions)
        unit.diary.put_days(clinic.episode_id, [DiaryDay(TODAY - timedelta(days=1), weight_kg=61.5)])
        unit.commit()
    with clinic.session.unit_of_work() as unit:
        case = case_json(load_episode(unit, clinic.episode_id), clinic.session.forms, TODAY)
    assert [session.get("hr_over_usual_bpm") for session in case["sessions"]] == [None, None, None, 2, 0.5, 15, 16]
    last = case["sessions"][-1]
    assert (last["ache_elsewhere_only"], last["extra_reps"], last["foot_contacts"]) == (True, 2, 60)
    assert "extra_reps" not in case["sessions"][0]
    assert case["recovery"][-1]["weight_kg"] == 61.5


def test_two_sessions_with_a_higher_heart_rate_ask_for_a_lighter_week(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    beats = (138, 140, 139, 141, 155, 156)
    sessions = [replace(run(20 + 4 * n, heart, pain_during=1, pain_24h=0), id="") for n, heart in enumerate(beats)]
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, sessions)
        unit.commit()
    with clinic.session.unit_of_work() as unit:
        stored = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    assert "LD-16" in str(stored)
