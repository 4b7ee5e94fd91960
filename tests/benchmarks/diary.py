"""The week grid of a patient with three years of daily diary and eight exercises: opened, and typed cell by cell."""

import statistics
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from tests.benchmarks.big_clinic import big_clinic
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window import open_window, settle
from tests.support.large_record import TODAY
from tests.support.session_factory import shipped_forms, shipped_library

OPENINGS = 20
CELLS = 100
EIGHT = ("EX-I05", "EX-P04", "EX-B02", "EX-M05", "EX-P17", "EX-M11", "EX-I04", "EX-R01")
# A day typed again and again: all done, a run with its pains, the morning after; then the next day.
TYPED = ("x", "r", "30\r", "10\r", "2", "2", "0", "4", "2", "A\r", "2", "5\r", "7\r", "4", "\r")


def measure(_runs: int) -> list[Figure]:
    """Return opening and typing in ms, 95th percentiles."""
    made = big_clinic()
    prescribe_eight()
    with open_window() as (window, session):
        with session.unit_of_work() as unit:
            other = next(row.person for row in unit.caseload.rows() if row.person.patient_id != made.daily_patient_id)
        openings = []
        for _ in range(OPENINGS):
            _open(window, other.patient_id, other.episode_id)
            openings.append(milliseconds(partial(_open, window, made.daily_patient_id, made.daily_episode_id)))
        page = window.frame.host.current_page
        assert isinstance(page, DiaryPage)
        shown = sum(1 for row in page.model.rows() if row.code == "ex_done")
        cells = _typed_cells(page)
    opened = f"p95 of {OPENINGS} openings, 3 years of diary, {shown} exercises; median {_middle(openings)} ms"
    typed = f"p95 of {len(cells)} cells, from the key to the paint; median {_middle(cells)} ms"
    return [
        Figure("week grid opened", percentile(openings, 0.95), "ms", 100, opened),
        Figure("diary, cell to cell", percentile(cells, 0.95), "ms", 16, typed),
    ]


def prescribe_eight() -> None:
    """Give the patient with the daily diary a plan of eight exercises that stands on the week that is opened."""
    made = big_clinic()
    before = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC) - timedelta(days=30)
    record = open_record(made.folder, made.clinician_id, made.data_key, clock=lambda: before)
    session = ClinicSession(record, shipped_library(), shipped_forms())
    with session.unit_of_work() as unit:
        unit.plans.save(made.daily_episode_id, [PlanItem(exercise, 3, 10) for exercise in EIGHT], None)
        unit.commit()
    session.close()


def _open(window: MainWindow, patient_id: str, episode_id: str) -> None:
    window.navigate("diary", patient_id, episode_id)
    settle()
    QApplication.processEvents()
    page = window.frame.host.current_page
    if page is None or page.code != "diary" or window.frame.banner.content is None:
        raise RuntimeError("The diary is not on screen.")
    if window.frame.banner.content.patient_id != patient_id:
        raise RuntimeError("The diary shows another patient.")


def _typed_cells(page: DiaryPage) -> list[float]:
    """Type days from the top of the week on; a cell is measured from its first key until the next one is painted."""
    page.window().activateWindow()
    page.show_previous_week()
    settle()
    page.focus_first()
    page.grid.go_to_start()
    times = []
    while len(times) < CELLS:
        for text in TYPED:
            times.append(milliseconds(partial(_type, page, text)))
            if page.grid.currentIndex().column() == page.model.columnCount() - 1:
                page.grid.go_to_start()
    page.discard_typing()
    settle()
    return times


def _type(page: DiaryPage, text: str) -> None:
    for character in text:
        target = QApplication.focusWidget() or page.grid
        if character == "\r":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, character)
    QApplication.processEvents()


def _middle(times: list[float]) -> str:
    return f"{statistics.median(times):.1f}"
