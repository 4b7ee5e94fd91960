"""Patients: on file, found as one types, and warned of when they seem to be there already."""

from datetime import date
from typing import Any, Final

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.folding import digits, fold, patient_words, query_words
from footrehab_desktop.records.name_distance import within_one_edit
from footrehab_desktop.records.repositories.base import AnyRow, Repository, changed_fields, columns_of, row_of
from footrehab_desktop.records.schema import PatientTable
from footrehab_desktop.records.values import Patient, PatientDetails, PatientRow

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
    )
    .exists()
)
_ROW: Final = (*columns_of(PatientRow, PatientTable, skip=frozenset({"look_alike"})), _LOOK_ALIKE.label("look_alike"))


class Patients(Repository):
    """The people on file."""

    def add(self, details: PatientDetails) -> Patient:
        """Add a patient with the next record number. Raises ``FieldError`` for an empty name."""
        writer = self._transaction.writer()
        number = (writer.execute(select(func.max(PatientTable.record_number))).scalar() or 0) + 1
        created = self._transaction.created()
        self._transaction.insert(
            PatientTable,
            [{**created, "record_number": number, **row_of(details), **_derived(details)}],
        )
        sqlite.index_patients(writer, [(number, patient_words(number, details))])
        self._note("patient.added", created["id"], record_number=number)
        return Patient(created["id"], number, details, created["created_at"])

    def get(self, patient_id: str) -> Patient:
        """Return one patient, archived or not, or raise ``NotOnFileError``."""
        columns = (PatientTable.record_number, PatientTable.created_at, PatientTable.archived_at, *_DETAILS)
        row = self._one(select(*columns).where(PatientTable.id == patient_id), "patient", patient_id)
        number, created_at, archived_at, *details = row
        return Patient(patient_id, number, PatientDetails(*details), created_at, archived_at)

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
        sqlite.index_patients(writer, [(old.record_number, patient_words(old.record_number, details))])
        self._note("patient.changed", patient_id, fields=changed)

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
        statement = select(func.count()).select_from(PatientTable).where(PatientTable.archived_at.is_(None))
        return int(self._transaction.reader().execute(statement).scalar_one())

    def search(self, text: str, limit: int = 200) -> tuple[PatientRow, ...]:
        """Return the patients whose words begin with every word typed, by name; without words the newest ones."""
        words = query_words(text)
        if words:
            rows = sqlite.search_patients(self._transaction.reader(), words, limit)
            return tuple(_found(row) for row in rows)
        if text.strip():
            return ()
        newest = select(*_ROW).where(PatientTable.archived_at.is_(None)).order_by(PatientTable.record_number.desc())
        return tuple(PatientRow(*row) for row in self._rows(newest.limit(limit)))

    def likely_duplicates(self, details: PatientDetails) -> tuple[PatientRow, ...]:
        """Return who may already be this person, the likeliest first, at most 20.

        Likely: the same names (also swapped), the same phone number, or names one letter apart with the same birth date
        or with day and month swapped.
        """
        wanted = _Likeness(details)
        rows = self._rows(
            select(*_ROW, PatientTable.family_folded, PatientTable.given_folded, PatientTable.phone_digits).where(
                PatientTable.archived_at.is_(None), wanted.candidates()
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
