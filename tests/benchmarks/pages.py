"""From the passphrase to the first page, and opening the patient with three years of daily diary, until painted."""

import statistics
from functools import partial

from PySide6.QtWidgets import QApplication

from footrehab_desktop.ui.main_window import MainWindow
from tests.benchmarks.big_clinic import big_clinic
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.start import printed
from tests.benchmarks.window import open_window, settle

PAGES = ("summary", "diary", "review")
OPENINGS = 21


def measure(runs: int) -> list[Figure]:
    """Return both in ms."""
    made = big_clinic()
    arguments = (str(made.folder), made.clinician_id, made.data_key.hex())
    unlocking = [printed("our_unlock", *arguments) for _ in range(runs)]
    detail = f"20,000 patients, 300 open episodes; slowest {max(unlocking):.0f} ms"
    return [Figure("unlock to the first page", statistics.median(unlocking), "ms", 250, detail), *_patient_pages()]


def _patient_pages() -> list[Figure]:
    made = big_clinic()
    figures = []
    with open_window() as (window, session):
        with session.unit_of_work() as unit:
            other = next(row.person for row in unit.caseload.rows() if row.person.patient_id != made.daily_patient_id)
        for code in PAGES:
            times = []
            for _ in range(OPENINGS):
                _open(window, code, other.patient_id, other.episode_id)
                opening = partial(_open, window, code, made.daily_patient_id, made.daily_episode_id)
                times.append(milliseconds(opening))
            detail = f"p95 of {OPENINGS} openings; median {statistics.median(times):.0f} ms, first {times[0]:.0f} ms"
            figures.append(Figure(f"{code} with 3 years of diary", percentile(times, 0.95), "ms", 100, detail))
    return figures


def _open(window: MainWindow, code: str, patient_id: str, episode_id: str) -> None:
    """Go to a patient's page and wait until it is painted with everything it reads."""
    window.navigate(code, patient_id, episode_id)
    settle()
    QApplication.processEvents()
    page = window.frame.host.current_page
    if page is None or page.code != code or window.frame.banner.content is None:
        raise RuntimeError(f"{code} is not on screen.")
    if window.frame.banner.content.patient_id != patient_id:
        raise RuntimeError(f"{code} shows another patient.")
