"""Reads one cell of a diary file. What is not plainly one allowed value is refused with the allowed ones."""

import math
import re
from datetime import date
from typing import Any, Final, Literal

from footrehab_desktop.clinic.diary_import_columns import Column
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import FIRST_YEAR, LAST_YEAR, format_date, parse_date
from footrehab_desktop.library.load import Library

DateOrder = Literal["day_first", "month_first"]
YES: Final = frozenset({"yes", "y", "x", "true", "1"})
NO: Final = frozenset({"no", "n", "false", "0"})
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})\.?", re.ASCII)
_WITH_WORD = re.compile(r"\d{1,2}[-/. ]*[a-z]{3,9}\.?[-/., ]*\d{4}|[a-z]{3,9}\.?[-/. ]*\d{1,2}[-/., ]+\d{4}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?", re.ASCII)
CENTURY: Final = 2000


def read_cell(column: Column, text: str, library: Library, today: date, order: DateOrder | None) -> Any:
    """Return the value of a cell that is not empty. Raises ``FieldError`` for the column."""
    if column.kind == "date":
        return read_date(text, today, order)
    if column.kind in {"whole", "number"}:
        return _number(column, text)
    if column.kind == "yes_no":
        word = text.casefold()
        if word not in YES | NO:
            raise _refused(column)
        return word in YES
    if column.kind == "choice":
        return _choice(column, text)
    if column.kind == "time":
        return _clock(column, text)
    return _exercise(column, text, library) if column.kind == "exercise" else text


def _refused(column: Column) -> FieldError:
    return FieldError(column.name, f"Takes {column.allowed}.")


def _number(column: Column, text: str) -> float | int:
    if not _NUMBER.fullmatch(text):
        raise _refused(column)
    value = float(text.replace(",", "."))
    whole = column.kind == "whole"
    if not math.isfinite(value) or not column.low <= value <= column.high or (whole and not value.is_integer()):
        raise _refused(column)
    return int(value) if value.is_integer() else value


def _choice(column: Column, text: str) -> str:
    found = [choice for choice in column.choices if choice.casefold() == text.casefold()]
    if not found:
        raise _refused(column)
    return found[0]


def _clock(column: Column, text: str) -> str:
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise _refused(column)
    return f"{int(match[1]):02d}:{match[2]}"


def _exercise(column: Column, text: str, library: Library) -> str:
    wanted = text.casefold()
    found = {e.id for e in library.exercises if wanted in {e.id.casefold(), e.name.casefold()}}
    if len(found) != 1:
        why = "No exercise is called so" if not found else "More than one exercise is called so"
        raise FieldError(column.name, f"{why}. Takes {column.allowed}.")
    return found.pop()


def read_date(text: str, today: date, order: DateOrder | None) -> date:
    """Return the day that a text means. One that can be read in two ways is refused with both, unless ``order`` says.

    Year first and months in words have one reading. Raises ``FieldError("date")``.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        return _only(_day(int(match[1]), int(match[2]), int(match[3])))
    if _WITH_WORD.fullmatch(text.casefold()):
        return parse_date(text, today)
    match = _NUMBERS.fullmatch(text)
    if match is None:
        raise FieldError("date", "Takes a date such as 2026-03-04 or 04-Mar-2026.")
    readings = _readings(match[1], match[2], match[3], order)
    if len(readings) > 1:
        both = " or ".join(format_date(day) for day in readings)
        raise FieldError("date", f"Can be read as {both}. Say which of day and month comes first, or write 2026-03-04.")
    return _only(readings[0] if readings else None)


def _only(day: date | None) -> date:
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FieldError("date", "The calendar has no such day. Takes a date such as 2026-03-04 or 04-Mar-2026.")
    return day


def _readings(first: str, second: str, third: str, order: DateOrder | None) -> list[date]:
    """Return the days that three numbers can mean, each once."""
    a, b, c = int(first), int(second), int(third)
    year = c if len(third) == 4 else CENTURY + c
    found = []
    if order != "month_first":
        found.append(_day(year, b, a))
    if order != "day_first":
        found.append(_day(year, a, b))
    if order is None and len(third) == 2:
        found.append(_day(CENTURY + a, b, c))
    return list(dict.fromkeys(day for day in found if day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
