"""Whole copies of the record, encrypted with the same key, checked before they count as made.

The copy is made by ``VACUUM INTO`` while others go on working: copying the file of a record in use would lose entries.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine

from footrehab_desktop import __version__
from footrehab_desktop.durable import flush_folder
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.audit_chain import CHAIN_START, RESTORED, UNLOCKED, Head, chain_key
from footrehab_desktop.records.backup_failures import NoRoomForBackupError
from footrehab_desktop.records.backup_store import (
    FILES,
    UNFINISHED,
    Backup,
    Kind,
    Manifest,
    backups_of,
    clear_unfinished,
    file_digest,
    name_for,
    read_backup,
    write_manifest,
)
from footrehab_desktop.records.failures import BackupFailedError, DiskFullError, RecordExistsError, os_failure
from footrehab_desktop.records.key_file import DATABASE_FILE, KEY_FILE, read_key_file
from footrehab_desktop.records.verify import restores_in, verify_file, verify_head

if TYPE_CHECKING:
    from footrehab_desktop.records.record import Record

_ROOM_BESIDE: Final = 2 * 1024 * 1024


def backup_record(record: "Record", now: datetime, kind: Kind = "regular") -> Backup:
    """Make a backup of an open record among its backups while others go on working; see ``make_backup``.

    It reads by a connection of its own: a record that locks meanwhile need not wait for it to forget its key.
    """
    engine = sqlite.make_engine(record.folder / DATABASE_FILE, record.key, keep_connections=False)
    return make_backup(record.folder, engine, record.key, kind, now)


def make_backup(record_folder: Path, engine: Engine, key: sqlite.OpenKey, kind: Kind, now: datetime) -> Backup:
    """Write copy, key file and manifest, check the copy, and only then give the folder its name.

    Raises ``NoRoomForBackupError``, ``BackupFailedError`` or what the disk says; nothing is left of a failed one, and
    every older backup stays.
    """
    folder = backups_of(record_folder)
    unfinished = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}{UNFINISHED}"
    needed = _size_of(record_folder / DATABASE_FILE) + _ROOM_BESIDE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        clear_unfinished(folder)
        check_room(folder, needed)
        unfinished.mkdir(mode=0o700)
        copy_and_verify(engine, key, unfinished / DATABASE_FILE)
        write_atomically(unfinished / KEY_FILE, (record_folder / KEY_FILE).read_bytes())
        manifest = _describe(unfinished, key, kind, now)
        finished = folder / name_for(now.astimezone(UTC), manifest.audit)
        unfinished.rename(finished)
        flush_folder(folder)
        return read_backup(finished)
    except DiskFullError as error:
        raise NoRoomForBackupError(folder, shutil.disk_usage(folder).free, needed) from error
    except OSError as error:
        raise os_failure(error, folder) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def check_room(folder: Path, needed: int) -> None:
    """Raise ``NoRoomForBackupError`` when fewer than ``needed`` bytes are free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoomForBackupError(folder, free, needed)


def has_changed(connection: Connection, since: Head) -> bool:
    """Say whether anything but unlocking was written since the head of a backup, or another trail is going on."""
    found = connection.exec_driver_sql("SELECT mac FROM audit_entry WHERE sequence = ?", (since.count,)).scalar()
    if found != since.mac:
        return True
    sql = "SELECT 1 FROM audit_entry WHERE sequence > ? AND action <> ? LIMIT 1"
    return connection.exec_driver_sql(sql, (since.count, UNLOCKED)).scalar() is not None


def copy_and_verify(engine: Engine, key: sqlite.OpenKey, path: Path) -> None:
    """Write a copy to ``path``, which must not exist, open it again and check it.

    Raises ``RecordExistsError``, ``BackupFailedError`` or what the disk says; a copy that failed is removed.
    """
    if path.exists():
        raise RecordExistsError(path)
    unfinished = path.with_name(path.name + UNFINISHED)
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
    engine = sqlite.make_engine(path, key, keep_connections=False, look_only=True)
    with engine.connect() as connection:
        items = (*verify_file(connection), verify_head(connection, chain_key(key.raw())))
        faults = [item.name for item in items if not item.ok and item.name != "schema"]
        if faults:
            raise BackupFailedError(faults[0])


def _put_in_place(unfinished: Path, path: Path) -> None:
    handle = os.open(unfinished, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    unfinished.chmod(0o600)
    unfinished.replace(path)
    flush_folder(path.parent)


def _describe(folder: Path, key: sqlite.OpenKey, kind: Kind, now: datetime) -> Manifest:
    """Write the manifest of the files in ``folder`` and return it."""
    path = folder / DATABASE_FILE
    engine = sqlite.make_engine(path, key, keep_connections=False, look_only=True)
    with engine.connect() as connection:
        manifest = Manifest(
            program=__version__,
            schema=sqlite.revision(connection) or "",
            installation=read_key_file(folder).installation,
            made_at=now,
            kind=kind,
            audit=newest_head(connection),
            restores=restores_in(connection),
            patients=patients_in(connection),
            newest_entry=newest_entry(connection),
            files={name: file_digest(folder / name) for name in FILES},
            size=sum(_size_of(folder / name) for name in FILES),
        )
    return write_manifest(folder, manifest, chain_key(key.raw()))


def newest_head(connection: Connection) -> Head:
    """Return the head of the audit trail in a copy of any revision."""
    row = connection.exec_driver_sql("SELECT sequence, mac FROM audit_entry ORDER BY sequence DESC LIMIT 1").first()
    return Head(0, CHAIN_START) if row is None else Head(int(row[0]), str(row[1]))


def patients_in(connection: Connection) -> int:
    """Return how many patients are on file, archived ones not counted."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM patient WHERE archived_at IS NULL").scalar_one())


def newest_entry(connection: Connection) -> datetime | None:
    """Return when something was last written, unlocking not counted."""
    sql = "SELECT at FROM audit_entry WHERE action NOT IN (?, ?) ORDER BY sequence DESC LIMIT 1"
    found = connection.exec_driver_sql(sql, (UNLOCKED, RESTORED)).scalar()
    return None if found is None else datetime.fromisoformat(found)


def _size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
