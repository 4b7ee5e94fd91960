"""``footrehab backup`` and ``footrehab restore``: the same as in the window, in sentences for a terminal."""

from datetime import UTC, datetime
from pathlib import Path

from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.backups import GateRestore, Places
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.backup_failures import NotABackupError
from footrehab_desktop.records.backup_store import Backup, list_backups
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.restore import Rehearsal
from footrehab_desktop.records.values import Clinician


def make_backup(record: Record, second: Path | None) -> str:
    """Make a backup, copy it to ``second`` if given, and say where it lies. Raises what kept it from being made."""
    places = Places() if second is None else Places(backups.choose_second_place(record, second))
    stands = backups.back_up(record, places, datetime.now(UTC))
    if stands.newest is None:
        raise NotABackupError(record.folder)
    copied = f" A copy lies in {places.chosen}." if places.chosen is not None else ""
    held = f"{stands.newest.manifest.patients:,} patients, {stands.newest.manifest.size:,} bytes"
    return f"Backup made and checked: {stands.newest.folder} ({held}).{copied}"


def newest_of(folder: Path) -> tuple[Backup, Clinician]:
    """Return the backup in ``folder``, or the newest of several, and the first one who can open it.

    Raises ``NotABackupError``.
    """
    found = list_backups(folder)
    if not found:
        raise NotABackupError(folder)
    return found[0], list_clinicians(found[0].folder)[0]


def wish(backup: Backup, place: Path, clinician_id: str, secret: str, *, is_recovery_key: bool) -> GateRestore:
    """Return what is to be restored, where and with which secret."""
    return GateRestore(backup, place, clinician_id, secret, is_recovery_key)


def rehearse(wanted: GateRestore) -> str:
    """Read the backup from end to end and say what it holds."""
    return f"Opens; {_held(backups.rehearse_at_gate(wanted))}. Nothing was changed."


def restore(wanted: GateRestore) -> str:
    """Put the backup in the record's place and say what it holds."""
    return f"Restored to {wanted.folder}: {_held(backups.restore_at_gate(wanted))}. What lay there is kept beside it."


def _held(rehearsal: Rehearsal) -> str:
    newest = rehearsal.newest_entry
    local = newest.astimezone() if newest is not None else None
    when = f"; newest entry {format_date(local.date())} {local:%H:%M}" if local is not None else ""
    return f"{rehearsal.patients:,} patients{when}"
