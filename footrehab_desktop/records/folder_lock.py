"""One program per record: a lock that the operating system holds and gives back when the program dies."""

import os
import sys
from pathlib import Path

from footrehab_desktop.records.failures import RecordInUseError, os_failure

LOCK_FILE = "record.lock"


class FolderLock:
    """Held from the constructor to ``release``. Raises ``RecordInUseError``, or what keeps the file from being made."""

    def __init__(self, folder: Path) -> None:
        try:
            self._handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise os_failure(error, folder) from error
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise RecordInUseError from error

    def release(self) -> None:
        """Give the record free for another program."""
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
