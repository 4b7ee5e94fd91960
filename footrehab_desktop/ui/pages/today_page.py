"""Today: the caseload board. Who needs attention first, the reason for the place, Enter goes where work waits."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.presenters.today import QUIET_PLACE, Board, BoardRow, board_rows
from footrehab_desktop.ui.tokens import DECISION_LOOK, ColourName
from footrehab_desktop.ui.widgets.buttons import primary_button
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine, row_height
from footrehab_desktop.ui.widgets.panels import EmptyState, SectionHeader
from footrehab_desktop.ui.widgets.row_table import read_by_rows

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COLUMNS = ("Patient", "Why here", "Condition", "Standing", "Last review", "Next review")
_WIDTHS = (200, 240, 270, 120, 115)


class BoardModel(QAbstractTableModel):
    """Shows rows as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[BoardRow, ...] = ()
        self._cells: dict[int, tuple[ListLine, ...]] = {}

    def show_rows(self, rows: tuple[BoardRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self._cells = {}
        self.endResetModel()

    def row(self, number: int) -> BoardRow:
        """Return one row."""
        return self._rows[number]

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.tr(COLUMNS[section])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        cell = self._row_cells(index.row())[index.column()]
        if role == LINE_ROLE:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{cell.title}\n{cell.detail}" if cell.detail else cell.title
        return None

    def _row_cells(self, number: int) -> tuple[ListLine, ...]:
        """Return the cells of a row, worded when it first comes into sight: most of thousands never do."""
        if number not in self._cells:
            self._cells[number] = _cells(self._rows[number])
        return self._cells[number]


def _cells(row: BoardRow) -> tuple[ListLine, ...]:
    look = DECISION_LOOK.get(row.decision)
    decision = f"{look.sign} {look.word}" if look else "–"
    urgent: ColourName = "soft" if row.place == QUIET_PLACE else "refer" if row.place == 0 else "regress"
    return (
        ListLine(row.name, f"Born {row.born}"),
        ListLine(row.why, title_colour=urgent),
        ListLine(row.side, row.condition),
        ListLine(row.standing),
        ListLine(decision, row.decided, title_colour=look.colour if look else "soft"),
        ListLine(row.next_review or "–", f"Last entry {row.last_entry}"),
    )


class BoardTable(QTableView):
    """The table; Enter is told to the page."""

    def __init__(self, page: "TodayPage") -> None:
        super().__init__()
        read_by_rows(self)
        self._page = page
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.setItemDelegate(LineDelegate(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("Caseload"))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.open_current()
        else:
            super().keyPressEvent(event)


class TodayPage(Page):
    """The board with its filter line."""

    code: ClassVar[str] = "today"
    title: ClassVar[str] = "Today"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._board = Board(())
        self.header = SectionHeader(self.tr("Today"), " ", large=True)
        self.header.add_action(primary_button(self.tr("Find or add a patient"), self.new_requested, icon="patients"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter by name, condition, side, reason"))
        self.search.setAccessibleName(self.tr("Filter the caseload"))
        self.search.setClearButtonEnabled(True)
        self.only_due = QCheckBox(self.tr("Only what is due"))
        self.model = BoardModel(self)
        self.table = BoardTable(self)
        self.table.setModel(self.model)
        self.empty = EmptyState(
            "today", self.tr("Nobody is under treatment yet."), self.tr("Go to patients"), self.new_requested
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.only_due.toggled.connect(self._filter)
        self.search.returnPressed.connect(self.open_current)
        self.table.doubleClicked.connect(lambda _index: self.open_current())

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(16)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.only_due)
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addLayout(filters)
        layout.addWidget(self.stack, 1)
        columns = self.table.horizontalHeader()
        columns.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, theme.scaled(width))

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        with self.context.session.unit_of_work() as unit:
            rows = unit.caseload.rows()
        self._board = Board(board_rows(rows, self.context.today()))
        self._filter()
        self.table.selectRow(0)

    def refresh(self, changes: "Changes") -> None:
        self.show_for(None, None)

    def focus_first(self) -> None:
        self.table.setFocus()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def new_requested(self) -> None:
        self.context.navigate("patients")

    @Slot()
    def _filter(self) -> None:
        board = self._board
        shown = board.matching(self.search.text(), self.only_due.isChecked())
        self.model.show_rows(shown)
        self.table.selectRow(0)
        self.stack.setCurrentWidget(self.table if board.rows else self.empty)
        words = self.tr("{shown} of {total} episodes, {due} need attention; the most urgent first")
        self.header.set_detail(words.format(shown=len(shown), total=len(board.rows), due=board.due))

    @Slot()
    def open_current(self) -> None:
        """Go where work waits for the episode under the cursor."""
        index = self.table.currentIndex()
        if index.isValid():
            row = self.model.row(index.row())
            self.context.navigate(row.page, row.patient_id, row.episode_id)
