"""Cards, headers, notices and hairlines: what also the first paint needs, so nothing heavier is imported here."""

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme


class Card(QFrame):
    """A white panel with an optional heading. Put content into ``body``."""

    def __init__(self, title: str = "", detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(SectionHeader(title, detail))


class SectionHeader(QWidget):
    """A heading with an optional quieter line beneath and room for buttons at the right (``add_action``)."""

    def __init__(self, title: str, detail: str = "", *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = theme.label(title, "display" if large else "lead", wrap=True)
        self.detail = theme.label(detail, "soft", wrap=True)
        if not detail:
            self.detail.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addLayout(words, 1)

    def set_detail(self, text: str) -> None:
        """Change the quieter line; an empty text hides it."""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(widget, 0, QtCore.Qt.AlignmentFlag.AlignTop)


class Notice(QFrame):
    """A tinted line inside a page: something to know, not to answer."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.label = theme.label(text, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(self.label, 1)

    def show_text(self, text: str) -> None:
        """Change the sentence; an empty one hides the notice."""
        self.label.setText(text)
        self.setVisible(bool(text))


def rule() -> QFrame:
    """Return a hairline across."""
    line = QFrame()
    line.setObjectName("rule")
    return line
