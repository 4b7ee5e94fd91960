"""Calendars of running: the stages of a walk–run table day by day, and the weeks after it by minutes.

Both say what is allowed at most if every session is clean; each step is still decided at a review.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from math import floor
from typing import Final, NamedTuple

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.clean import clean_in_a_row, counts_at_level, level_entered
from footrehab_desktop.progression.review import Review, open_review
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.rules_flare import lock
from footrehab_desktop.progression.rules_session import window_open
from footrehab_desktop.progression.stage_tables import StageTable
from footrehab_desktop.progression.values import Case

WEEK_DAYS: Final = 7
EVERY_DAY: Final = frozenset(range(WEEK_DAYS))
LONGEST_WEEKS: Final = 104


class PlannedRun(NamedTuple):
    """A run: day, stage, whether it lies in a light week, and the first day of the review if it ends its stage."""

    on: date
    stage: int
    light: bool
    review_on: date | None = None


class RunStart(NamedTuple):
    """Where a calendar of stages begins.

    ``first`` is the first day for a run, ``clean`` the full clean sessions done at the stage, ``past`` the days of
    runs done. Weeks count from ``cycle_start`` (None: from ``first``) and anew after ``cycle_weeks`` (None: never);
    a light week that was set lasts until ``light_until``. ``locked`` is a stage and the first day it may be entered.
    """

    first: date
    stage: int
    clean: int = 0
    past: tuple[date, ...] = ()
    cycle_start: date | None = None
    cycle_weeks: int | None = None
    light_until: date | None = None
    locked: tuple[int, date] | None = None


class PlannedWeek(NamedTuple):
    """A week after the walk–run stages: running minutes and longest run at most (None: not known), and by which rule.

    ``number`` is its place in the cycle; ``tests`` tells that the tests are due (LD-10).
    """

    start: date
    number: int
    minutes: int | None
    longest_min: int | None
    light: bool
    tests: bool
    rule: str = ""


class VolumeStart(NamedTuple):
    """Where a calendar of weeks begins: the present week and what stands in it. Fields as in ``RunStart``."""

    first: date
    week_min: float | None
    longest_min: float | None
    cycle_start: date
    cycle_weeks: int
    after_light: bool = False
    light_until: date | None = None


def stages_start(case: Case, today: date, book: Rulebook = STANDARD) -> RunStart:
    """Return where a patient in PH4 stands in the table, from the state and the sessions done."""
    review = open_review(case, today, book)
    state = case.state
    light_until = planning.light_week_end(review)
    since = light_until if state.first_review_after_light_week else None
    return RunStart(
        first=max(today, state.no_impact_until or today),
        stage=state.level,
        clean=_clean_so_far(review, since),
        past=tuple(run.on for run in review.runs),
        cycle_start=state.cycle_started_on,
        cycle_weeks=planning.cycle_weeks(review),
        light_until=light_until,
        locked=lock(review),
    )


def _clean_so_far(review: Review, since: date | None) -> int:
    """Return the full clean sessions at the stage; those that cannot be judged yet are taken to be clean."""
    waiting = [session for session in review.sessions if window_open(review, session)]
    judged = replace(review.case, sessions=tuple(s for s in review.sessions if s not in waiting))
    entered = level_entered(review)
    pending = [s for s in waiting if counts_at_level(review, s, entered) and (since is None or s.on >= since)]
    settled = open_review(judged, review.today, review.book)
    return clean_in_a_row(settled, int(review.book["GA-45.runs"]), since) + len(pending)


def weeks_start(case: Case, today: date, book: Rulebook = STANDARD) -> VolumeStart:
    """Return where a patient after the stages stands; the present week began at the last review, if in seven days."""
    review = open_review(case, today, book)
    state = case.state
    last = review.last_review
    return VolumeStart(
        first=last if last is not None and review.days_since(last) < WEEK_DAYS else today,
        week_min=planning.reference_week_min(review),
        longest_min=planning.longest_run_min(review),
        cycle_start=state.cycle_started_on or today,
        cycle_weeks=planning.cycle_weeks(review),
        after_light=bool(state.first_review_after_light_week),
        light_until=planning.light_week_end(review),
    )


def shortest_calendar(table: StageTable, start: date, book: Rulebook = STANDARD) -> tuple[PlannedRun, ...]:
    """Return the runs of a table if every one is clean, from its first stage to its last."""
    return run_calendar(table, RunStart(start, table.first), book=book)


def run_calendar(
    table: StageTable, start: RunStart, weekdays: Collection[int] = EVERY_DAY, book: Rulebook = STANDARD
) -> tuple[PlannedRun, ...]:
    """Return the runs from the present stage to the last; none for no ``weekdays`` (0 is Monday).

    A stage needs two clean sessions (LD-14), the last one three (GA-45), runs are a day apart (LD-06), at most four
    in seven days, and every third week repeats the stage with less load (LD-07), after which the stage comes back in
    full twice (LD-09). The next stage begins when the sessions of the last one can be judged. With a week between
    runs, clean sessions do not add up (LD-11): such a calendar breaks off after ``LONGEST_WEEKS``.
    """
    calendar = _Calendar(start, weekdays, book)
    end = start.first + timedelta(days=WEEK_DAYS * LONGEST_WEEKS) if weekdays else start.first
    for stage in (stage.number for stage in table.stages if stage.number >= start.stage):
        calendar.begin(stage)
        needed = book["GA-45.runs" if stage == table.top else "LD-14.clean"]
        while calendar.day < end and not calendar.ready(needed):
            calendar.run(stage)
        if calendar.day >= end:
            break
        calendar.review()
    return tuple(calendar.runs)


def is_whole(runs: tuple[PlannedRun, ...]) -> bool:
    """Return whether a calendar comes to the end of its table."""
    return bool(runs) and runs[-1].review_on is not None


class _Calendar:
    """The runs so far, and what counts at the present stage: full clean sessions, and those since a light week."""

    def __init__(self, start: RunStart, weekdays: Collection[int], book: Rulebook) -> None:
        self.runs: list[PlannedRun] = []
        self._start, self._weekdays, self._book = start, weekdays, book
        self._done = [*start.past]
        self.day = start.first
        self._full = self._since_light = 0

    def begin(self, stage: int) -> None:
        """Begin a stage; the one that flared opens later than the others (FL-06)."""
        self._full = self._since_light = self._start.clean if stage == self._start.stage else 0
        if self._start.locked is not None and self._start.locked[0] == stage:
            self.day = max(self.day, self._start.locked[1])

    def ready(self, needed: float) -> bool:
        """Return whether the clean sessions are enough to leave the stage."""
        return self._full >= needed and self._since_light >= min(needed, self._book["LD-09.clean"])

    def run(self, stage: int) -> None:
        """Put the next run on its day."""
        on = _next_day(self._done, self.day, self._weekdays, self._book)
        if self._done and (on - self._done[-1]).days >= self._book["LD-11.hold_days"]:
            self._full = self._since_light = 0
        light = _in_light_week(on, self._start, self._book)
        self._since_light = 0 if light else self._since_light + 1
        self._full += not light
        self.runs.append(PlannedRun(on, stage, light))
        self._done.append(on)
        self.day = on

    def review(self) -> None:
        """Note the review after the last run of a stage; the next stage waits for its day."""
        if self.runs:
            self.day = self.runs[-1].on + timedelta(days=self._book["PM-01.impact_days"])
            self.runs[-1] = self.runs[-1]._replace(review_on=self.day)


def _in_light_week(day: date, start: RunStart, book: Rulebook) -> bool:
    if start.light_until is not None and day < start.light_until:
        return True
    return _is_light(_week_number(day, start.cycle_start or start.first, start.cycle_weeks), book)


def _week_number(day: date, cycle_start: date, cycle_weeks: int | None) -> int:
    weeks = max(0, (day - cycle_start).days) // WEEK_DAYS
    return (weeks if cycle_weeks is None else weeks % cycle_weeks) + 1


def _is_light(number: int, book: Rulebook) -> bool:
    return number % int(book["LD-07.every"]) == 0


def _next_day(done: list[date], not_before: date, weekdays: Collection[int], book: Rulebook) -> date:
    """Return the first allowed weekday that leaves a day between and keeps to the runs that seven days may hold."""
    most = int(book["LD-06.runs"])
    day = not_before
    if done:
        day = max(day, done[-1] + timedelta(days=book["LD-06.days_apart"]))
    if len(done) >= most:
        day = max(day, done[-most] + timedelta(days=WEEK_DAYS))
    while day.weekday() not in weekdays:
        day += timedelta(days=1)
    return day


def weeks_of(runs: tuple[PlannedRun, ...]) -> float:
    """Return the length of a calendar in weeks."""
    return round(((runs[-1].on - runs[0].on).days + 1) / WEEK_DAYS, 1) if runs else 0.0


def volume_weeks(start: VolumeStart, count: int, book: Rulebook = STANDARD) -> tuple[PlannedWeek, ...]:
    """Return the present week and those after it, each with the most that the rules allow after the one before.

    A full week grows by LD-01 and the longest run by LD-03; a light week (LD-07) takes part of the last full one,
    and the first week after it stays close to that one (LD-09).
    """
    weeks: list[PlannedWeek] = []
    full: float | None = _whole(start.week_min)
    longest, after_light, before = _whole(start.longest_min), start.after_light, full
    for index in range(count):
        first = start.first + timedelta(days=WEEK_DAYS * index)
        number = _week_number(first, start.cycle_start, start.cycle_weeks)
        running = start.light_until is not None and first < start.light_until
        light = running or _is_light(number, book)
        if not light and index:
            before, full = full, _grown_week(full, after_light, book)
            longest = None if longest is None else _whole(longest * book["LD-03.growth"])
        rule = _rule(light, after_light, before, book) if index or light else ""
        minutes = full * book["LD-07.load"] if light and full is not None else full
        tests = number == start.cycle_weeks
        weeks.append(PlannedWeek(first, number, _whole(minutes), _whole(longest, minutes), light, tests, rule))
        after_light = light
    return tuple(weeks)


def _rule(light: bool, after_light: bool, before: float | None, book: Rulebook) -> str:
    """Return the rule behind a week after ``before`` minutes; below an hour a week there is no percentage cap."""
    if light:
        return "LD-07"
    if after_light:
        return "LD-09"
    small = before is not None and before * book["LD-01.growth"] < book["LD-01.weekly_min"]
    return "LD-02" if small else "LD-01"


def _grown_week(full: float | None, after_light: bool, book: Rulebook) -> float | None:
    """Return the minutes of the next full week; below the minutes from which the cap counts, up to those."""
    if full is None:
        return None
    if after_light:
        return _whole(full * book["LD-09.growth"])
    return max(_whole(full * book["LD-01.growth"]) or 0, book["LD-01.weekly_min"])


def _whole(minutes: float | None, most: float | None = None) -> int | None:
    """Return whole minutes, rounded down and not above ``most``."""
    if minutes is None:
        return None
    return floor(round(minutes if most is None else min(minutes, most), 6))
