"""Which exercises are refused in a phase of an episode, each with the rule and what would lift it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile, case_json
from footrehab_desktop.library.exercises import Block, Exercise
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import Case, exercise_block, read_case
from footrehab_desktop.progression.codes import PHASES, WALK_RUN_PHASE
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook


@dataclass(frozen=True, slots=True)
class Blocks:
    """What is refused in a phase of an episode, by exercise id, each with the sentence of the rule."""

    episode_id: str
    phase: str
    sentences: Mapping[str, str]


def blocks_of(file: EpisodeFile, library: Library, forms: Forms, today: date, phase: str) -> Blocks:
    """Ask the core about every exercise."""
    case = supposed_case(file, forms, today, phase)
    return Blocks(file.episode.id, phase, blocked_exercises(library, case, file.book))


def supposed_case(file: EpisodeFile, forms: Forms, today: date, phase: str) -> Case:
    """Return the case as it would be in a phase; the present state stands when it is in that phase already."""
    content = case_json(file, forms, today)
    if content.get("state", {}).get("phase") != phase:
        table = {"table": file.episode.details.run_table} if phase == WALK_RUN_PHASE else {}
        content["state"] = {"phase": phase, "level": 1, **table}
    return read_case(content)


def blocked_exercises(library: Library, case: Case, book: Rulebook = STANDARD) -> dict[str, str]:
    """Return for each exercise that is refused now the sentence of the rule that refuses it, by exercise id."""
    present = frozenset(finding.code for finding in case.findings if finding.cleared_on is None)
    found = {exercise.id: block_sentence(exercise, case, present, book) for exercise in library.exercises}
    return {exercise_id: sentence for exercise_id, sentence in found.items() if sentence}


def block_sentence(exercise: Exercise, case: Case, present: frozenset[str], book: Rulebook = STANDARD) -> str:
    """Return why an exercise is refused now, by which rule, and what lifts it; empty when it fits.

    The core's rules come before the library's notes.
    """
    block = exercise_block(case, exercise.id, exercise.impact, exercise.domain, exercise.phases, book=book)
    if block is not None:
        return _words(block.sentence, block.rule, block.lifted_by)
    notes = exercise.blocks_for(case.episode.condition, case.state.phase, present)
    return _words(notes[0].reason, notes[0].rule, _lifts(notes[0])) if notes else ""


def _words(sentence: str, rule: str, lifted_by: str) -> str:
    named = f"{sentence.removesuffix('.')} ({rule})." if rule else sentence
    return f"{named} To lift it: {lifted_by}" if lifted_by else named


def _lifts(note: Block) -> str:
    """Return what lifts a note of the library: a phase to reach, or findings to be cleared."""
    if note.until_phase:
        return f"Reaching {note.until_phase} {PHASES[note.until_phase]}."
    return "The finding cleared at an assessment." if note.findings else ""
