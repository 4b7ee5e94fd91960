"""A clock that was set back and a folder that other computers share are told; nothing else is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.surroundings import TOLERANCE, warnings
from footrehab_desktop.records.record import Record, open_record
from tests.support.record_factory import make_folder, template
from tests.support.session_factory import shipped_forms, shipped_library

NOON = datetime(2036, 3, 16, 12, tzinfo=UTC)


def told(folder: Path, now: datetime) -> tuple[str, ...]:
    with opened(folder, now) as record:
        return warnings(ClinicSession(record, shipped_library(), shipped_forms()))


def opened(folder: Path, now: datetime) -> Record:
    """Open the record in the folder, made at the first call, at this moment."""
    made = make_folder(folder) if not folder.exists() else template()
    return open_record(folder, made.clinician_id, made.data_key, clock=lambda: now)


def test_nothing_is_told_when_all_is_well(tmp_path: Path) -> None:
    assert told(tmp_path / "clinic", NOON) == ()
    assert told(tmp_path / "clinic", NOON + timedelta(days=400)) == ()


@pytest.mark.parametrize("back", [timedelta(days=1), timedelta(days=3650), TOLERANCE + timedelta(seconds=1)])
def test_a_clock_that_is_behind_the_newest_entry_is_told_with_both_moments(tmp_path: Path, back: timedelta) -> None:
    told(tmp_path / "clinic", NOON)
    (sentence,) = told(tmp_path / "clinic", NOON - back)
    assert "16-Mar-2036" in sentence
    assert "clock" in sentence


def test_a_few_minutes_between_clocks_are_no_alarm(tmp_path: Path) -> None:
    told(tmp_path / "clinic", NOON)
    assert told(tmp_path / "clinic", NOON - TOLERANCE) == ()


def test_a_shared_folder_is_told(tmp_path: Path) -> None:
    (sentence,) = told(tmp_path / "OneDrive - Harbour" / "clinic", NOON)
    assert "OneDrive" in sentence


def test_entries_keep_their_order_whatever_the_clock_says(tmp_path: Path) -> None:
    told(tmp_path / "clinic", NOON)
    with opened(tmp_path / "clinic", NOON - timedelta(days=3650)) as record, record.unit_of_work() as unit:
        numbers = [entry.sequence for entry in unit.audit.entries(10)]
        assert numbers == sorted(numbers, reverse=True)
        assert unit.audit.entries(1)[0].at == NOON - timedelta(days=3650)
        assert record.verify().ok
