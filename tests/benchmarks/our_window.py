"""The program as the ``footrehab`` command starts it, to the unlock page painted and taking keys. Prints that moment.

Argument: the folder of a record. The settings are those of a fresh account.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from footrehab_desktop import app, cli
from footrehab_desktop.ui.main_window import MainWindow


class TimedWindow(MainWindow):
    """The program's window; reports once a typed key has arrived in the passphrase field."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.painted.connect(report)


def report() -> None:
    """Type one key, print the moment (monotonic seconds) and end."""
    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit):
        raise SystemExit("The passphrase field does not have the keyboard.")
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier, "o"))
    moment = time.monotonic()
    if field.text() != "o":
        raise SystemExit("The passphrase field does not take keys.")
    print(moment, flush=True)
    QApplication.quit()


folder = Path(sys.argv[1])
app.MainWindow = TimedWindow
app.preferences_file = lambda: folder / "preferences.json"
raise SystemExit(cli.main(["--folder", str(folder)]))
