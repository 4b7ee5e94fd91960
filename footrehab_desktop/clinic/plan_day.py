"""What a plan takes: minutes on a day, by the time of the day, and the things that are needed for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.clinic.plan_changes import times_a_week
from footrehab_desktop.library.exercises import EQUIPMENT, Dose, session_minutes
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem

_TIMES_A_DAY = re.compile(r"(\d+) times a day")
_DAYS_A_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """Minutes of a day on which everything is done, by block; ``every_day`` are those of what is done daily."""

    morning: int
    evening: int
    any_time: int
    every_day: int

    @property
    def total(self) -> int:
        """Return the minutes of the whole day."""
        return self.morning + self.evening + self.any_time


def day_minutes(items: Sequence[PlanItem], library: Library) -> DayMinutes:
    """Return what a day takes."""
    taken = [(item, item_minutes(item, library)) for item in items]

    def block(time_of_day: str | None) -> int:
        return sum(minutes for item, minutes in taken if item.time_of_day == time_of_day)

    daily = sum(minutes for item, minutes in taken if times_a_week(item.frequency) >= _DAYS_A_WEEK)
    return DayMinutes(block("morning"), block("evening"), block(None), daily)


def item_minutes(item: PlanItem, library: Library) -> int:
    """Return the minutes that an exercise takes on a day, all its sessions together."""
    dose = Dose(
        sets=item.sets,
        frequency=item.frequency,
        reps=item.reps,
        hold_s=item.hold_s,
        minutes=item.minutes,
        tempo=item.tempo,
        rest_s=item.rest_s,
    )
    a_day = _TIMES_A_DAY.search(item.frequency)
    session = session_minutes(library.exercise(item.exercise_id), dose, both_sides=item.side == "both")
    return session * (int(a_day[1]) if a_day else 1)


def equipment_of(items: Sequence[PlanItem], library: Library) -> tuple[str, ...]:
    """Return the names of everything that the plan needs, each once, in the order of the plan."""
    codes = (code for item in items for code in library.exercise(item.exercise_id).equipment)
    return tuple(EQUIPMENT[code] for code in dict.fromkeys(codes))
