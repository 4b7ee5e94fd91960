"""The exercise list as ready-made rows with counted filters, and one exercise as a card. No toolkit here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from footrehab_desktop.clinic.own_exercises import is_own
from footrehab_desktop.library.exercise_search import IMPACT, ORIGIN, ExerciseFilter, ExerciseSearch
from footrehab_desktop.library.exercises import (
    DOMAINS,
    EQUIPMENT,
    OWN,
    POSITIONS,
    TARGETS,
    Block,
    Dose,
    DoseRange,
    Exercise,
    Span,
    session_minutes,
)
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.sources import KINDS
from footrehab_desktop.progression.codes import CONDITIONS, FINDINGS, PHASES
from footrehab_desktop.ui.presenters.run_tables import MARK_WORDS

Choices = tuple[tuple[str, str], ...]
WORDS: Mapping[str, Mapping[str, str]] = {
    "phase": {code: f"{code} {name}" for code, name in PHASES.items()},
    "domain": DOMAINS,
    "target": TARGETS,
    "condition": CONDITIONS,
    "position": POSITIONS,
    "impact": IMPACT,
    "origin": ORIGIN,
    "equipment": EQUIPMENT,
}


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """One exercise in a list; ``blocked`` is the sentence of the rule that refuses it now, empty when it fits."""

    id: str
    name: str
    detail: str
    blocked: str = ""
    favourite: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a filter shows: rows, the count of every choice, and how many there would be without each part or with it
    alone."""

    rows: tuple[ExerciseRow, ...]
    counts: Mapping[str, Mapping[str, int]]
    if_dropped: Mapping[str, int]
    alone: Mapping[str, int]


class ExerciseIndex:
    """Rows of any exercises, with the choices of every filter; a filter is answered within a frame."""

    def __init__(self, exercises: Sequence[Exercise], favourites: Collection[str] = ()) -> None:
        self._search = ExerciseSearch(exercises, favourites)
        self._rows = {exercise.id: _row(exercise, exercise.id in favourites) for exercise in exercises}
        used = self._search.find(ExerciseFilter()).counts
        self.choices: dict[str, Choices] = {
            name: tuple((code, text) for code, text in words.items() if code in used[name])
            for name, words in WORDS.items()
        }

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def has_own(self) -> bool:
        """Tell whether some exercise is the clinic's own."""
        return any(row.own for row in self._rows.values())

    def mark_blocked(self, blocked: Mapping[str, str]) -> None:
        """Word what is refused now, by id; everything else fits."""
        for exercise_id, row in self._rows.items():
            reason = blocked.get(exercise_id, "")
            if row.blocked != reason:
                self._rows[exercise_id] = replace(row, blocked=reason)

    def mark_favourites(self, favourites: Collection[str]) -> None:
        """Take these as the favourites."""
        self._search.mark_favourites(favourites)
        for exercise_id, row in self._rows.items():
            if row.favourite != (exercise_id in favourites):
                self._rows[exercise_id] = replace(row, favourite=exercise_id in favourites)

    def listing(self, wanted: ExerciseFilter) -> Listing:
        """Return what passes the filter, best first."""
        found = self._search.find(wanted)
        return Listing(tuple(self._rows[id_] for id_ in found.ids), found.counts, found.if_dropped, found.alone)


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
        f"rest {dose.rest_s} s between sets" if dose.rest_s and dose.sets > 1 else "",
    ]
    return " · ".join(part for part in parts if part)


def range_in_words(allowed: DoseRange) -> str:
    """Return a range on one line: ``1–3 sets · 8–15 repetitions · 3–5 times a week``."""
    parts: tuple[tuple[Span | None, str], ...] = (
        (allowed.sets, "{} sets"),
        (allowed.reps, "{} repetitions"),
        (allowed.hold_s, "{} s"),
        (allowed.minutes, "{} min"),
        (allowed.per_week, "{} times a week"),
    )
    words = (text.format(_span(span)) for span, text in parts if span is not None and span != Span(1, 1))
    return " · ".join(words)


