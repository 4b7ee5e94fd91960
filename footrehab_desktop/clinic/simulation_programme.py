"""The programmes of the simulation: a walk-run table on fixed weekdays with strength work between the runs."""

from datetime import date
from typing import Final

from footrehab_desktop.clinic.simulated_patient import PlannedSession, Programme
from footrehab_desktop.progression import STAGE_TABLES

RUN_DAYS: Final = frozenset({0, 2, 4})
STRENGTH_DAYS: Final = frozenset({1, 5})
STRENGTH: Final = PlannedSession("strength", 25, effort=4)
WEEK_DAYS: Final = 7


def stage_session(table: str, level: int, share: float = 1.0) -> PlannedSession:
    """Return the run of a stage; ``share`` of it in a light week."""
    stage = STAGE_TABLES[table].stage(level)
    kind = "run" if stage.run_min else "walk"
    return PlannedSession(kind, round(share * stage.total_min), round(share * stage.run_min), level=level)


def clock_level(table: str, first: date, on: date) -> int:
    """Return the stage on a day when it goes up by one a week from the table's first, whatever the diary says."""
    stages = STAGE_TABLES[table]
    return min(stages.top, stages.first + (on - first).days // WEEK_DAYS)


def programme_by_clock(table: str, first: date) -> Programme:
    """Return the programme that goes up one stage a week and stays at the last."""

    def planned(on: date) -> PlannedSession | None:
        if on.weekday() in RUN_DAYS:
            return stage_session(table, clock_level(table, first, on))
        return STRENGTH if on.weekday() in STRENGTH_DAYS else None

    return planned
