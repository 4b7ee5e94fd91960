"""From a backup back to a record: rehearsed, brought to this version on a copy, and swapped in so that a crash loses
nothing.

Everything is prepared beside the record in one folder, which gets its final name when it is whole. From then on the
swap is decided: whoever opens the record next finishes it. The files that lay in the record's place are moved into a
folder of their own and never deleted.
"""

import contextlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine

from footrehab_desktop.durable import flush_folder
from footrehab_desktop.errors import FootRehabError, SurroundingsError, UserFixableError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.audit_chain import ANCHOR_FILE, RESTORED, AuditAnchor, anchor_content, chain_key
from footrehab_desktop.records.backup import newest_entry, newest_head, patients_in
from footrehab_desktop.records.backup_failures import BackupDamagedError, BackupNewerError, OtherRecordError
from footrehab_desktop.records.backup_place import copy_durably
from footrehab_desktop.records.backup_store import (
    Backup,
    backups_of,
    check_code,
    check_files,
    file_digest,
    list_backups,
    read_notes,
    write_notes,
)
from footrehab_desktop.records.failures import (
    KeyFileDamagedError,
    NotOnFileError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
    os_failure,
)
from footrehab_desktop.records.folder_lock import FolderLock
from footrehab_desktop.records.guess_delay import GuessDelay
from footrehab_desktop.records.key_file import (
    DATABASE_FILE,
    KEY_FILE,
    open_wrap,
    read_key_file,
    write_key_file,
)
from footrehab_desktop.records.migrate import upgrade_copy
from footrehab_desktop.records.passphrase import passphrase_bytes
from footrehab_desktop.records.recovery_key import read_recovery_key
from footrehab_desktop.records.schema import REVISION
from footrehab_desktop.records.transaction import RecordContext, utc_now
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_rights import Erasure
from footrehab_desktop.records.verify import restores_in, verify_chain, verify_file

PREPARING: Final = "restoring"
PREPARED: Final = "restored-"
KEPT: Final = "before-restore-"
_SIDE_FILES: Final = tuple(f"{DATABASE_FILE}-{end}" for end in ("wal", "shm", "journal"))
_SWAPPED: Final = (DATABASE_FILE, KEY_FILE, ANCHOR_FILE)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What restoring a backup would bring: everything in it was read and fits. ``clinic`` is the clinic's name."""

    backup: Backup
    patients: int
    newest_entry: datetime | None
    older_format: bool
    clinic: str = ""


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """What to restore, where, in whose name. ``present`` is the record that is open there, if one is."""

    backup: Backup
    folder: Path
    key: sqlite.OpenKey
    clinician_id: str
    present: Engine | None = None


def key_by_passphrase(backup: Backup, clinician_id: str, passphrase: str, record_folder: Path) -> bytes:
    """Return a backup's data key. Wrong tries count at ``record_folder``. Raises as ``unlock.derive_data_key``."""
    wrap = read_key_file(backup.folder).clinician_wrap(clinician_id)
    delay = GuessDelay(record_folder)
    delay.check()
    data_key = open_wrap(wrap, passphrase_bytes(passphrase))
    if data_key is None:
        _count_wrong_try(delay, record_folder, clinician_id)
        raise WrongPassphraseError
    delay.succeeded()
    return data_key


def key_by_recovery(backup: Backup, recovery_key: str, record_folder: Path) -> bytes:
    """Return a backup's data key from the recovery key as typed. Raises as ``unlock.derive_data_key_by_recovery``."""
    secret = read_recovery_key(recovery_key)
    delay = GuessDelay(record_folder)
    delay.check()
    data_key = open_wrap(read_key_file(backup.folder).recovery_wrap(), secret)
    if data_key is None:
        _count_wrong_try(delay, record_folder, "")
        raise WrongRecoveryKeyError
    delay.succeeded()
    return data_key


def rehearse(backup: Backup, key: sqlite.OpenKey) -> Rehearsal:
    """Read a backup from end to end and say what restoring it would bring; changes nothing.

    Raises ``OtherRecordError``, ``BackupNewerError``, ``BackupDamagedError`` with the part that differs.
    """
    _check_version(backup)
    check_files(backup)
    audit_key = chain_key(key.raw())
    try:
        check_code(backup, audit_key)
    except BackupDamagedError:
        if _is_of_other_record(backup, key):
            raise OtherRecordError from None
        raise
    engine = sqlite.make_engine(backup.database, key, keep_connections=False, look_only=True)
    with engine.connect() as connection:
        sqlite.begin_reading(connection)
        items = (*verify_file(connection), verify_chain(connection, audit_key, backup.manifest.audit))
        faults = [item.name for item in items if not item.ok and item.name != "schema"]
        if faults:
            raise BackupDamagedError(faults[0])
        revision = sqlite.revision(connection) or ""
        clinic = str(connection.exec_driver_sql("SELECT name FROM clinic").scalar() or "")
        return Rehearsal(backup, patients_in(connection), newest_entry(connection), revision < REVISION, clinic)


