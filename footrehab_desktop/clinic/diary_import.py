"""Takes a diary file: first every row's fate, with nothing written; then the good rows, in one unit of work.

A cell that holds a value takes the place of what is on file for that day, session or exercise; an empty cell leaves it
as it is. What was there before stays readable as a correction. A row with a fault is left out whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary import check_day, check_session
from footrehab_desktop.clinic.diary_exercises import check_agreement, check_exercise
from footrehab_desktop.clinic.diary_import_cells import DateOrder, read_cell
from footrehab_desktop.clinic.diary_import_columns import BY_NAME, COLUMNS
from footrehab_desktop.clinic.diary_import_file import Row, Sheet, diary_file, read_sheet, written
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.codes import IMPACT_KINDS
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession

Fate = Literal["new", "same", "changed", "refused"]
Entry = DiarySession | DiaryDay | DiaryExercise
COLUMN_OF: Final[Mapping[tuple[str, str], str]] = {(column.part, column.field): column.name for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that the row brings: ``old`` is what is on file, empty when nothing is."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused: in which column (empty: the whole row), and what is allowed there."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class RowFate:
    """What happens to one row of the file. ``on`` is None where the date itself is refused."""

    line: int
    fate: Fate
    on: date | None
    about: str
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class DryRun:
    """Every row's fate in the order of the file, and how the file was read."""

    rows: tuple[RowFate, ...]
    encoding: str
    separator: str
    not_taken: tuple[str, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many rows have each fate."""
        return Counter(row.fate for row in self.rows)

    @property
    def to_write(self) -> int:
        """Return how many rows bring something."""
        return self.counts["new"] + self.counts["changed"]

    @property
    def asks_for_order(self) -> bool:
        """Tell whether a date has two readings, so that the order of day and month is to be asked."""
        return any(fault.reason.startswith("Can be read as ") for row in self.rows for fault in row.faults)


Key = tuple[str, date, int | str]


@dataclass(slots=True)
class _Standing:
    """What is on file (``filed``) and what stands with the rows taken so far (``now``), by part, day and place.

    ``lines`` says which row brought an entry, ``told`` what rows said of a day, ``singles`` the exercises by day.
    """

    filed: dict[Key, Entry]
    now: dict[Key, Entry]
    singles: dict[date, dict[str, DiaryExercise]]
    lines: dict[Key, int] = field(default_factory=dict)
    told: dict[tuple[date, str], tuple[Any, int]] = field(default_factory=dict)

    def fresh(self) -> list[Entry]:
        """Return the entries that are to be written."""
        return [self.now[key] for key in self.lines if self.now[key] != self.filed.get(key)]


def dry_run(
    unit: UnitOfWork, library: Library, episode_id: str, data: bytes, today: date, order: DateOrder | None = None
) -> DryRun:
    """Return what importing a file would do. Nothing is written. Raises ``UserFixableError`` for an unusable file."""
    return _judged(unit, library, episode_id, data, today, order)[0]


def import_diary(
    unit: UnitOfWork,
    library: Library,
    episode_id: str,
    data: bytes,
    today: date,
    order: DateOrder | None = None,
    *,
    seen: DryRun | None = None,
) -> tuple[DryRun, Changes]:
    """Write the good rows of a file and commit. Raises ``UserFixableError`` when the fates differ from ``seen``."""
    found, standing = _judged(unit, library, episode_id, data, today, order)
    if seen is not None and found != seen:
        raise UserFixableError("The diary was changed in the meantime. Choose the file again and look at its rows.")
    fresh = standing.fresh()
    unit.diary.put_sessions(episode_id, [entry for entry in fresh if isinstance(entry, DiarySession)])
    unit.diary.put_days(episode_id, [entry for entry in fresh if isinstance(entry, DiaryDay)])
    unit.diary.put_exercises(episode_id, [entry for entry in fresh if isinstance(entry, DiaryExercise)])
    unit.commit()
    return found, Changes(diary=frozenset({episode_id}))


def export_diary(unit: UnitOfWork, episode_id: str, since: date | None = None, until: date | None = None) -> bytes:
    """Return the diary from ``since`` to ``until`` (all of it without them) as a file that can be imported again."""
    diary, span = unit.diary, (episode_id, since, until)
    return diary_file(diary.sessions(*span), diary.days(*span), diary.exercises(*span))


def _judged(
    unit: UnitOfWork, library: Library, episode_id: str, data: bytes, today: date, order: DateOrder | None
) -> tuple[DryRun, _Standing]:
    sheet = read_sheet(data)
    read = [_read(row, library, today, order) for row in sheet.rows]
    standing = _standing(unit, episode_id)
    several = _days_with_unnumbered_sessions(read)
    fates = tuple(_fate(row, values, faults, standing, several, today) for row, values, faults in read)
    return _dry_run(sheet, fates), standing


def _dry_run(sheet: Sheet, fates: tuple[RowFate, ...]) -> DryRun:
    return DryRun(fates, sheet.encoding, sheet.separator, sheet.not_taken)


def _standing(unit: UnitOfWork, episode_id: str) -> _Standing:
    diary = unit.diary
    entries: tuple[Entry, ...] = (
        *diary.sessions(episode_id),
        *diary.days(episode_id),
        *diary.exercises(episode_id),
    )
    filed: dict[Key, Entry] = {_key(entry): entry for entry in entries}
    singles: dict[date, dict[str, DiaryExercise]] = defaultdict(dict)
    for entry in entries:
        if isinstance(entry, DiaryExercise):
            singles[entry.on][entry.exercise_id] = entry
    return _Standing(filed, dict(filed), singles)


def _key(entry: Entry) -> Key:
    if isinstance(entry, DiarySession):
        return "session", entry.on, entry.slot
    if isinstance(entry, DiaryExercise):
        return "exercise", entry.on, entry.exercise_id
    return "day", entry.on, ""


_ReadRow = tuple[Row, dict[str, Any], tuple[Fault, ...]]


def _read(row: Row, library: Library, today: date, order: DateOrder | None) -> _ReadRow:
    """Return the values of a row by column, and the faults of its cells."""
    if row.fault:
        return row, {}, (Fault("", row.fault),)
    values, faults = {}, []
    for name, text in row.cells.items():
        try:
            values[name] = read_cell(BY_NAME[name], text, library, today, order)
        except FieldError as error:
            faults.append(Fault(name, str(error)))
    if "date" not in row.cells:
        faults.append(Fault("date", f"Is needed. Takes {BY_NAME['date'].allowed}."))
    return row, values, tuple(faults)


def _of_part(values: Mapping[str, Any], part: str) -> dict[str, Any]:
    """Return the values of one kind of entry by their field."""
    return {BY_NAME[name].field: value for name, value in values.items() if BY_NAME[name].part == part}


def _days_with_unnumbered_sessions(read: Iterable[_ReadRow]) -> frozenset[date]:
    """Return the days on which more than one row tells about a session and one of them does not say which."""
    rows = [values for _row, values, _faults in read if "date" in values and _of_part(values, "session")]
    many = Counter(values["date"] for values in rows)
    return frozenset(values["date"] for values in rows if many[values["date"]] > 1 and "session" not in values)


def _fate(
    row: Row,
    values: dict[str, Any],
    faults: tuple[Fault, ...],
    standing: _Standing,
    several: frozenset[date],
    today: date,
) -> RowFate:
    on = values.get("date")
    about = _about(values)
    if faults or on is None:
        return RowFate(row.line, "refused", on, about, faults=faults)
    try:
        entries = _entries(values, standing, several)
        for entry in entries:
            _check(entry, today)
        _check_agreement(on, entries, standing)
    except FieldError as error:
        return RowFate(row.line, "refused", on, about, faults=(Fault(error.field, str(error)),))
    changes = tuple(change for entry in entries for change in _changes(entry, standing))
    known = any(_key(entry) in standing.filed for entry in entries)
    _take(row.line, values, entries, standing)
    return RowFate(row.line, "same" if not changes else "changed" if known else "new", on, about, changes)


def _about(values: Mapping[str, Any]) -> str:
    """Return what a row tells about, in the words of the columns."""
    parts = [] if not _of_part(values, "session") else [f"session {values.get('session', 1)}"]
    parts += ["day"] if _of_part(values, "day") else []
    parts += [f"exercise {values['exercise']}"] if "exercise" in values else []
    return ", ".join(parts)


def _entries(values: dict[str, Any], standing: _Standing, several: frozenset[date]) -> list[Entry]:
    """Return the entries as they would stand with what the row says."""
    on = values["date"]
    session, day, exercise = (_of_part(values, part) for part in ("session", "day", "exercise"))
    entries: list[Entry] = []
    if session:
        if on in several and "session" not in values:
            raise FieldError("session", "Several rows tell about sessions of this day. Number them 1, 2, …")
        entries.append(_session(on, values.get("session", 1), session, standing))
    if day:
        entries.append(_day(on, day, standing))
    if exercise and "exercise" not in values:
        raise FieldError("exercise", f"The row does not say which exercise. Takes {BY_NAME['exercise'].allowed}.")
    if exercise:
        entries.append(_exercise(on, values["exercise"], exercise, standing))
    if not entries:
        raise FieldError("", "The row holds a date but nothing to enter.")
    return entries


def _session(on: date, slot: int, given: dict[str, Any], standing: _Standing) -> DiarySession:
    key: Key = ("session", on, slot)
    _refuse_twice(key, standing, "the same session of this day")
    old = standing.now.get(key)
    if isinstance(old, DiarySession):
        if "impact" not in given and given.get("kind", old.kind) != old.kind:
            given = {**given, "impact": given["kind"] in IMPACT_KINDS}
        return replace(old, **given)
    if "kind" not in given:
        raise FieldError("kind", f"A new session needs its kind. Takes {BY_NAME['kind'].allowed}.")
    return DiarySession(on=on, slot=slot, **{"impact": given["kind"] in IMPACT_KINDS, **given})


def _day(on: date, given: dict[str, Any], standing: _Standing) -> DiaryDay:
    """Return the day; a further row of the same day may repeat what was said, or say more."""
    for name, value in given.items():
        said, line = standing.told.get((on, name), (value, 0))
        if said != value:
            raise FieldError(COLUMN_OF["day", name], f"Line {line} says {written(said)} for the same day. Keep one.")
    old = standing.now.get(("day", on, ""))
    return replace(old if isinstance(old, DiaryDay) else DiaryDay(on), **given)


def _exercise(on: date, exercise_id: str, given: dict[str, Any], standing: _Standing) -> DiaryExercise:
    key: Key = ("exercise", on, exercise_id)
    _refuse_twice(key, standing, "the same exercise of this day")
    old = standing.now.get(key)
    return replace(old if isinstance(old, DiaryExercise) else DiaryExercise(on, exercise_id), **given)


def _refuse_twice(key: Key, standing: _Standing, words: str) -> None:
    line = standing.lines.get(key)
    if line is not None:
        raise FieldError(key[0], f"Line {line} tells about {words}. Keep one of them.")


def _check(entry: Entry, today: date) -> None:
    """Refuse what the grid refuses, naming the column of the file."""
    try:
        if isinstance(entry, DiarySession):
            check_session(entry, today)
        elif isinstance(entry, DiaryDay):
            check_day(entry, today)
        else:
            check_exercise(entry, today)
    except FieldError as error:
        column = "date" if error.field == "on" else COLUMN_OF.get((_key(entry)[0], error.field), error.field)
        raise FieldError(column, str(error)) from None


def _check_agreement(on: date, entries: Iterable[Entry], standing: _Standing) -> None:
    """Refuse an answer for all exercises of the day that contradicts one for a single exercise."""
    day = standing.now.get(("day", on, ""))
    singles = dict(standing.singles.get(on, {}))
    for entry in entries:
        if isinstance(entry, DiaryDay):
            day = entry
        elif isinstance(entry, DiaryExercise):
            singles[entry.exercise_id] = entry
    if isinstance(day, DiaryDay):
        check_agreement(day, singles.values())


def _changes(entry: Entry, standing: _Standing) -> list[Change]:
    """Return what an entry brings against what is on file and what rows further up brought."""
    key = _key(entry)
    old = standing.now.get(key)
    pairs = (
        (column.name, _value(old, column.field), _value(entry, column.field))
        for column in COLUMNS
        if column.part == key[0]
    )
    return [Change(name, written(before), written(after)) for name, before, after in pairs if before != after]


def _value(entry: Entry | None, name: str) -> Any:
    """Return a field; an empty text is as good as nothing."""
    value = getattr(entry, name, None)
    return None if value == "" else value


def _take(line: int, values: Mapping[str, Any], entries: Iterable[Entry], standing: _Standing) -> None:
    for entry in entries:
        key = _key(entry)
        standing.now[key] = entry
        standing.lines.setdefault(key, line)
        if isinstance(entry, DiaryExercise):
            standing.singles[entry.on][entry.exercise_id] = entry
        if isinstance(entry, DiaryDay):
            for name, value in _of_part(values, "day").items():
                standing.told.setdefault((entry.on, name), (value, line))
