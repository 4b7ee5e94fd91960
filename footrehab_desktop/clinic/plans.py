"""The plan of an episode: exercises with their dosage, and the walk–run table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.plan_changes import check_raises
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import Dose, Exercise
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import STAGE_TABLES, choose_table, state_from_json, state_to_json
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Plan, PlanItem, Side

# What trains the whole person has no side.
UNSIDED_DOMAINS = frozenset({"gait", "cardio", "recovery"})
DOSE_LIMITS = {"sets": (1, 20), "reps": (1, 200), "hold_s": (1, 600), "minutes": (1, 300), "rest_s": (0, 600)}
DOSE_LABELS = {
    "sets": "Sets",
    "reps": "Repetitions",
    "hold_s": "Hold in seconds",
    "minutes": "Minutes",
    "rest_s": "Rest in seconds",
}
WEEKDAYS: Final[Mapping[str, str]] = {
    "mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"
}  # fmt: skip
TIMES_OF_DAY: Final[Mapping[str, str]] = {"morning": "morning", "evening": "evening"}


def check_item(item: PlanItem, library: Library) -> None:
    """Refuse an unknown exercise and an impossible dosage; the field names the part of the dosage."""
    library.exercise(item.exercise_id)
    for field, (low, high) in DOSE_LIMITS.items():
        value = getattr(item, field)
        if value is not None and not low <= value <= high:
            raise FieldError(field, f"{DOSE_LABELS[field]} takes a whole number from {low} to {high}.")
    if item.reps is None and item.hold_s is None and item.minutes is None:
        raise FieldError("reps", "Give repetitions, a hold or minutes.")
    if item.time_of_day is not None and item.time_of_day not in TIMES_OF_DAY:
        raise FieldError("time_of_day", "Time of day takes morning, evening or nothing.")
    _check_days("days", item.days)
    check_note("note", "The note", item.note)


def _check_days(field: str, days: str | None) -> None:
    if days is not None and (not days or days != in_order_of_the_week(days.split())):
        raise FieldError(field, "Days take names of weekdays, each once, Monday first: mon wed fri.")


def in_order_of_the_week(days: Collection[str]) -> str:
    """Return codes of weekdays once each, Monday first; what is no weekday is left out."""
    return " ".join(code for code in WEEKDAYS if code in days)


def item_for(exercise: Exercise, side: Side, dose: Dose | None = None) -> PlanItem:
    """Return an exercise with a dosage to start from; ``side`` is the episode's."""
    start = dose or exercise.dose
    return PlanItem(
        exercise_id=exercise.id,
        sets=start.sets,
        reps=start.reps,
        hold_s=start.hold_s,
        minutes=start.minutes,
        tempo=start.tempo,
        load=start.load,
        side=None if exercise.domain in UNSIDED_DOMAINS else side,
        frequency=start.frequency,
        note=start.note,
        rest_s=start.rest_s,
    )


@dataclass(frozen=True, slots=True)
class PlanReason:
    """Why a plan is changed, in words, and the decision that proposed it, if one did."""

    note: str = ""
    decision_id: str | None = None


NO_REASON: Final = PlanReason()


def save_plan(
    unit: UnitOfWork,
    library: Library,
    episode_id: str,
    items: tuple[PlanItem, ...],
    run_table: str | None,
    today: date,
    *,
    why: PlanReason = NO_REASON,
    run_days: str | None = None,
) -> tuple[Plan, Changes]:
    """Save the next version of the plan; the earlier versions stay readable.

    ``run_days`` are the weekdays for running, None: any. Raises ``FieldError`` for an impossible dosage, for an
    exercise raised in two ways against the plan that stood before today (LD-20), and for another walk–run table while
    one is in use.
    """
    for item in items:
        check_item(item, library)
    check_note("note", "The reason", why.note)
    check_raises(standing_before(unit, episode_id, today), items, library)
    if run_table is not None and run_table not in STAGE_TABLES:
        raise FieldError("run_table", "Choose one of the walk–run tables: " + ", ".join(sorted(STAGE_TABLES)) + ".")
    _check_days("run_days", run_days)
    moved = _change_table(unit, episode_id, run_table, today) if run_table is not None else False
    plan = unit.plans.save(episode_id, items, run_table, why.note, why.decision_id, run_days)
    unit.commit()
    episode = frozenset({episode_id})
    return plan, Changes(plans=episode, episodes=episode if moved else frozenset())


def _change_table(unit: UnitOfWork, episode_id: str, run_table: str, today: date) -> bool:
    """Let the state follow the plan's walk–run table; tell whether it had to."""
    stored = unit.decisions.current_state(episode_id)
    state = state_from_json(stored.state) if stored else None
    if state is None or state.table == run_table:
        return False
    try:
        changed = choose_table(state, run_table)
    except ValueError:
        raise FieldError(
            "run_table",
            f"The patient is running by {state.table}. Another table can be chosen before the walk–run phase or after "
            "it: equal stage numbers of two tables are different loads.",
        ) from None
    unit.decisions.add_state(episode_id, today, state_to_json(changed))
    return True


def standing_before(unit: UnitOfWork, episode_id: str, today: date) -> tuple[PlanItem, ...]:
    """Return what the patient was asked to do before ``today``: the newest version of an earlier day, else nothing."""
    for plan in unit.plans.versions(episode_id):
        if plan.created_at.astimezone().date() < today:
            return plan.items
    return ()
