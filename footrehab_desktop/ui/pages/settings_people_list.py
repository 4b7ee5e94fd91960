"""The list of people: name, role, state; those who were removed last and quieter."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.people import PersonLine
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine, row_height

_LINE = Qt.ItemDataRole.UserRole + 2
_MOST_ROWS = 5


class PeopleList(QListWidget):
    """Arrows choose somebody. Signal: ``picked()`` when another is chosen."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("People"))
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._tell)

    def chosen(self) -> PersonLine | None:
        """Return who is chosen."""
        found = self.item(self.currentRow()).data(_LINE) if self.currentRow() >= 0 else None
        return found if isinstance(found, PersonLine) else None

    def show_lines(self, lines: Sequence[PersonLine]) -> None:
        """Show everybody; who was chosen stays chosen."""
        before = self.chosen()
        with QSignalBlocker(self):
            self.clear()
            for line in lines:
                self.addItem(_item(line))
            same = [row for row, line in enumerate(lines) if before and line.clinician_id == before.clinician_id]
            self.setCurrentRow(same[0] if same else 0)
        self.setFixedHeight(min(max(len(lines), 1), _MOST_ROWS) * row_height() + 2 * self.frameWidth())

    @Slot(int)
    def _tell(self, _row: int) -> None:
        self.picked.emit()


def _item(line: PersonLine) -> QListWidgetItem:
    mark = "You" if line.is_me else ""
    item = QListWidgetItem()
    shown = ListLine(line.name, line.detail, "soft" if line.removed else "ink", mark, "accent")
    item.setData(LINE_ROLE, shown)
    item.setData(_LINE, line)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
    item.setSizeHint(QSize(theme.scaled(160), row_height()))
    return item
