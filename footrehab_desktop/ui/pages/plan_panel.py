"""The plan being edited: its table, the dosage line, the keys in buttons, what a day takes, and saving."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.plan_dose_line import DoseLine
from footrehab_desktop.ui.pages.plan_table import PlanTable, PlanTableModel
from footrehab_desktop.ui.presenters.plan import PlanEditor
from footrehab_desktop.ui.presenters.plan_day import day_words, total_words
from footrehab_desktop.ui.presenters.plan_dose import DoseTyping, Reply
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card

_TEMPLATE_KEYS = "Ctrl+T"


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
    picture_asked = Signal()

    def __init__(self, editor: PlanEditor, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.editor = editor
        self._library = library
        self._phase = ""
        self.rows = PlanTableModel(editor, library, self)
        self.table = PlanTable(self.rows)
        self.dose = DoseLine(DoseTyping(editor, library), self.item)
        self.heading = theme.label("", "lead", wrap=True)
        self.time = theme.label("", "soft", wrap=True)
        self.message = theme.label("", "error", wrap=True)
        self.save = primary_button(self.tr("Save plan"), self.save_asked.emit, keys="Ctrl+S")
        self.print = button(self.tr("Print …"), on_press=self.print_asked.emit)
        self.print.setToolTip("Ctrl+P")
        self.template = button("", on_press=lambda: self.template_chosen.emit(self._phase), keys=_TEMPLATE_KEYS)
        self.other_template = button("▾", keys="Ctrl+Shift+T", on_press=self._open_templates)
        self.templates = QMenu(self)
        self.reason = self._make_reason()
        self._row_buttons = self._make_row_buttons()
        self.undo = plain_button(self.tr("Undo"), self.take_back)
        self.undo.setToolTip("Ctrl+Z")
        self.redo = plain_button(self.tr("Redo"), self.take_again)
        self.redo.setToolTip("Ctrl+Y")
        self.picture = plain_button(self.tr("Picture"), self.picture_asked.emit, keys="Ctrl+I")
        self.picture.setToolTip(self.tr("The exercise that the keyboard is on, on the full screen (Ctrl+I)"))
        self._lay_out()
        self._connect()

    def _make_reason(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(self.tr("Why? Optional, printed on the sheet"))
        made.setAccessibleName(self.tr("Why the plan is changed: optional, printed on the sheet"))
        made.setToolTip(made.accessibleName())
        made.setMinimumWidth(theme.scaled(270))
        made.editingFinished.connect(self._give_reason)
        return made

    def _make_row_buttons(self) -> list[QPushButton]:
        steps: tuple[tuple[str, str, str, Callable[[int], object]], ...] = (
            (self.tr("← Easier"), "", "Alt+←", lambda row: self.step_asked.emit(row, -1)),
            (self.tr("Harder →"), "", "Alt+→", lambda row: self.step_asked.emit(row, 1)),
            ("↑", self.tr("Move up"), "Alt+↑", lambda row: self.shift(row, -1)),
            ("↓", self.tr("Move down"), "Alt+↓", lambda row: self.shift(row, 1)),
            (self.tr("Remove"), "", "Delete", self.remove),
        )
        return [self._row_button(*step) for step in steps]

    def _row_button(self, words: str, name: str, keys: str, step: Callable[[int], object]) -> QPushButton:
        made = plain_button(words, lambda: self.for_current(step))
        made.setAccessibleName(name or words)
        made.setToolTip(f"{name} ({keys})" if name else keys)
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading, 1)
        self.other_template.setAccessibleName(self.tr("Template of another phase"))
        self.other_template.setMinimumWidth(theme.scaled(32))
        for widget in (self.template, self.other_template, self.print, self.save):
            top.addWidget(widget)
        keys = FlowLayout(spacing=0)
        for row_button in (*self._row_buttons, self.undo, self.redo, self.reason):
            keys.addWidget(row_button)
        self.message.hide()
        self.body.setContentsMargins(16, 12, 16, 8)
        self.body.addLayout(top)
        facts = QHBoxLayout()
        facts.addWidget(self.time, 1)
        facts.addWidget(self.picture)
        self.body.addLayout(facts)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.dose)
        self.body.addLayout(keys)

        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go as one reads."""
        steps = (self.template, self.other_template, self.print, self.save, self.picture, self.table,
                 *self.dose.fields.values(), *self._row_buttons, self.undo, self.redo, self.reason)  # fmt: skip
        for before, after in pairwise(steps):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.rows.exercise_dropped.connect(self.dropped)
        self.table.removed.connect(self.remove)
        self.table.moved.connect(self.shift)
        self.table.stepped.connect(self.step_asked)
        self.table.time_chosen.connect(self._choose_time)
        self.table.typing_asked.connect(self._type_dose)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.dose.changed.connect(lambda: self._after(self.current_row()))
        self.dose.said.connect(self._reply)
        self.dose.row_asked.connect(self._go_to_row)
        self.dose.step_pressed.connect(self.table.step_row)
        self.dose.left.connect(self.table.setFocus)

    @property
    def items(self) -> tuple[PlanItem, ...]:
        """Return the exercises of the plan as edited now."""
        return self.editor.content.items

    def item(self, row: int) -> PlanItem:
        """Return the exercise in a row."""
        return self.editor.content.items[row]

    def show_plan(self, row: int = 0) -> None:
        """Draw what the editor holds and put the mark on a row."""
        self.rows.show_items()
        count = len(self.editor.content.items)
        place = max(0, min(row, count - 1)) if count else -1
        self.table.setCurrentIndex(self.rows.index(place, 0))
        self.dose.show_row(place)
        self.say("")
        self.show_state()

    def show_blocked(self, blocked: Mapping[str, str]) -> None:
        """Mark the exercises of the plan that are refused now."""
        self.rows.show_blocked(blocked)

    def show_state(self) -> None:
        """Draw what a day takes and which buttons can be used."""
        items = self.editor.content.items
        self.heading.setText(self._count_words(items))
        self.time.setText(day_words(items, self._library, self._phase))
        self.time.setVisible(bool(items))
        for row_button in self._row_buttons:
            row_button.setEnabled(bool(items))
        self.undo.setEnabled(self.editor.can_undo)
        self.redo.setEnabled(self.editor.can_redo)
        self.save.setEnabled(self.editor.changed)
        with QSignalBlocker(self.reason):
            self.reason.setText(self.editor.content.note)

    def say(self, sentence: str, *, asks: bool = False) -> None:
        """Show why something was refused, or ask whether it is meant; an empty sentence takes it away."""
        sign = "?" if asks else "✕"
        self.message.setText(sentence and f"{sign} {sentence}")
        self.message.setVisible(bool(sentence))
        self.message.setProperty("role", "accent" if asks else "error")
        theme.restyle(self.message)

    def show_templates(self, phases: tuple[tuple[str, str], ...], phase: str) -> None:
        """Offer the condition's template of each phase as (phase, words), and in one key that of ``phase``."""
        self._phase = phase
        menu = QMenu(self)
        for code, words in phases:
            menu.addAction(words).triggered.connect(lambda _on=False, code=code: self.template_chosen.emit(code))
        self.templates.deleteLater()
        self.templates = menu
        in_one_key = phase in dict(phases)
        self.template.setText(self.tr("Template {phase}").format(phase=phase) if in_one_key else self.tr("Template"))
        self.template.setShortcut(_TEMPLATE_KEYS)  # new words take the keys away
        self.template.setEnabled(in_one_key)
        self.other_template.setEnabled(bool(phases))
        self.table.show_hint(self._empty_words(in_one_key))
        self.show_state()

    def take_open(self) -> bool:
        """Hand over what is being typed; false when it is refused or asked about."""
        return self.dose.take_open() and self._give_reason()

    def add(self, *items: PlanItem, at: int | None = None) -> None:
        """Add exercises and mark the first of them."""
        self._after(self.editor.add(*items, at=at))

    def take(self, proposal: PlanProposal, lines: tuple[ProposedLine, ...]) -> None:
        """Take lines of a proposal. Raises ``FieldError`` when one of them is refused (LD-20)."""
        self.editor.take(proposal, lines)
        self._after(self.current_row())

    def replace(self, row: int, item: PlanItem) -> None:
        """Put another exercise in the place of one."""
        self.editor.replace_exercise(row, item)
        self._after(row)

    def remove(self, row: int) -> None:
        """Take an exercise out."""
        self.editor.remove(row)
        self._after(row)

    def shift(self, row: int, by: int) -> None:
        """Move an exercise up or down."""
        self._after(self.editor.move(row, by))

    def take_back(self) -> None:
        """Take the last step back."""
        self.editor.undo()
        self._after(self.current_row())

    def take_again(self) -> None:
        """Take the step again that was taken back last."""
        self.editor.redo()
        self._after(self.current_row())

    def current_row(self) -> int:
        """Return the marked row, −1 without one."""
        index: QModelIndex = self.table.currentIndex()
        return index.row() if index.isValid() else -1

    def for_current(self, step: Callable[[int], object]) -> None:
        """Do something with the marked row and go back to the table."""
        row = self.current_row()
        if row >= 0:
            step(row)
            self.table.setFocus()

    def _open_templates(self) -> None:
        self.templates.popup(self.other_template.mapToGlobal(self.other_template.rect().bottomLeft()))

    def _type_dose(self, typed: str) -> None:
        if self.current_row() >= 0:
            self.dose.type_here(typed)

    def _choose_time(self, row: int, time_of_day: str) -> None:
        self.editor.type_into(row, "time_of_day", time_of_day)
        self._after(row)

    def _go_to_row(self, by: int) -> None:
        row = self.current_row() + by
        if 0 <= row < self.rows.rowCount():
            self.table.setCurrentIndex(self.rows.index(row, 0))
            self.dose.type_here()
        else:
            self.table.setFocus()

    def _row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.dose.show_row(current.row())

    def _reply(self, reply: Reply) -> None:
        self.say(reply.sentence, asks=reply.asks)

    def _give_reason(self) -> bool:
        """Take the reason as typed; tell whether it could be."""
        if self.reason.text().strip() == self.editor.content.note:
            return True
        try:
            self.editor.give_reason(self.reason.text())
        except FieldError as fault:
            self.say(str(fault))
            return False
        self.show_state()
        self.edited.emit()
        return True

    def _after(self, row: int) -> None:
        self.show_plan(row)
        self.edited.emit()

    def _count_words(self, items: tuple[PlanItem, ...]) -> str:
        if not items:
            return self.tr("The plan is empty")
        minutes = total_words(items, self._library)
        if len(items) == 1:
            return self.tr("Plan: 1 exercise, {minutes}").format(minutes=minutes)
        return self.tr("Plan: {n} exercises, {minutes}").format(n=len(items), minutes=minutes)

    def _empty_words(self, with_template: bool) -> str:
        add = self.tr("Enter on an exercise in the list adds it; it can be dragged here too.")
        template = self.tr("Ctrl+T takes the template of {phase}.").format(phase=self._phase)
        return f"{template}\n{add}" if with_template else add
