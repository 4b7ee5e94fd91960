"""The form of an episode, new or on file: what is injured, on which side, and what the patient wants to get back to."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from footrehab_desktop.clinic.episodes import check_episode
from footrehab_desktop.records.values import Episode, Patient
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.operations import patients as operations
from footrehab_desktop.ui.operations.drafts import DraftKey
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.kept_form import KeptForm, field_grid
from footrehab_desktop.ui.presenters.episode import TypedEpisode, condition_choices, phase_choices, site_choices
from footrehab_desktop.ui.widgets.choice_fields import SideField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader
from footrehab_desktop.ui.widgets.text_fields import DateField, NumberField, TextField

FORM = "episode"
_WIDEST = 900


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
        return code or None

    def set_value(self, value: str | None) -> None:
        """Choose without a signal."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findData(value) if value else -1)
        self.box.blockSignals(False)
        self.set_error("")

    def entry(self) -> str | None:
        """Return the code of the choice."""
        return self.value()

    def show_entry(self, entry: Any) -> None:
        """Choose what was chosen before."""
        self.set_value(entry)


class EpisodeForm(KeptForm):
    """One injury of one patient."""

    def __init__(self, context: PageContext, back: str, parent: QWidget | None = None) -> None:
        self._patient: Patient | None = None
        self._episode: Episode | None = None
        super().__init__(context, back, parent)
        self._arrange()
        self.fields["condition"].changed.connect(self._offer_sites)

    def make_fields(self) -> dict[str, Field[Any]]:
        """Return the fields by their codes, in the order of the keyboard."""
        side = Ask("side", self.tr("Injured side of the patient"), self.tr("l, r or b"), required=True)
        km = Ask("weekly_km_before", self.tr("Running a week before the injury"))
        highest = self.tr("For example after surgery. Nothing: no restriction.")
        ceiling = self.tr("0 to 5. Empty: the usual limit of the condition.")
        today = self.context.today
        return {
            "condition": PickField(Ask("condition", self.tr("Condition"), required=True), condition_choices()),
            "side": SideField(side),
            "onset_on": DateField(Ask("onset_on", self.tr("Began on")), today=today),
            "site": PickField(Ask("site", self.tr("Bone")), []),
            "activity": TextField(Ask("activity", self.tr("Activity or sport"))),
            "weekly_km_before": NumberField(km, unit="km", decimals=1),
            "goal": TextField(Ask("goal", self.tr("What the patient wants to get back to"))),
            "restriction": PickField(
                Ask("restriction", self.tr("Highest allowed phase"), highest),
                [("", self.tr("No restriction")), *phase_choices()],
            ),
            "pain_ceiling": NumberField(Ask("pain_ceiling", self.tr("Own pain limit"), ceiling)),
            "clearance_on": DateField(Ask("clearance_on", self.tr("Running cleared on")), today=today),
            "energy_assessment_on": DateField(
                Ask("energy_assessment_on", self.tr("Energy deficiency assessed by a physician on")), today=today
            ),
        }

    def _arrange(self) -> None:
        f = self.fields
        card = Card()
        rows = (
            (f["condition"], f["side"]),
            (f["onset_on"], f["site"]),
            (f["activity"], f["weekly_km_before"]),
            (f["goal"],),
            (SectionHeader(self.tr("Set by surgeon or physician"), self.tr("Only where it applies.")),),
            (f["restriction"], f["pain_ceiling"]),
            (f["clearance_on"], f["energy_assessment_on"]),
        )
        card.body.addLayout(field_grid(rows))
        card.body.addStretch(1)
        self.lay_out(card, widest=theme.scaled(_WIDEST))
        f["site"].hide()

    def start_new(self, patient: Patient) -> None:
        """Show the kept typing of a new episode of this patient, or an empty form."""
        self._patient, self._episode = patient, None
        detail = self.tr("One injury. Condition and side are needed; the side has no default.")
        self.head(self.tr("New episode"), detail, self.tr("Open the episode"))
        self.begin(self._key(), {})

    def start_edit(self, patient: Patient, episode: Episode) -> None:
        """Show an episode on file, with the typing kept about the change."""
        self._patient, self._episode = patient, episode
        detail = self.tr("What it said before stays on file. The next review uses what it says now.")
        self.head(self.tr("Edit episode"), detail, self.tr("Save changes"))
        self.begin(self._key(), {code: getattr(episode.details, code) for code in self.fields})

    def was_set(self, code: str) -> None:
        """Offer the bones of the condition before the bone is set."""
        if code == "condition":
            self._offer_sites()

    def typed(self) -> TypedEpisode:
        """Return what the form holds now."""
        values: dict[str, Any] = {code: field.value() for code, field in self.fields.items()}
        return TypedEpisode(**{**values, "activity": values["activity"] or "", "goal": values["goal"] or ""})

    @Slot()
    def save(self) -> None:
        """Save when every field can be taken; otherwise go to the first that cannot."""
        patient, episode = self._patient, self._episode
        if patient is None or not self.can_be_taken():
            return
        today = self.context.today()
        details = self.typed().details(today, episode.details if episode else None)
        faults = check_episode(details, patient.details.birth_date, today)
        if faults:
            self.show_faults(faults)
            return
        self.begin_saving()
        operations.save_episode(
            self,
            self.context.session,
            owner=episode or patient,
            details=details,
            today=today,
            draft=self._key(),
            on_done=self._was_saved,
            on_error=self._failed,
        )

    def _key(self) -> DraftKey:
        owner = self._episode or self._patient
        return (owner.id if owner else "", FORM)

    @Slot()
    def _offer_sites(self) -> None:
        site = self.fields["site"]
        options = site_choices(self.fields["condition"].value())
        if isinstance(site, PickField):
            site.offer(options)
        site.setVisible(bool(options))
