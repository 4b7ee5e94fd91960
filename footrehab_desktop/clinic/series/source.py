"""A chart that is made when it is asked for: its place in the list is known before, and whether it is empty."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from footrehab_desktop.library.chart import ChartContent


@dataclass(frozen=True, slots=True)
class ChartName:
    """What a chart is called: ``code`` for good, ``title`` for the reader, ``group`` its heading in the list."""

    code: str
    title: str
    group: str


class Named(Protocol):
    """Anything that says what a chart is called."""

    @property
    def code(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def group(self) -> str: ...


class ChartSource:
    """One chart of a course. ``is_empty`` is looked up in what is on file; the drawing itself waits until it is asked
    for, and is made once: of ten years, each chart costs tens of milliseconds.
    """

    def __init__(self, name: Named, make: Callable[[], ChartContent], *, is_empty: bool) -> None:
        self.code = name.code
        self.title = name.title
        self.group = name.group
        self.is_empty = is_empty
        self._make = make

    @cached_property
    def content(self) -> ChartContent:
        """Return the chart, or one that says what to record."""
        return self._make()
