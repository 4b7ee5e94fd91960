"""A fresh real record for every test, with a patient and an episode when asked for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values import Episode, EpisodeDetails, Patient, PatientDetails
from tests.support.record_factory import make_record

RUNNER = PatientDetails("Okafor", "Miriam", date(1984, 3, 4), "female", phone="07700 900123")
HEEL = EpisodeDetails("plantar_heel", "right", date(2026, 3, 2), weekly_km_before=30.0)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with make_record(tmp_path / "clinic") as opened:
        yield opened


@pytest.fixture
def patient(record: Record) -> Patient:
    with record.unit_of_work() as unit:
        added = unit.patients.add(RUNNER)
        unit.commit()
    return added


@pytest.fixture
def episode(record: Record, patient: Patient) -> Episode:
    with record.unit_of_work() as unit:
        added = unit.episodes.add(patient.id, HEEL)
        unit.commit()
    return added
