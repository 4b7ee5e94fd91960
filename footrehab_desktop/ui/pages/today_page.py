"""Today: the caseload board. Who needs attention first, the reason for the place, Enter goes where work waits."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent
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
from footrehab_desktop.ui.presenters.today import QUIET_PLACE, BoardRow, board, matching
from footrehab_desktop.ui.tokens import DECISION_LOOK
from footrehab_desktop.ui.widgets.buttons import primary_button
from footrehab_desktop.ui.widgets.panels import EmptyState, SectionHeader

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COLUMNS = ("Patient", "Condition", "Standing", "Last review", "Last entry", "Next review", "Why here")


class BoardModel(QAbstractTableModel):
    """Shows rows as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[BoardRow, ...] = ()

    def show_rows(self, rows: tuple[BoardRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
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
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _words(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3 and row.decision:
            return QColor(theme.tokens().colour(DECISION_LOOK[row.decision].colour))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 6 and row.place < QUIET_PLACE:
            return QColor(theme.tokens().colour("refer" if row.place == 0 else "regress"))
        if role == Qt.ItemDataRole.FontRole and index.column() in (0, 3):
            return theme.font(strong=True)
        return None


def _words(row: BoardRow) -> tuple[str, ...]:
    look = DECISION_LOOK.get(row.decision)
    decision = f"{look.sign} {look.word}" if look else "–"
    return (
        f"{row.name}\nBorn {row.born}",
        f"{row.side}\n{row.condition}",
        row.standing,
        f"{decision}\n{row.decided}" if row.decided else decision,
        row.last_entry,
        row.next_review or "–",
        row.why,
    )


class _Board(QTableView):
    """The table; Enter is told to the page."""

    def __init__(self, page: "TodayPage") -> None:
        super().__init__()
        self._page = page
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 18)
        self.horizontalHeader().setHighlightSections(False)
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
        self._rows: tuple[BoardRow, ...] = ()
        self.header = SectionHeader(self.tr("Today"), " ", large=True)
        self.header.add_action(primary_button(self.tr("Find or add a patient"), self.new_requested, icon="patients"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter by name, condition, side, reason"))
        self.search.setAccessibleName(self.tr("Filter the caseload"))
        self.search.setClearButtonEnabled(True)
        self.only_due = QCheckBox(self.tr("Only what is due"))
        self.model = BoardModel(self)
        self.table = _Board(self)
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
        for column, width in enumerate((220, 250, 120, 120, 105, 110)):
            self.table.setColumnWidth(column, theme.scaled(width))

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        with self.context.session.unit_of_work() as unit:
            rows = unit.caseload.rows()
        self._rows = board(rows, self.context.today())
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
        shown = matching(self._rows, self.search.text(), self.only_due.isChecked())
        self.model.show_rows(shown)
        self.table.selectRow(0)
        self.stack.setCurrentWidget(self.table if self._rows else self.empty)
        due = sum(1 for row in self._rows if row.place < QUIET_PLACE)
        words = self.tr("{shown} of {total} episodes, {due} need attention; the most urgent first")
        self.header.set_detail(words.format(shown=len(shown), total=len(self._rows), due=due))

    @Slot()
    def open_current(self) -> None:
        """Go where work waits for the episode under the cursor."""
        index = self.table.currentIndex()
        if index.isValid():
            row = self.model.row(index.row())
            self.context.navigate(row.page, row.patient_id, row.episode_id)
