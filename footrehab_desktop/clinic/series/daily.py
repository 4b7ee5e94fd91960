"""The chart of one value a day."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.series.words import (
    LONGEST_GAP_DAYS,
    Values,
    first_day,
    newest,
    number,
    widened,
)
from footrehab_desktop.library.chart import ChartContent, Line, Table
from footrehab_desktop.library.dates import format_date


@dataclass(frozen=True, slots=True)
class Daily:
    """What a daily value is called and drawn on: ``unit`` stands behind a number, ``scale`` above the chart."""

    code: str
    group: str
    title: str
    name: str
    unit: str
    scale: str
    low: float
    high: float
    why_empty: str


def daily_chart(what: Daily, values: Values, today: date) -> ChartContent:
    """Return the chart of the values, oldest first, on its usual scale or a wider one that says so."""
    high, rescaled = widened(what.high, max((value for _on, value in values), default=what.low), what.unit)
    column = f"{what.name}, {what.unit}" if what.unit else what.name
    return ChartContent(
        title=what.title,
        unit=what.scale,
        low=what.low,
        high=high,
        first=first_day((on for on, _value in values), today),
        last=today,
        table=Table(("Date", column), tuple((format_date(on), number(value)) for on, value in reversed(values))),
        latest=newest((what.name,), (values,), 1, what.unit),
        before=newest((what.name,), (values,), 2, what.unit),
        lines=(Line(what.name, values, "accent", "circle", unit=what.unit, longest_gap=LONGEST_GAP_DAYS),),
        readings=tuple((on, f"{number(value)} {what.unit}".rstrip()) for on, value in values),
        code=what.code,
        group=what.group,
        rescaled=rescaled,
        why_empty=what.why_empty,
    )
