"""How the charts write numbers and days, and what they share: dates, phases, symbols of reviews, round scales."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from math import ceil
from operator import itemgetter

from footrehab_desktop.clinic.naming import SIDE_WORDS
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.library.chart import ChartContent, Table
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.values import Side

Values = tuple[tuple[date, float], ...]
Readings = tuple[tuple[date, str], ...]

SHORTEST_SPAN = timedelta(days=27)
LONGEST_GAP_DAYS = 14
"""Daily values further apart are not joined: two weeks without an entry are a gap in the diary, not a trend."""
SELF_REPORTED = "Self-reported in the diary, unless it is marked otherwise there."
GAP_NOTE = f"Gaps stay gaps: no line is drawn across more than {LONGEST_GAP_DAYS} days without a value."

SYMPTOMS, LOAD, TESTS, MEASURES = "Symptoms", "Load", "Tests", "Outcome measures"
RECOVERY, GROUND = "Recovery", "Shoes and surfaces"
GROUPS = (SYMPTOMS, LOAD, TESTS, MEASURES, RECOVERY, GROUND)

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def series(values: Iterable[tuple[date, float | None]]) -> Values:
    """Leave out the days without a value."""
    return tuple((on, float(value)) for on, value in values if value is not None)


@lru_cache(maxsize=8192)
def day_text(on: date) -> str:
    """Return a full date; the same days are written in table, readings and sentences of many charts."""
    return format_date(on)


@lru_cache(maxsize=4096)
def number(value: float | None) -> str:
    """Return a number without needless decimals, "" for none."""
    return "" if value is None else f"{value:.6g}"


def percent(value: float | None) -> str:
    """Return a percentage, "" for none."""
    return "" if value is None else f"{value:.0f} %"


@lru_cache(maxsize=8192)
def named(names: tuple[str, ...], values: tuple[float | None, ...], unit: str = "") -> str:
    """Return the values that there are, each behind its name."""
    suffix = f" {unit}" if unit else ""
    pairs = zip(names, values, strict=True)
    return ", ".join(f"{name} {number(value)}{suffix}" for name, value in pairs if value is not None)


def newest(names: Sequence[str], lines: Sequence[Values], back: int, unit: str = "") -> str:
    """Return the newest value of each line (``back`` 2: the one before); a date is said once for its neighbours."""
    known = [(name, *values[-back]) for name, values in zip(names, lines, strict=True) if len(values) >= back]
    parts = []
    for on, group in groupby(known, key=itemgetter(1)):
        alike = list(group)
        words = named(tuple(name for name, _on, _value in alike), tuple(value for _name, _on, value in alike), unit)
        parts.append(f"{words} ({day_text(on)})")
    return " · ".join(parts)


def reading(readings: Readings, back: int) -> str:
    """Return the newest reading with its date (``back`` 2: the one before), "" where there is none."""
    if len(readings) < back:
        return ""
    on, words = readings[-back]
    return f"{words} ({day_text(on)})"


def side_name(side: Side, involved: Side) -> str:
    """Return the side in words, the involved one marked."""
    name = SIDE_WORDS[side]
    return f"{name} (involved)" if involved in (side, "both") else name


def first_day(days: Iterable[date], today: date) -> date:
    """Return where a chart begins: at its first day, four weeks back at the latest."""
    return min([*days, today - SHORTEST_SPAN])


def round_up(value: float) -> float:
    """Return the next round number a little above, so that the scale stays put from visit to visit."""
    step = next((step for step in _STEPS if value * 1.1 <= step * 10), _STEPS[-1])
    return ceil(value * 1.1 / step) * step


def round_down(value: float) -> float:
    """Return the next round number a little below, 0 for what is not negative."""
    return -round_up(-value) if value < 0 else 0.0


def widened(usual: float, highest: float, unit: str) -> tuple[float, str]:
    """Return the upper end of a scale, with the reason where a value does not fit the usual one."""
    if highest <= usual:
        return usual, ""
    return round_up(highest), f"The scale goes beyond its usual {number(usual)} {unit}: a value lies above it."


def week_start(on: date) -> date:
    """Return the Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def nothing(name: ChartName, today: date, why: str) -> ChartContent:
    """Return a chart with nothing on file yet and what would have to be recorded."""
    return ChartContent(
        title=name.title,
        unit="",
        low=0,
        high=1,
        first=today - SHORTEST_SPAN,
        last=today,
        table=Table((), ()),
        code=name.code,
        group=name.group,
        why_empty=why,
    )
