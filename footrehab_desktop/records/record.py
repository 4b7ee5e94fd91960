"""The open record: made, unlocked, used in units of work, verified, closed."""

import hmac
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Engine

from footrehab_desktop.durable import flush_folder
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import ANCHOR_FILE, UNLOCKED, AuditAnchor, chain_key
from footrehab_desktop.records.backup_store import backups_of, heads, list_backups
from footrehab_desktop.records.failures import (
    ClinicianUnknownError,
    DatabaseDamagedError,
    RecordExistsError,
    RecordLockedError,
    RecordNewerError,
    WrongPassphraseError,
    os_failure,
)
from footrehab_desktop.records.folder_lock import FolderLock
from footrehab_desktop.records.guess_delay import GuessDelay
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.key_file import (
    DATABASE_FILE,
    KEY_FILE,
    STRONG,
    UNFINISHED_DATABASE,
    KdfSettings,
    new_data_key,
    new_key_file,
    read_key_file,
    record_exists,
    wrap_for_clinician,
    wrap_for_recovery,
    write_key_file,
)
from footrehab_desktop.records.migrate import upgrade_record, upgrade_tables
from footrehab_desktop.records.passphrase import check_passphrase, passphrase_bytes
from footrehab_desktop.records.people import People, checked_name
from footrehab_desktop.records.recovery_key import new_recovery_key, write_recovery_key
from footrehab_desktop.records.restore import finish_restore
from footrehab_desktop.records.schema import REVISION
from footrehab_desktop.records.transaction import Clock, RecordContext, utc_now
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.unlock import derive_data_key, derive_data_key_by_recovery
from footrehab_desktop.records.values import Clinic, Clinician, VerifyReport
from footrehab_desktop.records.verify import anchor_fits, verify_record

_LONGEST_WAIT_S: Final = 10.0


class Record:
    """An unlocked record in the name of one clinician. Made by the functions below; closed by ``close`` or ``with``."""

    def __init__(
        self, folder: Path, lock: FolderLock, engine: Engine, key: sqlite.OpenKey, context: RecordContext
    ) -> None:
        self.folder = folder
        self.engine = engine
        self.key = key
        self._lock = lock
        self._closed = False
        self._context = context
        with self.unit_of_work() as unit:
            self.clinician: Clinician = unit.clinicians.get(context.clinician_id)
        if not self.clinician.active:
            raise ClinicianUnknownError
        self._context = replace(context, looks_only=self.clinician.role == "read_only")
        self.people = People(folder, key, self.unit_of_work)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def unit_of_work(self) -> UnitOfWork:
        """Return one transaction for a ``with`` block. Raises ``RecordLockedError`` once the record is closed."""
        if self._closed:
            raise RecordLockedError
        return UnitOfWork(self._context)

    def verify(self) -> VerifyReport:
        """Check encryption, tables, references, schema, audit trail, and that no older file was put in its place.

        Takes seconds on a large record; others go on writing.
        """
        return verify_record(self._context, heads(list_backups(backups_of(self.folder))))

    def check_passphrase(self, passphrase: str) -> None:
        """Make sure that the one at the keyboard is the one signed in; about a second of work by design.

        Raises ``WrongPassphraseError``, or ``TooManyAttemptsError``: wrong tries count as at unlocking.
        """
        try:
            # A key file put in place of ours could open by another passphrase, but not to our key.
            if not hmac.compare_digest(derive_data_key(self.folder, self.clinician.id, passphrase), self.key.raw()):
                raise WrongPassphraseError
        finally:
            self.note_wrong_tries()

    def change_passphrase(self, old: str, new: str, *, kdf: KdfSettings = STRONG) -> None:
        """Change one's own passphrase. Raises as ``check_passphrase`` for the old one, ``FieldError`` for the new."""
        check_passphrase(new)
        self.check_passphrase(old)
        self.people.set_passphrase(self.clinician.id, new, kdf=kdf)

    def note_wrong_tries(self) -> int:
        """Write every wrong try at the passphrase to the audit trail that is not there yet; return how many."""
        delay = GuessDelay(self.folder)
        tries = delay.unreported()
        if tries:
            with self.unit_of_work() as unit:
                for wrong in tries:
                    unit.audit.note("record.refused", wrong.clinician_id, at=wrong.at)
                unit.commit()
            delay.reported()
        return len(tries)

    def close(self) -> None:
        """Lock the record: wait for units of work that are under way, close every connection, forget the key."""
        if self._closed:
            return
        self._closed = True
        sqlite.wait_until_idle(self.engine, time.monotonic() + _LONGEST_WAIT_S)
        self.key.forget()
        self.engine.dispose()
        self._lock.release()


