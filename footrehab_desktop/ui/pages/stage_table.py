"""A walk–run table to read: one row per stage, the patient's present stage marked in words."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.run_tables import StageRow
from footrehab_desktop.ui.widgets.row_table import read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW_HEIGHT = 28
_WIDTHS = (92, 216, 84, 92)


class StageTableModel(QAbstractTableModel):
    """Stage, bouts, running minutes, total minutes, note."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StageRow, ...] = ()
        self._texts: list[tuple[str, ...]] = []
        self._headings = (
            self.tr("Stage"), self.tr("Run and walk"), self.tr("Run min"), self.tr("Total min"), self.tr("Note")
        )  # fmt: skip

    def show_rows(self, rows: tuple[StageRow, ...]) -> None:
        """Show the stages of a table."""
        self.beginResetModel()
        self._rows = rows
        self._texts = [(self._stage_text(row), row.bouts, row.run, row.total, row.note) for row in rows]
        self.endResetModel()

    def _stage_text(self, row: StageRow) -> str:
        return self.tr("▶ {stage} now").format(stage=row.number) if row.current else str(row.number)

    @property
    def current_row(self) -> int:
        """Return the row of the present stage, −1 without one."""
        return next((number for number, row in enumerate(self._rows) if row.current), -1)

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole and self._rows[index.row()].current:
            return theme.font(strong=True)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self._headings[section] if shown else None


class StageTable(QTableView):
    """Shows a walk–run table; arrows read it row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self.stages = StageTableModel(self)
        self.setModel(self.stages)
        self.setAccessibleName(self.tr("Stages of the walk–run table"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")
        self.setMinimumHeight(theme.scaled(4 * _ROW_HEIGHT + 14))
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, width in enumerate(_WIDTHS):
            self.setColumnWidth(number, theme.scaled(width))
        columns.setStretchLastSection(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_rows(self, rows: tuple[StageRow, ...]) -> None:
        """Show the stages, scrolled to the present one."""
        self.stages.show_rows(rows)
        row = max(0, self.stages.current_row)
        if rows:
            self.setCurrentIndex(self.stages.index(row, 0))
            self.scrollTo(self.stages.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
