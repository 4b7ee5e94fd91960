"""How long records are kept: the clinic chooses a country's rule; each patient's day follows from it.

Nothing is ever erased by itself: what is over is listed, and a lead erases one patient after the other.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_rights import RecordAge
from footrehab_desktop.resource_files import resource_path

OF_AGE = 18


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A country's rule: ``years`` after the last entry; who was a child then, at least until a birthday.

    ``child_until_last_year`` is that birthday for those whose last entry was at 17; None: as the others.
    """

    code: str
    country: str
    years: int
    source: str
    year: int
    child_until: int | None = None
    child_until_last_year: int | None = None

    @property
    def words(self) -> str:
        """Return the rule as a sentence."""
        sentence = f"Kept for {self.years} years after the last entry"
        if self.child_until is not None:
            sentence += f"; of children at least until the {self.child_until}th birthday"
        if self.child_until_last_year is not None:
            sentence += f" ({self.child_until_last_year}th when the last entry was at 17)"
        return sentence + "."


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """The last day on which a record must be kept, and why in a sentence."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class DueForErasure:
    """A patient whose record need not be kept any more."""

    age: RecordAge
    kept_until: KeptUntil


@cache
def retention_rules() -> tuple[RetentionRule, ...]:
    """Return the rules of ``resources/retention.json``."""
    content = json.loads(resource_path("retention.json").read_text(encoding="utf-8"))
    return tuple(RetentionRule(**rule) for rule in content["rules"])


@cache
def retention_caveat() -> str:
    """Return the sentence that says how far the rules were checked."""
    return str(json.loads(resource_path("retention.json").read_text(encoding="utf-8"))["checked"])


def rule_of(unit: UnitOfWork) -> RetentionRule | None:
    """Return the rule that the clinic chose, None before it did."""
    code = unit.clinics.get().retention
    return next((rule for rule in retention_rules() if rule.code == code), None)


def choose_rule(session: ClinicSession, code: str) -> Changes:
    """Choose how long records are kept. Raises ``NotAllowedError``, ``FieldError`` for a rule that is not listed."""
    require(session, "lead")
    if code not in {rule.code for rule in retention_rules()}:
        raise FieldError("retention", "Choose one of the rules in the list.")
    with session.unit_of_work() as unit:
        unit.clinics.save(replace(unit.clinics.get(), retention=code))
        unit.commit()
    return Changes(clinic=True)


def kept_until(age: RecordAge, rule: RetentionRule) -> KeptUntil:
    """Return until when a record must be kept."""
    end = years_later(age.last_entry_on, rule.years)
    last = format_date(age.last_entry_on)
    reason = f"{rule.years} years after the last entry on {last}"
    then = age_on(age.birth_date, age.last_entry_on)
    if then < OF_AGE and rule.child_until is not None:
        until = rule.child_until_last_year if then == OF_AGE - 1 and rule.child_until_last_year else rule.child_until
        birthday = years_later(age.birth_date, until)
        if birthday > end:
            return KeptUntil(birthday, f"until the {until}th birthday, because the last entry on {last} was of a child")
    return KeptUntil(end, reason)


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; of 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def retention_list(unit: UnitOfWork, today: date) -> tuple[DueForErasure, ...]:
    """Return whose records need not be kept any more, the longest over first; empty before a rule is chosen."""
    rule = rule_of(unit)
    if rule is None:
        return ()
    every = (DueForErasure(age, kept_until(age, rule)) for age in unit.record_ages.all())
    over = (due for due in every if due.kept_until.day < today)
    return tuple(sorted(over, key=lambda due: (due.kept_until.day, due.age.record_number)))
