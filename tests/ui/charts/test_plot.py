"""The painted chart: what is drawn are the numbers of the content, on a fixed scale, read and moved by keys."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.chart import (
    Bar,
    BarWords,
    ChartContent,
    Level,
    Line,
    Mark,
    Piece,
    RightScale,
    Span,
    Strip,
    Table,
    Zone,
)
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.legend import Legend
from footrehab_desktop.ui.charts.lines import marked
from footrehab_desktop.ui.charts.plot import ChartPlot
from footrehab_desktop.ui.charts.shading import ShadedDays

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


RICH = chart(
    tuple((on, 2.0) for on in DAYS),
    lines=(
        Line("Pain during", tuple((on, 2.0) for on in DAYS), "accent", "circle"),
        Line("Level", ((DAYS[0], 1), (DAYS[6], 3)), "hold", "square", "steps"),
        Line("After 48 h", ((DAYS[2], 4),), "regress", "diamond", "points"),
    ),
    spans=(Span(DAYS[0], DAYS[5], "PH3"), Span(DAYS[5], DAYS[13], "PH4")),
    zones=(Zone(4, 10, "refer", "Too much"),),
    levels=(Level(4, "Ceiling 4", "refer"),),
    marks=(Mark(DAYS[7], "▼ Regress", "regress"), Mark(DAYS[7], "✱ Flare", "regress")),
    bars=(Bar(DAYS[0], DAYS[6], 50, "light", 60), Bar(DAYS[7], DAYS[13], 70)),
    bar_words=BarWords("Done", "Light week", "Limit"),
    right=RightScale("%", 0, 100),
    strips=(Strip("Shoe", (Piece(DAYS[0], DAYS[8], "Trainer", "accent", "hatched"),)),),
)


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
    plot.show_chart(chart(((DAYS[3], 1.0), (DAYS[9], 2.0))))
    low, high = plot.getPlotItem().vb.viewRange()[1]
    assert -1 < low <= 0
    assert 10 <= high < 11
    assert not plot.getPlotItem().vb.menuEnabled()
    assert plot.getPlotItem().vb.state["mouseEnabled"] == [True, False]


def test_one_plot_is_used_again_without_piling_up(plot: ChartPlot) -> None:
    plot.show_chart(RICH)
    once = drawn(plot)
    for _again in range(5):
        plot.show_chart(chart(((DAYS[3], 1.0),)))
        plot.show_chart(RICH)
        plot.grab()
    assert drawn(plot) == once


def test_a_line_is_broken_where_nothing_is_known(plot: ChartPlot) -> None:
    values = ((DAYS[0], 1.0), (DAYS[1], 2.0), (DAYS[9], 3.0), (DAYS[10], 4.0))
    plot.show_chart(chart(values, lines=(Line("Pain", values, "accent", "circle", longest_gap=5),)))
    curve = plot.lines.all[0].curve
    assert list(zip(*(part.tolist() for part in curve.getData()), strict=True)) == [
        (on.toordinal(), v) for on, v in values
    ]
    assert curve.opts["connect"].tolist()[:3] == [1, 0, 1]


def test_stairs_hold_a_value_until_the_next_and_points_are_not_joined(plot: ChartPlot) -> None:
    plot.show_chart(RICH)
    _line, stairs, points = plot.lines.all[:3]
    first, sixth = DAYS[0].toordinal(), DAYS[6].toordinal()
    assert [part.tolist() for part in stairs.curve.getData()] == [[first, sixth, sixth], [1, 1, 3]]
    assert not stairs.symbols.isVisible()
    assert points.symbols.isVisible()
    assert not points.curve.isVisible()


def test_everything_a_chart_can_hold_is_named_and_painted_in_every_theme(plot: ChartPlot, qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_chart(RICH)
    assert legend.names == ("Pain during", "Level", "After 48 h", "Done", "Light week", "Limit")
    plot.show_chart(RICH)
    assert plot.getAxis("right").isVisible()
    assert plot.strips.isVisible()
    assert [how for _mark, how in plot.lanes.shown] == ["words", "tick"]
    plot.show_windows((ShadedDays(DAYS[0], DAYS[3], "Before", "hold"),))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    grounds = set()
    for mode in ("light", "dark", "contrast"):
        theme.apply(application, mode)
        picture = plot.grab().toImage()
        grounds.add(picture.pixelColor(picture.width() - 2, 2).name())
        assert plot.backdrop.windows  # a change of theme keeps what is compared
    theme.apply(application, "light")
    assert len(grounds) == 3


def test_a_chart_of_strips_alone_has_no_empty_frame(plot: ChartPlot) -> None:
    plot.show_chart(RICH)
    plot.grab()
    high = plot.getPlotItem().vb.height()
    strips_only = chart((), lines=(), strips=RICH.strips, readings=((DAYS[0], "Trainer"),))
    plot.show_chart(strips_only)
    plot.grab()
    assert plot.getPlotItem().vb.height() <= 4 < high
    plot.show_chart(RICH)
    plot.grab()
    assert plot.getPlotItem().vb.height() == high


def test_arrow_keys_read_the_days_one_by_one(plot: ChartPlot) -> None:
    read: list[date] = []
    plot.day_read.connect(read.append)
    plot.show_chart(chart(tuple((on, 1.0) for on in DAYS)))
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    for key in (*keys, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(plot, key)
    assert read == [DAYS[n] for n in (13, 12, 11, 12, 13, 13, 0, 13)]
    assert plot.accessibleDescription() == "05-Apr-2026: 1"


def test_the_pointer_reads_the_nearest_day(plot: ChartPlot) -> None:
    plot.show_chart(chart(((DAYS[0], 1.0), (DAYS[13], 5.0))))
    box = plot.getPlotItem().vb
    place = box.mapViewToScene(QPointF(DAYS[4].toordinal(), 5))
    plot.scene().sigMouseMoved.emit(place)
    assert plot.accessibleDescription() == "23-Mar-2026: 1"


def test_keys_zoom_pan_and_come_back(plot: ChartPlot) -> None:
    long_ago = tuple(DAYS[-1] - timedelta(days=n) for n in range(400, -1, -1))
    plot.show_chart(chart(tuple((on, 1.0) for on in long_ago), first=long_ago[0]))
    latest = plot.shown_days()
    assert latest == (DAYS[-1] - timedelta(days=83), DAYS[-1])  # twelve weeks
    QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    moved = plot.shown_days()
    assert moved[1] - moved[0] == latest[1] - latest[0]
    assert moved[1] < latest[1]
    QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert plot.shown_days() == latest
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    closer = plot.shown_days()
    assert closer[1] - closer[0] < latest[1] - latest[0]
    assert closer[0] <= DAYS[-1] <= closer[1]  # the day that is read stays in view
    QTest.keyClick(plot, Qt.Key.Key_0)
    assert plot.shown_days() == (long_ago[0], DAYS[-1])
    QTest.keyClick(plot, Qt.Key.Key_9)
    assert plot.shown_days() == latest


def test_the_wheel_zooms_with_ctrl_and_leaves_scrolling_to_the_page(plot: ChartPlot) -> None:
    plot.show_chart(chart(tuple((on, 1.0) for on in DAYS)))
    before = plot.shown_days()
    middle = QPointF(plot.rect().center())

    def wheel(keys: Qt.KeyboardModifier) -> bool:
        event = QWheelEvent(
            middle, QPointF(plot.mapToGlobal(middle)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        event.ignore()
        QApplication.sendEvent(plot.viewport(), event)
        return event.isAccepted()

    wheel(Qt.KeyboardModifier.NoModifier)
    assert plot.shown_days() == before
    assert wheel(Qt.KeyboardModifier.ControlModifier)
    assert plot.shown_days() != before


def test_ten_years_are_drawn_as_medians_with_their_range_and_days_when_zoomed_in(plot: ChartPlot) -> None:
    days = tuple(DAYS[-1] - timedelta(days=n) for n in range(3650, -1, -1))
    values = tuple((on, float(on.toordinal() % 7)) for on in days)
    marks = tuple(Mark(on, "▲ Progress", "progress") for on in days[::24])
    plot.show_chart(chart(values, first=days[0], marks=marks))
    line = plot.lines.all[0]
    assert plot.span == 1
    shown = dict(zip(*(part.tolist() for part in line.curve.getData()), strict=True))
    assert {on: shown[on.toordinal()] for on, _value in values[-84:]} == dict(values[-84:])
    plot.show_everything()
    assert plot.span > 1
    assert line.condensed is not None
    assert set(line.condensed.medians.tolist()[1:-1]) == {3.0}
    assert plot.foreground.uprights == ()
    assert len(plot.lanes.shown) == len(marks)  # each is at least a tick
    plot.grab()
    plot.show_latest()
    assert plot.span == 1
    assert line.condensed is None


def test_an_empty_line_draws_nothing_and_breaks_nothing(plot: ChartPlot) -> None:
    plot.show_chart(chart(()))
    QTest.keyClick(plot, Qt.Key.Key_Left)
    plot.grab()
    assert plot.accessibleName() == "Chart: Pain"


LETTERS = "ab é▲%<>&"
ON = some.dates(date(2015, 1, 1), date(2026, 3, 16))
VALUE = some.floats(0, 10)
ROLE = some.sampled_from(("ink", "soft", "accent", "progress", "hold", "deload", "regress", "pause", "refer"))
SYMBOL = some.sampled_from(("circle", "triangle", "square", "diamond"))
LINES = some.lists(
    some.builds(
        Line,
        some.text(LETTERS, max_size=12),
        some.dictionaries(ON, VALUE, max_size=60).map(lambda known: tuple(sorted(known.items()))),
        ROLE,
        SYMBOL,
        some.sampled_from(("line", "steps", "points")),
        longest_gap=some.none() | some.integers(1, 60),
    ),
    max_size=5,
)
PERIOD = some.tuples(ON, some.integers(0, 400)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
ENDS = some.tuples(some.floats(0, 10), some.floats(0, 10))
MARK = some.sampled_from(("", "light"))
CONTENT = some.builds(
    lambda lines, bars, spans, marks, zones, pieces, right: chart(
        (),
        first=date(2015, 1, 1),
        last=date(2026, 3, 16),
        lines=tuple(lines),
        bars=tuple(Bar(days[0], days[1], value, mark, limit) for days, value, mark, limit in bars),
        spans=tuple(Span(days[0], days[1], label) for days, label in spans),
        marks=tuple(Mark(on, label, role) for on, label, role in marks),
        zones=tuple(Zone(min(ends), max(ends), "refer", label) for ends, label in zones),
        strips=(Strip("Shoe", tuple(Piece(days[0], days[1], label, "accent", "crossed") for days, label in pieces)),),
        right=right,
        readings=tuple((on, "read") for on in sorted({on for line in lines for on, _value in line.values})),
    ),
    LINES,
    some.lists(some.tuples(PERIOD, some.floats(0, 200), MARK, some.none() | some.floats(0, 9)), max_size=20),
    some.lists(some.tuples(PERIOD, some.text(LETTERS, max_size=20)), max_size=5),
    some.lists(some.tuples(ON, some.text(LETTERS, max_size=20), ROLE), max_size=40),
    some.lists(some.tuples(ENDS, some.text(LETTERS, max_size=30)), max_size=3),
    some.lists(some.tuples(PERIOD, some.text(LETTERS, max_size=20)), max_size=5),
    some.none() | some.just(RightScale("%", 0, 100)),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CONTENT, some.lists(some.sampled_from("+-09SLRHE"), max_size=8))
def test_whatever_a_chart_holds_every_value_is_drawn_and_no_key_breaks_it(
    plot: ChartPlot, content: ChartContent, keys: list[str]
) -> None:
    plot.show_chart(content)
    named = {"+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "0": Qt.Key.Key_0, "9": Qt.Key.Key_9}
    named |= {"L": Qt.Key.Key_Left, "R": Qt.Key.Key_Right, "H": Qt.Key.Key_Home, "E": Qt.Key.Key_End}
    for key in keys:
        if key == "S":
            QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
        else:
            QTest.keyClick(plot, named[key])
    plot.grab()
    first, last = plot.getPlotItem().vb.viewRange()[0]
    for line, item in zip(content.lines, plot.lines.all, strict=False):
        known = [(on.toordinal(), value) for on, value in line.values]
        if line.look != "steps":
            assert list(zip(item.days.tolist(), item.values.tolist(), strict=True)) == known
            if known and item.condensed is None:
                shown = list(zip(*(part.tolist() for part in item.symbols.getData()), strict=True))
                assert set(shown) <= set(known)
                assert {point for point in known if first <= point[0] <= last} <= set(shown)
    assert first >= content.first.toordinal() - 1.01
    assert last <= content.last.toordinal() + 1.01


def test_the_newest_value_of_stairs_is_marked_where_they_are_no_background():
    assert [line.name for line in marked(RICH)] == ["Pain during", "After 48 h"]
    stairs = chart((), lines=(Line("Level", ((DAYS[0], 1), (DAYS[6], 3)), "accent", "circle", "steps"),))
    assert [line.name for line in marked(stairs)] == ["Level"]
    assert marked(chart(())) == ()
