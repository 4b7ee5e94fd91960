"""The first start: new here or moving house? Then clinic, clinician, passphrase, and the recovery key put away."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.passphrase import passphrase_strength
from footrehab_desktop.records.values import Clinic, Paper
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.dialogs import Dialogs
from footrehab_desktop.ui.gate import Gate
from footrehab_desktop.ui.gate_page import BusyLine, GatePage, SecretField
from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet
from footrehab_desktop.ui.recovery_key_view import RecoveryKeyView
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.text_fields import TextField

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession

_STRENGTH_WORDS = ("Not long enough yet", "Weak", "Fair", "Good", "Strong")


class FirstRunPage(GatePage):
    """Signals: ``finished(session)`` once the recovery key was put away; ``demo_wanted()``; ``restore_wanted()``."""

    finished = Signal(object)
    demo_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, gate: Gate, dialogs: Dialogs, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._gate = gate
        self._dialogs = dialogs
        self._session: ClinicSession | None = None
        self.clinic_name = TextField(Ask("name", self.tr("Name of the clinic"), required=True), validate=_check_length)
        self.paper = ChoiceField(
            Ask("paper", self.tr("Paper in the printer"), required=True), [("A4", "A4"), ("Letter", "US Letter")]
        )
        self.paper.set_value("A4")
        self.clinician = TextField(Ask("clinician", self.tr("Your name"), required=True), validate=_check_length)
        self.passphrase = SecretField(
            Ask(
                "passphrase",
                self.tr("Your passphrase"),
                self.tr("A few words are easy to type and hard to guess. It cannot be looked up anywhere."),
                required=True,
            )
        )
        self.repeat = SecretField(Ask("repeat", self.tr("The passphrase once more"), required=True))
        self._strength = QProgressBar()
        self._strength.setRange(0, 4)
        self._strength.setTextVisible(False)
        self._strength.setAccessibleName(self.tr("Strength of the passphrase"))
        self._strength_words = theme.label("", "soft", wrap=True)
        self.busy = BusyLine()
        self.create_button = primary_button(self.tr("Create the record"), self._create)
        self.new_button = primary_button(self.tr("I am new here"), self._show_form)
        self.restore_button = button(self.tr("Move a record from another laptop"), on_press=self.restore_wanted.emit)
        self.demo_button = button(self.tr("Try the demo clinic first"), on_press=self.demo_wanted.emit)
        self.back_button = plain_button(self.tr("Back"), self._show_choices)
        self._choices, self._form = QWidget(), QWidget()
        self._fill_choices()
        self._fill_form()
        self.passphrase.changed.connect(self._show_strength)
        self.repeat.entered.connect(self._create)

    def _fill_choices(self) -> None:
        """The first question, each answer with a line on what follows."""
        column = _column_in(self._choices)
        column.addWidget(theme.label(self.tr("Welcome"), "title"))
        intro = self.tr("Everything stays on this computer, encrypted. The program makes no network connections.")
        column.addWidget(theme.label(intro, "soft", wrap=True))
        answers = (
            (self.new_button, self.tr("Name the clinic, choose a passphrase, put a recovery key away: two minutes.")),
            (self.restore_button, self.tr("From a backup on a stick, with your passphrase or the recovery key.")),
            (self.demo_button, self.tr("Invented patients to look around with. You come back here at the next start.")),
        )
        for answer, follows in answers:
            column.addSpacing(8)
            column.addWidget(theme.label(follows, "soft", wrap=True))
            column.addWidget(answer)
            answer.setAccessibleDescription(follows)
        self.card.body.addWidget(self._choices)
        self.setFocusProxy(self.new_button)

    def _fill_form(self) -> None:
        column = _column_in(self._form)
        column.addWidget(theme.label(self.tr("Set up your clinic"), "title"))
        above: list[QWidget] = [self.clinic_name, self.paper, self.clinician, self.passphrase]
        below: list[QWidget] = [self.repeat, self.busy, self.create_button, self.back_button]
        for part in (*above, self._strength, self._strength_words, *below):
            column.addWidget(part)
        self._strength.hide()
        self._strength_words.hide()
        self._form.hide()
        self.card.body.addWidget(self._form)

    def _show_form(self) -> None:
        self._choices.hide()
        self._form.show()
        self.clinic_name.take_focus()

    def _show_choices(self) -> None:
        self._form.hide()
        self._choices.show()
        self.new_button.setFocus()

    def _show_strength(self) -> None:
        strength = passphrase_strength(self.passphrase.value() or "")
        self._strength.setValue(strength.level)
        word = _STRENGTH_WORDS[strength.level]
        self._strength_words.setText(f"{word}. {strength.hint}".strip())
        self._strength.show()
        self._strength_words.show()

    def _fields(self) -> tuple[Field[str], ...]:
        return (self.clinic_name, self.paper, self.clinician, self.passphrase, self.repeat)

    def _create(self) -> None:
        faulty = [field for field in self._fields() if not field.check()]
        if not faulty:
            faulty = self._passphrase_faults()
        if faulty:
            faulty[0].take_focus()
            return
        clinic = Clinic(self.clinic_name.value() or "", self._chosen_paper())
        name, passphrase = self.clinician.value() or "", self.passphrase.value() or ""
        gate = self._gate
        self._set_busy(self.tr("Making the encrypted record…"))
        background.run_in_background(self, lambda: gate.create(clinic, name, passphrase), self._created, self._refused)

    def _passphrase_faults(self) -> list[Field[str]]:
        strength = passphrase_strength(self.passphrase.value() or "")
        if strength.level == 0:
            self.passphrase.set_error(strength.hint)
            return [self.passphrase]
        if self.passphrase.value() != self.repeat.value():
            self.repeat.set_error(self.tr("This differs from the passphrase above."))
            return [self.repeat]
        return []

    def _created(self, made: "tuple[ClinicSession, str]") -> None:
        self._session, recovery_key = made
        self._set_busy("")
        paper = self._chosen_paper()
        sheet = RecoverySheet(
            self.clinic_name.value() or "", self.clinician.value() or "", recovery_key, self._today(), paper
        )
        view = RecoveryKeyView(sheet, self._dialogs)
        view.put_away.connect(self._finish)
        body = self.card.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        body.addWidget(view)
        view.print_button.setFocus()

    def _chosen_paper(self) -> Paper:
        return "Letter" if self.paper.value() == "Letter" else "A4"

    def _finish(self) -> None:
        self.finished.emit(self._session)

    def _refused(self, error: FootRehabError) -> None:
        self._set_busy("")
        fields = {field.code: field for field in self._fields()}
        field = fields.get(error.field) if isinstance(error, FieldError) else None
        if field is None:
            self._dialogs.show_error(error)
        else:
            field.set_error(str(error))
            field.take_focus()

    def _set_busy(self, sentence: str) -> None:
        for part in (*self._fields(), self.create_button, self.back_button):
            part.setEnabled(not sentence)
        if sentence:
            self.busy.start(sentence)
        else:
            self.busy.stop()


def _column_in(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column


def _check_length(text: str) -> None:
    if len(text) > 200:
        raise FieldError("name", "At most 200 characters are taken.")
