"""The course of an episode as dated values that a chart or a report can draw: symptoms, load, phases, reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from footrehab_desktop.clinic.case_building import ONE_DAY, WEEK, EpisodeFile, lacks_minutes, week_sums
from footrehab_desktop.progression import pain_ceiling
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.records.values import DiaryDay, StoredDecision, StoredState

"""The phase in which the level is a stage of a walk–run table."""


@dataclass(frozen=True, slots=True)
class PainDay:
    """Pain of one day, NPRS 0–10: the worst during any session and that evening, that morning's, and 48 h after one.

    The morning's is what was noted for the morning or 24 h after a session of the day before, the worse of both.
    """

    on: date
    during: int | None
    evening: int | None
    morning: int | None
    after_48h: int | None = None

    @property
    def worst(self) -> int | None:
        """Return the worst pain of the day."""
        known = [pain for pain in (self.during, self.evening, self.morning, self.after_48h) if pain is not None]
        return max(known, default=None)


@dataclass(frozen=True, slots=True)
class Band:
    """A phase from its first day to the day it was left (or today)."""

    phase: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RunWeek:
    """Running minutes of a week that begins on ``start``; ``cap_min`` is the planned limit where one was set.

    ``minutes`` is None when nothing at all, or no run with its minutes, was written down: a gap is not a week of rest.
    ``at_least``: a run lacks its minutes, so that there were more.
    """

    start: date
    minutes: float | None
    light: bool
    cap_min: float | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class LevelStep:
    """The level reached on a day; ``table`` is the walk–run table in the running phase, "" elsewhere."""

    on: date
    phase: str
    level: int
    table: str = ""


@dataclass(frozen=True, slots=True)
class DecisionDay:
    """What stood after a review."""

    on: date
    final: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What the charts of symptoms and load share, up to a day."""

    ceiling: int
    pain: tuple[PainDay, ...]
    phases: tuple[Band, ...]
    levels: tuple[LevelStep, ...]
    flares: tuple[date, ...]
    decisions: tuple[DecisionDay, ...] = ()
    baseline: tuple[tuple[date, int], ...] = ()
    reference_min: float | None = None


def progress_of(file: EpisodeFile, today: date) -> Progress:
    """Return the series up to ``today``."""
    details = file.episode.details
    reviews = [d for d in file.decisions if d.response != "open" and d.decided_on <= today]
    states = [s for s in file.states if s.since <= today]
    return Progress(
        ceiling=pain_ceiling(details.condition, details.pain_ceiling, file.book),
        pain=_pain(file, today),
        phases=_phases(states, today),
        levels=tuple(_level(state) for state in states),
        flares=_flares(reviews, today),
        decisions=tuple(DecisionDay(d.decided_on, d.final) for d in reviews),
        baseline=_baselines(states),
        reference_min=states[-1].state.get("reference_week_min") if states else None,
    )


def _pain(file: EpisodeFile, today: date) -> tuple[PainDay, ...]:
    """Return the worst pain of each day and moment; what was noted 24 or 48 h later belongs to that later day."""
    during = _worst((session.on, session.pain_during) for session in file.sessions)
    evening = _worst((session.on, session.pain_evening) for session in file.sessions)
    next_day = ((session.on + ONE_DAY, session.pain_24h) for session in file.sessions if session.pain_24h is not None)
    morning = _worst(chain(((day.on, day.morning_pain) for day in file.days), next_day))
    two_days = ((s.on + 2 * ONE_DAY, s.pain_48h) for s in file.sessions if s.pain_48h is not None)
    later = _worst(two_days)
    days = sorted({*during, *evening, *morning, *later})
    return tuple(
        PainDay(on, during.get(on), evening.get(on), morning.get(on), later.get(on)) for on in days if on <= today
    )


def _worst(values: Iterable[tuple[date, int | None]]) -> dict[date, int]:
    """Return the highest value noted for each day; None is nothing noted."""
    highest: dict[date, int] = {}
    for on, value in values:
        if value is not None and value > highest.get(on, -1):
            highest[on] = value
    return highest


def _phases(states: Iterable[StoredState], today: date) -> tuple[Band, ...]:
    entered: list[tuple[str, date]] = []
    for state in states:
        phase = str(state.state["phase"])
        if not entered or entered[-1][0] != phase:
            entered.append((phase, state.since))
    ends = [*(start for _phase, start in entered[1:]), today]
    return tuple(Band(phase, start, end) for (phase, start), end in zip(entered, ends, strict=False))


def run_weeks(file: EpisodeFile, today: date) -> tuple[RunWeek, ...]:
    """Return every week from the first with a session to the last, also those in which nothing was written."""
    light = {date.fromisoformat(week["start"]): bool(week["light"]) for week in week_sums(file, today)}
    if not light:
        return ()
    noted = {_monday(day.on) for day in file.days if _monday(day.on) not in light and day != DiaryDay(day.on)}
    minutes: dict[date, float] = dict.fromkeys({*light, *noted}, 0.0)
    part = {_monday(session.on) for session in file.sessions if session.on <= today and lacks_minutes(session)}
    for session in file.sessions:
        if session.on <= today:
            minutes[_monday(session.on)] += session.run_min or 0
    for start in part:
        if not minutes[start]:
            del minutes[start]
    caps, first, last = _caps(file), min(light), max(light)
    starts = (first + number * WEEK for number in range((last - first) // WEEK + 1))
    return tuple(
        RunWeek(start, minutes.get(start), light.get(start, False), caps.get(start), start in part & minutes.keys())
        for start in starts
    )


def _monday(on: date) -> date:
    return on - on.weekday() * ONE_DAY


def _caps(file: EpisodeFile) -> dict[date, float]:
    """Return the planned minutes of the week after each decision that set them."""
    caps: dict[date, float] = {}
    for decision in file.decisions:
        minutes = (decision.decision.get("plan") or {}).get("week_min")
        if minutes is not None and decision.response != "open":
            following = decision.decided_on + timedelta(days=7 - decision.decided_on.weekday())
            caps[following] = float(minutes)
    return caps


def _level(state: StoredState) -> LevelStep:
    phase = str(state.state["phase"])
    table = str(state.state.get("table") or "") if phase == WALK_RUN_PHASE else ""
    return LevelStep(state.since, phase, int(state.state["level"]), table)


def _flares(reviews: Iterable[StoredDecision], today: date) -> tuple[date, ...]:
    """Return the days of the sessions that the reviews found to be flares."""
    days = {date.fromisoformat(day) for review in reviews for day in review.decision.get("flares") or ()}
    return tuple(sorted(day for day in days if day <= today))


def _baselines(states: Iterable[StoredState]) -> tuple[tuple[date, int], ...]:
    """Return the usual pain on each day on which it changed."""
    found: list[tuple[date, int]] = []
    for state in states:
        pain = state.state.get("baseline_pain")
        if pain is not None and (not found or found[-1][1] != pain):
            found.append((state.since, int(pain)))
    return tuple(found)
