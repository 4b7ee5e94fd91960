"""The course of an episode as charts, each with the same values as a table. Plain values, no window."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from operator import itemgetter

from footrehab_desktop.clinic.case_answers import result_of, understood
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.naming import SIDE_WORDS
from footrehab_desktop.clinic.progress import Progress, RunWeek
from footrehab_desktop.library.chart import Bar, ChartContent, Level, Line, Mark, Span, Table, Zone
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import GateItem, limb_symmetry
from footrehab_desktop.progression.codes import TESTS
from footrehab_desktop.records.values import Assessment, Side

NPRS_TOP = 10
SAFE_PAIN = 2  # 0 to 2 reads as safe, up to the ceiling as acceptable; for the eye only
SHORTEST_SPAN = timedelta(days=27)
_NEED = re.compile(r"[<>]= ([\d.]+) (\S+)")
_SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class TestPoint:
    """One test on one day of signed assessments: both sides and the limb symmetry in per cent."""

    __test__ = False  # pytest collects classes called Test*

    test: str
    on: date
    left: float | None
    right: float | None
    symmetry_pct: float | None


@dataclass(frozen=True, slots=True)
class GateNeed:
    """What a gate needs of a test: symmetry in per cent, a value in the test's unit; None where it asks nothing."""

    symmetry_pct: float | None = None
    value: float | None = None


def pain_chart(progress: Progress, today: date) -> ChartContent:
    """Return pain during, in the evening and in the morning, with ceiling, zones, phases and flares."""
    names = ("Pain during", "That evening", "In the morning")
    days = [(day.on, (day.during, day.evening, day.morning)) for day in progress.pain]
    series = [_series((on, values[place]) for on, values in days) for place in range(3)]
    readings = tuple((on, _named(names, values)) for on, values in days)
    return ChartContent(
        title="Pain",
        unit=_pain_scale(progress.ceiling),
        low=0,
        high=NPRS_TOP,
        first=_first_day((on for on, _ in days), progress, today),
        last=today,
        table=Table(("Date", *names), tuple((format_date(on), *map(_text, v)) for on, v in reversed(days))),
        latest=_newest(names, series, 1),
        before=_newest(names, series, 2),
        lines=(
            Line(names[0], series[0], "accent", "circle"),
            Line(names[1], series[1], "deload", "triangle"),
            Line(names[2], series[2], "hold", "square"),
        ),
        spans=_phase_spans(progress),
        zones=(Zone(0, min(SAFE_PAIN, progress.ceiling), "progress"), Zone(progress.ceiling, NPRS_TOP, "refer")),
        levels=(Level(progress.ceiling, f"Ceiling {progress.ceiling}", "refer"),),
        marks=tuple(Mark(on, "▼ Flare", "regress") for on in progress.flares),
        readings=readings,
    )


def running_chart(progress: Progress, today: date) -> ChartContent:
    """Return running minutes week by week with the limit of the week; light weeks are hatched and say so."""
    weeks = progress.run_weeks
    bars = tuple(
        Bar(week.start, week.start + _SIX_DAYS, week.minutes, "light" if week.light else "", week.cap_min)
        for week in weeks
    )
    readings = tuple((week.start, _week_words(week)) for week in weeks)
    tallest = max([30.0, *(week.minutes for week in weeks), *(week.cap_min or 0 for week in weeks)])
    rows = tuple(
        (format_date(week.start), _text(week.minutes), _text(week.cap_min), "light week" if week.light else "")
        for week in reversed(weeks)
    )
    return ChartContent(
        title="Running per week",
        unit="minutes",
        low=0,
        high=ceil(tallest * 1.15 / 30) * 30,
        first=_first_day((week.start for week in weeks), progress, today),
        last=max([today, *(bar.last for bar in bars)]),
        table=Table(("Week from", "Running minutes", "Limit of the week", "Kind"), rows),
        latest=_reading(readings, 1),
        before=_reading(readings, 2),
        bars=bars,
        spans=_phase_spans(progress),
        readings=readings,
    )


