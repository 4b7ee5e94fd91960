"""Rotten bits are found, torn logs give a whole earlier state, and a full disk loses nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.failures import DatabaseDamagedError, DiskFullError
from footrehab_desktop.records.record import Record, create_record, open_record
from tests.soak import rotten_bits, torn_logs
from tests.soak.filling import fill
from tests.support.record_factory import CLINIC, FLOOR, PASSPHRASE, Template, make_folder, make_record


def test_harm_of_every_kind_is_noticed() -> None:
    assert rotten_bits.run(170).ok


def test_damage_found_while_reading_has_its_sentence(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    with open_record(tmp_path, made.clinician_id, made.data_key) as record:
        fill(record, 300)
    path = tmp_path / "record.db"
    content = bytearray(path.read_bytes())
    for page in range(60, len(content) // 4096):
        content[page * 4096 + 2000] ^= 1
    path.write_bytes(content)
    with pytest.raises(DatabaseDamagedError):
        read_everything(made)


def read_everything(made: Template) -> None:
    """Look at every patient, as a user would over a day."""
    record = open_record(made.folder, made.clinician_id, made.data_key)
    with record, record.unit_of_work() as unit:
        for row in unit.patients.search("", 1000):
            unit.patients.get(row.id)


def test_a_torn_log_gives_a_whole_earlier_state() -> None:
    assert torn_logs.run(60).ok


def test_a_full_disk_is_named_what_was_saved_stays_and_work_goes_on_after(record: Record) -> None:
    fill(record, 10)
    with record.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}").all()
    with pytest.raises(DiskFullError, match="disk is full"):
        fill(record, 200)
    with record.unit_of_work() as unit:
        assert unit.patients.count() == 10
    with record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000").all()
    fill(record, 200)
    assert record.verify().ok


@pytest.mark.skipif(os.name == "nt" or not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_key_file_on_a_full_disk_is_named(tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "keys.json.new").symlink_to("/dev/full")
    with pytest.raises(SurroundingsError):
        create_record(tmp_path / "clinic", CLINIC, "Dana", PASSPHRASE, kdf=FLOOR)
    assert not (tmp_path / "clinic" / "record.db").exists()


def run(*command: str) -> bool:
    """Run a command and say whether it did its work."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_really_full_disk(tmp_path: Path) -> None:
    """The same on a small file system of its own, where the test may make one."""
    small = tmp_path / "small"
    small.mkdir()
    if os.name == "nt" or os.geteuid() != 0 or not run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)):
        pytest.skip("no right to mount a small file system")
    try:
        with make_record(small / "clinic") as record:
            with pytest.raises(DiskFullError):
                fill_up(record)
            with record.unit_of_work() as unit:
                saved = unit.patients.count()
                assert saved % 10 == 0
                assert saved > 0
        shutil.copytree(small / "clinic", tmp_path / "moved")
    finally:
        run("umount", str(small))
    made = make_folder(tmp_path / "keys")
    with open_record(tmp_path / "moved", made.clinician_id, made.data_key) as record:
        assert record.verify().ok
        with record.unit_of_work() as unit:
            assert unit.patients.count() == saved


def fill_up(record: Record) -> None:
    """Write in units of ten patients until there is no room."""
    for _ in range(200):
        fill(record, 10)


def test_a_wrong_key_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = make_folder(tmp_path)
    with pytest.raises(DatabaseDamagedError):
        open_record(tmp_path, made.clinician_id, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_every_connection_is_set_up_the_same(record: Record) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "temp_store": 2,
        "secure_delete": 1, "cell_size_check": 1, "trusted_schema": 0, "cipher_version": "4", "cipher_use_hmac": "1",
    }  # fmt: skip
    with record.engine.connect() as one, record.engine.connect() as other:
        for connection in (one, other):
            for pragma, value in wanted.items():
                found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
                assert str(found).startswith(str(value)), pragma


def test_a_key_is_not_in_the_engine_or_its_messages(record: Record) -> None:
    key = record.key.raw().hex()
    assert key not in repr(record.engine)
    assert key not in str(record.engine.url)
    with record.engine.connect() as connection, pytest.raises(Exception, match="no such table") as refusal:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert key not in str(refusal.value)
    assert sqlite.OLDEST_SAFE_SQLITE == (3, 51, 3)
