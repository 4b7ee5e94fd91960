"""The tasks of one episode with their reasons, each answered by a key: done, later, not needed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.clinic.tasks import Task, TypedAnswer
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date, parse_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.today import URGENT_RANK
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine, row_height

_MOST_ROWS = 3
NEXT_WEEK = "+1w"


class TaskList(QListWidget):
    """The list. Signals: a key that answers, opens, or leaves."""

    opened = Signal()
    answered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(LineDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Tasks"))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        answers = {Qt.Key.Key_D: "done", Qt.Key.Key_L: "later", Qt.Key.Key_N: "not_needed"}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in answers and not event.modifiers():
            self.answered.emit(answers[key])
        else:
            super().keyPressEvent(event)


class AnswerForm(QWidget):
    """When again, and why: asked only where an answer needs it. Signal: ``given(TypedAnswer)``."""

    given = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._answer = ""
        self._today = date.min
        self.question = theme.label("", "label", wrap=True)
        self.until = QLineEdit()
        self.until.setAccessibleName(self.tr("Ask again on"))
        self.until.setPlaceholderText(self.tr("Ask again on"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.fault = theme.label("", "soft", wrap=True)
        keep = button(self.tr("Keep"), on_press=self.keep)
        back = plain_button(self.tr("Back"), self.left.emit)
        fields = QHBoxLayout()
        fields.addWidget(self.until, 1)
        fields.addWidget(self.reason, 3)
        steps = QHBoxLayout()
        for each in (keep, back):
            steps.addWidget(each)
        steps.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        column.addLayout(fields)
        column.addWidget(self.fault)
        column.addLayout(steps)
        for field in (self.until, self.reason):
            field.returnPressed.connect(self.keep)
        self.hide()

    def ask(self, answer: str, today: date) -> None:
        """Ask what this answer needs."""
        self._answer, self._today = answer, today
        later = answer == "later"
        self.question.setText(
            self.tr("Ask again on which day? A reason helps the next one.")
            if later
            else self.tr("Why is it not needed? It stays away for good.")
        )
        self.until.setVisible(later)
        self.until.setText(NEXT_WEEK)
        self.reason.clear()
        self.fault.hide()
        self.show()
        (self.until if later else self.reason).setFocus()
        self.until.selectAll()

    def show_fault(self, sentence: str) -> None:
        """Say what is missing."""
        self.fault.setText(sentence)
        self.fault.show()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def keep(self) -> None:
        """Hand the answer over; a day that cannot be read is told at once."""
        try:
            until = parse_date(self.until.text(), self._today, field="until") if self._answer == "later" else None
        except FieldError as error:
            self.show_fault(str(error))
            return
        self.given.emit(TypedAnswer(self._answer, self.reason.text(), until))  # type: ignore[arg-type]  # one of three


class TaskPane(QWidget):
    """Tasks, the whole reason of the one with the keyboard, and its answers.

    Signals: ``go(str)`` to the page where work goes on, ``answered(Task, TypedAnswer)``, ``left()``.
    """

    go = Signal(str)
    answered = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tasks: tuple[Task, ...] = ()
        self._today = date.min
        self.list = TaskList()
        self.why = theme.label("", wrap=True)
        self.rule = theme.label("", "soft", wrap=True)
        self.nothing = theme.label(self.tr("Nothing is due."), "soft", wrap=True)
        self.form = AnswerForm()
        self.open_button = button(self.tr("Go there"), on_press=self._go)
        self.done_button = button(self.tr("Done (D)"), on_press=lambda: self.answer("done"))
        self.later_button = button(self.tr("Later (L)"), on_press=lambda: self.answer("later"))
        self.not_needed_button = button(self.tr("Not needed (N)"), on_press=lambda: self.answer("not_needed"))
        self._answers = (self.done_button, self.later_button, self.not_needed_button)
        self.steps = QWidget()
        row = FlowLayout(self.steps)
        for each in (self.open_button, *self._answers):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.nothing, self.list, self.why, self.rule, self.steps, self.form):
            column.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_reason)
        self.list.opened.connect(self._go)
        self.list.itemDoubleClicked.connect(self._go)
        self.list.answered.connect(self.answer)
        self.list.left.connect(self.left.emit)
        self.form.given.connect(self._given)
        self.form.left.connect(self._back_to_list)

    @property
    def current(self) -> Task | None:
        """Return the task with the keyboard."""
        number = self.list.currentRow()
        return self._tasks[number] if 0 <= number < len(self._tasks) else None

    def show_tasks(self, tasks: Sequence[Task], today: date) -> None:
        """Show tasks, the most urgent first."""
        kept = self.list.currentRow()
        self._tasks, self._today = tuple(tasks), today
        self.list.clear()
        for task in self._tasks:
            item = QListWidgetItem(self.list)
            urgent = task.kind.rank <= URGENT_RANK
            detail = self.tr("since {date}").format(date=format_date(task.since))
            item.setData(LINE_ROLE, ListLine(task.title, detail, title_colour="regress" if urgent else "ink"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{task.title}. {task.why}")
        self.list.setFixedHeight(row_height() * min(max(1, len(self._tasks)), _MOST_ROWS) + 2 * self.list.frameWidth())
        for part in (self.list, self.why, self.rule, self.steps):
            part.setVisible(bool(self._tasks))
        self.nothing.setVisible(not self._tasks)
        self.form.hide()
        self.list.setCurrentRow(min(max(0, kept), len(self._tasks) - 1))
        self._show_reason()

    def focus_list(self) -> None:
        """Put the keyboard on the tasks."""
        self.list.setFocus()

    def show_fault(self, sentence: str) -> None:
        """Say what an answer lacks."""
        self.form.show_fault(sentence)

    @Slot(str)
    def answer(self, answer: str) -> None:
        """Give an answer to the task with the keyboard, or ask for what it needs first."""
        task = self.current
        if task is None or not task.kind.answerable:
            return
        if answer == "done":
            self._given(TypedAnswer("done"))
        else:
            self.form.ask(answer, self._today)

    @Slot()
    def _show_reason(self) -> None:
        task = self.current
        if task is None:
            return
        self.why.setText(task.why)
        words = self.tr("Rule {rule}. It goes when the work is done.")
        if task.kind.answerable:
            words = self.tr("Rule {rule}")
        self.rule.setText(words.format(rule=task.rule))
        for each in self._answers:
            each.setVisible(task.kind.answerable)

    @Slot()
    def _go(self) -> None:
        if self.current is not None:
            self.go.emit(self.current.page)

    @Slot(object)
    def _given(self, typed: TypedAnswer) -> None:
        if self.current is not None:
            self.answered.emit(self.current, typed)

    @Slot()
    def _back_to_list(self) -> None:
        self.form.hide()
        self.list.setFocus()
