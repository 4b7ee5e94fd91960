"""The list of backups, newest first: when, how many patients, the newest entry, the size."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.backup import BackupLine
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine, row_height

_LINE = Qt.ItemDataRole.UserRole + 2
_MOST_ROWS = 3


class BackupList(QListWidget):
    """Arrows choose a backup. Signal: ``picked()`` when another is chosen."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Backups, newest first"))
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._tell)

    def chosen(self) -> BackupLine | None:
        """Return which one is chosen."""
        found = self.item(self.currentRow()).data(_LINE) if self.currentRow() >= 0 else None
        return found if isinstance(found, BackupLine) else None

    def show_lines(self, lines: Sequence[BackupLine]) -> None:
        """Show the backups; the one that was chosen stays chosen."""
        before = self.chosen()
        with QSignalBlocker(self):
            self.clear()
            for line in lines:
                self.addItem(_item(line))
            same = [row for row, line in enumerate(lines) if before and line.backup.folder == before.backup.folder]
            usable = [row for row, line in enumerate(lines) if not line.mark]
            self.setCurrentRow(next(iter((*same, *usable)), 0))
        self.setFixedHeight(min(max(len(lines), 1), _MOST_ROWS) * row_height() + 2 * theme.scaled(2))

    @Slot(int)
    def _tell(self, _row: int) -> None:
        self.picked.emit()


def _item(line: BackupLine) -> QListWidgetItem:
    item = QListWidgetItem()
    item.setData(LINE_ROLE, ListLine(line.title, line.detail, mark=line.mark))
    item.setData(_LINE, line)
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (line.title, line.mark, line.detail) if part)
    )
    item.setSizeHint(QSize(theme.scaled(160), row_height()))
    return item
