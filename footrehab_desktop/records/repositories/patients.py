"""Patients: on file, found as one types, and warned of when they seem to be there already."""

from datetime import date
from typing import Any, Final

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.failures import RestrictedError
from footrehab_desktop.records.folding import digits, fold, patient_words, query_words
from footrehab_desktop.records.name_distance import within_one_edit
from footrehab_desktop.records.repositories.base import AnyRow, Repository, changed_fields, columns_of, row_of
from footrehab_desktop.records.schema import PatientTable
from footrehab_desktop.records.schema_rights import ErasureTable
from footrehab_desktop.records.values import Patient, PatientDetails, PatientRow
from footrehab_desktop.records.values_rights import Restriction

_DETAILS = columns_of(PatientDetails, PatientTable)
_SHORTEST_PHONE: Final = 6
_MOST_DUPLICATES: Final = 20
_Other = aliased(PatientTable)
_LOOK_ALIKE: Final = (
    select(_Other.id)
    .where(
        _Other.family_folded == PatientTable.family_folded,
        _Other.given_folded == PatientTable.given_folded,
        _Other.record_number != PatientTable.record_number,
        _Other.archived_at.is_(None),
        _Other.merged_into.is_(None),
    )
    .exists()
)
_LISTED: Final = (PatientTable.archived_at.is_(None), PatientTable.merged_into.is_(None))
_STANDING: Final = (
    PatientTable.archived_at,
    PatientTable.restricted_at,
    PatientTable.restriction_reason,
    PatientTable.merged_into,
)
_ROW: Final = (*columns_of(PatientRow, PatientTable, skip=frozenset({"look_alike"})), _LOOK_ALIKE.label("look_alike"))


class Patients(Repository):
    """The people on file."""

    def add(self, details: PatientDetails) -> Patient:
        """Add a patient with the next record number. Raises ``FieldError`` for an empty name."""
        writer = self._transaction.writer()
        number = self._next_number()
        created = self._transaction.created()
        self._transaction.insert(
            PatientTable,
            [{**created, "record_number": number, **row_of(details), **_derived(details)}],
        )
        sqlite.index_patients(writer, [(number, patient_words(number, details))])
        self._note("patient.added", created["id"], record_number=number)
        return Patient(created["id"], number, details, created["created_at"])

    def get(self, patient_id: str) -> Patient:
        """Return one patient, archived, joined with another or not, or raise ``NotOnFileError``."""
        columns = (PatientTable.record_number, PatientTable.created_at, *_STANDING, *_DETAILS)
        row = self._one(select(*columns).where(PatientTable.id == patient_id), "patient", patient_id)
        number, created_at, *rest = row
        standing, details = rest[: len(_STANDING)], rest[len(_STANDING) :]
        return Patient(patient_id, number, PatientDetails(*details), created_at, *standing)

    def by_number(self, record_number: int) -> Patient:
        """Return the patient with a record number, whatever became of the entry, or raise ``NotOnFileError``."""
        found = select(PatientTable.id).where(PatientTable.record_number == record_number)
        return self.get(self._one(found, "patient", "")[0])

    def group(self, patient_id: str) -> tuple[str, ...]:
        """Return the ids of an entry and of all that were joined into it, oldest joining last."""
        found, newest = [patient_id], [patient_id]
        while newest:
            joined = select(PatientTable.id).where(PatientTable.merged_into.in_(newest))
            newest = [row[0] for row in self._rows(joined.order_by(PatientTable.record_number))]
            found += newest
        return tuple(found)

    def update(self, patient_id: str, details: PatientDetails) -> None:
        """Change what is typed about a patient; what it said before is kept."""
        writer = self._transaction.writer()
        old = self.get(patient_id)
        changed = changed_fields(old.details, details)
        if not changed:
            return
        self._keep_earlier("patient", patient_id, old.details)
        values = {**row_of(details), **_derived(details)}
        self._transaction.update(PatientTable, PatientTable.id == patient_id, values)
        sqlite.index_patients(writer, [self.search_words(patient_id)])
        self._note("patient.changed", patient_id, fields=changed)

    def restrict(self, patient_id: str, reason: str) -> None:
        """Keep the data, but let nobody work with them. Raises ``RestrictedError`` when they are restricted already."""
        values = {
            "restricted_at": self._transaction.now(),
            "restricted_by": self._transaction.clinician_id,
            "restriction_reason": reason,
        }
        self._transaction.writer()
        if self.get(patient_id).restricted_at is not None:
            raise RestrictedError
        self._transaction.update(PatientTable, PatientTable.id == patient_id, values)
        self._note("patient.restricted", patient_id)

    def lift_restriction(self, patient_id: str) -> None:
        """Let the data be worked with again; why they were restricted is kept among the earlier versions."""
        self._transaction.writer()
        old = self.get(patient_id)
        if old.restricted_at is None:
            return
        values = {"restricted_at": None, "restricted_by": None, "restriction_reason": None}
        self._transaction.update(PatientTable, PatientTable.id == patient_id, values)
        self._keep_earlier("patient", patient_id, Restriction(old.restricted_at, old.restriction_reason or ""))
        self._note("patient.restriction_lifted", patient_id)

    def search_words(self, patient_id: str) -> tuple[int, str]:
        """Return record number and words by which an entry is found: its own and those of what was joined into it."""
        own = [self.get(each) for each in self.group(patient_id)]
        return own[0].record_number, " ".join(patient_words(each.record_number, each.details) for each in own)

    def all_search_words(self) -> list[tuple[int, str]]:
        """Return what ``search_words`` says of every entry that was not joined into another."""
        joined = select(PatientTable.id).where(PatientTable.merged_into.is_not(None))
        with_others = {
            row[0] for row in self._rows(select(PatientTable.merged_into).where(PatientTable.id.in_(joined)))
        }
        columns = (PatientTable.id, PatientTable.record_number, *_DETAILS)
        own = self._rows(select(*columns).where(PatientTable.merged_into.is_(None)))
        return [
            self.search_words(patient_id)
            if patient_id in with_others
            else (number, patient_words(number, PatientDetails(*details)))
            for patient_id, number, *details in own
        ]

    def _next_number(self) -> int:
        """Return a number that nobody has or had: an erased patient's sheets may still lie about."""
        columns = (PatientTable.record_number, ErasureTable.record_number)
        used = [self._first(select(func.max(column))) for column in columns]
        return max((row[0] or 0 for row in used if row is not None), default=0) + 1

    def archive(self, patient_id: str) -> None:
        """Take a patient off the lists; everything stays on file."""
        self._transaction.writer()
        if self.get(patient_id).archived_at is not None:
            return
        values = {"archived_at": self._transaction.now(), "archived_by": self._transaction.clinician_id}
        self._transaction.update(PatientTable, PatientTable.id == patient_id, values)
        self._note("patient.archived", patient_id)

    def count(self) -> int:
        """Return how many patients are on the lists."""
        statement = select(func.count()).select_from(PatientTable).where(*_LISTED)
        return int(self._transaction.reader().execute(statement).scalar_one())

    def search(self, text: str, limit: int = 200) -> tuple[PatientRow, ...]:
        """Return the patients whose words begin with every word typed, by name; without words the newest ones."""
        words = query_words(text)
        if words:
            rows = sqlite.search_patients(self._transaction.reader(), words, limit)
            return tuple(_found(row) for row in rows)
        if text.strip():
            return ()
        newest = select(*_ROW).where(*_LISTED).order_by(PatientTable.record_number.desc())
        return tuple(PatientRow(*row) for row in self._rows(newest.limit(limit)))

    def likely_duplicates(self, details: PatientDetails) -> tuple[PatientRow, ...]:
        """Return who may already be this person, the likeliest first, at most 20.

        Likely: the same names (also swapped), the same phone number, or names one letter apart with the same birth date
        or with day and month swapped.
        """
        wanted = _Likeness(details)
        rows = self._rows(
            select(*_ROW, PatientTable.family_folded, PatientTable.given_folded, PatientTable.phone_digits).where(
                *_LISTED, wanted.candidates()
            )
        )
        scored = [(wanted.score(row), PatientRow(*row[:-3])) for row in rows]
        likely = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].record_number))
        return tuple(row for _, row in likely[:_MOST_DUPLICATES])


