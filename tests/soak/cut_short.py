"""Ends the process at one step after the other of a backup, a restore and an upgrade, and looks at what is there then.

A step is a change of the disk by the program or a statement for the database. Whatever step was the last: the record
opens, is whole, and is either the one before or the one after; no backup is lost and none is half.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event

from footrehab_desktop.records import restore, sqlite
from footrehab_desktop.records.backup import make_backup
from footrehab_desktop.records.backup_store import backups_of, list_backups, rotate
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.migrate import upgrade_record
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.unlock import derive_data_key
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import PASSPHRASE, make_folder

NOW: Final = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
STORED: Final = Path(__file__).parents[1] / "records" / "stored" / "revision_0001"
CUT: Final = 9
_WATCHED: Final = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree", "open"})


@dataclass(frozen=True)
class Way:
    """Something done to a record in ``folder``: what, and how it is told that it went well or never happened."""

    folder: Path
    clinician_id: str
    data_key: bytes
    act: Callable[["Way", Path], object]
    patients: frozenset[int]
    backups_before: int

    @property
    def key(self) -> sqlite.OpenKey:
        """Return a key to open with."""
        return sqlite.OpenKey(self.data_key)


def run(count: int) -> SoakResult:
    """Cut every way short ``count`` times in all, at steps evenly apart."""
    tried = held = 0
    figures = []
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        ways = _ways(Path(place))
        for name, way in ways.items():
            steps = _steps_of(way, Path(place))
            places = sorted({1 + number * steps // max(1, count // 3) for number in range(max(1, count // 3))})
            for step in places:
                held += _holds(way, Path(place), step)
            tried += len(places)
            figures.append(f"{name}: {len(places)} of {steps} steps")
    return SoakResult(tried, held, "; ".join(figures))


def _ways(place: Path) -> dict[str, Way]:
    made = make_folder(place / "template")
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, 3)
        for days in (30, 20, 10):
            make_backup(record.folder, record.engine, record.key, "regular", NOW - timedelta(days=days))
        fill(record, 2)
    opened = (made.clinician_id, made.data_key)
    older = place / "older"
    shutil.copytree(STORED, older)
    (clinician,) = list_clinicians(older)
    key = derive_data_key(older, clinician.id, PASSPHRASE)
    return {
        "backup": Way(made.folder, *opened, _back_up, frozenset({5}), 3),
        "restore": Way(made.folder, *opened, _restore, frozenset({3, 5}), 3),
        "upgrade": Way(older, clinician.id, key, _upgrade, frozenset({1}), 0),
    }


def _back_up(way: Way, folder: Path) -> None:
    engine = sqlite.make_engine(folder / "record.db", way.key, keep_connections=False)
    make_backup(folder, engine, way.key, "regular", NOW)
    rotate(backups_of(folder), NOW)


def _restore(way: Way, folder: Path) -> None:
    backup = list_backups(backups_of(folder))[0]
    restore.restore_backup(restore.RestoreOrder(backup, folder, way.key, way.clinician_id), NOW)


def _upgrade(way: Way, folder: Path) -> None:
    upgrade_record(folder, way.key)


def _steps_of(way: Way, place: Path) -> int:
    told = place / "steps"
    _run_in_child(way, place, 0, told)
    return int(told.read_text())


def _holds(way: Way, place: Path, step: int) -> bool:
    """Cut the way short before this step and say whether what is left is as it should be."""
    folder = _run_in_child(way, place, step, None)
    restore.finish_if_cut_short(folder)
    with open_record(folder, way.clinician_id, way.data_key) as record:
        whole = record.verify().ok
        with record.unit_of_work() as unit:
            whole &= unit.patients.count() in way.patients
    backups = list_backups(backups_of(folder))
    for backup in backups:
        restore.rehearse(backup, way.key)
    left = [path for path in folder.iterdir() if path.name.startswith("restor") or path.name.endswith("migrating")]
    shutil.rmtree(folder)
    return whole and len(backups) >= way.backups_before and not left


def _run_in_child(way: Way, place: Path, stop: int, told: Path | None) -> Path:
    folder = place / "cut"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(way.folder, folder)
    child = os.fork()
    if child == 0:
        try:
            _count_steps(folder, stop, lambda: way.act(way, folder), told)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, CUT):
        raise RuntimeError("The way itself failed.")
    return folder


def _count_steps(folder: Path, stop: int, act: Callable[[], object], told: Path | None) -> None:
    steps = 0

    def step(*_event: Any) -> None:
        nonlocal steps
        steps += 1
        if steps == stop:
            os._exit(CUT)

    def watch(name: str, arguments: tuple[Any, ...]) -> None:
        if name in _WATCHED and str(folder) in str(arguments[0]):
            step()

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    sys.addaudithook(watch)
    act()
    if told is not None:
        told.write_text(str(steps))
    os._exit(0)
