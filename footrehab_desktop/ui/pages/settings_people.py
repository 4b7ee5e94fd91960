"""Settings → People: who works with the record, what each may do, passphrases, and the recovery key."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from footrehab_desktop.clinic import people
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.failures import WrongPassphraseError
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.dialogs import PassphraseQuestion
from footrehab_desktop.ui.gate_page import BusyLine
from footrehab_desktop.ui.operations.people import load_people, new_recovery_sheet
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_people_form import PersonForm, Wanted
from footrehab_desktop.ui.pages.settings_people_list import PeopleList
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.presenters.people import PeopleView, PersonLine, reason_against_change
from footrehab_desktop.ui.recovery_key_view import RecoveryKeyView
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.flow_layout import flowing_row
from footrehab_desktop.ui.widgets.panels import Card

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet


class PeopleSection(SettingsSection):
    """The list with its acts; beneath it the form of the act that was chosen. Acts on others ask for the passphrase."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._view = PeopleView((), False)
        self._act: Callable[[Wanted], None] | None = None
        self._key_view: RecoveryKeyView | None = None
        self.list = PeopleList()
        self.list.picked.connect(self._show_what_is_possible)
        self.form = PersonForm()
        self.form.wanted.connect(self._take_form)
        self.form.left.connect(self._close_form)
        self.why_not = theme.label("", "soft", wrap=True)
        self.busy = BusyLine()
        self._beside_the_key = (self._people_card(), self._own_card())
        for card in (self._beside_the_key[0], self.form, self._beside_the_key[1], self._recovery_card()):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.form.hide()

    def load(self) -> None:
        """Read who is on file."""
        run_in_background(self, partial(load_people, self.context.session), self._show, self._refused)

    def leave(self) -> None:
        """Let go of what was typed: passphrases are no drafts."""
        self._act = None
        self.form.clear()
        self.form.hide()

    def _people_card(self) -> Card:
        words = self.tr("Each unlocks with a passphrase of their own. What somebody wrote keeps their name.")
        card = Card(self.tr("People"), words)
        self.add_button = button(self.tr("Add a person…"), on_press=self._begin_to_add, icon="add")
        self.role_button = button(self.tr("Change the role…"), on_press=self._begin_role)
        self.passphrase_button = button(self.tr("Give a new passphrase…"), on_press=self._begin_passphrase)
        self.remove_button = button(self.tr("Remove…"), "danger", self._ask_to_remove)
        card.body.addWidget(self.list)
        card.body.addWidget(flowing_row(self.add_button, self.role_button, self.passphrase_button, self.remove_button))
        card.body.addWidget(self.why_not)
        card.body.addWidget(self.busy)
        return card

    def _own_card(self) -> Card:
        card = Card(self.tr("Your passphrase"), self.tr("Changing it takes two seconds; nothing is encrypted anew."))
        self.own_button = button(self.tr("Change my passphrase…"), on_press=self._begin_own)
        card.body.addWidget(flowing_row(self.own_button))
        return card

    def _recovery_card(self) -> Card:
        words = self.tr(
            "The recovery key on the printed sheet opens the record when every passphrase is forgotten. It is stored "
            "nowhere, so a lost sheet is replaced by a new key; the old one then opens nothing any more."
        )
        card = Card(self.tr("Recovery key"), words)
        self.recovery_button = button(self.tr("Make a new recovery key…"), on_press=self._ask_for_new_key)
        card.body.addWidget(flowing_row(self.recovery_button))
        self._recovery_body = card.body
        return card

    # Showing

    def _show(self, view: PeopleView) -> None:
        self._view = view
        self.list.show_lines(view.lines)
        self._show_what_is_possible()

    @Slot()
    def _show_what_is_possible(self) -> None:
        reason = reason_against_change(self.list.chosen(), self._view.is_lead)
        for act in (self.role_button, self.passphrase_button, self.remove_button):
            _allow(act, reason)
        lead_only = "" if self._view.is_lead else reason
        _allow(self.add_button, lead_only)
        _allow(self.recovery_button, lead_only and self.tr("Only a lead makes a new recovery key."))
        self.why_not.setText(reason)
        self.why_not.setVisible(bool(reason))

    # The form

    def _begin_to_add(self) -> None:
        self.form.ask_for_new_person()
        self._open_form(self._add)

    def _begin_role(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self.form.ask_for_role(line)
            self._open_form(partial(self._change_role, line))

    def _begin_passphrase(self) -> None:
        line = self.list.chosen()
        if line is not None:
            self.form.ask_for_passphrase_of(line)
            self._open_form(partial(self._give_passphrase, line))

    def _begin_own(self) -> None:
        self.form.ask_for_own_passphrase()
        self._open_form(self._change_own)

    def _open_form(self, act: Callable[[Wanted], None]) -> None:
        self._act = act
        self.form.show()
        self.form.focus_first()
        self.bring_into_view(self.form)

    @Slot(object)
    def _take_form(self, wanted: Wanted) -> None:
        if self._act is not None:
            self._act(wanted)

    @Slot()
    def _close_form(self) -> None:
        self.leave()
        self.list.setFocus()

    # Acts

    def _add(self, wanted: Wanted) -> None:
        act = self.tr("{name} will be able to unlock this record.").format(name=wanted.name)
        work = partial(people.add_person, self.context.session, wanted.name, wanted.role, wanted.passphrase)
        self._confirmed(self.tr("Add a person"), act, self.tr("Add"), work)

    def _change_role(self, line: PersonLine, wanted: Wanted) -> None:
        act = self.tr("From the next unlocking on, {name} works in the new role.").format(name=line.name)
        work = partial(people.change_role, self.context.session, line.clinician_id, wanted.role)
        self._confirmed(self.tr("Change the role"), act, self.tr("Change the role"), work)

    def _give_passphrase(self, line: PersonLine, wanted: Wanted) -> None:
        act = self.tr(
            "The old passphrase of {name} opens the record no more. With the new one, {name} is asked to choose "
            "another that nobody else knows."
        ).format(name=line.name)
        work = partial(people.give_passphrase, self.context.session, line.clinician_id, wanted.passphrase)
        self._confirmed(self.tr("Give a new passphrase"), act, self.tr("Give it"), work)

    def _ask_to_remove(self) -> None:
        line = self.list.chosen()
        if line is None:
            return
        act = self.tr(
            "{name} can no longer unlock this record. What {name} wrote stays, with the name. A copy of the record or "
            "a backup made before today can still be opened with the old passphrase: keep those away from {name}."
        ).format(name=line.name)
        work = partial(people.remove_person, self.context.session, line.clinician_id)
        self._confirmed(self.tr("Remove {name}").format(name=line.name), act, self.tr("Remove"), work, dangerous=True)

    def _confirmed(
        self, title: str, act: str, accept: str, work: "Callable[[], Changes]", *, dangerous: bool = False
    ) -> None:
        """Ask for the passphrase of the one signed in, then do it."""
        check = self.context.session.record.check_passphrase
        question = PassphraseQuestion(title, act, accept, check, dangerous=dangerous)
        self.context.dialogs.ask_passphrase(question, partial(self._do, work))

    def _change_own(self, wanted: Wanted) -> None:
        self._do(partial(people.change_own_passphrase, self.context.session, wanted.old, wanted.passphrase))

    def _do(self, work: "Callable[[], Changes]") -> None:
        self._set_busy(self.tr("Locking the key anew…"))
        self.context.status.saving()
        run_in_background(self, work, self._done, self._refused)

    def _done(self, changes: "Changes") -> None:
        self._set_busy("")
        self.context.status.saved()
        self._close_form()
        self.context.announce(changes, self)
        self.load()

    def _refused(self, error: FootRehabError) -> None:
        self._set_busy("")
        self.context.status.not_saved(self.tr("see the message"))
        place = error.field if isinstance(error, FieldError) else ""
        place = "old" if isinstance(error, WrongPassphraseError) else place
        if not (self.form.isVisible() and self.form.show_fault(place, str(error))):
            self.context.dialogs.show_error(error)

    def _set_busy(self, sentence: str) -> None:
        self.form.setEnabled(not sentence)
        if sentence:
            self.busy.start(sentence)
        else:
            self.busy.stop()

    # The recovery key

    def _ask_for_new_key(self) -> None:
        question = PassphraseQuestion(
            self.tr("Make a new recovery key"),
            self.tr("The key on the old sheet opens nothing any more. The new one is shown once: print it."),
            self.tr("Make the new key"),
            self.context.session.record.check_passphrase,
        )
        self.context.dialogs.ask_passphrase(question, self._make_key)

    def _make_key(self) -> None:
        self._set_busy(self.tr("Making the new key…"))
        work = partial(new_recovery_sheet, self.context.session, self.context.today())
        run_in_background(self, work, self._show_key, self._refused)

    def _show_key(self, sheet: "RecoverySheet") -> None:
        self._set_busy("")
        self._put_away()
        self._show_beside_the_key(False)
        self._key_view = RecoveryKeyView(sheet, self.context.dialogs, go_on=self.tr("Done"))
        self._key_view.put_away.connect(self._put_away)
        self._recovery_body.addWidget(self._key_view)
        self.recovery_button.setEnabled(False)
        self._key_view.print_button.setFocus()

    def _show_beside_the_key(self, shown: bool) -> None:
        """While the key is shown nothing else is to be done."""
        self.form.hide()
        for card in self._beside_the_key:
            card.setVisible(shown)

    @Slot()
    def _put_away(self) -> None:
        view, self._key_view = self._key_view, None
        if view is not None:
            view.hide()
            view.deleteLater()
            self._show_beside_the_key(True)
        self._show_what_is_possible()


def _allow(act: QPushButton, reason: str) -> None:
    act.setEnabled(not reason)
    act.setToolTip(reason)
    act.setAccessibleDescription(reason)
