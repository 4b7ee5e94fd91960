"""The columns of a diary file: the names they may have, what they hold and which entry of the diary they go to.

A row may tell about the day, one session and one exercise at once. An empty cell says nothing.
"""

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from footrehab_desktop.clinic.diary import DAY_LIMITS, SESSION_LIMITS
from footrehab_desktop.clinic.diary_exercises import EXERCISE_LIMITS, RESPONSES
from footrehab_desktop.progression.codes import ROUTINE_DONE, SESSION_KINDS, TENDERNESS

Part = Literal["place", "session", "day", "exercise"]
CellKind = Literal["date", "whole", "number", "yes_no", "choice", "text", "time", "exercise"]
SOURCES: Final = ("patient", "clinic", "device")
MOST_SESSIONS: Final = 9
HIGHEST_LEVEL: Final = 520
# Only these: "pain (evening)" is not the column of the pain.
_UNIT = re.compile(r"[(\[]\s*(min|minutes|h|hours|km|kg|%|bpm|nprs|0\s*[-–]\s*10)\s*[)\]]")


class Column(NamedTuple):
    """One column: ``field`` is the entry's; ``low`` and ``high`` are both allowed; ``aliases`` are other names."""

    name: str
    part: Part
    field: str
    kind: CellKind
    meaning: str
    aliases: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """Return the allowed values in words."""
        if self.kind in {"whole", "number"}:
            return f"a {'whole number' if self.kind == 'whole' else 'number'} from {self.low:g} to {self.high:g}"
        return {
            "date": "a date such as 2026-03-04 or 04-Mar-2026",
            "yes_no": "yes or no",
            "choice": "one of: " + ", ".join(self.choices),
            "time": "a time such as 18:30",
            "exercise": "the exercise's number or its exact name",
            "text": "text",
        }[self.kind]


def _number(
    part: Part,
    field: str,
    limits: Mapping[str, tuple[str, float, float]],
    kind: CellKind,
    *aliases: str,
    name: str = "",
) -> Column:
    """Return a column of numbers with the limits and the words of the diary's grid."""
    label, low, high = limits[field]
    return Column(name or field, part, field, kind, label, (label, *aliases), low, high)


def _session(field: str, kind: CellKind, *aliases: str) -> Column:
    return _number("session", field, SESSION_LIMITS, kind, *aliases)


def _day(field: str, kind: CellKind, *aliases: str) -> Column:
    return _number("day", field, DAY_LIMITS, kind, *aliases)


def _exercise(field: str, kind: CellKind, *aliases: str, name: str = "") -> Column:
    return _number("exercise", field, EXERCISE_LIMITS, kind, *aliases, name=name)


_C = Column
COLUMNS: Final[tuple[Column, ...]] = (
    _C("date", "place", "on", "date", "Day of the entry", ("day", "on")),
    _C("session", "place", "slot", "whole", "Number of the session on that day", ("slot", "session number"), 1,
       MOST_SESSIONS),
    _C("kind", "session", "kind", "choice", "Kind of training", ("type", "training", "activity"),
       choices=tuple(SESSION_KINDS)),
    _C("impact", "session", "impact", "yes_no", "With running or jumps"),
    _C("at", "session", "at", "time", "Time of day", ("time", "start", "time of day")),
    _C("level", "session", "level", "whole", "Stage or level", ("stage",), 0, HIGHEST_LEVEL),
    _session("completed_pct", "whole", "completed %", "done %"),
    _session("minutes", "number", "duration", "min"),
    _session("run_min", "number", "run minutes", "run"),
    _session("distance_km", "number", "distance", "km"),
    _session("heart_rate", "whole", "pulse", "hr"),
    _session("pain_during", "whole", "pain"),
    _session("pain_evening", "whole", "evening pain"),
    _session("pain_24h", "whole"),
    _session("pain_48h", "whole"),
    _session("settle_h", "number", "settled after hours"),
    _session("rest_pain", "whole", "resting pain"),
    _C("session_stiffness_min", "session", "stiffness_min", "whole", "Stiffness after this session, minutes", (),
       *DAY_LIMITS["stiffness_min"][1:]),
    _session("swelling", "whole"),
    _session("swelling_h", "number"),
    _C("sharp", "session", "sharp", "yes_no", "Sharp pain", ("sharp pain",)),
    _C("limp", "session", "limp", "yes_no", "New limp", ("limping",)),
    _C("tenderness", "session", "tenderness", "choice", "New tenderness", choices=tuple(TENDERNESS)),
    _C("ache_elsewhere_only", "session", "ache_elsewhere_only", "yes_no", "Only muscle ache on both sides"),
    _session("rpe", "whole", "exertion"),
    _session("target_rpe", "whole"),
    _session("surface", "whole", "ground"),
    _C("shoe", "session", "shoe", "text", "Shoe worn", ("shoes",)),
    _session("foot_contacts", "whole", "jumps"),
    _session("extra_reps", "whole", "reps left over"),
    _C("outside_plan", "session", "outside_plan", "yes_no", "Training that nobody prescribed", ("not prescribed",)),
    _C("source", "session", "source", "choice", "Who says so; empty: the patient", choices=SOURCES),
    _C("session_note", "session", "note", "text", "Note about the session"),
    _C("exercises", "day", "exercises", "choice", "All home exercises of the day", ("exercises done",),
       choices=tuple(ROUTINE_DONE)),
    _day("morning_pain", "whole", "morning pain", "first steps"),
    _day("stiffness_min", "whole", "stiffness", "morning stiffness"),
    _day("sleep_h", "number", "sleep"),
    _day("mood", "whole"),
    _day("resting_hr", "whole", "resting pulse"),
    _C("night_waking", "day", "night_waking", "yes_no", "Woken by pain in the night", ("woken by pain",)),
    _day("confidence", "whole"),
    _day("weight_kg", "number", "weight"),
    _C("day_note", "day", "note", "text", "Note about the day"),
    _C("exercise", "place", "exercise_id", "exercise", "One exercise of that day", ("exercise id", "exercise name")),
    _C("done", "exercise", "done", "choice", "Whether it was done", ("exercise done",), choices=tuple(ROUTINE_DONE)),
    _exercise("sets", "whole"),
    _exercise("reps_left", "whole", "reps left"),
    _exercise("reps_right", "whole", "reps right"),
    _C("exercise_load", "exercise", "load", "text", "Load with its unit", ("load",)),
    _exercise("pain_during", "whole", name="exercise_pain"),
    _C("response", "exercise", "response", "choice", "What the symptoms did then", choices=RESPONSES),
    _C("exercise_note", "exercise", "note", "text", "Note about the exercise"),
)  # fmt: skip


def plain(header: str) -> str:
    """Return a header without what people write differently: case, spaces, dashes, a unit in brackets."""
    return re.sub(r"[\s_\-]+", " ", _UNIT.sub("", header.casefold())).strip()


def _by_header() -> dict[str, Column]:
    """Sort columns by every name they may have. A name of its own comes before a plain one of another column."""
    own = {plain(column.name): column for column in COLUMNS}
    others: dict[str, Column] = {}
    for column in COLUMNS:
        for alias in column.aliases:
            others.setdefault(plain(alias), column)
    return others | own


BY_HEADER: Final[Mapping[str, Column]] = _by_header()
BY_NAME: Final[Mapping[str, Column]] = {column.name: column for column in COLUMNS}
