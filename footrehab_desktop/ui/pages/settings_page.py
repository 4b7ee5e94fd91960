"""Settings: the practice, the look, the lock, and what this program is."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop import __version__
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import Clinic
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.about import components
from footrehab_desktop.ui.operations.clinic_details import load_clinic, save_clinic
from footrehab_desktop.ui.operations.own_library import Sharing, load_sharing
from footrehab_desktop.ui.page import Page, PageContext, scrolling
from footrehab_desktop.ui.pages.settings_print import PrintCard
from footrehab_desktop.ui.preferences import IDLE_MINUTES, TEXT_SCALES
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader
from footrehab_desktop.ui.widgets.text_fields import NumberField, TextField

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

_WIDEST = 900
_THEMES = (("system", "As the computer"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))


class SettingsPage(Page):
    """One column of cards. Look and lock apply at once; the practice's details are saved with a button."""

    code: ClassVar[str] = "settings"
    title: ClassVar[str] = "Settings"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        self._column.addWidget(SectionHeader(self.tr("Settings"), large=True))
        self.printing = PrintCard(context)
        above = (self._clinic_card(), self.printing, self._look_card(), self._lock_card())
        for card in (*above, self._sharing_card(), self._about_card()):
            self._column.addWidget(card)
        self._column.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(scrolling(content, widest=theme.scaled(_WIDEST)))

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        session = self.context.session
        background.run_in_background(self, lambda: load_clinic(session), self._show_clinic)
        background.run_in_background(self, lambda: load_sharing(session), self._show_sharing)
        self.printing.load()

    def refresh(self, changes: "Changes") -> None:
        if changes.clinic or changes.library:
            self.show_for(None, None)

    def focus_first(self) -> None:
        self.clinic_name.take_focus()

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

    def _look_card(self) -> Card:
        values = self.context.preferences.values
        card = Card(self.tr("Appearance"))
        self.theme = ChoiceField(Ask("theme", self.tr("Colours")), _THEMES)
        self.theme.set_value(values.theme)
        self.theme.changed.connect(self._change_theme)
        self.text_size = ChoiceField(
            Ask("text_scale", self.tr("Text size")), [(str(size), f"{size} %") for size in TEXT_SCALES]
        )
        self.text_size.set_value(str(values.text_scale))
        self.text_size.changed.connect(self._change_text_size)
        card.body.addWidget(self.theme)
        card.body.addWidget(self.text_size)
        return card

    def _lock_card(self) -> Card:
        card = Card(self.tr("Security"))
        low, high = IDLE_MINUTES
        hint = self.tr("{low} to {high} minutes without a key or the mouse.").format(low=low, high=high)
        self.idle = NumberField(
            Ask("idle", self.tr("Lock the record after"), hint), unit=self.tr("min"), validate=_check_minutes
        )
        self.idle.set_value(self.context.preferences.values.idle_lock_minutes)
        self.idle.committed.connect(self._change_idle)
        card.body.addWidget(self.idle)
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

    def _about_card(self) -> Card:
        card = Card(self.tr("About FootRehab Desktop"))
        sentences = (
            self.tr("Version {version}. Licensed under Apache-2.0.").format(version=__version__),
            self.tr(
                "Intended use: it supports the decisions of a qualified physiotherapist in the rehabilitation of foot "
                "and toe injuries. It does not diagnose and does not replace clinical judgement."
            ),
            self.tr("It makes no network connections. The record is an encrypted file on this computer."),
        )
        for sentence in sentences:
            card.body.addWidget(theme.label(sentence, wrap=True))
        self._libraries = theme.label("", "soft", wrap=True)
        self._libraries.hide()
        self._libraries_button = plain_button(self.tr("Show the libraries inside"), self._show_libraries)
        row = QHBoxLayout()
        row.addWidget(self._libraries_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self._libraries)
        return card

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

    def _change_theme(self) -> None:
        if self.theme.value() is None:
            self.theme.set_value(self.context.preferences.values.theme)
        else:
            self.context.preferences.change(theme=self.theme.value())

    def _change_text_size(self) -> None:
        chosen = self.text_size.value()
        if chosen is None:
            self.text_size.set_value(str(self.context.preferences.values.text_scale))
        else:
            self.context.preferences.change(text_scale=int(chosen))

    def _change_idle(self) -> None:
        minutes = self.idle.value()
        if minutes is not None and self.idle.check():
            self.context.preferences.change(idle_lock_minutes=int(minutes))

    def _show_libraries(self) -> None:
        lines = [f"{part.name} {part.version} – {part.licence}" for part in components()]
        self._libraries.setText("\n".join(lines))
        self._libraries.show()
        self._libraries_button.hide()


def _check_minutes(minutes: float) -> None:
    low, high = IDLE_MINUTES
    if not low <= minutes <= high:
        raise FieldError("idle", f"Choose {low} to {high} minutes.")
