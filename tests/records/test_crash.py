"""Killed in the middle of writing: what was acknowledged is there, whole, and nothing is there by halves."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from footrehab_desktop.records.record import open_record
from tests.records.crash_writer import SESSIONS
from tests.support.record_factory import Template, make_folder

KILLS = 30
PER_FILE = 10


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[tuple[Template, IO[str], IO[str]]]:
    made = make_folder(tmp_path / "0")
    script = Path(__file__).with_name("crash_writer.py")
    arguments = [sys.executable, str(script), made.clinician_id, made.data_key.hex()]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(script.parents[2])}
    with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield made, process.stdin, process.stdout
        process.stdin.close()
        process.wait(timeout=10)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="needs fork and kill")
def test_thirty_kills_lose_no_acknowledged_patient(writers: tuple[Template, IO[str], IO[str]], tmp_path: Path) -> None:
    made, ask, answer = writers
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        folder = tmp_path / str(kill // PER_FILE)
        if kill % PER_FILE == 0:
            acknowledged = set()
            make_folder(folder)
        acknowledged |= kill_one_writer(folder, ask, answer, chance.uniform(0.02, 0.2))
        check(folder, made, acknowledged)


def kill_one_writer(folder: Path, ask: IO[str], answer: IO[str], after_s: float) -> set[str]:
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


def check(folder: Path, made: Template, acknowledged: set[str]) -> None:
    """Open what the kill left and look at every patient."""
    with open_record(folder, made.clinician_id, made.data_key) as record:
        report = record.verify()
        assert report.ok, report
        with record.unit_of_work() as unit:
            on_file = [row.id for row in unit.patients.search("nowak", 100_000)]
            assert acknowledged <= set(on_file)
            assert len(on_file) <= len(acknowledged) + KILLS
            for patient_id in on_file:
                (episode,) = unit.episodes.for_patient(patient_id)
                assert len(unit.diary.sessions(episode.id)) == SESSIONS
            draft = unit.drafts.get("new", "patient")
            assert (draft.content["n"] if draft else 0) == len(on_file)
