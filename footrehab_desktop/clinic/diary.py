"""The diary as it is typed from paper: one week of days, each with its sessions and the morning after.

The paper asks on each day for the pain of the *next* morning. It is stored once, as the morning of the day after.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryDay, DiarySession

DAYS_PER_WEEK = 7
ONE_DAY = timedelta(days=1)

# field: (label, lowest, highest); both ends are allowed.
SESSION_LIMITS: dict[str, tuple[str, float, float]] = {
    "completed_pct": ("Completed", 0, 100),
    "minutes": ("Minutes", 0, 600),
    "run_min": ("Running minutes", 0, 600),
    "pain_during": ("Pain during", 0, 10),
    "pain_evening": ("Pain that evening", 0, 10),
    "pain_24h": ("Pain after 24 hours", 0, 10),
    "pain_48h": ("Pain after 48 hours", 0, 10),
    "settle_h": ("Hours until settled", 0, 240),
    "rest_pain": ("Pain at rest", 0, 10),
    "swelling": ("Swelling", 0, 3),
    "swelling_h": ("Hours of swelling", 0, 240),
    "rpe": ("Effort", 0, 10),
    "target_rpe": ("Planned effort", 0, 10),
    "surface": ("Surface", 1, 5),
}
DAY_LIMITS: dict[str, tuple[str, float, float]] = {
    "morning_pain": ("Pain in the morning", 0, 10),
    "stiffness_min": ("Morning stiffness in minutes", 0, 600),
    "sleep_h": ("Hours of sleep", 0, 24),
    "mood": ("Mood", 1, 5),
    "resting_hr": ("Resting heart rate", 25, 150),
}


@dataclass(frozen=True, slots=True)
class DiaryColumn:
    """One day of the grid: what belongs to the day, its sessions, and what the next morning was like."""

    on: date
    day: DiaryDay
    sessions: tuple[DiarySession, ...] = ()
    next_morning_pain: int | None = None
    next_morning_stiffness_min: int | None = None


@dataclass(frozen=True, slots=True)
class DiaryWeek:
    """Seven columns, the first on ``start``."""

    start: date
    columns: tuple[DiaryColumn, ...]

    @property
    def coverage(self) -> int:
        """Return how many of the seven days have any entry."""
        return sum(1 for column in self.columns if column.sessions or column.day != DiaryDay(on=column.on))


def load_week(unit: UnitOfWork, episode_id: str, start: date) -> DiaryWeek:
    """Return the week that begins on ``start``; days without an entry are empty columns."""
    last = start + DAYS_PER_WEEK * ONE_DAY
    days = {day.on: day for day in unit.diary.days(episode_id, start, last)}
    sessions = unit.diary.sessions(episode_id, start, last - ONE_DAY)
    columns = []
    for offset in range(DAYS_PER_WEEK):
        on = start + offset * ONE_DAY
        morning_after = days.get(on + ONE_DAY, DiaryDay(on=on + ONE_DAY))
        columns.append(
            DiaryColumn(
                on=on,
                day=days.get(on, DiaryDay(on=on)),
                sessions=tuple(session for session in sessions if session.on == on),
                next_morning_pain=morning_after.morning_pain,
                next_morning_stiffness_min=morning_after.stiffness_min,
            )
        )
    return DiaryWeek(start, tuple(columns))


def check_session(session: DiarySession, today: date) -> None:
    """Refuse a session of the future, a value outside its range, and running longer than the session."""
    if session.on > today:
        raise FieldError("on", "This day has not come yet. Enter sessions up to today.")
    _check_limits(session, SESSION_LIMITS)
    if session.run_min is not None and session.minutes is not None and session.run_min > session.minutes:
        raise FieldError("run_min", "Running minutes cannot be more than the minutes of the whole session.")
    check_note("note", "The note", session.note)


def check_day(day: DiaryDay, today: date) -> None:
    """Refuse a day of the future and a value outside its range."""
    if day.on > today:
        raise FieldError("on", "This day has not come yet. Enter days up to today.")
    _check_limits(day, DAY_LIMITS)
    check_note("note", "The note", day.note)


def _check_limits(entry: DiarySession | DiaryDay, limits: dict[str, tuple[str, float, float]]) -> None:
    for field, (label, low, high) in limits.items():
        value = getattr(entry, field)
        if value is not None and not low <= value <= high:
            raise FieldError(field, f"{label} takes a number from {low:g} to {high:g}.")


def save_week(unit: UnitOfWork, episode_id: str, week: DiaryWeek, today: date) -> Changes:
    """Save a typed week. Two sessions with the same number on one day are refused; nothing is saved if a value is."""
    sessions = tuple(session for column in week.columns for session in column.sessions)
    _refuse_twins(sessions)
    for session in sessions:
        check_session(session, today)
    days = _days_to_save(unit, episode_id, week)
    for day in days:
        check_day(day, today)
    _put(unit, episode_id, sessions, days, week)
    unit.commit()
    return Changes(diary=frozenset({episode_id}))


def _refuse_twins(sessions: tuple[DiarySession, ...]) -> None:
    ordered = sorted((session.on, session.slot) for session in sessions)
    if any(first == second for first, second in pairwise(ordered)):
        raise FieldError("slot", "One day holds two entries for the same session. Number them 1, 2, … or delete one.")


def _days_to_save(unit: UnitOfWork, episode_id: str, week: DiaryWeek) -> tuple[DiaryDay, ...]:
    """Merge each column's own day with what the column before says about this morning."""
    after = week.start + DAYS_PER_WEEK * ONE_DAY
    stored = {day.on: day for day in unit.diary.days(episode_id, week.start, after)}
    days = {column.on: replace(column.day, on=column.on) for column in week.columns}
    days[after] = stored.get(after, DiaryDay(on=after))
    for column in week.columns:
        morning = column.on + ONE_DAY
        days[morning] = replace(
            days[morning],
            morning_pain=column.next_morning_pain,
            stiffness_min=column.next_morning_stiffness_min,
        )
    return tuple(day for on, day in sorted(days.items()) if day != stored.get(on, DiaryDay(on=on)))


def _put(
    unit: UnitOfWork,
    episode_id: str,
    sessions: tuple[DiarySession, ...],
    days: tuple[DiaryDay, ...],
    week: DiaryWeek,
) -> None:
    stored = unit.diary.sessions(episode_id, week.start, week.start + (DAYS_PER_WEEK - 1) * ONE_DAY)
    kept = {(session.on, session.slot) for session in sessions}
    for session in stored:
        if (session.on, session.slot) not in kept:
            unit.diary.remove_session(session.id, "Taken out of the typed week")
    by_place = {(session.on, session.slot): session for session in stored}
    changed = tuple(s for s in sessions if replace(s, id="") != _without_id(by_place.get((s.on, s.slot))))
    if changed:
        unit.diary.put_sessions(episode_id, changed)
    if days:
        unit.diary.put_days(episode_id, days)


def _without_id(session: DiarySession | None) -> DiarySession | None:
    return replace(session, id="") if session else None
