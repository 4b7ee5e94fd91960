"""The first page of every day: who, passphrase, unlock. Must paint fast; everything heavy loads behind it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from footrehab_desktop.errors import FootRehabError, SurroundingsError
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.gate_page import BusyLine, GatePage, SecretField
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.card import Notice
from footrehab_desktop.ui.widgets.field import Ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QShowEvent

    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.ui.gate import Gate
    from footrehab_desktop.ui.preferences import Preferences


class UnlockPage(GatePage):
    """Who, passphrase, unlock. A refusal is told in place, at the field; the passphrase typed stays.

    Who can unlock is read right after the first paint.
    Signals: ``unlocked(session)``; ``no_record()`` when there turned out to be no record in the folder;
    ``restore_wanted()``, which is offered once the record or its key file does not open.
    """

    unlocked = Signal(object)
    no_record = Signal()
    restore_wanted = Signal()

    def __init__(self, gate: "Gate", preferences: "Preferences", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate = gate
        self._preferences = preferences
        self._with_recovery_key = False
        self._looked = False
        self.who = QComboBox()
        self.who.setAccessibleName(self.tr("Who are you?"))
        asked_who = theme.label(self.tr("Who are you?"), "label")
        asked_who.setBuddy(self.who)
        who = QVBoxLayout()
        who.setSpacing(4)
        who.addWidget(asked_who)
        who.addWidget(self.who)
        self.secret = SecretField(Ask("passphrase", self.tr("Passphrase")))
        self.secret.entered.connect(self._secret_entered)
        self.new_secret = SecretField(
            Ask("new_passphrase", self.tr("Your new passphrase"), self.tr("At least 12 characters; a few words."))
        )
        self.repeat = SecretField(Ask("repeat", self.tr("The new passphrase once more")))
        self.repeat.entered.connect(self._unlock)
        self.busy = BusyLine()
        self.unlock_button = primary_button(self.tr("Unlock"), self._unlock)
        self.recovery_button = plain_button(self.tr("Use the recovery key instead"), self._toggle_recovery)
        self.restore_button = button(self.tr("Restore a backup…"), on_press=self.restore_wanted.emit)
        self.restore_button.hide()
        body = self.card.body
        if gate.is_demo:
            body.addWidget(Notice(self.tr("This is the demo clinic. Every patient in it is invented.")))
        body.addLayout(who)
        fields = (self.secret, self.new_secret, self.repeat)
        for part in (*fields, self.busy, self.unlock_button, self.recovery_button, self.restore_button):
            body.addWidget(part)
        self._show_recovery(False)

    def paintEvent(self, event: "QPaintEvent", /) -> None:
        super().paintEvent(event)
        if not self._looked:
            self._looked = True
            QTimer.singleShot(0, self, self._look)

    def showEvent(self, event: "QShowEvent", /) -> None:
        super().showEvent(event)
        self.secret.take_focus()

    def _look(self) -> None:
        """See what is in the folder."""
        if self._gate.exists():
            self._fill()
        elif self._gate.is_demo:
            self._prepare_demo()
        else:
            self.no_record.emit()

    def _fill(self) -> None:
        try:
            clinicians = self._gate.clinicians()
        except FootRehabError as error:
            self._refused(error)
            return
        self.who.clear()
        for clinician in clinicians:
            self.who.addItem(clinician.name, clinician.id)
        known = self.who.findData(self._preferences.values.last_clinician_id)
        self.who.setCurrentIndex(max(known, 0))
        if self._gate.is_demo:
            self.secret.set_value(self._gate.demo_passphrase)

    def _prepare_demo(self) -> None:
        self._set_busy(self.tr("Making the demo clinic; this takes a moment…"))
        background.run_in_background(self, self._gate.prepare_demo, lambda _nothing: self._demo_ready(), self._refused)

    def _demo_ready(self) -> None:
        self._set_busy("")
        self._fill()
        self.unlock_button.setFocus()

    def _toggle_recovery(self) -> None:
        self._with_recovery_key = not self._with_recovery_key
        self._show_recovery(self._with_recovery_key)
        self.secret.set_value("")
        self.secret.take_focus()

    def _show_recovery(self, recovery: bool) -> None:
        self.secret.label.setText(self.tr("Recovery key from the printed sheet") if recovery else self.tr("Passphrase"))
        self.secret.editor.setAccessibleName(self.secret.label.text())
        for part in (self.new_secret, self.repeat):
            part.setVisible(recovery)
        self.recovery_button.setText(
            self.tr("Use the passphrase instead") if recovery else self.tr("Use the recovery key instead")
        )

    def _unlock(self) -> None:
        typed = self.secret.value()
        if typed is None:
            missing = self.tr("Type the recovery key.") if self._with_recovery_key else self.tr("Type your passphrase.")
            self.secret.set_error(missing)
            self.secret.take_focus()
            return
        if self._with_recovery_key and not self._new_passphrase_agrees():
            return
        self.secret.set_error("")
        self._set_busy(self.tr("Unlocking…"))
        background.run_in_background(self, self._opening(typed), self._opened, self._refused)

    def _secret_entered(self) -> None:
        if self._with_recovery_key:
            self.new_secret.take_focus()
        else:
            self._unlock()

    def _new_passphrase_agrees(self) -> bool:
        from footrehab_desktop.records.passphrase import passphrase_strength  # the first paint has no use for it

        strength = passphrase_strength(self.new_secret.value() or "")
        self.new_secret.set_error(strength.hint if strength.level == 0 else "")
        differs = self.new_secret.value() != self.repeat.value()
        self.repeat.set_error(self.tr("This differs from the passphrase above.") if differs else "")
        faulty = [field for field in (self.new_secret, self.repeat) if field.error()]
        if faulty:
            faulty[0].take_focus()
        return not faulty

    def _opening(self, typed: str) -> "Callable[[], ClinicSession]":
        gate, clinician_id = self._gate, str(self.who.currentData() or "")
        if self._with_recovery_key:
            fresh = self.new_secret.value() or ""
            return lambda: gate.recover(typed, clinician_id, fresh)
        return lambda: gate.unlock(clinician_id, typed)

    def _opened(self, session: "ClinicSession") -> None:
        self._preferences.change(last_clinician_id=session.clinician.id)
        self._set_busy("")
        self.unlocked.emit(session)

    def _refused(self, error: FootRehabError) -> None:
        self._set_busy("")
        self.secret.set_error(str(error))
        self.restore_button.setVisible(isinstance(error, SurroundingsError) and not self._gate.is_demo)
        self.secret.take_focus()
        self.secret.editor.selectAll()

    def _set_busy(self, sentence: str) -> None:
        for part in (self.who, self.secret, self.new_secret, self.repeat, self.unlock_button, self.recovery_button):
            part.setEnabled(not sentence)
        if sentence:
            self.busy.start(sentence)
        else:
            self.busy.stop()
