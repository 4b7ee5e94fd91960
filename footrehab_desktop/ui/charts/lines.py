"""The lines and symbols of a chart as pyqtgraph items that are used again from chart to chart."""

from typing import Any

import numpy as np
import pyqtgraph

from footrehab_desktop.library.chart import ChartContent, ColourRole, Line, LineLook, Symbol
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.place import Condensed, Numbers, condensed, span_for

SYMBOLS: dict[Symbol, str] = {"circle": "o", "triangle": "t1", "square": "s", "diamond": "d"}
SYMBOL_SIZES: dict[Symbol, int] = {"circle": 8, "triangle": 9, "square": 8, "diamond": 13}  # alike to the eye
LINE_WIDTH = 2
BESIDE = 0.3  # of the days in view: drawing costs time, fetching anew while one pans costs more
ALONG = np.linspace(0, 1, 24)
LINES_DEPTH = 10


def marked(content: ChartContent) -> tuple[Line, ...]:
    """Return the lines whose newest value is marked: stairs only where they are no background of another line."""
    known = [line for line in content.lines if line.values]
    others = tuple(line for line in known if line.look != "steps")
    return others or tuple(known)


class DrawnLine:
    """One curve and its symbols. ``days`` and ``values`` are all points of the line, ``span`` how many days stand as
    one in view: 1, or as many as it takes to tell them apart; then ``condensed`` is what is drawn.
    """

    def __init__(self, plot: Any) -> None:
        self.curve = pyqtgraph.PlotCurveItem(antialias=True)
        self.curve.setSegmentedLineMode("on")  # a thick smooth path with hundreds of corners costs more than a frame
        self.symbols = pyqtgraph.ScatterPlotItem(pxMode=True)
        self.days: Numbers = np.empty(0)
        self.values: Numbers = np.empty(0)
        self.colour: ColourRole = "ink"
        self.span = 1
        self._reach = (0.0, 0.0)
        self._look: LineLook = "line"
        self._longest_gap: int | None = None
        self._drawn: tuple[Numbers, Numbers] = (self.days, self.values)
        self._by_span: dict[int, Condensed] = {}
        for item in (self.curve, self.symbols):
            item.setZValue(LINES_DEPTH)
            plot.addItem(item, ignoreBounds=True)

    def show(self, line: Line | None) -> None:
        """Hold this line from now on; None empties both items."""
        self._by_span = {}
        self.span = 0  # so that the next look at the view draws
        known = [(on.toordinal(), value) for on, value in line.values] if line else []
        self.days = np.array([day for day, _value in known], dtype=float)
        self.values = np.array([value for _day, value in known], dtype=float)
        self._drawn = (self.days, self.values)
        self._reach = (0.0, 0.0)
        for item in (self.curve, self.symbols):
            item.setVisible(bool(known))
        if line is None or not known:
            self.curve.clear()
            self.symbols.clear()
            self.span = 1
            return
        self.colour, self._look, self._longest_gap = line.colour, line.look, line.longest_gap
        colour = theme.tokens().colour(line.colour)
        self.curve.setVisible(line.look != "points")
        self.curve.setPen(pyqtgraph.mkPen(colour, width=LINE_WIDTH))
        self.symbols.setVisible(line.look != "steps")
        self.symbols.setSymbol(SYMBOLS[line.symbol])
        self.symbols.setBrush(colour)
        self.symbols.setPen(pyqtgraph.mkPen(theme.tokens().card, width=1))
        self.symbols.setSize(theme.scaled(SYMBOL_SIZES[line.symbol]))

    @property
    def condensed(self) -> Condensed | None:
        """Return the spans that are drawn in place of days, None while single days are drawn."""
        return self._by_span.get(self.span)

    def span_wanted(self, first: float, last: float, pixels: float) -> int:
        """Return how many days should stand as one between two days."""
        if self._look == "steps":
            return 1
        start, end = np.searchsorted(self.days, (first, last))
        return span_for(int(end - start), last - first, pixels)

    def draw(self, first: float, last: float, span: int) -> None:
        """Draw single days (1) or spans of days from one day to another, and some on either side to pan into.

        Stairs have corners instead, whatever the span.
        """
        if not len(self.days) or (span == self.span and self._reach[0] <= first and last <= self._reach[1]):
            return
        self.span = span
        beside = (last - first) * BESIDE
        self._reach = (first - beside, last + beside)
        if self._look == "steps":
            self._drawn = stairs(*self._reached(self.days, self.values))
            self.curve.setData(*self._drawn, connect="all", antialias=False)  # upright and level: nothing to smooth
            return
        days, values, gap = self.days, self.values, self._longest_gap
        if span > 1:
            if span not in self._by_span:
                self._by_span[span] = condensed(days, values, span)
            spans = self._by_span[span]
            days, values, gap = spans.days, spans.medians, None if gap is None else gap + span
        days, values = self._reached(days, values)
        self._drawn = (days, values)
        joined = np.ones(len(days), dtype=np.int32)
        if gap is not None:
            joined[:-1] = np.diff(days) <= gap
        self.curve.setData(days, values, connect=joined, antialias=True)
        self.symbols.setData(days, values)

    def _reached(self, days: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
        """Return what lies within reach, and one more at either end, so that the line goes on to it."""
        start, end = np.searchsorted(days, self._reach)
        inside = slice(max(0, start - 1), end + 1)
        return days[inside], values[inside]

    def passes(self, days: tuple[float, float], values: tuple[float, float]) -> bool:
        """Tell roughly whether the line passes between two days and two values."""
        own_days, own_values = self._drawn
        if not len(own_days) or days[1] < own_days[0] or own_days[-1] < days[0]:
            return False
        along = np.interp(days[0] + ALONG * (days[1] - days[0]), own_days, own_values)
        return bool(np.any((along >= values[0]) & (along <= values[1])))


class DrawnLines:
    """As many lines as any chart has had so far; those not needed are empty."""

    def __init__(self, plot: Any) -> None:
        self._plot = plot
        self.all: list[DrawnLine] = []

    def show(self, lines: tuple[Line, ...]) -> None:
        """Hold these lines from now on."""
        while len(self.all) < len(lines):
            self.all.append(DrawnLine(self._plot))
        for number, drawn in enumerate(self.all):
            drawn.show(lines[number] if number < len(lines) else None)

    def follow(self, first: float, last: float, pixels: float, at_least: int) -> int:
        """Draw the lines for a view, all dense ones by the same span (``at_least`` the bars' own); return that span."""
        wanted = [drawn.span_wanted(first, last, pixels) for drawn in self.all]
        span = max([at_least, *wanted])
        for drawn, own in zip(self.all, wanted, strict=True):
            drawn.draw(first, last, span if own > 1 else 1)
        return span


def stairs(days: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Return the corners of a staircase: a value holds until the next one."""
    return np.repeat(days, 2)[1:], np.repeat(values, 2)[:-1]
