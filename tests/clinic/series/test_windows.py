"""Before and after: what the values of two windows say, and when they are too few to say anything."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.progress import progress_of, run_weeks
from footrehab_desktop.clinic.series.load import level_chart, running_chart
from footrehab_desktop.clinic.series.symptoms import stiffness_chart
from footrehab_desktop.clinic.series.windows import Window, compare_windows, window_table
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import DiaryDay
from tests.support.course_file import course_file, run, state

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 31)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


BEFORE, AFTER = Window(on(0), on(6)), Window(on(14), on(20))


def stiffness(values):
    return stiffness_chart(course_file(days=[DiaryDay(on(at), stiffness_min=v) for at, v in values.items()]), TODAY)


def test_mean_median_number_and_change_in_numbers_and_words() -> None:
    chart = stiffness({0: 10, 3: 20, 6: 12, 7: 99, 14: 4, 15: 6, 20: 5})
    (row,) = compare_windows([chart], BEFORE, AFTER)
    assert (row.before.count, row.before.mean, row.before.median) == (3, 14, 12)
    assert (row.after.count, row.after.median, row.change) == (3, 5, -7)
    assert row.words == "Morning stiffness: Stiff on waking: median 12 before, 5 after, 7 min less (3 and 3 values)."
    assert window_table([row]).rows == (
        ("Morning stiffness: Stiff on waking, min", "12", "14", "3", "5", "5", "3", "-7"),
    )


def test_fewer_than_three_values_are_shown_and_not_compared() -> None:
    (row,) = compare_windows([stiffness({0: 10, 3: 20, 6: 12, 14: 4, 15: 5})], BEFORE, AFTER)
    assert row.change is None
    assert row.words.endswith("too few values to compare (3 and 2 values; 3 are needed in each window).")
    assert window_table([row]).rows[0][-1] == "too few values"


def test_only_whole_weeks_count_and_staircases_have_no_mean() -> None:
    file = course_file(sessions=[run(on(at), 10) for at in range(28)], states=[state(on(0))])
    progress = progress_of(file, TODAY)
    charts = [running_chart(progress, run_weeks(file, TODAY), TODAY), level_chart(progress, TODAY)]
    (row,) = compare_windows(charts, Window(on(1), on(13)), Window(on(14), on(27)))
    assert (row.before.count, row.after.count, row.after.median) == (1, 2, 70)


def test_a_series_without_a_value_in_either_window_is_left_out() -> None:
    assert compare_windows([stiffness({8: 3})], BEFORE, AFTER) == ()


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (Window(on(6), on(0)), AFTER, "before"),
        (BEFORE, Window(on(20), on(14)), "after"),
        (BEFORE, Window(on(6), on(10)), "after"),
    ],
)
def test_windows_that_make_no_sense_are_refused(before, after, field) -> None:
    with pytest.raises(FieldError) as refused:
        compare_windows([], before, after)
    assert refused.value.field == field


@given(st.dictionaries(st.integers(0, 28), st.integers(0, 60)))
def test_every_value_of_a_window_counts_once(values) -> None:
    rows = compare_windows([stiffness(values)], BEFORE, AFTER)
    counted = [(row.before.count, row.after.count) for row in rows]
    inside = (sum(0 <= at <= 6 for at in values), sum(14 <= at <= 20 for at in values))
    assert counted == ([inside] if any(inside) else [])
