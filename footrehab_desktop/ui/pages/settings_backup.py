"""Settings → Backup: how the backups stand, the second place, rehearsing, restoring, and is the record whole?"""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from footrehab_desktop.clinic.permissions import reason_against
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.backup_store import Backup
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_beside
from footrehab_desktop.ui.dialogs import PassphraseQuestion
from footrehab_desktop.ui.gate_page import BusyLine
from footrehab_desktop.ui.operations import backup as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_backup_list import BackupList
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.presenters import backup as words
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import flowing_row
from footrehab_desktop.ui.widgets.panels import Card, Notice

if TYPE_CHECKING:
    from footrehab_desktop.clinic.backups import BackupOverview
    from footrehab_desktop.records.restore import Rehearsal
    from footrehab_desktop.records.values import VerifyReport


class BackupSection(SettingsSection):
    """Shows what the backup clock knows; restoring asks for the passphrase and locks the record."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._clock = context.backups
        self._clock.changed.connect(self._show)
        for card in (self._state_card(), self._second_card(), self._restore_card(), self._check_card()):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def load(self) -> None:
        """Read how the backups stand."""
        self._clock.look()

    # Cards

    def _state_card(self) -> Card:
        card = Card(
            self.tr("Backups on this computer"),
            self.tr("Made every 30 minutes when something was written, and when you close the program."),
        )
        self.failure, self.paused, self.returned = Notice(), Notice(), Notice()
        self.newest, self.kept = theme.label("", wrap=True), theme.label("", "soft", wrap=True)
        self.busy = BusyLine()
        self.now_button = primary_button(self.tr("Back up now"), self._clock.make_now)
        self.confirm_button = button(self.tr("It is the right record"), on_press=self._confirm)
        self.erase_button = button(self.tr("Erase them again…"), "danger", self._ask_to_erase)
        parts = (self.failure, self.paused, self.returned, self.newest, self.kept, self.busy)
        for part in (*parts, flowing_row(self.now_button, self.confirm_button, self.erase_button)):
            card.body.addWidget(part)
        return card

    def _second_card(self) -> Card:
        card = Card(
            self.tr("Second place"),
            self.tr("A USB stick or another disk. Every backup is copied there and read back while it is plugged in."),
        )
        self.second = theme.label("", wrap=True)
        self.choose_button = button(self.tr("Choose a folder…"), on_press=self._choose)
        self.forget_button = button(self.tr("Use none"), on_press=self._use_none)
        card.body.addWidget(self.second)
        card.body.addWidget(flowing_row(self.choose_button, self.forget_button))
        return card

    def _restore_card(self) -> Card:
        card = Card(
            self.tr("Rehearse and restore"),
            self.tr("A rehearsal reads a backup from end to end and changes nothing."),
        )
        self.list = BackupList()
        self.list.picked.connect(self._picked)
        self.result = theme.label("", wrap=True)
        self.rehearse_button = button(self.tr("Rehearse"), on_press=self._rehearse)
        self.restore_button = button(self.tr("Restore…"), "danger", self._ask_to_restore)
        self.why_not = theme.label("", "soft", wrap=True)
        row = flowing_row(self.rehearse_button, self.restore_button)
        for part in (self.list, row, self.why_not, self.result):
            card.body.addWidget(part)
        self.result.hide()
        return card

    def _check_card(self) -> Card:
        card = Card(
            self.tr("Is the record whole?"),
            self.tr("Reads every page, every reference, the whole audit trail, and proves the stored decisions."),
        )
        self.check_button = button(self.tr("Check the record now"), on_press=self._check)
        self.checking = BusyLine()
        self.report = theme.label("", wrap=True)
        self.report.hide()
        for part in (flowing_row(self.check_button), self.checking, self.report):
            card.body.addWidget(part)
        return card

    # Showing

    @Slot()
    def _show(self) -> None:
        clock, now = self._clock, datetime.now(UTC)
        if clock.is_busy:
            self.busy.start(self.tr("Making the backup…"))
        else:
            self.busy.stop()
        self.now_button.setEnabled(not clock.is_busy)
        stands = clock.overview
        failed_at = stands.notes.failed_at if stands is not None else None
        self.failure.show_text(words.failed_words(clock.problem, failed_at, now))
        if stands is not None:
            self._show_overview(stands, now)

    def _show_overview(self, stands: "BackupOverview", now: datetime) -> None:
        self.newest.setText(words.newest_words(stands, now))
        self.kept.setText(words.kept_words(stands, self._clock.next_at, now))
        self._show_after_restore(stands)
        said, reminder = words.second_words(stands.second, now)
        _say(self.second, said, "error" if reminder and stands.second is not None else "")
        self.forget_button.setVisible(stands.second is not None)
        self.list.show_lines([words.backup_line(backup, now) for backup in stands.backups])
        self._allow_restoring(stands)

    def _show_after_restore(self, stands: "BackupOverview") -> None:
        paused = self.tr("This record was restored from a backup. Old backups are kept until you say that it is right.")
        self.paused.show_text(paused if stands.notes.paused_since else "")
        self.confirm_button.setVisible(stands.notes.paused_since is not None)
        self.returned.show_text(words.erase_again_words(stands))
        self.erase_button.setVisible(bool(stands.erase_again))

    def _allow_restoring(self, stands: "BackupOverview") -> None:
        reason = reason_against(self.context.session, "lead")
        self.rehearse_button.setEnabled(bool(stands.backups))
        self.restore_button.setEnabled(bool(stands.backups) and not reason)
        self.why_not.setText(reason)
        self.why_not.setVisible(bool(reason))

    @Slot()
    def _picked(self) -> None:
        self.result.hide()

    # Acts

    def _confirm(self) -> None:
        session = self.context.session
        run_beside(self, lambda: operations.confirm_restored(session), self._look_again, self._refused)

    def _ask_to_erase(self) -> None:
        stands, session = self._clock.overview, self.context.session
        if stands is None:
            return
        question = PassphraseQuestion(
            self.tr("Erase again?"),
            words.erase_again_words(stands) + " " + self.tr("Erasing cannot be undone."),
            self.tr("Erase"),
            session.record.check_passphrase,
            dangerous=True,
        )
        self.context.dialogs.ask_passphrase(question, partial(self._erase, stands))

    def _erase(self, stands: "BackupOverview") -> None:
        session = self.context.session
        run_beside(self, lambda: operations.erase_returned(session, stands), self._look_again, self._refused)

    def _choose(self) -> None:
        self.context.dialogs.choose_folder(self.tr("Folder for the second copy of every backup"), self._take_place)

    def _take_place(self, chosen: Path) -> None:
        session = self.context.session
        self.busy.start(self.tr("Making the backup and copying it…"))
        run_beside(self, lambda: operations.choose_second_place(session, chosen), self._placed, self._refused)

    def _placed(self, taken: "tuple[Path, BackupOverview]") -> None:
        self.context.preferences.change(backup_folder=str(taken[0]))
        self.context.status.say(self.tr("The backup was copied to the second place."))
        self._clock.look()

    def _use_none(self) -> None:
        self.context.preferences.change(backup_folder="")
        self._clock.look()

    def _rehearse(self) -> None:
        line, session = self.list.chosen(), self.context.session
        if line is not None:
            backup = line.backup
            self._say_result(self.tr("Reading the backup…"), "soft")
            run_beside(self, lambda: operations.rehearse(session, backup), self._rehearsed, self._not_rehearsed)

    def _rehearsed(self, rehearsal: "Rehearsal") -> None:
        self._say_result(words.rehearsal_words(rehearsal, datetime.now(UTC)), "accent")

    def _not_rehearsed(self, error: FootRehabError) -> None:
        self._say_result(str(error), "error")

    def _ask_to_restore(self) -> None:
        line = self.list.chosen()
        if line is None:
            return
        act = self.tr(
            "The record goes back to what it was: {moment}, {detail}. What is there now is backed up first and kept "
            "beside it. The program then locks; unlock it with your present passphrase."
        ).format(moment=line.title, detail=line.detail)
        question = PassphraseQuestion(
            self.tr("Restore this backup?"),
            act,
            self.tr("Restore"),
            self.context.session.record.check_passphrase,
            dangerous=True,
        )
        self.context.dialogs.ask_passphrase(question, partial(self._restore, line.backup))

    def _restore(self, backup: Backup) -> None:
        session = self.context.session
        self._say_result(self.tr("Restoring…"), "soft")
        self.setEnabled(False)
        run_beside(self, lambda: operations.prepare_to_restore(session, backup), self._prepared, self._not_restored)

    def _prepared(self, _rehearsal: "Rehearsal") -> None:
        self._clock.tell_restore_ready()

    def _not_restored(self, error: FootRehabError) -> None:
        self.setEnabled(True)
        self._not_rehearsed(error)

    def _check(self) -> None:
        session = self.context.session
        self.check_button.setEnabled(False)
        self.checking.start(self.tr("Checking; this takes some seconds on a large record…"))
        run_beside(self, lambda: operations.check_record(session), self._checked, self._not_checked)

    def _checked(self, report: "VerifyReport") -> None:
        self._checking_over()
        sentences = [("✓ " if item.ok else "✗ ") + item.sentence for item in report.items]
        _say(self.report, "\n".join(sentences), "" if report.ok else "error")
        self.report.show()

    def _not_checked(self, error: FootRehabError) -> None:
        self._checking_over()
        self._refused(error)

    def _checking_over(self) -> None:
        self.check_button.setEnabled(True)
        self.checking.stop()

    def _look_again(self, _nothing: object) -> None:
        self._clock.look()

    def _refused(self, error: FootRehabError) -> None:
        self.busy.stop()
        self.context.dialogs.show_error(error)

    def _say_result(self, sentence: str, role: str) -> None:
        _say(self.result, sentence, role)
        self.result.show()


def _say(label: QLabel, sentence: str, role: str) -> None:
    label.setText(sentence)
    label.setProperty("role", role)
    theme.restyle(label)
