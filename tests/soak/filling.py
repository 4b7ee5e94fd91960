"""Patients to be lost, if the program loses any."""

from dataclasses import replace
from datetime import date

from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values import PatientDetails

SOMEBODY = PatientDetails("Nowak", "Miriam", date(1984, 3, 4), "female", notes="n" * 500)


def fill(record: Record, patients: int) -> None:
    """Add so many patients in one unit of work."""
    with record.unit_of_work() as unit:
        for number in range(patients):
            unit.patients.add(replace(SOMEBODY, given_name=f"Miriam {number}"))
        unit.commit()
