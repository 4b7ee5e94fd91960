"""``kill -9`` in the middle of typing: the record opens, and at most two seconds of typing are gone."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from tests.support.record_factory import make_folder
from tests.support.session_factory import make_patient, make_session, shipped_forms, shipped_library

LOST_SECONDS = 2.0
KILLS = 4


def typed_before(lines: list[str], moment: float) -> str:
    """Return the text as it stood at a moment."""
    known = [line.split(maxsplit=1) for line in lines]
    return max((text for at, text in known if float(at) <= moment), key=len, default="")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no kill -9")
@pytest.mark.long
@pytest.mark.parametrize("run", range(KILLS))
def test_at_most_two_seconds_of_typing_are_gone(run: int, tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    session = make_session(folder)
    clinic = make_patient(session)
    session.close()
    made = make_folder(tmp_path / "keys")
    command = [sys.executable, "-m", "tests.support.typing_process", str(folder), made.clinician_id,
               made.data_key.hex(), clinic.patient_id]  # fmt: skip
    wait = random.Random(run).uniform(2.5, 6.0)
    killed_at, lines = kill_after(command, wait)
    with open_record(folder, made.clinician_id, made.data_key) as record:
        opened = ClinicSession(record, shipped_library(), shipped_forms())
        with opened.unit_of_work() as unit:
            draft = unit.drafts.get(clinic.episode_id, "assessment:baseline")
        assert record.verify().ok
    expected = typed_before(lines, killed_at - LOST_SECONDS)
    assert draft is not None
    kept = max((str(value) for value in _leaves(draft.content)), key=len)
    assert kept.startswith(expected), f"kept {len(kept)} of at least {len(expected)} characters"
    assert lines[-1].split(maxsplit=1)[1].startswith(kept)


def kill_after(command: list[str], seconds: float) -> tuple[float, list[str]]:
    """Start typing, kill after ``seconds`` of it, and return the moment with what was typed."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        assert lines[0].strip(), "the window never took a key"
        time.sleep(seconds)
        killed_at = time.monotonic()
        process.kill()
        lines += process.stdout.read().splitlines()
    return killed_at, [line for line in lines if len(line.split()) == 2]


def _leaves(content: object) -> list[object]:
    if isinstance(content, dict):
        return [leaf for value in content.values() for leaf in _leaves(value)]
    if isinstance(content, list):
        return [leaf for value in content for leaf in _leaves(value)]
    return [content]
