"""A private folder for what libraries and the printing system put aside; emptied at the end, and at the next start.

The program itself writes no temporary file. Qt hands pages to the printer through one, and it must not stay behind.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records.folder_lock import FolderLock

_NAMES: Final = ("TMPDIR", "TEMP", "TMP")
_usual: dict[str, str | None] = {}


class TemporaryFolder:
    """The folder for temporary files of this process and of what it starts, from ``use`` to ``remove``."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._before: dict[str, str | None] = {}
        self._lock: FolderLock | None = None
        self.path: Path | None = None

    def use(self) -> Self:
        """Sweep what a killed program left, then make the folder; without a place for it the usual one stays."""
        try:
            self._base.mkdir(mode=0o700, parents=True, exist_ok=True)
            sweep(self._base)
            self.path = Path(tempfile.mkdtemp(dir=self._base))
            self._lock = FolderLock(self.path)
        except (OSError, SurroundingsError):
            return self
        self._before = {name: os.environ.get(name) for name in _NAMES}
        _usual.update(self._before)
        for name in _NAMES:
            os.environ[name] = str(self.path)
        tempfile.tempdir = None
        return self

    def remove(self) -> None:
        """Delete the folder with what is in it, and take the usual one again."""
        for name, value in self._before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        _usual.clear()
        tempfile.tempdir = None
        if self._lock is not None and self.path is not None:
            self._lock.release()
            shutil.rmtree(self.path, ignore_errors=True)


def usual_places() -> Mapping[str, str | None]:
    """Return the variables that name the folder for temporary files as they were before it was a private one.

    For programs that outlive this one: the private folder is gone by then. Empty while it is not in use.
    """
    return dict(_usual)


def sweep(base: Path) -> None:
    """Delete the folders that no running program holds."""
    for folder in base.iterdir():
        try:
            FolderLock(folder).release()
        except SurroundingsError:
            continue
        shutil.rmtree(folder, ignore_errors=True)
