"""The exercise list as ready-made rows, and one exercise as a card. No toolkit here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from footrehab_desktop.library.exercises import (
    DOMAINS,
    EQUIPMENT,
    NO_EQUIPMENT,
    TARGETS,
    Dose,
    Exercise,
    ExerciseFilter,
)
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.sources import KINDS
from footrehab_desktop.progression.codes import CONDITIONS, PHASES

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """One exercise in a list; ``blocked`` is the sentence of the rule that refuses it now, empty when it fits."""

    id: str
    name: str
    detail: str
    blocked: str = ""


class ExerciseIndex:
    """All exercises in library order with the choices of every filter; a filter is answered within a frame."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._rows = {exercise.id: _row(exercise) for exercise in library.exercises}
        used = library.exercises
        self.phases: Choices = tuple((code, f"{code} {name}") for code, name in PHASES.items())
        self.domains = _used(DOMAINS, {exercise.domain for exercise in used})
        self.targets = _used(TARGETS, {target for exercise in used for target in exercise.targets})
        self.conditions = _used(CONDITIONS, {condition for exercise in used for condition in exercise.conditions})
        self.equipment = _used(EQUIPMENT, {item for exercise in used for item in exercise.equipment})

    def __len__(self) -> int:
        return len(self._rows)

    def matching(self, wanted: ExerciseFilter, blocked: Mapping[str, str] | None = None) -> tuple[ExerciseRow, ...]:
        """Return the rows that pass the filter, in library order, with what is blocked worded."""
        rows = tuple(self._rows[exercise.id] for exercise in self._library.filter(wanted))
        if not blocked:
            return rows
        return tuple(replace(row, blocked=blocked[row.id]) if row.id in blocked else row for row in rows)


def phases_in_words(phases: tuple[str, ...]) -> str:
    """Return ``PH1–PH3`` for phases that follow each other, else ``PH1, PH2, PH6``."""
    order = [list(PHASES).index(phase) for phase in phases]
    if len(order) > 2 and order == list(range(order[0], order[0] + len(order))):
        return f"{phases[0]}–{phases[-1]}"
    return ", ".join(phases)


def dose_in_words(dose: Dose) -> str:
    """Return a dosage on one line: ``3 × 10 · hold 5 s · tempo 3-2-3 · 12RM · alternate days``."""
    parts = [
        f"{dose.sets} × {dose.reps}" if dose.reps else "",
        f"{dose.sets} × {dose.minutes} min" if dose.minutes else "",
        f"hold {dose.hold_s} s"
        if dose.hold_s and dose.reps
        else f"{dose.sets} × {dose.hold_s} s"
        if dose.hold_s
        else "",
        f"tempo {dose.tempo}" if dose.tempo else "",
        dose.load,
        dose.frequency,
    ]
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A citation with what it stands for and how sure it is."""

    cited: str
    title: str
    mark: str


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """One exercise for reading. ``easier`` and ``harder`` are (id, name) of the ladder neighbours or None."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    purpose: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    easier: tuple[str, str] | None
    harder: tuple[str, str] | None
    sources: tuple[SourceLine, ...]


def exercise_card(library: Library, exercise_id: str) -> ExerciseCard:
    """Return everything the library holds about one exercise. Raises ``FieldError`` for an unknown id."""
    exercise = library.exercise(exercise_id)
    equipment = ", ".join(EQUIPMENT[item] for item in exercise.equipment)
    return ExerciseCard(
        id=exercise.id,
        name=exercise.name,
        purpose=exercise.purpose,
        facts=(
            ("target", exercise.target),
            ("domain", DOMAINS[exercise.domain]),
            ("phases", phases_in_words(exercise.phases)),
            ("dose", dose_in_words(exercise.dose)),
            ("dose_note", exercise.dose.note),
            ("equipment", equipment or NO_EQUIPMENT),
            ("impact", "yes" if exercise.impact else "no"),
        ),
        lists=(
            ("steps", exercise.steps),
            ("cues", exercise.cues),
            ("faults", exercise.faults),
            ("stop_signs", (*exercise.stop_signs, *library.stop_signs)),
            ("blocks", tuple(dict.fromkeys(block.reason for block in exercise.blocks))),
        ),
        easier=_neighbour(library, exercise.easier),
        harder=_neighbour(library, exercise.harder),
        sources=source_lines(library, exercise.sources),
    )


def source_lines(library: Library, citations: tuple[str, ...]) -> tuple[SourceLine, ...]:
    """Return each citation with its title and mark; a rule of the core is named as such."""
    return tuple(_source_line(library, cited) for cited in citations)


def _source_line(library: Library, cited: str) -> SourceLine:
    source = library.source(cited)
    if source is None:
        return SourceLine(cited, "", "")
    return SourceLine(cited, source.title, KINDS[source.kind])


def _row(exercise: Exercise) -> ExerciseRow:
    return ExerciseRow(exercise.id, exercise.name, f"{exercise.target} · {phases_in_words(exercise.phases)}")


def _used(words: Mapping[str, str], codes: set[str]) -> Choices:
    return tuple((code, name) for code, name in words.items() if code in codes)


def _neighbour(library: Library, exercise_id: str | None) -> tuple[str, str] | None:
    return (exercise_id, library.exercise(exercise_id).name) if exercise_id else None
