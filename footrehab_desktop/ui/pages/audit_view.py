"""The audit trail: searched by patient, person, kind and days, read page by page, checked on demand."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from footrehab_desktop.clinic.audit_words import GROUPS, AuditLine
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import VerifyReport
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations.rights import find_audit, load_audit, verify
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.presenters.rights import EVERYTHING, AuditPage, AuditWish, audit_row
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Notice, SectionHeader
from footrehab_desktop.ui.widgets.reading_table import ReadingTable
from footrehab_desktop.ui.widgets.text_fields import DateField, TextField

_SHARES = (0.1, 0.22, 0.24, 0.44)
_NUMBER_WIDTH, _DAY_WIDTH = 130, 160
_LEAST_TABLE = 300


class AuditView(QWidget):
    """Filters above, entries below, newest first. Signal: ``left()`` when somebody goes back."""

    left = Signal()

    def __init__(self, context: PageContext, back: str) -> None:
        super().__init__()
        self._context = context
        self._fixed: tuple[str, ...] = ()
        self._wish = AuditWish()
        self._lines: tuple[AuditLine, ...] = ()
        self.back_button = plain_button(back, self.left.emit, icon="left")
        self.patient = TextField(Ask("patient", self.tr("Number or name")), placeholder=self.tr("All"))
        self.person = _chooser(self.tr("Who did it"), [(EVERYTHING, self.tr("Everybody"))])
        self.kind = _chooser(self.tr("What"), [(EVERYTHING, self.tr("Everything")), *((name, name) for name in GROUPS)])
        self.since = DateField(Ask("since", self.tr("From")), today=context.today)
        self.until = DateField(Ask("until", self.tr("To")), today=context.today)
        self.search_button = button(self.tr("Search"), on_press=self.search)
        self.verify_button = button(self.tr("Verify now"), on_press=self.verify)
        self.verdict = Notice()
        self.verdict.hide()
        self.count = theme.label("", "soft", wrap=True)
        headings = (self.tr("No."), self.tr("When"), self.tr("Who"), self.tr("What"))
        self.table = ReadingTable(self.tr("Audit trail, newest first"), headings, _SHARES)
        # It scrolls by itself: as high as all its rows, the page around it would not follow the keyboard.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setMinimumHeight(theme.scaled(_LEAST_TABLE))
        self.more_button = button(self.tr("Show older entries"), on_press=self.show_older)
        self._lay_out()

    def show_trail(self, patient_ids: tuple[str, ...] = ()) -> None:
        """Show the whole trail, or that of one person."""
        self._fixed = patient_ids
        self.patient.setVisible(not patient_ids)
        self.verdict.hide()
        self.search()

    @Slot()
    def search(self) -> None:
        """Look for what the filters say."""
        self.patient.set_error("")
        self.until.set_error("")
        if not (self.since.check() and self.until.check()):
            return
        session, typed = self._context.session, "" if self._fixed else (self.patient.value() or "")
        wish = partial(self._wished, (self.person.currentData(), self.kind.currentData()), self._days())
        run_in_background(self, lambda: find_audit(session, typed, wish), self._show_first, self._refused)

    @Slot()
    def show_older(self) -> None:
        """Add the next part below."""
        session, wish, below = self._context.session, self._wish, self._lines[-1].sequence
        run_in_background(self, lambda: load_audit(session, wish, below), self._show_next, self._refused)

    @Slot()
    def verify(self) -> None:
        """Check the whole record; a large one takes seconds."""
        self.verify_button.setEnabled(False)
        self.verdict.show_text(self.tr("Checking every page and every entry…"))
        run_in_background(self, partial(verify, self._context.session), self._show_verdict, self._refused)

    def _lay_out(self) -> None:
        self.patient.setFixedWidth(theme.scaled(_NUMBER_WIDTH))
        for day in (self.since, self.until):
            day.setFixedWidth(theme.scaled(_DAY_WIDTH))
        filters = QWidget()
        flow = FlowLayout(filters, spacing=12)
        for part in (self.patient, _labelled(self.person), _labelled(self.kind), self.since, self.until):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_acts(self.back_button))
        column.addWidget(SectionHeader(self.tr("Who did what, and when")))
        column.addWidget(filters)
        column.addWidget(_acts(self.search_button, self.verify_button))
        column.addWidget(self.verdict)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addWidget(_acts(self.more_button))

    def _days(self) -> tuple[date | None, date | None]:
        return self.since.value(), self.until.value()

    def _wished(
        self, choice: tuple[str, str], days: tuple[date | None, date | None], found: tuple[str, ...]
    ) -> AuditWish:
        self._wish = AuditWish(self._fixed or found, *choice, *days)
        return self._wish

    def _show_first(self, page: AuditPage) -> None:
        self._lines = ()
        self._offer_people(page)
        self._show_next(page)
        if self.table.current_row() >= 0:
            self.table.setCurrentIndex(self.table.texts.index(0, 0))

    def _show_next(self, page: AuditPage) -> None:
        first_new = len(self._lines)
        self._lines += page.lines
        self.table.show_rows([audit_row(line) for line in self._lines], row=first_new)
        self.more_button.setVisible(page.more)
        words = (
            self.tr("{count} entries, newest first; older ones follow.") if page.more else self.tr("{count} entries.")
        )
        self.count.setText(words.format(count=len(self._lines)))

    def _offer_people(self, page: AuditPage) -> None:
        """Offer everybody who ever worked with the record; the choice stays."""
        chosen = self.person.currentData()
        self.person.clear()
        self.person.addItem(self.tr("Everybody"), EVERYTHING)
        for clinician_id, name in page.names.items():
            self.person.addItem(name, clinician_id)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def _show_verdict(self, report: VerifyReport) -> None:
        self.verify_button.setEnabled(True)
        signs = {True: "✓", False: "▲"}
        self.verdict.show_text("\n".join(f"{signs[item.ok]} {item.sentence}" for item in report.items))

    def _refused(self, error: FootRehabError) -> None:
        self.verify_button.setEnabled(True)
        named = error.field if isinstance(error, FieldError) else ""
        if named not in {"patient", "until"}:
            self._context.dialogs.show_error(error)
            return
        field = self.patient if named == "patient" else self.until
        field.set_error(str(error))
        field.take_focus()


def _chooser(name: str, options: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, words in options:
        made.addItem(words, value)
    return made


def _acts(*buttons: QPushButton) -> QWidget:
    """Put buttons in a row that keeps their height, however little room the page leaves."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in buttons:
        each.ensurePolished()
        row.addWidget(each)
    row.addStretch(1)
    made.setMinimumHeight(max(each.sizeHint().height() for each in buttons))
    return made


def _labelled(chooser: QComboBox) -> QWidget:
    """Put a chooser's name above it, as fields have theirs."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(theme.label(chooser.accessibleName(), "label"))
    column.addWidget(chooser)
    column.addStretch(1)
    chooser.setMinimumWidth(theme.scaled(_DAY_WIDTH))
    return made
