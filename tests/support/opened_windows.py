"""Opens the program's window on a record's folder, as often as a test wants, and closes every one in the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from footrehab_desktop.app import RecordGate
from footrehab_desktop.ui import background
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences
from tests.support.recording_dialogs import RecordingDialogs

OpenWindow = Callable[[Path], MainWindow]


@contextmanager
def opened_windows(preferences: Preferences, dialogs: RecordingDialogs, today: date) -> Iterator[OpenWindow]:
    """Give what opens a window of laptop size on a folder, active and settled."""
    windows: list[MainWindow] = []

    def open_one(folder: Path) -> MainWindow:
        window = MainWindow(RecordGate(folder), preferences, dialogs=dialogs, today=lambda: today)
        window.resize(1366, 768)
        window.show()
        QTest.qWaitForWindowActive(window)
        settle_window()
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()


def settle_window() -> None:
    """Wait until everything under way is done, and what that asked for in its turn."""
    for _round in range(3):
        assert background.wait_until_idle(30)
        QCoreApplication.processEvents()
