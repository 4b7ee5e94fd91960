"""Making, copying, rehearsing and restoring backups, as the pages, the timer and the command line ask for it."""

import contextlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records import backup_place, backup_store
from footrehab_desktop.records.backup import backup_record, has_changed
from footrehab_desktop.records.backup_store import Backup, BackupNotes, Kind
from footrehab_desktop.records.failures import BackupFailedError, DatabaseDamagedError, RecordLockedError
from footrehab_desktop.records.key_file import read_key_file, record_exists
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.restore import (
    Rehearsal,
    RestoreOrder,
    check_lead,
    key_by_passphrase,
    key_by_recovery,
    prepare_restore,
    rehearse,
    restore_backup,
    still_to_erase,
)
from footrehab_desktop.records.sqlite import OpenKey
from footrehab_desktop.records.values_rights import Erasure

REMIND_AFTER: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """The second place as chosen on this computer. ``found`` is where it is now, None when it is not plugged in."""

    chosen: Path
    found: Path | None
    copied_at: datetime | None
    copy_is_old: bool


@dataclass(frozen=True, slots=True)
class BackupOverview:
    """How the backups stand. ``backups`` newest first; ``changed``: something was written since the newest."""

    backups: tuple[Backup, ...]
    notes: BackupNotes
    changed: bool
    second: SecondPlace | None
    erase_again: tuple[Erasure, ...]

    @property
    def newest(self) -> Backup | None:
        """Return the newest backup."""
        return self.backups[0] if self.backups else None


@dataclass(frozen=True, slots=True)
class Places:
    """What this computer knows of the second place: the folder chosen, and the drives that are there now."""

    chosen: Path | None = None
    roots: tuple[Path, ...] = ()


def overview(record: Record, places: Places, now: datetime) -> BackupOverview:
    """Return how the backups of an open record stand."""
    found = backup_store.list_backups(backup_store.backups_of(record.folder))
    notes = backup_store.read_notes(record.folder)
    with record.engine.connect() as connection:
        changed = not found or has_changed(connection, found[0].manifest.audit)
        again = still_to_erase(connection)
    return BackupOverview(found, notes, changed, _second(record, places, notes, now), again)


def back_up(record: Record, places: Places, now: datetime, kind: Kind = "regular") -> BackupOverview:
    """Make a backup, copy it to the second place if that is there, let old ones go, and return how it stands then.

    A failure is noted, so that it is still shown after a restart, and raised. Old backups go only after a new one was
    made and checked, and not while that rests after a restore.
    """
    try:
        made = backup_record(record, now, kind)
        _write(record, replace(_notes(record), failed_at=None, failure=""))
        if _notes(record).paused_since is None:
            backup_store.rotate(backup_store.backups_of(record.folder), now)
        _copy(record, made, places, now)
    except RecordLockedError:
        raise
    except FootRehabError as error:
        _write_if_possible(record, replace(_notes(record), failed_at=now, failure=str(error)))
        raise
    return overview(record, places, now)


def choose_second_place(record: Record, chosen: Path) -> Path:
    """Make a folder the second place for backups; return the folder they go to. Raises what is wrong with it."""
    return backup_place.adopt_place(chosen, record.folder)


def let_old_ones_go_again(record: Record) -> None:
    """The restored record was looked at and is the right one: removing old backups goes on."""
    _write(record, replace(_notes(record), paused_since=None))


def rehearse_backup(record: Record, backup: Backup) -> Rehearsal:
    """Read one of the record's backups from end to end. Raises what is wrong with it."""
    return rehearse(backup, record.key)


def prepare_to_restore(session: ClinicSession, backup: Backup, now: datetime) -> Rehearsal:
    """Make a backup ready to take the record's place as soon as the record is closed. Only for a lead.

    What is there now is backed up first; a record too damaged for that is kept as it is beside the restored one.
    """
    require(session, "lead")
    record = session.record
    # One too damaged to be backed up is kept as files, which are moved aside in any case.
    with contextlib.suppress(DatabaseDamagedError, BackupFailedError):
        backup_record(record, now, "before_restore")
    return prepare_restore(RestoreOrder(backup, record.folder, record.key, record.clinician.id, record.engine), now)


@dataclass(frozen=True, slots=True)
class GateRestore:
    """A wish to restore before any record is open: the backup, where to, who asks and with which secret."""

    backup: Backup
    folder: Path
    clinician_id: str
    secret: str = field(repr=False)
    is_recovery_key: bool

    def open_key(self) -> OpenKey:
        """Return the backup's key; about a second. Raises what is wrong with the secret."""
        if self.is_recovery_key:
            return OpenKey(key_by_recovery(self.backup, self.secret, self.folder))
        return OpenKey(key_by_passphrase(self.backup, self.clinician_id, self.secret, self.folder))


def rehearse_at_gate(wish: GateRestore) -> Rehearsal:
    """Read a backup from end to end, without an open record."""
    return rehearse(wish.backup, wish.open_key())


def restore_at_gate(wish: GateRestore) -> Rehearsal:
    """Put a backup where no record is open. In the place of another record only a lead may, or the recovery key."""
    key = wish.open_key()
    if record_exists(wish.folder) and not wish.is_recovery_key:
        check_lead(wish.backup, key, wish.clinician_id)
    return restore_backup(RestoreOrder(wish.backup, wish.folder, key, wish.clinician_id), datetime.now(UTC))


def _second(record: Record, places: Places, notes: BackupNotes, now: datetime) -> SecondPlace | None:
    if places.chosen is None:
        return None
    copied_at = notes.copied_at
    old = copied_at is None or not timedelta() <= now - copied_at < REMIND_AFTER
    return SecondPlace(places.chosen, _find(record, places), copied_at, old)


def _find(record: Record, places: Places) -> Path | None:
    if places.chosen is None:
        return None
    return backup_place.find_place(places.chosen, places.roots, read_key_file(record.folder).installation)


def _copy(record: Record, made: Backup, places: Places, now: datetime) -> None:
    place = _find(record, places)
    if place is not None:
        backup_place.copy_to_place(made, place, remove_old=_notes(record).paused_since is None)
        _write(record, replace(_notes(record), copied_at=now))


def _notes(record: Record) -> BackupNotes:
    return backup_store.read_notes(record.folder)


def _write(record: Record, notes: BackupNotes) -> None:
    backup_store.write_notes(record.folder, notes)


def _write_if_possible(record: Record, notes: BackupNotes) -> None:
    try:
        _write(record, notes)
    except FootRehabError:
        return  # on a full disk there may be no room for the note either; the failure itself is raised
