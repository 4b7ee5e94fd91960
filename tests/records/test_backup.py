"""A copy made while others write is whole, encrypted, and holds everything that was committed before."""

import hashlib
import json
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from footrehab_desktop.records import backup as backup_module
from footrehab_desktop.records import backup_store, sqlite
from footrehab_desktop.records.audit_chain import Head, chain_key
from footrehab_desktop.records.backup import backup_record, copy_and_verify, has_changed, newest_head
from footrehab_desktop.records.backup_failures import BackupDamagedError, NoRoomForBackupError
from footrehab_desktop.records.backup_store import BackupNotes, backups_of, list_backups
from footrehab_desktop.records.failures import BackupFailedError, RecordExistsError, RecordLockedError
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.values import VerifyItem
from tests.records.conftest import RUNNER
from tests.support.record_factory import make_folder, make_record

NOW = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)


def add_patients(record: Record, number: int) -> None:
    for _ in range(number):
        with record.unit_of_work() as unit:
            unit.patients.add(RUNNER)
            unit.commit()


def test_a_copy_opens_in_the_records_place_and_is_encrypted(record: Record, tmp_path: Path) -> None:
    add_patients(record, 5)
    copy = tmp_path / "copy é.db"
    copy_and_verify(record.engine, record.key, copy)
    assert not copy.read_bytes().startswith(sqlite.PLAIN_HEADER)
    assert b"Okafor" not in copy.read_bytes()
    made = make_folder(tmp_path / "restored")
    copy.replace(made.folder / "record.db")
    with open_record(made.folder, made.clinician_id, made.data_key) as restored, restored.unit_of_work() as unit:
        assert unit.patients.count() == 5
        assert len(unit.patients.search("okafor")) == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clinic", "restored"]


def test_copies_during_writing_hold_all_that_was_committed_before(record: Record) -> None:
    with ThreadPoolExecutor(1) as worker:
        writing = worker.submit(add_patients, record, 150)
        for number in range(8):
            with record.unit_of_work() as unit:
                committed = unit.patients.count()
            backup = backup_record(record, NOW + timedelta(minutes=number))
            assert backup.manifest.patients >= committed
        writing.result()
    assert len(list_backups(backups_of(record.folder))) == 8


