"""What a chart shows, as plain values: the screen, the print and the table beside it read the same numbers.

Days are ``datetime.date``; they are drawn at their ordinal, so no time zone or daylight saving can move them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Symbol = Literal["circle", "triangle", "square", "diamond"]
ColourRole = Literal["ink", "soft", "line", "accent", "progress", "hold", "deload", "regress", "pause", "refer"]
LineLook = Literal["line", "steps", "points"]
Pattern = Literal["solid", "hatched", "crossed", "dotted", "open"]


@dataclass(frozen=True, slots=True)
class Line:
    """One series: a name, its values by day in date order, and a look that reads without colour.

    Two values more than ``longest_gap`` days apart are not joined: nobody knows what was between. None joins all, as
    between two visits. A line of ``steps`` holds its value until the next one.
    """

    name: str
    values: tuple[tuple[date, float], ...]
    colour: ColourRole
    symbol: Symbol
    look: LineLook = "line"
    unit: str = ""
    longest_gap: int | None = None

    def pieces(self) -> tuple[tuple[tuple[date, float], ...], ...]:
        """Return the values in runs that are joined; a run of one value is a point without a line."""
        runs: list[list[tuple[date, float]]] = []
        for on, value in self.values:
            if runs and (self.longest_gap is None or (on - runs[-1][-1][0]).days <= self.longest_gap):
                runs[-1].append((on, value))
            else:
                runs.append([(on, value)])
        return tuple(map(tuple, runs))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from ``first`` to ``last``. ``mark`` is written above it and the bar is hatched; ``limit`` is a cap."""

    first: date
    last: date
    value: float
    mark: str = ""
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class BarWords:
    """What the bars are, for the legend: all of them, the hatched ones and the limit across them; "" for none."""

    name: str
    marked: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A pale labelled band over days."""

    first: date
    last: date
    label: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A pale band of values, both ends included; ``label`` says whose range it is ("Norm, women 40 to 49")."""

    low: float
    high: float
    colour: ColourRole
    label: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A line across the chart with its words, e.g. the ceiling."""

    value: float
    label: str
    colour: ColourRole


@dataclass(frozen=True, slots=True)
class Mark:
    """A day marked by an upright line. ``label`` is a sign, a space and its word; where days are close, the sign."""

    on: date
    label: str
    colour: ColourRole


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a strip: what held from ``first`` to ``last``; ``pattern`` tells it apart without colour."""

    first: date
    last: date
    label: str
    colour: ColourRole
    pattern: Pattern = "solid"


@dataclass(frozen=True, slots=True)
class Strip:
    """A named row of pieces under the chart, e.g. the surface run on or the shoe worn."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RightScale:
    """A second scale at the right edge. It is that of the bars; lines and levels always use the left one."""

    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Table:
    """The same values as text, newest first."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartContent:
    """One chart on a fixed scale from ``low`` to ``high``. ``latest`` and ``before`` are the newest values in words.

    ``code`` names the chart for good, ``group`` is its heading in the list of charts. ``rescaled`` says why the scale
    is not the usual one; ``why_empty`` what would have to be recorded when there is nothing to draw. ``note`` are
    sentences on how to read it: sources of ranges, what counts as a change, where lines are broken.
    """

    title: str
    unit: str
    low: float
    high: float
    first: date
    last: date
    table: Table
    latest: str = ""
    before: str = ""
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    spans: tuple[Span, ...] = ()
    zones: tuple[Zone, ...] = ()
    levels: tuple[Level, ...] = ()
    marks: tuple[Mark, ...] = ()
    readings: tuple[tuple[date, str], ...] = ()
    code: str = ""
    group: str = ""
    strips: tuple[Strip, ...] = ()
    right: RightScale | None = None
    rescaled: str = ""
    why_empty: str = ""
    bar_words: BarWords | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not self.has_scale and not any(strip.pieces for strip in self.strips)

    @property
    def has_scale(self) -> bool:
        """Tell whether there are values on the scale; without any the strips are all there is."""
        return bool(self.bars) or any(line.values for line in self.lines)
