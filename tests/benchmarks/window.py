"""The real main window on the large record, for figures that are taken inside one process."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop

from footrehab_desktop import app
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.today_page import TodayPage
from footrehab_desktop.ui.preferences import Preferences
from tests.benchmarks.big_clinic import big_clinic
from tests.support.large_record import TODAY, LargeRecord
from tests.support.session_factory import shipped_forms, shipped_library

LONGEST_WAIT_S = 30.0


@contextmanager
def open_window(made: LargeRecord | None = None) -> Iterator[tuple[MainWindow, ClinicSession]]:
    """Show the window, unlocked, on the day the record was made for; without one on the big clinic."""
    made = made or big_clinic()
    with locked_window(made.folder) as window:
        record = open_record(made.folder, made.clinician_id, made.data_key)
        session = ClinicSession(record, shipped_library(), shipped_forms())
        window.open_session(session)
        settle()
        _wait_for_the_board(window)
        yield window, session


@contextmanager
def locked_window(folder: Path) -> Iterator[MainWindow]:
    """Show the window before its record is unlocked, on the day the record was made for."""
    application = app.make_application()
    theme.apply(application, "light", 100)
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-") as settings:
        window = MainWindow(app.RecordGate(folder), Preferences(Path(settings) / "preferences.json"), today=_today)
        window.show()
        settle()
        try:
            yield window
        finally:
            window.close()
            background.shut_down()


def _wait_for_the_board(window: MainWindow) -> None:
    """Let what is due be worked out first, so that it does not run beside what is measured."""
    page = window.frame.host.current_page
    while isinstance(page, TodayPage) and page.board.waiting:
        settle()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def settle() -> None:
    """Let the program go on until nothing is under way and everything asked for has been painted."""
    until = time.monotonic() + LONGEST_WAIT_S
    while not background.is_idle():
        QCoreApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )
        if time.monotonic() > until:
            raise RuntimeError("The program does not come to rest.")
    QCoreApplication.processEvents()


def _today() -> date:
    return TODAY
