"""An update from a stick ends at one step after the other, its disk takes no more, or its installer is cut off.

A step is a change of the disk by the program or the start of the installer. Whatever was the last: the program that
starts is the old one or the new one, whole; the record opens with every patient; every backup counts; and the next
start says what became of it and clears up.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from footrehab_desktop import __version__
from footrehab_desktop.clinic import updating
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.restore import rehearse
from footrehab_desktop.records.sqlite import OpenKey
from footrehab_desktop.releases import installing
from footrehab_desktop.releases.progress import Progress
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder
from tests.support.release_on_stick import INSTALL, NEW, archive, install, put_on_stick, release
from tests.support.session_factory import shipped_forms, shipped_library

NOW: Final = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
CUT: Final = 9
REFUSED: Final = 8
_WATCHED: Final = frozenset(
    {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree", "open", "subprocess.Popen"}
)
_PATIENTS: Final = 3
_WAIT_S: Final = 20.0
_SIZES: Final = 48  # of the limits of a full disk, each a little above the one before


@dataclass(frozen=True)
class Trial:
    """One clinic laptop: a record, an installed program, a stick, and the folder of the update."""

    place: Path
    made: Template

    @property
    def record(self) -> Path:
        """Return where the record lies in this trial."""
        return self.place / "now" / "record"

    @property
    def prefix(self) -> Path:
        """Return where the versions of the program lie."""
        return self.place / "now" / "prefix"

    @property
    def update(self) -> Path:
        """Return the private folder."""
        return self.place / "now" / "update"


def run(count: int) -> SoakResult:
    """Cut an update short ``count`` times: most at a step, some by a full disk, some inside the installer."""
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as folder, pytest.MonkeyPatch.context() as patches:
        trial = _make(Path(folder))
        patches.setattr(updating, "update_folder", lambda: trial.update)
        patches.setattr(updating, "default_record_folder", lambda: trial.record)
        shipped_library(), shipped_forms()
        steps = _steps_of(trial)
        ways: list[tuple[str, Callable[[], bool]]] = []
        for step in _spread(steps, count * 4 // 6):
            ways.append(("step", lambda step=step: _cut_at(trial, step)))
        for limit in _spread(_SIZES, count // 6):
            ways.append(("disk", lambda limit=limit: _on_a_full_disk(trial, limit)))
        for line in _spread(len(INSTALL.splitlines()), count // 6):
            ways.append(("installer", lambda line=line: _installer_cut_at(trial, line)))
        held = [(kind, way()) for kind, way in ways]
        figures = ", ".join(f"{sum(each == kind for each, _ok in held)} {name}" for kind, name in _KINDS.items())
        return SoakResult(len(held), sum(ok for _kind, ok in held), f"{figures}; {steps} steps in all")


_KINDS: Final = {"step": "at a step", "disk": "on a full disk", "installer": "inside the installer"}


def _make(place: Path) -> Trial:
    made = make_folder(place / "template" / "record")
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, _PATIENTS)
    put_on_stick(place / "stick")
    return Trial(place, made)


def _spread(steps: int, many: int) -> list[int]:
    """Return at most so many numbers from 1 to ``steps``, evenly apart."""
    return sorted({1 + number * steps // max(1, many) for number in range(max(1, many))})


def _steps_of(trial: Trial) -> int:
    told = trial.place / "steps"
    _in_child(trial, lambda: _count_steps(trial, 0, told))
    if _current(trial) != NEW or not _holds(trial):
        raise RuntimeError("An update that nothing disturbs does not get through.")
    return int(told.read_text())


def _cut_at(trial: Trial, step: int) -> bool:
    code = _in_child(trial, lambda: _count_steps(trial, step, None))
    return code in (0, CUT) and _holds(trial)


def _on_a_full_disk(trial: Trial, number: int) -> bool:
    """No file grows beyond a limit while the update is prepared: one sentence, or it goes through."""
    limit = number * number * 512

    def act() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with _opened(trial) as session:
            offer = updating.find_update(session, (trial.place / "stick",), None, Progress())
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            try:
                prepared = updating.prepare_update(session, offer, Places(), Progress(), NOW)
                updating.note_update(prepared)
            except FootRehabError:
                os._exit(REFUSED)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    code = _in_child(trial, act)
    if code == REFUSED and (trial.update.exists() or _current(trial) != __version__):
        return False
    return code in (0, REFUSED) and _holds(trial)


def _installer_cut_at(trial: Trial, line: int) -> bool:
    """The installer itself is killed before one of its lines."""
    lines = INSTALL.splitlines()
    script = "\n".join([*lines[:line], "kill -9 $$", *lines[line:]])
    made, content = release("9.2.0", archive("9.2.0", script=script))
    stick = put_on_stick(trial.place / "cut stick" / str(line), made, content)
    code = _in_child(trial, lambda: _update(trial, stick))
    return code == 0 and _holds(trial, "9.2.0")


def _in_child(trial: Trial, act: Callable[[], None]) -> int:
    """Lay everything out anew, act in a process of its own, wait for the installer, and return the exit code."""
    shutil.rmtree(trial.place / "now", ignore_errors=True)
    shutil.copytree(trial.made.folder, trial.record)
    child = os.fork()
    if child == 0:
        try:
            with pytest.MonkeyPatch.context() as patches:
                install(trial.prefix, patches)
                act()
                os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    _wait_for_installer(trial)
    return os.waitstatus_to_exitcode(status)


def _count_steps(trial: Trial, stop: int, told: Path | None) -> None:
    steps = 0

    def watch(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        ours = name == "subprocess.Popen" or str(trial.place / "now") in str(arguments[0])
        if name in _WATCHED and ours:
            steps += 1
            if steps == stop:
                os._exit(CUT)

    sys.addaudithook(watch)
    _update(trial, trial.place / "stick")
    if told is not None:
        told.write_text(str(steps))


def _update(trial: Trial, stick: Path) -> None:
    with _opened(trial) as session:
        offer = updating.find_update(session, (stick,), stick, Progress())
        prepared = updating.prepare_update(session, offer, Places(), Progress(), NOW)
        updating.note_update(prepared)
        waiting = installing.run_after_end(prepared.run, trial.update / installing.LOG_FILE)
    if not waiting.goes_on():
        raise RuntimeError("The installer did not wait.")


class _opened:  # noqa: N801 - reads as a verb
    """The record of a trial, open in a session."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    def __enter__(self) -> ClinicSession:
        made = self._trial.made
        record = open_record(self._trial.record, made.clinician_id, made.data_key)
        self._session = ClinicSession(record, shipped_library(), shipped_forms())
        return self._session

    def __exit__(self, *_error: object) -> None:
        self._session.close()


