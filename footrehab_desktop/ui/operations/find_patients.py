"""Finds patients for the palette."""

from footrehab_desktop.clinic import patients
from footrehab_desktop.clinic.naming import SEX_WORDS
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.values import PatientRow

_MOST = 8


def find_patients(session: ClinicSession, typed: str) -> tuple[PatientRow, ...]:
    """Return the first few patients that match what is typed."""
    with session.unit_of_work() as unit:
        return patients.find_patients(unit, typed, _MOST)


def patient_words(row: PatientRow) -> str:
    """Return the line that tells look-alike patients apart."""
    name = f"{row.family_name.upper()}, {row.given_name}"
    return f"{name} · Born {format_date(row.birth_date)} · {SEX_WORDS[row.sex]} · no. {row.record_number}"
