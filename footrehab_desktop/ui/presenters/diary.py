"""The week of a paper diary as a sheet of typed cells, without a window.

A cell keeps what was typed. What cannot be taken stays in its cell with the reason until it is mended or deleted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from footrehab_desktop.clinic.diary import (
    DAY_LIMITS,
    DAYS_PER_WEEK,
    SESSION_LIMITS,
    DiaryColumn,
    DiaryWeek,
    check_day,
    check_session,
)
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression.codes import SESSION_KINDS, TENDERNESS
from footrehab_desktop.records.values import DiaryDay, DiarySession

ONE_DAY = timedelta(days=1)
MOST_SESSIONS = 4
IMPACT_KINDS = frozenset({"run", "plyometric"})
NUMBER = re.compile(r"\d{1,6}([.,]\d{1,3})?")
# Hours and minutes may be broken numbers; scores and percent are whole.
BROKEN_NUMBERS = frozenset({"minutes", "run_min", "settle_h", "swelling_h", "sleep_h"})
NEXT_MORNING = {"next_morning_pain": "morning_pain", "next_morning_stiffness_min": "stiffness_min"}

YES = ("x", "y", "yes")
NO = ("n", "no", "-")
# What may be typed for a choice, shortest first; the key is what is recorded.
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "exercises": {"yes": YES, "part": ("p", "/", "part"), "no": NO},
    "kind": {
        "run": ("r", "run"),
        "walk": ("w", "walk"),
        "strength": ("s", "strength"),
        "plyometric": ("j", "jumps", "hops", "plyometric"),
        "cycle": ("c", "cycle"),
        "swim": ("m", "swim"),
        "other": ("o", "other"),
    },
    "tenderness": {"none": ("n", "no", "none"), "soft_tissue": ("s", "soft", "soft_tissue"), "bone": ("b", "bone")},
    "sharp": {"yes": YES, "no": NO},
    "limp": {"yes": YES, "no": NO},
    "night_waking": {"yes": YES, "no": NO},
}
YES_NO = frozenset({"sharp", "limp", "night_waking"})
TEXTS = frozenset({"shoe", "note"})
Belongs = Literal["day", "session", "next_morning"]


class Row(NamedTuple):
    """One line of the sheet. ``slot`` is the number of the session on its day, 0 for what belongs to the day."""

    code: str
    belongs: Belongs
    slot: int = 0

    @property
    def key(self) -> str:
        """Return the name under which a draft keeps this line."""
        return f"{self.slot}.{self.code}"


class Place(NamedTuple):
    """One cell: a line and the number of the day, 0 to 6."""

    row: Row
    column: int


FIRST_ROWS = (
    Row("exercises", "day"),
    Row("kind", "session", 1),
    Row("minutes", "session", 1),
    Row("run_min", "session", 1),
    Row("pain_during", "session", 1),
    Row("pain_evening", "session", 1),
    Row("next_morning_pain", "next_morning"),
    Row("next_morning_stiffness_min", "next_morning"),
    Row("swelling", "session", 1),
    Row("rpe", "session", 1),
    Row("surface", "session", 1),
    Row("shoe", "session", 1),
    Row("sleep_h", "day"),
    Row("mood", "day"),
    Row("note", "day"),
)
FURTHER_SESSION = (
    "kind",
    "minutes",
    "run_min",
    "pain_during",
    "pain_evening",
    "swelling",
    "rpe",
    "surface",
    "shoe",
)
SESSION_DETAILS = (
    "completed_pct",
    "sharp",
    "limp",
    "tenderness",
    "settle_h",
    "rest_pain",
    "pain_24h",
    "pain_48h",
    "swelling_h",
)
DAY_DETAILS = (Row("night_waking", "day"),)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that cannot be taken as it is, and the sentence that says why."""

    place: Place
    reason: str