def _wait_for_installer(trial: Trial) -> None:
    """Wait until nobody has the installer's log open any more."""
    until = time.monotonic() + _WAIT_S
    while _is_open(trial.update / installing.LOG_FILE) and time.monotonic() < until:
        time.sleep(0.02)


def _is_open(path: Path) -> bool:
    for place in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if place.readlink() == path:
                return True
        except OSError:
            continue
    return False


def _current(trial: Trial) -> str:
    return str((trial.prefix / "current").readlink())


def _holds(trial: Trial, new: str = NEW) -> bool:
    """Say whether program and record are as they should be, and start the program that is there."""
    version = _current(trial)
    program = trial.prefix / "current" / "footrehab"
    starts = subprocess.run([program], check=False, capture_output=True).returncode == 0
    with pytest.MonkeyPatch.context() as patches, _opened(trial) as session:
        patches.setattr(updating, "__version__", version)
        noted = installing.read_note(trial.update)
        after = updating.after_start(session)
        told = (after is None) == (noted is None) and (after is None or after.done == (version == new))
        told &= installing.read_note(trial.update) is None
        whole = session.record.verify().ok
        with session.unit_of_work() as unit:
            whole &= unit.patients.count() == _PATIENTS
    for backup in list_backups(backups_of(trial.record)):
        rehearse(backup, OpenKey(trial.made.data_key))
    return starts and told and whole and version in (__version__, new)
