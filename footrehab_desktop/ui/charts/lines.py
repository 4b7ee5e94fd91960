"""The lines and symbols of a chart as pyqtgraph items that are used again from chart to chart."""

from typing import Any

import numpy as np
import pyqtgraph

from footrehab_desktop.library.chart import ColourRole, Line, LineLook, Symbol
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.place import Condensed, Numbers, condensed, span_for

SYMBOLS: dict[Symbol, str] = {"circle": "o", "triangle": "t1", "square": "s", "diamond": "d"}
SYMBOL_SIZES: dict[Symbol, int] = {"circle": 8, "triangle": 9, "square": 8, "diamond": 13}  # alike to the eye
LINE_WIDTH = 2
SAMPLES = 12
LINES_DEPTH = 10


class DrawnLine:
    """One curve and its symbols. ``days`` and ``values`` are all points of the line, ``span`` how many days stand as
    one in view: 1, or as many as it takes to tell them apart; then ``condensed`` is what is drawn.
    """

    def __init__(self, plot: Any) -> None:
        self.curve = pyqtgraph.PlotCurveItem(antialias=True)
        self.symbols = pyqtgraph.ScatterPlotItem(pxMode=True)
        self.days: Numbers = np.empty(0)
        self.values: Numbers = np.empty(0)
        self.colour: ColourRole = "ink"
        self.span = 1
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

    def stand_for(self, span: int) -> None:
        """Draw single days (1) or spans of days. Stairs have corners instead, whatever the span."""
        if span == self.span or not len(self.days):
            return
        self.span = span
        if self._look == "steps":
            self.curve.setData(*stairs(self.days, self.values), connect="all")
            return
        days, values, gap = self.days, self.values, self._longest_gap
        if span > 1:
            spans = self._by_span.setdefault(span, condensed(days, values, span))
            days, values, gap = spans.days, spans.medians, None if gap is None else gap + span
        self._drawn = (days, values)
        joined = np.ones(len(days), dtype=np.int32)
        if gap is not None:
            joined[:-1] = np.diff(days) <= gap
        self.curve.setData(days, values, connect=joined)
        self.symbols.setData(days, values)

    def values_within(self, days: tuple[float, float], values: tuple[float, float]) -> int:
        """Return roughly how much of the line lies between two days and two values."""
        own_days, own_values = self._drawn
        if not len(own_days):
            return 0
        start, end = np.searchsorted(own_days, days)
        along = np.interp(np.linspace(*days, SAMPLES), own_days, own_values, left=np.nan, right=np.nan)
        parts = (own_values[start:end], along)
        return sum(int(np.count_nonzero((part >= values[0]) & (part <= values[1]))) for part in parts)


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
            drawn.stand_for(span if own > 1 else 1)
        return span


def stairs(days: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Return the corners of a staircase: a value holds until the next one."""
    return np.repeat(days, 2)[1:], np.repeat(values, 2)[:-1]
