"""Locks the record when nobody has touched the program for a while, and warns half a minute before."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from footrehab_desktop.ui import background

WARNING_SECONDS = 30
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
    """Signals: ``warned(True)`` half a minute before, ``warned(False)`` when someone is back, ``expired()``."""

    warned = Signal(bool)
    expired = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._warning = QTimer(self)
        self._warning.setSingleShot(True)
        self._warning.timeout.connect(self._warn)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._expire)
        self._watching = False

    def start(self, minutes: float) -> None:
        """Watch from now on; locks after this many minutes without a key or the mouse."""
        self._end.setInterval(round(minutes * 60_000))
        self._warning.setInterval(max(round(minutes * 60_000) - WARNING_SECONDS * 1000, 0))
        if not self._watching:
            _application().installEventFilter(self)
            self._watching = True
        self._again()

    def stop(self) -> None:
        """Stop watching."""
        if self._watching:
            _application().removeEventFilter(self)
            self._watching = False
        self._warning.stop()
        self._end.stop()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _ACTIVITY:
            background.touched()
            if not self._warning.isActive():
                self.warned.emit(False)
            self._again()
        return False

    def _again(self) -> None:
        self._warning.start()
        self._end.start()

    def _warn(self) -> None:
        self.warned.emit(True)

    def _expire(self) -> None:
        self.stop()
        self.expired.emit()


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("no application")
    return application
