"""What was given to the patient: date, kind, pages, by whom. Enter shows the stored bytes again."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.handouts import GivenRow
from footrehab_desktop.ui.widgets.row_table import read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_HEIGHT = 30
_WIDTHS = (104, 128, 72)


class GivenModel(QAbstractTableModel):
    """The history, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[GivenRow, ...] = ()
        self._headings = (self.tr("Given on"), self.tr("What"), self.tr("Pages"), self.tr("By"))

    def show_rows(self, rows: tuple[GivenRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def id_at(self, number: int) -> str:
        """Return the id of the handout in a row, empty past the end."""
        return self._rows[number].id if 0 <= number < len(self._rows) else ""

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        return (row.given_on, row.title, row.pages, row.clinician)[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self._headings[section] if shown else None


class GivenTable(QTableView):
    """The history with its keys. ``opened`` carries the id of a handout."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self.rows = GivenModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("What was given"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, width in enumerate(_WIDTHS):
            self.setColumnWidth(number, theme.scaled(width))
        self.setColumnWidth(len(_WIDTHS), columns.minimumSectionSize())
        columns.setStretchLastSection(True)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        handout_id = self.rows.id_at(self.currentIndex().row())
        if handout_id:
            self.opened.emit(handout_id)
