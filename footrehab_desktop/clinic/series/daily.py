"""The chart of one value: a day of the diary, or a result of a test."""

from dataclasses import dataclass
from datetime import date
from math import floor

from footrehab_desktop.clinic.series.words import (
    LONGEST_GAP_DAYS,
    SELF_REPORTED,
    Values,
    day_text,
    first_day,
    newest,
    number,
    widened,
)
from footrehab_desktop.library.chart import ChartContent, Line, Table


@dataclass(frozen=True, slots=True)
class Daily:
    """What a value is called and drawn on: ``unit`` stands behind a number, ``scale`` above the chart."""

    code: str
    group: str
    title: str
    name: str
    unit: str
    scale: str
    low: float
    high: float
    why_empty: str
    longest_gap: int | None = LONGEST_GAP_DAYS
    note: str = SELF_REPORTED


def daily_chart(what: Daily, values: Values, today: date) -> ChartContent:
    """Return the chart of the values, oldest first, on its usual scale or a wider one that says so."""
    low, high, rescaled = fitted_scale(what, values)
    column = f"{what.name}, {what.unit}" if what.unit else what.name
    return ChartContent(
        title=what.title,
        unit=what.scale,
        low=low,
        high=high,
        first=first_day((on for on, _value in values), today),
        last=today,
        table=Table(("Date", column), tuple((day_text(on), number(value)) for on, value in reversed(values))),
        latest=newest((what.name,), (values,), 1, what.unit),
        before=newest((what.name,), (values,), 2, what.unit),
        lines=(Line(what.name, values, "accent", "circle", unit=what.unit, longest_gap=what.longest_gap),),
        readings=tuple((on, f"{number(value)} {what.unit}".rstrip()) for on, value in values),
        code=what.code,
        group=what.group,
        rescaled=rescaled,
        why_empty=what.why_empty,
        note=what.note,
    )


def fitted_scale(what: Daily, values: Values) -> tuple[float, float, str]:
    """Return the usual scale, or one with the values in it and the reason."""
    lowest, highest = (pick((value for _on, value in values), default=what.low) for pick in (min, max))
    high, rescaled = widened(what.high, highest, what.unit)
    if lowest >= what.low:
        return what.low, high, rescaled
    below = f"The scale begins below its usual {number(what.low)} {what.unit}".rstrip()
    return floor(lowest / 10) * 10, high, f"{below}: a value lies under it. {rescaled}".rstrip()
