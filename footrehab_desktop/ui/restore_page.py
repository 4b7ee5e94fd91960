"""From a backup to the record again, before anything is open: a record that is damaged or of a newer version.

``ui.moving_page`` guides from here through moving house.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.gate_page import BusyLine, GatePage, SecretField
from footrehab_desktop.ui.operations import drives
from footrehab_desktop.ui.pages.settings_backup_list import BackupList
from footrehab_desktop.ui.presenters.backup import backup_line, newer_words, rehearsal_words
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from footrehab_desktop.records.backup_store import Backup
    from footrehab_desktop.records.restore import Rehearsal
    from footrehab_desktop.ui.dialogs import Dialogs
    from footrehab_desktop.ui.gate import Gate


class RestorePage(GatePage):
    """Backup, passphrase or recovery key; rehearse or restore. Signals: ``restored()``, ``left()``.

    Shown are the backups beside the record; where there are none, those on whatever is plugged in.
    """

    restored = Signal()
    left = Signal()

    def __init__(self, gate: "Gate", dialogs: "Dialogs", now: "Callable[[], datetime]") -> None:
        super().__init__()
        self._gate = gate
        self._dialogs = dialogs
        self._now = now
        self._with_recovery_key = False
        self.look_button = button(self.tr("Look on the stick"), on_press=self.look)
        self.choose_button = button(self.tr("Choose the folder…"), on_press=self._choose)
        self.note = Notice()
        self.list = BackupList()
        self.list.picked.connect(self._show_who)
        self.who = QComboBox()
        self.who.setAccessibleName(self.tr("Who are you?"))
        self.secret = SecretField(Ask("passphrase", self.tr("Passphrase")))
        self.secret.entered.connect(self._secret_entered)
        self.recovery_button = plain_button(self.tr("Use the recovery key instead"), self._toggle_recovery)
        self.looking, self.busy = BusyLine(), BusyLine()
        self.result = theme.label("", "accent", wrap=True)
        self.rehearse_button = button(self.tr("Rehearse"), on_press=self._rehearse)
        self.restore_button = primary_button(self.tr("Restore"), self._restore)
        self.back_button = plain_button(self.tr("Back"), self.left.emit)
        self._found = QWidget()
        self._lay_out()
        beside = gate.backups_in(None)
        self._show_backups(beside, "")
        if not beside:
            self.look()

    def look(self) -> None:
        """Look for backups on everything that is plugged in."""
        self._look_in(drives.sticks(), self.tr("Plug in the stick with the backups, then look again."))

    def _words(self) -> tuple[str, str]:
        """Return the title and what stands beneath it."""
        return self.tr("Restore a backup"), self.tr(
            "A backup holds the whole record. It opens with the passphrase it was made with, or with the recovery key. "
            "A record that is here already is kept beside it."
        )

    def _lay_out(self) -> None:
        body = self.card.body
        body.setSpacing(12)
        title, why = self._words()
        body.addWidget(theme.label(title, "title"))
        body.addWidget(theme.label(why, "soft", wrap=True))
        places = QWidget()
        row = QHBoxLayout(places)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.look_button, 1)
        row.addWidget(self.choose_button, 1)
        for part in (places, self.looking, self.note):
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
        """Put the keyboard where work starts: at the passphrase when there are backups, else at the looking."""
        if self.list.count():
            self.secret.take_focus()
            self.bring_into_view(self.secret)
        else:
            self.look_button.setFocus()

    def _choose(self) -> None:
        nothing = self.tr("There is no backup in this folder. Choose the stick, or the folder on it with the backups.")
        self._dialogs.choose_folder(
            self.tr("Folder with the backups, or the stick"), lambda folder: self._look_in((folder,), nothing)
        )

    def _look_in(self, places: "Sequence[Path]", nothing: str) -> None:
        gate = self._gate
        self._set_enabled(False)
        self.looking.start(self.tr("Looking for backups…"))
        background.run_in_background(
            self, lambda: drives.find_backups(gate, places), partial(self._found_backups, nothing)
        )

    def _found_backups(self, nothing: str, backups: "Sequence[Backup]") -> None:
        self.looking.stop()
        self._set_enabled(True)
        self._show_backups(backups, nothing)
        self.take_focus()

    def _show_backups(self, backups: "Sequence[Backup]", nothing: str) -> None:
        self.list.show_lines([backup_line(backup, self._now()) for backup in backups])
        self.note.show_text(newer_words(backups) if backups else nothing)
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

    def _secret_entered(self) -> None:
        self._restore()

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
        self.bring_into_view(self.restore_button)

    def _done(self, rehearsal: "Rehearsal") -> None:
        self._set_busy("")
        self.secret.set_value("")
        self._show_restored(rehearsal)

    def _show_restored(self, _rehearsal: "Rehearsal") -> None:
        self.restored.emit()

    def _refused(self, error: FootRehabError) -> None:
        self._set_busy("")
        self.secret.set_error(str(error))
        self.secret.take_focus()

    def _set_busy(self, sentence: str) -> None:
        self._set_enabled(not sentence)
        if sentence:
            self.busy.start(sentence)
        else:
            self.busy.stop()

    def _set_enabled(self, enabled: bool) -> None:
        parts = (self.look_button, self.choose_button, self.list, self.who, self.secret, self.recovery_button)
        for part in (*parts, self.restore_button, self.rehearse_button, self.back_button):
            part.setEnabled(enabled)
