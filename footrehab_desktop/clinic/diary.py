"""The diary as it is typed from paper: one week of days, each with its exercises, sessions and the morning after.

The paper asks on each day for the pain of the *next* morning. It is stored once, as the morning of the day after.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary_exercises import by_day, check_agreement, check_exercise, is_blank, prescribed_on
from footrehab_desktop.clinic.text_checks import check_note, check_printable
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession

DAYS_PER_WEEK = 7
ONE_DAY = timedelta(days=1)
SHOE_LIMIT = 80

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
    "distance_km": ("Distance in km", 0, 300),
    "heart_rate": ("Mean heart rate", 30, 240),
    "foot_contacts": ("Foot contacts", 0, 5000),
    "extra_reps": ("Repetitions left in the last set", 0, 50),
}
DAY_LIMITS: dict[str, tuple[str, float, float]] = {
    "morning_pain": ("Pain in the morning", 0, 10),
    "stiffness_min": ("Morning stiffness in minutes", 0, 600),
    "sleep_h": ("Hours of sleep", 0, 24),
    "mood": ("Mood", 1, 5),
    "resting_hr": ("Resting heart rate", 25, 150),
    "confidence": ("Confidence in the foot", 0, 10),
    "weight_kg": ("Weight in kg", 20, 400),
}


@dataclass(frozen=True, slots=True)
class DiaryColumn:
    """One day of the grid: what belongs to the day, its sessions and exercises, and what the next morning was like.

    ``prescribed`` are the exercises that the plan asked for on this day, in its order; it is read, never saved.
    """

    on: date
    day: DiaryDay
    sessions: tuple[DiarySession, ...] = ()
    next_morning_pain: int | None = None
    next_morning_stiffness_min: int | None = None
    exercises: tuple[DiaryExercise, ...] = ()
    prescribed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DiaryWeek:
    """Seven columns, the first on ``start``; ``day_before`` is read to copy from, never saved."""

    start: date
    columns: tuple[DiaryColumn, ...]
    day_before: DiaryColumn | None = field(default=None, compare=False)

    @property
    def coverage(self) -> int:
        """Return how many of the seven days have any entry."""
        return sum(
            1 for c in self.columns if c.sessions or c.day != DiaryDay(on=c.on) or not all(map(is_blank, c.exercises))
        )


def load_week(unit: UnitOfWork, episode_id: str, start: date) -> DiaryWeek:
    """Return the week that begins on ``start``; days without an entry are empty columns."""
    before, last = start - ONE_DAY, start + (DAYS_PER_WEEK - 1) * ONE_DAY
    days = {day.on: day for day in unit.diary.days(episode_id, before, last + ONE_DAY)}
    sessions = unit.diary.sessions(episode_id, before, last)
    exercises = by_day(e for e in unit.diary.exercises(episode_id, before, last) if not is_blank(e))
    versions = unit.plans.versions(episode_id)
    columns = []
    for offset in range(-1, DAYS_PER_WEEK):
        on = start + offset * ONE_DAY
        morning_after = days.get(on + ONE_DAY, DiaryDay(on=on + ONE_DAY))
        columns.append(
            DiaryColumn(
                on=on,
                day=days.get(on, DiaryDay(on=on)),
                sessions=tuple(session for session in sessions if session.on == on),
                next_morning_pain=morning_after.morning_pain,
                next_morning_stiffness_min=morning_after.stiffness_min,
                exercises=tuple(exercises.get(on, ())),
                prescribed=prescribed_on(versions, on),
            )
        )
    return DiaryWeek(start, tuple(columns[1:]), day_before=columns[0])


def check_session(session: DiarySession, today: date) -> None:
    """Refuse a session of the future, a value outside its range, and running longer than the session."""
    if session.on > today:
        raise FieldError("on", "This day has not come yet. Enter sessions up to today.")
    _check_limits(session, SESSION_LIMITS)
    if session.run_min is not None and session.minutes is not None and session.run_min > session.minutes:
        raise FieldError("run_min", "Running minutes cannot be more than the minutes of the whole session.")
    _check_shoe(session.shoe or "")
    check_note("note", "The note", session.note)


def _check_shoe(shoe: str) -> None:
    """Refuse a name that the decision cannot take."""
    if len(shoe) > SHOE_LIMIT:
        raise FieldError("shoe", f"The shoe takes at most {SHOE_LIMIT} characters.")
    check_printable("shoe", "The shoe", shoe)


def check_day(day: DiaryDay, today: date) -> None:
    """Refuse a day of the future and a value outside its range."""
    if day.on > today:
        raise FieldError("on", "This day has not come yet. Enter days up to today.")
    _check_limits(day, DAY_LIMITS)
    check_note("note", "The note", day.note)


def _check_limits(entry: DiarySession | DiaryDay, limits: dict[str, tuple[str, float, float]]) -> None:
    for name, (label, low, high) in limits.items():
        value = getattr(entry, name)
        if value is not None and not low <= value <= high:
            raise FieldError(name, f"{label} takes a number from {low:g} to {high:g}.")


def save_week(unit: UnitOfWork, episode_id: str, week: DiaryWeek, today: date) -> Changes:
    """Save a typed week. Two sessions with the same number on one day are refused; nothing is saved if a value is."""
    sessions = tuple(session for column in week.columns for session in column.sessions)
    _refuse_twins(sessions)
    for session in sessions:
        check_session(session, today)
    days = _days_to_save(unit, episode_id, week)
    for day in days:
        check_day(day, today)
    for column in week.columns:
        check_agreement(column.day, column.exercises)
        for entry in column.exercises:
            check_exercise(entry, today)
    _put(unit, episode_id, sessions, days, week)
    _put_exercises(unit, episode_id, week)
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


def _put_exercises(unit: UnitOfWork, episode_id: str, week: DiaryWeek) -> None:
    """Save what differs; an exercise that the week no longer tells about becomes an empty entry."""
    last = week.start + (DAYS_PER_WEEK - 1) * ONE_DAY
    told = {(entry.on, entry.exercise_id): entry for column in week.columns for entry in column.exercises}
    stored = {(entry.on, entry.exercise_id): entry for entry in unit.diary.exercises(episode_id, week.start, last)}
    emptied = [DiaryExercise(*place) for place in stored if place not in told]
    changed = [e for e in (*told.values(), *emptied) if e != stored.get((e.on, e.exercise_id), _blank_like(e))]
    if changed:
        unit.diary.put_exercises(episode_id, changed)


def _blank_like(entry: DiaryExercise) -> DiaryExercise:
    return DiaryExercise(entry.on, entry.exercise_id)


def _without_id(session: DiarySession | None) -> DiarySession | None:
    return replace(session, id="") if session else None
