"""The week of a paper diary as a sheet of typed cells, without a window.

A cell keeps what was typed. What cannot be taken stays in its cell with the reason until it is mended or deleted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from footrehab_desktop.clinic.diary import DAYS_PER_WEEK, DiaryColumn, DiaryWeek, check_day, check_session
from footrehab_desktop.clinic.diary_exercises import check_exercise, contradiction, is_blank
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression.codes import IMPACT_KINDS
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession
from footrehab_desktop.ui.presenters.diary_cells import as_text, canonical, choices_hint, empty_value, value_of
from footrehab_desktop.ui.presenters.diary_days import DayExercises
from footrehab_desktop.ui.presenters.diary_lines import (
    ALL_EXERCISES,
    DAY_ROWS,
    EXERCISE_FIELDS,
    NEXT_MORNING,
    NEXT_MORNING_ROWS,
    NEXT_PAIN,
    NOTE,
    SESSION_CODES,
    Line,
    Place,
    Row,
    View,
    every_row,
    exercise_row,
    lines_shown,
    session_row,
)

ONE_DAY = timedelta(days=1)
MOST_SESSIONS = 4
DAY_FIELDS = (ALL_EXERCISES, *DAY_ROWS)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that cannot be taken as it is, and the sentence that says why."""

    place: Place
    reason: str


class Shown(NamedTuple):
    """What a cell shows. ``implied``: it was not typed here but follows from the other answers of the day."""

    text: str
    implied: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """One change that is taken back as a whole: the cell it was made in, and the cells before and after."""

    at: Place
    before: Mapping[Place, str]
    after: Mapping[Place, str]


