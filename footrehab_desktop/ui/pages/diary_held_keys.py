"""Keys typed while the next week is still coming: they are held for a moment and then typed into it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class HeldKeys(QObject):
    """Watches the keys of ``grid``; between ``hold`` and ``release`` none reaches it.

    As a context they are released behind what shows the week; when that fails they are dropped.
    """

    def __init__(self, grid: QWidget) -> None:
        super().__init__(grid)
        self._grid = grid
        self._holding = False
        self._keys: list[QKeyEvent] = []
        grid.installEventFilter(self)

    def __bool__(self) -> bool:
        """Tell whether keys are held."""
        return bool(self._keys)

    def __enter__(self) -> None:
        """Go on holding while the week is shown."""

    def __exit__(self, failure: type[BaseException] | None, *_rest: object) -> None:
        if failure is not None:
            self._keys.clear()
        self.release()

    def hold(self) -> None:
        """Take every key from now on."""
        self._holding = True

    def release(self) -> None:
        """Type the held keys, each where the keyboard is by then; away from the grid they are dropped."""
        self._holding = False
        keys, self._keys = self._keys, []
        for key in keys:
            target = QApplication.focusWidget()
            if target is not None and (target is self._grid or self._grid.isAncestorOf(target)):
                QApplication.sendEvent(target, key)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if self._holding and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._keys.append(QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
            return True
        return super().eventFilter(watched, event)
