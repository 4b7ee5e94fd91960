"""Settings → Privacy and data: how long records are kept, whose time is over, who was erased, the audit trail."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.clinic.retention import choose_rule, retention_caveat, retention_rules
from footrehab_desktop.clinic.rights import BACKUPS_KEEP, ERASURE_REASONS
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations.rights import DataView, load_data
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.audit_view import AuditView
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.reading_table import ReadingTable

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

_DUE_SHARES = (0.12, 0.34, 0.18, 0.36)
_ERASED_SHARES = (0.12, 0.22, 0.26, 0.4)


class DataSection(SettingsSection):
    """The cards, or in their place the audit trail."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._view: DataView | None = None
        self.cards = QWidget()
        column = QVBoxLayout(self.cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in (self._audit_card(), self._rule_card(), self._due_card(), self._erased_card()):
            column.addWidget(card)
        column.addStretch(1)
        self.audit = AuditView(context, self.tr("Back to privacy and data"))
        self.audit.left.connect(self._show_cards)
        # Shown one at a time without a stack, which would not pass on how high wrapped words have to be.
        self.column.addWidget(self.cards)
        self.column.addWidget(self.audit, 1)
        self.audit.hide()

    def load(self) -> None:
        """Read the rule, whose time is over and who was erased."""
        session, today = self.context.session, self.context.today()
        run_in_background(self, lambda: load_data(session, today), self._show, self.context.dialogs.show_error)

    def leave(self) -> None:
        """Go back to the cards: the trail is read anew on the next visit."""
        self._show_cards()

    def _audit_card(self) -> Card:
        words = self.tr(
            "Who did what and when, with codes and digests in place of what was typed. Each entry is locked to the "
            "one before it: nobody can change, add or take out one unnoticed."
        )
        card = Card(self.tr("Audit trail"), words)
        self.audit_button = button(self.tr("Open the audit trail"), on_press=self.open_audit)
        card.body.addLayout(_row(self.audit_button))
        return card

    def _rule_card(self) -> Card:
        card = Card(self.tr("How long records are kept"), retention_caveat())
        self.rules = QComboBox()
        self.rules.setAccessibleName(self.tr("Country whose rule holds"))
        self.rules.setPlaceholderText(self.tr("Choose a country"))
        for rule in retention_rules():
            self.rules.addItem(rule.country, rule.code)
        self.rules.setCurrentIndex(-1)
        self.rules.currentIndexChanged.connect(self._show_rule)
        self.rule_words = theme.label("", wrap=True)
        self.rule_source = theme.label("", "soft", wrap=True)
        self.rule_button = button(self.tr("Keep records by this rule"), on_press=self._choose_rule)
        self.rule_off = theme.label("", "soft", wrap=True)
        for part in (self.rules, self.rule_words, self.rule_source):
            card.body.addWidget(part)
        card.body.addLayout(_row(self.rule_button))
        card.body.addWidget(self.rule_off)
        return card

    def _due_card(self) -> Card:
        words = self.tr("Nothing is erased by itself. Open a patient to erase the record, or leave it where it is.")
        card = Card(self.tr("Whose time is over"), words)
        headings = (self.tr("No."), self.tr("Patient"), self.tr("Kept until"), self.tr("Why"))
        self.due = ReadingTable(self.tr("Patients whose record need not be kept"), headings, _DUE_SHARES)
        self.due.activated.connect(self._open_due)
        self.due_words = theme.label("", wrap=True)
        self.open_button = button(self.tr("Open this patient's data and rights"), on_press=self._open_due)
        card.body.addWidget(self.due_words)
        card.body.addWidget(self.due)
        card.body.addLayout(_row(self.open_button))
        return card

    def _erased_card(self) -> Card:
        card = Card(self.tr("Erased"), BACKUPS_KEEP)
        headings = (self.tr("No."), self.tr("When"), self.tr("By"), self.tr("Why"))
        self.erased = ReadingTable(self.tr("Patients who were erased"), headings, _ERASED_SHARES)
        self.erased_words = theme.label("", wrap=True)
        card.body.addWidget(self.erased_words)
        card.body.addWidget(self.erased)
        return card

    def _show(self, view: DataView) -> None:
        self._view = view
        self.rules.setCurrentIndex(-1 if view.rule is None else self.rules.findData(view.rule.code))
        self._show_rule()
        self._show_due(view)
        self._show_erased(view)

    def _show_due(self, view: DataView) -> None:
        rows = [
            (
                str(due.age.record_number),
                f"{due.age.family_name.upper()}, {due.age.given_name}",
                format_date(due.kept_until.day),
                due.kept_until.reason,
            )
            for due in view.due
        ]
        self.due.show_rows(rows)
        self.due.setVisible(bool(rows))
        self.open_button.setVisible(bool(rows))
        if view.rule is None:
            self.due_words.setText(self.tr("Choose above how long records are kept; then it can be said."))
        elif rows:
            self.due_words.setText(self.tr("{count} records need not be kept any more.").format(count=len(rows)))
        else:
            self.due_words.setText(self.tr("Every record on file must still be kept."))

    def _show_erased(self, view: DataView) -> None:
        rows = [
            (
                str(erasure.record_number),
                format_date(erasure.erased_at.astimezone().date()),
                view.names.get(erasure.erased_by, ""),
                ERASURE_REASONS[erasure.reason],
            )
            for erasure in view.erasures
        ]
        self.erased.show_rows(rows)
        self.erased.setVisible(bool(rows))
        self.erased_words.setText("" if rows else self.tr("Nobody was erased yet."))
        self.erased_words.setVisible(not rows)

    @Slot()
    def _show_rule(self) -> None:
        chosen = next((rule for rule in retention_rules() if rule.code == self.rules.currentData()), None)
        now = self._view.rule if self._view else None
        off = self._view.lead_only if self._view else ""
        self.rule_words.setText("" if chosen is None else chosen.words)
        source = self.tr("Source: {source}, {year}.")
        self.rule_source.setText("" if chosen is None else source.format(source=chosen.source, year=chosen.year))
        for part in (self.rule_words, self.rule_source):
            part.setVisible(chosen is not None)
        self.rule_button.setEnabled(chosen is not None and chosen != now and not off)
        self.rule_off.setText(off)
        self.rule_off.setVisible(bool(off))

    @Slot()
    def _choose_rule(self) -> None:
        self.context.status.saving()
        choose = partial(choose_rule, self.context.session, self.rules.currentData())
        run_in_background(self, choose, self._chosen, self.context.dialogs.show_error)

    def _chosen(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, self)
        self.load()

    @Slot()
    def _open_due(self) -> None:
        row = self.due.current_row()
        if self._view is not None and 0 <= row < len(self._view.due):
            self.context.navigate("rights", self._view.due[row].age.patient_id)

    @Slot()
    def open_audit(self) -> None:
        """Show the audit trail in place of the cards."""
        self.cards.hide()
        self.audit.show()
        self.audit.show_trail()
        self.audit.back_button.setFocus()

    @Slot()
    def _show_cards(self) -> None:
        if not self.audit.isHidden():
            self.audit.hide()
            self.cards.show()
            self.audit_button.setFocus()


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    return row