class WeekSheet:
    """Seven days (``dates``) of typed cells over the stored week: change it with ``enter``, read ``shown``."""

    def __init__(self, week: DiaryWeek, today: date) -> None:
        self.stored = week
        self.today = today
        self.dates = tuple(week.start + offset * ONE_DAY for offset in range(DAYS_PER_WEEK))
        self.slots = max([1, *(s.slot for column in week.columns for s in column.sessions)])
        named = [exercise for column in week.columns for exercise in column.prescribed]
        named += [entry.exercise_id for column in week.columns for entry in column.exercises]
        self.exercises: tuple[str, ...] = tuple(dict.fromkeys(named))
        self._cells: dict[Place, str] = {}
        self._refusals: dict[Place, str] = {}
        # What was worked out before is kept: a key is answered at once, and it changes one day only.
        self._said: dict[int, DayExercises] = {}
        self._alone: dict[tuple[Place, str], str] = {}
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        for number, column in enumerate(week.columns):
            for row, text in _texts(column).items():
                self._keep(Place(row, number), text)
            self._check_column(number)
        self._stored_cells = dict(self._cells)

    @property
    def changed(self) -> bool:
        """Tell whether anything differs from what is stored."""
        return self._cells != self._stored_cells

    @property
    def coverage(self) -> int:
        """Return how many of the seven days have something typed or stored in their column."""
        return len({place.column for place in self._cells})

    @property
    def complete(self) -> bool:
        """Tell whether each day says what was exercised and how the next morning was, and nothing is refused."""
        days = range(DAYS_PER_WEEK)
        answered = all(self.shown(Place(ALL_EXERCISES, day)).text for day in days)
        return answered and all(Place(NEXT_PAIN, day) in self._cells for day in days) and not self._refusals

    def lines(self, view: View) -> tuple[Line, ...]:
        """Return headings and lines to show, in the order of the paper; further sessions follow the first."""
        filled = {place.row for place in self._cells}
        return tuple(lines_shown(self.exercises, self.slots, view, filled))

    def rows(self) -> tuple[Row, ...]:
        """Return every line there can be."""
        return every_row(self.exercises, self.slots)

    def text(self, place: Place) -> str:
        """Return what the cell holds: the code of a choice, a number as text, or what was typed and refused."""
        return self._cells.get(place, "")

    def shown(self, place: Place) -> Shown:
        """Return what the cell shows: what it holds, or what follows for it from the exercises of the day."""
        text = self.text(place)
        if text or place.row.code not in ("exercises", "ex_done"):
            return Shown(text)
        implied = self._exercises_of(place.column).implied(place.row)
        return Shown(implied, bool(implied))

    def shown_day_before(self, place: Place) -> str:
        """Return what the same line shows on the day before, which on the first day is in the week before."""
        if place.column:
            return self.shown(place._replace(column=place.column - 1)).text
        before = self.stored.day_before
        return _shown_texts(before, self.exercises).get(place.row, "") if before else ""

    def is_due(self, place: Place) -> bool:
        """Tell whether a line is asked on a day: exercises are only on the days of the plan."""
        return not place.row.exercise or place.row.exercise in self.stored.columns[place.column].prescribed

    def has_session(self, column: int, slot: int) -> bool:
        """Tell whether a session is typed on a day."""
        return Place(session_row("kind", slot), column) in self._cells

    def reason(self, place: Place) -> str:
        """Return why the cell cannot be taken, or ``""``."""
        return self._refusals.get(place, "")

    def refusals(self) -> tuple[Refusal, ...]:
        """Return every refused cell, day by day."""
        order = {row: number for number, row in enumerate(self.rows())}
        places = sorted(self._refusals, key=lambda place: (place.column, order[place.row]))
        return tuple(Refusal(place, self._refusals[place]) for place in places)

    # Typing

    def enter(self, place: Place, typed: str) -> str:
        """Put what was typed into a cell and return the reason why it is refused, or ``""``. Empty text clears it."""
        self.enter_all([(place, typed)])
        return self.reason(place)

    def enter_all(self, typed: Iterable[tuple[Place, str]]) -> None:
        """Type several cells as one step that is taken back as a whole."""
        before = dict(self._cells)
        after: dict[Place, str] = {}
        at = None
        for place, text in typed:
            at = at or place
            consequences = self._consequences(place, canonical(place.row, text))
            after |= consequences
            self._lay(consequences)
        if at is not None:
            self._remember(_Step(at, {place: before.get(place, "") for place in after}, after))

    def undo(self) -> Place | None:
        """Take the last change back and return its cell, or None when there is nothing to take back."""
        return self._move(self._done, self._undone, "before")

    def redo(self) -> Place | None:
        """Make the change again that was taken back last and return its cell, or None."""
        return self._move(self._undone, self._done, "after")

    def copy_day(self, column: int) -> None:
        """Make a day as the day before it, its note apart."""
        before = self.stored.day_before
        if not column and before:
            self.slots = max([self.slots, *(session.slot for session in before.sessions)])
        told = _texts(before) if before else {}
        rows = [row for row in self.rows() if row != NOTE]
        after = {Place(r, column): self.text(Place(r, column - 1)) if column else told.get(r, "") for r in rows}
        former = {place: self.text(place) for place in after}
        self._lay(after)
        self._remember(_Step(Place(ALL_EXERCISES, column), former, after))

    def add_session(self) -> bool:
        """Offer the lines of one more session a day. Return False when there are enough."""
        if self.slots >= MOST_SESSIONS:
            return False
        self.slots += 1
        return True

    # Drafts and the record

    def draft(self) -> dict[str, Any]:
        """Return the cells that differ from what is stored, as plain JSON."""
        places = {*self._cells, *self._stored_cells}
        changed = [place for place in places if self._cells.get(place) != self._stored_cells.get(place)]
        cells = {f"{place.column}/{place.row.key}": self.text(place) for place in sorted(changed)}
        return {"slots": self.slots, "cells": cells}

    def restore(self, content: Mapping[str, Any]) -> None:
        """Lay a kept draft over what is stored."""
        cells = {key.partition("/")[::2]: str(typed) for key, typed in content.get("cells", {}).items()}
        self.slots = max(self.slots, min(MOST_SESSIONS, int(content.get("slots", 1))))
        exercises = (key.rpartition(".") for _column, key in cells)
        named = [name for name, _dot, code in exercises if code in EXERCISE_FIELDS]
        self.exercises = tuple(dict.fromkeys([*self.exercises, *sorted(named)]))
        self._said.clear()
        known = {row.key: row for row in self.rows()}
        for (column, key), typed in cells.items():
            if key in known:
                self._keep(Place(known[key], int(column)), typed)
        for column in range(DAYS_PER_WEEK):
            self._check_column(column)

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
        self._said.clear()
        self._stored_cells = fresh._stored_cells

    # Filling

    def _keep(self, place: Place, text: str) -> None:
        self._said.pop(place.column, None)
        if text:
            self._cells[place] = text
        else:
            self._cells.pop(place, None)

    def _exercises_of(self, column: int) -> DayExercises:
        said = self._said.get(column)
        if said is None:
            prescribed = self.stored.columns[column].prescribed
            answers = {e: self.text(Place(exercise_row(e), column)) for e in self.exercises}
            said = self._said[column] = DayExercises(self.text(Place(ALL_EXERCISES, column)), answers, prescribed)
        return said

    def _consequences(self, place: Place, text: str) -> dict[Place, str]:
        """Return the cells to change: an answer for all exercises and for single ones never contradict each other."""
        if place.row == ALL_EXERCISES:
            changes = self._exercises_of(place.column).answer_all(text)
        elif place.row.code == "ex_done":
            changes = self._exercises_of(place.column).answer_one(place.row.exercise, text)
        else:
            return {place: text}
        return {Place(row, place.column): now for row, now in changes.items()}

    def _move(self, source: list[_Step], target: list[_Step], to: str) -> Place | None:
        if not source:
            return None
        step = source.pop()
        target.append(step)
        cells: Mapping[Place, str] = getattr(step, to)
        self._lay(cells)
        self._check_columns(cells)
        return step.at

    def _remember(self, step: _Step) -> None:
        self._check_columns(step.after)
        if step.before != step.after:
            self._done.append(step)
            self._undone.clear()

    def _lay(self, cells: Mapping[Place, str]) -> None:
        for place, text in cells.items():
            self._keep(place, text)

    # Checking

    def _check_columns(self, places: Iterable[Place]) -> None:
        for column in {place.column for place in places}:
            self._check_column(column)

    def _check_column(self, column: int) -> None:
        for place in [place for place in self._refusals if place.column == column]:
            del self._refusals[place]
        for place in [place for place in self._cells if place.column == column]:
            reason = self._cell_reason(place, self._cells[place])
            if reason:
                self._refusals[place] = reason
        for slot in range(1, self.slots + 1):
            self._check_session(column, slot)

    def _cell_reason(self, place: Place, text: str) -> str:
        on = self.dates[place.column]
        if place.row.belongs == "next_morning" and on == self.today:
            return "The morning after this day has not come yet. Enter it tomorrow."
        if (place, text) not in self._alone:
            self._alone[place, text] = self._reason_alone(on, place.row, text)
        return self._alone[place, text] or self._contradicted(place, text)

    def _reason_alone(self, on: date, row: Row, text: str) -> str:
        try:
            self._check_alone(on, row, value_of(row, text))
        except FieldError as error:
            return str(error)
        return ""

    def _check_alone(self, on: date, row: Row, value: Any) -> None:
        """Check one value on its own, by the very checks that saving makes."""
        if row.belongs == "session":
            check_session(replace(DiarySession(on, row.slot, "other", False), **{row.code: value}), self.today)
        elif row.belongs == "exercise":
            field = EXERCISE_FIELDS[row.code]
            check_exercise(replace(DiaryExercise(on, row.exercise), **{field: value}), self.today)
        else:
            check_day(replace(DiaryDay(on), **{NEXT_MORNING.get(row.code, row.code): value}), self.today)

    def _contradicted(self, place: Place, text: str) -> str:
        whole = self.text(Place(ALL_EXERCISES, place.column))
        against = place.row.code == "ex_done" and whole in ("yes", "no") and text != whole
        return contradiction(whole) if against else ""

    def _check_session(self, column: int, slot: int) -> None:
        """Check what only shows when the cells of one session are seen together."""
        kind = Place(session_row("kind", slot), column)
        fields = self._session_cells(column, slot)
        if fields and kind not in self._cells:
            self._refusals[kind] = "Which kind of session was it? Type " + choices_hint("kind") + "."
        if any(place in self._refusals for place in fields):
            return
        running = Place(session_row("run_min", slot), column)
        if running in fields:
            try:
                check_session(self._session(column, slot), self.today)
            except FieldError as error:
                self._refusals[running] = str(error)

    def _session_cells(self, column: int, slot: int) -> list[Place]:
        places = (Place(session_row(code, slot), column) for code in SESSION_CODES)
        return [place for place in places if place in self._cells]

    # Reading

    def _column(self, number: int) -> DiaryColumn:
        stored = self.stored.columns[number]
        read = partial(self._read, number)
        slots = [slot for slot in range(1, self.slots + 1) if self._session_cells(number, slot)]
        exercises = (self._exercise(number, exercise) for exercise in self.exercises)
        return DiaryColumn(
            on=stored.on,
            day=replace(stored.day, **{row.code: read(row) for row in DAY_FIELDS}),
            sessions=tuple(self._session(number, slot) for slot in slots),
            exercises=tuple(entry for entry in exercises if not is_blank(entry)),
            prescribed=stored.prescribed,
            next_morning_pain=read(NEXT_MORNING_ROWS[0]),
            next_morning_stiffness_min=read(NEXT_MORNING_ROWS[1]),
        )

    def _session(self, column: int, slot: int) -> DiarySession:
        """Return the typed session over the stored one, which also holds what the sheet does not show."""
        stored = self.stored.columns[column]
        kind = self.text(Place(session_row("kind", slot), column)) or "other"
        session = next((s for s in stored.sessions if s.slot == slot), DiarySession(stored.on, slot, "", False))
        if session.kind != kind:
            session = replace(session, kind=kind, impact=kind in IMPACT_KINDS)
        codes = [code for code in SESSION_CODES if code != "kind"]
        return replace(session, **{code: self._read(column, session_row(code, slot)) for code in codes})

    def _exercise(self, column: int, exercise: str) -> DiaryExercise:
        fields = {field: self._read(column, exercise_row(exercise, code)) for code, field in EXERCISE_FIELDS.items()}
        return DiaryExercise(self.dates[column], exercise, **fields)

    def _read(self, column: int, row: Row) -> Any:
        """Return the value of a cell; an empty or refused one has none."""
        place = Place(row, column)
        text = self._cells.get(place)
        return empty_value(row) if text is None or place in self._refusals else value_of(row, text)


