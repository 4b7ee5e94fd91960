"""The fixed words of the printed sheets, keyed by id, so that another language is another table.

``{names}`` are filled in by ``say``; no sentence is glued from pieces.
"""

from collections.abc import Mapping
from datetime import date

from footrehab_desktop.handouts.content import Side

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIDES: dict[Side, str] = {"left": "LEFT foot", "right": "RIGHT foot", "both": "BOTH feet"}

_ENGLISH: Mapping[str, str] = {
    "page": "Page {number} of {total}",
    "printed": "Printed {day}",
    "born": "Born {day}",
    "record": "Record no. {number}",
    "phone": "Tel. {phone}",
    "stop_footer": "Stop and call the clinic if a stop sign appears or you are worried.",
    "exercises.title": "Your exercises",
    "exercises.review": "Next visit: {day}",
    "exercises.stop": "Stop and call the clinic if …",
    "exercises.note": "From your physiotherapist",
    "exercise.why": "Why:",
    "exercise.cues": "Remember:",
    "exercise.stop": "Stop if:",
    "exercise.note": "For you:",
    "exercise.how_much": "How much:",
    "exercise.done": "Tick when done",
    "run.title": "Your walk–run plan",
    "run.stage": "Stage {number} · {table}",
    "run.minutes": "{run} min running in {total} min",
    "run.warm_up": "Before:",
    "run.cool_down": "After:",
    "run.rules": "Rules for running",
    "run.source": "Source: {source}",
    "diary.title": "Your diary",
    "diary.title_with_days": "Your diary · {first} to {last}",
    "diary.fill": "Fill the circle with a pen, not a pencil.",
    "diary.undo": "Wrong one? Cross it out fully, fill the right one.",
    "diary.scale": "Pain: 0 = none, 10 = the worst you can imagine. Leave blank what you did not notice.",
    "diary.limit": "Your pain limit: {ceiling} of 10",
    "diary.exercises": "Exercises: {names}",
    "diary.exercises_more": "Exercises: {names} and {rest} more",
    "diary.exercise_line": "Exercises done?",
    "diary.during": "Pain while active",
    "diary.morning": "Pain next morning",
    "diary.yes": "Yes",
    "diary.part": "Partly",
    "diary.no": "No",
    "diary.run": "Minutes run",
    "diary.stiff": "Minutes stiff on waking",
    "diary.notes": "Notes",
    "diary.bring": "Please bring this sheet to your next visit.",
    "diary.form": "Form {version} · page {number}",
}


def say(phrase: str, **names: object) -> str:
    """Return the phrase with its names filled in."""
    return _ENGLISH[phrase].format(**names)


def day(value: date) -> str:
    """Return a date nobody can misread: ``04-Mar-1984``."""
    return f"{value.day:02}-{_MONTHS[value.month - 1]}-{value.year:04}"


def weekday(value: date) -> str:
    """Return the short name of the weekday."""
    return WEEKDAYS[value.weekday()]


def side_in_words(side: Side) -> str:
    """Return the side in whole words, the deciding one in capitals."""
    return _SIDES[side]


def minutes(value: float) -> str:
    """Return minutes without needless decimals."""
    return f"{value:g}"
