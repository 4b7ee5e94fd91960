"""Where the plan stands in the episode: phase and level, what is blocked and why, templates, the start of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.case_building import EpisodeFile, case_json
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.library.exercises import Exercise
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import Case, GateItem, exercise_block, gate_progress, read_case
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Draft, Episode, Plan, PlanItem
from footrehab_desktop.ui.presenters.plan import DRAFT_FORM
from footrehab_desktop.ui.presenters.run_tables import stage_rows

RUNNING_PHASE = "PH4"
LATE_PHASES = frozenset({"PH5", "PH6"})
LONGEST_CYCLE_WEEKS = 8


@dataclass(frozen=True, slots=True)
class PlanSituation:
    """What the plan page shows about an episode beside the plan being edited. ``phase`` is None before the start;
    ``assessed`` tells whether an assessment is signed."""

    episode: Episode
    plan: Plan | None
    draft: Draft | None
    assessed: bool
    phase: str | None
    level: int | None


def load_situation(unit: UnitOfWork, episode_id: str) -> PlanSituation:
    """Read where the plan of an episode stands, without its diary."""
    stored = unit.decisions.current_state(episode_id)
    state: Mapping[str, Any] = stored.state if stored else {}
    return PlanSituation(
        episode=unit.episodes.get(episode_id),
        plan=unit.plans.current(episode_id),
        draft=find_draft(unit, episode_id, DRAFT_FORM),
        assessed=bool(standing_assessments(unit, episode_id)),
        phase=state.get("phase"),
        level=state.get("level"),
    )


def supposed_case(file: EpisodeFile, forms: Forms, today: date, phase: str) -> Case:
    """Return the case as it would be in a phase; the present state stands when it is in that phase already."""
    content = case_json(file, forms, today)
    if content.get("state", {}).get("phase") != phase:
        table = {"table": file.episode.details.run_table} if phase == RUNNING_PHASE else {}
        content["state"] = {"phase": phase, "level": 1, **table}
    return read_case(content)


def blocked_exercises(library: Library, case: Case, book: Rulebook = STANDARD) -> dict[str, str]:
    """Return for each exercise that is refused now the sentence of the rule that refuses it, by exercise id."""
    present = frozenset(finding.code for finding in case.findings if finding.cleared_on is None)
    found = {exercise.id: block_sentence(exercise, case, present, book) for exercise in library.exercises}
    return {exercise_id: sentence for exercise_id, sentence in found.items() if sentence}


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


def block_sentence(exercise: Exercise, case: Case, present: frozenset[str], book: Rulebook = STANDARD) -> str:
    """Return why an exercise is refused now, empty when it fits. The core's rules come before the library's notes."""
    block = exercise_block(case, exercise.id, exercise.impact, exercise.domain, exercise.phases, book=book)
    if block is not None:
        return f"{block.sentence} ({block.rule})"
    notes = exercise.blocks_for(case.episode.condition, case.state.phase, present)
    if not notes:
        return ""
    return f"{notes[0].reason} ({notes[0].rule})" if notes[0].rule else notes[0].reason


def template_choices(library: Library, condition: str) -> tuple[tuple[str, str], ...]:
    """Return the phases that the condition's protocol has a template for, as (phase, words with the number)."""
    protocol = library.protocol(condition)
    if protocol is None:
        return ()
    return tuple(
        (phase.phase, f"{phase.phase} {PHASES[phase.phase]} ({len(phase.exercises)})") for phase in protocol.phases
    )


@dataclass(frozen=True, slots=True)
class Template:
    """What a template adds, and the (name, sentence) of each exercise it leaves out because it is blocked."""

    items: tuple[PlanItem, ...]
    left_out: tuple[tuple[str, str], ...]


def template_of(
    library: Library, episode: Episode, phase: str, blocked: Mapping[str, str], present: tuple[PlanItem, ...]
) -> Template:
    """Return the exercises of a phase that are neither blocked nor in the plan already."""
    protocol = library.protocol(episode.details.condition)
    lines = protocol.phase(phase).exercises if protocol else ()
    there = {item.exercise_id for item in present}
    fresh = [line for line in lines if line.exercise_id not in there]
    return Template(
        items=tuple(
            item_for(library.exercise(line.exercise_id), episode.details.side, line.dose)
            for line in fresh
            if line.exercise_id not in blocked
        ),
        left_out=tuple(
            (library.exercise(line.exercise_id).name, blocked[line.exercise_id])
            for line in fresh
            if line.exercise_id in blocked
        ),
    )


def entry_gate(file: EpisodeFile, forms: Forms, today: date, phase: str) -> tuple[GateItem, ...]:
    """Return the items of the gate that leads into a phase, as far as the record knows them; none leads into PH0."""
    codes = list(PHASES)
    place = codes.index(phase)
    if place == 0:
        return ()
    return gate_progress(supposed_case(file, forms, today, codes[place - 1]), today, file.book)


def level_choices(phase: str, table: str) -> tuple[tuple[int, str], ...]:
    """Return the levels at which a phase can be started, as (level, words)."""
    if phase == RUNNING_PHASE:
        return tuple((row.number, f"{row.number}: {row.bouts}") for row in stage_rows(table))
    if phase in LATE_PHASES:
        return tuple((week, str(week)) for week in range(1, LONGEST_CYCLE_WEEKS + 1))
    top = int(STANDARD[f"plan.top.{phase}"])
    return tuple((rung, str(rung)) for rung in range(min(1, top), top + 1))
