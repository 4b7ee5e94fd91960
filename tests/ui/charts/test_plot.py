"""The painted chart: fixed scale, one plot used again, a crosshair that reads, days that no clock change moves."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.chart import Bar, ChartContent, Level, Line, Mark, Span, Table, Zone
from footrehab_desktop.ui.charts.plot import ChartPlot, DayAxis

FIRST = date(2026, 3, 23)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(14))  # over the night of the 29th, when clocks change


def chart(values: tuple[tuple[date, float], ...], **more: object) -> ChartContent:
    content = {
        "title": "Pain",
        "unit": "NPRS",
        "low": 0,
        "high": 10,
        "first": DAYS[0],
        "last": DAYS[-1],
        "table": Table((), ()),
        "lines": (Line("Pain during", values, "accent", "circle"),),
        "readings": tuple((on, f"{value:g}") for on, value in values),
    }
    return ChartContent(**(content | more))  # type: ignore[arg-type]  # built from keywords of these very types


@pytest.fixture
def plot(qtbot: QtBot) -> ChartPlot:
    made = ChartPlot()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def drawn(plot: ChartPlot) -> int:
    return len(plot.getPlotItem().items)


def test_the_scale_stays_fixed_and_the_menu_is_off(plot: ChartPlot) -> None:
    plot.show_chart(chart(((DAYS[3], 1.0), (DAYS[9], 2.0))), DAYS[0])
    low, high = plot.getPlotItem().vb.viewRange()[1]
    assert -1 < low <= 0
    assert 10 <= high < 11
    assert not plot.getPlotItem().vb.menuEnabled()
    assert plot.getPlotItem().vb.state["mouseEnabled"] == [True, False]


def test_one_plot_is_used_again_without_piling_up(plot: ChartPlot) -> None:
    rich = chart(
        tuple((on, 2.0) for on in DAYS),
        spans=(Span(DAYS[0], DAYS[5], "PH3"), Span(DAYS[5], DAYS[13], "PH4")),
        zones=(Zone(4, 10, "refer"),),
        levels=(Level(4, "Ceiling 4", "refer"),),
        marks=(Mark(DAYS[7], "▼ Flare", "regress"),),
        bars=(Bar(DAYS[0], DAYS[6], 5, "light", 6),),
    )
    plot.show_chart(rich, DAYS[0])
    once = drawn(plot)
    for _again in range(5):
        plot.show_chart(rich, DAYS[0])
    assert drawn(plot) == once


def test_arrow_keys_read_the_days_one_by_one(plot: ChartPlot) -> None:
    read: list[date] = []
    plot.day_read.connect(read.append)
    plot.show_chart(chart(tuple((on, 1.0) for on in DAYS)), DAYS[0])
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(plot, key)
    assert read == [DAYS[13], DAYS[12], DAYS[11], DAYS[12], DAYS[13], DAYS[13]]


def test_a_change_of_scale_is_told_and_taken_back(plot: ChartPlot) -> None:
    shown: list[tuple[date, date]] = []
    plot.range_changed.connect(lambda first, last: shown.append((first, last)))
    plot.show_chart(chart(tuple((on, 1.0) for on in DAYS)), DAYS[0])
    assert shown[-1] == (DAYS[0], DAYS[-1])
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert shown[-1][1] - shown[-1][0] < DAYS[-1] - DAYS[0]
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert shown[-1] == (DAYS[0], DAYS[-1])


def test_days_are_labelled_with_full_dates_on_mondays(plot: ChartPlot) -> None:
    axis = plot.getAxis("bottom")
    assert isinstance(axis, DayAxis)
    ((step, ticks),) = axis.tickValues(DAYS[0].toordinal() - 1, DAYS[-1].toordinal() + 1, 250)
    assert step == 14
    assert {date.fromordinal(int(tick)).weekday() for tick in ticks} == {0}
    assert axis.tickStrings([float(date(2026, 3, 29).toordinal())], 1, 1) == ["29-Mar-2026"]


def test_an_empty_line_draws_nothing_and_breaks_nothing(plot: ChartPlot) -> None:
    plot.show_chart(chart(()), DAYS[0])
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.accessibleName() == "Chart: Pain"
