"""Settings → Update: take a new version from a stick, or go back to the version kept beside this one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from footrehab_desktop import __version__
from footrehab_desktop.clinic.permissions import reason_against
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_beside
from footrehab_desktop.ui.dialogs import PassphraseQuestion
from footrehab_desktop.ui.operations import updating as operations
from footrehab_desktop.ui.operations.backup import places_of
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.pages.settings_update_parts import OfferCard, ProgressLine
from footrehab_desktop.ui.presenters import updating as words
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import flowing_row
from footrehab_desktop.ui.widgets.panels import Card, Notice

if TYPE_CHECKING:
    from footrehab_desktop.clinic.updating import PreparedUpdate, UpdateStanding
    from footrehab_desktop.releases.installing import Run
    from footrehab_desktop.releases.stick import Offer


class UpdateSection(SettingsSection):
    """Look, show, ask for the passphrase, prepare, close. Until the program closes everything can be stopped."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._offer: Offer | None = None
        self._former_version = ""
        self._ask_back_words = ""
        self._may_update = self._may_go_back = False
        for card in (self._look_card(), self._offer_card(), self._ready_card(), self._former_card()):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def load(self) -> None:
        """Read how this program was installed and what is kept beside it."""
        session = self.context.session
        run_beside(self, lambda: operations.standing(session), self._show, self._not_read)

    def leave(self) -> None:
        """Stop what runs: nobody looks at it any more."""
        self.progress.stop()

    # Cards

    def _look_card(self) -> Card:
        card = Card(
            self.tr("This version"),
            self.tr("Updates come on a USB stick. The program itself never looks for one on a network."),
        )
        self.version = theme.label("", wrap=True)
        self.why_not, self.said = Notice(), Notice()
        self.look_button = primary_button(self.tr("Look on the stick"), self._look)
        self.choose_button = button(self.tr("Choose the folder…"), on_press=self._choose)
        self.progress = ProgressLine()
        self.refusal = theme.label("", "error", wrap=True)
        parts = (self.version, self.why_not, self.said, flowing_row(self.look_button, self.choose_button))
        for part in (*parts, self.progress, self.refusal):
            card.body.addWidget(part)
        for part in (self.why_not, self.said, self.refusal):
            part.hide()
        return card

    def _offer_card(self) -> Card:
        self.offer = OfferCard()
        self.update_button = primary_button("", self._ask)
        self.offer.body.addWidget(flowing_row(self.update_button))
        self.offer.hide()
        return self.offer

    def _ready_card(self) -> Card:
        self.ready = Card(self.tr("Everything is ready"))
        self.ready_words = theme.label("", wrap=True)
        self.typed_words = theme.label("", wrap=True)
        self.typed = QPlainTextEdit()
        self.typed.setReadOnly(True)
        self.typed.setTabChangesFocus(True)
        self.typed.setAccessibleName(self.tr("The command"))
        self.copy_button = button(self.tr("Copy the command"), on_press=self._copy)
        self.close_button = primary_button(self.tr("Close the program"), self._close)
        self.give_up_button = button(self.tr("Do not install it"), on_press=self._give_up)
        parts = (self.ready_words, self.typed_words, self.typed)
        for part in (*parts, flowing_row(self.close_button, self.copy_button, self.give_up_button)):
            self.ready.body.addWidget(part)
        self.ready.hide()
        return self.ready

    def _former_card(self) -> Card:
        self.former = Card(self.tr("Going back"))
        self.former_words = theme.label("", wrap=True)
        self.back_button = button("", "danger", self._ask_to_go_back)
        self.former.body.addWidget(self.former_words)
        self.former.body.addWidget(flowing_row(self.back_button))
        self.former.hide()
        return self.former

    # Showing

    def _show(self, stands: "UpdateStanding") -> None:
        self.version.setText(words.version_words(stands, __version__))
        self.why_not.show_text(stands.reason_against)
        last = self.tr("The installer did not get through last time. It said:")
        self.said.show_text(f"{last}\n{stands.said}" if stands.said and not operations.is_waiting() else "")
        if stands.former is not None:
            self._former_version = stands.former.installation.version
            now = datetime.now(UTC)
            sentences = words.former_words(stands.former, __version__, now)
            self._ask_back_words = words.ask_back_words(stands.former, __version__, now)
            self.former_words.setText("\n".join(f"• {sentence}" for sentence in sentences))
            self.back_button.setText(self.tr("Go back to {version}…").format(version=self._former_version))
        self.former.setVisible(stands.former is not None)
        self._may_update = not stands.reason_against
        self._may_go_back = not reason_against(self.context.session, "lead")
        if operations.is_waiting() and self.ready.isHidden():
            self._show_waiting()
        self._allow(self.ready.isHidden() and self.progress.isHidden())

    def _show_waiting(self) -> None:
        """The record was locked after something had been prepared."""
        self._show_typed("")
        self.ready_words.setText(self.tr("What you prepared runs as soon as this program has closed."))
        self._show_ready()

    def _not_read(self, error: FootRehabError) -> None:
        self.why_not.show_text(str(error))
        self._may_update = self._may_go_back = False
        self._allow(False)

    def _allow(self, allowed: bool) -> None:
        for part in (self.look_button, self.choose_button, self.update_button):
            part.setEnabled(allowed and self._may_update)
        self.back_button.setEnabled(allowed and self._may_go_back)

    def _begin(self) -> None:
        self.refusal.hide()
        self._allow(False)

    def _end(self) -> None:
        self.progress.done()
        self._allow(True)

    def _refused(self, error: FootRehabError) -> None:
        self._end()
        self.refusal.setText(str(error))
        self.refusal.show()
        self.bring_into_view(self.refusal)
        (self.update_button if self.offer.isVisible() else self.look_button).setFocus()

    # Looking for a release

    def _look(self) -> None:
        self._look_in(None)

    def _choose(self) -> None:
        self.context.dialogs.choose_folder(self.tr("Folder of the release, or the stick it lies on"), self._look_in)

    def _look_in(self, chosen: Path | None) -> None:
        session, self._offer = self.context.session, None
        self.offer.hide()
        self._begin()
        progress = self.progress.start(self.tr("Looking for a release and checking it…"))
        run_beside(self, lambda: operations.find_update(session, chosen, progress), self._found, self._refused)

    def _found(self, offer: "Offer") -> None:
        self._end()
        self._offer = offer
        self.offer.show_offer(words.offer_words(offer, __version__))
        self.update_button.setText(self.tr("Update to {version}…").format(version=offer.manifest.version))
        self.offer.show()
        self._make_primary(self.update_button)
        self.update_button.setFocus()
        self.bring_into_view(self.offer)

    def _make_primary(self, next_step: QPushButton) -> None:
        """Fill the button of the next step, and it alone."""
        for each in (self.look_button, self.update_button, self.close_button):
            each.setProperty("kind", "primary" if each is next_step else "outlined")
            theme.restyle(each)

    # Updating

    def _ask(self) -> None:
        offer = self._offer
        if offer is None:
            return
        question = PassphraseQuestion(
            self.tr("Update to version {version}?").format(version=offer.manifest.version),
            words.ask_words(offer),
            self.tr("Update"),
            self.context.session.record.check_passphrase,
        )
        self.context.dialogs.ask_passphrase(question, self._prepare)

    def _prepare(self) -> None:
        session, offer = self.context.session, self._offer
        if offer is None:
            return
        self._begin()
        places = places_of(self.context.preferences.values.backup_folder)
        progress = self.progress.start(self.tr("Making the backup, then copying and comparing the installer…"))
        self.bring_into_view(self.progress)
        work = (session, offer, places, progress)
        run_beside(self, lambda: operations.prepare_update(*work), self._prepared, self._refused)

    def _prepared(self, prepared: "PreparedUpdate") -> None:
        self.progress.done()
        self.ready_words.setText(words.ready_words(prepared))
        self._show_typed(prepared.run.typed)
        run_beside(self, lambda: operations.install_at_the_end(prepared), self._installing, self._refused)

    def _show_typed(self, command: str) -> None:
        for part in (self.typed_words, self.typed, self.copy_button):
            part.setVisible(bool(command))
        self.typed_words.setText(words.typed_words() if command else "")
        self.typed.setPlainText(command)
        self.typed.setFixedHeight(theme.scaled(64))

    def _installing(self, _nothing: None) -> None:
        self._show_ready()
        if self.typed.toPlainText():
            self.copy_button.setFocus()
        else:
            self._close()

    def _show_ready(self) -> None:
        """What follows happens once the program has ended; if it stays open, it can still be called off."""
        self._allow(False)
        self.offer.hide()
        self.ready.show()
        self._make_primary(self.close_button)
        self.close_button.setFocus()
        self.bring_into_view(self.ready)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.typed.toPlainText())
        self.context.status.say(self.tr("The command is on the clipboard."))
        self.close_button.setFocus()

    def _close(self) -> None:
        self.window().close()

    def _give_up(self) -> None:
        run_beside(self, operations.give_up, self._gave_up, self._refused)

    def _gave_up(self, _nothing: None) -> None:
        self.ready.hide()
        self._offer = None
        self._make_primary(self.look_button)
        self._allow(True)
        self.look_button.setFocus()
        self.context.status.say(self.tr("Nothing will be installed."))
        self.load()

    # Going back

    def _ask_to_go_back(self) -> None:
        question = PassphraseQuestion(
            self.tr("Go back to version {version}?").format(version=self._former_version),
            self._ask_back_words,
            self.tr("Go back"),
            self.context.session.record.check_passphrase,
            dangerous=True,
        )
        self.context.dialogs.ask_passphrase(question, self._go_back)

    def _go_back(self) -> None:
        session = self.context.session
        self._begin()
        places = places_of(self.context.preferences.values.backup_folder)
        self.progress.start(self.tr("Making the backup…"))
        run_beside(self, lambda: operations.prepare_to_go_back(session, places), self._start_former, self._refused)

    def _start_former(self, run: "Run") -> None:
        self.progress.done()
        self._show_typed("")
        self.ready_words.setText(
            self.tr("Version {version} starts as soon as this program has closed.").format(version=self._former_version)
        )
        run_beside(self, lambda: operations.start_at_the_end(run), self._installing, self._refused)
