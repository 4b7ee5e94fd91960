"""What a decision means for the exercises: a proposal to take line by line. It is never applied by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Final

from footrehab_desktop.clinic.bad_day import LOADED_DOMAINS, less
from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.exercise_blocks import blocks_of
from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.library.exercises import Exercise, Span
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import PlanItem, Side, StoredDecision

# Answers after which the plan follows; a documented referral leaves it as it is.
ANSWERED: Final = frozenset({"accepted", "overridden"})
PROGRESS, DELOAD, REGRESS, REFER = "PROGRESS", "DELOAD", "REGRESS", "REFER"
# What a decision makes harder or easier; stretching and recovery stay as they are.
STEPPED_DOMAINS: Final = LOADED_DOMAINS | {"intrinsic", "plyometric"}
RAISED_FIRST: Final = ("reps", "hold_s", "minutes", "sets")
GROWTH: Final = 1.2
_WORDS: Final = {"reps": "repetitions", "hold_s": "seconds of hold", "minutes": "minutes", "sets": "sets"}


@dataclass(frozen=True, slots=True)
class Situation:
    """What the proposal looks at: the decision that stands, the phases before and after it, what is refused now.

    ``blocked`` are sentences by exercise id; ``load_factor`` is that of a light week.
    """

    decision: str
    phase_before: str
    phase_after: str
    condition: str
    side: Side
    load_factor: float
    blocked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One change to take or leave: ``before`` None adds, ``after`` None removes; ``reason`` is a sentence."""

    before: PlanItem | None
    after: PlanItem | None
    reason: str

    @property
    def key(self) -> str:
        """Return the exercise that the line is about."""
        item = self.before or self.after
        return item.exercise_id if item else ""


@dataclass(frozen=True, slots=True)
class PlanProposal:
    """What the newest answered decision proposes for the plan; ``decision`` is the one that stands."""

    episode_id: str
    decision_id: str
    decided_on: date
    decision: str
    lines: tuple[ProposedLine, ...]


def proposal_for(unit: UnitOfWork, library: Library, forms: Forms, episode_id: str, today: date) -> PlanProposal | None:
    """Return the changes that the newest decision proposes, None when the plan was saved after it or none follow."""
    decided, plan = unit.decisions.latest(episode_id), unit.plans.current(episode_id)
    if decided is None or plan is None or decided.response not in ANSWERED or decided.recorded_at <= plan.created_at:
        return None
    situation = _situation(load_episode(unit, episode_id), decided, library, forms, today)
    lines = propose_plan(plan.items, situation, library)
    return PlanProposal(episode_id, decided.id, decided.decided_on, decided.final, lines) if lines else None


def foreseen_lines(
    unit: UnitOfWork, library: Library, forms: Forms, decided: StoredDecision, today: date
) -> tuple[ProposedLine, ...]:
    """Return the changes that an open decision would propose once it is accepted; none for a referral."""
    plan = unit.plans.current(decided.episode_id)
    if plan is None or decided.decision["decision"] == REFER:
        return ()
    file = load_episode(unit, decided.episode_id)
    after = str(decided.decision["next_phase"])
    details = file.episode.details
    situation = Situation(
        decision=str(decided.decision["decision"]),
        phase_before=str(decided.decision["phase"]),
        phase_after=after,
        condition=details.condition,
        side=details.side,
        load_factor=file.book["LD-07.load"],
        blocked=blocks_of(file, library, forms, today, after).sentences,
    )
    return propose_plan(plan.items, situation, library)


def _situation(file: EpisodeFile, decided: StoredDecision, library: Library, forms: Forms, today: date) -> Situation:
    """Return what the decision meant: the phases are those of the states before and after it."""
    place = next(place for place, state in enumerate(file.states) if state.decision_id == decided.id)
    after = str(file.states[place].state["phase"])
    details = file.episode.details
    return Situation(
        decision=decided.final,
        phase_before=str(file.states[place - 1].state["phase"]),
        phase_after=after,
        condition=details.condition,
        side=details.side,
        load_factor=file.book["LD-07.load"],
        blocked=blocks_of(file, library, forms, today, after).sentences,
    )


def propose_plan(items: tuple[PlanItem, ...], situation: Situation, library: Library) -> tuple[ProposedLine, ...]:
    """Return the changes that follow from a decision, in the order of the plan, additions last."""
    there = {item.exercise_id for item in items}
    changed: list[ProposedLine] = []
    for item in items:
        line = _line(item, situation, library)
        if line is not None:
            changed.append(_once(line, there))
            there |= {line.after.exercise_id} if line.after else set()
    return (*changed, *_additions(there, situation, library))


def _once(line: ProposedLine, there: set[str]) -> ProposedLine:
    """Let an exercise go whose step along the ladder is in the plan already: nothing stands in it twice."""
    if line.after is None or line.after.exercise_id == line.key or line.after.exercise_id not in there:
        return line
    return ProposedLine(line.before, None, f"{line.reason} It is in the plan already.")


