"""The plan of an episode: exercises with their dosage, and the walk–run table."""

from datetime import timedelta

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import STAGE_TABLES
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Plan, PlanItem

SECONDS_PER_REPETITION = 4
SECONDS_BETWEEN_SETS = 60
DOSE_LIMITS = {"sets": (1, 20), "reps": (1, 200), "hold_s": (1, 600), "minutes": (1, 300)}
DOSE_LABELS = {"sets": "Sets", "reps": "Repetitions", "hold_s": "Hold in seconds", "minutes": "Minutes"}


def check_item(item: PlanItem, library: Library) -> None:
    """Refuse an unknown exercise and a dosage outside ``DOSE_LIMITS``; the field names the part of the dosage."""
    library.exercise(item.exercise_id)
    for field, (low, high) in DOSE_LIMITS.items():
        value = getattr(item, field)
        if value is not None and not low <= value <= high:
            raise FieldError(field, f"{DOSE_LABELS[field]} takes a whole number from {low} to {high}.")
    check_note("note", "The note", item.note)


def save_plan(
    unit: UnitOfWork, library: Library, episode_id: str, items: tuple[PlanItem, ...], run_table: str | None
) -> tuple[Plan, Changes]:
    """Save the next version of the plan; the earlier versions stay readable."""
    for item in items:
        check_item(item, library)
    if run_table is not None and run_table not in STAGE_TABLES:
        raise FieldError("run_table", "Choose one of the walk–run tables: " + ", ".join(sorted(STAGE_TABLES)) + ".")
    plan = unit.plans.save(episode_id, items, run_table)
    unit.commit()
    return plan, Changes(plans=frozenset({episode_id}))


def daily_time(items: tuple[PlanItem, ...]) -> timedelta:
    """Return the time that all exercises of the plan take on one day, an estimate for the clinician."""
    return timedelta(seconds=sum(_seconds(item) for item in items))


def _seconds(item: PlanItem) -> int:
    if item.minutes is not None:
        return item.minutes * 60 * item.sets
    repetition = (item.hold_s or 0) + SECONDS_PER_REPETITION
    work = repetition * (item.reps or 1)
    return item.sets * work + (item.sets - 1) * SECONDS_BETWEEN_SETS
