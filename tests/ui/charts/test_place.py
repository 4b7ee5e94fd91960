"""Where things lie in a chart: words that never touch, spans of days that stand for years, round ticks."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.chart import Bar, RightScale
from footrehab_desktop.ui.charts.axes import DayAxis, ValueAxis, round_values
from footrehab_desktop.ui.charts.layers import condensed_bars
from footrehab_desktop.ui.charts.place import NARROWEST_SPAN, MarkBox, Place, condensed, place_marks, span_for

MONDAY = date(2026, 3, 16).toordinal()
BOXES = some.lists(
    some.builds(
        MarkBox,
        some.floats(0, 900),
        some.floats(5, 20),
        some.floats(20, 120),
        some.integers(0, 6),
    ),
    max_size=200,
)


def test_a_place_carries_days_and_values_there_and_back() -> None:
    place = Place(40, 10, 800, 300, MONDAY, MONDAY + 80, -0.5, 10.5)
    assert place.x(MONDAY + 40) == 440
    assert place.y(10.5) == 10
    assert place.day(place.x(MONDAY + 13)) == pytest.approx(MONDAY + 13)
    assert place.value(place.y(4)) == pytest.approx(4)


@given(BOXES)
def test_signs_and_words_of_marks_never_touch(boxes: list[MarkBox]) -> None:
    shown = place_marks(boxes, 900)
    assert len(shown) == len(boxes)
    written = sorted(
        (start := box.at - box.sign_width / 2, start + (box.full_width if how == "words" else box.sign_width))
        for box, how in zip(boxes, shown, strict=True)
        if how != "tick"
    )  # fmt: skip
    assert all(end <= start for (_start, end), (start, _end) in pairwise(written))
    assert bool(written) == bool(boxes)


def test_the_weightiest_mark_is_the_one_that_is_signed() -> None:
    crowd = [MarkBox(100, 10, 60, 5), MarkBox(104, 10, 60, 2), MarkBox(108, 10, 60, 5)]
    assert place_marks(crowd, 900) == ["tick", "words", "tick"]


def test_single_days_stand_while_they_can_be_told_apart() -> None:
    assert span_for(84, 86, 900) == 1
    assert span_for(30, 3650, 900) == 1  # a few visits in ten years
    span = span_for(3650, 3650, 900)
    assert 900 / 3650 * span >= NARROWEST_SPAN


@given(
    some.dictionaries(some.integers(MONDAY, MONDAY + 3000), some.floats(0, 10), min_size=1, max_size=300),
    some.sampled_from((7, 28, 56)),
)
def test_spans_hold_the_median_and_the_ends_of_their_days(known: dict[int, float], span: int) -> None:
    days = np.array(sorted(known), dtype=float)
    spans = condensed(days, np.array([known[int(day)] for day in days]), span)
    whole: dict[int, list[float]] = {}
    for day, value in known.items():
        whole.setdefault((day - 1) // span, []).append(value)
    assert [float(np.median(whole[number])) for number in sorted(whole)] == spans.medians.tolist()
    assert [min(whole[number]) for number in sorted(whole)] == spans.lowest.tolist()
    assert [max(whole[number]) for number in sorted(whole)] == spans.highest.tolist()
    assert all(date.fromordinal(int(middle - (span - 1) / 2)).weekday() == 0 for middle in spans.days)


def test_bars_of_four_weeks_become_their_median() -> None:
    first = date.fromordinal(28 * (MONDAY // 28) + 1)
    weeks = [first + timedelta(weeks=number) for number in range(8)]
    bars = [Bar(week, week + timedelta(days=6), value) for week, value in zip(weeks, range(8), strict=True)]
    assert [(bar.value, (bar.last - bar.first).days) for bar in condensed_bars(bars, 28)] == [(1.5, 27), (5.5, 27)]


@given(some.floats(-100, 100), some.floats(0.5, 1000), some.floats(60, 800))
def test_ticks_are_round_within_the_scale_and_few_enough(qapp: QtBot, low: float, length: float, size: float) -> None:
    step, values = round_values(low, low + length, size)
    assert all(low - step * 1e-3 <= value <= low + length + step * 1e-3 for value in values)
    assert 1 <= len(values) <= max(3, size / 20)


def test_the_right_axis_writes_its_own_values_at_the_left_ones_heights(qapp: QtBot) -> None:
    axis = ValueAxis("right")
    axis.set_scale(0, 10, RightScale("%", 0, 100))
    ((_step, heights),) = axis.tickValues(-0.5, 10.5, 160)
    assert axis.tickStrings(heights, 1, 1) == [f"{height * 10:g}" for height in heights]


def test_dates_stay_the_same_days_while_one_pans(qapp: QtBot) -> None:
    axis = DayAxis("bottom")
    ((_step, before),) = axis.tickValues(MONDAY, MONDAY + 84, 800)
    ((_step, after),) = axis.tickValues(MONDAY + 3, MONDAY + 87, 800)
    assert set(before[1:]) <= set(after)
