"""Sections, groups and fields of a form: what is asked, what a field takes, how typed text becomes a value."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date, parse_date

NUMBER, NPRS, CHOICE, SEVERAL, YES_NO = "number", "nprs", "choice", "several", "yes_no"
TEXT, DATE, OUTCOME = "text", "date", "outcome"
FIELD_KINDS: Final = (NUMBER, NPRS, CHOICE, SEVERAL, YES_NO, TEXT, DATE, OUTCOME)
# How a section or a group of it is laid out.
FIELDS, BODY_CHART = "fields", "body_chart"
ROWS, GRID = "rows", "grid"
YES_NO_ANSWERS: Final[dict[str, str]] = {"yes": "Yes", "no": "No", "not_assessed": "Not assessed"}
# Of several answers the one that says there is nothing: it stands alone.
NOTHING: Final = "none"
_SHORT_ANSWERS = {
    "y": "yes", "1": "yes", "x": "yes", "n": "no", "0": "no", "-": "not_assessed", "not assessed": "not_assessed",
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_LONGEST_NUMBER = 12


DEGREES: Final = "°"


def unit_suffix(unit: str) -> str:
    """Return a unit as it stands behind a number: after a space, degrees without one, "" for none."""
    return unit if unit in {"", DEGREES} else f" {unit}"


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """What a typed text stands for: ``number`` or ``text`` as an observation holds it, or neither for an empty field.

    A date is its ISO text, several choices are their codes with single spaces between. ``confirm`` is a question to ask
    before an unusual value is taken, otherwise empty.
    """

    number: float | None = None
    text: str | None = None
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. ``kind`` is one of ``FIELD_KINDS``; ``heading`` groups neighbours under a title.

    ``low`` to ``high`` is possible (NPRS: 0 to 10), ``plausible_low`` to ``plausible_high`` usual; ``decimals`` places.
    ``two_sided``: asked for left and right. ``choices`` are (code, label); ``set_ups`` codes of the core, the usual one
    first. ``lsi`` and ``norm``: shown beside. ``past``: a date that cannot lie in the future. ``row`` and ``column``
    are the titles of the field's cell in a grid.

    What an answer is to the core: ``test`` or ``finding`` is the code it counts for (a finding holds for "yes", with a
    number as its value, with a date as the day it began, with a choice of bone sites at that site); ``site`` is the
    bone site that the finding always has; ``fact`` the place in the case (``episode.toe_taped``); ``part_of`` the part
    of a test (``fatigue_gait.items.0``).
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
    row: str = ""
    column: str = ""
    site: str | None = None
    fact: str = ""
    part_of: str = ""

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
            return CheckedValue(text=self._chosen(typed))
        if self.kind == SEVERAL:
            return CheckedValue(text=self._several(typed))
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

    def _chosen(self, typed: str) -> str:
        """Return the code of the answer that a text names."""
        known = dict(self.answers)
        wanted = typed.casefold()
        for code, label in known.items():
            if wanted in {code.casefold(), label.casefold()}:
                return code
        if self.kind == YES_NO and wanted in _SHORT_ANSWERS:
            return _SHORT_ANSWERS[wanted]
        raise FieldError(self.code, f"{self.label} takes one of: {', '.join(known.values())}.")

    def _several(self, typed: str) -> str:
        """Return the codes of all answers that a text names, in their order."""
        chosen = {self._chosen(word) for word in re.split(r"[\s,;]+", typed)}
        if NOTHING in chosen and len(chosen) > 1:
            alone = dict(self.choices)[NOTHING]
            raise FieldError(self.code, f"{self.label}: “{alone}” stands alone. Take it or the other answers out.")
        return " ".join(code for code, _label in self.choices if code in chosen)

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
        if self.low is None or self.high is None:
            return what
        return f"{what} from {self.low:g} to {self.high:g}{unit_suffix(self.unit)}"

    def _places_in_words(self) -> str:
        if self.decimals == 0:
            return "whole numbers only"
        return f"at most {self.decimals} decimal place{'s' if self.decimals > 1 else ''}"

    def _question(self, number: float) -> str:
        low, high = self.plausible_low, self.plausible_high
        if (low is None or number >= low) and (high is None or number <= high):
            return ""
        unit = unit_suffix(self.unit)
        if low is not None and number < low:
            return f"{self.label} is rarely below {low:g}{unit}. Is this value right?"
        return f"{self.label} is rarely above {high:g}{unit}. Is this value right?"


@dataclass(frozen=True, slots=True)
class Group:
    """What is known about the fields under one heading. ``layout`` is rows or grid.

    A group that is usual for some conditions only (``usual_for``) or below an age in years (``under_age``) is folded
    for everybody else.
    """

    heading: str
    help: str = ""
    layout: str = ROWS
    usual_for: tuple[str, ...] = ()
    under_age: int | None = None

    def is_usual(self, condition: str, age: int) -> bool:
        """Tell whether the group is asked without being opened first."""
        return (not self.usual_for or condition in self.usual_for) and (self.under_age is None or age < self.under_age)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an assessment that is filled in one go. ``kinds`` are the assessments it belongs to.

    ``groups`` say more about some of the headings; a heading without one is laid out in rows and always asked.
    """

    code: str
    title: str
    kinds: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    help: str = ""
    layout: str = FIELDS
    groups: tuple[Group, ...] = ()

    def group(self, heading: str) -> Group:
        """Return what is known about a heading."""
        return next((group for group in self.groups if group.heading == heading), Group(heading))
