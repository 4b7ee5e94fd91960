"""A line of words that changes with every key without laying the page out again."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class SteadyLine(QWidget):
    """Holds a label in a place of so many lines, which grows for a text that needs more; a new width measures it anew.

    The label stands in no layout: each new text of a laid-out one would have the whole page arranged anew.
    """

    def __init__(self, label: QLabel, lines: int) -> None:
        super().__init__()
        self._label = label
        self._lines = lines
        label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(self._usual())

    def show_text(self, text: str) -> None:
        """Show a text."""
        if text != self._label.text():
            self._label.setText(text)
            self.setMinimumHeight(max(self.minimumHeight(), self._needed()))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._label.resize(self.size())
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(max(self._usual(), self._needed()))

    def _usual(self) -> int:
        return self._lines * self._label.fontMetrics().lineSpacing()

    def _needed(self) -> int:
        return self._label.heightForWidth(self.width())
