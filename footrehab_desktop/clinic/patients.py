"""What a clinician does with the list of patients."""

from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.text_checks import check_name, check_note, check_printable
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Patient, PatientDetails, PatientRow

if TYPE_CHECKING:
    from collections.abc import Callable

OLDEST_AGE = 120


def check_patient(details: PatientDetails, today: date) -> tuple[FieldError, ...]:
    """Return every fault of the details, one per field, in the order of the form; empty when they can be saved."""
    checks: tuple[Callable[[], None], ...] = (
        lambda: check_name("family_name", "The family name", details.family_name),
        lambda: check_name("given_name", "The given name", details.given_name),
        lambda: _check_birth_date(details.birth_date, today),
        lambda: check_printable("title", "The title", details.title),
        lambda: check_printable("phone", "The phone number", details.phone),
        lambda: check_printable("email", "The e-mail address", details.email),
        lambda: check_note("notes", "The note", details.notes),
    )
    faults = []
    for check in checks:
        try:
            check()
        except FieldError as fault:
            faults.append(fault)
    return tuple(faults)


def _check_birth_date(birth_date: date, today: date) -> None:
    if birth_date > today:
        raise FieldError("birth_date", "The date of birth lies in the future.")
    if today.year - birth_date.year > OLDEST_AGE:
        raise FieldError("birth_date", f"The date of birth is more than {OLDEST_AGE} years ago.")


def register_patient(unit: UnitOfWork, details: PatientDetails, today: date) -> tuple[Patient, Changes]:
    """Save a new patient. Raises ``FieldError`` for the first fault; ``check_patient`` lists them all."""
    for fault in check_patient(details, today):
        raise fault
    patient = unit.patients.add(details)
    unit.commit()
    return patient, Changes(patients=frozenset({patient.id}))


def change_patient(unit: UnitOfWork, patient_id: str, details: PatientDetails, today: date) -> Changes:
    """Save changed details of a patient on file. Raises ``FieldError`` for the first fault."""
    for fault in check_patient(details, today):
        raise fault
    _check_born_before_episodes(unit, patient_id, details.birth_date)
    unit.patients.update(patient_id, details)
    unit.commit()
    return Changes(patients=frozenset({patient_id}))


def _check_born_before_episodes(unit: UnitOfWork, patient_id: str, birth_date: date) -> None:
    episodes = [episode.details for episode in unit.episodes.for_patient(patient_id)]
    first = min((day for e in episodes for day in (e.onset_on, e.plan_start) if day is not None), default=None)
    if first is not None and birth_date > first:
        words = format_date(first)
        raise FieldError("birth_date", f"The date of birth lies after the first day of an episode, {words}.")


def find_patients(unit: UnitOfWork, text: str, limit: int = 200) -> tuple[PatientRow, ...]:
    """Return patients whose name, record number, birth date or phone begins with each typed word."""
    return unit.patients.search(text, limit)


def likely_duplicates(unit: UnitOfWork, details: PatientDetails) -> tuple[PatientRow, ...]:
    """Return patients on file who may be the same person, to be shown side by side before saving."""
    return unit.patients.likely_duplicates(details)


def age_on(birth_date: date, day: date) -> int:
    """Return completed years; someone born on 29 February has a birthday on 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
