"""The course of an episode as series that a chart or a report can draw; plain values, no toolkit."""

from dataclasses import dataclass
from datetime import date, timedelta

from footrehab_desktop.clinic.case_building import ADHERENCE_WORTH, EpisodeFile, week_sums
from footrehab_desktop.progression import pain_ceiling

FLARE_DECISIONS = frozenset({"REGRESS", "PAUSE"})


@dataclass(frozen=True, slots=True)
class PainDay:
    """Pain of one day, NPRS 0–10: the worst during any session, the evening's worst, and that morning's."""

    on: date
    during: int | None
    evening: int | None
    morning: int | None


@dataclass(frozen=True, slots=True)
class Band:
    """A phase from its first day to the day it was left (or today)."""

    phase: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RunWeek:
    """Running minutes of a week that begins on ``start``; ``cap_min`` is the planned limit where one was set."""

    start: date
    minutes: float
    light: bool
    cap_min: float | None


@dataclass(frozen=True, slots=True)
class LevelStep:
    """The level reached on a day."""

    on: date
    phase: str
    level: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the progress page and the progress report show."""

    ceiling: int
    pain: tuple[PainDay, ...]
    phases: tuple[Band, ...]
    run_weeks: tuple[RunWeek, ...]
    levels: tuple[LevelStep, ...]
    flares: tuple[date, ...]
    adherence: tuple[tuple[date, float], ...]


def progress_of(file: EpisodeFile, today: date) -> Progress:
    """Return the series up to ``today``."""
    details = file.episode.details
    return Progress(
        ceiling=pain_ceiling(details.condition, details.pain_ceiling, file.book),
        pain=_pain(file, today),
        phases=_phases(file, today),
        run_weeks=_run_weeks(file, today),
        levels=tuple(
            LevelStep(s.since, str(s.state["phase"]), int(s.state["level"])) for s in file.states if s.since <= today
        ),
        flares=tuple(
            d.decided_on
            for d in file.decisions
            if d.final in FLARE_DECISIONS and d.response != "open" and d.decided_on <= today
        ),
        adherence=tuple((d.on, ADHERENCE_WORTH[d.exercises]) for d in file.days if d.exercises and d.on <= today),
    )


def _pain(file: EpisodeFile, today: date) -> tuple[PainDay, ...]:
    mornings = {day.on: day.morning_pain for day in file.days if day.morning_pain is not None}
    during: dict[date, int] = {}
    evening: dict[date, int] = {}
    for session in file.sessions:
        if session.pain_during is not None:
            during[session.on] = max(session.pain_during, during.get(session.on, 0))
        if session.pain_evening is not None:
            evening[session.on] = max(session.pain_evening, evening.get(session.on, 0))
    days = sorted({*mornings, *during, *evening})
    return tuple(PainDay(on, during.get(on), evening.get(on), mornings.get(on)) for on in days if on <= today)


def _phases(file: EpisodeFile, today: date) -> tuple[Band, ...]:
    entered: list[tuple[str, date]] = []
    for state in file.states:
        phase = str(state.state["phase"])
        if state.since <= today and (not entered or entered[-1][0] != phase):
            entered.append((phase, state.since))
    if not entered:
        return ()
    ends = [*(start for _phase, start in entered[1:]), today]
    return tuple(Band(phase, start, end) for (phase, start), end in zip(entered, ends, strict=True))


def _run_weeks(file: EpisodeFile, today: date) -> tuple[RunWeek, ...]:
    """Return every week from the first with a session to the last, also the empty ones between."""
    known = {date.fromisoformat(week["start"]): week for week in week_sums(file, today)}
    if not known:
        return ()
    caps = _caps(file)
    weeks = []
    start = min(known)
    while start <= max(known):
        week = known.get(start, {})
        weeks.append(RunWeek(start, float(week.get("run_min", 0)), bool(week.get("light", False)), caps.get(start)))
        start += timedelta(days=7)
    return tuple(weeks)


def _caps(file: EpisodeFile) -> dict[date, float]:
    """Return the planned minutes of the week after each decision that set them."""
    caps: dict[date, float] = {}
    for decision in file.decisions:
        minutes = (decision.decision.get("plan") or {}).get("week_min")
        if minutes is not None and decision.response != "open":
            following = decision.decided_on + timedelta(days=7 - decision.decided_on.weekday())
            caps[following] = float(minutes)
    return caps
