"""A long day at one window: patients opened, searched, charted and printed; memory, threads and handles stay level."""

import gc
import os
import random
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from footrehab_desktop.app import make_application
from footrehab_desktop.clinic.handout_catalogue import Printing, WantedHandout, prepare_handout
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.records.values import EpisodeDetails, PatientDetails
from footrehab_desktop.ui import background, theme
from tests.benchmarks.figures import percentile
from tests.benchmarks.resident import resident_mb
from tests.soak.result import SoakResult
from tests.support.lock_window import LockWindow, lock_window
from tests.support.session_factory import TODAY

PATIENTS: Final = 12
WARM_UP: Final = 2 * PATIENTS
MOST_GROWTH_MB: Final = 50
PAGES: Final = ("summary", "progress", "diary", "plan")
PERSON: Final = PatientDetails("Nowak", "Jan", date(1984, 3, 4), "male")


def run(count: int) -> SoakResult:
    """Open ``count`` patients one after the other, each with four pages, five searches and, for every second, a PDF.

    Raises ``AssertionError`` when memory grows by more than 50 MB, references to None are lost, or a thread or an open
    file stays behind.
    """
    application = make_application()
    theme.apply(application, "light", 100)
    chance = random.Random(4)
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place, lock_window(Path(place)) as desk:
        patients = _fill(desk)
        for number in range(WARM_UP):
            _one_patient(desk, patients[number % PATIENTS], number, chance)
        before = _level()
        times = [_one_patient(desk, patients[n % PATIENTS], n, chance) for n in range(count)]
        after = _level()
        background.shut_down()
    _check(before, after)
    quarter = max(1, count // 4)
    early, late = (percentile(part, 0.95) for part in (times[:quarter], times[-quarter:]))
    grown = after["memory"] - before["memory"]
    words = f"memory {grown:+.1f} MB; a patient {early:.0f} ms p95 at first, {late:.0f} at last"
    return SoakResult(count, count, words)


def _fill(desk: LockWindow) -> list[tuple[str, str]]:
    made = []
    with desk.session.unit_of_work() as unit:
        for number in range(PATIENTS):
            patient = unit.patients.add(replace(PERSON, given_name=f"Jan {number}"))
            episode = unit.episodes.add(patient.id, EpisodeDetails("plantar_heel", "right", TODAY))
            made.append((patient.id, episode.id))
        unit.commit()
    return made


def _one_patient(desk: LockWindow, patient: tuple[str, str], number: int, chance: random.Random) -> float:
    """Return the milliseconds that a round with one patient took."""
    start = time.perf_counter()
    patient_id, episode_id = patient
    QTest.keyClick(desk.window, Qt.Key.Key_Shift)  # somebody is there: the program does not lock
    for code in PAGES:
        desk.go(code, patient_id)
    with desk.session.unit_of_work() as unit:
        for _ in range(5):
            unit.patients.search(chance.choice(("now", "jan 3", "x", "040384")))
        if number % 2:
            at = Printing(unit, desk.session.library, desk.session.forms, TODAY)
            prepare_handout(at, WantedHandout("diary", episode_id, PrintOptions(), TODAY))
    return (time.perf_counter() - start) * 1000


def _level() -> dict[str, float]:
    gc.collect()
    handles = Path("/proc/self/fd")
    return {
        "memory": resident_mb(),
        "none": sys.getrefcount(None),
        "threads": threading.active_count(),
        "handles": len(os.listdir(handles)),
    }


def _check(before: dict[str, float], after: dict[str, float]) -> None:
    assert after["memory"] - before["memory"] <= MOST_GROWTH_MB, f"memory went from {before} to {after}"
    assert after["none"] >= before["none"] - 1000, "references to None are lost"
    assert after["threads"] <= before["threads"], "a thread stays behind"
    assert after["handles"] <= before["handles"] + 2, "an open file stays behind"
