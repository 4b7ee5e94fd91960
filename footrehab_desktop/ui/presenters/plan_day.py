"""What a day of the plan takes and needs, in words. No toolkit here."""

from collections.abc import Sequence

from footrehab_desktop.clinic.plan_day import DayMinutes, day_minutes, equipment_of
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.planning import routine_minutes
from footrehab_desktop.records.values import PlanItem


def total_words(items: Sequence[PlanItem], library: Library) -> str:
    """Return what a day takes on which everything is done: ``up to 40 min a day``."""
    return f"up to {day_minutes(items, library).total} min a day"


def day_words(items: Sequence[PlanItem], library: Library, phase: str) -> str:
    """Return minutes by block, the routine of the phase as a guide, and what is needed, as one text."""
    minutes = day_minutes(items, library)
    parts = [_block_words(minutes), _routine_words(minutes, phase), _equipment_words(equipment_of(items, library))]
    return " ".join(part for part in parts if part)


def _block_words(minutes: DayMinutes) -> str:
    blocks = (("Morning", minutes.morning), ("evening", minutes.evening), ("any time", minutes.any_time))
    if not (minutes.morning or minutes.evening):
        return ""
    split = ", ".join(f"{name} {amount}" for name, amount in blocks if amount)
    return f"{split[:1].upper()}{split[1:]} min."


def _routine_words(minutes: DayMinutes, phase: str) -> str:
    guide = routine_minutes(phase)
    return f"Done every day: {minutes.every_day} min; {phase} means a daily {guide} min." if guide else ""


def _equipment_words(names: tuple[str, ...]) -> str:
    return f"You need: {', '.join(name.casefold() for name in names)}." if names else "Nothing else is needed."
