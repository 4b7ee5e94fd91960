"""The lines of the typed week: what each belongs to, which the paper asks and which stand behind "More lines"."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Belongs = Literal["day", "exercise", "session", "next_morning"]
Group = Literal["exercises", "session", "next_morning", "day"]


class Row(NamedTuple):
    """One line. ``slot`` is the number of the session on its day, ``exercise`` an id; 0 and "" where it has none."""

    code: str
    belongs: Belongs
    slot: int = 0
    exercise: str = ""

    @property
    def key(self) -> str:
        """Return the name under which a draft keeps this line."""
        return f"{self.exercise or self.slot}.{self.code}"


class Place(NamedTuple):
    """One cell: a line and the number of the day, 0 to 6."""

    row: Row
    column: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A quiet heading above the lines of a group; ``slot`` numbers the session."""

    group: Group
    slot: int = 0


Line = Row | Heading

ALL_EXERCISES: Final = Row("exercises", "day")
NEXT_PAIN: Final = Row("next_morning_pain", "next_morning")
NEXT_MORNING_ROWS: Final = (NEXT_PAIN, Row("next_morning_stiffness_min", "next_morning"))
NEXT_MORNING: Final = {"next_morning_pain": "morning_pain", "next_morning_stiffness_min": "stiffness_min"}
# Of an exercise the first line is always there, its details once they are opened or hold something.
EXERCISE_FIELDS: Final = {
    "ex_done": "done",
    "ex_sets": "sets",
    "ex_reps_left": "reps_left",
    "ex_reps_right": "reps_right",
    "ex_load": "load",
    "ex_pain_during": "pain_during",
    "ex_response": "response",
    "ex_note": "note",
}
SESSION_ASKED: Final = (
    "kind", "minutes", "run_min", "pain_during", "pain_evening", "swelling", "rpe", "surface", "shoe",
)  # fmt: skip
SESSION_MORE: Final = (
    "distance_km", "heart_rate", "completed_pct", "sharp", "limp", "ache_elsewhere_only", "tenderness", "settle_h",
    "rest_pain", "pain_24h", "pain_48h", "swelling_h", "foot_contacts", "extra_reps", "outside_plan", "source",
)  # fmt: skip
SESSION_CODES: Final = (*SESSION_ASKED, *SESSION_MORE)
DAY_ASKED: Final = (Row("sleep_h", "day"), Row("mood", "day"))
DAY_MORE: Final = tuple(Row(code, "day") for code in ("confidence", "resting_hr", "weight_kg", "night_waking"))
NOTE: Final = Row("note", "day")
DAY_ROWS: Final = (*DAY_ASKED, *DAY_MORE, NOTE)
LINE_CODES: Final = frozenset(
    {"exercises", *EXERCISE_FIELDS, *SESSION_CODES, *(row.code for row in (*NEXT_MORNING_ROWS, *DAY_ROWS))}
)


def exercise_row(exercise: str, code: str = "ex_done") -> Row:
    """Return a line of an exercise."""
    return Row(code, "exercise", 0, exercise)


def session_row(code: str, slot: int) -> Row:
    """Return a line of a session."""
    return Row(code, "session", slot)


@dataclass(frozen=True, slots=True)
class View:
    """Which lines are shown: ``more`` opens what the paper does not ask, ``opened`` the details of exercises."""

    more: bool = False
    opened: frozenset[str] = frozenset()


def every_row(exercises: Collection[str], slots: int) -> tuple[Row, ...]:
    """Return all lines there can be, in their order."""
    everything = View(more=True, opened=frozenset(exercises))
    return tuple(line for line in lines_shown(exercises, slots, everything, frozenset()) if isinstance(line, Row))


def lines_shown(exercises: Collection[str], slots: int, view: View, filled: Collection[Row]) -> Iterator[Line]:
    """Yield headings and lines to show. A line that holds something (``filled``) is always among them."""
    yield Heading("exercises")
    yield ALL_EXERCISES
    for exercise in exercises:
        for code in EXERCISE_FIELDS:
            row = exercise_row(exercise, code)
            if code == "ex_done" or exercise in view.opened or row in filled:
                yield row
    for slot in range(1, slots + 1):
        yield Heading("session", slot)
        for code in SESSION_CODES:
            row = session_row(code, slot)
            if view.more or code in SESSION_ASKED or row in filled:
                yield row
    yield Heading("next_morning")
    yield from NEXT_MORNING_ROWS
    yield Heading("day")
    yield from (row for row in DAY_ROWS if view.more or row not in DAY_MORE or row in filled)
