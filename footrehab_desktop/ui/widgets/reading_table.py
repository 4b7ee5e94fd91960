"""A table of plain texts that is read row by row: words wrap, some rows stand out, arrows move, Tab leaves."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.row_table import column_title, read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAPPED = Qt.TextFlag.TextWordWrap
# Pixels that a cell leaves beside and above its words, and more height than any of them takes.
_ASIDE, _ABOVE, _DEEP = 20, 10, 10_000


class ReadingModel(QAbstractTableModel):
    """Adapts rows of texts; ``data`` only looks up."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)
        self.rows: tuple[tuple[str, ...], ...] = ()
        self._strong: frozenset[int] = frozenset()

    def show_rows(self, rows: Sequence[tuple[str, ...]], strong: Collection[int]) -> None:
        """Show other rows; those of the numbers in ``strong`` stand out."""
        self.beginResetModel()
        self.rows, self._strong = tuple(rows), frozenset(strong)
        self.endResetModel()

    def is_strong(self, row: int) -> bool:
        """Tell whether a row stands out."""
        return row in self._strong

    def show_headings(self, headings: Sequence[str]) -> None:
        """Change the words of the head."""
        self.headings = tuple(headings)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.headings) - 1)

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        text = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[index.column()]}: {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        if role == Qt.ItemDataRole.FontRole and index.row() in self._strong:
            return theme.font(strong=True)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        return column_title(self.headings, section, orientation, role)


class ReadingTable(QTableView):
    """Shows texts. ``shares`` are the columns' parts of the width and add up to 1."""

    def __init__(
        self, name: str, headings: Sequence[str], shares: Sequence[float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self._shares = tuple(shares)
        self.texts = ReadingModel(headings, self)
        self.setModel(self.texts)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView::item { padding: 4px 6px; }")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_rows(self, rows: Sequence[tuple[str, ...]], *, strong: Collection[int] = (), row: int = 0) -> None:
        """Show other rows and go to one of them."""
        self.texts.show_rows(rows, strong)
        self._share_width()
        if rows:
            self.setCurrentIndex(self.texts.index(min(row, len(rows) - 1), 0))
            self.scrollTo(self.currentIndex())

    def current_row(self) -> int:
        """Return the row that the keyboard is on, −1 without one."""
        return self.currentIndex().row()

    def whole_height(self) -> int:
        """Return the height at which nothing has to be scrolled."""
        rows = sum(self.rowHeight(row) for row in range(self.texts.rowCount()))
        return rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + 2

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.whole_height())

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share_width()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _share_width(self) -> None:
        whole = self.viewport().width()
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, int(whole * share))
        for row, texts in enumerate(self.texts.rows):
            self.setRowHeight(row, self._height_of(row, texts))
        self.updateGeometry()

    def _height_of(self, row: int, texts: tuple[str, ...]) -> int:
        """Return the height of the longest cell; the toolkit's own reckoning leaves the padding out."""
        metrics = QFontMetrics(theme.font(strong=self.texts.is_strong(row)))
        heights = [
            metrics.boundingRect(0, 0, self.columnWidth(column) - _ASIDE, _DEEP, _WRAPPED, text).height()
            for column, text in enumerate(texts)
        ]
        return max(theme.SMALLEST_TARGET, *heights) + _ABOVE
