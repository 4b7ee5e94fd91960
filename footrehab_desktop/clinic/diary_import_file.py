"""A diary file as text: its characters, separator and columns. Nothing is repaired; what is odd is refused."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from footrehab_desktop.clinic.diary_import_columns import BY_HEADER, COLUMNS, Column, plain
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession

LARGEST_FILE: Final = 20_000_000
MOST_ROWS: Final = 20_000
LONGEST_CELL: Final = 60_000
SEPARATORS: Final = (",", ";", "\t")
HOW_TO_SAVE: Final = "Save it from the spreadsheet program as CSV UTF-8 and choose it again."
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# A spreadsheet program would reckon with a text that begins so; an apostrophe before it says that it is text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Row(NamedTuple):
    """One row of the file: the line it begins on, its cells by column (empty ones left out), why it is refused."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, how it was read, and the headers that no column of the diary has."""

    rows: tuple[Row, ...]
    encoding: str
    separator: str
    not_taken: tuple[str, ...]


def read_sheet(data: bytes) -> Sheet:
    """Read a file. Raises ``UserFixableError`` when it is no table with a date column, with the way to mend it."""
    if len(data) > LARGEST_FILE:
        raise UserFixableError("The file is larger than 20 MB. Split it and take the parts one after the other.")
    text, encoding = _decoded(data)
    if "\0" in text:
        raise UserFixableError(f"This is not a text file. {HOW_TO_SAVE}")
    first, rest, lines_before = _without_mark(text)
    separator = first or _separator(rest)
    return _sheet(rest, encoding, separator, lines_before)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode(data, codec), name
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decode(data, "cp1252"), "Windows-1252"


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise UserFixableError(f"The characters of this file cannot be read. {HOW_TO_SAVE}") from None


def _without_mark(text: str) -> tuple[str, str, int]:
    """Return the separator that a first line ``sep=;`` names, the text after it and the lines taken away."""
    match = re.match(r'"?sep=([,;\t])"?\r?\n', text)
    return (match[1], text[match.end() :], 1) if match else ("", text, 0)


def _separator(text: str) -> str:
    """Return the separator by which most columns of the header are known."""
    return max(SEPARATORS, key=lambda each: sum(plain(cell) in BY_HEADER for cell in _header(text, each)))


def _header(text: str, separator: str) -> list[str]:
    first = text[: LONGEST_CELL * 2].lstrip("\r\n")
    try:
        return next(csv.reader(io.StringIO(first, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _sheet(text: str, encoding: str, separator: str, lines_before: int) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] | None = None
    columns: list[Column | None] = []
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                pass
            elif header is None:
                header, columns = cells, _columns(cells)
            else:
                rows.append(_row(line + lines_before, cells, columns))
            if len(rows) > MOST_ROWS:
                raise UserFixableError(f"The file holds more than {MOST_ROWS:,} rows. Split it into smaller ones.")
            line = reader.line_num + 1
    except csv.Error:
        raise UserFixableError(
            f"Line {line + lines_before} cannot be read: a quotation mark is not closed, or a cell is too long. "
            "Mend it in the spreadsheet program and choose the file again."
        ) from None
    if header is None:
        raise UserFixableError("The file is empty. The first line holds the names of the columns.")
    unknown = tuple(name.strip() for name, column in zip(header, columns, strict=True) if not column and name.strip())
    return Sheet(tuple(rows), encoding, separator, unknown)


def _columns(header: list[str]) -> list[Column | None]:
    """Return the column of each header, None for one that the diary does not have."""
    columns = [BY_HEADER.get(plain(cell)) for cell in header]
    known = [column.name for column in columns if column]
    twice = sorted({name for name in known if known.count(name) > 1})
    if twice:
        raise UserFixableError(f"Two columns of the file both mean {' and '.join(twice)}. Take one of them out.")
    if "date" not in known:
        raise UserFixableError(
            "No column is called date. The first line holds the names of the columns; save the template to see them."
        )
    if len(known) == 1:
        raise UserFixableError("Beside the date the file has no column of the diary. The template shows their names.")
    return columns


def _row(line: int, cells: list[str], columns: list[Column | None]) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Row(line, {}, "This row has more cells than there are columns. A decimal comma needs ; between cells.")
    if any(len(cell) > LONGEST_CELL for cell in cells):
        return Row(line, {}, f"A cell holds more than {LONGEST_CELL:,} characters.")
    found = {}
    for cell, column in zip(cells, columns, strict=False):
        value = text_of(cell) if column and column.kind == "text" else cell.strip()
        if column and value:
            found[column.name] = value
    return Row(line, found)


def text_of(cell: str) -> str:
    """Return a text as it was before ``cell_of``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def cell_of(text: str) -> str:
    """Return a text so that a spreadsheet program does not take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def template_file() -> bytes:
    """Return an empty file with every column."""
    return _written([])


def diary_file(sessions: Iterable[DiarySession], days: Iterable[DiaryDay], exercises: Iterable[DiaryExercise]) -> bytes:
    """Return a diary as a file that ``read_sheet`` takes: a row for each day, session and exercise, oldest first."""
    entries = (
        *((day.on, 0, "", _cells("day", day) | {"date": day.on.isoformat()}) for day in days),
        *(
            (s.on, 1, str(s.slot), _cells("session", s) | {"date": s.on.isoformat(), "session": str(s.slot)})
            for s in sessions
        ),
        *(
            (e.on, 2, e.exercise_id, _cells("exercise", e) | {"date": e.on.isoformat(), "exercise": e.exercise_id})
            for e in exercises
        ),
    )
    return _written([cells for *_place, cells in sorted(entries, key=lambda entry: entry[:3])])


def _cells(part: str, entry: DiarySession | DiaryDay | DiaryExercise) -> dict[str, str]:
    return {
        column.name: written(getattr(entry, column.field))
        for column in COLUMNS
        if column.part == part and getattr(entry, column.field) not in (None, "")
    }


def written(value: object) -> str:
    """Return a value as a file and the list of fates write it; nothing for what is not recorded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _written(rows: list[dict[str, str]]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    names = [column.name for column in COLUMNS]
    text = {column.name for column in COLUMNS if column.kind == "text"}
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell_of(row.get(name, "")) if name in text else row.get(name, "") for name in names])
    return made.getvalue().encode("utf-8-sig")
