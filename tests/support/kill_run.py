"""``python -m tests.support.kill_run --runs 100``: type into the real window, ``kill -9``, open the record, compare.

Prints how many seconds of typing were lost at worst; exits with 1 when it is more than two seconds in any run.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from tests.support.record_factory import make_folder
from tests.support.session_factory import make_patient, make_session, shipped_forms, shipped_library

LOST_SECONDS = 2.0
TYPED_SECONDS = (2.5, 6.0)


def lost_seconds(run: int, folder: Path) -> float:
    """Type for a while that depends on ``run``, kill, and return how many seconds of typing the record lacks.

    Raises ``AssertionError`` when the record does not open, is not whole, or holds something that was never typed.
    """
    session = make_session(folder / "clinic")
    clinic = make_patient(session)
    session.close()
    made = make_folder(folder / "keys")
    command = [sys.executable, "-m", "tests.support.typing_process", str(folder / "clinic"), made.clinician_id,
               made.data_key.hex(), clinic.patient_id]  # fmt: skip
    killed_at, typed = kill_after(command, random.Random(run).uniform(*TYPED_SECONDS))
    with open_record(folder / "clinic", made.clinician_id, made.data_key) as record:
        opened = ClinicSession(record, shipped_library(), shipped_forms())
        with opened.unit_of_work() as unit:
            draft = unit.drafts.get(clinic.episode_id, "assessment:baseline")
        report = record.verify()
        assert report.ok, report
    kept = max(draft.content["typed"].values(), key=len, default="") if draft is not None else ""
    assert typed[-1][1].startswith(kept), "the draft holds what nobody typed"
    missing = [at for at, text in typed if len(text) > len(kept)]
    return killed_at - missing[0] if missing else 0.0


def kill_after(command: list[str], seconds: float) -> tuple[float, list[tuple[float, str]]]:
    """Start typing, kill after ``seconds`` of it; return the moment, and each typed text with its moment."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        assert lines[0].strip(), "the window never took a key"
        time.sleep(seconds)
        killed_at = time.monotonic()
        process.kill()
        lines += process.stdout.read().splitlines()
    pairs = [line.split(maxsplit=1) for line in lines if len(line.split()) == 2]
    return killed_at, [(float(at), text.strip()) for at, text in pairs]


def _in_own_folder(run: int) -> float:
    with tempfile.TemporaryDirectory(prefix="footrehab-kill-") as folder:
        return lost_seconds(run, Path(folder))


def main() -> int:
    """Run as often as asked and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--at-once", type=int, default=3, help="windows at the same time (default 3)")
    parsed = parser.parse_args()
    # Processes of their own: the record belongs to the thread that opened it.
    with ProcessPoolExecutor(parsed.at_once, mp_context=get_context("spawn")) as pool:
        lost = list(pool.map(_in_own_folder, range(parsed.runs)))
    print(
        f"{parsed.runs} kills while typing: every record opened whole; "
        f"typing lost {statistics.median(lost):.2f} s in the middle, {max(lost):.2f} s at worst"
    )
    return int(max(lost) > LOST_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())
