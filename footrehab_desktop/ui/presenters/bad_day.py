"""The plan for a day with symptoms, in rows: what stays, what becomes lighter, what is left out, what instead."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.clinic.bad_day import bad_day, cross_training
from footrehab_desktop.clinic.print_handout import dose_words
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.heart_rate import Zone
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.presenters.plan_history import full_dose
from footrehab_desktop.ui.presenters.run_plan import zone_words

KEPT, LIGHTER, LEFT_OUT = "kept", "lighter", "left out"
SAME: Final = "as always"
IMPACT: Final = "left out: impact waits for a calm day"


@dataclass(frozen=True, slots=True)
class BadDayRow:
    """One exercise of the plan: ``usual`` dose, and ``then`` what is done on a bad day; ``kind`` in a word."""

    name: str
    kind: str
    usual: str
    then: str


@dataclass(frozen=True, slots=True)
class CrossTraining:
    """One choice that keeps fit without impact; ``planned`` when the plan has it already."""

    exercise_id: str
    name: str
    dose: str
    planned: bool


def bad_day_rows(
    items: tuple[PlanItem, ...], phase: str, library: Library, blocked: Collection[str], book: Rulebook
) -> tuple[BadDayRow, ...]:
    """Return every exercise of the plan in its order with what becomes of it."""
    lighter = {item.exercise_id: item for item in bad_day(items, phase, library, blocked, book).items}
    rows = []
    for item in items:
        name, after = library.exercise(item.exercise_id).name, lighter.get(item.exercise_id)
        usual = full_dose(item)
        if after is None:
            rows.append(BadDayRow(name, LEFT_OUT, usual, IMPACT))
        elif after == item:
            rows.append(BadDayRow(name, KEPT, usual, SAME))
        else:
            rows.append(BadDayRow(name, LIGHTER, usual, f"{dose_words(after)}, {LIGHTER}"))
    return tuple(rows)


def choices(
    items: tuple[PlanItem, ...], phase: str, library: Library, blocked: Collection[str]
) -> tuple[CrossTraining, ...]:
    """Return the cross-training for symptomatic days, with its usual amount."""
    planned = {item.exercise_id: item for item in items}
    made = []
    for exercise_id in cross_training(phase, library, blocked):
        exercise = library.exercise(exercise_id)
        minutes = f"{exercise.dose.minutes} min" if exercise.dose.minutes else exercise.dose.note
        dose = full_dose(planned[exercise_id]) if exercise_id in planned else minutes
        made.append(CrossTraining(exercise_id, exercise.name, dose, exercise_id in planned))
    return tuple(made)


def easy_words(zones: tuple[Zone, ...]) -> str:
    """Return the easy zones as one range."""
    lowest, highest = zones[0], zones[-1]
    effort = (lowest.lowest_effort, highest.highest_effort)
    return zone_words("easy", lowest.lowest_bpm, highest.highest_bpm, effort)
