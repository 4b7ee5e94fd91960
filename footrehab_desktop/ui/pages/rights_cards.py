"""The cards of a patient's data and rights: what each says and asks; what is done about it is the page's business."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.rights import BACKUPS_KEEP, ERASURE_REASONS
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.patients_list import PatientList
from footrehab_desktop.ui.presenters.patients import PatientLine
from footrehab_desktop.ui.presenters.rights import RightsView, statement_words
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader
from footrehab_desktop.ui.widgets.text_fields import TextField

_NOTE_LINES, _NOTE_HEIGHT = 3, 84


class ExportCard(Card):
    """Signals: ``export()`` and ``trail()``."""

    export = Signal()
    trail = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = self.tr(
            "Everything on file about this person in one ZIP file: a PDF to read, JSON for computers, the sheets that "
            "were given, and who did what. The file is not encrypted; its name holds no name."
        )
        self.body.addWidget(SectionHeader(self.tr("The whole record"), words))
        self.export_button = primary_button(self.tr("Export the whole record…"), self.export.emit)
        self.trail_button = button(self.tr("Who did what with this record"), on_press=self.trail.emit)
        self.body.addLayout(_row(self.export_button, self.trail_button))


class StatementCard(Card):
    """Signals: ``added(str)`` with the text, ``taken_back(str)`` with the id of a statement."""

    added = Signal(str)
    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        words = self.tr(
            "What the patient wants to have said beside the record. It stands in the record and in its export."
        )
        self.body.addWidget(SectionHeader(self.tr("The patient's statement"), words))
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.body.addLayout(self._list)
        self.text = TextField(Ask("content", self.tr("New statement, in the patient's words")), lines=_NOTE_LINES)
        self.text.editor.setMaximumHeight(theme.scaled(_NOTE_HEIGHT))
        self.add_button = button(self.tr("Add the statement"), on_press=self._add)
        self.body.addWidget(self.text)
        self.body.addLayout(_row(self.add_button))

    def show_view(self, view: RightsView) -> None:
        """Show the statements that stand."""
        _clear(self._list)
        for statement in view.statements:
            self._list.addWidget(theme.label(statement.content, wrap=True))
            back = plain_button(self.tr("Strike out…"), partial(self.taken_back.emit, statement.id))
            back.setAccessibleName(self.tr("Strike out the statement: {words}").format(words=statement.content[:40]))
            line = QWidget()
            row = _row(theme.label(statement_words(statement, view.names), "soft"), back)
            row.setContentsMargins(0, 0, 0, 0)
            line.setLayout(row)
            self._list.addWidget(line)

    def _add(self) -> None:
        self.added.emit(self.text.text())


class RestrictionCard(Card):
    """Signals: ``restrict(str)`` with the reason, ``lift()``."""

    restrict = Signal(str)
    lift = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = self.tr(
            "Restricted data are kept and can be looked at and exported; nothing about this patient can be written "
            "until the restriction is lifted."
        )
        self.body.addWidget(SectionHeader(self.tr("Restrict the use of the data"), words))
        self.state = theme.label("", wrap=True)
        self.reason = TextField(Ask("reason", self.tr("Why")))
        self.restrict_button = button(self.tr("Restrict"), on_press=lambda: self.restrict.emit(self.reason.text()))
        self.lift_button = button(self.tr("Lift the restriction"), on_press=self.lift.emit)
        for part in (self.state, self.reason):
            self.body.addWidget(part)
        self.body.addLayout(_row(self.restrict_button, self.lift_button))

    def show_view(self, view: RightsView) -> None:
        """Show whether the use is restricted."""
        since = view.patient.restricted_at
        if since is None:
            self.state.setText(self.tr("The use is not restricted."))
        else:
            words = self.tr("Restricted since {day}: {reason}")
            day = format_date(since.astimezone().date())
            self.state.setText(words.format(day=day, reason=view.patient.restriction_reason or ""))
        self.reason.setVisible(since is None)
        self.restrict_button.setVisible(since is None)
        self.lift_button.setVisible(since is not None)


class MergeCard(Card):
    """Signals: ``compare(str)`` with the id of another entry, ``by_number(str)``, ``take_apart(str)``."""

    compare = Signal(str)
    by_number = Signal(str)
    take_apart = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        words = self.tr("Two entries of one person are put side by side and joined. This can be taken back.")
        self.body.addWidget(SectionHeader(self.tr("On file twice"), words))
        self._joined = QVBoxLayout()
        self._joined.setSpacing(4)
        self.body.addLayout(self._joined)
        self.twins_words = theme.label("", wrap=True)
        self.twins = PatientList()
        self.twins.setAccessibleName(self.tr("Who else may be this person"))
        self.twins.chosen.connect(self.compare)
        self.number = TextField(Ask("number", self.tr("Number or name of the other entry")))
        self.compare_button = button(self.tr("Compare side by side"), on_press=self._compare)
        for part in (self.twins_words, self.twins, self.number):
            self.body.addWidget(part)
        self.body.addLayout(_row(self.compare_button))

    def show_view(self, view: RightsView, twins: Sequence[PatientLine]) -> None:
        """Show what was joined and who may be the same person."""
        _clear(self._joined)
        for line in view.joined:
            apart = plain_button(self.tr("Take apart"), partial(self.take_apart.emit, line.merge_id))
            apart.setAccessibleName(self.tr("Take apart: {words}").format(words=line.words))
            widget = QWidget()
            row = _row(theme.label(line.words), apart)
            row.setContentsMargins(0, 0, 0, 0)
            widget.setLayout(row)
            self._joined.addWidget(widget)
        self.twins.show_lines(tuple(twins))
        self.twins.fit_height()
        self.twins.setVisible(bool(twins))
        many = self.tr("These may be the same person; Enter compares. Or type who it is:")
        self.twins_words.setText(many if twins else self.tr("Nobody else on file looks like this person."))

    def _compare(self) -> None:
        typed = self.number.value()
        line = self.twins.current_line()
        if typed:
            self.by_number.emit(typed)
        elif line is not None:
            self.compare.emit(line.patient_id)
        else:
            self.number.set_error(self.tr("Type the number or the name of the other entry."))
            self.number.take_focus()


class EraseCard(Card):
    """Signal: ``erase(str, str)`` with the code of the reason and the number typed."""

    erase = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        words = self.tr("Erasing takes every entry of this person out of the record for good. {backups}")
        self.body.addWidget(SectionHeader(self.tr("Erase the record"), words.format(backups=BACKUPS_KEEP)))
        self._view: RightsView | None = None
        self.reason = ChoiceField(Ask("reason", self.tr("Why")), list(ERASURE_REASONS.items()), wide=True)
        self.reason.changed.connect(self.show_what_is_possible)
        self.against = theme.label("", wrap=True)
        self.number = TextField(Ask("number", self.tr("Record number, typed once more")))
        self.erase_button = button(self.tr("Erase for good…"), "danger", self._erase)
        for part in (self.reason, self.against, self.number):
            self.body.addWidget(part)
        self.body.addLayout(_row(self.erase_button))

    def show_view(self, view: RightsView) -> None:
        """Show for which reason the record may be erased."""
        self._view = view
        self.reason.set_value(None)
        self.number.set_value("")
        self.number.set_error("")
        self.show_what_is_possible()

    def show_what_is_possible(self) -> None:
        """Say what speaks against erasing, or ask for the number."""
        chosen = self.reason.value()
        against = self._view.may_erase if self._view else ""
        if not against and self._view is not None and chosen is not None:
            against = next((why for code, why in self._view.against.items() if code == chosen), "")
        self.against.setText(against)
        self.against.setVisible(bool(against))
        possible = chosen is not None and not against
        self.number.setVisible(possible)
        self.erase_button.setEnabled(possible)

    def _erase(self) -> None:
        self.erase.emit(self.reason.value() or "", self.number.text())


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for each in parts:
        row.addWidget(each)
    row.addStretch(1)
    return row


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
