"""Two signed assessments side by side: the table with both sides, both body charts, and the way to paper."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.library.body_chart import body_chart
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.presenters.assess_compare import CompareContent, CompareLine, compact
from footrehab_desktop.ui.widgets.body_chart import two_dates
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.row_table import column_title, read_by_rows
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
# Parts of the width: what, then before, after and change of the left and of the right side.
_SHARES = (0.22, 0.12, 0.12, 0.15, 0.12, 0.12, 0.15)
_LARGE_SHARES = (0.34, 0.33, 0.33)
_LARGE_TEXT = 125
_COLUMNS_OF_A_SIDE = 3
_BREAK = "\n"
_PADDING = 6
_HEAD_PADDING = 12
_EXPLAINED_LINES = 3
_ALL, _REAL, _CHARTS = "all", "real", "charts"


class CompareModel(QAbstractTableModel):
    """Adapts the lines of a comparison; ``data`` only looks up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self.lines: tuple[CompareLine, ...] = ()
        self._strong = theme.font(strong=True)

    def show_lines(self, columns: tuple[str, ...], lines: tuple[CompareLine, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._columns, self.lines = columns, lines
        self._strong = theme.font(strong=True)
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        """Let the keys pass over headings."""
        if index.isValid() and self.lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if line.is_heading:
            return self._heading(line, column, role)
        if column >= len(line.cells):
            return None
        cell = line.cells[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, column)
        if role == Qt.ItemDataRole.FontRole and cell.real:
            return self._strong
        return theme.colour(cell.colour) if role == Qt.ItemDataRole.ForegroundRole else None

    def _spoken(self, line: CompareLine, column: int) -> str:
        """Return a cell with what it is about and, where it has one, its side and day."""
        text = line.cells[column].text
        if column == 0:
            return text
        if len(line.cells) < len(self._columns) or len(self._columns) < len(_SHARES):
            return f"{line.name}: {text}"
        # The side stands over the first of its three columns.
        side, day = self._columns[column - (column - 1) % _COLUMNS_OF_A_SIDE], self._columns[column]
        return f"{line.name}, {side.partition(_BREAK)[0]}, {day.partition(_BREAK)[2]}: {text}"

    def _heading(self, line: CompareLine, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and column == 0:
            return line.name
        if role == Qt.ItemDataRole.FontRole:
            font = QFont(self._strong)
            font.setPointSizeF(font.pointSizeF() * 1.1)
            return font
        return theme.colour("accent") if role == Qt.ItemDataRole.ForegroundRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        return column_title(self._columns, section, orientation, role)


class CompareTable(QTableView):
    """The rows. Headings and answers without side stand across the columns; the head stays in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self.setShowGrid(True)
        self.setStyleSheet(f"QTableView::item {{ padding: 2px {_PADDING}px; }}")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = CompareModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("Answers of both days"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)

    def show_lines(self, columns: tuple[str, ...], lines: tuple[CompareLine, ...]) -> None:
        """Show other lines from the top."""
        self.clearSpans()
        self.rows.show_lines(columns, lines)
        for row, line in enumerate(lines):
            if line.is_heading:
                self.setSpan(row, 0, 1, len(columns))
            elif len(line.cells) < len(columns):
                self.setSpan(row, 1, 1, len(columns) - 1)
        self._share_width()
        self.scrollToTop()
        first = next((row for row, line in enumerate(lines) if not line.is_heading), -1)
        self.setCurrentIndex(self.rows.index(first, 0))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share_width()

    def _share_width(self) -> None:
        widths = self._widths()
        # Qt measures the height of wrapped text as if cells had no padding: it measures in columns without it.
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width - 2 * _PADDING)
        self.resizeRowsToContents()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def _widths(self) -> list[int]:
        """Return the width of each column: its share, or more where its head needs it; the first column gives way."""
        whole = self.viewport().width()
        shares = {len(_SHARES): _SHARES, len(_LARGE_SHARES): _LARGE_SHARES}.get(self.rows.columnCount(), ())
        if not shares:
            return []
        letters = QFontMetrics(theme.font(strong=True))
        others = [max(int(whole * share), self._head_width(n, letters)) for n, share in enumerate(shares) if n]
        return [max(whole - sum(others), int(whole * min(shares))), *others]

    def _head_width(self, column: int, letters: QFontMetrics) -> int:
        words = str(self.rows.headerData(column, Qt.Orientation.Horizontal) or "")
        return max(letters.horizontalAdvance(line) for line in words.split(_BREAK)) + 2 * _HEAD_PADDING


class CompareView(QWidget):
    """Signals: ``closed()`` for the way back, ``print_asked()``."""

    closed = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: CompareContent | None = None
        self._involved: Side | None = None
        self.title = theme.label("", "lead", wrap=True)
        self.summary = theme.label("", wrap=True)
        self.shown = SegmentBar(
            self.tr("What is shown"),
            (
                Option(_ALL, self.tr("All answers"), "1"),
                Option(_REAL, self.tr("Only real changes"), "2"),
                Option(_CHARTS, self.tr("Body charts"), "3"),
            ),
        )
        self.table = CompareTable()
        self.explained = theme.label("", "soft", wrap=True)
        self.explained.setAlignment(Qt.AlignmentFlag.AlignTop)
        # As high as it is for most rows, so that the table stays where it is.
        lines = 1 if theme.scale() >= _LARGE_TEXT else _EXPLAINED_LINES
        self.explained.setMinimumHeight(lines * self.explained.fontMetrics().lineSpacing())
        self.nothing = theme.label(self.tr("No change beyond measurement error between these two days."), wrap=True)
        self.print = primary_button(self.tr("Print…"), self.print_asked.emit, icon="print")
        self.print.setToolTip("Ctrl+P")
        self.back = button(self.tr("Back"), "outlined", self.closed.emit, icon="left")
        self._faces = QStackedWidget()
        self._charts = QWidget()
        self._chart_area = scrolling(self._charts)
        self._lay_out()
        self.shown.picked.connect(self._show)
        self.table.selectionModel().currentRowChanged.connect(self._explain)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.shown, 1, Qt.AlignmentFlag.AlignVCenter)
        actions.addWidget(self.back)
        actions.addWidget(self.print)
        self._faces.addWidget(self._answers())
        self._faces.addWidget(self._chart_area)
        self.table.setMinimumHeight(theme.scaled(160))
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.title)
        whole.addWidget(self.summary)
        whole.addLayout(actions)
        whole.addWidget(self._faces, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(content)
        outer.addWidget(self._area)

    def _answers(self) -> QWidget:
        answers = QWidget()
        column = QVBoxLayout(answers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addWidget(self.explained)
        return answers

    def show_content(self, content: CompareContent, involved: Side) -> None:
        """Show a comparison, every answer first."""
        self._content, self._involved = compact(content) if theme.scale() >= _LARGE_TEXT else content, involved
        self.title.setText(content.title)
        self.summary.setText(content.summary)
        self.shown.choose(_ALL)
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus()

    def _show(self) -> None:
        content = self._content
        if content is None:
            return
        if self.shown.value == _CHARTS:
            self._chart_area.setWidget(two_dates(body_chart(), content.charts, self._involved))
            self._faces.setCurrentWidget(self._chart_area)
            return
        lines = content.only_real() if self.shown.value == _REAL else content.lines
        self.table.show_lines(content.columns, lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self._faces.setCurrentIndex(0)

    def _explain(self, current: QModelIndex) -> None:
        """Say beneath the table what the changes of the chosen row rest on."""
        lines = self.table.rows.lines
        chosen = lines[current.row()] if 0 <= current.row() < len(lines) else None
        self.explained.setText("\n".join(filter(None, chosen.explained)) if chosen is not None else "")
        if self.table.hasFocus():
            # Large text needs more height than a small screen has: the row that is read comes into sight.
            self._area.ensureWidgetVisible(self.table, 0, 0)
