"""The form of an own exercise: new, copied from another one, or its next version. Name, steps and dose are enough."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.own_exercises import content_to_copy, is_own
from footrehab_desktop.clinic.picture_checks import FIELD as PICTURES
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.library.exercises import DOMAINS, DOSED, EQUIPMENT, POSITIONS, TARGETS, Exercise
from footrehab_desktop.library.pictures import picture
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.records.values_library import OwnPicture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.operations import own_library as operations
from footrehab_desktop.ui.operations.drafts import DraftKey
from footrehab_desktop.ui.own_pictures import picture_from_frame
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.episode_form import PickField
from footrehab_desktop.ui.pages.kept_form import KeptForm, field_grid
from footrehab_desktop.ui.pages.own_exercise_pictures import PicturesField
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters import own_exercise as presenter
from footrehab_desktop.ui.widgets.choice_fields import SeveralField, YesNoField
from footrehab_desktop.ui.widgets.exercise_picture import caption_words
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import NumberField, TextField

FORM = "own_exercise"
NEW_EXERCISE: DraftKey = ("new-exercise", FORM)
_WIDEST = 1200


class OwnExerciseForm(KeptForm):
    """Everything about one own exercise."""

    def __init__(self, context: PageContext, back: str, parent: QWidget | None = None) -> None:
        self._exercise_id: str | None = None
        self._base: dict[str, Any] = {}
        self._usual: dict[str, Any] = {}
        super().__init__(context, back, parent)
        self._arrange()
        self.fields["domain"].changed.connect(self._follow_domain)

    def make_fields(self) -> dict[str, Field[Any]]:
        """Return the fields by their codes, in the order of the keyboard."""
        return {
            "name": TextField(Ask("name", self.tr("Name"), required=True)),
            "domain": _narrow(PickField(Ask("domain", self.tr("Domain"), required=True), list(DOMAINS.items()))),
            "steps": self._lines("steps", self.tr("Steps"), self.tr("2 to 6, one a line, in the patient's words."), 5),
            **self._dose_fields(),
            PICTURES: PicturesField(self.context),
            "purpose": TextField(Ask("purpose", self.tr("Purpose"), self.tr("For the patient, in one sentence."))),
            "set_up": TextField(Ask("set_up", self.tr("Starting position"))),
            "cues": self._lines("cues", self.tr("Think of")),
            "faults": self._lines("faults", self.tr("Common faults")),
            "stop_signs": self._lines("stop_signs", self.tr("Stop when"), self.tr("The general stop signs are added.")),
            **self._sorting_fields(),
            **self._clinician_fields(),
        }

    def _dose_fields(self) -> dict[str, Field[Any]]:
        names = {
            "sets": (self.tr("Sets"), ""),
            "reps": (self.tr("Repetitions"), ""),
            "hold_s": (self.tr("Hold"), self.tr("s")),
            "minutes": (self.tr("Minutes a set"), self.tr("min")),
            "per_week": (self.tr("Times a week"), ""),
        }
        required = ("sets", "per_week")
        fields: dict[str, Field[Any]] = {}
        for code, (label, unit) in names.items():
            fields[code] = NumberField(Ask(code, label, required=code in required), unit=unit)
            usual = Ask(f"{code}_range", self.tr("Usual range"), name=self.tr("{part}, usual range").format(part=label))
            fields[usual.code] = TextField(usual, placeholder=self.tr("8–15"))
        tempo = self.tr("Such as 3-2-3.")
        return {
            **fields,
            "rest_s": NumberField(Ask("rest_s", self.tr("Rest"), name=self.tr("Rest between sets")), unit=self.tr("s")),
            "tempo": TextField(Ask("tempo", self.tr("Tempo"), tempo)),
            "load": TextField(Ask("load", self.tr("Load"))),
            "frequency": TextField(
                Ask("frequency", self.tr("How often, in words"), self.tr("Empty: as the times a week say."))
            ),
            "dose_note": TextField(Ask("dose_note", self.tr("How the dose grows"))),
        }

    def _sorting_fields(self) -> dict[str, Field[Any]]:
        phases = [(code, f"{code} {name}") for code, name in PHASES.items()]
        everybody = self.tr("None chosen: for all conditions.")
        nothing = self.tr("None chosen: nothing is needed.")
        return {
            "phases": SeveralField(Ask("phases", self.tr("Phases"), required=True), phases),
            "conditions": SeveralField(Ask("conditions", self.tr("Conditions"), everybody), list(CONDITIONS.items())),
            "targets": SeveralField(Ask("targets", self.tr("Targets"), required=True), list(TARGETS.items())),
            "target": TextField(Ask("target", self.tr("Target in words"), self.tr("Empty: as chosen above."))),
            "positions": SeveralField(
                Ask("positions", self.tr("Body position"), required=True), list(POSITIONS.items())
            ),
            "equipment": SeveralField(Ask("equipment", self.tr("Equipment"), nothing), list(EQUIPMENT.items())),
            "impact": YesNoField(Ask("impact", self.tr("Loads the foot by running or jumping"), required=True)),
            "each_side": YesNoField(Ask("each_side", self.tr("Done one side after the other"), required=True)),
            "easier": _narrow(PickField(Ask("easier", self.tr("Easier step of the ladder")), [])),
            "harder": _narrow(PickField(Ask("harder", self.tr("Harder step of the ladder")), [])),
            "synonyms": self._lines("synonyms", self.tr("Also called"), self.tr("One a line; the search finds them.")),
        }

    def _clinician_fields(self) -> dict[str, Field[Any]]:
        return {
            "why": TextField(Ask("why", self.tr("Why it is given")), lines=2),
            "progress_when": TextField(Ask("progress_when", self.tr("Go on when")), lines=2),
            "mistakes": self._lines("mistakes", self.tr("Mistakes in prescribing")),
        }

    def _lines(self, code: str, label: str, hint: str = "", height: int = 2) -> TextField:
        field = TextField(Ask(code, label, hint or self.tr("One a line."), required=code == "steps"), lines=height)
        field.editor.setMaximumHeight(field.editor.minimumHeight())
        return field

    def _arrange(self) -> None:
        f = self.fields
        needed = Card(self.tr("Name, steps and dose"))
        needed.body.addLayout(field_grid(((f["name"], f["domain"]), (f["steps"],))))
        needed.body.addLayout(self._dose_grid())
        needed.body.addStretch(1)
        shown = Card(self.tr("What the patient sees"))
        for code in (PICTURES, "purpose", "set_up", "cues", "faults", "stop_signs"):
            shown.body.addWidget(f[code])
        shown.body.addStretch(1)
        found = Card(self.tr("Where it fits"), self.tr("Filled in for the domain; change what is different."))
        rows = (
            *((f[code],) for code in ("phases", "conditions", "targets", "target", "positions", "equipment")),
            *((f["impact"], f["each_side"]), (f["easier"], f["harder"]), (f["synonyms"],)),
        )
        found.body.addLayout(field_grid(rows))
        notes = Card(self.tr("For the clinician"))
        for code in ("why", "progress_when", "mistakes"):
            notes.body.addWidget(f[code])
        content = QWidget()
        stacked = theme.scale() >= STACKED_FROM_SCALE
        upper = QVBoxLayout() if stacked else QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(needed, 1)
        upper.addWidget(shown, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(upper)
        column.addWidget(found)
        column.addWidget(notes)
        self.lay_out(content, widest=0 if stacked else theme.scaled(_WIDEST))

    def _dose_grid(self) -> QGridLayout:
        """Put every part beside its usual range, two parts in a row where there is room."""
        f = self.fields
        pairs = [(f[code], f[f"{code}_range"]) for code in DOSED] + [(f["rest_s"], f["tempo"])]
        across = 1 if theme.scale() >= STACKED_FROM_SCALE else 2
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, pair in enumerate(pairs):
            row, column = divmod(number, across)
            for place, field in enumerate(pair):
                grid.addWidget(field, row, 2 * column + place, Qt.AlignmentFlag.AlignTop)
        below = -(-len(pairs) // across)
        for number, code in enumerate(("load", "frequency", "dose_note")):
            grid.addWidget(f[code], below + number, 0, 1, 2 * across)
        for column in range(2 * across):
            grid.setColumnStretch(column, 1)
        return grid

    def start_new(self) -> None:
        """Show the kept typing of a new exercise, or a form with what is usual filled in."""
        detail = self.tr("Name, steps and dose are enough; the rest is filled in and can be changed.")
        self._start_with(None, {}, NEW_EXERCISE, (self.tr("New exercise"), detail, self.tr("Save the exercise")))
        self._begin(NEW_EXERCISE, presenter.new_values())

    def start_copy(self, exercise: Exercise) -> None:
        """Show any exercise as the beginning of a new one, its pictures with it."""
        title = self.tr("Copy of {name}").format(name=exercise.name)
        detail = self.tr("The exercise it is copied from stays as it is.")
        key = (f"copy-{exercise.id}", FORM)
        self._start_with(None, content_to_copy(exercise), key, (title, detail, self.tr("Save the exercise")))
        self._begin(key, {**presenter.values_of(exercise), PICTURES: self._pictures_of(exercise.id)})

    def start_change(self, exercise: Exercise) -> None:
        """Show an own exercise, with the typing kept about its change."""
        title = self.tr("Change {name}").format(name=exercise.name)
        detail = self.tr("Saved as the next version. Plans show it from then on.")
        key = (exercise.id, FORM)
        self._start_with(exercise.id, content_to_copy(exercise), key, (title, detail, self.tr("Save the changes")))
        self._begin(key, {**presenter.values_of(exercise), PICTURES: self._pictures_of(exercise.id)})

    def _start_with(
        self, exercise_id: str | None, base: dict[str, Any], key: DraftKey, words: tuple[str, str, str]
    ) -> None:
        self._exercise_id, self._base, self._key = exercise_id, base, key
        self.head(*words)
        options = presenter.neighbour_options(self.context.session.library.exercises, exercise_id)
        for code in ("easier", "harder"):
            field = self.fields[code]
            if isinstance(field, PickField):
                field.set_value(None)
                field.offer(options)

    def _begin(self, key: DraftKey, values: dict[str, Any]) -> None:
        self.begin(key, values)
        self._usual = presenter.usual_values(self.fields["domain"].value() or presenter.FIRST_DOMAIN)

    def _pictures_of(self, exercise_id: str) -> tuple[OwnPicture, ...]:
        if is_own(exercise_id):
            return operations.own_pictures(self.context.session, exercise_id)
        return tuple(picture_from_frame(frame, caption_words(frame)) for frame in picture(exercise_id))

    def typed(self) -> dict[str, Any]:
        """Return what the form holds now."""
        return {code: field.value() for code, field in self.fields.items()}

    @Slot()
    def save(self) -> None:
        """Save when every field can be taken; otherwise go to the first that cannot."""
        if not self.can_be_taken():
            return
        typed = self.typed()
        faults = presenter.faults_of(typed)
        if faults:
            self.show_faults(faults)
            return
        self.begin_saving()
        operations.save_exercise(
            self,
            self.context.session,
            exercise_id=self._exercise_id,
            content=presenter.content_of(typed, self._base),
            pictures=typed[PICTURES],
            draft=self._key,
            on_done=self._was_saved,
            on_error=self._failed,
        )

    def _failed(self, error: FootRehabError) -> None:
        if isinstance(error, FieldError):
            error = FieldError(presenter.form_code(error.field), str(error))
        super()._failed(error)

    @Slot()
    def _follow_domain(self) -> None:
        """Fill in what is usual in the domain chosen, where the clinician said nothing else."""
        domain = self.fields["domain"].value()
        if domain is None:
            return
        usual = presenter.usual_values(domain)
        for code, value in usual.items():
            if self.fields[code].value() == self._usual.get(code):
                self.fields[code].set_value(value)
        self._usual = usual


def _narrow(field: PickField) -> PickField:
    """Let a long list of long names take the room there is, not the room of the longest."""
    field.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.box.setMinimumContentsLength(8)
    return field