def test_an_existing_file_is_never_overwritten(record: Record, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(RecordExistsError):
        copy_and_verify(record.engine, record.key, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_backup_says_what_a_restore_must_find_and_nothing_about_a_patient(record: Record) -> None:
    add_patients(record, 3)
    backup = backup_record(record, NOW)
    with record.engine.connect() as connection:
        head = newest_head(connection)
    manifest = backup.manifest
    assert (manifest.patients, manifest.audit, manifest.kind, manifest.restores) == (3, head, "regular", 0)
    assert backup.folder.name == f"20260316T143200000000Z-{head.count:09d}"
    assert sorted(path.name for path in backup.folder.iterdir()) == ["keys.json", "manifest.json", "record.db"]
    for name, digest in manifest.files.items():
        assert hashlib.sha256((backup.folder / name).read_bytes()).hexdigest() == digest
    text = (backup.folder / "manifest.json").read_text()
    assert not any(word in text for word in ("Okafor", "Miriam", "1984", "07700"))
    if os.name != "nt":
        assert {oct(path.stat().st_mode & 0o777) for path in backup.folder.iterdir()} == {"0o600"}
        assert backup.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("field", ["patients", "made_at", "restores", "audit", "program"])
def test_a_figure_changed_in_the_manifest_is_noticed(record: Record, field: str) -> None:
    backup = backup_record(record, NOW)
    path = backup.folder / "manifest.json"
    content = json.loads(path.read_bytes())
    other = {"patients": 9, "made_at": NOW.replace(year=2030).isoformat(), "restores": 1}
    content[field] = {"count": 1, "mac": "0" * 64} if field == "audit" else other.get(field, "9.9")
    path.write_text(json.dumps(content))
    with pytest.raises(BackupDamagedError):
        backup_store.check_code(backup_store.read_backup(backup.folder), chain_key(record.key.raw()))


@pytest.mark.parametrize("fault", ["tables", "audit"])
def test_a_copy_that_fails_its_check_is_removed(record: Record, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    first = backup_record(record, NOW)
    bad = VerifyItem(fault, ok=False, sentence="")
    if fault == "audit":
        monkeypatch.setattr(backup_module, "verify_head", lambda connection, key: bad)
    else:
        monkeypatch.setattr(backup_module, "verify_file", lambda connection: (bad,))
    with pytest.raises(BackupFailedError, match=fault):
        backup_record(record, NOW + timedelta(days=400))
    assert [path.name for path in backups_of(record.folder).iterdir()] == [first.folder.name]


def test_a_record_locks_at_once_while_it_is_copied(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = sqlite.vacuum_into

    def locked_meanwhile(connection: Connection, path: Path) -> None:
        began = time.monotonic()
        record.close()
        assert time.monotonic() - began < 1
        copy(connection, path)

    monkeypatch.setattr(sqlite, "vacuum_into", locked_meanwhile)
    with pytest.raises(RecordLockedError):
        backup_record(record, NOW)
    assert list(backups_of(record.folder).iterdir()) == []


def test_what_a_backup_left_that_was_cut_short_is_no_backup_and_is_cleared_away(record: Record) -> None:
    first = backup_record(record, NOW)
    leftover = first.folder.with_name("20260316T150000Z.part")
    leftover.mkdir()
    (leftover / "record.db").write_bytes(b"half")
    no_manifest = first.folder.with_name("20260316T160000Z-000000009")
    no_manifest.mkdir()
    assert list_backups(backups_of(record.folder)) == (first,)
    second = backup_record(record, NOW + timedelta(hours=1))
    assert not leftover.exists()
    assert list_backups(backups_of(record.folder)) == (second, first)


def test_only_work_makes_another_backup_due(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "clinic")
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        head = backup_record(record, NOW).manifest.audit
    with open_record(made.folder, made.clinician_id, made.data_key) as record, record.engine.connect() as connection:
        assert not has_changed(connection, head)
        assert has_changed(connection, Head(head.count, "0" * 64))
        connection.rollback()
        add_patients(record, 1)
        assert has_changed(connection, head)


def test_notes_are_kept_and_a_damaged_file_is_none(record: Record) -> None:
    assert backup_store.read_notes(record.folder) == BackupNotes()
    notes = BackupNotes(NOW, NOW, "The disk is full.", None)
    backup_store.write_notes(record.folder, notes)
    assert backup_store.read_notes(record.folder) == notes
    (backups_of(record.folder) / "notes.json").write_text("[]")
    assert backup_store.read_notes(record.folder) == BackupNotes()


def test_rotation_takes_whole_backups_and_leaves_the_rest(record: Record) -> None:
    old = [backup_record(record, NOW - timedelta(days=9, hours=hour)) for hour in (1, 2)]
    new = backup_record(record, NOW)
    assert backup_store.rotate(backups_of(record.folder), NOW) == 1
    assert [each.folder for each in list_backups(backups_of(record.folder))] == [new.folder, old[0].folder]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, where the test may make one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_names_the_room_and_costs_no_older_backup(small: Path) -> None:
    with make_record(small / "clinic") as record:
        first = backup_record(record, NOW)
        (small / "ballast").write_bytes(bytes(int(1.6 * 1024 * 1024)))
        with pytest.raises(NoRoomForBackupError, match=r"[01] MB are free, about \d+ MB are needed"):
            backup_record(record, NOW + timedelta(days=1))
        assert list_backups(backups_of(record.folder)) == (first,)
        (small / "ballast").unlink()
        add_patients(record, 2)
        assert record.verify().ok


def test_a_disk_that_fills_up_while_copying_costs_no_older_backup(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "check_room", lambda folder, needed: None)
    with make_record(small / "clinic") as record:
        first = backup_record(record, NOW)
        (small / "ballast").write_bytes(bytes(int(1.7 * 1024 * 1024)))
        for day in range(1, 4):
            with pytest.raises(NoRoomForBackupError):
                backup_record(record, NOW + timedelta(days=day))
        assert [path.name for path in backups_of(record.folder).iterdir()] == [first.folder.name]
        (small / "ballast").unlink()
        assert backup_record(record, NOW + timedelta(days=5)).manifest.audit == first.manifest.audit
