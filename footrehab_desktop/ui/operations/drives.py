"""What is plugged in: sticks, cards and other disks beside the system's own; and the backups that lie on them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStorageInfo

if TYPE_CHECKING:
    from footrehab_desktop.records.backup_store import Backup
    from footrehab_desktop.ui.gate import Gate

_SYSTEM_FOLDERS: Final = ("boot", "dev", "proc", "run", "snap", "sys", "var")
_DEEPEST: Final = 2
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
        for folder in _folders(place):
            found.update({backup.folder: backup for backup in gate.backups_in(folder)})
    return tuple(sorted(found.values(), key=lambda backup: backup.manifest.made_at, reverse=True))


def _folders(place: Path) -> Iterator[Path]:
    """Yield a place and the folders below it, level by level."""
    level, seen = [place], 0
    for _depth in range(_DEEPEST + 1):
        below: list[Path] = []
        for folder in level:
            yield folder
            with suppress(OSError):
                below += sorted(each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
            seen += 1
            if seen > _MOST_FOLDERS:
                return
        level = below


def _is_of_the_system(place: Path) -> bool:
    if len(place.parts) < 2 or place.parts[0] != "/":
        return False
    return place.parts[1] in _SYSTEM_FOLDERS and place.parts[:3] != ("/", "run", "media")