def block_in_words(block: Block) -> str:
    """Return whom an exercise is kept from, why, and by which rule."""
    whom = [CONDITIONS[block.condition]] if block.condition else []
    whom += [f"before {block.until_phase} {PHASES[block.until_phase]}"] if block.until_phase else []
    whom += [" or ".join(FINDINGS[code].label for code in block.findings)] if block.findings else []
    reason = f"{'; '.join(whom)}: {block.reason}" if whom else block.reason
    return f"{reason} ({block.rule})" if block.rule else reason


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A citation with what it stands for and how sure it is."""

    cited: str
    title: str
    mark: str


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """One exercise for reading. ``parts`` are lists of texts by name; ``easier`` and ``harder`` are (id, name) of every
    neighbour on the ladder, the main one first. ``mark`` says in words how sure the exercise and its dosage are.
    """

    id: str
    name: str
    purpose: str
    set_up: str
    facts: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]
    easier: tuple[tuple[str, str], ...]
    harder: tuple[tuple[str, str], ...]
    sources: tuple[SourceLine, ...]
    mark: str


def exercise_card(library: Library, exercise_id: str) -> ExerciseCard:
    """Return everything the library holds about one exercise. Raises ``FieldError`` for an unknown id."""
    exercise = library.exercise(exercise_id)
    notes = exercise.clinician
    return ExerciseCard(
        id=exercise.id,
        name=exercise.name,
        purpose=exercise.purpose,
        set_up=exercise.set_up,
        facts=_facts(exercise),
        parts={
            "steps": exercise.steps,
            "cues": exercise.cues,
            "faults": exercise.faults,
            "stop_signs": (*exercise.stop_signs, *library.stop_signs),
            "why": (notes.why,),
            "progress_when": (notes.progress_when,),
            "mistakes": notes.mistakes,
            "blocks": tuple(dict.fromkeys(block_in_words(block) for block in exercise.blocks)),
        },
        easier=tuple((step.id, step.name) for step in library.easier_than(exercise_id)),
        harder=tuple((step.id, step.name) for step in library.harder_than(exercise_id)),
        sources=source_lines(library, exercise.sources),
        mark=MARK_WORDS[library.mark(exercise.sources)],
    )


def source_lines(library: Library, citations: tuple[str, ...]) -> tuple[SourceLine, ...]:
    """Return each citation with its title and mark; a rule of the core is named as such."""
    return tuple(_source_line(library, cited) for cited in citations)


def _facts(exercise: Exercise) -> dict[str, str]:
    everybody = exercise.conditions == tuple(CONDITIONS)
    return {
        "target": exercise.target,
        "domain": DOMAINS[exercise.domain],
        "phases": phases_in_words(exercise.phases),
        "dose": dose_in_words(exercise.dose),
        "dose_note": exercise.dose.note,
        "range": range_in_words(exercise.dose_range),
        "range_mark": MARK_WORDS[exercise.dose_range.mark],
        "minutes": str(session_minutes(exercise, exercise.dose)),
        "each_side": "yes" if exercise.each_side else "",
        "positions": ", ".join(POSITIONS[code].casefold() for code in exercise.positions),
        "equipment": ", ".join(EQUIPMENT[item].casefold() for item in exercise.equipment),
        "impact": "yes" if exercise.impact else "",
        "conditions": "" if everybody else "; ".join(CONDITIONS[code] for code in exercise.conditions),
        "synonyms": ", ".join(exercise.synonyms),
    }


def _span(span: Span) -> str:
    return str(span.low) if span.low == span.high else f"{span.low}–{span.high}"


def _source_line(library: Library, cited: str) -> SourceLine:
    if cited == OWN:
        return SourceLine("Own", "Made by this clinic or taken from a library file", MARK_WORDS["design"])
    source = library.source(cited)
    if source is None:
        return SourceLine(cited, "", "")
    return SourceLine(cited, source.title, KINDS[source.kind])


def _row(exercise: Exercise, favourite: bool) -> ExerciseRow:
    detail = f"{exercise.target} · {phases_in_words(exercise.phases)}"
    return ExerciseRow(exercise.id, exercise.name, detail, favourite=favourite, own=is_own(exercise.id))
