"""Paints a ``ChartContent`` with pyqtgraph. One plot is kept and cleared, its menu is off, its scale is fixed."""

from datetime import date, timedelta
from typing import Any

import pyqtgraph
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QWidget

from footrehab_desktop.library.chart import Bar, ChartContent, Line, Symbol
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import mix

SYMBOLS: dict[Symbol, str] = {"circle": "o", "triangle": "t1", "square": "s", "diamond": "d"}
MOST_SMOOTH_POINTS = 2000  # beyond, smooth lines cost more than a frame
MOST_SYMBOLS = 400
SHORTEST_DAYS = 7.0
SCALE_MARGIN = 0.05  # room for the labels of both ends
LABEL_WIDTH = 100  # a full date and a gap, at 100 % text
_TICK_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728)


class DayAxis(pyqtgraph.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Full dates; a day is its ordinal, so no time zone can move it."""

    def tickValues(self, lowest: float, highest: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the days to label so that no two labels touch, on Mondays where a week fits."""
        most = max(1, int(size // theme.scaled(LABEL_WIDTH)))
        step = next((s for s in _TICK_STEPS if (highest - lowest) / s <= most), _TICK_STEPS[-1])
        first = int(lowest) + 1
        if step >= 7:
            first += (1 - first) % 7  # ordinal 1 is a Monday
        return [(float(step), [float(day) for day in range(first, int(highest) + 1, step)])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Return the labels."""
        return [format_date(date.fromordinal(int(value))) for value in values]


class ChartPlot(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """The plot. Left and Right step through the days, plus and minus zoom, 0 shows everything.

    Signals: ``day_read(date)`` when the crosshair stands on another day; ``range_changed(first, last)``.
    """

    day_read = Signal(object)
    range_changed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, axisItems={"bottom": DayAxis(orientation="bottom")})
        self._content: ChartContent | None = None
        self._days: list[date] = []
        self._at = -1
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=True, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._cross = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self.scene().sigMouseMoved.connect(self._follow_mouse)
        self.getPlotItem().vb.sigXRangeChanged.connect(self._tell_range)

    def show_chart(self, content: ChartContent, first: date) -> None:
        """Draw a chart from ``first`` on; everything drawn before is taken away."""
        self._content = content
        self._days = [on for on, _words in content.readings]
        self._at = len(self._days) - 1
        self.clear()
        self._dress()
        self._draw_backgrounds(content)
        points = sum(len(line.values) for line in content.lines)
        self._draw_bars(content.bars)
        for line in content.lines:
            self._draw_line(line, smooth=points < MOST_SMOOTH_POINTS)
        self._draw_marks(content)
        self.addItem(self._cross, ignoreBounds=True)
        self._cross.setVisible(bool(self._days))
        self.setAccessibleName(self.tr("Chart: {title}").format(title=content.title))
        self.setYRange(content.low, content.high, padding=SCALE_MARGIN)
        whole = (content.first.toordinal() - 1, content.last.toordinal() + 1)
        self.getPlotItem().vb.setLimits(xMin=whole[0], xMax=whole[1], minXRange=SHORTEST_DAYS)
        self.show_from(first)
        self._read_at(self._at)

    def show_from(self, first: date) -> None:
        """Show the days from ``first`` to the end of the chart."""
        if self._content is not None:
            start = max(first, self._content.first).toordinal() - 1
            self.setXRange(start, self._content.last.toordinal() + 1, padding=0)

    def show_everything(self) -> None:
        """Show the whole course."""
        if self._content is not None:
            self.show_from(self._content.first)

    def zoom(self, factor: float) -> None:
        """Show fewer (factor below 1) or more days around the middle."""
        self.getPlotItem().vb.scaleBy(x=factor)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._read_at(self._at + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(0.5)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(2.0)
        elif event.key() == Qt.Key.Key_0:
            self.show_everything()
        else:
            super().keyPressEvent(event)

    # Drawing

    def _dress(self) -> None:
        """Take the colours and the font in use."""
        tokens = theme.tokens()
        self.setBackground(tokens.card)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(tokens.line)
            axis.setTextPen(tokens.soft)
            axis.setTickFont(theme.font("body"))
        self.getAxis("left").setWidth(theme.scaled(40))
        self.getAxis("bottom").setHeight(theme.scaled(30))
        self._cross.setPen(pyqtgraph.mkPen(tokens.soft, width=1, style=Qt.PenStyle.DashLine))
        self.showGrid(y=True, alpha=0.15)

    def _draw_backgrounds(self, content: ChartContent) -> None:
        for zone in content.zones:
            self._region((zone.low, zone.high), "horizontal", _pale(theme.tokens().colour(zone.colour), 0.08))
        for number, span in enumerate(content.spans):
            place = (span.first.toordinal() - 0.5, span.last.toordinal() + 0.5)
            if number % 2:
                self._region(place, "vertical", _pale(theme.tokens().ink, 0.05))
            self._word(span.label, span.first.toordinal() - 0.5, content.high, theme.tokens().soft, (0, 0))
        for level in content.levels:
            colour = theme.tokens().colour(level.colour)
            line = pyqtgraph.InfiniteLine(
                pos=level.value,
                angle=0,
                pen=pyqtgraph.mkPen(colour, width=2, style=Qt.PenStyle.DashLine),
                label=level.label,
                labelOpts={"position": 0.02, "anchors": [(0, 1), (0, 1)], "color": colour},
            )
            line.label.setFont(theme.font("body", strong=True))
            self.addItem(line, ignoreBounds=True)

    def _draw_line(self, line: Line, *, smooth: bool) -> None:
        if not line.values:
            return
        tokens = theme.tokens()
        colour = tokens.colour(line.colour)
        days = [float(on.toordinal()) for on, _value in line.values]
        values = [value for _on, value in line.values]
        symbol: dict[str, Any] = {}
        if len(values) <= MOST_SYMBOLS:
            symbol = {
                "symbol": SYMBOLS[line.symbol],
                "symbolSize": theme.scaled(8),
                "symbolBrush": colour,
                "symbolPen": pyqtgraph.mkPen(tokens.card, width=1),
            }
        if line.look == "steps":
            days, values = _stairs(days, values)
            symbol = {}
        item = pyqtgraph.PlotDataItem(days, values, pen=pyqtgraph.mkPen(colour, width=2), antialias=smooth, **symbol)
        self.addItem(item)
        item.setClipToView(True)  # only once it is in the plot: before, it asks the widget for what the plot knows

    def _draw_bars(self, bars: tuple[Bar, ...]) -> None:
        """Draw all bars of one look as one item: years of weeks must not become hundreds of items."""
        tokens = theme.tokens()
        looks = {False: Qt.BrushStyle.SolidPattern, True: Qt.BrushStyle.BDiagPattern}
        for marked, pattern in looks.items():
            alike = [bar for bar in bars if bool(bar.mark) == marked]
            if alike:
                self.addItem(
                    pyqtgraph.BarGraphItem(
                        x0=[float(bar.first.toordinal()) for bar in alike],
                        x1=[float(bar.last.toordinal()) for bar in alike],
                        height=[bar.value for bar in alike],
                        brush=QBrush(QColor(tokens.accent), pattern),
                        pen=pyqtgraph.mkPen(tokens.accent, width=1),
                    )
                )
        for bar in bars:
            if bar.mark:
                middle = (bar.first.toordinal() + bar.last.toordinal()) / 2
                self._word(bar.mark, middle, bar.value, tokens.soft, (0.5, 1))
        self._draw_limits([bar for bar in bars if bar.limit is not None])

    def _draw_limits(self, bars: list[Bar]) -> None:
        if not bars:
            return
        ends = [end for bar in bars for end in (bar.first.toordinal() - 0.5, bar.last.toordinal() + 0.5)]
        limits = [bar.limit for bar in bars for _end in range(2)]
        pen = pyqtgraph.mkPen(theme.tokens().refer, width=3)
        self.addItem(pyqtgraph.PlotDataItem(ends, limits, pen=pen, connect="pairs"))

    def _draw_marks(self, content: ChartContent) -> None:
        for mark in content.marks:
            colour = theme.tokens().colour(mark.colour)
            pen = pyqtgraph.mkPen(colour, width=2, style=Qt.PenStyle.DotLine)
            self.addItem(pyqtgraph.InfiniteLine(pos=mark.on.toordinal(), angle=90, pen=pen), ignoreBounds=True)
            height = content.low + 0.92 * (content.high - content.low)
            self._word(mark.label, mark.on.toordinal(), height, colour, (0, 0))

    def _region(self, place: tuple[float, float], orientation: str, colour: QColor) -> None:
        region = pyqtgraph.LinearRegionItem(place, orientation, QBrush(colour), pyqtgraph.mkPen(None), movable=False)
        region.setZValue(-20)
        self.addItem(region, ignoreBounds=True)

    def _word(self, text: str, day: float, value: float, colour: str, anchor: tuple[float, float]) -> None:
        item = pyqtgraph.TextItem(text, color=colour, anchor=anchor)
        item.setFont(theme.font("body", strong=True))
        item.setPos(day, value)
        item.setZValue(-5)
        self.addItem(item, ignoreBounds=True)

    # Reading

    def _follow_mouse(self, place: Any) -> None:
        box = self.getPlotItem().vb
        if not self._days or not box.sceneBoundingRect().contains(place):
            return
        day = box.mapSceneToView(place).x()
        nearest = min(range(len(self._days)), key=lambda at: abs(self._days[at].toordinal() - day))
        if nearest != self._at:
            self._read_at(nearest)

    def _read_at(self, at: int) -> None:
        if not self._days:
            return
        self._at = min(max(at, 0), len(self._days) - 1)
        day = self._days[self._at]
        self._cross.setPos(day.toordinal())
        self._keep_in_view(day)
        self.day_read.emit(day)

    def _keep_in_view(self, day: date) -> None:
        (start, end), _values = self.getPlotItem().vb.viewRange()
        place = day.toordinal()
        if place < start:
            self.setXRange(place - 1, place - 1 + end - start, padding=0)
        elif place > end:
            self.setXRange(place + 1 - (end - start), place + 1, padding=0)

    def _tell_range(self, _box: object, shown: tuple[float, float]) -> None:
        first, last = (date.fromordinal(max(1, round(place))) for place in shown)
        self.range_changed.emit(first + timedelta(days=1), last - timedelta(days=1))


def _stairs(days: list[float], values: list[float]) -> tuple[list[float], list[float]]:
    """Return the corners of a staircase: a value holds until the next one."""
    steps_at, steps_to = days[:1], values[:1]
    for day, value in zip(days[1:], values[1:], strict=True):
        steps_at += [day, day]
        steps_to += [steps_to[-1], value]
    return steps_at, steps_to


def _pale(colour: str, share: float) -> QColor:
    """Return an opaque pale colour on the card."""
    return QColor(mix(colour, theme.tokens().card, share))
