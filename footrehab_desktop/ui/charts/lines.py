"""The lines and symbols of a chart as pyqtgraph items that are used again from chart to chart."""

from typing import Any

import numpy as np
import pyqtgraph

from footrehab_desktop.library.chart import Line, Symbol
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.place import Numbers, thinned

SYMBOLS: dict[Symbol, str] = {"circle": "o", "triangle": "t1", "square": "s", "diamond": "d"}
MOST_SYMBOLS = 360  # of all lines together in view: beyond, they cover the lines
MOST_SMOOTH_POINTS = 1500  # beyond, smooth thick lines cost more than a frame
THINNED_WIDTH = 1
LINE_WIDTH = 2


class DrawnLine:
    """One curve and its symbols. ``days`` and ``values`` are all points; the curve holds those in view."""

    def __init__(self, plot: Any) -> None:
        self.curve = pyqtgraph.PlotCurveItem()
        self.symbols = pyqtgraph.ScatterPlotItem(pxMode=True)
        self.days: Numbers = np.empty(0)
        self.values: Numbers = np.empty(0)
        self._joined = np.empty(0, dtype=bool)
        self._look = "line"
        self._pens: tuple[Any, Any] = (None, None)
        self._symbols_are_set = False
        for item in (self.curve, self.symbols):
            plot.addItem(item, ignoreBounds=True)

    def show(self, line: Line | None) -> None:
        """Hold this line from now on; None empties both items."""
        self._symbols_are_set = False
        self.symbols.clear()
        self.curve.clear()
        self.curve.setVisible(line is not None and line.look != "points")
        self.symbols.setVisible(False)
        self._look = line.look if line else "line"
        if line is None:
            self.days = self.values = np.empty(0)
            return
        known = [(on.toordinal(), value) for on, value in line.values if np.isfinite(value)]
        self.days = np.array([day for day, _value in known], dtype=float)
        self.values = np.array([value for _day, value in known], dtype=float)
        self._joined = np.ones(len(known), dtype=bool)
        if line.longest_gap is not None:
            self._joined[:-1] = np.diff(self.days) <= line.longest_gap
        self._joined[-1:] = False
        if line.look == "steps":
            self.days, self.values = stairs(self.days, self.values)
            self._joined = np.append(np.ones(len(self.days) - 1, dtype=bool), False) if known else self._joined
        colour = theme.tokens().colour(line.colour)
        self._pens = (pyqtgraph.mkPen(colour, width=LINE_WIDTH), pyqtgraph.mkPen(colour, width=THINNED_WIDTH))
        self.symbols.setSymbol(SYMBOLS[line.symbol])
        self.symbols.setBrush(colour)
        self.symbols.setPen(pyqtgraph.mkPen(theme.tokens().card, width=1))
        self.symbols.setSize(theme.scaled(8))

    def points_in_view(self, first: float, last: float) -> int:
        """Return how many values lie between two days, both included."""
        if self._look == "steps":
            return 0
        return int(np.searchsorted(self.days, last, side="right") - np.searchsorted(self.days, first))

    def follow(self, first: float, last: float, pixels: float, *, symbols: bool, smooth: bool) -> None:
        """Draw what lies between two days."""
        if not len(self.days):
            return
        if self._look != "points":
            days, values, connect = thinned(self.days, self.values, self._joined, first, last, pixels)
            pen = self._pens[0] if smooth else self._pens[1]
            self.curve.setData(days, values, connect=connect, pen=pen, antialias=smooth)
        wanted = self._look == "points" or (symbols and self._look == "line")
        if wanted and not self._symbols_are_set:
            self.symbols.setData(self.days, self.values)
            self._symbols_are_set = True
        self.symbols.setVisible(wanted)


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

    def follow(self, first: float, last: float, pixels: float) -> None:
        """Draw what lies between two days; symbols only where they can be told apart."""
        points = sum(drawn.points_in_view(first, last) for drawn in self.all)
        for drawn in self.all:
            drawn.follow(first, last, pixels, symbols=points <= MOST_SYMBOLS, smooth=points <= MOST_SMOOTH_POINTS)


def stairs(days: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Return the corners of a staircase: a value holds until the next one."""
    return np.repeat(days, 2)[1:], np.repeat(values, 2)[: max(0, 2 * len(values) - 1)]
