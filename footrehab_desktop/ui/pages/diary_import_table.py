"""The rows of a diary file with their fates: one line each, and below them the whole of the current one."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.diary_import import FateLine
from footrehab_desktop.ui.widgets.reading_table import ReadingModel
from footrehab_desktop.ui.widgets.row_table import read_by_rows

_DETAIL_LINES = 4
_LEAST_ROWS = 5
# The parts of the width that the short columns need at least, in digits.
_LINE, _DAY, _FATE, _WHAT = range(4)
_WIDEST_TEXTS = {_LINE: "88,888", _DAY: "88-MMM-8888 (Wed)", _FATE: "Changed"}


class FateTable(QWidget):
    """Arrows move; the words of the current row stand below in full and can be copied. Signal: ``moved()``."""

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[FateLine, ...] = ()
        self.table = QTableView()
        self.texts = ReadingModel(
            (self.tr("Line"), self.tr("Day"), self.tr("What happens"), self.tr("Values, or why not")), self.table
        )
        self.detail = theme.label("", wrap=True)
        self._build()

    def _build(self) -> None:
        table = self.table
        read_by_rows(table)
        table.setModel(self.texts)
        table.setAccessibleName(self.tr("Rows of the file and what happens to each"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setStyleSheet("QTableView::item { padding: 4px 6px; }")
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setStretchLastSection(True)
        rows = table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(theme.SMALLEST_TARGET, table.fontMetrics().height() + 10))
        table.setMinimumHeight(_LEAST_ROWS * rows.defaultSectionSize())
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(_DETAIL_LINES * self.detail.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(table, 1)
        column.addWidget(self.detail)

    def show_lines(self, lines: Sequence[FateLine]) -> None:
        """Show other rows; the first of them is current."""
        self._lines = tuple(lines)
        strong = {number for number, line in enumerate(lines) if line.refused}
        self.texts.show_rows([(line.line, line.day, line.fate, line.what) for line in lines], strong)
        self._share_width()
        if lines:
            first = self.texts.index(0, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(first, flags)
        self._show_detail()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        metrics = self.table.fontMetrics()
        for column, widest in _WIDEST_TEXTS.items():
            shown = max(metrics.horizontalAdvance(text) for text in (widest, self.texts.headings[column]))
            self.table.setColumnWidth(column, shown + theme.scaled(28))

    def _row_changed(self) -> None:
        self._show_detail()
        self.moved.emit()

    def _show_detail(self) -> None:
        row = self.table.currentIndex().row()
        self.detail.setText(self._lines[row].detail if 0 <= row < len(self._lines) else "")
