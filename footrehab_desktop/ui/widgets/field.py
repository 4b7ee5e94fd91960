"""The shared body of all form fields: label above, input, and beneath it the hint or the reason of a refusal.

Part of the first paint: ``QtCore.Qt`` is only touched when a key arrives, because its enums take long to load.
"""

from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui import theme

Value = TypeVar("Value")
Check = Callable[[Value], object]


class Ask(NamedTuple):
    """What a field asks. ``code`` is what ``FieldError.field`` names; ``hint`` stands beneath.

    ``name`` is read out where the label alone says too little ("Left, big-toe extension").
    """

    code: str
    label: str
    hint: str = ""
    name: str = ""
    required: bool = False

    @property
    def spoken(self) -> str:
        """Return the accessible name."""
        return self.name or self.label


class Field(QWidget, Generic[Value]):
    """One labelled input.

    ``value()`` is None while nothing (or nothing usable) is entered; ``check()`` tells whether the field can be taken.
    Signals: ``changed()`` on every edit by the user; ``committed()`` when the user leaves the field or presses Return.
    """

    changed = Signal()
    committed = Signal()

    def __init__(self, ask: Ask, validate: Check[Value] | None = None) -> None:
        super().__init__()
        self.code = ask.code
        self.required = ask.required
        self._hint = ask.hint
        self._validate = validate
        self._error = ""
        self._editor: QWidget | None = None
        self.label = theme.label(ask.label, "label", wrap=True)
        self._note = theme.label(ask.hint, "soft", wrap=True)
        if not ask.hint:
            # Only ever hidden here: showing a widget that has no parent yet would open a window of its own.
            self._note.hide()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if ask.label:
            column.addWidget(self.label)
        column.addLayout(self._row)
        column.addWidget(self._note)

    def value(self) -> Value | None:
        """Return what is entered, or None when that is nothing or cannot be used."""
        raise NotImplementedError

    def set_value(self, value: Value | None) -> None:
        """Show a value without a signal; clears any refusal."""
        raise NotImplementedError

    def entry(self) -> str | float | bool | None:
        """Return what stands in the field, usable or not, as plain JSON for a draft."""
        raise NotImplementedError

    def show_entry(self, entry: Any) -> None:
        """Show what ``entry`` returned before; like ``set_value`` for text that may not be usable."""
        raise NotImplementedError

    def error(self) -> str:
        """Return the sentence of the refusal shown, or an empty text."""
        return self._error

    def set_error(self, sentence: str) -> None:
        """Show why the entry is refused; an empty text takes the refusal away."""
        self._error = sentence
        self._show_note(sentence or self._resting_note(), "error" if sentence else "soft")
        self._mark_refused(bool(sentence))
        if self._editor is not None:
            self._editor.setAccessibleDescription(sentence or self._hint)

    def check(self) -> bool:
        """Check the entry as it stands, show the refusal if there is one, and tell whether it can be taken."""
        try:
            self._check()
        except FieldError as refusal:
            self.set_error(str(refusal))
            return False
        self.set_error("")
        return True

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        if self._editor is not None:
            self._editor.setFocus()

    def is_empty(self) -> bool:
        """Tell whether nothing at all is entered."""
        return self.value() is None

    def eventFilter(self, watched: "QtCore.QObject", event: "QtCore.QEvent", /) -> bool:
        if event.type() == QtCore.QEvent.Type.FocusOut:
            self._commit()
        elif isinstance(event, QtGui.QKeyEvent) and _is_press(event) and self._goes_on(event):
            self._commit()
            self.focusNextPrevChild(True)
            return True
        return super().eventFilter(watched, event)

    def _set_editor(self, editor: QWidget, name: str, *, watched: bool = True) -> None:
        self._editor = editor
        editor.setAccessibleName(name)
        editor.setAccessibleDescription(self._hint)
        if watched:
            editor.installEventFilter(self)
        self.label.setBuddy(editor)
        self.setFocusProxy(editor)

    def _goes_on(self, event: "QtGui.QKeyEvent") -> bool:
        """Tell whether a key means "done here, on to the next field"."""
        plain = not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier
        return plain and event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)

    def _commit(self) -> None:
        if not self.is_empty():
            self.check()
        self.committed.emit()

    def _check(self) -> None:
        value = self.value()
        if value is None:
            if self.required:
                raise FieldError(self.code, self.tr("Please fill this in."))
            return
        if self._validate is not None:
            self._validate(value)

    def _edited(self) -> None:
        if self._error:
            self.set_error("")
        else:
            self._show_note(self._resting_note(), "soft")
        self.changed.emit()

    def _resting_note(self) -> str:
        return self._hint

    def _show_note(self, text: str, role: str) -> None:
        self._note.setText(f"✕ {text}" if role == "error" else text)
        if self._note.property("role") != role:
            self._note.setProperty("role", role)
            theme.restyle(self._note)
        self._note.setVisible(bool(text))

    def _mark_refused(self, refused: bool) -> None:
        editor = self._editor
        if editor is not None and bool(editor.property("refused")) != refused:
            editor.setProperty("refused", refused)
            theme.restyle(editor)


def _is_press(event: "QtGui.QKeyEvent") -> bool:
    return event.type() == QtCore.QEvent.Type.KeyPress
