"""Load week by week and level by level, against numbers counted by hand."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.case_building import week_sums
from footrehab_desktop.clinic.progress import progress_of, run_weeks
from footrehab_desktop.clinic.series.load import (
    adherence_chart,
    adherence_weeks,
    level_chart,
    running_chart,
    stage_chart,
)
from footrehab_desktop.clinic.series.windows import Window, compare_windows
from footrehab_desktop.records.values import DiaryDay
from tests.support.course_file import course_file, decision, run, state

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 31)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def test_minutes_are_summed_from_monday_to_sunday_with_the_limit_that_was_decided() -> None:
    file = course_file(
        sessions=[run(on(0), 10), run(on(6), 12), run(on(7), 8), run(on(21), 5)],
        decisions=[decision(on(6), "DELOAD", {"plan": {"week_min": 16}})],
        states=[state(on(0), reference_week_min=22)],
    )
    chart = running_chart(progress_of(file, TODAY), run_weeks(file, TODAY), TODAY)
    assert [(bar.first, bar.last, bar.value, bar.mark, bar.limit) for bar in chart.bars] == [
        (on(0), on(6), 22, "", None),
        (on(7), on(13), 8, "light", 16),
        (on(21), on(27), 5, "", None),
    ]
    assert chart.table.rows[1] == ("16-Mar-2026", "", "", "minutes not recorded")
    assert chart.table.rows[2] == ("09-Mar-2026", "8", "16", "light week")
    assert [level.label for level in chart.levels] == ["Last full week 22 min"]


def test_a_week_without_an_entry_is_a_gap_and_one_that_was_kept_without_a_run_is_nought() -> None:
    file = course_file(
        sessions=[run(on(0), 10), run(on(28), 8)],
        days=[DiaryDay(on(8), morning_pain=0), DiaryDay(on(15))],
    )
    assert [week.minutes for week in run_weeks(file, TODAY)] == [10, 0, None, None, 8]
    windows = compare_windows(
        [running_chart(progress_of(file, TODAY), run_weeks(file, TODAY), TODAY)],
        Window(on(0), on(13)),
        Window(on(14), on(34)),
    )
    assert [(row.before.count, row.after.count) for row in windows] == [(2, 1)]


def test_a_run_without_its_minutes_is_not_a_run_of_no_minutes() -> None:
    unknown, left_out = replace(run(on(2), 0), run_min=None), replace(run(on(9), 0), run_min=None, completed_pct=0)
    file = course_file(sessions=[run(on(0), 10), unknown, run(on(7), 12), left_out, replace(unknown, on=on(15))])
    chart = running_chart(progress_of(file, TODAY), run_weeks(file, TODAY), TODAY)
    assert [(bar.first, bar.value) for bar in chart.bars] == [(on(0), 10), (on(7), 12)]
    assert [row[3] for row in chart.table.rows] == [
        "minutes not recorded",
        "",
        "not all minutes recorded",
    ]
    assert [week.get("run_min") for week in week_sums(file, TODAY)] == [None, 12, None]


@pytest.mark.parametrize(
    "around", [date(2026, 3, 29), date(2026, 10, 25), date(2025, 12, 31), date(2024, 2, 29), date(2026, 11, 1)]
)
def test_weeks_have_seven_days_when_clocks_change_and_years_end(around: date) -> None:
    first = around - timedelta(days=10)
    file = course_file(
        sessions=[run(first + timedelta(days=at), 7) for at in range(21)],
        days=[DiaryDay(first + timedelta(days=at), exercises="yes") for at in range(21)],
    )
    today = first + timedelta(days=20)
    progress = progress_of(file, today)
    for bars in (
        running_chart(progress, run_weeks(file, today), today).bars,
        adherence_chart(file, progress, today).bars,
    ):
        assert all(bar.first.weekday() == 0 and (bar.last - bar.first).days == 6 for bar in bars)
        assert all((later.first - bar.first).days == 7 for bar, later in pairwise(bars))
    assert sum(week.minutes or 0 for week in run_weeks(file, today)) == 21 * 7


def test_levels_are_a_staircase_in_each_stay_of_a_phase() -> None:
    file = course_file(
        states=[state(on(0), "PH3", 2), state(on(7), "PH4", 0), state(on(14), "PH3", 1), state(on(20), "PH3", 2)]
    )
    chart = level_chart(progress_of(file, TODAY), TODAY)
    assert [(line.name, line.values) for line in chart.lines] == [
        ("PH3", ((on(0), 2.0), (on(7), 2.0))),
        ("Stage of W-GEN", ((on(7), 0.0), (on(14), 0.0))),
        ("PH3, time 2", ((on(14), 1.0), (on(20), 2.0), (TODAY, 2.0))),
    ]
    assert chart.latest == "PH3, level 2 (22-Mar-2026)"


def test_stages_are_those_of_the_running_phase_in_words() -> None:
    file = course_file(states=[state(on(0), "PH3", 2), state(on(7), "PH4", 3), state(on(9), "PH4", 12)])
    chart = stage_chart(progress_of(file, TODAY), TODAY)
    assert [line.values for line in chart.lines] == [((on(7), 3.0), (on(9), 12.0), (TODAY, 12.0))]
    assert chart.table.rows == (
        ("11-Mar-2026", "W-GEN", "12", "Run 30 min without a break"),
        ("09-Mar-2026", "W-GEN", "3", "1 min run : 1 min walk × 10"),
    )
    assert (chart.low, chart.high) == (0, 12)
    assert stage_chart(progress_of(course_file(states=[state(on(0), "PH1", 1)]), TODAY), TODAY).is_empty


def test_a_day_without_an_answer_is_not_a_day_missed() -> None:
    file = course_file(
        days=[
            DiaryDay(on(0), exercises="yes"),
            DiaryDay(on(1), exercises="part"),
            DiaryDay(on(2)),
            DiaryDay(on(14), exercises="no"),
        ],
        sessions=[run(on(1), pain_during=3)],
    )
    chart = adherence_chart(file, progress_of(file, TODAY), TODAY)
    assert [(bar.first, bar.value, bar.mark) for bar in chart.bars] == [(on(0), 75.0, "2/7"), (on(14), 0.0, "1/7")]
    assert chart.lines[0].values == ((on(1), 3.0),)
    assert chart.right is not None
    assert (chart.right.low, chart.right.high) == (0, 100)
    assert chart.latest == "0 % done, 1 of 7 days answered (16-Mar-2026)"


@given(st.dictionaries(st.integers(0, 60), st.sampled_from(["yes", "part", "no", None]), max_size=40))
def test_adherence_is_the_mean_of_what_was_answered_and_nothing_else(answers) -> None:
    file = course_file(days=[DiaryDay(on(at), exercises=answer) for at, answer in sorted(answers.items())])
    today = on(60)
    known = {at: {"yes": 100, "part": 50, "no": 0}[a] for at, a in answers.items() if a is not None}
    weeks = adherence_weeks(file, today)
    assert sum(week.answered for week in weeks) == len(known)
    for week in weeks:
        inside = [value for at, value in known.items() if 0 <= (on(at) - week.start).days < 7]
        assert week.percent == pytest.approx(sum(inside) / len(inside), abs=0.06)
