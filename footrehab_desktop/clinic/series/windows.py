"""Before and after: the values of every chart in two windows of days, side by side and in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from footrehab_desktop.clinic.series.words import number
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.chart import ChartContent, Table
from footrehab_desktop.library.dates import format_date

FEWEST = 3
"""Fewer values in a window are shown but not compared."""
HEADINGS = ("What", "Before: median", "mean", "values", "After: median", "mean", "values", "Change of the median")


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, on: date) -> bool:
        return self.first <= on <= self.last

    @property
    def words(self) -> str:
        """Return the window in words."""
        return f"{format_date(self.first)} to {format_date(self.last)}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The values of a series in one window; mean and median are None where there is none."""

    count: int
    mean: float | None = None
    median: float | None = None


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One series in both windows. ``change`` is the median after minus before, None with fewer than three values."""

    name: str
    unit: str
    before: Summary
    after: Summary

    @property
    def change(self) -> float | None:
        """Return the change of the median, None where a window holds too few values to say."""
        if min(self.before.count, self.after.count) < FEWEST:
            return None
        return round((self.after.median or 0) - (self.before.median or 0), 6)

    @property
    def words(self) -> str:
        """Return the comparison as a sentence."""
        counts = f"{self.before.count} and {self.after.count} values"
        if self.change is None:
            return f"{self.name}: too few values to compare ({counts}; {FEWEST} are needed in each window)."
        old, new = (number(_rounded(each.median)) for each in (self.before, self.after))
        unit = f" {self.unit}" if self.unit else ""
        way = (
            f"{number(abs(self.change))}{unit} {'more' if self.change > 0 else 'less'}" if self.change else "unchanged"
        )
        return f"{self.name}: median {old} before, {new} after, {way} ({counts})."


def compare_windows(charts: Iterable[ChartContent], before: Window, after: Window) -> tuple[WindowRow, ...]:
    """Return a row for every series with a value in one of the windows, in the order of the charts.

    What is compared is what is drawn: the points of lines, and bars that lie wholly in a window. Staircases and strips
    have no values to average. Raises ``FieldError`` when a window ends before it begins or both overlap.
    """
    _check(before, after)
    rows = [row for chart in charts for row in _rows(chart, before, after)]
    return tuple(row for row in rows if row.before.count or row.after.count)


def window_table(rows: Sequence[WindowRow]) -> Table:
    """Return the comparison as a table."""
    return Table(HEADINGS, tuple((_name(row), *_cells(row.before), *_cells(row.after), _change(row)) for row in rows))


def _check(before: Window, after: Window) -> None:
    for field, window in (("before", before), ("after", after)):
        if window.last < window.first:
            raise FieldError(field, "A window must end on or after its first day.")
    if after.first <= before.last:
        raise FieldError("after", "The later window must begin after the earlier one has ended.")


def _rows(chart: ChartContent, before: Window, after: Window) -> Iterable[WindowRow]:
    for line in chart.lines:
        if line.look != "steps":
            name = line.name if len(chart.lines) == 1 and line.name == chart.title else f"{chart.title}: {line.name}"
            yield WindowRow(
                name,
                line.unit,
                _summary(value for on, value in line.values if on in before),
                _summary(value for on, value in line.values if on in after),
            )
    if chart.bars and chart.bar_words is not None:
        name = f"{chart.title}: {chart.bar_words.name}"
        whole = [
            [bar.value for bar in chart.bars if bar.first in each and bar.last in each] for each in (before, after)
        ]
        yield WindowRow(name, "", _summary(whole[0]), _summary(whole[1]))


def _summary(values: Iterable[float]) -> Summary:
    known = list(values)
    return Summary(len(known), fmean(known), median(known)) if known else Summary(0)


def _name(row: WindowRow) -> str:
    return f"{row.name}, {row.unit}" if row.unit else row.name


def _cells(summary: Summary) -> tuple[str, str, str]:
    return number(_rounded(summary.median)), number(_rounded(summary.mean)), str(summary.count)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _change(row: WindowRow) -> str:
    if row.change is None:
        return "too few values"
    return f"{_rounded(row.change):+g}" if row.change else "0"
