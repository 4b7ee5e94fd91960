"""The week grid of a patient with three years of daily diary and eight exercises: opened, and typed cell by cell.

Both are measured at rest and while Today is working out what is due for the whole clinic, as after an update.
"""

import statistics
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from footrehab_desktop.ui.pages.today_page import TodayPage
from footrehab_desktop.ui.presenters.diary_lines import Row
from tests.benchmarks.big_clinic import big_clinic
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window import open_window, settle
from tests.support.large_record import TODAY
from tests.support.session_factory import shipped_forms, shipped_library

SCREEN = (1366, 732)  # a small laptop, without the bar of the window
OPENINGS = 20
CELLS = 100
WAIT = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
EIGHT = ("EX-I05", "EX-P04", "EX-B02", "EX-M05", "EX-P17", "EX-M11", "EX-I04", "EX-R01")
# What is typed in the lines of a day, again and again; any other line is passed with Enter.
TYPED = {
    "exercises": "x", "kind": "r", "minutes": "30\r", "run_min": "10\r", "pain_during": "2", "pain_evening": "3",
    "swelling": "0", "rpe": "4", "surface": "2", "shoe": "A\r", "completed_pct": "100\r", "sharp": "n", "limp": "n",
    "settle_h": "12\r", "rest_pain": "0", "next_morning_pain": "2", "next_morning_stiffness_min": "5\r",
    "sleep_h": "7\r", "mood": "4",
}  # fmt: skip


def measure(_runs: int) -> list[Figure]:
    """Return opening and typing in ms, 95th percentiles."""
    made = big_clinic()
    prescribe_eight()
    with open_window() as (window, session):
        window.resize(*SCREEN)
        with session.unit_of_work() as unit:
            other = next(row.person for row in unit.caseload.rows() if row.person.patient_id != made.daily_patient_id)
        openings = []
        for _ in range(OPENINGS):
            _open(window, other.patient_id, other.episode_id)
            settle()
            openings.append(milliseconds(partial(_open, window, made.daily_patient_id, made.daily_episode_id)))
            settle()
        page = window.frame.host.current_page
        assert isinstance(page, DiaryPage)
        shown = sum(1 for row in page.model.rows() if row.code == "ex_done")
        cells = _typed_cells(page, CELLS)
        settle()
        busy_openings, busy_cells = _beside_the_board(window, session)
    opened = f"p95 of {OPENINGS} openings, 3 years of diary, {shown} exercises; median {_middle(openings)} ms"
    typed = f"p95 of {len(cells)} cells, from the key to the paint; median {_middle(cells)} ms"
    return [
        Figure("week grid opened", percentile(openings, 0.95), "ms", 100, opened),
        Figure("diary, cell to cell", percentile(cells, 0.95), "ms", 16, typed),
        Figure("week grid, board at work", percentile(busy_openings, 0.95), "ms", 100,
               f"{len(busy_openings)} openings from the board; median {_middle(busy_openings)} ms"),
        Figure("diary cells, board at work", percentile(busy_cells, 0.95), "ms", 16,
               f"p95 of {len(busy_cells)} cells right after; median {_middle(busy_cells)} ms"),
    ]  # fmt: skip


def _beside_the_board(window: MainWindow, session: ClinicSession) -> tuple[list[float], list[float]]:
    """Open the diary from a board that has everything to work out, and type a day at once."""
    made = big_clinic()
    with session.unit_of_work() as unit:
        unit.outlooks.forget([row.person.episode_id for row in unit.caseload.rows()])
        unit.commit()
    openings, cells = [], []
    for _ in range(OPENINGS // 2):
        window.navigate("today")
        board = window.frame.host.current_page
        assert isinstance(board, TodayPage)
        _let_work(board)
        openings.append(milliseconds(partial(_open, window, made.daily_patient_id, made.daily_episode_id)))
        page = window.frame.host.current_page
        assert isinstance(page, DiaryPage)
        cells += _typed_cells(page, len(TYPED))
        if not board.board.waiting:
            raise RuntimeError("The board has nothing left to work out.")
    return openings, cells


def _let_work(page: TodayPage) -> None:
    """Wait until some of what is due has been worked out and shown, and more is under way."""
    while not page.board.waiting:
        QApplication.processEvents(WAIT)
    before = page.board.waiting
    while page.board.waiting == before:
        QApplication.processEvents(WAIT)


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
    """Go to the diary with a key pressed first, as a hand does, and wait until it is painted."""
    QTest.keyClick(window, Qt.Key.Key_Shift)
    window.navigate("diary", patient_id, episode_id)
    while not _shows(window, patient_id):
        QApplication.processEvents(WAIT)
    QApplication.processEvents()


def _shows(window: MainWindow, patient_id: str) -> bool:
    page, banner = window.frame.host.current_page, window.frame.banner.content
    return isinstance(page, DiaryPage) and banner is not None and banner.patient_id == patient_id


def _typed_cells(page: DiaryPage, many: int) -> list[float]:
    """Type days from the top of the week on; a cell is measured from its first key until the next one is painted."""
    page.window().activateWindow()
    page.show_previous_week()
    page.focus_first()
    page.grid.go_to_start()
    QApplication.processEvents()
    times = []
    while len(times) < many:
        line = page.model.line(page.grid.currentIndex().row())
        text = TYPED.get(line.code, "\r") if isinstance(line, Row) else "\r"
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
