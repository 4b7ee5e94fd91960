"""Keys typed while the next week is still coming: they are held for a moment and then typed into it."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class HeldKeys:
    """Between ``hold`` and ``release`` the grid hands every key over to ``take``.

    As a context they are released behind what shows the week; when that fails they are dropped.
    """

    def __init__(self, grid: QWidget) -> None:
        self._grid = grid
        self._holding = False
        self._keys: list[QKeyEvent] = []

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

    def take(self, event: QKeyEvent) -> bool:
        """Keep a key for later and return True, or leave it to the grid."""
        if self._holding:
            self._keys.append(QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
        return self._holding

    def release(self) -> None:
        """Type the held keys, each where the keyboard is by then; away from the grid they are dropped."""
        self._holding = False
        keys, self._keys = self._keys, []
        for key in keys:
            target = QApplication.focusWidget()
            if target is not None and (target is self._grid or self._grid.isAncestorOf(target)):
                QApplication.sendEvent(target, key)
