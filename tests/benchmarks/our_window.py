"""The program as the ``footrehab`` command starts it, to the unlock page painted and taking keys. Prints that moment.

Argument: the folder of a record. The settings are those of a fresh account.
"""

import gc
import sys
import time
from pathlib import Path


def main() -> int:
    """Start the program and watch its first paint. Loads it here, in the state in which the command loads it."""
    gc.disable()
    from footrehab_desktop import app, cli

    class TimedWindow(app.MainWindow):
        """The program's window; reports its first paint."""

        def __init__(self, *arguments):
            super().__init__(*arguments)
            self.painted.connect(report)

    folder = Path(sys.argv[1])
    app.MainWindow = TimedWindow
    app.preferences_file = lambda: folder / "preferences.json"
    return cli.main(["--folder", str(folder)])


def report() -> None:
    """Take the moment, type one key to see that it arrives, print the moment (monotonic seconds) and end."""
    moment = time.monotonic()
    from PySide6.QtCore import QEvent, Qt  # loading these takes longer than a key press; it is no part of the program
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QLineEdit

    field = QApplication.focusWidget()
    if not isinstance(field, QLineEdit):
        raise SystemExit("The passphrase field does not have the keyboard.")
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_O, Qt.KeyboardModifier.NoModifier, "o"))
    if field.text() != "o":
        raise SystemExit("The passphrase field does not take keys.")
    print(moment, flush=True)
    QApplication.quit()


raise SystemExit(main())
