"""A copy made while others write is whole, encrypted, and holds everything that was committed before."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from footrehab_desktop.records import backup as backup_module
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.backup import backup_to
from footrehab_desktop.records.failures import BackupFailedError, RecordExistsError
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.values import VerifyItem
from tests.records.conftest import RUNNER
from tests.support.record_factory import make_folder


def add_patients(record: Record, number: int) -> None:
    for _ in range(number):
        with record.unit_of_work() as unit:
            unit.patients.add(RUNNER)
            unit.commit()


def test_a_copy_opens_in_the_records_place_and_is_encrypted(record: Record, tmp_path: Path) -> None:
    add_patients(record, 5)
    copy = tmp_path / "copy é.db"
    backup_to(record, copy)
    assert not copy.read_bytes().startswith(sqlite.PLAIN_HEADER)
    assert b"Okafor" not in copy.read_bytes()
    made = make_folder(tmp_path / "restored")
    copy.replace(made.folder / "record.db")
    with open_record(made.folder, made.clinician_id, made.data_key) as restored, restored.unit_of_work() as unit:
        assert unit.patients.count() == 5
        assert len(unit.patients.search("okafor")) == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clinic", "restored"]


def test_copies_during_writing_hold_all_that_was_committed_before(record: Record, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as worker:
        writing = worker.submit(add_patients, record, 150)
        for number in range(10):
            with record.unit_of_work() as unit:
                committed = unit.patients.count()
            backup_to(record, tmp_path / f"{number}.db")
            assert patients_in(tmp_path / f"{number}.db", record) >= committed
        writing.result()


def patients_in(path: Path, record: Record) -> int:
    engine = sqlite.make_engine(path, record.key, keep_connections=False, look_only=True)
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM patient").scalar_one())


def test_an_existing_file_is_never_overwritten(record: Record, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(RecordExistsError):
        backup_to(record, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_copy_that_fails_its_check_is_removed(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = (VerifyItem("encryption", ok=False, sentence=""),)
    monkeypatch.setattr(backup_module, "verify_file", lambda connection: bad)
    with pytest.raises(BackupFailedError):
        backup_to(record, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["clinic"]
