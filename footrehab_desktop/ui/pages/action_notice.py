"""A line inside a page that tells something and offers the one step that answers it."""

from PySide6.QtWidgets import QPushButton, QWidget

from footrehab_desktop.ui.widgets.panels import Notice


class ActionNotice(Notice):
    """A notice with a button at its right end. It begins hidden."""

    def __init__(self, action: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.action = action
        row = self.layout()
        if row is not None:
            row.addWidget(action)
        self.hide()
