"""The plan for a day with more pain: no impact, less load, something easy on the foot instead (FL-02, S000-102)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import floor
from typing import Final

from footrehab_desktop.library.exercises import Exercise
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.planning import PHASE_ORDER
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.records.values import PlanItem

# These load the foot by its owner's weight or by weights; the others stay as they are.
LOADED_DOMAINS: Final = frozenset({"strength", "balance"})
RUNNING_DOMAIN: Final = "gait"
CROSS_TRAINING_DOMAIN: Final = "cardio"
# Intervals are hard by their nature, also without impact.
HARD_WORK: Final = frozenset({"EX-C06"})


@dataclass(frozen=True, slots=True)
class BadDay:
    """What is done on a bad day: ``items`` with their lighter dosage, ``left_out`` exercise ids, ``instead`` the ids of
    cross-training that is easy on the foot, to choose one from; empty when the plan has some or nothing was left out.
    """

    items: tuple[PlanItem, ...]
    left_out: tuple[str, ...]
    instead: tuple[str, ...]


def bad_day(
    items: tuple[PlanItem, ...], phase: str, library: Library, blocked: Collection[str], book: Rulebook
) -> BadDay:
    """Return the plan for a bad day in ``phase``; ``blocked`` are ids of exercises that are refused now."""
    factor = book["FL-02.load"]
    known: Mapping[str, Exercise] = {item.exercise_id: library.exercise(item.exercise_id) for item in items}
    kept = [item for item in items if not _is_left_out(known[item.exercise_id])]
    left_out = tuple(item.exercise_id for item in items if _is_left_out(known[item.exercise_id]))
    has_cross_training = any(known[item.exercise_id].domain == CROSS_TRAINING_DOMAIN for item in kept)
    offered = () if has_cross_training or not left_out else cross_training(phase, library, blocked)
    return BadDay(tuple(_lighter(item, known[item.exercise_id], factor) for item in kept), left_out, offered)


def _is_left_out(exercise: Exercise) -> bool:
    return exercise.impact or exercise.domain == RUNNING_DOMAIN


def _lighter(item: PlanItem, exercise: Exercise, factor: float) -> PlanItem:
    """Take sets away from what loads the foot; a single set stays, with fewer repetitions or a shorter hold."""
    if exercise.domain not in LOADED_DOMAINS:
        return item
    if item.sets > 1:
        return replace(item, sets=less(item.sets, factor))
    return replace(
        item,
        reps=less(item.reps, factor) if item.reps is not None else None,
        hold_s=less(item.hold_s, factor) if item.reps is None and item.hold_s is not None else item.hold_s,
    )


def less(amount: int, factor: float) -> int:
    """Return a part of an amount, rounded down, at least one."""
    return max(1, floor(amount * factor))


def cross_training(phase: str, library: Library, blocked: Collection[str]) -> tuple[str, ...]:
    """Return the ids of what keeps fit without impact, from the first phase on in which it is offered.

    Later phases prescribe running in its place, yet on a day with symptoms it stays the easier choice (S001-43).
    """
    reached = frozenset(PHASE_ORDER[: PHASE_ORDER.index(phase) + 1])
    return tuple(
        exercise.id
        for exercise in library.exercises
        if exercise.domain == CROSS_TRAINING_DOMAIN
        and not exercise.impact
        and not reached.isdisjoint(exercise.phases)
        and exercise.id not in HARD_WORK
        and exercise.id not in blocked
    )
