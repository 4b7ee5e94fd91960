"""Whole copies of the record, encrypted with the same key, checked before they count as made."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.atomic_file import flush_folder
from footrehab_desktop.records.failures import BackupFailedError, RecordExistsError, os_failure
from footrehab_desktop.records.verify import verify_file

if TYPE_CHECKING:
    from footrehab_desktop.records.record import Record


def backup_to(record: "Record", path: Path) -> None:
    """Write a copy of an open record to ``path`` while others go on working; see ``copy_and_verify``."""
    copy_and_verify(record.engine, record.key, path)


def copy_and_verify(engine: Engine, key: sqlite.OpenKey, path: Path) -> None:
    """Write a copy to ``path``, which must not exist, open it again and check it.

    Raises ``RecordExistsError``, ``BackupFailedError`` or what the disk says; a copy that failed is removed.
    """
    if path.exists():
        raise RecordExistsError(path)
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.unlink(missing_ok=True)
        with engine.connect() as connection:
            sqlite.vacuum_into(connection, unfinished)
        _check(unfinished, key)
        _put_in_place(unfinished, path)
    except OSError as error:
        raise os_failure(error, path.parent) from error
    finally:
        sqlite.remove_file(unfinished)


def _check(path: Path, key: sqlite.OpenKey) -> None:
    sqlite.check_is_encrypted(path)
    engine = sqlite.make_engine(path, key, keep_connections=False)
    with engine.connect() as connection:
        faults = [item.name for item in verify_file(connection) if not item.ok and item.name != "schema"]
        if faults:
            raise BackupFailedError(faults[0])
        sqlite.leave_write_ahead_log(connection)


def _put_in_place(unfinished: Path, path: Path) -> None:
    handle = os.open(unfinished, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    unfinished.chmod(0o600)
    unfinished.replace(path)
    flush_folder(path.parent)
