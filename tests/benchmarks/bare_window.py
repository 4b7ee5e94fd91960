"""The bare toolkit: a QMainWindow, to its first paint. Prints the moment (monotonic seconds) and the peak memory (kB)."""

import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """A window that reports its first paint and closes."""

    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic(), flush=True)
        QApplication.quit()


application = QApplication(sys.argv)
window = BareWindow()
window.resize(1366, 768)
window.show()
application.exec()
