"""What the pages before the record share: a calm column in the middle, a busy line, a secret that can be shown.

Part of the first paint: no enum of ``QtCore.Qt`` may be touched while these are made.
"""

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.buttons import plain_button
from footrehab_desktop.ui.widgets.card import Card
from footrehab_desktop.ui.widgets.field import Ask, Field

_COLUMN = 500
# Qt.FocusPolicy.NoFocus by number, see theme._PLAIN_TEXT.
_NO_FOCUS = 0


class GatePage(QFrame):
    """A page with one card in the middle, under the product's name. Put content into ``card.body``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.brand = theme.label("FootRehab Desktop", "display")
        self.card = Card()
        self.card.body.setContentsMargins(32, 20, 32, 20)
        self.card.body.setSpacing(16)
        column = QWidget()
        column.setMaximumWidth(theme.scaled(_COLUMN))
        middle = QVBoxLayout(column)
        middle.setContentsMargins(8, 12, 8, 12)
        middle.setSpacing(12)
        middle.addStretch(1)
        name = QHBoxLayout()
        name.addStretch(1)
        name.addWidget(self.brand)
        name.addStretch(1)
        middle.addLayout(name)
        middle.addWidget(self.card)
        middle.addStretch(2)
        inner = QFrame()
        inner.setObjectName("scrolled")
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setProperty("focusPolicy", _NO_FOCUS)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        whole.addWidget(self._area)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that the keyboard was put into, once it has its place."""
        QtCore.QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))


class BusyLine(QWidget):
    """A thin moving bar with a sentence. Keeps its room when hidden, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._words = theme.label("", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        self.stop()

    def start(self, sentence: str) -> None:
        """Show that something is under way."""
        self._words.setText(sentence)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(sentence)
        self.show()

    def stop(self) -> None:
        """Done."""
        self._bar.setRange(0, 1)
        self.hide()


class SecretField(Field[str]):
    """A passphrase: hidden until *Show* is pressed, pasting allowed, tells when Caps Lock seems to be on.

    Signal: ``entered()`` on Return.
    """

    entered = Signal()

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        self._usual_hint = ask.hint
        self.editor = QLineEdit()
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.editor.textEdited.connect(self._watch_caps)
        self.editor.returnPressed.connect(self.entered)
        self._show_button = plain_button(self.tr("Show"), self._toggle)
        self._show_button.setAccessibleName(self.tr("Show or hide what is typed"))
        self._row.addWidget(self.editor, 1)
        self._row.addWidget(self._show_button)
        self._set_editor(self.editor, ask.spoken, watched=False)
        self._length = 0

    @property
    def show_button(self) -> QPushButton:
        """Return the button that shows what is typed."""
        return self._show_button

    def value(self) -> str | None:
        """Return what is typed, every space kept, or None."""
        return self.editor.text() or None

    def set_value(self, value: str | None) -> None:
        """Fill in."""
        self.editor.setText(value or "")
        self.set_error("")

    def _watch_caps(self, text: str) -> None:
        """Qt does not tell the lock's state: a capital without Shift, or a small letter with it, gives it away."""
        typed = text[-1:] if len(text) == self._length + 1 else ""
        self._length = len(text)
        if typed.isalpha() and typed.upper() != typed.lower():
            modifiers = QtGui.QGuiApplication.keyboardModifiers()
            shifted = bool(modifiers & QtCore.Qt.KeyboardModifier.ShiftModifier)
            self._hint = self.tr("Caps Lock seems to be on.") if typed.isupper() != shifted else self._usual_hint
        self._edited()

    def _toggle(self) -> None:
        hidden = self.editor.echoMode() == QLineEdit.EchoMode.Password
        self.editor.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._show_button.setText(self.tr("Hide") if hidden else self.tr("Show"))
        self.editor.setFocus()