def _texts(column: DiaryColumn) -> dict[Row, str]:
    """Return the cells of a stored day as text; empty ones as ``""``."""
    texts = {row: as_text(getattr(column.day, row.code)) for row in DAY_FIELDS}
    texts |= {row: as_text(getattr(column, row.code)) for row in NEXT_MORNING_ROWS}
    for session in column.sessions:
        texts |= {session_row(code, session.slot): as_text(getattr(session, code)) for code in SESSION_CODES}
    for entry in column.exercises:
        for code, field in EXERCISE_FIELDS.items():
            texts[exercise_row(entry.exercise_id, code)] = as_text(getattr(entry, field))
    return texts


def _shown_texts(column: DiaryColumn, exercises: Iterable[str]) -> dict[Row, str]:
    """Return the cells of a stored day as the sheet shows them: also what follows for one from the others."""
    texts = _texts(column)
    answers = {exercise: texts.get(exercise_row(exercise), "") for exercise in exercises}
    day = DayExercises(texts[ALL_EXERCISES], answers, column.prescribed)
    rows = (ALL_EXERCISES, *map(exercise_row, answers))
    return texts | {row: texts.get(row) or day.implied(row) for row in rows}


def week_start(on: date) -> date:
    """Return the Monday of the week to type first: the present week, or the last one while it is Monday."""
    yesterday = on - ONE_DAY
    return yesterday - yesterday.weekday() * ONE_DAY
