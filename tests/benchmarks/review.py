"""From Ctrl+R to the painted decision card, with three years of daily diary in the case."""

import statistics
from functools import partial

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.review_page import ReviewPage
from tests.benchmarks.big_clinic import big_clinic
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window import open_window, settle

WAITING = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
GOAL_MS = 150
REVIEWS_A_RUN = 5


def measure(runs: int) -> list[Figure]:
    """Return the 95th percentile in ms; what stands around the card (plan, gate) follows after it."""
    made = big_clinic()
    with open_window() as (window, session):
        window.navigate("review", made.daily_patient_id, made.daily_episode_id)
        settle()
        page = window.findChild(ReviewPage)
        if page is None:
            raise RuntimeError("The review page is not on screen.")
        times = []
        for _ in range(max(20, runs * REVIEWS_A_RUN)):
            shown = _newest(page)
            times.append(milliseconds(partial(_review, window, page, shown)))
            _come_to_rest()
        with session.unit_of_work() as unit:
            latest = unit.decisions.latest(made.daily_episode_id)
    sessions = len(latest.case["sessions"]) if latest else 0
    detail = f"p95 of {len(times)}; median {statistics.median(times):.0f} ms; {sessions} sessions in the case"
    return [Figure("review, from key to painted card", percentile(times, 0.95), "ms", GOAL_MS, detail)]


def _come_to_rest() -> None:
    """Wait also for what stands around the card: it is asked for once the card is there."""
    for _ in range(3):
        settle()


def _newest(page: ReviewPage) -> str:
    return page.shown_decision or ""


def _review(window: MainWindow, page: ReviewPage, before: str) -> None:
    """Press the key and wait until another decision is painted."""
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    while _newest(page) == before:
        QApplication.processEvents(WAITING)
    page.repaint()
