"""The program from the passphrase accepted to Today painted. Prints the milliseconds between.

Arguments: folder, clinician id, and the data key (hex): the gate has it ready, so the key derivation is left out.
With a fourth argument the third is the passphrase, and all is as in the program.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from footrehab_desktop import app
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.unlock_page import UnlockPage
from tests.benchmarks.strict import fail_at_once

POLL_MS = 20


class ReadyGate(app.RecordGate):
    """The program's gate; the passphrase has been turned into the data key already."""

    def unlock(self, clinician_id, passphrase):
        from footrehab_desktop.records.record import open_record

        return app._session(open_record(self.folder, clinician_id, bytes.fromhex(passphrase)))


class PaintWatch(QObject):
    """Tells when the first page has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.started = 0.0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() is QEvent.Type.Paint and getattr(watched, "code", "") == "today":
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, self, self.report)
        return False

    def report(self) -> None:
        print((time.perf_counter() - self.started) * 1000, flush=True)
        window.close()


def unlock_when_loaded() -> None:
    """Unlock once what loads behind the unlock page is there, as it is after typing a passphrase."""
    if not background.is_idle():
        QTimer.singleShot(POLL_MS, window, unlock_when_loaded)
        return
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    page.secret.set_value(data_key)
    watch.started = time.perf_counter()
    page.unlock_button.click()


fail_at_once()
folder, clinician_id, data_key = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
application = app.make_application()
theme.apply(application, "light", 100)
watch = PaintWatch()
gate = app.RecordGate(folder) if len(sys.argv) > 4 else ReadyGate(folder)
window = MainWindow(gate, Preferences(folder / "preferences.json"))
window.painted.connect(lambda: QTimer.singleShot(POLL_MS, window, unlock_when_loaded))
window.show()
application.exec()
background.shut_down()
