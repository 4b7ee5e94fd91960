"""The form of a new patient, with the people on file who may be the same person beside it before saving."""

from dataclasses import asdict
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.naming import SEX_WORDS
from footrehab_desktop.clinic.patients import check_patient, likely_duplicates
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import Draft, Patient, PatientRow
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.operations import patients as operations
from footrehab_desktop.ui.page import PageContext, scrolling
from footrehab_desktop.ui.pages.patients_list import PatientList
from footrehab_desktop.ui.presenters.patients import TypedPatient, patient_line
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField, YesNoField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card, Notice, SectionHeader
from footrehab_desktop.ui.widgets.text_fields import DateField, TextField

DRAFT = ("new-patient", "patient")
KEEP_AFTER_MS = 1000


class NewPatientForm(QWidget):
    """Signals: ``saved(Patient)``; ``left()`` on cancel; ``existing_chosen(str)`` for a patient on file after all."""

    saved = Signal(object)
    left = Signal()
    existing_chosen = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.fields = self._make_fields()
        self.restored = Notice("")
        self.duplicates = Card(
            self.tr("Already on file?"), self.tr("These people are much alike. Enter opens the patient on file.")
        )
        self.twins = PatientList()
        self.twins.setAccessibleName(self.tr("Patients on file who are much alike"))
        self.twins.chosen.connect(self.existing_chosen)
        self.duplicates.body.addWidget(self.twins)
        self.save_button = primary_button(self.tr("Save patient"), self.save, keys="Ctrl+Return")
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self.keep)
        self._dirty = False
        self._lay_out()
        for field in self.fields.values():
            field.changed.connect(self._typed)
            field.committed.connect(self._look_for_twins)

    def _make_fields(self) -> dict[str, Field[Any]]:
        sexes = [(code, words) for code, words in SEX_WORDS.items()]
        return {
            "family_name": TextField(Ask("family_name", self.tr("Family name"), required=True)),
            "given_name": TextField(Ask("given_name", self.tr("Given name"), required=True)),
            "birth_date": DateField(
                Ask("birth_date", self.tr("Date of birth"), required=True), today=self.context.today, birth=True
            ),
            "sex": ChoiceField(
                Ask(
                    "sex",
                    self.tr("Sex"),
                    self.tr("Norms are chosen by sex; without it they are not shown."),
                    required=True,
                ),
                sexes,
            ),
            "title": TextField(Ask("title", self.tr("Title"))),
            "phone": TextField(Ask("phone", self.tr("Phone"))),
            "email": TextField(Ask("email", self.tr("E-mail"))),
            "diabetes": YesNoField(Ask("diabetes", self.tr("Diabetes"))),
            "neuropathy": YesNoField(Ask("neuropathy", self.tr("Loss of feeling in the feet (neuropathy)"))),
            "beta_blocker": YesNoField(
                Ask(
                    "beta_blocker",
                    self.tr("Takes a beta-blocker"),
                    self.tr("Effort is then guided by feeling, not heart rate."),
                )
            ),
            "notes": TextField(Ask("notes", self.tr("Note")), lines=3),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        for place, codes in enumerate(
            (
                ("family_name", "given_name"),
                ("birth_date", "sex"),
                ("title", "phone"),
                ("email",),
                ("diabetes", "neuropathy"),
            )
        ):
            for across, code in enumerate(codes):
                grid.addWidget(self.fields[code], place, across)
        grid.addWidget(self.fields["beta_blocker"], 5, 0)
        grid.addWidget(self.fields["notes"], 6, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card = Card(self.tr("New patient"), self.tr("The first four are needed; the rest can wait."))
        card.body.addWidget(self.restored)
        card.body.addLayout(grid)
        card.body.addLayout(self._buttons())
        column = QVBoxLayout()
        column.addWidget(card)
        column.addStretch(1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(column, 3)
        row.addWidget(self.duplicates, 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(SectionHeader(self.tr("Patients"), large=True))
        outer.addWidget(scrolling(content))
        self.duplicates.hide()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(button(self.tr("Back to the list"), on_press=self._leave))
        self.discard_button = plain_button(self.tr("Discard the typing"), self._ask_to_discard)
        row.addWidget(self.discard_button)
        row.addStretch(1)
        return row

    def start(self) -> None:
        """Show the kept typing, or an empty form."""
        with self.context.session.unit_of_work() as unit:
            draft = find_draft(unit, *DRAFT)
        self._show(draft)
        self._dirty = False

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.fields["family_name"].take_focus()

    def typed(self) -> TypedPatient:
        """Return what the form holds now."""
        values: dict[str, Any] = {code: field.value() for code, field in self.fields.items()}
        for code in ("family_name", "given_name", "title", "phone", "email", "notes"):
            values[code] = values[code] or ""
        return TypedPatient(**values)

    @Slot()
    def save(self) -> None:
        """Save when every field can be taken; otherwise go to the first that cannot."""
        refused = [field for field in self.fields.values() if not field.check()]
        if refused:
            refused[0].take_focus()
            return
        details = self.typed().details()
        faults = check_patient(details, self.context.today())
        for fault in faults:
            self.fields[fault.field].set_error(str(fault))
        if faults:
            self.fields[faults[0].field].take_focus()
            return
        self.save_button.setEnabled(False)
        self._keep_soon.stop()
        self.context.status.saving()
        operations.save_new_patient(
            self,
            self.context.session,
            details=details,
            today=self.context.today(),
            draft=DRAFT,
            on_done=self._done,
            on_error=self._failed,
        )

    @Slot()
    def keep(self) -> None:
        """Keep the typing as a draft if there is any new."""
        if not self._dirty:
            return
        self._dirty = False
        content = {
            code: value.isoformat() if isinstance(value, date) else value
            for code, value in asdict(self.typed()).items()
        }
        operations.keep_typing(
            self, self.context.session, draft=DRAFT, content=content, on_done=self._kept, on_error=self._failed
        )

    def _kept(self, _result: None) -> None:
        self.context.status.saved()

    def _done(self, result: tuple[Patient, Changes]) -> None:
        patient, changes = result
        self.save_button.setEnabled(True)
        self._dirty = False
        self._show(None)
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self.saved.emit(patient)

    def _failed(self, error: FootRehabError) -> None:
        self.save_button.setEnabled(True)
        self.context.status.not_saved(str(error))
        if isinstance(error, FieldError) and error.field in self.fields:
            self.fields[error.field].set_error(str(error))
        else:
            self.context.dialogs.show_error(error)

    def _show(self, draft: Draft | None) -> None:
        content = dict(draft.content) if draft else {}
        if content.get("birth_date"):
            content["birth_date"] = date.fromisoformat(content["birth_date"])
        for code, field in self.fields.items():
            field.set_value(content.get(code))
        saved_at = draft.saved_at.astimezone() if draft else None
        self.restored.show_text(
            self.tr("Unsaved typing from {time} restored.").format(time=f"{saved_at:%H:%M}") if saved_at else ""
        )
        self.discard_button.setVisible(draft is not None)
        self.duplicates.hide()

    @Slot()
    def _typed(self) -> None:
        self._dirty = True
        self.discard_button.show()
        if not self._keep_soon.isActive():
            self._keep_soon.start()

    @Slot()
    def _look_for_twins(self) -> None:
        typed = self.typed()
        if typed.missing():
            return
        with self.context.session.unit_of_work() as unit:
            twins = likely_duplicates(unit, typed.details())
        self._show_twins(twins)

    def _show_twins(self, twins: tuple[PatientRow, ...]) -> None:
        today = self.context.today()
        self.twins.show_lines(tuple(patient_line(row, today) for row in twins))
        self.duplicates.setVisible(bool(twins))

    @Slot()
    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    @Slot()
    def _ask_to_discard(self) -> None:
        question = Question(
            self.tr("Discard the typing?"),
            self.tr("What was typed about the new patient is deleted. It was not saved as a patient."),
            self.tr("Discard typing"),
            self.tr("Keep typing"),
            dangerous=True,
        )
        self.context.dialogs.confirm(question, self._discard)

    def _discard(self) -> None:
        self._keep_soon.stop()
        self._dirty = False
        operations.forget_typing(
            self, self.context.session, draft=DRAFT, on_done=self._discarded, on_error=self._failed
        )

    def _discarded(self, _result: None) -> None:
        self._show(None)
        self.focus_first()
