"""What was given to the patient: date, kind, pages, by whom. Typing finds, Enter shows the stored bytes again."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.handouts import GivenRow
from footrehab_desktop.ui.widgets.row_table import read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_HEIGHT = 30
_WIDTHS = (96, 176, 64)


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
        title = f"{row.title} {row.sheet_id}" if row.sheet_id else row.title
        return (row.given_on, title, row.pages, row.clinician)[index.column()]

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


class GivenPane(QWidget):
    """The history with a field that finds in it: a word of the title, a day, or the id printed on a diary."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[GivenRow, ...] = ()
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(self.tr("Title, day, or the id on a diary"))
        self.finder.setAccessibleName(self.tr("Find what was given"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._filter)
        self.table = GivenTable()
        self.finder.returnPressed.connect(self._go_to_first)
        self.nothing = theme.label("", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.finder, self.nothing):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_rows(self, rows: tuple[GivenRow, ...]) -> None:
        """Show other rows, filtered as before."""
        self._rows = rows
        self._filter()

    def row(self, handout_id: str) -> GivenRow:
        """Return the line of a handout."""
        return next(row for row in self._rows if row.id == handout_id)

    def _filter(self) -> None:
        found = tuple(row for row in self._rows if row.holds(self.finder.text()))
        self.table.rows.show_rows(found)
        none = self.tr("Nothing was given yet. Printing or saving a handout keeps a copy here.")
        self.nothing.setText(self.tr("Nothing given is called that.") if self._rows else none)
        self.nothing.setVisible(not found)
        self.table.setVisible(bool(found))
        self.finder.setVisible(bool(self._rows))
        if found:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _go_to_first(self) -> None:
        if self.table.rows.rowCount():
            self.table.setFocus()
