"""The list of charts in its groups, and where to record what an empty chart would show. Plain values, no window."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from footrehab_desktop.library.chart import ChartContent

# The page on which a chart's values are recorded, by its code; all others by their group, the rest in the diary.
_PAGE_OF_CHART = {"level": "plan", "stage": "review", "foot_off": "assess"}
_PAGE_OF_GROUP = {"Tests": "assess", "Outcome measures": "assess"}

FIRST_WINDOW = timedelta(weeks=4)
Ends = tuple[date, date, date, date]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: a heading (``chart`` None), or the chart of this number; a quiet one has nothing to draw."""

    text: str
    chart: int | None = None
    quiet: bool = False


class Listed(Protocol):
    """A chart of the list: drawn or not yet."""

    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def group(self) -> str: ...

    @property
    def is_empty(self) -> bool: ...


def list_rows(charts: Sequence[Listed]) -> tuple[ListRow, ...]:
    """Return the charts in their order with a heading before each group that has a name."""
    rows: list[ListRow] = []
    for group, numbered in groupby(enumerate(charts), key=lambda pair: pair[1].group):
        if group:
            rows.append(ListRow(group))
        rows += [ListRow(chart.title, number, chart.is_empty) for number, chart in numbered]
    return tuple(rows)


def chart_to_show(charts: Sequence[Listed], code: str) -> int:
    """Return the number of the chart with this code if it can be drawn, else of the first that can, else of any."""
    drawable = [number for number, chart in enumerate(charts) if not chart.is_empty]
    same = [number for number in drawable if charts[number].code == code]
    return next(iter([*same, *drawable]), 0)


def where_recorded(chart: Listed) -> str:
    """Return the code of the page on which the values of a chart are recorded."""
    return _PAGE_OF_CHART.get(chart.code) or _PAGE_OF_GROUP.get(chart.group, "diary")


def first_ends(chart: ChartContent) -> Ends:
    """Return two windows to begin a comparison with: the first and the last four weeks, or halves of a shorter course.

    They are the first and last day of the earlier window, then those of the later one.
    """
    days = (chart.last - chart.first).days
    length = min(FIRST_WINDOW, timedelta(days=(days + 1) // 2)) - timedelta(days=1)
    return chart.first, chart.first + length, chart.last - length, chart.last
