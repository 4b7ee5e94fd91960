"""Charts of tests from signed assessments: each side, limb symmetry, foot-off excursion."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from footrehab_desktop.clinic.case_answers import result_of, understood
from footrehab_desktop.clinic.case_building import EpisodeFile, build_case
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.clinic.series.source import ChartName, ChartSource
from footrehab_desktop.clinic.series.words import (
    TESTS as TEST_GROUP,
)
from footrehab_desktop.clinic.series.words import (
    first_day,
    named,
    nothing,
    number,
    percent,
    reading,
    round_down,
    round_up,
    series,
    side_name,
    widened,
)
from footrehab_desktop.library.chart import ChartContent, Level, Line, Table, Zone
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import GateItem, Norm, gate_progress, limb_symmetry, norm
from footrehab_desktop.progression.codes import SET_UPS, TESTS
from footrehab_desktop.progression.norms import NORM_TABLES
from footrehab_desktop.progression.real_change import HIGHER, NEITHER, change_row
from footrehab_desktop.records.values import Assessment, Side

FOOT_OFF = "foot_off_excursion"
USUAL_SYMMETRY = 120.0
LARGEST_GRADE = 16
NORM_SEXES = {"female": "women", "male": "men"}
NO_TESTS = ChartName("tests", "Tests of both sides", TEST_GROUP)
WHY_NO_TESTS = "No test of both sides is signed. Test strength, range, balance or hops on the Assess page and sign."
WHY_NO_FOOT_OFF = (
    "No foot-off excursion is signed. Film the push-off, measure the ankle's angle on the Assess page (gait) and sign."
)
_NEED = re.compile(r"[<>]= ([\d.]+) (\S+)")


@dataclass(frozen=True, slots=True)
class TestPoint:
    """One test on one day of signed assessments: both sides and the limb symmetry in per cent."""

    __test__ = False  # pytest collects classes called Test*

    test: str
    on: date
    left: float | None
    right: float | None
    symmetry_pct: float | None
    set_up: str = ""


@dataclass(frozen=True, slots=True)
class GateNeed:
    """What a gate needs of a test: symmetry in per cent, a value in the test's unit; None where it asks nothing."""

    symmetry_pct: float | None = None
    value: float | None = None


def sided_test_sources(file: EpisodeFile, forms: Forms, today: date) -> tuple[ChartSource, ...]:
    """Return both charts of every sided test on file and, in any case, the one of foot-off excursion."""
    found = test_points(file, forms, today)
    compared = {spec.test for spec in forms.fields if spec.lsi}
    gate = _NextGate(file, forms, today)
    charts: list[ChartSource] = []
    for test, points in found.items():
        charts.append(_sides_source(points, gate))
        if test in compared and any(point.symmetry_pct is not None for point in points):
            charts.append(_symmetry_source(points, gate))
    if not charts:
        charts.append(ChartSource(NO_TESTS, lambda: _no_tests(today), is_empty=True))
    if FOOT_OFF not in found:
        charts.append(ChartSource(sides_name(FOOT_OFF), lambda: _no_foot_off(today), is_empty=True))
    return tuple(charts)


def sides_name(test: str) -> ChartName:
    """Return what the chart of both sides is called."""
    return ChartName(f"test:{test}", TESTS[test].label, TEST_GROUP)


def symmetry_name(test: str) -> ChartName:
    """Return what the chart of limb symmetry is called."""
    return ChartName(f"lsi:{test}", f"{TESTS[test].label}, LSI", TEST_GROUP)


class _NextGate:
    """What the next gate needs of each test; worked out with the first chart that shows it."""

    def __init__(self, file: EpisodeFile, forms: Forms, today: date) -> None:
        self.file, self.forms, self.today = file, forms, today

    @cached_property
    def needs(self) -> dict[str, GateNeed]:
        """Return the needs by test, none before the plan is started."""
        return {} if self.file.state is None else gate_needs(_next_gate(self.file, self.forms, self.today))

    def of(self, test: str) -> GateNeed:
        """Return what it needs of one test."""
        return self.needs.get(test, GateNeed())


def _sides_source(points: Sequence[TestPoint], gate: _NextGate) -> ChartSource:
    test = points[0].test

    def make() -> ChartContent:
        frame = _frame(gate.file, gate.forms, test, points, gate.today)
        return sides_chart(points, frame, gate.of(test), gate.today)

    return ChartSource(sides_name(test), make, is_empty=False)


