"""Loses power while the disk is written: what was not flushed yet is there in part, in any order, or not at all.

Between two moments at which everything was flushed one file has changed: the log at a commit, the database when the
log is brought home, the log again when it begins anew. A loss in between leaves any of the changed sectors of 512
bytes, old or new, and either length. Opened with the real library, the record must be whole and hold exactly what it
held before the change or after it; what was acknowledged before is there in any case.
"""

import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.values import DiarySession, EpisodeDetails
from tests.soak.filling import SOMEBODY
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder

SECTOR: Final = 512
LOSSES_A_CHANGE: Final = 5
_FILES: Final = ("record.db", "record.db-wal", "audit.anchor")
_HOME: Final = ("PASSIVE", "RESTART", "TRUNCATE")
HEEL: Final = EpisodeDetails("plantar_heel", "right", date(2026, 3, 2))
RUN: Final = DiarySession(date(2026, 3, 2), 1, "run", impact=True)


@dataclass(frozen=True)
class Change:
    """One flushed state and the next, as bytes by file name, with how many patients each holds."""

    before: dict[str, bytes]
    after: dict[str, bytes]
    patients: tuple[int, int]


def run(count: int) -> SoakResult:
    """Lose power ``count`` times, several times in the same change."""
    chance, held, old, tried = random.Random(17), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        made, at = make_folder(Path(place) / "live"), Path(place) / "after"
        for change in changes(made, chance):
            for _ in range(min(LOSSES_A_CHANGE, count - tried)):
                shutil.rmtree(at, ignore_errors=True)
                leave(change, made, at, chance)
                found = patients_in(replace(made, folder=at))
                held += found in change.patients
                old += found == change.patients[0] != change.patients[1]
                tried += 1
            if tried == count:
                break
    return SoakResult(tried, held, f"{old:,} times the unit under way was taken back whole")


def changes(made: Template, chance: random.Random) -> Iterator[Change]:
    """Work without end; now and then the log is brought home, as SQLite does by itself on long days."""
    patients = 0
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        with record.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0").all()
        before = _files(made.folder)
        while True:
            if chance.random() < 0.25:
                # First the database is written and flushed; only then is the log cut or begun anew.
                _bring_home(record, "PASSIVE")
                after = _files(made.folder)
                yield Change(before, after, (patients, patients))
                before = after
                _bring_home(record, chance.choice(_HOME))
                after = _files(made.folder)
                yield Change(before, after, (patients, patients))
            else:
                _add_patient(record, chance)
                after = _files(made.folder)
                yield Change(before, after, (patients, patients + 1))
                patients += 1
            before = after


def _bring_home(record: Record, how: str) -> None:
    with record.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA wal_checkpoint({how})").all()


def _add_patient(record: Record, chance: random.Random) -> None:
    sessions = [replace(RUN, on=RUN.on + timedelta(days=day)) for day in range(chance.randrange(1, 25))]
    with record.unit_of_work() as unit:
        patient = unit.patients.add(replace(SOMEBODY, notes="n" * chance.randrange(4000)))
        episode = unit.episodes.add(patient.id, HEEL)
        unit.diary.put_sessions(episode.id, sessions)
        unit.commit()


def _files(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in _FILES if (folder / name).exists()}


def leave(change: Change, made: Template, folder: Path, chance: random.Random) -> None:
    """Write what the disk holds after a loss. The anchor is replaced whole, after the commit: it is old."""
    if sum(change.before.get(name) != change.after.get(name) for name in _FILES[:2]) > 1:
        raise RuntimeError("Two files changed at once: the model does not fit.")
    folder.mkdir()
    shutil.copy(made.folder / "keys.json", folder)
    for name in change.before.keys() | change.after.keys():
        old, new = change.before.get(name, b""), change.after.get(name, b"")
        content = old if name == "audit.anchor" or old == new else _mixed(old, new, chance)
        (folder / name).write_bytes(content)


def _mixed(old: bytes, new: bytes, chance: random.Random) -> bytes:
    share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    length = chance.choice((len(old), len(new)))
    mixed = bytearray(old.ljust(length, b"\0")[:length])
    for start in range(0, length, SECTOR):
        if chance.random() < share:
            piece = new[start : start + SECTOR]
            mixed[start : start + len(piece)] = piece
    return bytes(mixed[:length])


def patients_in(made: Template) -> int:
    """Open what is left and return how many patients are there; -1 when anything is missing or harmed."""
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        report = record.verify()
        with record.unit_of_work() as unit:
            rows = unit.patients.search("", 100_000)
            whole = all(unit.episodes.for_patient(row.id) for row in rows)
            return len(rows) if report.ok and whole else -1