class _Likeness:
    """Compares patients on file with one that is being typed."""

    def __init__(self, details: PatientDetails) -> None:
        self._family, self._given = fold(details.family_name), fold(details.given_name)
        self._phone = digits(details.phone)
        self._births = {details.birth_date, _day_and_month_swapped(details.birth_date)}

    def candidates(self) -> ColumnElement[bool]:
        """Return a condition that uses indexes and misses nobody who scores."""
        family, given = PatientTable.family_folded, PatientTable.given_folded
        same_phone = PatientTable.phone_digits == self._phone if len(self._phone) >= _SHORTEST_PHONE else false()
        return or_(
            and_(family == self._family, given == self._given),
            and_(family == self._given, given == self._family),
            PatientTable.birth_date.in_(self._births),
            same_phone,
        )

    def score(self, row: AnyRow) -> int:
        """Return how many things agree; 0 for too little to warn of."""
        *_, family, given, phone = row
        own, found = (self._family, self._given), (family, given)
        same_name = found in (own, own[::-1])
        near_name = same_name or _is_near(own, found) or _is_near(own[::-1], found)
        same_birth = row.birth_date in self._births
        same_phone = len(self._phone) >= _SHORTEST_PHONE and phone == self._phone
        if not (same_name or same_phone or (near_name and same_birth)):
            return 0
        return 2 * same_name + near_name + same_birth + same_phone


def _found(row: AnyRow) -> PatientRow:
    patient_id, number, family, given, title, birth_date, sex, phone, look_alike = row
    day = date.fromisoformat(birth_date)
    return PatientRow(patient_id, number, family, given, title, day, sex, phone, bool(look_alike))


def _is_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return any(one[i] == other[i] and within_one_edit(one[1 - i], other[1 - i]) for i in (0, 1))


def _day_and_month_swapped(day: date) -> date:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def _derived(details: PatientDetails) -> dict[str, Any]:
    return {
        "family_folded": fold(details.family_name),
        "given_folded": fold(details.given_name),
        "phone_digits": digits(details.phone),
    }