class WeekSheet:
    """Seven days of typed cells over the stored week. Change it with ``enter``; read ``text`` and ``reason``."""

    def __init__(self, week: DiaryWeek, today: date) -> None:
        self.stored = week
        self.today = today
        self.slots = max([1, *(s.slot for column in week.columns for s in column.sessions)])
        self._cells: dict[Place, str] = {}
        self._undo: list[tuple[Place, str]] = []
        self._refusals: dict[Place, str] = {}
        for number, column in enumerate(week.columns):
            self._fill(number, column)
        self._stored_cells = dict(self._cells)

    @property
    def dates(self) -> tuple[date, ...]:
        """Return the seven days."""
        return tuple(self.stored.start + offset * ONE_DAY for offset in range(DAYS_PER_WEEK))

    @property
    def changed(self) -> bool:
        """Tell whether anything differs from what is stored."""
        return self._cells != self._stored_cells

    @property
    def has_details(self) -> bool:
        """Tell whether a line of the details holds something."""
        names = {*SESSION_DETAILS, *(row.code for row in DAY_DETAILS)}
        return any(place.row.code in names for place in self._cells)

    @property
    def coverage(self) -> int:
        """Return how many of the seven days have something typed or stored in their column."""
        return len({place.column for place in self._cells})

    @property
    def complete(self) -> bool:
        """Tell whether each day says what was exercised and how the next morning was, and nothing is refused."""
        asked = (FIRST_ROWS[0], FIRST_ROWS[6])
        answered = all(Place(row, column) in self._cells for row in asked for column in range(DAYS_PER_WEEK))
        return answered and not self._refusals

    def rows(self, *, details: bool) -> tuple[Row, ...]:
        """Return the lines to show, in the order of the paper; further sessions follow the first."""
        rows = list(FIRST_ROWS)
        if details:
            rows += [Row(code, "session", 1) for code in SESSION_DETAILS]
            rows += DAY_DETAILS
        for slot in range(2, self.slots + 1):
            rows += [Row(code, "session", slot) for code in FURTHER_SESSION]
            if details:
                rows += [Row(code, "session", slot) for code in SESSION_DETAILS]
        return tuple(rows)

    def text(self, place: Place) -> str:
        """Return what the cell holds: the code of a choice, a number as text, or what was typed and refused."""
        return self._cells.get(place, "")

    def reason(self, place: Place) -> str:
        """Return why the cell cannot be taken, or ``""``."""
        return self._refusals.get(place, "")

    def refusals(self) -> tuple[Refusal, ...]:
        """Return every refused cell, day by day."""
        order = {row: number for number, row in enumerate(self.rows(details=True))}
        places = sorted(self._refusals, key=lambda place: (place.column, order[place.row]))
        return tuple(Refusal(place, self._refusals[place]) for place in places)

    def enter(self, place: Place, typed: str) -> str:
        """Put what was typed into a cell and return the reason why it is refused, or ``""``. Empty text clears it."""
        before = self.text(place)
        self._put(place, typed)
        if self.text(place) != before:
            self._undo.append((place, before))
        return self.reason(place)

    def undo(self) -> Place | None:
        """Take the last change back and return its cell, or None when there is nothing to take back."""
        if not self._undo:
            return None
        place, before = self._undo.pop()
        self._put(place, before)
        return place

    def add_session(self) -> bool:
        """Offer the lines of one more session a day. Return False when there are enough."""
        if self.slots >= MOST_SESSIONS:
            return False
        self.slots += 1
        return True

    def draft(self) -> dict[str, Any]:
        """Return the cells that differ from what is stored, as plain JSON."""
        places = {*self._cells, *self._stored_cells}
        changed = [place for place in places if self._cells.get(place) != self._stored_cells.get(place)]
        cells = {f"{place.column}/{place.row.key}": self.text(place) for place in sorted(changed)}
        return {"slots": self.slots, "cells": cells}

    def restore(self, content: Mapping[str, Any]) -> None:
        """Lay a kept draft over what is stored."""
        self.slots = min(MOST_SESSIONS, max(self.slots, int(content.get("slots", 1))))
        known = {row.key: row for row in self.rows(details=True)}
        for key, typed in content.get("cells", {}).items():
            column, _, row_key = key.partition("/")
            if row_key in known:
                self._put(Place(known[row_key], int(column)), str(typed))

    def week(self) -> DiaryWeek:
        """Return the typed week. Raises ``FieldError`` with the first reason when a cell is refused."""
        refused = self.refusals()
        if refused:
            raise FieldError(refused[0].place.row.code, refused[0].reason)
        return DiaryWeek(self.stored.start, tuple(self._column(number) for number in range(DAYS_PER_WEEK)))

    def stored_as(self, week: DiaryWeek) -> None:
        """Take a freshly stored week as what later typing is compared with; the cells stay as they are."""
        fresh = WeekSheet(week, self.today)
        self.stored = week
        self._stored_cells = fresh._stored_cells

    # Filling and reading

    def _fill(self, number: int, column: DiaryColumn) -> None:
        for row in FIRST_ROWS + DAY_DETAILS:
            if row.belongs != "session":
                owner: object = column if row.belongs == "next_morning" else column.day
                self._keep(Place(row, number), getattr(owner, row.code))
        for session in column.sessions:
            for code in (*FURTHER_SESSION, *SESSION_DETAILS):
                self._keep(Place(Row(code, "session", session.slot), number), getattr(session, code))

    def _keep(self, place: Place, value: str | float | bool | None) -> None:
        text = _as_text(value)
        if text:
            self._cells[place] = text

    def _put(self, place: Place, typed: str) -> None:
        text = _canonical(place.row.code, typed)
        if text:
            self._cells[place] = text
        else:
            self._cells.pop(place, None)
        self._check_column(place.column)

    def _check_column(self, column: int) -> None:
        here = {place: text for place, text in self._cells.items() if place.column == column}
        for place in [place for place in self._refusals if place.column == column]:
            del self._refusals[place]
        for place, text in here.items():
            reason = self._cell_reason(place, text)
            if reason:
                self._refusals[place] = reason
        for slot in range(1, self.slots + 1):
            self._check_session(column, slot)

    def _cell_reason(self, place: Place, text: str) -> str:
        on = self.dates[place.column]
        if place.row.belongs == "next_morning" and on == self.today:
            return "The morning after this day has not come yet. Enter it tomorrow."
        try:
            value = _value(place.row, text)
            if place.row.belongs == "session":
                session = DiarySession(on, place.row.slot, "other", False)
                check_session(_with(session, place.row.code, value), self.today)
            else:
                name = NEXT_MORNING.get(place.row.code, place.row.code)
                check_day(_with(DiaryDay(on), name, value), self.today)
        except FieldError as error:
            return str(error)
        return ""

    def _check_session(self, column: int, slot: int) -> None:
        """Check what only shows when the cells of one session are seen together."""
        kind = Place(Row("kind", "session", slot), column)
        fields = self._session_cells(column, slot)
        if fields and kind not in self._cells:
            self._refusals[kind] = "Which kind of session was it? Type " + choices_hint("kind") + "."
        if any(place in self._refusals for place in fields):
            return
        running = Place(Row("run_min", "session", slot), column)
        if running in fields:
            try:
                check_session(self._session(column, slot), self.today)
            except FieldError as error:
                self._refusals[running] = str(error)

    def _session_cells(self, column: int, slot: int) -> list[Place]:
        names = (*FURTHER_SESSION, *SESSION_DETAILS)
        places = (Place(Row(code, "session", slot), column) for code in names)
        return [place for place in places if place in self._cells]

    def _column(self, number: int) -> DiaryColumn:
        stored = self.stored.columns[number]
        day = stored.day
        for row in FIRST_ROWS + DAY_DETAILS:
            if row.belongs == "day":
                day = _with(day, row.code, self._read(Place(row, number)))
        slots = [slot for slot in range(1, self.slots + 1) if self._session_cells(number, slot)]
        return DiaryColumn(
            on=stored.on,
            day=day,
            sessions=tuple(self._session(number, slot) for slot in slots),
            next_morning_pain=self._read(Place(FIRST_ROWS[6], number)),
            next_morning_stiffness_min=self._read(Place(FIRST_ROWS[7], number)),
        )

    def _session(self, column: int, slot: int) -> DiarySession:
        """Return the typed session over the stored one, which also holds what the sheet does not show."""
        stored = self.stored.columns[column]
        kind = self.text(Place(Row("kind", "session", slot), column)) or "other"
        session = next((s for s in stored.sessions if s.slot == slot), DiarySession(stored.on, slot, "", False))
        if session.kind != kind:
            session = replace(session, kind=kind, impact=kind in IMPACT_KINDS)
        for code in (*FURTHER_SESSION[1:], *SESSION_DETAILS):
            session = _with(session, code, self._read(Place(Row(code, "session", slot), column)))
        return session

    def _read(self, place: Place) -> Any:
        """Return the value of a cell; an empty or refused one has none."""
        text = self._cells.get(place)
        if text is None or place in self._refusals:
            return "" if place.row.code == "note" else None
        return _value(place.row, text)