def level_chart(progress: Progress, today: date) -> ChartContent:
    """Return the staircase of levels, phase by phase."""
    steps = progress.levels
    values = tuple((step.on, float(step.level)) for step in steps)
    drawn = (*values, (today, values[-1][1])) if values else ()
    readings = tuple((step.on, f"{step.phase}, level {step.level}") for step in steps)
    return ChartContent(
        title="Level",
        unit="level within the phase",
        low=0,
        high=max([4, *(step.level + 1 for step in steps)]),
        first=_first_day((step.on for step in steps), progress, today),
        last=today,
        table=Table(
            ("Since", "Phase", "Level"),
            tuple((format_date(step.on), step.phase, str(step.level)) for step in reversed(steps)),
        ),
        latest=_reading(readings, 1),
        before=_reading(readings, 2),
        lines=(Line("Level", drawn, "accent", "circle", "steps"),),
        spans=_phase_spans(progress),
        marks=tuple(Mark(on, "▼ Flare", "regress") for on in progress.flares),
        readings=readings,
    )


def sides_chart(points: Sequence[TestPoint], involved: Side, need: GateNeed, today: date) -> ChartContent:
    """Return one test's results of both sides; the patient's LEFT comes first, the involved side is named."""
    code = TESTS[points[0].test]
    left_name, right_name = (_side_name(side, involved) for side in ("left", "right"))
    left = _series((point.on, point.left) for point in points)
    right = _series((point.on, point.right) for point in points)
    readings = tuple((p.on, _named((left_name, right_name), (p.left, p.right), code.unit)) for p in points)
    top = max([1.0, need.value or 0, *(value for _on, value in (*left, *right))])
    return ChartContent(
        title=code.label,
        unit=code.unit,
        low=min(0.0, code.lowest),
        high=_round_up(top),
        first=min(points[0].on, today - SHORTEST_SPAN),
        last=today,
        table=Table(
            ("Date", left_name, right_name, "Symmetry (LSI)"),
            tuple(
                (format_date(p.on), _text(p.left), _text(p.right), _percent(p.symmetry_pct)) for p in reversed(points)
            ),
        ),
        latest=_reading(readings, 1),
        before=_reading(readings, 2),
        lines=(
            Line(left_name, left, "accent", "circle", unit=code.unit),
            Line(right_name, right, "deload", "square", unit=code.unit),
        ),
        levels=_gate_line(need.value, code.unit),
        readings=readings,
    )


def symmetry_chart(points: Sequence[TestPoint], need: GateNeed, today: date) -> ChartContent:
    """Return one test's limb symmetry over time against what the next gate needs."""
    label = TESTS[points[0].test].label
    values = _series((point.on, point.symmetry_pct) for point in points)
    readings = tuple((on, f"LSI {_percent(value)}") for on, value in values)
    top = max([120.0, *(value for _on, value in values)])
    return ChartContent(
        title=f"{label}, LSI",
        unit="limb symmetry in %",
        low=0,
        high=ceil(top / 20) * 20,
        first=min([today - SHORTEST_SPAN, *(on for on, _value in values)]),
        last=today,
        table=Table(
            ("Date", "Symmetry (LSI)"), tuple((format_date(on), _percent(value)) for on, value in reversed(values))
        ),
        latest=_reading(readings, 1),
        before=_reading(readings, 2),
        lines=(Line("Symmetry (LSI)", values, "accent", "diamond", unit="%"),),
        levels=_gate_line(need.symmetry_pct, "%"),
        readings=readings,
    )


def test_points(file: EpisodeFile, forms: Forms, today: date) -> dict[str, tuple[TestPoint, ...]]:
    """Return the results of every sided test over the signed assessments, oldest first, in the core's order."""
    found: dict[str, list[TestPoint]] = {}
    for assessment in sorted(understood(file.assessments, forms), key=lambda a: (a.assessed_on, a.signed_at)):
        if assessment.assessed_on <= today:
            for point in _points_of(assessment, forms, file.episode.details.side):
                found.setdefault(point.test, []).append(point)
    return {test: tuple(found[test]) for test in TESTS if test in found}


