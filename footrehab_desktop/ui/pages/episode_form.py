"""The form of a new episode: what is injured, on which side, and what the patient wants to get back to."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.episodes import check_episode
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values import Episode, Patient
from footrehab_desktop.ui.operations import patients as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.presenters.episode import TypedEpisode, condition_choices, site_choices
from footrehab_desktop.ui.widgets.buttons import primary_button
from footrehab_desktop.ui.widgets.choice_fields import SideField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import DateField, NumberField, TextField


class PickField(Field[str]):
    """One of a long list, picked by typing its first letters or with the arrows; nothing is picked beforehand."""

    def __init__(self, ask: Ask, options: list[tuple[str, str]]) -> None:
        super().__init__(ask)
        self.box = QComboBox()
        self.box.setPlaceholderText(self.tr("Choose …"))
        self._row.addWidget(self.box, 1)
        self._set_editor(self.box, ask.spoken)
        self.offer(options)
        self.box.currentIndexChanged.connect(lambda _index: self._edited())

    def offer(self, options: list[tuple[str, str]]) -> None:
        """Offer other options; the choice is kept if it is among them."""
        chosen = self.value()
        self.box.blockSignals(True)
        self.box.clear()
        for code, words in options:
            self.box.addItem(words, code)
        self.box.setCurrentIndex(self.box.findData(chosen) if chosen else -1)
        self.box.blockSignals(False)

    def value(self) -> str | None:
        """Return the code of the choice, or None."""
        code: str | None = self.box.currentData()
        return code

    def set_value(self, value: str | None) -> None:
        """Choose without a signal."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findData(value) if value else -1)
        self.box.blockSignals(False)
        self.set_error("")


class NewEpisodeForm(QWidget):
    """Signal ``saved(Episode)``."""

    saved = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._patient: Patient | None = None
        self.fields: dict[str, Field[Any]] = {
            "condition": PickField(Ask("condition", self.tr("Condition"), required=True), condition_choices()),
            "side": SideField(Ask("side", self.tr("Injured side of the patient"), self.tr("l, r or b"), required=True)),
            "site": PickField(Ask("site", self.tr("Bone")), []),
            "onset_on": DateField(Ask("onset_on", self.tr("Began on")), today=context.today),
            "activity": TextField(Ask("activity", self.tr("Activity or sport"))),
            "weekly_km_before": NumberField(
                Ask("weekly_km_before", self.tr("Running a week before the injury")), unit="km", decimals=1
            ),
            "goal": TextField(Ask("goal", self.tr("What the patient wants to get back to"))),
        }
        self.save_button = primary_button(self.tr("Open the episode"), self.save, keys="Ctrl+Return")
        self._lay_out()
        self.fields["condition"].changed.connect(self._offer_sites)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        rows = (("condition", "side"), ("onset_on", "site"), ("activity", "weekly_km_before"))
        for place, codes in enumerate(rows):
            for column, code in enumerate(codes):
                grid.addWidget(self.fields[code], place, column)
        grid.addWidget(self.fields["goal"], 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card = Card(
            self.tr("New episode"), self.tr("One injury. Condition and side are needed; the side has no default.")
        )
        card.body.addLayout(grid)
        card.body.addWidget(self.save_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(card)
        self.fields["site"].hide()

    def start(self, patient: Patient) -> None:
        """Show an empty form for a patient."""
        self._patient = patient
        for field in self.fields.values():
            field.set_value(None)
        self._offer_sites()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.fields["condition"].take_focus()

    def typed(self) -> TypedEpisode:
        """Return what the form holds now."""
        values: dict[str, Any] = {code: field.value() for code, field in self.fields.items()}
        return TypedEpisode(**{**values, "activity": values["activity"] or "", "goal": values["goal"] or ""})

    @Slot()
    def save(self) -> None:
        """Save when every field can be taken; otherwise go to the first that cannot."""
        refused = [field for field in self.fields.values() if not field.check()]
        if refused or self._patient is None:
            for field in refused[:1]:
                field.take_focus()
            return
        today = self.context.today()
        details = self.typed().details(today)
        faults = check_episode(details, self._patient.details.birth_date, today)
        for fault in faults:
            self._show_fault(fault)
        if faults:
            return
        self.save_button.setEnabled(False)
        operations.save_new_episode(
            self,
            self.context.session,
            patient_id=self._patient.id,
            details=details,
            today=today,
            on_done=self._done,
            on_error=self._failed,
        )

    @Slot()
    def _offer_sites(self) -> None:
        site = self.fields["site"]
        options = site_choices(self.fields["condition"].value())
        if isinstance(site, PickField):
            site.offer(options)
        site.setVisible(bool(options))

    def _show_fault(self, fault: FieldError) -> None:
        field = self.fields.get(fault.field)
        if field is None:
            self.context.dialogs.show_error(fault)
        else:
            field.set_error(str(fault))
            field.take_focus()

    def _done(self, result: tuple[Episode, Changes]) -> None:
        episode, changes = result
        self.save_button.setEnabled(True)
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self.saved.emit(episode)

    def _failed(self, error: FootRehabError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, FieldError):
            self._show_fault(error)
        else:
            self.context.status.not_saved(str(error))
            self.context.dialogs.show_error(error)
