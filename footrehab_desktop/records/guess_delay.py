"""A growing pause after wrong passphrases at this screen.

The count lies in a plain side file: it slows a person at the keyboard. Someone who copies the record is stopped by the
key derivation and the passphrase alone, so the file carries no signature. A clock set back starts the pause anew.
"""

import json
import math
import time
from pathlib import Path

from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.failures import TooManyAttemptsError

ATTEMPTS_FILE = "unlock_attempts.json"
FREE_TRIES = 5
FIRST_PAUSE_S = 2
LONGEST_PAUSE_S = 300


def pause_after(failures: int) -> int:
    """Return the pause in seconds after so many failures: 0 below five, then 2 doubling to 300."""
    if failures < FREE_TRIES:
        return 0
    return min(LONGEST_PAUSE_S, FIRST_PAUSE_S << min(failures - FREE_TRIES, 16))


class GuessDelay:
    """The wrong tries at one record, kept across restarts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ATTEMPTS_FILE

    def check(self) -> None:
        """Raise ``TooManyAttemptsError`` while the pause after the last wrong try lasts."""
        failures, last, unreported = self._read()
        pause = pause_after(failures)
        if not pause:
            return
        now = time.time()
        if now < last:
            self._write(failures, now, unreported)
            last = now
        remaining = last + pause - now
        if remaining > 0:
            raise TooManyAttemptsError(math.ceil(remaining))

    def failed(self) -> None:
        """Count one wrong try."""
        failures, _, unreported = self._read()
        self._write(failures + 1, time.time(), unreported + 1)

    def succeeded(self) -> None:
        """End the pauses; how many tries were wrong is kept until the record has written it to its audit trail."""
        failures, last, unreported = self._read()
        if failures:
            self._write(0, last, unreported)

    def unreported(self) -> int:
        """Return the number of wrong tries that the audit trail does not know yet."""
        return self._read()[2]

    def reported(self) -> None:
        """Forget the wrong tries: the audit trail has them."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float, int]:
        try:
            content = json.loads(self._path.read_bytes())
            return int(content["failures"]), float(content["last"]), int(content["unreported"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0, 0

    def _write(self, failures: int, last: float, unreported: int) -> None:
        content = {"failures": failures, "last": last, "unreported": unreported}
        write_atomically(self._path, json.dumps(content).encode())
