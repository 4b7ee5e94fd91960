"""The table twin of a chart: the same values as text, newest first, for reading, screen readers and copying."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from footrehab_desktop.library.chart import ChartContent, Table
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.row_table import read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ChartTableModel(QAbstractTableModel):
    """Adapts a ``Table``; ``data`` only looks up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Table((), ())

    def show_table(self, table: Table) -> None:
        """Show these rows from now on."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def as_text(self) -> str:
        """Return headings and rows, cells parted by tabs."""
        return "\n".join("\t".join(row) for row in (self._table.headings, *self._table.rows))

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._table.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        text = self._table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._table.headings[index.column()]}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._table.headings[section]


class ChartTable(QTableView):
    """The rows, newest first. Ctrl+C copies them, T goes back to the picture.

    Signals: ``copy_wanted()``, ``back_wanted()``.
    """

    copy_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self.values = ChartTableModel(self)
        self.setModel(self.values)
        self.setAlternatingRowColors(True)
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_chart(self, content: ChartContent) -> None:
        """Show a chart's values and keep a current cell, so that a screen reader has a place to start."""
        self.setAccessibleName(self.tr("Values of {title}, newest first").format(title=content.title))
        self.verticalHeader().setDefaultSectionSize(max(theme.SMALLEST_TARGET, self.fontMetrics().height() + 8))
        self.values.show_table(content.table)
        self.setCurrentIndex(self.values.index(0, 0))

    def as_text(self) -> str:
        """Return all rows under their headings, one a line, cells parted by tabs as spreadsheets want them."""
        return self.values.as_text()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)
