"""Settings → Clinic and handouts: the practice, the look of its prints, and files of the library."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import Clinic
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.operations.clinic_details import load_clinic, save_clinic
from footrehab_desktop.ui.operations.own_library import Sharing, load_sharing
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_print import PrintCard
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import TextField

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes


class ClinicSection(SettingsSection):
    """The practice's details are saved with a button."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.printing = PrintCard(context)
        for card in (self._clinic_card(), self.printing, self._sharing_card()):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def load(self) -> None:
        """Read the practice, the look of prints and the groups of the library's key."""
        session = self.context.session
        background.run_in_background(self, lambda: load_clinic(session), self._show_clinic)
        background.run_in_background(self, lambda: load_sharing(session), self._show_sharing)
        self.printing.load()

    def _clinic_card(self) -> Card:
        card = Card(self.tr("Clinic"), self.tr("Stands at the top of every handout."))
        self.clinic_name = TextField(Ask("name", self.tr("Name"), required=True))
        self.address = TextField(Ask("address", self.tr("Address")))
        self.phone = TextField(Ask("phone", self.tr("Phone")))
        self.paper = ChoiceField(Ask("paper", self.tr("Paper in the printer")), [("A4", "A4"), ("Letter", "US Letter")])
        self.save_button = button(self.tr("Save the clinic's details"), on_press=self._save_clinic)
        for field in self._clinic_fields():
            card.body.addWidget(field)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _sharing_card(self) -> Card:
        words = self.tr("Another clinic compares these six groups with you before it takes your first file.")
        card = Card(self.tr("Library files"), words)
        self.groups = theme.label("", "lead", wrap=True)
        self.groups.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trusted = theme.label("", "soft", wrap=True)
        card.body.addWidget(self.groups)
        card.body.addWidget(self.trusted)
        return card

    def _show_sharing(self, sharing: Sharing) -> None:
        self.groups.setText(sharing.groups or self.tr("Made with the first library file that you save."))
        taken = self.tr("Files were taken from: {names}").format(names="; ".join(sharing.trusted))
        self.trusted.setText(taken if sharing.trusted else self.tr("No file of another clinic was taken yet."))

    def _clinic_fields(self) -> tuple[Field[str], ...]:
        return (self.clinic_name, self.address, self.phone, self.paper)

    def _show_clinic(self, clinic: Clinic) -> None:
        values = (clinic.name, clinic.address, clinic.phone, clinic.paper)
        for field, value in zip(self._clinic_fields(), values, strict=True):
            field.set_value(value)

    def _save_clinic(self) -> None:
        if not self.clinic_name.check():
            self.clinic_name.take_focus()
            return
        clinic = Clinic(
            self.clinic_name.value() or "",
            "Letter" if self.paper.value() == "Letter" else "A4",
            self.address.value() or "",
            self.phone.value() or "",
        )
        session = self.context.session
        self.context.status.saving()
        background.run_in_background(self, lambda: save_clinic(session, clinic), self._clinic_saved, self._refused)

    def _clinic_saved(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, self)

    def _refused(self, error: FootRehabError) -> None:
        fields = {field.code: field for field in self._clinic_fields()}
        field = fields.get(error.field) if isinstance(error, FieldError) else None
        self.context.status.not_saved(self.tr("see the message"))
        if field is None:
            self.context.dialogs.show_error(error)
        else:
            field.set_error(str(error))
            field.take_focus()
