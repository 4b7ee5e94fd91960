"""The diary: sessions and days. Correcting an entry takes the old row back and adds a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.failures import NotOnFileError
from footrehab_desktop.records.repositories.base import Repository, columns_of, row_of
from footrehab_desktop.records.schema_diary import DiaryDayTable, DiaryExerciseTable, DiarySessionTable
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession

_RENAMED = {"on": "on_date"}
_SESSION = columns_of(DiarySession, DiarySessionTable, _RENAMED)
_DAY = columns_of(DiaryDay, DiaryDayTable, _RENAMED)
_EXERCISE = columns_of(DiaryExercise, DiaryExerciseTable, _RENAMED)
DiaryTable = type[DiarySessionTable | DiaryDayTable | DiaryExerciseTable]
_REPLACED = "Replaced by a later entry"
_CHUNK = 500
_HISTORY = (
    (DiarySession, DiarySessionTable, _SESSION),
    (DiaryDay, DiaryDayTable, _DAY),
    (DiaryExercise, DiaryExerciseTable, _EXERCISE),
)


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry as it was once written, when and by whom it was taken back (both None where it stands).

    ``replaced``: another entry took its place.
    """

    entry: DiarySession | DiaryDay | DiaryExercise
    written_at: datetime
    voided_at: datetime | None
    voided_by: str | None
    replaced: bool


