"""Patient → Data and rights: export, statement, restriction, joining of entries, erasure, who did what."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic import merging, rights
from footrehab_desktop.clinic.patient_export import PatientExport, export_name, save_export
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import ErasureReason
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.dialogs import FileQuestion, PassphraseQuestion, TextQuestion
from footrehab_desktop.ui.operations.rights import ids_of_person, load_rights
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.audit_view import AuditView
from footrehab_desktop.ui.pages.rights_cards import EraseCard, ExportCard, MergeCard, RestrictionCard, StatementCard
from footrehab_desktop.ui.pages.rights_merge import MergeView
from footrehab_desktop.ui.presenters.patients import patient_line
from footrehab_desktop.ui.presenters.rights import RightsView
from footrehab_desktop.ui.widgets.panels import Notice, SectionHeader

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.ui.widgets.field import Field

_WIDEST = 900


class RightsPage(Page):
    """One column of cards; the comparison of two entries or the trail takes their place."""

    code: ClassVar[str] = "rights"
    title: ClassVar[str] = "Data and rights"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._patient_id: str | None = None
        self._view: RightsView | None = None
        self.notice = Notice()
        self.notice.hide()
        self.export_card = ExportCard()
        self.statement = StatementCard()
        self.restriction = RestrictionCard()
        self.merging = MergeCard()
        self.erasing = EraseCard()
        self.merge_view = MergeView(context)
        self.audit = AuditView(context, self.tr("Back to data and rights"))
        self.cards = self._column()
        self.two_entries, self.trail = scrolling(self.merge_view), scrolling(self.audit)
        self.stack = QStackedWidget()
        for part in (self.cards, self.two_entries, self.trail):
            self.stack.addWidget(part)
        page_layout(self).addWidget(self.stack)
        self._connect()

    def _column(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 16)
        column.setSpacing(16)
        column.addWidget(SectionHeader(self.title, large=True))
        column.addWidget(self.notice)
        for card in (self.export_card, self.statement, self.restriction, self.merging, self.erasing):
            column.addWidget(card)
        column.addStretch(1)
        return scrolling(content, widest=theme.scaled(_WIDEST))

    def _connect(self) -> None:
        self.export_card.export.connect(self._ask_to_export)
        self.export_card.trail.connect(self._show_trail)
        self.statement.added.connect(self._add_statement)
        self.statement.taken_back.connect(self._ask_to_strike_out)
        self.restriction.restrict.connect(self._restrict)
        self.restriction.lift.connect(self._lift)
        self.merging.compare.connect(self._compare)
        self.merging.by_number.connect(self._find_other)
        self.merging.take_apart.connect(self._take_apart)
        self.erasing.erase.connect(self._ask_to_erase)
        self.merge_view.left.connect(self._show_cards)
        self.merge_view.joined.connect(self._joined)
        self.audit.left.connect(self._show_cards)

    # Showing

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if patient_id != self._patient_id:
            for field in self._typed():
                field.set_value("")
                field.set_error("")
        self._patient_id = patient_id
        self.stack.setCurrentWidget(self.cards)
        self._look()

    def refresh(self, changes: "Changes") -> None:
        if self._patient_id in changes.patients or changes.clinic:
            self._look()

    def focus_first(self) -> None:
        self.export_card.export_button.setFocus()

    def _typed(self) -> "tuple[Field[str], ...]":
        return (self.statement.text, self.restriction.reason, self.merging.number, self.erasing.number)

    def _look(self) -> None:
        if self._patient_id is not None:
            session, today = self.context.session, self.context.today()
            load = partial(load_rights, session, self._patient_id, today)
            run_in_background(self, load, self._show, self.context.dialogs.show_error)

    def _show(self, view: RightsView) -> None:
        if view.patient.id != self._patient_id:
            return
        self._view = view
        today = self.context.today()
        self.statement.show_view(view)
        self.restriction.show_view(view)
        self.merging.show_view(view, [patient_line(row, today) for row in view.twins])
        self.erasing.show_view(view)
        restricted = self.tr("The use of these data is restricted: nothing can be written until that is lifted.")
        self.notice.show_text(view.may_write or (restricted if view.is_restricted else ""))
        for part in (self.statement, self.merging):
            part.setEnabled(not view.may_write and not view.is_restricted)
        self.restriction.setEnabled(not view.may_write)
        self.export_card.export_button.setEnabled(not view.may_write)

    @Slot()
    def _show_cards(self) -> None:
        self.stack.setCurrentWidget(self.cards)
        self.focus_first()

    @Slot()
    def _show_trail(self) -> None:
        if self._patient_id is not None:
            with self.context.session.unit_of_work() as unit:
                group = unit.patients.group(self._patient_id)
            self.stack.setCurrentWidget(self.trail)
            self.audit.show_trail(group)
            self.audit.back_button.setFocus()

    # Writing

    def _write(self, write: "Callable[[], Changes]", field: "Field[str] | None" = None) -> None:
        """Write in the background; what ``field`` holds was wrong or is done with."""
        self.context.status.saving()
        done, refused = partial(self._saved, field), partial(self._refused, field)
        run_in_background(self, write, done, refused)

    def _saved(self, field: "Field[str] | None", changes: "Changes") -> None:
        if field is not None:
            field.set_value("")
            field.set_error("")
        self.context.status.saved()
        self.context.announce(changes, self)
        self._look()

    def _refused(self, field: "Field[str] | None", error: FootRehabError) -> None:
        self.context.status.not_saved(self.tr("see the message"))
        if field is not None and isinstance(error, FieldError):
            field.set_error(str(error))
            field.take_focus()
        else:
            self.context.dialogs.show_error(error)

    @Slot(str)
    def _add_statement(self, content: str) -> None:
        if self._patient_id is not None:
            add = partial(rights.add_statement, self.context.session, self._patient_id, content)
            self._write(add, self.statement.text)

    @Slot(str)
    def _ask_to_strike_out(self, statement_id: str) -> None:
        if self._patient_id is None:
            return
        question = TextQuestion(
            self.tr("Strike out the statement"),
            self.tr("It stays on file with the reason. Why is it struck out?"),
            self.tr("Strike out"),
            about=self._identity(),
        )
        take = partial(rights.take_back_statement, self.context.session, self._patient_id, statement_id)
        self.context.dialogs.ask_text(question, lambda reason: self._write(partial(take, reason)))

    @Slot(str)
    def _restrict(self, reason: str) -> None:
        if self._patient_id is not None:
            restrict = partial(rights.restrict_patient, self.context.session, self._patient_id, reason)
            self._write(restrict, self.restriction.reason)

    @Slot()
    def _lift(self) -> None:
        if self._patient_id is not None:
            self._write(partial(rights.lift_restriction, self.context.session, self._patient_id))

    # Joining

    @Slot(str)
    def _compare(self, other_id: str) -> None:
        if self._patient_id is not None:
            self.stack.setCurrentWidget(self.two_entries)
            self.merge_view.compare(self._patient_id, other_id)

    @Slot(str)
    def _find_other(self, typed: str) -> None:
        find = partial(ids_of_person, self.context.session, typed)
        refused = partial(self._refused, self.merging.number)
        run_in_background(self, find, lambda found: self._compare(found[0]), refused)

    @Slot(str)
    def _joined(self, kept_id: str) -> None:
        self.context.navigate("rights", kept_id)

    @Slot(str)
    def _take_apart(self, merge_id: str) -> None:
        self._write(partial(merging.take_apart, self.context.session, merge_id))

    # Exporting

    @Slot()
    def _ask_to_export(self) -> None:
        if self._view is None:
            return
        act = self.tr("Everything on file about this patient is written to a file that is not encrypted.")
        self._ask_passphrase(self.tr("Export the whole record"), act, self.tr("Go on"), self._choose_place)

    def _choose_place(self) -> None:
        if self._view is not None:
            name = export_name(self._view.patient.record_number, self.context.today())
            question = FileQuestion(self.tr("Export the whole record"), self.tr("ZIP archive (*.zip)"), name)
            self.context.dialogs.choose_save_path(question, self._export)

    def _export(self, path: Path) -> None:
        if self._patient_id is None:
            return
        self.context.status.say(self.tr("Writing the whole record…"))
        save = partial(save_export, self.context.session, self._patient_id, path, self.context.today())
        run_in_background(self, save, self._exported, self.context.dialogs.show_error)

    def _exported(self, made: PatientExport) -> None:
        self.context.status.say(self.tr("Exported: {count} files in one archive.").format(count=made.files))

    # Erasing

    @Slot(str, str)
    def _ask_to_erase(self, code: str, typed_number: str) -> None:
        reason = next((each for each in rights.ERASURE_REASONS if each == code), None)
        if self._patient_id is None or reason is None:
            return
        session, patient_id, today = self.context.session, self._patient_id, self.context.today()
        check = partial(rights.check_erasure, session, patient_id, reason, typed_number, today)
        erase = partial(self._confirm_erasing, reason, typed_number)
        run_in_background(self, check, lambda _nothing: erase(), partial(self._refused, self.erasing.number))

    def _confirm_erasing(self, reason: ErasureReason, typed_number: str) -> None:
        act = self.tr("Every entry of this patient is taken out of the record for good. This cannot be undone.")
        erase = partial(self._erase, reason, typed_number)
        self._ask_passphrase(self.tr("Erase the record"), act, self.tr("Erase for good"), erase, dangerous=True)

    def _erase(self, reason: ErasureReason, typed_number: str) -> None:
        if self._patient_id is None:
            return
        self.context.status.say(self.tr("Erasing, and writing the file anew…"))
        session, today = self.context.session, self.context.today()
        erase = partial(rights.erase, session, self._patient_id, reason, typed_number, today)
        run_in_background(self, erase, self._erased, partial(self._refused, self.erasing.number))

    def _erased(self, erased: rights.Erased) -> None:
        self._patient_id, self._view = None, None
        self.context.navigate("patients")
        self.context.announce(erased.changes, self)
        words = self.tr("Erased: {rows} entries. {backups}")
        if not erased.written_anew:
            words = self.tr("Erased: {rows} entries. The file is tidied after the next erasing. {backups}")
        self.context.status.say(words.format(rows=erased.rows, backups=rights.BACKUPS_KEEP))

    def _ask_passphrase(
        self, title: str, act: str, accept: str, then: Callable[[], None], *, dangerous: bool = False
    ) -> None:
        check = self.context.session.record.check_passphrase
        question = PassphraseQuestion(title, act, accept, check, about=self._identity(), dangerous=dangerous)
        self.context.dialogs.ask_passphrase(question, then)

    def _identity(self) -> str:
        return self._view.identity if self._view is not None else ""
