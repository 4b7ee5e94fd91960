"""The form of a patient, new or on file, with the people who may be the same person shown before a new one is saved."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.naming import SEX_WORDS
from footrehab_desktop.clinic.patients import check_patient, likely_duplicates
from footrehab_desktop.records.values import Patient, PatientRow
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.operations import patients as operations
from footrehab_desktop.ui.operations.drafts import DraftKey
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.kept_form import KeptForm, field_grid
from footrehab_desktop.ui.pages.patients_list import PatientList
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.patients import TypedPatient, patient_line
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField, YesNoField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import DateField, TextField

FORM = "patient"
NEW_PATIENT: DraftKey = ("new-patient", FORM)
_TEXTS = ("family_name", "given_name", "title", "phone", "email", "notes")


class PatientForm(KeptForm):
    """Signal ``existing_chosen(str)``: the new patient is one on file after all."""

    existing_chosen = Signal(str)

    def __init__(self, context: PageContext, back: str, parent: QWidget | None = None) -> None:
        self._patient_id: str | None = None
        super().__init__(context, back, parent)
        self.duplicates = Card(
            self.tr("Already on file?"), self.tr("These people are much alike. Enter opens the patient on file.")
        )
        self.twins = PatientList()
        self.twins.setAccessibleName(self.tr("Patients on file who are much alike"))
        self.twins.chosen.connect(self.existing_chosen)
        self.duplicates.body.addWidget(self.twins)
        self.duplicates.body.addStretch(1)
        self.duplicates.hide()
        self._arrange()
        for field in self.fields.values():
            field.committed.connect(self._look_for_twins)

    def make_fields(self) -> dict[str, Field[Any]]:
        """Return the fields by their codes, in the order of the keyboard."""
        norms = self.tr("Norms are chosen by sex; without it they are not shown.")
        born = Ask("birth_date", self.tr("Date of birth"), required=True)
        effort = self.tr("Effort is then guided by feeling, not heart rate.")
        return {
            "family_name": TextField(Ask("family_name", self.tr("Family name"), required=True)),
            "given_name": TextField(Ask("given_name", self.tr("Given name"), required=True)),
            "birth_date": DateField(born, today=self.context.today, birth=True),
            "sex": ChoiceField(Ask("sex", self.tr("Sex"), norms, required=True), list(SEX_WORDS.items())),
            "title": TextField(Ask("title", self.tr("Title"))),
            "phone": TextField(Ask("phone", self.tr("Phone"))),
            "email": TextField(Ask("email", self.tr("E-mail"))),
            "beta_blocker": YesNoField(Ask("beta_blocker", self.tr("Takes a beta-blocker"), effort)),
            "diabetes": YesNoField(Ask("diabetes", self.tr("Diabetes"))),
            "neuropathy": YesNoField(Ask("neuropathy", self.tr("Loss of feeling in the feet (neuropathy)"))),
            "notes": TextField(Ask("notes", self.tr("Note")), lines=3),
        }

    def _arrange(self) -> None:
        f = self.fields
        card = Card()
        card.body.addLayout(
            field_grid(
                (
                    (f["family_name"], f["given_name"]),
                    (f["birth_date"], f["sex"]),
                    (f["title"], f["phone"]),
                    (f["email"], f["beta_blocker"]),
                    (f["diabetes"], f["neuropathy"]),
                    (f["notes"],),
                )
            )
        )
        content = QWidget()
        stacked = theme.scale() >= STACKED_FROM_SCALE
        panes = QVBoxLayout(content) if stacked else QHBoxLayout(content)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(16)
        panes.addWidget(card, 3)
        panes.addWidget(self.duplicates, 2)
        self.lay_out(content, widest=0 if stacked else theme.scaled(1200))

    def start_new(self) -> None:
        """Show the kept typing of a new patient, or an empty form."""
        self._patient_id = None
        detail = self.tr("The first four are needed; the rest can wait.")
        self.head(self.tr("New patient"), detail, self.tr("Save patient"))
        self.begin(NEW_PATIENT, {})
        self._look_for_twins()

    def start_edit(self, patient: Patient) -> None:
        """Show a patient on file, with the typing kept about the change."""
        self._patient_id = patient.id
        self.head(self.tr("Edit patient"), self.tr("What it said before stays on file."), self.tr("Save changes"))
        self.duplicates.hide()
        self.begin((patient.id, FORM), {code: getattr(patient.details, code) for code in self.fields})

    def typed(self) -> TypedPatient:
        """Return what the form holds now."""
        values: dict[str, Any] = {code: field.value() for code, field in self.fields.items()}
        return TypedPatient(**{**values, **{code: values[code] or "" for code in _TEXTS}})

    @Slot()
    def save(self) -> None:
        """Save when every field can be taken; otherwise go to the first that cannot."""
        if not self.can_be_taken():
            return
        details, today = self.typed().details(), self.context.today()
        faults = check_patient(details, today)
        if faults:
            self.show_faults(faults)
            return
        self.begin_saving()
        operations.save_patient(
            self,
            self.context.session,
            patient_id=self._patient_id,
            details=details,
            today=today,
            draft=(self._patient_id, FORM) if self._patient_id else NEW_PATIENT,
            on_done=self._was_saved,
            on_error=self._failed,
        )

    @Slot()
    def _look_for_twins(self) -> None:
        typed = self.typed()
        if self._patient_id is not None or typed.missing():
            self.duplicates.hide()
            return
        with self.context.session.unit_of_work() as unit:
            twins = likely_duplicates(unit, typed.details())
        self._show_twins(twins)

    def _show_twins(self, twins: tuple[PatientRow, ...]) -> None:
        today = self.context.today()
        self.twins.show_lines(tuple(patient_line(row, today) for row in twins))
        self.twins.fit_height()
        self.duplicates.setVisible(bool(twins))
