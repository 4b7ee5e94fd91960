"""A notice that offers something to do about it."""

from PySide6.QtWidgets import QWidget

from footrehab_desktop.ui.widgets.panels import Notice


class ActionNotice(Notice):
    """A notice with buttons at its right end. Hidden while it has no text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if not text:
            self.hide()

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        row = self.layout()
        if row is not None:
            row.addWidget(widget)