def prepare_restore(order: RestoreOrder, now: datetime) -> Rehearsal:
    """Make everything ready beside the record; ``finish_restore`` then swaps it in. Nothing is swapped here.

    Raises as ``rehearse``, ``MigrationFailedError``, or what the disk says; the record is then as it was.
    """
    rehearsal = rehearse(order.backup, order.key)
    working = order.folder / PREPARING
    try:
        shutil.rmtree(working, ignore_errors=True)
        working.mkdir(mode=0o700, parents=True)
        copy_durably(order.backup.database, working / DATABASE_FILE)
        if file_digest(working / DATABASE_FILE) != order.backup.manifest.files[DATABASE_FILE]:
            raise BackupDamagedError(DATABASE_FILE)
        _fill(order, working)
        flush_folder(working)
        working.rename(order.folder / f"{PREPARED}{now.astimezone(UTC):%Y%m%dT%H%M%S%f}")
        flush_folder(order.folder)
    except OSError as error:
        raise os_failure(error, order.folder) from error
    finally:
        shutil.rmtree(working, ignore_errors=True)
    return rehearsal


def restore_backup(order: RestoreOrder, now: datetime) -> Rehearsal:
    """Restore into a folder whose record, if there is one, nobody has open. Raises as ``prepare_restore``."""
    try:
        order.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise os_failure(error, order.folder) from error
    lock = FolderLock(order.folder)
    try:
        finish_restore(order.folder)
        rehearsal = prepare_restore(order, now)
        finish_restore(order.folder)
    finally:
        lock.release()
    return rehearsal


def finish_restore(folder: Path) -> Path | None:
    """Swap in what is ready, as often as it takes; return the folder of the files that lay there before.

    The caller holds the record's lock. Deletion of old backups rests until somebody has looked at the record.
    """
    shutil.rmtree(folder / PREPARING, ignore_errors=True)
    kept = None
    try:
        for ready in sorted(folder.glob(PREPARED + "*")):
            kept = folder / (KEPT + ready.name.removeprefix(PREPARED))
            _swap(folder, ready, kept)
            write_notes(folder, replace(read_notes(folder), paused_since=datetime.now(UTC)))
            ready.rmdir()
            flush_folder(folder)
    except OSError as error:
        raise os_failure(error, folder) from error
    return kept


def finish_if_cut_short(folder: Path) -> None:
    """Finish a restore that a crash cut short, unless the record is open: then whoever opens it next does."""
    if next(folder.glob(PREPARED + "*"), None) is None:
        return
    with contextlib.suppress(FootRehabError):
        lock = FolderLock(folder)
        try:
            finish_restore(folder)
        finally:
            lock.release()


def check_lead(backup: Backup, key: sqlite.OpenKey, clinician_id: str) -> None:
    """Raise ``UserFixableError`` unless this person leads the clinic in the backup."""
    engine = sqlite.make_engine(backup.database, key, keep_connections=False, look_only=True)
    with engine.connect() as connection:
        role = connection.exec_driver_sql("SELECT role FROM clinician WHERE id = ?", (clinician_id,)).scalar()
    if role != "lead":
        raise UserFixableError("Only a lead of the clinic, or the recovery key, puts a backup in a record's place.")


def pending_erasures(old: Connection, new: Connection) -> tuple[Erasure, ...]:
    """Return who was erased in ``old`` and is on file in ``new``: a restored backup would bring them back."""
    there = set(new.exec_driver_sql("SELECT id FROM patient").scalars())
    return tuple(each for each in _erasures(old) if each.patient_id in there)


def still_to_erase(connection: Connection) -> tuple[Erasure, ...]:
    """Return the erasures whose patients a restore brought back and who are still on file."""
    sql = "SELECT detail FROM audit_entry WHERE action = ? ORDER BY sequence"
    details = connection.exec_driver_sql(sql, (RESTORED,)).scalars().all()
    named = [_read_erasure(row) for detail in details for row in json.loads(detail).get("erase_again", ())]
    there = "SELECT 1 FROM patient WHERE id = ?"
    found = {each.patient_id: each for each in named if connection.exec_driver_sql(there, (each.patient_id,)).first()}
    return tuple(found.values())