def choices_hint(code: str) -> str:
    """Return what may be typed for a choice: ``"r run, w walk, …"``."""
    words = SESSION_KINDS if code == "kind" else TENDERNESS if code == "tenderness" else {}
    return ", ".join(f"{typed[0]} {words.get(value, value).lower()}" for value, typed in CHOICES[code].items())


def limits_of(row: Row) -> tuple[str, float, float]:
    """Return label, lowest and highest of a number."""
    limits = SESSION_LIMITS if row.belongs == "session" else DAY_LIMITS
    return limits[NEXT_MORNING.get(row.code, row.code)]


def is_number(row: Row) -> bool:
    """Tell whether the line takes numbers."""
    return row.code not in CHOICES and row.code not in TEXTS


def week_start(on: date) -> date:
    """Return the Monday of the week to type first: the present week, or the last one while it is Monday."""
    yesterday = on - ONE_DAY
    return yesterday - yesterday.weekday() * ONE_DAY


def _with(entry: Any, name: str, value: Any) -> Any:
    return replace(entry, **{name: value})


def _as_text(value: str | float | bool | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


def _canonical(code: str, typed: str) -> str:
    """Return the code of a choice for what was typed, else the text without blanks around it."""
    text = typed.strip()
    for value, ways in CHOICES.get(code, {}).items():
        if text.casefold() in ways or text == value:
            return value
    return text


def _value(row: Row, text: str) -> Any:
    """Return the value of a cell. Raises ``FieldError`` with what is allowed."""
    if row.code in CHOICES:
        if text not in CHOICES[row.code]:
            raise FieldError(row.code, f"Type one of: {choices_hint(row.code)}.")
        return text == "yes" if row.code in YES_NO else text
    return text if row.code in TEXTS else _number(row, text)


def _number(row: Row, text: str) -> float:
    label, low, high = limits_of(row)
    broken = row.code in BROKEN_NUMBERS
    if not NUMBER.fullmatch(text):
        raise FieldError(row.code, f"{label} takes a number from {low:g} to {high:g}, in digits.")
    number = float(text.replace(",", "."))
    if not broken and not number.is_integer():
        raise FieldError(row.code, f"{label} takes whole numbers from {low:g} to {high:g}.")
    return number if broken else int(number)
