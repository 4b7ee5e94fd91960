"""Reads and saves the practice's own details."""

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.text_checks import check_name, check_printable
from footrehab_desktop.records.values import Clinic


def load_clinic(session: ClinicSession) -> Clinic:
    """Return the practice as recorded."""
    with session.unit_of_work() as unit:
        return unit.clinics.get()


def save_clinic(session: ClinicSession, clinic: Clinic) -> Changes:
    """Save the practice. Raises ``FieldError`` for the first text that cannot stand on a handout."""
    check_name("name", "The name of the clinic", clinic.name)
    check_printable("address", "The address", clinic.address)
    check_printable("phone", "The phone number", clinic.phone)
    with session.unit_of_work() as unit:
        unit.clinics.save(clinic)
        unit.commit()
    return Changes(clinic=True)