def _count_wrong_try(delay: GuessDelay, folder: Path, clinician_id: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    delay.failed(clinician_id)


def _check_version(backup: Backup) -> None:
    if backup.manifest.schema > REVISION:
        raise BackupNewerError(backup.manifest.program, backup.manifest.schema)


def _is_of_other_record(backup: Backup, key: sqlite.OpenKey) -> bool:
    """Say whether the key does not open the backup at all, although its files are as they were written."""
    engine = sqlite.make_engine(backup.database, key, keep_connections=False, look_only=True)
    try:
        with engine.connect() as connection:
            return sqlite.revision(connection) is None
    except SurroundingsError:
        return True


def _fill(order: RestoreOrder, working: Path) -> None:
    """Bring the copy in ``working`` to this version, note the restore in its audit trail, add key file and anchor."""
    path, manifest = working / DATABASE_FILE, order.backup.manifest
    if manifest.schema < REVISION:
        upgrade_copy(path, order.key)
    engine = sqlite.make_engine(path, order.key, keep_connections=False)
    with engine.connect() as connection:
        known = set(connection.exec_driver_sql("SELECT id FROM clinician").scalars())
        again = _to_erase_again(order, connection)
        head, restores = newest_head(connection), _number_of_this_restore(order, connection)
    if order.clinician_id not in known:
        raise NotOnFileError("clinician", order.clinician_id)
    _write_keys(order, working, known)
    write_atomically(working / ANCHOR_FILE, anchor_content(head))
    context = RecordContext(
        engine, order.clinician_id, manifest.installation, utc_now, chain_key(order.key.raw()), AuditAnchor(working)
    )
    with UnitOfWork(context) as unit:
        named = [_erasure_row(each) for each in again]
        made = manifest.made_at.isoformat()
        told = {"made_at": made, "entries": head.count, "erase_again": named, "restores": restores}
        unit.audit.note(RESTORED, order.clinician_id, **told)
        unit.commit()
    with engine.connect() as connection:
        sqlite.leave_write_ahead_log(connection)


def _number_of_this_restore(order: RestoreOrder, copy: Connection) -> int:
    """Return a number above those of the copy and of every backup that lies beside it or at the record's place."""
    beside = (*list_backups(order.backup.folder.parent), *list_backups(backups_of(order.folder)))
    return 1 + max(restores_in(copy), *(each.manifest.restores for each in beside), 0)


def _to_erase_again(order: RestoreOrder, copy: Connection) -> tuple[Erasure, ...]:
    """Ask the record that is there now and the newest backups that open who was erased since."""
    beside = (*list_backups(order.backup.folder.parent)[:1], *list_backups(backups_of(order.folder))[:1])
    engines = [sqlite.make_engine(each.database, order.key, keep_connections=False, look_only=True) for each in beside]
    found: dict[str, Erasure] = {}
    for engine in (*engines, *([order.present] if order.present is not None else [])):
        with contextlib.suppress(SurroundingsError), engine.connect() as old:
            found.update({each.patient_id: each for each in pending_erasures(old, copy)})
    return tuple(found.values())


def _erasures(connection: Connection) -> tuple[Erasure, ...]:
    there = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'erasure'").scalar()
    if there is None:
        return ()
    sql = "SELECT patient_id, record_number, reason, created_at, created_by FROM erasure ORDER BY id"
    return tuple(_read_erasure(row) for row in connection.exec_driver_sql(sql))


def _read_erasure(row: Sequence[Any]) -> Erasure:
    patient_id, number, reason, at, by = row
    return Erasure(patient_id, number, reason, {}, datetime.fromisoformat(at).replace(tzinfo=UTC), by)


def _erasure_row(each: Erasure) -> list[Any]:
    return [each.patient_id, each.record_number, each.reason, each.erased_at.isoformat(), each.erased_by]


def _write_keys(order: RestoreOrder, working: Path, known: set[str]) -> None:
    """Keep today's passphrases where the key is the same; else take those of the backup.

    Today's key file leaves out whoever was removed since; whoever came since is not in the restored record.
    """
    keys = read_key_file(order.backup.folder)
    if order.present is not None:
        with contextlib.suppress(SurroundingsError):
            today = read_key_file(order.folder)
            today = today.without_clinicians({wrap.id for wrap in today.wraps} - known)
            if any(wrap.id == order.clinician_id for wrap in today.wraps):
                keys = today
    if not keys.wraps:
        raise KeyFileDamagedError(order.backup.folder / KEY_FILE)
    write_key_file(working, keys)


def _swap(folder: Path, ready: Path, kept: Path) -> None:
    """Move what lies in the record's place to ``kept``, and what is ready into its place; can be repeated."""
    kept.mkdir(mode=0o700, exist_ok=True)
    if (ready / DATABASE_FILE).exists():
        for name in _SIDE_FILES:
            _move(folder / name, kept / name)
    for name in _SWAPPED:
        if (ready / name).exists():
            _move(folder / name, kept / name)
            _move(ready / name, folder / name)
    flush_folder(kept)
    flush_folder(folder)
    if not any(kept.iterdir()):
        kept.rmdir()


def _move(source: Path, target: Path) -> None:
    if source.exists():
        source.replace(target)
