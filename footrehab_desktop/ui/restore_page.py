"""From a backup to the record again, before anything is open: moving house, or a record that is damaged."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.gate_page import BusyLine, GatePage, SecretField
from footrehab_desktop.ui.pages.settings_backup_list import BackupList
from footrehab_desktop.ui.presenters.backup import backup_line, rehearsal_words
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from footrehab_desktop.records.backup_store import Backup
    from footrehab_desktop.records.restore import Rehearsal
    from footrehab_desktop.ui.dialogs import Dialogs
    from footrehab_desktop.ui.gate import Gate


class RestorePage(GatePage):
    """Folder, backup, passphrase or recovery key; rehearse or restore. Signals: ``restored()``, ``left()``."""

    restored = Signal()
    left = Signal()

    def __init__(self, gate: "Gate", dialogs: "Dialogs", now: "Callable[[], datetime]") -> None:
        super().__init__()
        self._gate = gate
        self._dialogs = dialogs
        self._now = now
        self._with_recovery_key = False
        self.choose_button = button(self.tr("Choose the folder with the backups…"), on_press=self._choose)
        self.note = Notice()
        self.list = BackupList()
        self.list.picked.connect(self._show_who)
        self.who = QComboBox()
        self.who.setAccessibleName(self.tr("Who are you?"))
        self.secret = SecretField(Ask("passphrase", self.tr("Passphrase")))
        self.secret.entered.connect(self._restore)
        self.recovery_button = plain_button(self.tr("Use the recovery key instead"), self._toggle_recovery)
        self.busy = BusyLine()
        self.result = theme.label("", "accent", wrap=True)
        self.rehearse_button = button(self.tr("Rehearse"), on_press=self._rehearse)
        self.restore_button = primary_button(self.tr("Restore"), self._restore)
        self.back_button = plain_button(self.tr("Back"), self.left.emit)
        self._found = QWidget()
        self._lay_out()
        self._show_backups(gate.backups_in(None), self.tr("Plug in the stick with the backups, then choose it here."))

    def _lay_out(self) -> None:
        body = self.card.body
        body.setSpacing(12)
        body.addWidget(theme.label(self.tr("Restore a backup"), "title"))
        why = self.tr(
            "A backup holds the whole record. It opens with the passphrase it was made with, or with the recovery key. "
            "A record that is here already is kept beside it."
        )
        body.addWidget(theme.label(why, "soft", wrap=True))
        for part in (self.choose_button, self.note):
            body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore_button, 1)
        buttons.addWidget(self.rehearse_button, 1)
        asked_who = theme.label(self.tr("Who are you?"), "label")
        asked_who.setBuddy(self.who)
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        parts: tuple[QWidget, ...] = (
            self.list,
            asked_who,
            self.who,
            self.secret,
            self.recovery_button,
            self.busy,
            self.result,
        )
        for each in parts:
            column.addWidget(each)
        column.addLayout(buttons)
        body.addWidget(self._found)
        body.addWidget(self.back_button)
        self.result.hide()

    def take_focus(self) -> None:
        """Put the keyboard where work starts: at the passphrase when there are backups, else at the folder."""
        if self.list.count():
            self.secret.take_focus()
        else:
            self.choose_button.setFocus()

    def _choose(self) -> None:
        self._dialogs.choose_folder(self.tr("Folder with the backups"), self._look_in)

    def _look_in(self, folder: Path) -> None:
        nothing = self.tr("There is no backup in this folder. Choose the stick, or the folder on it with the backups.")
        self._show_backups(self._gate.backups_in(folder), nothing)
        self.take_focus()

    def _show_backups(self, backups: "Sequence[Backup]", nothing: str) -> None:
        self.list.show_lines([backup_line(backup, self._now()) for backup in backups])
        self.note.show_text("" if backups else nothing)
        self._found.setVisible(bool(backups))
        self._show_who()

    @Slot()
    def _show_who(self) -> None:
        line, before = self.list.chosen(), self.who.currentData()
        self.result.hide()
        self.who.clear()
        if line is None:
            return
        try:
            clinicians = self._gate.clinicians_of(line.backup)
        except FootRehabError as error:
            self._refused(error)
            return
        for clinician in clinicians:
            self.who.addItem(clinician.name, clinician.id)
        self.who.setCurrentIndex(max(self.who.findData(before), 0))

    def _toggle_recovery(self) -> None:
        self._with_recovery_key = not self._with_recovery_key
        recovery = self._with_recovery_key
        self.secret.label.setText(self.tr("Recovery key from the printed sheet") if recovery else self.tr("Passphrase"))
        self.secret.editor.setAccessibleName(self.secret.label.text())
        self.recovery_button.setText(
            self.tr("Use the passphrase instead") if recovery else self.tr("Use the recovery key instead")
        )
        self.secret.set_value("")
        self.secret.take_focus()

    def _rehearse(self) -> None:
        self._begin(self.tr("Reading the backup…"), self._rehearsed, only_rehearse=True)

    def _restore(self) -> None:
        self._begin(self.tr("Restoring…"), self._done, only_rehearse=False)

    def _begin(self, sentence: str, on_done: "Callable[[Rehearsal], None]", *, only_rehearse: bool) -> None:
        line, typed = self.list.chosen(), self.secret.value()
        if line is None or not typed:
            self.secret.set_error(self.tr("Type it to open the backup."))
            self.secret.take_focus()
            return
        self.secret.set_error("")
        self._set_busy(sentence)
        gate, who, recovery = self._gate, str(self.who.currentData() or ""), self._with_recovery_key
        work = partial(gate.rehearse if only_rehearse else gate.restore, line.backup, who, typed, recovery)
        background.run_in_background(self, work, on_done, self._refused)

    def _rehearsed(self, rehearsal: "Rehearsal") -> None:
        self._set_busy("")
        self.result.setText(rehearsal_words(rehearsal, self._now()))
        self.result.show()
        self.restore_button.setFocus()

    def _done(self, _rehearsal: "Rehearsal") -> None:
        self._set_busy("")
        self.secret.set_value("")
        self.restored.emit()

    def _refused(self, error: FootRehabError) -> None:
        self._set_busy("")
        self.secret.set_error(str(error))
        self.secret.take_focus()

    def _set_busy(self, sentence: str) -> None:
        parts = (self.choose_button, self.list, self.who, self.secret, self.recovery_button)
        for part in (*parts, self.restore_button, self.rehearse_button, self.back_button):
            part.setEnabled(not sentence)
        if sentence:
            self.busy.start(sentence)
        else:
            self.busy.stop()
