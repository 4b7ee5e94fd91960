"""What each phase of a protocol begins with: exercises put in, taken out, put in order, and dosed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QVBoxLayout

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercise_json import dose_json
from footrehab_desktop.library.exercises import Dose, read_dose
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.protocols import Protocol, ProtocolExercise
from footrehab_desktop.library.reading import FaultList, Record
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.library import dose_in_words, range_in_words
from footrehab_desktop.ui.presenters.protocol_adjust import DOSE_NUMBERS, DOSE_TEXTS, changed_phases, dose_faults
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.text_fields import NumberField, TextField

PHASES_CODE = "phases"
Lines = tuple[ProtocolExercise, ...]
_LIST_HEIGHT = 190


class TemplatesField(Field[dict[str, Lines]]):
    """The phases whose template the clinic changed, with their exercises. One phase is shown at a time."""

    def __init__(self) -> None:
        super().__init__(Ask(PHASES_CODE, ""))
        self._library: Library | None = None
        self._shipped: Protocol | None = None
        self._phases: dict[str, Lines] = {}
        self._filling = False
        self.phase = QComboBox()
        self.list = QListWidget()
        self.exercise = QComboBox()
        self.add = button(self.tr("Add"), on_press=self._add, icon="add")
        self.earlier = button(self.tr("Earlier"), on_press=lambda: self._move(-1), keys="Alt+Up")
        self.later = button(self.tr("Later"), on_press=lambda: self._move(1), keys="Alt+Down")
        self.remove = plain_button(self.tr("Remove"), self._remove)
        self.back = plain_button(self.tr("This phase as shipped"), self._as_shipped)
        self.dose = self._dose_fields()
        self.usual = theme.label("", "soft", wrap=True)
        self._lay_out()
        self.phase.currentIndexChanged.connect(self._show_phase)
        self.list.currentRowChanged.connect(self._show_dose)
        for field in self.dose.values():
            field.changed.connect(self._dose_typed)

    def _dose_fields(self) -> dict[str, Field[Any]]:
        numbers = {
            "sets": (self.tr("Sets"), ""),
            "reps": (self.tr("Repetitions"), ""),
            "hold_s": (self.tr("Hold"), self.tr("s")),
            "minutes": (self.tr("Minutes a set"), self.tr("min")),
            "per_week": (self.tr("Times a week"), ""),
            "rest_s": (self.tr("Rest"), self.tr("s")),
        }
        texts = {
            "tempo": self.tr("Tempo"),
            "load": self.tr("Load"),
            "frequency": self.tr("How often, in words"),
            "note": self.tr("How it grows"),
        }
        fields: dict[str, Field[Any]] = {
            code: NumberField(Ask(code, *numbers[code][:1]), unit=numbers[code][1]) for code in DOSE_NUMBERS
        }
        return fields | {code: TextField(Ask(code, texts[code])) for code in DOSE_TEXTS}

    def _lay_out(self) -> None:
        for code, name in PHASES.items():
            self.phase.addItem(f"{code} {name}", code)
        self.list.setAccessibleName(self.tr("Exercises of the phase, in order"))
        self.list.setMinimumHeight(theme.scaled(_LIST_HEIGHT))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.exercise.setAccessibleName(self.tr("Exercise to add"))
        self.exercise.setMinimumContentsLength(20)
        self.exercise.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        steps = FlowLayout()
        for step in (self.earlier, self.later, self.remove, self.back):
            steps.addWidget(step)
        steps.addWidget(self.exercise)
        steps.addWidget(self.add)
        across = 2 if theme.scale() >= STACKED_FROM_SCALE else 5
        doses = QGridLayout()
        doses.setHorizontalSpacing(16)
        doses.setVerticalSpacing(8)
        for number, field in enumerate(self.dose.values()):
            doses.addWidget(field, number // across, number % across, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.phase)
        column.addWidget(self.list, 1)
        column.addLayout(steps)
        column.addLayout(doses)
        column.addWidget(self.usual)
        self._row.addLayout(column, 1)
        self._set_editor(self.phase, self.tr("Phase"), watched=False)
        # Tab comes to the phase first; what is refused is shown at the list.
        self._editor = self.list

    def offer(self, library: Library, shipped: Protocol) -> None:
        """Take this protocol as the shipped one and these exercises as those that can be added."""
        self._library, self._shipped = library, shipped
        self.exercise.clear()
        for exercise in sorted(library.exercises, key=lambda exercise: exercise.name.casefold()):
            self.exercise.addItem(exercise.name, exercise.id)
        self.phase.setCurrentIndex(0)

    def show_phase(self, code: str) -> None:
        """Show one phase."""
        self.phase.setCurrentIndex(self.phase.findData(code))

    def value(self) -> dict[str, Lines]:
        """Return the changed phases."""
        return changed_phases(self._shipped, self._phases) if self._shipped else {}

    def set_value(self, value: Mapping[str, Lines] | None) -> None:
        """Show changed phases without a signal; the others are as shipped."""
        if self._shipped is not None:
            self._phases = {phase.phase: phase.exercises for phase in self._shipped.phases} | dict(value or {})
        self.set_error("")
        self._show_phase()

    def entry(self) -> Any:
        """Return the changed phases as plain JSON."""
        return {
            phase: [{"id": line.exercise_id, "dose": dose_json(line.dose)} for line in lines]
            for phase, lines in self.value().items()
        }

    def show_entry(self, entry: Any) -> None:
        """Show what ``entry`` returned before."""
        faults = FaultList()
        self.set_value(
            {
                phase: tuple(
                    ProtocolExercise(line["id"], read_dose(Record(line["dose"], "", "", faults))) for line in lines
                )
                for phase, lines in (entry or {}).items()
            }
        )

    def _check(self) -> None:
        for phase, lines in self.value().items():
            if not lines:
                self.show_phase(phase)
                raise FieldError(phase, self.tr("{phase} needs at least one exercise.").format(phase=phase))
            for number, line in enumerate(lines):
                faults = dose_faults(self._exercises.exercise(line.exercise_id), line.dose)
                if faults:
                    self.show_phase(phase)
                    self.list.setCurrentRow(number)
                    name = self._exercises.exercise(line.exercise_id).name
                    raise FieldError(phase, f"{phase}, {name}: {faults[0].replace('_', ' ')}.")

    @property
    def _exercises(self) -> Library:
        if self._library is None:
            raise RuntimeError("no protocol is shown")
        return self._library

    @property
    def _code(self) -> str:
        return str(self.phase.currentData())

    @property
    def _lines(self) -> Lines:
        return self._phases.get(self._code, ())

    def _show_phase(self) -> None:
        self._fill(0)

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for number, line in enumerate(self._lines, start=1):
            name = self._exercises.exercise(line.exercise_id).name
            self.list.addItem(f"{number}. {name}: {dose_in_words(line.dose)}")
        self.list.setCurrentRow(min(row, len(self._lines) - 1))
        self.list.blockSignals(False)
        self._show_dose()

    def _show_dose(self) -> None:
        row, count = self.list.currentRow(), len(self._lines)
        line = self._lines[row] if 0 <= row < count else None
        self.earlier.setEnabled(row > 0)
        self.later.setEnabled(0 <= row < count - 1)
        self.remove.setEnabled(line is not None)
        self.back.setEnabled(self._code in self.value())
        self._filling = True
        for code, field in self.dose.items():
            field.setEnabled(line is not None)
            field.set_value((getattr(line.dose, code) or None) if line else None)
        self._filling = False
        self.usual.setText("")
        if line is not None:
            allowed = range_in_words(self._exercises.exercise(line.exercise_id).dose_range)
            self.usual.setText(self.tr("Allowed for this exercise: {range}").format(range=allowed))

    def _dose_typed(self) -> None:
        row = self.list.currentRow()
        if self._filling or not 0 <= row < len(self._lines):
            return
        dose = self._typed_dose()
        lines = list(self._lines)
        lines[row] = replace(lines[row], dose=dose)
        self._phases[self._code] = tuple(lines)
        name = self._exercises.exercise(lines[row].exercise_id).name
        item = self.list.item(row)
        item.setText(f"{row + 1}. {name}: {dose_in_words(dose)}")
        self.back.setEnabled(self._code in self.value())
        self._edited()

    def _typed_dose(self) -> Dose:
        typed = {code: self.dose[code].value() for code in DOSE_NUMBERS}
        numbers = {code: None if value is None else int(value) for code, value in typed.items()}
        texts = {code: self.dose[code].value() or "" for code in DOSE_TEXTS}
        return Dose(
            sets=numbers["sets"] or 0,
            reps=numbers["reps"],
            hold_s=numbers["hold_s"],
            minutes=numbers["minutes"],
            rest_s=numbers["rest_s"],
            per_week=numbers["per_week"] or 0,
            **texts,
        )

    def _change(self, lines: Lines, row: int) -> None:
        self._phases[self._code] = lines
        self._fill(row)
        self._edited()

    def _add(self) -> None:
        exercise_id = str(self.exercise.currentData() or "")
        if not exercise_id:
            return
        exercise = self._exercises.exercise(exercise_id)
        if any(line.exercise_id == exercise_id for line in self._lines):
            self.set_error(self.tr("{name} is in this phase already.").format(name=exercise.name))
            return
        self._change((*self._lines, ProtocolExercise(exercise_id, exercise.dose)), len(self._lines))

    def _move(self, by: int) -> None:
        row, lines = self.list.currentRow(), list(self._lines)
        if 0 <= row + by < len(lines):
            lines.insert(row + by, lines.pop(row))
            self._change(tuple(lines), row + by)

    def _remove(self) -> None:
        row = self.list.currentRow()
        self._change(tuple(line for number, line in enumerate(self._lines) if number != row), max(0, row))
        self.list.setFocus()

    def _as_shipped(self) -> None:
        if self._shipped is not None:
            self._change(self._shipped.phase(self._code).exercises, 0)
