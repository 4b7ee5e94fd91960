"""The dosage of a plan as figures for the icons of a sheet; how often comes from the library's own frequencies."""

from footrehab_desktop.handouts.content_patient import DoseFigures
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem

_DAYS = 7


def dose_figures(item: PlanItem, library: Library) -> DoseFigures:
    """Return what is prescribed as numbers; a frequency in words of one's own has none."""
    per_week = len(item.days.split()) if item.days else _per_week(item.frequency, library)
    times = per_week // _DAYS if per_week > _DAYS else None
    return DoseFigures(
        sets=item.sets if item.minutes is None or item.sets > 1 else None,
        reps=item.reps,
        hold_s=item.hold_s,
        minutes=item.minutes,
        rest_s=item.rest_s if item.rest_s and item.sets > 1 else None,
        times_a_day=times,
        days_a_week=min(per_week, _DAYS) or None,
    )


def _per_week(frequency: str, library: Library) -> int:
    """Return how often a week a frequency of the library is; 0 for words that it does not have."""
    known = (exercise.dose for exercise in library.exercises)
    return next((dose.per_week for dose in known if dose.frequency == frequency), 0)
