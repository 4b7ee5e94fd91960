"""A clinic with one patient, fresh for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from footrehab_desktop.clinic.session import ClinicSession
from tests.support.session_factory import ClinicWithPatient, make_patient, make_session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    made = make_session(tmp_path / "clinic")
    yield made
    made.close()


@pytest.fixture
def clinic(session: ClinicSession) -> ClinicWithPatient:
    return make_patient(session)
