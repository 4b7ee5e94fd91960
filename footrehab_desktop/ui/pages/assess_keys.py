"""Keys that mean the same in every field of an assessment: take a step back, or do it again."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class StepKeys(QObject):
    """Listens to what has the keyboard inside ``bench``: also where a field would only take back its own letters."""

    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, bench: QWidget) -> None:
        super().__init__(bench)
        self._bench = bench
        self._heard: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._listen)

    def _listen(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is self._heard:
            before.removeEventFilter(self)
            self._heard = None
        if now is not None and self._bench.isAncestorOf(now):
            now.installEventFilter(self)
            self._heard = now

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if not isinstance(event, QKeyEvent) or not event.modifiers() & _CONTROL:
            return False
        again = event.key() == Qt.Key.Key_Y or bool(event.modifiers() & _SHIFT)
        if event.key() not in (Qt.Key.Key_Z, Qt.Key.Key_Y):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            (self.redo_asked if again else self.undo_asked).emit()
        return True
