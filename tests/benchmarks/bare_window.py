"""The bare toolkit: a QMainWindow, to the first turn of its event loop after the first paint. Prints that moment."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """A window that reports its first paint and ends."""

    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self, report)


def report() -> None:
    """Print the moment (monotonic seconds) and end."""
    print(time.monotonic(), flush=True)
    QApplication.quit()


application = QApplication(sys.argv)
window = BareWindow()
window.resize(1280, 720)
window.show()
application.exec()
