"""The clinician's answer to a decision: accept it, override it with a reason, or document a referral."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.ui.pages.assess_reading import LETTER_KEYS
from footrehab_desktop.ui.presenters.review import OVERRIDES, REFER, DecisionCard
from footrehab_desktop.ui.tokens import DECISION_LOOK
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.flow_layout import flowing_row
from footrehab_desktop.ui.widgets.text_fields import TextField


class AnswerPanel(QWidget):
    """Signals: ``accepted()``, ``overridden(final, reason)``, ``documented(note)``, ``letter_asked()``."""

    accepted = Signal()
    overridden = Signal(str, str)
    documented = Signal(str)
    letter_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.accept_button = primary_button(self.tr("Accept"), self.accepted.emit, keys="Ctrl+Return")
        self.override_button = button(self.tr("Override…"), on_press=self._open_override)
        self.document_button = primary_button(self.tr("Document the referral"), self._document, keys="Ctrl+Return")
        self.letter_button = button(self.tr("Referral letter…"), on_press=self.letter_asked.emit, keys=LETTER_KEYS)
        sent = Ask("note", self.tr("What was done: to whom the patient was sent, and when"), required=True)
        self.note = TextField(sent, lines=2)
        words = [(code, f"{DECISION_LOOK[code].sign} {DECISION_LOOK[code].word}") for code in OVERRIDES]
        self.final = ChoiceField(Ask("final", self.tr("What stands instead"), required=True), words)
        self.reason = TextField(Ask("reason", self.tr("Reason"), required=True), lines=2)
        self.confirm_button = button(self.tr("Override the decision"), on_press=self._override)
        self._override_form = QWidget()
        keep_button = button(self.tr("Do not override"), on_press=self._close_override)
        confirm = flowing_row(self.confirm_button, keep_button)
        _stack(self._override_form, self.final, self.reason, confirm)
        buttons = flowing_row(self.accept_button, self.override_button, self.document_button, self.letter_button)
        _stack(self, self.note, buttons, self._override_form)
        self._refers = False
        self._out_of_date = False

    def show_card(self, card: DecisionCard) -> None:
        """Offer the answers that this decision allows; none when it was answered."""
        self.setVisible(card.is_open)
        self._out_of_date = False
        self._refers = card.decision == REFER
        for field in (self.note, self.reason, self.final):
            field.set_value(None)
        self.note.setVisible(self._refers)
        self.document_button.setVisible(self._refers)
        self.letter_button.setVisible(self._refers)
        self._close_override()
        self.set_busy(False)

    def set_out_of_date(self) -> None:
        """Take no answer that moves the level on old facts; what was done about a referral can still be written."""
        self._out_of_date = True
        self._close_override()

    def set_busy(self, busy: bool) -> None:
        """Take no second answer while the first one is being stored."""
        for part in (self.accept_button, self.document_button, self.confirm_button):
            part.setEnabled(not busy)

    def refuse(self, field: str, sentence: str) -> None:
        """Show a refusal at the field it names."""
        for part in self._fields():
            if part.code == field:
                part.set_error(sentence)

    def focus_first(self) -> None:
        """Put the keyboard on the answer that comes first."""
        if self._refers:
            self.note.take_focus()
        elif not self._out_of_date:
            self.accept_button.setFocus()

    def _fields(self) -> tuple[Field[str], ...]:
        return (self.note, self.final, self.reason)

    def _open_override(self) -> None:
        self._override_form.show()
        self.accept_button.hide()
        self.override_button.hide()
        self.final.take_focus()

    def _close_override(self) -> None:
        self._override_form.hide()
        offered = not self._refers and not self._out_of_date
        self.accept_button.setVisible(offered)
        self.override_button.setVisible(offered)

    def _override(self) -> None:
        final_fits, reason_fits = self.final.check(), self.reason.check()
        final, reason = self.final.value(), self.reason.value()
        if final_fits and reason_fits and final is not None and reason is not None:
            self.overridden.emit(final, reason)

    def _document(self) -> None:
        if self.note.check():
            self.documented.emit(self.note.value() or "")


def _stack(parent: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
