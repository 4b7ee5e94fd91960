"""What is plugged in: sticks, cards and other disks beside the system's own; and the backups that lie on them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStorageInfo

from footrehab_desktop.nearby_folders import nearby_folders

if TYPE_CHECKING:
    from footrehab_desktop.records.backup_store import Backup
    from footrehab_desktop.ui.gate import Gate

_SYSTEM_FOLDERS: Final = ("boot", "dev", "proc", "run", "snap", "sys", "var")
_MOST_FOLDERS: Final = 500


def sticks() -> tuple[Path, ...]:
    """Return where sticks and other disks are mounted that are not the system's own."""
    own = QStorageInfo.root().rootPath()
    volumes = [volume for volume in QStorageInfo.mountedVolumes() if volume.isValid() and volume.isReady()]
    places = (Path(volume.rootPath()) for volume in volumes if volume.rootPath() != own)
    return tuple(place for place in places if not _is_of_the_system(place))


def find_backups(gate: "Gate", places: Iterable[Path]) -> "tuple[Backup, ...]":
    """Return the backups in these places or at most two folders below, newest first."""
    found: dict[Path, Backup] = {}
    for place in places:
        for folder in nearby_folders(place, _MOST_FOLDERS):
            found.update({backup.folder: backup for backup in gate.backups_in(folder)})
    return tuple(sorted(found.values(), key=lambda backup: backup.manifest.made_at, reverse=True))


def _is_of_the_system(place: Path) -> bool:
    if len(place.parts) < 2 or place.parts[0] != "/":
        return False
    return place.parts[1] in _SYSTEM_FOLDERS and place.parts[:3] != ("/", "run", "media")
