"""Where the plan stands in the episode: phase and level, templates, the gate and levels of the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.exercise_blocks import supposed_case
from footrehab_desktop.clinic.plans import item_for, standing_before
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import GateItem, gate_progress
from footrehab_desktop.progression.codes import PHASES, WALK_RUN_PHASE
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Draft, Episode, Plan, PlanItem
from footrehab_desktop.ui.presenters.plan import DRAFT_FORM
from footrehab_desktop.ui.presenters.run_tables import stage_rows

LATE_PHASES = frozenset({"PH5", "PH6"})
LONGEST_CYCLE_WEEKS = 8


@dataclass(frozen=True, slots=True)
class PlanSituation:
    """What the plan page shows about an episode beside the plan being edited. ``phase`` is None before the start;
    ``assessed`` tells whether an assessment is signed; ``before_today`` is what the patient was asked to do until
    today."""

    episode: Episode
    plan: Plan | None
    draft: Draft | None
    assessed: bool
    phase: str | None
    level: int | None
    before_today: tuple[PlanItem, ...] = ()


def load_situation(unit: UnitOfWork, episode_id: str, today: date) -> PlanSituation:
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
        before_today=standing_before(unit, episode_id, today),
    )


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
    if phase == WALK_RUN_PHASE:
        return tuple((row.number, f"{row.number}: {row.bouts}") for row in stage_rows(table))
    if phase in LATE_PHASES:
        return tuple((week, str(week)) for week in range(1, LONGEST_CYCLE_WEEKS + 1))
    top = int(STANDARD[f"plan.top.{phase}"])
    return tuple((rung, str(rung)) for rung in range(min(1, top), top + 1))