def take_lines(items: tuple[PlanItem, ...], taken: tuple[ProposedLine, ...]) -> tuple[PlanItem, ...]:
    """Return the plan with the lines that were taken."""
    changes = {line.before.exercise_id: line.after for line in taken if line.before is not None}
    kept = [changes.get(item.exercise_id, item) for item in items]
    added = [line.after for line in taken if line.before is None and line.after is not None]
    return tuple(item for item in (*kept, *added) if item is not None)


def _line(item: PlanItem, situation: Situation, library: Library) -> ProposedLine | None:
    exercise = library.exercise(item.exercise_id)
    if item.exercise_id in situation.blocked:
        return ProposedLine(item, None, situation.blocked[item.exercise_id])
    if situation.phase_after != situation.phase_before:
        return _for_new_phase(item, exercise, situation, library)
    if exercise.domain not in STEPPED_DOMAINS:
        return None
    if situation.decision == PROGRESS:
        return _raised(item, exercise, situation, library)
    if situation.decision == DELOAD:
        return _light_week(item, exercise, situation)
    return _eased(item, exercise, situation, library) if situation.decision == REGRESS else None


def _for_new_phase(item: PlanItem, exercise: Exercise, situation: Situation, library: Library) -> ProposedLine | None:
    """Let an exercise go, or step along its ladder, when it does not belong to the new phase."""
    if situation.phase_after in exercise.phases:
        return None
    onward = list(PHASES).index(situation.phase_after) > list(PHASES).index(situation.phase_before)
    neighbour = _fitting(exercise.harder if onward else exercise.easier, situation, library)
    if neighbour is None:
        return ProposedLine(item, None, f"Does not belong to {situation.phase_after}.")
    step = "The harder" if onward else "The easier"
    reason = f"{step} step of its ladder belongs to {situation.phase_after}."
    return ProposedLine(item, item_for(neighbour, item.side or situation.side), reason)


def _fitting(exercise_id: str | None, situation: Situation, library: Library) -> Exercise | None:
    """Return the exercise when it may be given in the new phase."""
    if exercise_id is None or exercise_id in situation.blocked:
        return None
    exercise = library.exercise(exercise_id)
    return exercise if situation.phase_after in exercise.phases else None


def _raised(item: PlanItem, exercise: Exercise, situation: Situation, library: Library) -> ProposedLine | None:
    """Raise one part of the dosage within its range (LD-20); at the top of all of them, go to the harder exercise."""
    for name in RAISED_FIRST:
        span: Span | None = getattr(exercise.dose_range, name)
        value: int | None = getattr(item, name)
        if span is not None and value is not None and value < span.high:
            more = min(span.high, value + 1 if name == "sets" else ceil(value * GROWTH))
            reason = f"One step within the usual range of {span.low} to {span.high} {_WORDS[name]}."
            return ProposedLine(item, _with_number(item, name, more), reason)
    harder = _fitting(exercise.harder, situation, library)
    if harder is None:
        return None
    made = item_for(harder, item.side or situation.side)
    return ProposedLine(item, made, "The dosage is at the top of its range: the harder step of its ladder.")


def _light_week(item: PlanItem, exercise: Exercise, situation: Situation) -> ProposedLine | None:
    sets = less(item.sets, situation.load_factor)
    if exercise.domain not in LOADED_DOMAINS | {"plyometric"} or sets == item.sets:
        return None
    return ProposedLine(item, replace(item, sets=sets), f"Light week: {item.sets} to {sets} sets.")


def _eased(item: PlanItem, exercise: Exercise, situation: Situation, library: Library) -> ProposedLine | None:
    """Go one step down the ladder; without one in this phase, take a set away."""
    easier = _fitting(exercise.easier, situation, library)
    if easier is not None:
        made = item_for(easier, item.side or situation.side)
        return ProposedLine(item, made, "Back one step: the easier exercise of its ladder.")
    if item.sets == 1:
        return None
    return ProposedLine(item, replace(item, sets=item.sets - 1), f"Back one step: {item.sets} to {item.sets - 1} sets.")


def _with_number(item: PlanItem, name: str, value: int) -> PlanItem:
    changes: dict[str, int] = {name: value}
    return replace(item, **changes)  # type: ignore[arg-type]  # the names are of number fields


def _additions(there: set[str], situation: Situation, library: Library) -> tuple[ProposedLine, ...]:
    """Return what the protocol gives in a new phase."""
    protocol = library.protocol(situation.condition)
    if protocol is None or situation.phase_after == situation.phase_before:
        return ()
    reason = f"Part of the protocol in {situation.phase_after}."
    return tuple(
        ProposedLine(None, item_for(library.exercise(line.exercise_id), situation.side, line.dose), reason)
        for line in protocol.phase(situation.phase_after).exercises
        if line.exercise_id not in there and line.exercise_id not in situation.blocked
    )
