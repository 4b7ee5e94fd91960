"""The bare toolkit: a painted QMainWindow. Prints its resident memory in MB."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.benchmarks.resident import resident_mb


def report() -> None:
    """Print the memory and end."""
    print(resident_mb(), flush=True)
    QApplication.quit()


application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 720)
window.show()
QTimer.singleShot(300, window, report)
application.exec()
