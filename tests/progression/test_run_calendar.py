"""Calendars of running: days between, light weeks, stages in order, weeks that grow within the caps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.progression import STAGE_TABLES, STANDARD, decide, stage_table
from footrehab_desktop.progression.run_calendar import (
    EVERY_DAY,
    PlannedRun,
    RunStart,
    VolumeStart,
    is_whole,
    run_calendar,
    shortest_calendar,
    stages_start,
    volume_weeks,
    weeks_of,
    weeks_start,
)
from footrehab_desktop.progression.surfaces import HIGHEST_BY_PHASE, SURFACES, SurfaceStep, surface_step
from tests.progression.building import TODAY, ago, building, case_of, history, run, walk_running

MONDAY = date(2026, 3, 16)
tables = st.sampled_from(sorted(STAGE_TABLES)).map(stage_table)
# Two days of the week at least, with a day between.
weekday_sets = (
    st.sets(st.integers(0, 6), min_size=2).map(frozenset).filter(lambda days: max(days) - min(days) in range(2, 6))
)


@st.composite
def starts(draw: st.DrawFn) -> tuple[str, RunStart]:
    """A table and a place in it, with runs done before."""
    table = draw(tables)
    past = sorted(draw(st.sets(st.integers(0, 30), max_size=6)))
    return table.code, RunStart(
        first=MONDAY + timedelta(days=draw(st.integers(0, 9))),
        stage=draw(st.integers(0, table.top)),
        clean=draw(st.integers(0, 2)),
        past=tuple(MONDAY - timedelta(days=days) for days in reversed(past)),
        cycle_start=draw(st.one_of(st.none(), st.integers(0, 60).map(lambda days: MONDAY - timedelta(days=days)))),
        cycle_weeks=draw(st.sampled_from([None, 6, 7, 8])),
        light_until=draw(st.one_of(st.none(), st.integers(-3, 7).map(lambda days: MONDAY + timedelta(days=days)))),
    )


def full_runs(runs: tuple[PlannedRun, ...], stage: int) -> int:
    return sum(run.stage == stage and not run.light for run in runs)


@given(starts(), weekday_sets)
def test_no_calendar_breaks_the_rules_on_spacing(place: tuple[str, RunStart], weekdays: frozenset[int]) -> None:
    code, start = place
    runs = run_calendar(stage_table(code), start, weekdays)
    first_new = len(start.past)
    days = [*start.past, *(planned.on for planned in runs)]
    for number, (earlier, later) in enumerate(pairwise(days), 1):
        assert number < first_new or (later - earlier).days >= 2, "a day between runs (LD-06)"
    for number, (earlier, later) in enumerate(zip(days, days[4:], strict=False), 4):
        assert number < first_new or (later - earlier).days >= 7, "at most four runs in seven days (LD-06)"
    assert all(planned.on >= start.first for planned in runs)
    assert {planned.on.weekday() for planned in runs} <= weekdays


@given(starts(), weekday_sets)
def test_stages_come_in_order_each_clean_often_enough(place: tuple[str, RunStart], weekdays: frozenset[int]) -> None:
    code, start = place
    table = stage_table(code)
    runs = run_calendar(table, start, weekdays)
    stages = [planned.stage for planned in runs]
    assert stages == sorted(stages)
    for stage in range(start.stage + 1, table.top):
        assert full_runs(runs, stage) >= 2
    assert full_runs(runs, table.top) + (start.clean if start.stage == table.top else 0) >= 3
    for earlier, later in pairwise(runs):
        ends = earlier.review_on is not None
        assert ends == (earlier.stage != later.stage)
        if earlier.review_on is not None:
            assert earlier.review_on <= later.on, "the last session of a stage can be judged before the next stage"
            assert not earlier.light
    assert runs[-1].review_on == runs[-1].on + timedelta(days=2)


@given(starts())
def test_every_third_week_of_the_cycle_is_light_and_the_stage_comes_back_in_full(place: tuple[str, RunStart]) -> None:
    code, start = place
    runs = run_calendar(stage_table(code), start)
    begun = start.cycle_start or start.first
    for planned in runs:
        weeks = (planned.on - begun).days // 7
        number = (weeks if start.cycle_weeks is None else weeks % start.cycle_weeks) + 1
        running = start.light_until is not None and planned.on < start.light_until
        assert planned.light == (running or number % 3 == 0)
    for planned, then in pairwise(runs):
        if planned.light and not then.light:
            after = [run for run in runs if run.on > planned.on][:2]
            assert {each.stage for each in after} == {planned.stage}, "twice in full after a light week (LD-09)"


def test_shortest_calendar_begins_at_the_first_stage() -> None:
    runs = shortest_calendar(stage_table("W-GEN"), MONDAY)
    assert runs[0] == PlannedRun(MONDAY, 1, light=False)
    assert {planned.stage for planned in runs} == set(range(1, 13))
    assert 8 <= weeks_of(runs) <= 12
    assert weeks_of(()) == 0
    assert is_whole(runs)


def test_too_few_days_never_come_to_the_end() -> None:
    start = RunStart(MONDAY, 1)
    assert run_calendar(stage_table("W-GEN"), start, frozenset()) == ()
    once = run_calendar(stage_table("W-GEN"), start, {0})
    assert not is_whole(once)
    assert {planned.stage for planned in once} == {1}, "a week between runs: clean sessions do not add up (LD-11)"
    assert not is_whole(())


def test_a_stage_that_is_clean_already_goes_on_at_once() -> None:
    runs = run_calendar(stage_table("W-GEN"), RunStart(MONDAY, 3, clean=2), EVERY_DAY)
    assert (runs[0].on, runs[0].stage) == (MONDAY, 4)


def test_a_stage_that_flared_waits_for_its_day() -> None:
    opens = MONDAY + timedelta(days=12)
    runs = run_calendar(stage_table("W-GEN"), RunStart(MONDAY, 3, locked=(4, opens)))
    assert min(planned.on for planned in runs if planned.stage == 4) == opens


def test_the_place_in_the_table_is_read_from_the_case() -> None:
    case = case_of(
        walk_running(
            state={
                "cycle_started_on": ago(10),
                "cycle_weeks": 6,
                "no_impact_until": (TODAY + timedelta(4)).isoformat(),
            },
            history=[history(12, "REGRESS", 4, 3, "FL-02", "PM-09")],
        )
    )
    start = stages_start(case, TODAY)
    assert (start.stage, start.clean, start.cycle_weeks) == (3, 2, 6)
    assert start.past == (TODAY - timedelta(5), TODAY - timedelta(3))
    assert start.first == TODAY + timedelta(4)
    assert start.cycle_start == TODAY - timedelta(10)
    assert start.light_until is None
    runs = run_calendar(stage_table("W-GEN"), start)
    assert runs[0].stage == decide(case, TODAY).next_level or runs[0].on >= start.first


def test_clean_sessions_before_a_light_week_do_not_count_after_it() -> None:
    light = walk_running(
        state={"first_review_after_light_week": True},
        sessions=[run("a", 12), run("b", 10), run("c", 6), run("d", 1)],
        history=[history(9, "DELOAD", 3, 3, "LD-07")],
    )
    start = stages_start(case_of(light), TODAY)
    assert (start.clean, start.light_until) == (1, TODAY - timedelta(2))


def test_a_run_that_cannot_be_judged_yet_is_taken_to_be_clean() -> None:
    start = stages_start(case_of(walk_running(sessions=[run("a", 5), run("b", 1)])), TODAY)
    assert start.clean == 2
    assert run_calendar(stage_table("W-GEN"), start)[0].stage == 4


def test_weeks_grow_by_the_cap_ease_every_third_week_and_come_back_gently() -> None:
    start = VolumeStart(MONDAY, 90, 40, MONDAY, 8)
    weeks = volume_weeks(start, 9)
    assert [week.minutes for week in weeks] == [90, 99, 74, 103, 113, 84, 118, 129, 141]
    assert [week.rule for week in weeks] == [
        "", "LD-01", "LD-07", "LD-09", "LD-01", "LD-07", "LD-09", "LD-01", "LD-01",
    ]  # fmt: skip
    assert [week.longest_min for week in weeks][:5] == [40, 44, 44, 48, 52]
    assert [week.number for week in weeks if week.tests] == [8]
    assert weeks[8].number == 1
    assert [week.start for week in weeks] == [MONDAY + timedelta(7 * index) for index in range(9)]


@pytest.mark.parametrize(("week_min", "second"), [(30, 60), (58, 63), (None, None)])
def test_below_an_hour_a_week_the_cap_does_not_count(week_min: float | None, second: int | None) -> None:
    first, then = volume_weeks(VolumeStart(MONDAY, week_min, None, MONDAY, 8), 2)
    assert (first.minutes, first.longest_min) == (week_min, None)
    assert then.minutes == second
    assert then.rule == ("LD-02" if week_min == 30 else "LD-01")


def test_a_light_week_under_way_is_light_and_the_longest_run_fits_into_it() -> None:
    start = VolumeStart(MONDAY, 60, 60, MONDAY - timedelta(21), 8, after_light=True, light_until=MONDAY + timedelta(7))
    light, after = volume_weeks(start, 2)
    assert (light.minutes, light.longest_min, light.rule) == (45, 45, "LD-07")
    assert (after.minutes, after.rule) == (63, "LD-09")


@given(st.floats(60, 600), st.floats(5, 60), st.sampled_from([6, 7, 8]))
def test_no_planned_week_is_refused_by_the_caps(week_min: float, longest: float, cycle: int) -> None:
    weeks = volume_weeks(VolumeStart(MONDAY, week_min, longest, MONDAY, cycle), 16)
    full = week_min
    for week in weeks:
        assert week.minutes is not None
        assert week.minutes <= full * STANDARD["LD-01.growth"] + 1e-6
        full = full if week.light else week.minutes
        assert (week.longest_min or 0) <= week.minutes
        assert week.light == (week.number % 3 == 0)


def test_the_place_of_a_week_is_read_from_the_case() -> None:
    case = case_of(building(history=[history(3, "PROGRESS", 7, 8, "HL-02")], state={"cycle_started_on": ago(24)}))
    start = weeks_start(case, TODAY)
    assert (start.first, start.week_min, start.longest_min) == (TODAY - timedelta(3), 100, 40)
    assert (start.cycle_start, start.cycle_weeks) == (TODAY - timedelta(24), 8)
    alone = weeks_start(case_of(building()), TODAY)
    assert (alone.first, alone.cycle_start, alone.after_light) == (TODAY, TODAY, False)
    long_ago = weeks_start(case_of(building(history=[history(9, "HOLD", 8, 8)])), TODAY)
    assert long_ago.first == TODAY


def test_surfaces_go_up_one_step_in_two_weeks_within_the_phase() -> None:
    assert surface_step("PH3", [], TODAY) is None
    assert surface_step("PH4", [], TODAY) == SurfaceStep(1, 2, TODAY + timedelta(14))
    early, late = TODAY - timedelta(20), TODAY - timedelta(2)
    assert surface_step("PH4", [(late, 1), (early, 1)], TODAY) == SurfaceStep(1, 2, TODAY)
    assert surface_step("PH4", [(early, 1), (late, 2)], TODAY) == SurfaceStep(2)
    assert surface_step("PH4", [(late, 5)], TODAY) == SurfaceStep(2), "the phase keeps to level ground"
    assert surface_step("PH5", [(early, 1), (late, 2)], TODAY) == SurfaceStep(2, 3, late + timedelta(14))
    assert surface_step("PH6", [(late, 5)], TODAY) == SurfaceStep(5)
    assert set(HIGHEST_BY_PHASE.values()) <= set(SURFACES)
