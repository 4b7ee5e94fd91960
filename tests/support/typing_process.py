"""A process that types into the real window until it is killed: ``python -m tests.support.typing_process FOLDER``.

Prints each typed text with the moment (monotonic seconds) at which the key was pressed.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from footrehab_desktop.app import RecordGate, make_application
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.records.record import open_record
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences

KEY_EVERY_MS = 40


class Typist:
    """Presses one key after another in the note field of the first section that has one."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._typed = ""
        self._timer = QTimer()
        self._timer.timeout.connect(self._press)
        self._timer.start(KEY_EVERY_MS)

    def _press(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None:
            self._window.activateWindow()
            return
        key = "abcdefghij"[len(self._typed) % 10]
        QTest.keyClicks(focus, key)
        self._typed += key
        print(f"{time.monotonic()} {self._typed}", flush=True)


def main() -> None:
    """Open the record, go to the history section of a new baseline, and type."""
    folder, clinician_id, key, patient_id = sys.argv[1:5]
    application = make_application()
    theme.apply(application, "light", 100)
    record = open_record(Path(folder), clinician_id, bytes.fromhex(key))
    window = MainWindow(RecordGate(Path(folder)), Preferences(Path(folder) / "preferences.json"))
    window.resize(1200, 700)
    window.show()
    window.open_session(ClinicSession(record, load_library(), load_forms()))
    window.navigate("assess", patient_id)
    QTimer.singleShot(400, lambda: start(window))
    application.exec()


def start(window: MainWindow) -> None:
    """Begin a baseline and put the keyboard into a text of the history section."""
    page = window.frame.host.current_page
    if page is None or page.code != "assess":
        # The patient is still being read.
        QTimer.singleShot(100, lambda: start(window))
        return
    page.start.card.start.click()
    bench = page.bench
    bench.go(1)
    codes = [field.code for field in bench.form.sections[1].fields]
    from footrehab_desktop.ui.presenters.assess_sheet import Place

    bench.go_to(Place("aggravating" if "aggravating" in codes else codes[2]))
    window.typist = Typist(window)


if __name__ == "__main__":
    main()
