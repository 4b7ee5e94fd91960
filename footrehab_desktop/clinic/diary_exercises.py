"""How the home exercises of a day went, said once: for all of them together, or for single ones.

A day holds either one answer for all exercises or answers of single ones that do not contradict it; the whole is worked
out from whichever was recorded. What nobody answered counts as nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean
from typing import Final, Literal

from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, Plan

Done = Literal["yes", "part", "no"]
DONE_WORTH: Final[Mapping[str, float]] = {"yes": 1.0, "part": 0.5, "no": 0.0}
RESPONSES: Final = ("eased", "same", "provoked")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# field: (label, lowest, highest); both ends are allowed.
EXERCISE_LIMITS: Final[dict[str, tuple[str, float, float]]] = {
    "sets": ("Sets", 0, 20),
    "reps_left": ("Repetitions LEFT", 0, 500),
    "reps_right": ("Repetitions RIGHT", 0, 500),
    "pain_during": ("Pain during", 0, 10),
}


def prescribed_on(versions: Sequence[Plan], on: date) -> tuple[str, ...]:
    """Return the exercises that the plan standing on a day asks for on its weekday; ``versions`` newest first."""
    for plan in versions:
        if plan.created_at.astimezone().date() <= on:
            weekday = WEEKDAYS[on.weekday()]
            return tuple(item.exercise_id for item in plan.items if not item.days or weekday in item.days.split())
    return ()


def answer_of_day(day: DiaryDay | None, exercises: Iterable[DiaryExercise]) -> Done | None:
    """Return whether the exercises of a day were done: the answer for all, or what the single ones amount to."""
    if day is not None and day.exercises is not None:
        return day.exercises
    answers = {entry.done for entry in exercises if entry.done is not None}
    return (answers.pop() if len(answers) == 1 else "part") if answers else None


def share_of_day(day: DiaryDay | None, exercises: Iterable[DiaryExercise]) -> float | None:
    """Return the part that was done, 0 to 1; None without an answer. Single answers weigh alike."""
    if day is not None and day.exercises is not None:
        return DONE_WORTH[day.exercises]
    worth = [DONE_WORTH[entry.done] for entry in exercises if entry.done is not None]
    return fmean(worth) if worth else None


def shares_done(days: Iterable[DiaryDay], exercises: Iterable[DiaryExercise]) -> dict[date, float]:
    """Return the part done (0 to 1) of every day that has an answer, oldest first."""
    whole = {day.on: day for day in days}
    single = by_day(exercises)
    shares = {on: share_of_day(whole.get(on), single.get(on, ())) for on in sorted({*whole, *single})}
    return {on: share for on, share in shares.items() if share is not None}


def by_day(exercises: Iterable[DiaryExercise]) -> dict[date, list[DiaryExercise]]:
    """Sort entries of exercises by their day."""
    found: dict[date, list[DiaryExercise]] = defaultdict(list)
    for entry in exercises:
        found[entry.on].append(entry)
    return found


def is_blank(entry: DiaryExercise) -> bool:
    """Tell whether nothing was recorded for an exercise on a day."""
    return entry == DiaryExercise(entry.on, entry.exercise_id)


def check_exercise(entry: DiaryExercise, today: date) -> None:
    """Refuse an entry of the future and a value outside its range."""
    if entry.on > today:
        raise FieldError("on", "This day has not come yet. Enter exercises up to today.")
    for field, (label, low, high) in EXERCISE_LIMITS.items():
        value = getattr(entry, field)
        if value is not None and not low <= value <= high:
            raise FieldError(field, f"{label} takes a number from {low:g} to {high:g}.")
    check_note("load", "The load", entry.load)
    check_note("note", "The note", entry.note)


def check_agreement(day: DiaryDay, exercises: Iterable[DiaryExercise]) -> None:
    """Refuse an answer for all exercises of a day that an answer for a single one contradicts."""
    for entry in exercises:
        if day.exercises in ("yes", "no") and entry.done not in (None, day.exercises):
            raise FieldError("done", contradiction(day.exercises))


def contradiction(whole: str) -> str:
    """Return the sentence for a single answer that the answer for all exercises contradicts."""
    return f"All exercises of this day say {whole}. Delete that answer, or this one."
