"""Patients: search as one types, open with Enter, add with Ctrl+N."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.patients import find_patients
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pages.patient_form import NEW_PATIENT, PatientForm
from footrehab_desktop.ui.pages.patients_list import PatientList
from footrehab_desktop.ui.presenters.patients import patient_line
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.panels import EmptyState, SectionHeader

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

MOST_SHOWN = 200


class PatientsPage(Page):
    """The list with its search; the form of a new patient takes its place while one is entered."""

    code: ClassVar[str] = "patients"
    title: ClassVar[str] = "Patients"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._total = 0
        self.search = _SearchLine(self)
        self.search.setPlaceholderText(self.tr("Name, date of birth, record number or phone"))
        self.search.setAccessibleName(self.tr("Search patients"))
        self.search.setClearButtonEnabled(True)
        self.list = PatientList()
        self.found = theme.label("", "soft")
        self.nobody = EmptyState(
            "patients", self.tr("No patient matches."), self.tr("Add a new patient"), self.new_requested
        )
        self.unsaved = ActionNotice(button(self.tr("Go on typing"), on_press=self.new_requested))
        self.rights_button = plain_button(self.tr("Data and rights of this patient"), self._open_rights)
        self.results = QStackedWidget()
        self.results.addWidget(self.list)
        self.results.addWidget(self.nobody)
        self.form = PatientForm(context, self.tr("Back to the list"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list_view())
        self.stack.addWidget(self.form)
        page_layout(self).addWidget(self.stack)
        self._connect()

    def _list_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        header = SectionHeader(self.tr("Patients"), large=True)
        header.add_action(primary_button(self.tr("New patient"), self.new_requested, icon="add"))
        column.addWidget(header)
        column.addWidget(self.unsaved)
        column.addWidget(self.search)
        column.addWidget(self.found)
        column.addWidget(self.results, 1)
        beneath = QHBoxLayout()
        beneath.addWidget(self.rights_button)
        beneath.addStretch(1)
        column.addLayout(beneath)
        return view

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_current)
        self.list.chosen.connect(self._open)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self.focus_search)
        self.form.kept.connect(self._show_unsaved)
        self.form.existing_chosen.connect(self._open)

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        self._show_unsaved()
        self._look_again()

    def refresh(self, changes: "Changes") -> None:
        if changes.patients:
            self._look_again()

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.form:
            self.form.focus_first()
        else:
            self.focus_search()

    def focus_search(self) -> None:
        self._show_list()
        self.search.setFocus()
        self.search.selectAll()

    def new_requested(self) -> None:
        self.form.start_new()
        self.stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def leave(self) -> None:
        if self.stack.currentWidget() is self.form:
            self.form.keep()

    @Slot()
    def _show_unsaved(self) -> None:
        with self.context.session.unit_of_work() as unit:
            draft = find_draft(unit, *NEW_PATIENT)
        words = self.tr("A new patient was typed at {time} and not saved.")
        self.unsaved.show_text(words.format(time=f"{draft.saved_at.astimezone():%H:%M}") if draft else "")

    def _look_again(self) -> None:
        """Count who is on file, which no keystroke changes, and search."""
        with self.context.session.unit_of_work() as unit:
            self._total = unit.patients.count()
        self._search(self.search.text())

    @Slot(str)
    def _search(self, text: str) -> None:
        with self.context.session.unit_of_work() as unit:
            rows = find_patients(unit, text, MOST_SHOWN)
        today = self.context.today()
        self.list.show_lines(tuple(patient_line(row, today) for row in rows))
        self.results.setCurrentWidget(self.list if rows else self.nobody)
        self.rights_button.setVisible(bool(rows))
        self.found.setText(self._found_words(len(rows), self._total, text))

    def _found_words(self, shown: int, total: int, text: str) -> str:
        if not text.strip():
            return self.tr("{shown} of {total} patients, most recent first").format(shown=shown, total=total)
        if shown == MOST_SHOWN:
            return self.tr("The first {shown} matches of {total} patients, by name").format(shown=shown, total=total)
        return self.tr("{shown} of {total} patients match, by name").format(shown=shown, total=total)

    @Slot()
    def _open_current(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self._open(line.patient_id)

    @Slot()
    def _open_rights(self) -> None:
        line = self.list.current_line()
        if line is not None:
            self.context.navigate("rights", line.patient_id)

    @Slot(str)
    def _open(self, patient_id: str) -> None:
        self._show_list()
        self.context.navigate("summary", patient_id)

    @Slot()
    def _show_list(self) -> None:
        self.stack.setCurrentIndex(0)

    @Slot(str)
    def _saved(self, patient_id: str) -> None:
        self.search.clear()
        self._show_unsaved()
        self._look_again()
        self._open(patient_id)


class _SearchLine(QLineEdit):
    """The search; arrow keys move in the list without leaving the typing."""

    def __init__(self, page: PatientsPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._page.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
