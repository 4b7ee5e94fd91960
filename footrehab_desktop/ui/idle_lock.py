"""Locks the record when nobody has touched the program for a while, and counts down the last half minute.

It also looks at the clock on the wall: the other one stands still while some computers sleep.
"""

import math
import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from footrehab_desktop.ui import activity

WARNING_SECONDS = 30
_LOOK_EVERY_MS = 1000
# A look comes every second; one that comes so much later tells that the computer slept in between.
_SLEPT_S = 30.0
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleLock(QObject):
    """Signals: ``warned(seconds)`` in the last half minute, 0 when someone is back; ``expired()``."""

    warned = Signal(int)
    expired = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._seconds = 0.0
        self._until = 0.0
        self._looked_at = 0.0
        self._has_warned = False

    def start(self, minutes: float) -> None:
        """Watch from now on; locks after this many minutes without a key or the mouse."""
        self._seconds = minutes * 60
        if not self._looking.isActive():
            _application().installEventFilter(self)
            self._looking.start()
        self._looked_at = time.time()
        self._again()

    def stop(self) -> None:
        """Stop watching."""
        if self._looking.isActive():
            _application().removeEventFilter(self)
            self._looking.stop()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _ACTIVITY:
            activity.touched()
            self._again()
        return False

    def _again(self) -> None:
        self._until = time.monotonic() + self._seconds
        if self._has_warned:
            self._has_warned = False
            self.warned.emit(0)

    def _look(self) -> None:
        before, self._looked_at = self._looked_at, time.time()
        left = self._until - time.monotonic()
        if left <= 0 or self._looked_at - before > _SLEPT_S:
            self.stop()
            self.expired.emit()
        elif left <= WARNING_SECONDS:
            self._has_warned = True
            self.warned.emit(math.ceil(left))


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("no application")
    return application
