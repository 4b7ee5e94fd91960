"""Buttons in the four looks. One filled button a page: the next step."""

from collections.abc import Callable
from typing import Literal

from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QPushButton

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import ColourName

ButtonKind = Literal["primary", "outlined", "plain", "danger"]
_ICON_COLOUR: dict[ButtonKind, ColourName] = {
    "primary": "on_accent",
    "outlined": "ink",
    "plain": "accent",
    "danger": "refer",
}


class PressButton(QPushButton):
    """A button that Return presses as Space does; Qt does so in dialogs only."""

    def keyPressEvent(self, event: "QtGui.QKeyEvent", /) -> None:
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    kind: ButtonKind = "outlined",
    on_press: Callable[[], object] | None = None,
    *,
    icon: str = "",
    keys: str = "",
) -> QPushButton:
    """Return a button. ``icon`` names a shipped icon; ``keys`` is a shortcut such as ``"Ctrl+Return"``."""
    made = PressButton(text)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon:
        theme.give_icon(made, icon, _ICON_COLOUR[kind])
    if keys:
        sequence = QtGui.QKeySequence(keys)
        made.setShortcut(sequence)
        made.setToolTip(sequence.toString(QtGui.QKeySequence.SequenceFormat.NativeText))
    if on_press is not None:
        made.clicked.connect(lambda: on_press())
    return made


def primary_button(
    text: str, on_press: Callable[[], object] | None = None, *, icon: str = "", keys: str = ""
) -> QPushButton:
    """Return the one filled button of a page."""
    return button(text, "primary", on_press, icon=icon, keys=keys)


def plain_button(
    text: str, on_press: Callable[[], object] | None = None, *, icon: str = "", keys: str = ""
) -> QPushButton:
    """Return a button without a border, for lesser steps."""
    return button(text, "plain", on_press, icon=icon, keys=keys)
