"""What can be printed now, as a short list worked by arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy, QWidget


class KindList(QListWidget):
    """One line per kind of handout; one of them is always chosen. ``picked`` when the user chooses another."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What to print"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentRowChanged.connect(self.picked)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these (kind, title) without a signal; what was chosen stays chosen while it is among them."""
        before = self.kind()
        with QSignalBlocker(self):
            self.clear()
            for kind, title in choices:
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, kind)
                self.addItem(item)
            self.setCurrentRow(0)
        self.choose(before)
        self.updateGeometry()

    def kind(self) -> str:
        """Return the chosen kind, empty while nothing is offered."""
        row = self.currentRow()
        return str(self.item(row).data(Qt.ItemDataRole.UserRole)) if row >= 0 else ""

    def choose(self, kind: str) -> None:
        """Choose a kind without a signal; one that is not offered changes nothing."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == kind:
                with QSignalBlocker(self):
                    self.setCurrentRow(row)

    def sizeHint(self) -> QSize:
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(super().sizeHint().width(), rows + 2 * self.frameWidth() + 2)
