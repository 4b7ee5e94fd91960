"""A clinician's hands on the keyboard of the real window: keys go to what has the keyboard, not to a named widget."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui import background

MOST_TABS = 250


class Keyboard:
    """Types and looks at what has the keyboard."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window

    @property
    def focus(self) -> QWidget:
        """Return the widget that gets the keys."""
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def press(self, *combinations: str) -> None:
        """Press combinations such as ``"Ctrl+N"``, ``"Return"``, ``"Down"``."""
        for text in combinations:
            key = QKeySequence(text)[0]
            QTest.keyClick(self.focus, key.key(), key.keyboardModifiers())
            self.settle()

    def type(self, text: str, then: str = "") -> None:
        """Type text, then press one combination."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(self.focus, character)
            else:
                self._compose(character)
        if then:
            self.press(then)

    def _compose(self, character: str) -> None:
        """Send a character that no key of the test library has, as an input method does."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(self.focus, event)

    def tab_to(self, name: str) -> None:
        """Press Tab until the widget of this name (accessible name or button text) has the keyboard.

        A field tells its answer or key after its name ("Paper: A4"); the name alone finds it too.
        """
        passed = []
        for _ in range(MOST_TABS):
            if self.name == name or self.name.startswith((f"{name}: ", f"{name} (")):
                return
            passed.append(self.name)
            QTest.keyClick(self.focus, Qt.Key.Key_Tab)
            QApplication.processEvents()
        raise AssertionError(f"Tab never reaches {name!r}; it passes {list(dict.fromkeys(passed))}")

    @property
    def name(self) -> str:
        """Return what a screen reader calls the widget with the keyboard."""
        text = getattr(self.focus, "text", None)
        return self.focus.accessibleName() or (str(text()) if callable(text) else "")

    def settle(self) -> None:
        """Wait until nothing runs in the background and every event is handled."""
        QApplication.processEvents()
        # A button pressed by its shortcut acts when its short animation ends.
        self._qtbot.waitUntil(self._nothing_is_down)
        assert background.wait_until_idle(60)
        QApplication.processEvents()
        if QApplication.activeWindow() is None:
            # The offscreen platform has no window manager to give the keyboard back when a dialog closes.
            self._window.activateWindow()
            QApplication.processEvents()

    @staticmethod
    def _nothing_is_down() -> bool:
        # Not every widget there is: some belong to the toolkit and may go while they are looked at.
        buttons = [button for top in QApplication.topLevelWidgets() for button in top.findChildren(QPushButton)]
        down = [button.text() for button in buttons if button.isVisible() and button.isDown()]
        assert not down, f"buttons held down: {down}"
        return True

    def wait_for(self, name: str) -> None:
        """Wait until the widget of this name has the keyboard."""
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and self.name == name, timeout=20_000)