def gate_needs(items: Iterable[GateItem]) -> dict[str, GateNeed]:
    """Return what the next gate needs of each sided test: a symmetry in per cent, a value, or both."""
    needs: dict[str, GateNeed] = {}
    for item in items:
        test = item.item.removesuffix("_lsi").removesuffix("_reps")
        match = _NEED.match(item.need)
        if match is None or test not in TESTS:
            continue
        number, unit = float(match[1]), match[2]
        known = needs.get(test, GateNeed())
        if unit == "%":
            needs[test] = replace(known, symmetry_pct=number)
        elif unit == TESTS[test].unit:
            needs[test] = replace(known, value=number)
    return needs


def _gate_line(value: float | None, unit: str) -> tuple[Level, ...]:
    return () if value is None else (Level(value, f"Next gate {value:g} {unit}", "progress"),)


def _points_of(assessment: Assessment, forms: Forms, involved: Side) -> list[TestPoint]:
    sides: dict[str, dict[str, float]] = {}
    for observation in assessment.observations:
        test, value = forms.field(observation.code).test, result_of(observation)
        if test and value is not None and observation.side in ("left", "right"):
            sides.setdefault(test, {})[observation.side] = value
    return [_point(test, assessment.assessed_on, values, involved) for test, values in sides.items()]


def _point(test: str, on: date, values: dict[str, float], involved: Side) -> TestPoint:
    left, right = values.get("left"), values.get("right")
    symmetry = None
    if left is not None and right is not None and involved != "both":
        symmetry = limb_symmetry(test, right, left) if involved == "right" else limb_symmetry(test, left, right)
    return TestPoint(test, on, left, right, symmetry)


def _side_name(side: Side, involved: Side) -> str:
    name = SIDE_WORDS[side]
    return f"{name} (involved)" if involved in (side, "both") else name


def _pain_scale(ceiling: int) -> str:
    """Return the scale with the words of its zones."""
    zones = [f"up to {min(SAFE_PAIN, ceiling)} safe"]
    if ceiling > SAFE_PAIN:
        zones.append(f"up to {ceiling} acceptable")
    return f"0 to 10 ({', '.join(zones)}, above {ceiling} too much)"


def _series(values: Iterable[tuple[date, float | None]]) -> tuple[tuple[date, float], ...]:
    """Leave out the days without a value."""
    return tuple((on, float(value)) for on, value in values if value is not None)


def _phase_spans(progress: Progress) -> tuple[Span, ...]:
    return tuple(Span(band.first, band.last, band.phase) for band in progress.phases)


def _first_day(days: Iterable[date], progress: Progress, today: date) -> date:
    return min([*days, *(band.first for band in progress.phases), today - SHORTEST_SPAN])


def _week_words(week: RunWeek) -> str:
    parts = [f"{_text(week.minutes)} min"]
    if week.cap_min is not None:
        parts.append(f"limit {_text(week.cap_min)} min")
    if week.light:
        parts.append("light week")
    return ", ".join(parts)


def _named(names: Sequence[str], values: Sequence[float | None], unit: str = "") -> str:
    suffix = f" {unit}" if unit else ""
    return ", ".join(
        f"{name} {_text(value)}{suffix}" for name, value in zip(names, values, strict=True) if value is not None
    )


def _newest(names: Sequence[str], series: Sequence[tuple[tuple[date, float], ...]], back: int) -> str:
    """Return the newest value of each series (``back`` 2: the one before); a date is said once for its neighbours."""
    known = [(name, *values[-back]) for name, values in zip(names, series, strict=True) if len(values) >= back]
    parts = []
    for on, group in groupby(known, key=itemgetter(1)):
        words = ", ".join(f"{name} {_text(value)}" for name, _on, value in group)
        parts.append(f"{words} ({format_date(on)})")
    return " · ".join(parts)


def _reading(readings: Sequence[tuple[date, str]], back: int) -> str:
    if len(readings) < back:
        return ""
    on, words = readings[-back]
    return f"{words} ({format_date(on)})"


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} %"


def _round_up(value: float) -> float:
    """Return the next round number a little above, so that the scale stays put from visit to visit."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if value * 1.1 <= step * 10)
    return ceil(value * 1.1 / step) * step
