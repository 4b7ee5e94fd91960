"""The disk takes no more bytes: at every length a file could have while a unit, a backup, a restore or an upgrade runs.

A limit on the size of files stands for the full disk, moved on sector by sector until the work goes through. Every
refusal is one of our sentences, nothing acknowledged is lost, no backup goes, and once there is room the work is done.
Then the same while a record recovers from a loss of power: the first opening may fail, the second must not.
"""

import itertools
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records import restore, sqlite
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.unlock import derive_data_key
from tests.soak import power_losses
from tests.soak.cut_short import STORED
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import PASSPHRASE, Template, make_folder

NOW: Final = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
SECTOR: Final = 512
_RECOVERY_LIMITS: Final = (0, 100, 4096, 32767, 40_000, 200_000)


def run(count: int) -> SoakResult:
    """Let ``count`` works fail, in a process of their own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            os.write(writing, " ".join(map(str, _in_child(count))).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        tried, held, refused = map(int, (answer.read() or "1 0 0").split())
    return SoakResult(tried, held, f"{refused:,} refused for want of room, the others went through")


def _in_child(count: int) -> tuple[int, int, int]:
    tried = held = refused = 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        cases = [way(Path(place) / way.__name__) for way in (_units, _backups, _restores, _upgrades, _recoveries)]
        for case in itertools.cycle(cases):
            was_refused, whole = next(case)
            tried, held, refused = tried + 1, held + whole, refused + was_refused
            if tried == count:
                break
    return tried, held, refused


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes in the block."""
    import resource  # Windows has no such limit

    usual, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, hard))


def _refuses(work: Callable[[], object], size: int) -> bool:
    """Do the work with room for files of ``size`` bytes; say whether it was refused with a sentence."""
    with room_for(size):
        try:
            work()
        except SurroundingsError:
            return True
    return False


def _units(folder: Path) -> Iterator[tuple[bool, bool]]:
    """Units of work, with room for ever more of the log."""
    made = make_folder(folder)
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, 1)
        patients = 1
        for step in itertools.count():
            size = (folder / "record.db-wal").stat().st_size
            refused = _refuses(lambda: fill(record, 1), size + (step % 60) * SECTOR)
            patients += not refused
            whole = _count(record) == patients
            fill(record, 1)
            patients += 1
            yield refused, whole and _count(record) == patients and (step % 20 > 0 or record.verify().ok)


def _backups(folder: Path) -> Iterator[tuple[bool, bool]]:
    made = make_folder(folder)
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, 20)
        first = backup_record(record, NOW)
        size = first.manifest.size
        for step in itertools.count():
            now = NOW + timedelta(minutes=step)
            refused = _refuses(partial(backup_record, record, now), (step * 37 % 130) * size // 100)
            found = list_backups(backups_of(folder))
            half = [path for path in backups_of(folder).iterdir() if path.suffix == ".part"]
            yield refused, len(found) == (1 if refused else 2) and not half
            for backup in found:
                if backup.folder != first.folder:
                    shutil.rmtree(backup.folder)


def _restores(folder: Path) -> Iterator[tuple[bool, bool]]:
    made = make_folder(folder)
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, 5)
        backup = backup_record(record, NOW)
        fill(record, 2)
    order = restore.RestoreOrder(backup, folder, sqlite.OpenKey(made.data_key), made.clinician_id)
    for step in itertools.count():
        size = (step * 29 % 130) * backup.manifest.size // 100
        refused = _refuses(lambda: restore.restore_backup(order, NOW), size)
        with open_record(made.folder, made.clinician_id, made.data_key) as record:
            # Once it was restored, it stays so.
            yield refused, _count(record) in ((7, 5) if refused else (5,)) and record.verify().ok
        for kept in folder.glob("before-restore-*"):
            shutil.rmtree(kept)


def _upgrades(folder: Path) -> Iterator[tuple[bool, bool]]:
    (clinician,) = list_clinicians(STORED)
    key = derive_data_key(_copy(STORED, folder), clinician.id, PASSPHRASE)
    for step in itertools.count():
        shutil.rmtree(folder)
        old = (_copy(STORED, folder) / "record.db").read_bytes()
        size = (step * 31 % 130) * len(old) * 2 // 100
        refused = _refuses(lambda: open_record(folder, clinician.id, key).close(), size)
        unharmed = not refused or _is_as_before(folder, old)
        with open_record(folder, clinician.id, key) as record:
            yield refused, unharmed and _count(record) == 1 and record.verify().ok


def _recoveries(folder: Path) -> Iterator[tuple[bool, bool]]:
    """A loss of power, then an opening that fails for want of room, then one that does not."""
    chance = random.Random(23)
    made = make_folder(folder)
    at = folder.with_name("recovering")
    for number, change in enumerate(power_losses.changes(made, chance)):
        shutil.rmtree(at, ignore_errors=True)
        power_losses.leave(change, made, at, chance)
        left = replace(made, folder=at)
        refused = _refuses(partial(_open_once, left), _RECOVERY_LIMITS[number % len(_RECOVERY_LIMITS)])
        yield refused, power_losses.patients_in(left) in change.patients


def _open_once(made: Template) -> None:
    open_record(made.folder, made.clinician_id, made.data_key).close()


def _is_as_before(folder: Path, old: bytes) -> bool:
    """Say whether the record is what it was, or was brought forward whole before the room ran out."""
    return (folder / "record.db").read_bytes() == old or bool(list_backups(backups_of(folder)))


def _copy(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def _count(record: Record) -> int:
    with record.unit_of_work() as unit:
        return unit.patients.count()