def _symmetry_source(points: Sequence[TestPoint], gate: _NextGate) -> ChartSource:
    test = points[0].test
    return ChartSource(symmetry_name(test), lambda: symmetry_chart(points, gate.of(test), gate.today), is_empty=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the chart of a test is drawn in: the involved side, the usual scale, and the norm with its population."""

    involved: Side
    usual_low: float = 0.0
    usual_top: float | None = None
    norm: Norm | None = None
    population: str = ""


def _frame(file: EpisodeFile, forms: Forms, test: str, points: Sequence[TestPoint], today: date) -> Frame:
    details = file.patient.details
    age = age_on(details.birth_date, today)
    found = norm(test, age, details.sex)
    if (
        found is not None
        and found.set_up in SET_UPS
        and {point.set_up for point in points if point.set_up} - {found.set_up}
    ):
        found = None  # the norm holds for one set-up only
    low, top = _usual_scale(forms, test)
    return Frame(file.episode.details.side, low, top, found, norm_population(test, age, details.sex))


def _usual_scale(forms: Forms, test: str) -> tuple[float, float | None]:
    """Return the scale from what is usual in the test's field; it begins at 0 unless that would hide every change."""
    spec = next(spec for spec in forms.fields if spec.test == test)
    top = spec.plausible_high if spec.plausible_high is not None else spec.high
    if top is None and TESTS[test].highest <= LARGEST_GRADE:
        top = TESTS[test].highest
    low = spec.plausible_low or 0.0
    return (low if top is not None and low > top / 2 else min(0.0, low)), top


def sides_chart(points: Sequence[TestPoint], frame: Frame, need: GateNeed, today: date) -> ChartContent:
    """Return one test's results of both sides; the patient's LEFT comes first, the involved side is named."""
    code, called = TESTS[points[0].test], sides_name(points[0].test)
    names = tuple(side_name(side, frame.involved) for side in ("left", "right"))
    left, right = series((p.on, p.left) for p in points), series((p.on, p.right) for p in points)
    readings = tuple((p.on, named(names, (p.left, p.right), code.unit)) for p in points)
    values = [value for _on, value in (*left, *right)]
    reference = frame.norm.value if frame.norm else 0
    tallest = max([1.0, need.value or 0, reference, *values])
    high, rescaled = widened(frame.usual_top or round_up(tallest), tallest, code.unit)
    return ChartContent(
        title=called.title,
        unit=code.unit,
        low=frame.usual_low if min(values) >= frame.usual_low else min(0.0, round_down(min(values))),
        high=high,
        first=first_day((p.on for p in points), today),
        last=today,
        table=Table(
            ("Date", *names, "Symmetry (LSI)"),
            tuple((format_date(p.on), number(p.left), number(p.right), percent(p.symmetry_pct)) for p in points[::-1]),
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        lines=(
            Line(names[0], left, "accent", "circle", unit=code.unit),
            Line(names[1], right, "deload", "square", unit=code.unit),
        ),
        zones=(*_norm_zone(frame, high), *_noise_zone(points, frame.involved)),
        levels=(*_gate_line(need.value, code.unit), *_norm_line(frame)),
        readings=readings,
        code=called.code,
        group=called.group,
        rescaled=rescaled,
        note=_norm_note(frame),
    )


def symmetry_chart(points: Sequence[TestPoint], need: GateNeed, today: date) -> ChartContent:
    """Return one test's limb symmetry over time against what the next gate needs."""
    called = symmetry_name(points[0].test)
    values = series((point.on, point.symmetry_pct) for point in points)
    readings = tuple((on, f"LSI {percent(value)}") for on, value in values)
    high, rescaled = widened(USUAL_SYMMETRY, max([0.0, *(value for _on, value in values)]), "%")
    return ChartContent(
        title=called.title,
        unit="limb symmetry in %",
        low=0,
        high=high,
        first=first_day((on for on, _value in values), today),
        last=today,
        table=Table(
            ("Date", "Symmetry (LSI)"), tuple((format_date(on), percent(value)) for on, value in reversed(values))
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        lines=(Line("Symmetry (LSI)", values, "accent", "diamond", unit="%"),),
        levels=_gate_line(need.symmetry_pct, "%"),
        readings=readings,
        code=called.code,
        group=called.group,
        rescaled=rescaled,
        note="100 % is equal, less is a deficit of the involved side; 90 % is a convention, no cut is validated.",
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
        value, unit = float(match[1]), match[2]
        known = needs.get(test, GateNeed())
        if unit == "%":
            needs[test] = replace(known, symmetry_pct=value)
        elif unit == TESTS[test].unit:
            needs[test] = replace(known, value=value)
    return needs


def _next_gate(file: EpisodeFile, forms: Forms, today: date) -> tuple[GateItem, ...]:
    # What a gate needs of a test rests on the person and the stage; years of diary need not be read for it.
    bare = replace(file, sessions=(), days=(), exercises=())
    return gate_progress(build_case(bare, forms, today), today, file.book)


def _gate_line(value: float | None, unit: str) -> tuple[Level, ...]:
    return () if value is None else (Level(value, f"Next gate {value:g} {unit}", "progress"),)


def norm_population(test: str, age: int, sex: str) -> str:
    """Return whose norm is shown: ``women, 40 to 49 years``; "" where none is known."""
    table = NORM_TABLES.get(test)
    places = [at for at, row in enumerate(table.rows) if row.from_age <= age] if table else []
    if table is None or not places:
        return ""
    row, later = table.rows[places[-1]], table.rows[places[-1] + 1 :]
    who = "adults" if row.male == row.female else NORM_SEXES.get(sex, "the higher of both sexes")
    if not later:
        return f"{who}, {row.from_age} years and older"
    last = later[0].from_age - 1
    return f"{who}, {row.from_age} to {last} years" if row.from_age else f"{who}, up to {last} years"


def _norm_zone(frame: Frame, high: float) -> tuple[Zone, ...]:
    """Return the range from the norm upwards, where more is better."""
    if frame.norm is None or not _more_is_better(frame.norm.test):
        return ()
    words = f"Norm ({frame.population}): {frame.norm.value:g} {frame.norm.unit} or more"
    return (Zone(frame.norm.value, high, "progress", words),)


def _noise_zone(points: Sequence[TestPoint], involved: Side) -> tuple[Zone, ...]:
    """Return the error around the first result of the involved side, of tests of which neither way is better."""
    row = change_row(points[0].test)
    firsts = [value for p in points if (value := p.left if involved == "left" else p.right) is not None]
    if row is None or row.better != NEITHER or row.percent or not firsts or involved == "both":
        return ()
    words = f"Within {row.value:g} {row.unit} of the first {involved} result: can be error"
    return (Zone(firsts[0] - row.value, firsts[0] + row.value, "accent", words),)


def _norm_line(frame: Frame) -> tuple[Level, ...]:
    if frame.norm is None or _more_is_better(frame.norm.test):
        return ()
    return (Level(frame.norm.value, f"Norm ({frame.population}) {frame.norm.value:g} {frame.norm.unit}", "soft"),)


def _more_is_better(test: str) -> bool:
    row = change_row(test)
    return row is None or row.better == HIGHER


def _norm_note(frame: Frame) -> str:
    if frame.norm is None:
        return ""
    set_up = SET_UPS.get(frame.norm.set_up, frame.norm.set_up)
    return f"Norm for {frame.population}: {frame.norm.value:g} {frame.norm.unit} ({set_up}; {frame.norm.source})."


def _points_of(assessment: Assessment, forms: Forms, involved: Side) -> list[TestPoint]:
    sides: dict[str, dict[str, float]] = {}
    set_ups: dict[str, str] = {}
    for observation in assessment.observations:
        test, value = forms.field(observation.code).test, result_of(observation)
        if test and value is not None and observation.side in ("left", "right"):
            sides.setdefault(test, {})[observation.side] = value
            set_ups[test] = observation.set_up or ""
    return [_point(test, assessment.assessed_on, values, involved, set_ups[test]) for test, values in sides.items()]


def _point(test: str, on: date, values: dict[str, float], involved: Side, set_up: str) -> TestPoint:
    left, right = values.get("left"), values.get("right")
    symmetry = None
    if left is not None and right is not None and involved != "both":
        symmetry = limb_symmetry(test, right, left) if involved == "right" else limb_symmetry(test, left, right)
    return TestPoint(test, on, left, right, symmetry, set_up)


def _no_tests(today: date) -> ChartContent:
    return nothing(NO_TESTS, today, WHY_NO_TESTS)


def _no_foot_off(today: date) -> ChartContent:
    return nothing(sides_name(FOOT_OFF), today, WHY_NO_FOOT_OFF)
