"""Today: the caseload board. Who needs attention first, the reason for the place, Enter goes where work waits."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from footrehab_desktop.clinic.tasks import Task, TypedAnswer
from footrehab_desktop.clinic.tasks_table import QUIET_RANK
from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui import activity, theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import today as operations
from footrehab_desktop.ui.operations.today import PORTION, DaySheet, Glance, Preview
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.library_filters import CountedChoice
from footrehab_desktop.ui.pages.today_preview import BoardPreview
from footrehab_desktop.ui.pages.today_table import BoardModel, BoardTable
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.today import (
    NO_DECISION,
    Board,
    BoardFilter,
    BoardRow,
    condition_choices,
    counts_of,
    due_choices,
)
from footrehab_desktop.ui.tokens import DECISION_LOOK
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import EmptyState, SectionHeader

if TYPE_CHECKING:
    from datetime import date

    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.errors import FootRehabError
    from footrehab_desktop.records.values_board import CaseloadRow

# While thousands of outlooks are worked out, the board is painted anew this often (ms), and the next few wait so long.
_REPAINT_EVERY = 400
_BREATHING = 5
_LOOK_AGAIN = 300  # ms; nothing is worked out while somebody types
_FILTER_WIDTH = 190
_SEARCH_WIDTH = 260


class TodayPage(Page):
    """The board with its filter line and the preview beside it."""

    code: ClassVar[str] = "today"
    title: ClassVar[str] = "Today"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.board = Board()
        self._read_on: date | None = None
        self._missed: frozenset[str] = frozenset()  # changed while the board was out of sight
        self._waiting: list[CaseloadRow] = []
        self._fresh: list[BoardRow] = []
        self._working = False
        self._to_tasks = False
        self._next = QTimer(self, interval=_BREATHING, singleShot=True)
        self._repaint = QTimer(self, interval=_REPAINT_EVERY, singleShot=True)
        self._make_head()
        self.model = BoardModel(self)
        self.table = BoardTable()
        self.table.setModel(self.model)
        self.preview = BoardPreview()
        self.preview.hide()
        self.empty = EmptyState(
            "today", self.tr("Nobody is under treatment yet."), self.tr("Go to patients"), self.new_requested
        )
        self._lay_out()
        self._connect()

    def _make_head(self) -> None:
        self.header = SectionHeader(self.tr("Today"), " ", large=True)
        self.print_button = button(self.tr("Print the list"), on_press=self.print_requested, icon="print")
        self.header.add_action(self.print_button)
        self.header.add_action(primary_button(self.tr("Find or add a patient"), self.new_requested, icon="patients"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name, condition, side, reason"))
        self.search.setAccessibleName(self.tr("Filter the caseload"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(theme.scaled(_SEARCH_WIDTH))
        decisions = (*((code, f"{look.sign} {look.word}") for code, look in DECISION_LOOK.items()),
                     (NO_DECISION, self.tr("No decision yet")))  # fmt: skip
        self.due = CountedChoice(self.tr("All, due or not"), due_choices())
        self.decision = CountedChoice(self.tr("Every decision"), decisions)
        self.condition = CountedChoice(self.tr("Every condition"), condition_choices())
        for choice in (self.due, self.decision, self.condition):
            choice.setMinimumWidth(theme.scaled(_FILTER_WIDTH))

    def _lay_out(self) -> None:
        filters = QWidget()
        line = FlowLayout(filters)
        for each in (self.search, self.due, self.decision, self.condition):
            line.addWidget(each)
        stacked = theme.scale() >= STACKED_FROM_SCALE
        self.split = QSplitter(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(16)
        self.split.addWidget(self.table)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.empty)
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(filters)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.open_current)
        for choice in (self.due, self.decision, self.condition):
            choice.currentIndexChanged.connect(self._filter)
        self.table.opened.connect(self.open_current)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.table.narrowed.connect(self._narrow)
        self.table.tasks_wanted.connect(self.show_tasks)
        self.table.preview_wanted.connect(self.toggle_preview)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.preview.left.connect(self.table.setFocus)
        self.preview.tasks.go.connect(self._go)
        self.preview.tasks.answered.connect(self._answer)
        self._next.timeout.connect(self._work_out)
        self._repaint.timeout.connect(self._show_board)

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        today = self.context.today()
        if self._read_on == today:
            if self._missed:
                self._look_again(self._missed)
            self._look_again(None)
        else:
            self._read_on = today
            work = partial(operations.read_board, self.context.session, today=today)
            run_in_background(self, work, self._take_all, self._not_read)
        self._missed = frozenset()

    def _not_read(self, error: "FootRehabError") -> None:
        """The next visit reads the whole board, not only what changed since."""
        self._read_on = None
        self._failed(error)

    def refresh(self, changes: "Changes") -> None:
        # A board out of sight looks again when it is shown: the next page is not held up by it.
        if self._read_on is not None and self.isVisible():
            self._look_again(None if changes.library else self.board.concerned(changes))
        else:
            self._missed |= self.board.concerned(changes)

    def _look_again(self, concerned: frozenset[str] | None) -> None:
        """Read what changed among these episodes, None: among all, and which of them left the board."""
        work = partial(operations.read_changes, self.context.session, concerned=concerned, today=self.context.today())
        run_in_background(self, work, self._take, self._failed)

    def focus_first(self) -> None:
        self.table.setFocus()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def new_requested(self) -> None:
        self.context.navigate("patients")

    def print_requested(self) -> None:
        """Show what is due among the rows as they are filtered, ready to print or save."""
        rows = tuple(row for row in self._shown() if row.place < QUIET_RANK)
        if rows:
            work = partial(operations.day_sheet, self.context.session, rows=rows, today=self.context.today())
            run_in_background(self, work, self._show_list, self._failed)

    def _show_list(self, sheet: DaySheet) -> None:
        from footrehab_desktop.ui.pages.today_day_list import DayListWindow

        window = DayListWindow(self, self.context.dialogs, self.context.status.say)
        window.show_pdf(sheet.pdf, sheet.file_name, sheet.paper)

    def _failed(self, error: "FootRehabError") -> None:
        self.context.dialogs.show_error(error)

    def _take_all(self, glance: Glance) -> None:
        self.board = Board()
        self._waiting, self._fresh = [], []
        self._take(glance)

    def _take(self, glance: Glance) -> None:
        """Take what was read, and begin to work out what is missing."""
        self.board.put(glance.rows, glance.gone)
        settled = glance.gone.union(row.episode_id for row in glance.rows if row.known)
        waiting = {row.person.episode_id: row for row in (*self._waiting, *glance.waiting)}
        self._waiting = [row for episode_id, row in waiting.items() if episode_id not in settled]
        self._fresh = [row for row in self._fresh if row.episode_id not in settled]
        self._show_board()
        if self._waiting and not self._working:
            self._work_out()

    @Slot()
    def _work_out(self) -> None:
        """Work out the next few. Others come in between; while somebody types or goes to a page, it waits."""
        if not activity.is_quiet():
            self._working = True
            self._next.start(_LOOK_AGAIN)
            return
        rows, self._waiting = tuple(self._waiting[:PORTION]), self._waiting[PORTION:]
        self._working = bool(rows)
        if rows:
            work = partial(operations.work_out_portion, self.context.session, rows=rows, today=self.context.today())
            run_in_background(self, work, self._worked_out, self._not_worked_out)

    def _worked_out(self, rows: tuple[BoardRow, ...]) -> None:
        self._fresh += rows
        if self._waiting:
            # The board is not sorted anew for each few of thousands.
            self._next.start(_BREATHING)
            if not self._repaint.isActive():
                self._repaint.start()
        else:
            self._working = False
            self._repaint.stop()
            self._show_board()

    def _not_worked_out(self, error: "FootRehabError") -> None:
        """Somebody else wrote in between: the next look at the board tries again."""
        self._working = False
        self._waiting = []
        self.context.status.say(str(error))

    @Slot()
    def _show_board(self) -> None:
        """Show the rows with what was worked out since."""
        self.board.put(self._fresh)
        self._fresh = []
        self._filter()

    def _shown(self) -> tuple[BoardRow, ...]:
        return self.board.matching(
            BoardFilter(self.search.text(), self.due.code, self.decision.code, self.condition.code)
        )

    @Slot(bool)
    def _narrow(self, narrow: bool) -> None:
        number = self.table.currentIndex().row()
        self.model.show_narrow(narrow)
        self.table.selectRow(max(0, number))

    @Slot()
    def _filter(self) -> None:
        row = self._current()
        shown = self._shown()
        self.model.show_rows(shown)
        number = self.model.number_of(row.episode_id) if row else None
        self.table.selectRow(number or 0)
        self.stack.setCurrentWidget(self.split if self.board.rows else self.empty)
        counted = zip((self.due, self.decision, self.condition), counts_of(self.board.found(self.search.text())),
                      strict=True)  # fmt: skip
        for choice, counts in counted:
            choice.show_counts(counts)
        self.print_button.setEnabled(any(row.place < QUIET_RANK for row in shown))
        self._tell(len(shown))

    def _tell(self, shown: int) -> None:
        words = self.tr("{shown} of {total} episodes, {due} need attention; the most urgent first")
        told = words.format(shown=shown, total=len(self.board.rows), due=self.board.due)
        if self.board.waiting:
            told += self.tr("; working out what is due, {count} to go").format(count=self.board.waiting)
        self.header.set_detail(told)

    def _current(self) -> BoardRow | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    @Slot()
    def open_current(self) -> None:
        """Go where work waits for the episode under the cursor."""
        row = self._current()
        if row is not None:
            self.context.navigate(row.page, row.patient_id, row.episode_id)

    @Slot(str)
    def _go(self, page: str) -> None:
        row = self._current()
        if row is not None:
            self.context.navigate(page, row.patient_id, row.episode_id)

    @Slot()
    def toggle_preview(self) -> None:
        """Show the preview, or hide it again."""
        self.preview.setVisible(self.preview.isHidden())
        self._read_preview()

    @Slot()
    def show_tasks(self) -> None:
        """Show the tasks of the row and put the keyboard on them."""
        self.preview.show()
        self._to_tasks = True
        self._read_preview()

    @Slot()
    def _row_changed(self) -> None:
        self._read_preview()

    def _read_preview(self) -> None:
        row = self._current()
        if row is None or self.preview.isHidden():
            return
        work = partial(
            operations.read_preview, self.context.session, episode_id=row.episode_id, today=self.context.today()
        )
        run_in_background(self, work, self._show_preview, self._failed)

    def _show_preview(self, preview: Preview) -> None:
        row = self._current()
        if row is None or row.episode_id != preview.episode_id:
            return
        self.preview.show_preview(row, preview, self.context.today())
        if self._to_tasks:
            self._to_tasks = False
            self.preview.focus_tasks()

    @Slot(object, object)
    def _answer(self, task: Task, typed: TypedAnswer) -> None:
        row = self._current()
        if row is None:
            return
        self.context.status.saving()
        work = partial(
            operations.keep_answer, self.context.session, episode_id=row.episode_id, task=task, typed=typed,
            today=self.context.today(),
        )  # fmt: skip
        run_in_background(self, work, self._answered, self._not_answered)

    def _answered(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self._to_tasks = True
        self._look_again(changes.episodes)

    def _not_answered(self, error: "FootRehabError") -> None:
        self.context.status.not_saved(str(error))
        if isinstance(error, FieldError):
            self.preview.tasks.show_fault(str(error))
        else:
            self._failed(error)
