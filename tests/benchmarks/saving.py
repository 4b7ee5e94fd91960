"""Saving a session until it is on the disk, and what encryption costs: the same statements on a plain file."""

import random
import statistics
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from footrehab_desktop.records.values import DiarySession, EpisodeDetails, PatientDetails
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.support.record_factory import make_record

SAVES: Final = 60
ROUNDS: Final = 300
PAGES_KEPT_KIB: Final = 16384
RUN: Final = DiarySession(date(2026, 3, 2), 1, "run", impact=True, minutes=30, pain_during=2, note="steady")
HEEL: Final = EpisodeDetails("plantar_heel", "right", date(2026, 3, 2))
KEY: Final = "PRAGMA key = \"x'" + "5a" * 32 + "'\""


def measure(runs: int) -> list[Figure]:
    """Return the 95th percentile of a save in ms, and encrypted against plain as a ratio."""
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-") as place:
        saves = _saves(Path(place) / "clinic", runs)
        sealed, plain = [], []
        for number in range(runs):
            plain.append(_mixed_load(Path(place) / f"plain-{number}.db", None))
            sealed.append(_mixed_load(Path(place) / f"sealed-{number}.db", KEY))
    ours, bare = statistics.median(sealed), statistics.median(plain)
    words = f"{len(saves)} saves, median {statistics.median(saves):.1f}, slowest {max(saves):.1f}"
    return [
        Figure("save of a session, on the disk, p95", percentile(saves, 0.95), "ms", 20, words),
        Figure("encrypted against plain, mixed load", ours / bare, "×", 1.5, f"{ours:.0f} ms against {bare:.0f} ms"),
    ]


def _saves(folder: Path, runs: int) -> list[float]:
    with make_record(folder) as record:
        with record.unit_of_work() as unit:
            patient = unit.patients.add(PatientDetails("Nowak", "Jan", date(1984, 3, 4), "male"))
            episode = unit.episodes.add(patient.id, HEEL)
            unit.commit()

        def save(number: int) -> None:
            with record.unit_of_work() as unit:
                unit.diary.put_sessions(episode.id, [replace(RUN, on=RUN.on + timedelta(days=number))])
                unit.commit()

        return [milliseconds(lambda number=number: save(number)) for number in range(SAVES * runs)]


def _mixed_load(path: Path, key: str | None) -> float:
    """Return the milliseconds of writes, looks by index and searches through notes, with the record's own settings."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    if key is not None:
        connection.execute(key)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    connection.execute(f"PRAGMA cache_size = -{PAGES_KEPT_KIB}")
    connection.execute("CREATE TABLE session (id INTEGER PRIMARY KEY, patient INTEGER, on_date TEXT, note TEXT)")
    connection.execute("CREATE INDEX by_patient ON session (patient)")
    took = milliseconds(lambda: _work(connection))
    connection.close()
    return took


def _work(connection: Any) -> None:
    chance = random.Random(1)
    for number in range(ROUNDS):
        connection.execute("BEGIN IMMEDIATE")
        rows = [(chance.randrange(500), f"2026-03-{number % 28 + 1:02d}", "steady run " * 20) for _ in range(20)]
        connection.executemany("INSERT INTO session (patient, on_date, note) VALUES (?, ?, ?)", rows)
        connection.execute("UPDATE session SET note = note || '.' WHERE patient = ?", (chance.randrange(500),))
        connection.execute("COMMIT")
        for _ in range(10):
            connection.execute("SELECT * FROM session WHERE patient = ?", (chance.randrange(500),)).fetchall()
        if number % 30 == 0:
            connection.execute("SELECT count(*) FROM session WHERE note LIKE '%walk%'").fetchone()
