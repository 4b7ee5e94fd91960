"""A line of words that changes with every key without laying the page out again."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LINES = 2


class SteadyLine(QWidget):
    """Holds a label in a place of two lines, which grows once a text needs more and never shrinks.

    The label stands in no layout: each new text of a laid-out one would have the whole page arranged anew.
    """

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        label.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grow(_LINES * label.fontMetrics().lineSpacing())

    def show_text(self, text: str) -> None:
        """Show a text."""
        if text != self._label.text():
            self._label.setText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._label.resize(self.size())
        self._fit()

    def _fit(self) -> None:
        self._grow(self._label.heightForWidth(self.width()))

    def _grow(self, height: int) -> None:
        if height > self.minimumHeight():
            self.setMinimumHeight(height)