def create_record(
    folder: Path,
    clinic: Clinic,
    clinician_name: str,
    passphrase: str,
    *,
    kdf: KdfSettings = STRONG,
    clock: Clock = utc_now,
) -> tuple[Record, str]:
    """Make a record in ``folder`` and return it open, with the recovery key to be shown once.

    Raises ``FieldError``, ``RecordExistsError`` or what the disk says. Cut short, it leaves nothing in the way.
    """
    clinician = Clinician(new_id(), checked_name(clinician_name), "lead")
    check_passphrase(passphrase)
    lock = _prepared(folder)
    try:
        data_key, recovery_key = new_data_key(), new_recovery_key()
        keys = new_key_file()
        keys = keys.with_wrap(wrap_for_clinician(data_key, clinician, passphrase_bytes(passphrase), kdf))
        keys = keys.with_wrap(wrap_for_recovery(data_key, recovery_key, kdf))
        engine = sqlite.make_engine(folder / UNFINISHED_DATABASE, sqlite.OpenKey(data_key), keep_connections=False)
        anchor = AuditAnchor(folder)
        context = RecordContext(engine, clinician.id, keys.installation, clock, chain_key(data_key), anchor)
        _fill_new_database(context, clinic, clinician)
        # From here to the renaming, a crash leaves a key file beside an unfinished database: still "no record".
        write_key_file(folder, keys)
        _put_in_place(folder)
        return _open(folder, lock, clinician.id, data_key, clock), write_recovery_key(recovery_key)
    except BaseException:
        lock.release()
        raise


def unlock_record(folder: Path, clinician_id: str, passphrase: str, *, clock: Clock = utc_now) -> Record:
    """Open the record with a clinician's passphrase: ``derive_data_key``, then ``open_record``."""
    return open_record(folder, clinician_id, derive_data_key(folder, clinician_id, passphrase), clock=clock)


def unlock_with_recovery_key(
    folder: Path,
    recovery_key: str,
    clinician_id: str,
    new_passphrase: str,
    *,
    kdf: KdfSettings = STRONG,
    clock: Clock = utc_now,
) -> Record:
    """Open the record with the recovery key and give the clinician a new passphrase. Its use is audited.

    Raises ``FieldError``, ``RecoveryKeyMistypedError``, ``WrongRecoveryKeyError`` and what ``open_record`` raises.
    """
    check_passphrase(new_passphrase)
    record = open_record(folder, clinician_id, derive_data_key_by_recovery(folder, recovery_key), clock=clock)
    try:
        with record.unit_of_work() as unit:
            unit.audit.note("record.recovered", clinician_id)
            unit.commit()
        record.people.set_passphrase(clinician_id, new_passphrase, kdf=kdf)
    except BaseException:
        record.close()
        raise
    return record


def open_record(folder: Path, clinician_id: str, data_key: bytes, *, clock: Clock = utc_now) -> Record:
    """Open the record with its data key; tens of milliseconds whatever its size, longer when it has to be upgraded.

    Raises the failure that fits: in use, missing, unencrypted, damaged, newer, read-only, disk full.
    """
    lock = FolderLock(folder)
    try:
        finish_restore(folder)
        return _open(folder, lock, clinician_id, data_key, clock)
    except BaseException:
        lock.release()
        raise


def _open(folder: Path, lock: FolderLock, clinician_id: str, data_key: bytes, clock: Clock) -> Record:
    path, key = folder / DATABASE_FILE, sqlite.OpenKey(data_key)
    sqlite.check_is_encrypted(path)
    _bring_to_this_version(folder, key)
    engine = sqlite.make_engine(path, key)
    anchor = AuditAnchor(folder)
    installation = read_key_file(folder).installation
    context = RecordContext(engine, clinician_id, installation, clock, chain_key(data_key), anchor)
    try:
        with engine.connect() as connection:
            anchor.trusted = anchor_fits(connection, anchor)
        record = Record(folder, lock, engine, key, context)
        record.people.forget_removed()
        _note_unlocking(record)
    except BaseException:
        engine.dispose()
        raise
    return record


def _bring_to_this_version(folder: Path, key: sqlite.OpenKey) -> None:
    engine = sqlite.make_engine(folder / DATABASE_FILE, key, keep_connections=False, look_only=True)
    with engine.connect() as connection:
        revision = sqlite.revision(connection)
    if revision is None:
        raise DatabaseDamagedError
    if revision > REVISION:
        raise RecordNewerError(revision)
    if revision < REVISION:
        upgrade_record(folder, key)


def _note_unlocking(record: Record) -> None:
    wrong = record.note_wrong_tries()
    with record.unit_of_work() as unit:
        unit.audit.note(UNLOCKED, record.clinician.id, **({"wrong_tries": wrong} if wrong else {}))
        unit.commit()


def _prepared(folder: Path) -> FolderLock:
    """Make the folder, lock it, and clear away what a creation left that was cut short."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise os_failure(error, folder) from error
    lock = FolderLock(folder)
    try:
        _clear_unfinished(folder)
    except BaseException:
        lock.release()
        raise
    return lock


def _clear_unfinished(folder: Path) -> None:
    if record_exists(folder):
        raise RecordExistsError(folder)
    for leftover in (KEY_FILE, ANCHOR_FILE):
        (folder / leftover).unlink(missing_ok=True)
    sqlite.remove_file(folder / UNFINISHED_DATABASE)


def _fill_new_database(context: RecordContext, clinic: Clinic, clinician: Clinician) -> None:
    with context.engine.connect() as connection:
        upgrade_tables(connection)
    with UnitOfWork(context) as unit:
        unit.clinicians.add(clinician.name, clinician.role, clinician.id)
        unit.clinics.save(clinic)
        unit.commit()
    with context.engine.connect() as connection:
        sqlite.leave_write_ahead_log(connection)


def _put_in_place(folder: Path) -> None:
    unfinished, path = folder / UNFINISHED_DATABASE, folder / DATABASE_FILE
    try:
        unfinished.chmod(0o600)
        unfinished.replace(path)
        flush_folder(folder)
    except OSError as error:
        raise os_failure(error, folder) from error
