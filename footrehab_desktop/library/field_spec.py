"""One field of a form: what it asks, what it takes, and how typed text becomes a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date, parse_date
from footrehab_desktop.library.reading import Record
from footrehab_desktop.progression.codes import FINDINGS, SET_UPS, TESTS, FindingCode, TestCode
from footrehab_desktop.progression.norms import NORM_TABLES

NUMBER, NPRS, CHOICE, YES_NO, TEXT, DATE, OUTCOME = "number", "nprs", "choice", "yes_no", "text", "date", "outcome"
FIELD_KINDS: Final = (NUMBER, NPRS, CHOICE, YES_NO, TEXT, DATE, OUTCOME)
# Units that are written behind a number; the core's other units name a scale.
MEASURED_UNITS: Final = frozenset({"cm", "mm", "deg", "reps", "s", "N", "days"})
YES_NO_ANSWERS: Final[dict[str, str]] = {"yes": "Yes", "no": "No", "not_assessed": "Not assessed"}
_SHORT_ANSWERS = {
    "y": "yes", "1": "yes", "x": "yes", "n": "no", "0": "no", "-": "not_assessed", "not assessed": "not_assessed",
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """What a typed text stands for: ``number`` or ``text`` as an observation holds it, or neither for an empty field.

    A date is its ISO text. ``confirm`` is a question to ask before an unusual value is taken, otherwise empty.
    """

    number: float | None = None
    text: str | None = None
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. ``kind`` is one of ``FIELD_KINDS``; ``heading`` groups neighbours under a title.

    ``low`` to ``high`` is possible (NPRS: 0 to 10), ``plausible_low`` to ``plausible_high`` usual; ``decimals`` places.
    ``two_sided``: asked for left and right. ``choices`` are (code, label); ``set_ups`` codes of the core, the usual one
    first. ``test`` or ``finding`` is the core's code that an answer counts for. ``lsi`` and ``norm``: shown beside.
    ``past``: a date that cannot lie in the future.
    """

    code: str
    label: str
    kind: str
    heading: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    plausible_low: float | None = None
    plausible_high: float | None = None
    decimals: int = 0
    two_sided: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    set_ups: tuple[str, ...] = ()
    help: str = ""
    test: str | None = None
    finding: str | None = None
    lsi: bool = False
    norm: bool = False
    past: bool = False

    def check(self, text: str, today: date | None = None) -> CheckedValue:
        """Return what was typed as a value; an empty text is an empty value.

        Raises ``FieldError`` with a sentence that says what the field takes. A date field needs ``today``.
        """
        typed = text.strip()
        if not typed:
            return CheckedValue()
        if self.kind in {NUMBER, NPRS}:
            return self._check_number(typed)
        if self.kind in {CHOICE, YES_NO}:
            return self._check_choice(typed)
        if self.kind == DATE:
            return self._check_date(typed, today)
        if self.kind == TEXT:
            return CheckedValue(text=text)
        raise ValueError(f"{self.code}: outcome measures are entered item by item")

    def _check_number(self, typed: str) -> CheckedValue:
        plain = typed.replace("\N{MINUS SIGN}", "-")
        if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
            raise FieldError(self.code, f"{self.label} takes {self._range_in_words()}.")
        number = float(plain.replace(",", "."))
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise FieldError(self.code, f"{self.label} takes {self._range_in_words()}.")
        _, _, places = plain.replace(",", ".").partition(".")
        if len(places) > self.decimals:
            raise FieldError(self.code, f"{self.label} takes {self._places_in_words()}.")
        return CheckedValue(number=number, confirm=self._question(number))

    def _check_choice(self, typed: str) -> CheckedValue:
        known = dict(self.answers)
        wanted = typed.casefold()
        for code, label in known.items():
            if wanted in {code.casefold(), label.casefold()}:
                return CheckedValue(text=code)
        if self.kind == YES_NO and wanted in _SHORT_ANSWERS:
            return CheckedValue(text=_SHORT_ANSWERS[wanted])
        raise FieldError(self.code, f"{self.label} takes one of: {', '.join(known.values())}.")

    def _check_date(self, typed: str, today: date | None) -> CheckedValue:
        if today is None:
            raise ValueError(f"{self.code}: a date is read as seen from today")
        day = parse_date(typed, today, field=self.code)
        if self.past and day > today:
            raise FieldError(self.code, f"{self.label} cannot be later than today, {format_date(today)}.")
        return CheckedValue(text=day.isoformat())

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Return (code, label) of every answer that can be chosen; empty for typed fields."""
        return tuple(YES_NO_ANSWERS.items()) if self.kind == YES_NO else self.choices

    def _range_in_words(self) -> str:
        what = "a number" if self.decimals else "a whole number"
        unit = f" {self.unit}" if self.unit else ""
        if self.low is None or self.high is None:
            return what
        return f"{what} from {self.low:g} to {self.high:g}{unit}"

    def _places_in_words(self) -> str:
        if self.decimals == 0:
            return "whole numbers only"
        return f"at most {self.decimals} decimal place{'s' if self.decimals > 1 else ''}"

    def _question(self, number: float) -> str:
        low, high = self.plausible_low, self.plausible_high
        if (low is None or number >= low) and (high is None or number <= high):
            return ""
        unit = f" {self.unit}" if self.unit else ""
        if low is not None and number < low:
            return f"{self.label} is rarely below {low:g}{unit}. Is this value right?"
        return f"{self.label} is rarely above {high:g}{unit}. Is this value right?"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an assessment that is filled in one go. ``kinds`` are the assessments it belongs to."""

    code: str
    title: str
    kinds: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    help: str = ""


def read_section(record: Record, kinds: Mapping[str, str]) -> Section:
    """Build a section from its file."""
    section = Section(
        code=record.text("code"),
        title=record.text("title"),
        kinds=record.codes("kinds", kinds, at_least=1),
        fields=tuple(_read_field(field) for field in record.records("fields", 1, named_by="code")),
        help=record.text("help", required=False),
    )
    record.finish()
    return section


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
    )
    record.finish()
    _check_field(record, field)
    return field


def _label(test: TestCode | None, finding: FindingCode | None) -> str:
    known = test or finding
    return known.label if known else ""


def _unit(kind: str, test: TestCode | None) -> str:
    return test.unit if test and kind == NUMBER and test.unit in MEASURED_UNITS else ""


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
    if (field.kind == CHOICE) != bool(field.choices):
        record.fault("choices", "belong to the kind choice and to no other")
    if field.test and field.code != field.test:
        record.fault("code", "must be the code of its test")
    if field.finding and field.code != field.finding:
        record.fault("code", "must be the code of its finding")
    if field.lsi and not field.two_sided:
        record.fault("lsi", "needs two sides")
    if field.norm and field.code not in NORM_TABLES:
        record.fault("norm", "the core has no norm for it")
