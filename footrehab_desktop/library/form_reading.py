"""Reads sections, groups and fields of the assessment forms from their files and checks that they make sense."""

from collections.abc import Mapping
from typing import Final

from footrehab_desktop.library.field_spec import (
    BODY_CHART,
    CHOICE,
    DATE,
    DEGREES,
    FIELD_KINDS,
    FIELDS,
    GRID,
    NPRS,
    NUMBER,
    ROWS,
    SEVERAL,
    YES_NO,
    FieldSpec,
    Group,
    Section,
)
from footrehab_desktop.library.reading import Record
from footrehab_desktop.progression.codes import (
    BONE_SITES,
    CONDITIONS,
    FINDINGS,
    SET_UPS,
    TESTS,
    FindingCode,
    TestCode,
)
from footrehab_desktop.progression.norms import NORM_TABLES

# Units that are written behind a number; the core's other units name a scale.
MEASURED_UNITS: Final = {
    "cm": "cm", "mm": "mm", "deg": DEGREES, "reps": "reps", "s": "s", "N": "N", "days": "days",
}  # fmt: skip
FINDING_KINDS: Final = (YES_NO, NUMBER, DATE, CHOICE)
NO: Final = "no"


def read_section(record: Record, kinds: Mapping[str, str]) -> Section:
    """Build a section from its file."""
    section = Section(
        code=record.text("code"),
        title=record.text("title"),
        kinds=record.codes("kinds", kinds, at_least=1),
        fields=tuple(_read_field(field) for field in record.records("fields", 1, named_by="code")),
        help=record.text("help", required=False),
        layout=record.code("layout", (FIELDS, BODY_CHART), required=False) or FIELDS,
        groups=tuple(_read_group(group) for group in record.records("groups", named_by="heading")),
    )
    record.finish()
    headings = {field.heading for field in section.fields}
    for group in section.groups:
        if group.heading not in headings:
            record.fault(f"groups.{group.heading}", "is the heading of no field")
    return section


def _read_group(record: Record) -> Group:
    group = Group(
        heading=record.text("heading"),
        help=record.text("help", required=False),
        layout=record.code("layout", (ROWS, GRID), required=False) or ROWS,
        usual_for=record.codes("usual_for", CONDITIONS),
        under_age=record.whole("under_age", 1, 120),
    )
    record.finish()
    return group


def _read_field(record: Record) -> FieldSpec:
    """Build a field. What the core knows about its test or finding (label, unit, range, sides) is not repeated."""
    test = TESTS.get(record.code("test", TESTS, required=False))
    finding = FINDINGS.get(record.code("finding", FINDINGS, required=False))
    kind = record.code("kind", FIELD_KINDS, required=finding is None) or YES_NO
    low, high = _limits(record, kind, test)
    field = FieldSpec(
        code=record.text("code"),
        label=record.text("label", required=test is None and finding is None) or _label(test, finding),
        kind=kind,
        heading=record.text("heading", required=False),
        unit=record.text("unit", required=False) or _unit(kind, test),
        low=low,
        high=high,
        plausible_low=record.number("plausible_low"),
        plausible_high=record.number("plausible_high"),
        decimals=record.whole("decimals", 0, 3) or 0,
        two_sided=record.flag("two_sided", default=test.sided if test else False),
        choices=tuple(_read_choice(choice) for choice in record.records("choices")),
        set_ups=record.codes("set_ups", SET_UPS),
        help=record.text("help", required=False),
        test=test.code if test else None,
        finding=finding.code if finding else None,
        lsi=record.flag("lsi", default=False),
        norm=record.flag("norm", default=False),
        past=record.flag("past", default=False),
        row=record.text("row", required=False),
        column=record.text("column", required=False),
        site=record.code("site", BONE_SITES, required=False) or None,
        fact=record.text("fact", required=False),
        part_of=record.text("part_of", required=False),
    )
    record.finish()
    _check_field(record, field)
    return field


def _label(test: TestCode | None, finding: FindingCode | None) -> str:
    known = test or finding
    return known.label if known else ""


def _unit(kind: str, test: TestCode | None) -> str:
    return MEASURED_UNITS.get(test.unit, "") if test and kind == NUMBER else ""


def _limits(record: Record, kind: str, test: TestCode | None) -> tuple[float | None, float | None]:
    low, high = record.number("low"), record.number("high")
    if kind == NPRS:
        return 0, 10
    if kind != NUMBER or test is None:
        return low, high
    low = test.lowest if low is None else low
    high = test.highest if high is None else high
    if low < test.lowest or high > test.highest:
        record.fault("low", f"reaches beyond what the core takes, {test.lowest:g} to {test.highest:g}")
    return low, high


def _read_choice(record: Record) -> tuple[str, str]:
    choice = record.text("code"), record.text("label")
    record.finish()
    return choice


def _check_field(record: Record, field: FieldSpec) -> None:
    """Note settings that contradict each other."""
    low, high = field.low, field.high
    if field.kind == NUMBER and (low is None or high is None or low >= high):
        record.fault("low", "a number needs low and high, low below high")
    for name, bound in (("plausible_low", field.plausible_low), ("plausible_high", field.plausible_high)):
        if bound is not None and (low is None or high is None or not low <= bound <= high):
            record.fault(name, "lies outside what is possible")
    if (field.kind in {CHOICE, SEVERAL}) != bool(field.choices):
        record.fault("choices", "belong to the kinds choice and several and to no other")
    _check_meaning(record, field)
    if field.lsi and not field.two_sided:
        record.fault("lsi", "needs two sides")
    if field.norm and field.code not in NORM_TABLES:
        record.fault("norm", "the core has no norm for it")


def _check_meaning(record: Record, field: FieldSpec) -> None:
    """Note what the core could not make sense of."""
    if field.test and field.code != field.test:
        record.fault("code", "must be the code of its test")
    if field.finding and not field.site and field.code != field.finding:
        record.fault("code", "must be the code of its finding")
    if field.finding and field.kind not in FINDING_KINDS:
        record.fault("kind", f"a finding is one of: {', '.join(FINDING_KINDS)}")
    if field.finding and field.kind == CHOICE and {code for code, _ in field.choices} - {NO, *BONE_SITES}:
        record.fault("choices", "a finding is chosen by bone site, or no")
    if field.part_of and field.part_of.partition(".")[0] not in TESTS:
        record.fault("part_of", "begins with the code of a test")
    if sum(map(bool, (field.test, field.finding, field.fact, field.part_of))) > 1:
        record.fault("fact", "an answer is one thing to the core: a test, a finding, a fact or a part of a test")
