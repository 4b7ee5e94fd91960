"""The plan being edited: its table with the keys in buttons, what a day takes, what was refused, and saving."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.clinic.plans import daily_time
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.plan_table import PlanTable, PlanTableModel
from footrehab_desktop.ui.presenters.plan import PlanEditor
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card


class PlanPanel(Card):
    """Draws a ``PlanEditor``. ``edited`` after each step; ``step_asked(row, by)`` for the easier (−1) or harder (+1).

    ``dropped(exercise_id, row)``, ``template_chosen(phase)``, ``save_asked`` and ``print_asked`` are left to the page.
    """

    edited = Signal()
    step_asked = Signal(int, int)
    dropped = Signal(str, int)
    template_chosen = Signal(str)
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, editor: PlanEditor, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._editor = editor
        self.rows = PlanTableModel(editor, library, self)
        self.table = PlanTable(self.rows)
        self.heading = theme.label("", "lead")
        self.time = theme.label("", "soft", wrap=True)
        self.message = theme.label("", "error", wrap=True)
        self.save = primary_button(self.tr("Save plan"), self.save_asked.emit, keys="Ctrl+S")
        self.print = button(self.tr("Print …"), on_press=self.print_asked.emit)
        self.print.setToolTip("Ctrl+P")
        self.template = button(self.tr("Template"))
        self._row_buttons = self._make_row_buttons()
        self.undo = button(self.tr("Undo"), on_press=self.take_back)
        self.undo.setToolTip("Ctrl+Z")
        self._lay_out()
        self._connect()

    def _make_row_buttons(self) -> list[QPushButton]:
        steps: tuple[tuple[str, str, Callable[[int], object]], ...] = (
            (self.tr("← Easier"), "Alt+←", lambda row: self.step_asked.emit(row, -1)),
            (self.tr("Harder →"), "Alt+→", lambda row: self.step_asked.emit(row, 1)),
            (self.tr("Up"), "Alt+↑", lambda row: self.shift(row, -1)),
            (self.tr("Down"), "Alt+↓", lambda row: self.shift(row, 1)),
            (self.tr("Remove"), "Delete", self.remove),
        )
        return [self._row_button(words, keys, step) for words, keys, step in steps]

    def _row_button(self, words: str, keys: str, step: Callable[[int], object]) -> QPushButton:
        made = plain_button(words, lambda: self._for_current(step))
        made.setToolTip(keys)
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.heading)
        words.addWidget(self.time)
        top.addLayout(words, 1)
        for widget in (self.template, self.print, self.save):
            top.addWidget(widget)
        keys = FlowLayout(spacing=0)
        for row_button in (*self._row_buttons, self.undo):
            keys.addWidget(row_button)
        self.undo.setProperty("kind", "plain")
        self.message.hide()
        self.body.setContentsMargins(16, 12, 16, 8)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.message)
        self.body.addLayout(keys)

    def _connect(self) -> None:
        self.rows.edited.connect(self._tell_edit)
        self.rows.refused.connect(self.say)
        self.rows.exercise_dropped.connect(self.dropped)
        self.table.removed.connect(self.remove)
        self.table.moved.connect(self.shift)
        self.table.stepped.connect(self.step_asked)

    def show_plan(self, row: int = 0) -> None:
        """Draw what the editor holds and put the mark on a row, keeping its column."""
        column = max(0, self.table.currentIndex().column())
        self.rows.show_items()
        count = len(self._editor.content.items)
        if count:
            self.table.setCurrentIndex(self.rows.index(max(0, min(row, count - 1)), column))
        self.say("")
        self.show_state()

    def show_state(self) -> None:
        """Draw what a day takes and which buttons can be used."""
        items = self._editor.content.items
        self.heading.setText(self._count_words(items))
        self.time.setText(self._time_words(daily_time(items)) if items else self.tr("Enter on an exercise adds it."))
        for row_button in self._row_buttons:
            row_button.setEnabled(bool(items))
        self.undo.setEnabled(self._editor.can_undo)
        self.save.setEnabled(self._editor.changed)

    def say(self, sentence: str) -> None:
        """Show why something was refused; an empty sentence takes it away."""
        self.message.setText(sentence and f"✕ {sentence}")
        self.message.setVisible(bool(sentence))

    def show_templates(self, phases: tuple[tuple[str, str], ...]) -> None:
        """Offer the condition's template of each phase as (phase, words)."""
        menu = QMenu(self.template)
        for phase, words in phases:
            menu.addAction(words).triggered.connect(lambda _on=False, phase=phase: self.template_chosen.emit(phase))
        before = self.template.menu()
        self.template.setMenu(menu)
        if before is not None:
            before.deleteLater()
        self.template.setEnabled(bool(phases))
        self.template.setToolTip("" if phases else self.tr("There is no template for this condition yet."))

    def add(self, *items: PlanItem, at: int | None = None) -> None:
        """Add exercises and mark the first of them."""
        self._after(self._editor.add(*items, at=at))

    def replace(self, row: int, item: PlanItem) -> None:
        """Put another exercise in the place of one."""
        self._editor.replace_exercise(row, item)
        self._after(row)

    def remove(self, row: int) -> None:
        """Take an exercise out."""
        self._editor.remove(row)
        self._after(row)

    def shift(self, row: int, by: int) -> None:
        """Move an exercise up or down."""
        self._after(self._editor.move(row, by))

    def take_back(self) -> None:
        """Take the last step back."""
        self._editor.undo()
        self._after(self.table.currentIndex().row())

    def current_row(self) -> int:
        """Return the marked row, −1 without one."""
        index: QModelIndex = self.table.currentIndex()
        return index.row() if index.isValid() else -1

    def _for_current(self, step: Callable[[int], object]) -> None:
        row = self.current_row()
        if row >= 0:
            step(row)
            self.table.setFocus()

    def _after(self, row: int) -> None:
        self.show_plan(row)
        self.edited.emit()

    def _tell_edit(self) -> None:
        self.show_state()
        self.edited.emit()

    def _count_words(self, items: tuple[PlanItem, ...]) -> str:
        if not items:
            return self.tr("The plan is empty")
        return self.tr("Plan: 1 exercise") if len(items) == 1 else self.tr("Plan: {n} exercises").format(n=len(items))

    def _time_words(self, time: timedelta) -> str:
        minutes = max(1, round(time.total_seconds() / 60))
        return self.tr("All of it takes about {minutes} min on one day.").format(minutes=minutes)
