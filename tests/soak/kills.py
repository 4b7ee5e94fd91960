"""Kills a writing process at random moments: what was acknowledged is there, whole, and nothing is there by halves."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from footrehab_desktop.records.record import open_record
from tests.soak.crash_writer import SESSIONS
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder

PER_FILE: Final = 50
LONGEST_S: Final = 0.25


def run(count: int) -> SoakResult:
    """Kill ``count`` writers; each 50 write to one record. Raises ``AssertionError`` for what was lost or halved."""
    chance = random.Random(7)
    saved = 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place, _writers(Path(place)) as (made, ask, answer):
        acknowledged: set[str] = set()
        for kill in range(count):
            folder = Path(place) / str(kill // PER_FILE)
            if kill % PER_FILE == 0:
                acknowledged = set()
                make_folder(folder)
            said = _kill_one_writer(folder, ask, answer, chance.uniform(0.005, LONGEST_S))
            saved += len(said)
            acknowledged |= said
            _check(folder, made, acknowledged, kills=kill % PER_FILE + 1)
    return SoakResult(count, count, f"{saved} acknowledged commits, none lost")


@contextmanager
def _writers(place: Path) -> Iterator[tuple[Template, IO[str], IO[str]]]:
    made = make_folder(place / "made")
    script = Path(__file__).with_name("crash_writer.py")
    arguments = [sys.executable, str(script), made.clinician_id, made.data_key.hex()]
    environment = {**os.environ, "PYTHONPATH": str(script.parents[2])}
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield made, process.stdin, process.stdout
        process.stdin.close()
        process.wait(timeout=10)


def _kill_one_writer(folder: Path, ask: IO[str], answer: IO[str], after_s: float) -> set[str]:
    """Start a writer, kill it and return which patients it said were saved."""
    ask.write(f"{folder}\n")
    ask.flush()
    writer = int(answer.readline())
    time.sleep(after_s)
    os.kill(writer, signal.SIGKILL)
    said = set()
    while (line := answer.readline().strip()) != "end":
        said.add(line)
    return said


def _check(folder: Path, made: Template, acknowledged: set[str], kills: int) -> None:
    """Open what the kill left and look at every patient."""
    with open_record(folder, made.clinician_id, made.data_key) as record:
        report = record.verify()
        assert report.ok, report
        with record.unit_of_work() as unit:
            on_file = [row.id for row in unit.patients.search("nowak", 100_000)]
            assert acknowledged <= set(on_file), "an acknowledged patient is missing"
            assert len(on_file) <= len(acknowledged) + kills
            for patient_id in on_file:
                (episode,) = unit.episodes.for_patient(patient_id)
                assert len(unit.diary.sessions(episode.id)) == SESSIONS, "a transaction was halved"
            draft = unit.drafts.get("new", "patient")
            assert (draft.content["n"] if draft else 0) == len(on_file)
