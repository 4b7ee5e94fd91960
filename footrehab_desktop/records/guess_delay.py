"""A growing pause after wrong passphrases at this screen.

The count lies in a plain side file: it slows a person at the keyboard. Someone who copies the record is stopped by the
key derivation and the passphrase alone, so the file carries no signature: who could forge it could delete it.
Time is counted by the clock that runs since the computer was started, which nobody can set; after a new start of the
computer by the clock on the wall, and one that was set back starts the pause anew.
"""

import json
import math
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.failures import TooManyAttemptsError

ATTEMPTS_FILE = "unlock_attempts.json"
FREE_TRIES = 5
FIRST_PAUSE_S = 2
LONGEST_PAUSE_S = 300
_KEPT_TRIES = 500


@dataclass(frozen=True, slots=True)
class WrongTry:
    """One wrong try: the clinician whose name was chosen (empty with the recovery key), and when, ISO 8601 in UTC."""

    clinician_id: str
    at: str


@dataclass(frozen=True, slots=True)
class _State:
    """What the file holds. ``wall`` and ``running`` are the two clocks at the last failure, in seconds."""

    failures: int = 0
    wall: float = 0.0
    running: float = 0.0
    tries: tuple[WrongTry, ...] = field(default=())


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
        state = self._read()
        pause = pause_after(state.failures)
        if not pause:
            return
        passed = _seconds_since(state)
        if passed < 0:
            self._write(_stamped(state))
            passed = 0.0
        if passed < pause:
            raise TooManyAttemptsError(math.ceil(pause - passed))

    def failed(self, clinician_id: str) -> None:
        """Count one wrong try."""
        state = self._read()
        wrong = WrongTry(clinician_id, datetime.now(UTC).isoformat(timespec="seconds"))
        tries = (*state.tries, wrong)[-_KEPT_TRIES:]
        self._write(_stamped(replace(state, failures=state.failures + 1, tries=tries)))

    def succeeded(self) -> None:
        """End the pauses; which tries were wrong is kept until the record has written it to its audit trail."""
        state = self._read()
        if state.failures:
            self._write(replace(state, failures=0))

    def unreported(self) -> tuple[WrongTry, ...]:
        """Return the wrong tries that the audit trail does not know yet, oldest first; of many the newest 500."""
        return self._read().tries

    def reported(self) -> None:
        """Forget which tries were wrong: the audit trail has them. A pause that is due stays."""
        state = self._read()
        if state.failures:
            self._write(replace(state, tries=()))
        else:
            self._path.unlink(missing_ok=True)

    def _read(self) -> _State:
        try:
            content = json.loads(self._path.read_bytes())
            tries = tuple(_wrong_try(each) for each in content["tries"])
            return _State(int(content["failures"]), float(content["wall"]), float(content["running"]), tries)
        except (OSError, ValueError, KeyError, TypeError):
            return _State()

    def _write(self, state: _State) -> None:
        write_atomically(self._path, json.dumps(asdict(state)).encode())


def _wrong_try(content: Mapping[str, Any]) -> WrongTry:
    return WrongTry(str(content["clinician_id"]), str(content["at"]))


def _stamped(state: _State) -> _State:
    return replace(state, wall=time.time(), running=time.monotonic())


def _seconds_since(state: _State) -> float:
    """Return how long ago the last failure was; negative when only a clock that was set back could tell."""
    since_start = time.monotonic() - state.running
    return since_start if since_start >= 0 else time.time() - state.wall