class Diary(Repository):
    """What the patient wrote down."""

    def put_sessions(self, episode_id: str, sessions: Iterable[DiarySession]) -> tuple[DiarySession, ...]:
        """Add sessions, or replace the ones of the same day and slot. Returns them with their ids.

        An unchanged session stays as it is. Raises ``FieldError("slot")`` if two are for one day and slot.
        """
        given = tuple(sessions)
        self._transaction.writer()
        if len({(session.on, session.slot) for session in given}) < len(given):
            raise FieldError("slot", "Two entries are given for the same day and session. Keep one of them.")
        standing = {(old.on, old.slot): old for old in self._standing_sessions(episode_id, given)}
        kept, fresh, replaced = [], [], []
        for session in given:
            old = standing.get((session.on, session.slot))
            if old is not None and replace(session, id=old.id) == old:
                kept.append(old)
                continue
            created = self._transaction.created()
            row = {**row_of(session, _RENAMED), **created, "episode_id": episode_id}
            fresh.append(row)
            kept.append(replace(session, id=created["id"]))
            replaced += [] if old is None else [old.id]
        self._void_all(DiarySessionTable, replaced)
        self._transaction.insert(DiarySessionTable, fresh)
        if fresh:
            self._note("diary.sessions_written", episode_id, added=len(fresh) - len(replaced), replaced=len(replaced))
        return tuple(kept)

    def put_days(self, episode_id: str, days: Iterable[DiaryDay]) -> None:
        """Add days, or replace what stands for them. Raises ``FieldError("on")`` if two are for one day."""
        given = tuple(days)
        self._transaction.writer()
        if len({day.on for day in given}) < len(given):
            raise FieldError("on", "Two entries are given for the same day. Keep one of them.")
        standing = self._standing_days(episode_id, given)
        fresh = [day for day in given if day.on not in standing or standing[day.on][1] != day]
        replaced = [standing[day.on][0] for day in fresh if day.on in standing]
        self._void_all(DiaryDayTable, replaced)
        self._transaction.insert(
            DiaryDayTable,
            [{**self._transaction.created(), "episode_id": episode_id, **row_of(day, _RENAMED)} for day in fresh],
        )
        if fresh:
            self._note("diary.days_written", episode_id, added=len(fresh) - len(replaced), replaced=len(replaced))

    def put_exercises(self, episode_id: str, exercises: Iterable[DiaryExercise]) -> None:
        """Add how exercises went, or replace what stands for the same day and exercise.

        Raises ``FieldError("exercise_id")`` if two are for one day and exercise.
        """
        given = tuple(exercises)
        self._transaction.writer()
        if len({(entry.on, entry.exercise_id) for entry in given}) < len(given):
            raise FieldError("exercise_id", "Two entries are given for the same day and exercise. Keep one of them.")
        standing = self._standing_exercises(episode_id, given)
        fresh = [e for e in given if standing.get((e.on, e.exercise_id), ("", None))[1] != e]
        replaced = [standing[e.on, e.exercise_id][0] for e in fresh if (e.on, e.exercise_id) in standing]
        self._void_all(DiaryExerciseTable, replaced)
        self._transaction.insert(
            DiaryExerciseTable,
            [{**self._transaction.created(), "episode_id": episode_id, **row_of(entry, _RENAMED)} for entry in fresh],
        )
        if fresh:
            self._note("diary.exercises_written", episode_id, added=len(fresh) - len(replaced), replaced=len(replaced))

    def exercises(
        self, episode_id: str, since: date | None = None, until: date | None = None
    ) -> tuple[DiaryExercise, ...]:
        """Return how exercises went from ``since`` to ``until``, both included, by day and exercise."""
        table = DiaryExerciseTable
        statement = select(*_EXERCISE).where(*_standing(table, episode_id, since, until))
        return tuple(DiaryExercise(*row) for row in self._rows(statement.order_by(table.on_date, table.exercise_id)))

    def sessions(
        self, episode_id: str, since: date | None = None, until: date | None = None
    ) -> tuple[DiarySession, ...]:
        """Return the standing sessions from ``since`` to ``until``, both included, by day and slot."""
        table = DiarySessionTable
        statement = select(*_SESSION).where(*_standing(table, episode_id, since, until))
        return tuple(DiarySession(*row) for row in self._rows(statement.order_by(table.on_date, table.slot)))

    def days(self, episode_id: str, since: date | None = None, until: date | None = None) -> tuple[DiaryDay, ...]:
        """Return the standing days from ``since`` to ``until``, both included, in order."""
        statement = select(*_DAY).where(*_standing(DiaryDayTable, episode_id, since, until))
        return tuple(DiaryDay(*row) for row in self._rows(statement.order_by(DiaryDayTable.on_date)))

    def written(self, episode_id: str) -> tuple[WrittenEntry, ...]:
        """Return every entry of the days on which one was taken back, standing or not, in the order of writing."""
        found: list[tuple[str, WrittenEntry]] = []
        for kind, table, columns in _HISTORY:
            corrected = select(table.on_date).where(table.episode_id == episode_id, table.voided_at.is_not(None))
            beside = (table.id, table.created_at, table.voided_at, table.voided_by, table.void_reason)
            statement = select(*beside, *columns).where(table.episode_id == episode_id, table.on_date.in_(corrected))
            for row_id, at, voided_at, by, reason, *values in self._rows(statement):
                found.append((row_id, WrittenEntry(kind(*values), at, voided_at, by, reason == _REPLACED)))
        return tuple(entry for _id, entry in sorted(found, key=lambda pair: (pair[1].written_at, pair[0])))

    def remove_session(self, session_id: str, reason: str) -> None:
        """Take one session back. Raises ``NotOnFileError`` if it is unknown or taken back already."""
        self._transaction.writer()
        where = (DiarySessionTable.id == session_id) & DiarySessionTable.voided_at.is_(None)
        if not self._transaction.update(DiarySessionTable, where, self._voided(reason)):
            raise NotOnFileError("diary entry", session_id)
        self._note("diary.session_removed", session_id)

    def _standing_sessions(self, episode_id: str, given: Sequence[DiarySession]) -> tuple[DiarySession, ...]:
        if not given:
            return ()
        return self.sessions(episode_id, min(s.on for s in given), max(s.on for s in given))

    def _standing_days(self, episode_id: str, given: Sequence[DiaryDay]) -> dict[date, tuple[str, DiaryDay]]:
        if not given:
            return {}
        span = _standing(DiaryDayTable, episode_id, min(d.on for d in given), max(d.on for d in given))
        rows = self._rows(select(DiaryDayTable.id, *_DAY).where(*span))
        return {day.on: (row_id, day) for row_id, day in ((row[0], DiaryDay(*row[1:])) for row in rows)}

    def _standing_exercises(
        self, episode_id: str, given: Sequence[DiaryExercise]
    ) -> dict[tuple[date, str], tuple[str, DiaryExercise]]:
        if not given:
            return {}
        span = _standing(DiaryExerciseTable, episode_id, min(e.on for e in given), max(e.on for e in given))
        rows = self._rows(select(DiaryExerciseTable.id, *_EXERCISE).where(*span))
        entries = ((row[0], DiaryExercise(*row[1:])) for row in rows)
        return {(entry.on, entry.exercise_id): (row_id, entry) for row_id, entry in entries}

    def _void_all(self, table: DiaryTable, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), _CHUNK):
            self._transaction.update(table, table.id.in_(ids[start : start + _CHUNK]), self._voided(_REPLACED))


def _standing(table: DiaryTable, episode_id: str, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    conditions: list[Any] = [table.episode_id == episode_id, table.voided_at.is_(None)]
    conditions += [] if since is None else [table.on_date >= since]
    conditions += [] if until is None else [table.on_date <= until]
    return conditions
