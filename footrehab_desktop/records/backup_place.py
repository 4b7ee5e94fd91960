"""The second place for backups, such as a USB stick: recognised by a marker wherever the system mounts it."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from footrehab_desktop.durable import flush_folder
from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.backup_failures import (
    BackupDamagedError,
    NoRoomForBackupError,
    PlaceOfOtherRecordError,
    SecondPlaceInsideError,
    SecondPlaceLostError,
    SecondPlaceUnreliableError,
)
from footrehab_desktop.records.backup_store import (
    FILES,
    MANIFEST_FILE,
    UNFINISHED,
    Backup,
    check_files,
    clear_unfinished,
    read_backup,
    rotate,
)
from footrehab_desktop.records.failures import DiskFullError, os_failure
from footrehab_desktop.records.key_file import read_key_file

MARKER_FILE: Final = "footrehab-backups.json"
PLACE_NAME: Final = "FootRehab backups"
_BLOCK: Final = 1024 * 1024


def adopt_place(chosen: Path, record_folder: Path) -> Path:
    """Make ``chosen`` the second place of a record; return the folder inside it that the backups go to.

    Raises ``SecondPlaceInsideError``, ``PlaceOfOtherRecordError`` or what the disk says.
    """
    if chosen.resolve().is_relative_to(record_folder.resolve()):
        raise SecondPlaceInsideError
    installation = read_key_file(record_folder).installation
    place = chosen if chosen.name == PLACE_NAME or _owner(chosen) else chosen / PLACE_NAME
    if _owner(place) not in ("", installation):
        raise PlaceOfOtherRecordError(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise os_failure(error, place) from error
    write_atomically(place / MARKER_FILE, json.dumps({"installation": installation}).encode() + b"\n")
    return place


def find_place(wanted: Path, roots: Iterable[Path], installation: str) -> Path | None:
    """Return where the second place is now: where it was, or on another drive or mount point among ``roots``."""
    places = [wanted]
    for root in roots:
        places += [root.joinpath(*wanted.parts[start:]) for start in range(1, len(wanted.parts))]
    return next((place for place in places if _owner(place) == installation), None)


def copy_to_place(backup: Backup, place: Path, *, remove_old: bool) -> Backup:
    """Copy a backup to the second place, read the copy back, then let old ones go there.

    Raises ``NoRoomForBackupError``, ``SecondPlaceLostError`` or ``SecondPlaceUnreliableError``; what is there already
    stays.
    """
    unfinished, finished = place / (backup.folder.name + UNFINISHED), place / backup.folder.name
    try:
        if not finished.exists():
            clear_unfinished(place)
            unfinished.mkdir()
            for name in (*FILES, MANIFEST_FILE):
                copy_durably(backup.folder / name, unfinished / name)
            check_files(Backup(unfinished, backup.manifest))
            unfinished.rename(finished)
            # Not every file system of a stick can flush a folder; the files themselves were.
            with contextlib.suppress(OSError):
                flush_folder(place)
        copied = read_backup(finished)
        if remove_old:
            rotate(place, datetime.now(UTC))
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(os_failure(error, place), DiskFullError):
            raise NoRoomForBackupError(place, shutil.disk_usage(place).free, backup.manifest.size) from error
        raise SecondPlaceLostError(place) from error
    except BackupDamagedError as error:
        lost = not unfinished.exists()
        shutil.rmtree(unfinished, ignore_errors=True)
        raise (SecondPlaceLostError(place) if lost else SecondPlaceUnreliableError(place)) from error
    return copied


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file, flush it to the disk, and let the system forget it, so that reading it back asks the disk."""
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing, _BLOCK)
        writing.flush()
        os.fsync(writing.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(writing.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    # The file systems of many sticks know no modes.
    with contextlib.suppress(PermissionError):
        target.chmod(0o600)


def _owner(place: Path) -> str:
    """Return the installation whose backups lie in a folder, empty when it is no second place."""
    try:
        return str(json.loads((place / MARKER_FILE).read_bytes())["installation"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
