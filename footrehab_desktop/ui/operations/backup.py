"""What the window asks about backups. Everything here runs on the worker for copies."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.backups import BackupOverview, Places
from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.replay import verify_with_decisions
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.backup_store import Backup
from footrehab_desktop.records.erasing import erase_again
from footrehab_desktop.records.failures import RecordLockedError
from footrehab_desktop.records.restore import Rehearsal
from footrehab_desktop.records.values import VerifyReport

Work = Callable[[ClinicSession, Places], BackupOverview]


def places_of(backup_folder: str) -> Places:
    """Return the second place as chosen on this computer; empty: none."""
    return Places(Path(backup_folder)) if backup_folder else Places()


def unless_locked(work: Work, session: ClinicSession, places: Places) -> BackupOverview | None:
    """Do what is asked, or return None when the record was locked before or meanwhile: then nothing failed."""
    try:
        return work(session, places)
    except RecordLockedError:
        return None


def overview(session: ClinicSession, places: Places) -> BackupOverview:
    """Return how the backups stand."""
    return backups.overview(session.record, with_drives(places), datetime.now(UTC))


def back_up(session: ClinicSession, places: Places) -> BackupOverview:
    """Make a backup. Raises what kept it from being made."""
    return backups.back_up(session.record, with_drives(places), datetime.now(UTC))


def back_up_if_due(session: ClinicSession, places: Places) -> BackupOverview:
    """Make a backup if something was written since the last one."""
    stands = overview(session, places)
    return back_up(session, places) if stands.changed else stands


def choose_second_place(session: ClinicSession, chosen: Path) -> tuple[Path, BackupOverview]:
    """Take a folder as second place, copy the newest backup there, and return the folder the copies go to."""
    place = backups.choose_second_place(session.record, chosen)
    return place, back_up(session, Places(place))


def confirm_restored(session: ClinicSession) -> None:
    """Let old backups go again after a restore."""
    backups.let_old_ones_go_again(session.record)


def rehearse(session: ClinicSession, backup: Backup) -> Rehearsal:
    """Read a backup from end to end."""
    return backups.rehearse_backup(session.record, backup)


def prepare_to_restore(session: ClinicSession, backup: Backup) -> Rehearsal:
    """Make a backup ready to take the record's place."""
    return backups.prepare_to_restore(session, backup, datetime.now(UTC))


def erase_returned(session: ClinicSession, stands: BackupOverview) -> int:
    """Erase again whom a restore brought back; return how many. Only for a lead."""
    require(session, "lead")
    return erase_again(session.record, stands.erase_again)


def check_record(session: ClinicSession) -> VerifyReport:
    """Check that the record is whole and its decisions can be proven."""
    return verify_with_decisions(session.record)


def with_drives(places: Places) -> Places:
    """Return the second place with the drives that are there now."""
    if places.chosen is None:
        return places
    drives = (Path(volume.rootPath()) for volume in QStorageInfo.mountedVolumes() if volume.isReady())
    return Places(places.chosen, tuple(drives))
