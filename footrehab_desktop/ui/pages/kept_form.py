"""A form of fields whose typing is kept: what a crash, a lock or another page interrupts is there again."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import Draft
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.operations import drafts as operations
from footrehab_desktop.ui.operations.drafts import DraftKey
from footrehab_desktop.ui.page import PageContext, scrolling
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.field import Field
from footrehab_desktop.ui.widgets.panels import Notice, SectionHeader

# From the first key: with the write that follows, at most two seconds of typing can be lost.
KEEP_AFTER_MS = 1000
SAVE_KEYS = "Ctrl+Return"

Entries = dict[str, Any]


class KeptForm(QWidget):
    """Heading, fields, and beneath them, always in sight, the button that saves.

    A form makes its fields in ``make_fields`` and writes in ``save``. Signals: ``saved(str)`` with the id of what was
    saved; ``kept()`` when what is kept of the typing changed; ``left()`` when the clinician goes back without saving.
    """

    saved = Signal(str)
    kept = Signal()
    left = Signal()

    def __init__(self, context: PageContext, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.fields = self.make_fields()
        self._draft: DraftKey | None = None
        self._start: Entries = {}
        self._kept: Entries = {}
        self.header = SectionHeader(" ", " ", large=True)
        self.restored = Notice()
        self.restored.hide()
        self.save_button = primary_button("", self.save, keys=SAVE_KEYS)
        self.back_button = button(back, on_press=self.leave)
        self.discard_button = plain_button(self.tr("Discard the typing"), self._ask_to_discard)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self.keep)
        for field in self.fields.values():
            field.changed.connect(self._typed)

    def make_fields(self) -> dict[str, Field[Any]]:
        """Return the fields by their codes, in the order of the keyboard."""
        raise NotImplementedError

    def lay_out(self, content: QWidget, *, widest: int = 0) -> None:
        """Put the content beneath the heading, with which it scrolls, and above the buttons, which stay in sight."""
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.discard_button)
        buttons.addStretch(1)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addWidget(self.restored)
        column.addWidget(content, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(scrolling(above, widest=widest), 1)
        outer.addLayout(buttons)

    def head(self, title: str, detail: str, save: str) -> None:
        """Name the form and what its button does."""
        self.header.title.setText(title)
        self.header.set_detail(detail)
        self.save_button.setText(save)
        # A button forgets its shortcut with every new text.
        self.save_button.setShortcut(SAVE_KEYS)

    def begin(self, draft: DraftKey, values: Mapping[str, Any]) -> None:
        """Show ``values`` and over them the typing kept for ``draft``. Fields without a value are empty."""
        self._draft = draft
        with self.context.session.unit_of_work() as unit:
            kept = find_draft(unit, *draft)
        for code, field in self.fields.items():
            field.set_value(values.get(code))
            self.was_set(code)
        self._start = self._kept = self._entries()
        if kept is not None:
            self._restore(kept)
        self._tell_restored(kept)
        self.discard_button.setVisible(self._entries() != self._start)
        self.save_button.setEnabled(True)

    def was_set(self, code: str) -> None:
        """Follow a field that was set by the form itself, where others depend on it."""

    def save(self) -> None:
        """Write what is typed, or go to the first field that cannot be taken."""
        raise NotImplementedError

    @Slot()
    def keep(self) -> None:
        """Keep the typing if there is any new; typing taken back to what is on file is forgotten."""
        self._keep_soon.stop()
        entries = self._entries()
        if self._draft is None or entries == self._kept or not self.save_button.isEnabled():
            return
        self._kept = entries
        if entries == self._start:
            self._forget()
        else:
            operations.keep_typing(
                self,
                self.context.session,
                draft=self._draft,
                content=entries,
                on_done=self._was_kept,
                on_error=self._failed,
            )

    @Slot()
    def leave(self) -> None:
        """Go back; the typing stays kept."""
        self.keep()
        self.left.emit()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.fields.values())).take_focus()

    def can_be_taken(self) -> bool:
        """Check every field; the first that is refused gets the keyboard."""
        refused = [field for field in self.fields.values() if not field.isHidden() and not field.check()]
        if refused:
            refused[0].take_focus()
        return not refused

    def show_faults(self, faults: Sequence[FieldError]) -> None:
        """Show each fault at its field; the first gets the keyboard."""
        for fault in reversed(faults):
            field = self.fields.get(fault.field)
            if field is None:
                self.context.dialogs.show_error(fault)
            else:
                field.set_error(str(fault))
                field.take_focus()

    def begin_saving(self) -> None:
        """Say that the form is being saved; nothing is kept as a draft any more."""
        self._keep_soon.stop()
        self.save_button.setEnabled(False)
        self.context.status.saving()

    def _was_saved(self, result: tuple[str, Changes]) -> None:
        subject_id, changes = result
        self.save_button.setEnabled(True)
        self._kept = self._entries()
        self._keep_soon.stop()
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self.saved.emit(subject_id)

    def _failed(self, error: FootRehabError) -> None:
        self.save_button.setEnabled(True)
        self._kept = {}
        self.context.status.not_saved(str(error))
        if isinstance(error, FieldError):
            self.show_faults((error,))
        else:
            self.context.dialogs.show_error(error)

    def _entries(self) -> Entries:
        return {code: field.entry() for code, field in self.fields.items()}

    def _restore(self, draft: Draft) -> None:
        for code, field in self.fields.items():
            field.show_entry(draft.content.get(code))
            self.was_set(code)
        self._kept = self._entries()

    def _tell_restored(self, draft: Draft | None) -> None:
        words = self.tr("Unsaved typing from {time} restored.")
        self.restored.show_text(words.format(time=f"{draft.saved_at.astimezone():%H:%M}") if draft else "")

    @Slot()
    def _typed(self) -> None:
        self.discard_button.show()
        if not self._keep_soon.isActive():
            self._keep_soon.start()

    def _was_kept(self, _result: None) -> None:
        self.context.status.saved()
        self.kept.emit()

    @Slot()
    def _ask_to_discard(self) -> None:
        question = Question(
            self.tr("Discard the typing?"),
            self.tr("What was typed here and not saved is deleted. What is on file stays as it is."),
            self.tr("Discard typing"),
            self.tr("Keep typing"),
            dangerous=True,
        )
        self.context.dialogs.confirm(question, self._discard)

    def _discard(self) -> None:
        self._keep_soon.stop()
        for code, field in self.fields.items():
            field.show_entry(self._start[code])
            self.was_set(code)
        self._kept = self._entries()
        self._tell_restored(None)
        self.discard_button.hide()
        self._forget()
        self.focus_first()

    def _forget(self) -> None:
        if self._draft is not None:
            operations.forget_typing(
                self, self.context.session, draft=self._draft, on_done=self._was_kept, on_error=self._failed
            )


def field_grid(rows: Sequence[Sequence[QWidget]]) -> QGridLayout:
    """Return a grid of two columns; a row of one widget spans both."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(16)
    for place, row in enumerate(rows):
        across = 2 if len(row) == 1 else 1
        for column, widget in enumerate(row):
            grid.addWidget(widget, place, column, 1, across, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
