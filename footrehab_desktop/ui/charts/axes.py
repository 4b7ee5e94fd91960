"""The axes: full dates that never touch, round values, and the scale of the bars at the right edge."""

from datetime import date
from math import ceil, floor, log10

import pyqtgraph
from PySide6.QtGui import QFontMetrics

from footrehab_desktop.library.chart import RightScale
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme

DAY_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1456, 3640)
WIDEST_DATE = "28-May-2026"
_STEPS = (1, 2, 5, 10)
_LINES_A_LABEL = 2.2
_LABEL_GAP = 16


class DayAxis(pyqtgraph.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Full dates; a day is its ordinal, so no time zone can move it."""

    def tickValues(self, lowest: float, highest: float, size: float) -> list[tuple[float, list[float]]]:
        """Return the days to label so that no two labels touch, on Mondays where a week fits."""
        width = QFontMetrics(theme.font()).horizontalAdvance(WIDEST_DATE) + theme.scaled(_LABEL_GAP)
        most = max(1, int(size // width))
        step = next((s for s in DAY_STEPS if (highest - lowest) / s <= most), DAY_STEPS[-1])
        first = int(lowest) + 1
        if step >= 7:
            first += (1 - first) % step  # ordinal 1 is a Monday; the same days whatever the view begins with
        return [(float(step), [float(day) for day in range(first, int(highest) + 1, step)])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Return the labels."""
        return [format_date(date.fromordinal(int(value))) for value in values]


class ValueAxis(pyqtgraph.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Round values from end to end of a fixed scale."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._ends = (0.0, 1.0)
        self._left = (0.0, 1.0)

    def set_scale(self, low: float, high: float, right: RightScale | None = None) -> None:
        """Write the values from ``low`` to ``high``; those of ``right`` at the same heights, if given."""
        self._left = (low, high)
        self._ends = (right.low, right.high) if right else (low, high)
        self.picture = None
        self.update()

    def tickValues(self, _lowest: float, _highest: float, size: float) -> list[tuple[float, list[float]]]:
        """Return where to label, as heights on the left scale."""
        step, values = round_values(*self._ends, size)
        return [(step, [between(value, self._ends, self._left) for value in values])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Return the labels in the units of this scale."""
        return [_label(between(value, self._left, self._ends)) for value in values]

    def widest_label(self) -> int:
        """Return the width of the widest label in pixels."""
        metrics = QFontMetrics(theme.font())
        return max(metrics.horizontalAdvance(_label(value)) for value in round_values(*self._ends, 400)[1])


def round_values(low: float, high: float, size: float) -> tuple[float, list[float]]:
    """Return a round step and its values from ``low`` to ``high``, as many as ``size`` pixels have room for."""
    most = max(2, int(size / (QFontMetrics(theme.font()).height() * _LINES_A_LABEL)))
    power = 10.0 ** floor(log10((high - low) / most))
    step = next(each * power for each in _STEPS if (high - low) / (each * power) <= most)
    slack = step * 1e-6
    inside = range(ceil((low - slack) / step), floor((high + slack) / step) + 1)
    return step, [number * step for number in inside] or [low, high]


def between(value: float, given: tuple[float, float], wanted: tuple[float, float]) -> float:
    """Carry a value from one scale to another."""
    return wanted[0] + (value - given[0]) * (wanted[1] - wanted[0]) / (given[1] - given[0])


def _label(value: float) -> str:
    return f"{round(value, 6) + 0:g}"
