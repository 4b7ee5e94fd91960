"""The shortest calendar of a walk–run table: two clean sessions a stage, a day between, every third week light."""

from datetime import date, timedelta
from typing import NamedTuple

from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.stage_tables import StageTable

WEEK_DAYS = 7


class PlannedRun(NamedTuple):
    """A run of the calendar: day, stage, and whether it lies in a light week."""

    on: date
    stage: int
    light: bool


def shortest_calendar(table: StageTable, start: date, book: Rulebook = STANDARD) -> tuple[PlannedRun, ...]:
    """Return the runs of a table if every one is clean, from its first stage to its last.

    A stage needs two clean sessions (LD-14), runs are a day apart (LD-06), at most four in seven days, and every
    third week repeats the stage with less load (LD-07), after which the stage comes back in full twice (LD-09).
    """
    runs: list[PlannedRun] = []
    day = start
    for stage in table.stages:
        full = 0
        while stage.number >= table.first and full < book["LD-14.clean"]:
            light = _is_light(day, start, book)
            runs.append(PlannedRun(day, stage.number, light))
            full = 0 if light else full + 1
            day = _next_day(runs, book)
    return tuple(runs)


def _is_light(day: date, start: date, book: Rulebook) -> bool:
    week = (day - start).days // WEEK_DAYS + 1
    return week % int(book["LD-07.every"]) == 0


def _next_day(runs: list[PlannedRun], book: Rulebook) -> date:
    """Return the first day that leaves a day between and keeps to the runs that seven days may hold."""
    soonest = runs[-1].on + timedelta(days=book["LD-06.days_apart"])
    most = int(book["LD-06.runs"])
    if len(runs) < most:
        return soonest
    return max(soonest, runs[-most].on + timedelta(days=WEEK_DAYS))


def weeks_of(runs: tuple[PlannedRun, ...]) -> float:
    """Return the length of a calendar in weeks."""
    return round(((runs[-1].on - runs[0].on).days + 1) / WEEK_DAYS, 1) if runs else 0.0
