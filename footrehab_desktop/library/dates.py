"""Dates as people type them, and as the program writes them: day first, months in words."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from footrehab_desktop.errors import FieldError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST_YEAR, LAST_YEAR = 1900, 2199
HOW_TO = (
    "Write a date as 04-Mar-2026, 4/3/26 (day first) or 2026-03-04, "
    "or as today, yesterday, -2d, +3w or +3m (days, weeks or months from today)."
)
NO_SUCH_DAY = "The calendar has no such day. " + HOW_TO
OUT_OF_RANGE = f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}."

_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_STEP = re.compile(r"([+-])\s*([0-9]{1,4})\s*([dwmy])")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{2}|[0-9]{4})")
_DAY_AND_WORD = re.compile(r"([0-9]{1,2})[-/. ]*([a-z]{3,9})\.?[-/., ]*([0-9]{4}|[0-9]{2})")
_WORD_AND_DAY = re.compile(r"([a-z]{3,9})\.?[-/. ]*([0-9]{1,2})[-/., ]+([0-9]{4}|[0-9]{2})")
_FULL_MONTHS = tuple(name.lower() for name in calendar.month_name)[1:]


def parse_date(text: str, today: date, *, birth: bool = False, field: str = "date") -> date:
    """Return the date that ``text`` means, seen from ``today``.

    Day comes before month unless that is impossible. A two-digit year is the latest one not in the future for a
    ``birth`` date and the one nearest to ``today`` otherwise. Raises ``FieldError`` for ``field`` if no date is meant.
    """
    typed = " ".join(text.lower().split())
    for reader in (_relative, _absolute):
        found = reader(typed, today, birth, field)
        if found is not None:
            return _in_range(found, field)
    raise FieldError(field, HOW_TO)


def format_date(day: date) -> str:
    """Return e.g. ``04-Mar-2026``."""
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year:04d}"


def days_ago(day: date, today: date) -> str:
    """Return how long ago a past day was: ``today``, ``yesterday`` or ``5 days ago``."""
    days = (today - day).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def format_date_weekday(day: date) -> str:
    """Return e.g. ``04-Mar-2026 (Wed)``."""
    return f"{format_date(day)} ({WEEKDAYS[day.weekday()]})"


def _relative(typed: str, today: date, _birth: bool, field: str) -> date | None:
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    step = _STEP.fullmatch(typed)
    if step is None:
        return None
    count = int(step[2]) * (1 if step[1] == "+" else -1)
    try:
        if step[3] in "dw":
            return today + timedelta(days=count * (7 if step[3] == "w" else 1))
        return _add_months(today, count * (12 if step[3] == "y" else 1))
    except (ValueError, OverflowError):
        raise FieldError(field, OUT_OF_RANGE) from None


def _absolute(typed: str, today: date, birth: bool, field: str) -> date | None:
    parts = _parts(typed)
    if parts is None:
        return None
    day, month, year = parts

    def build(full_year: int) -> date | None:
        try:
            return date(full_year, month, day)
        except ValueError:
            return None

    found = build(int(year)) if len(year) == 4 else _full_year(int(year), today, birth, build)
    if found is None:
        raise FieldError(field, NO_SUCH_DAY)
    return found


def _parts(typed: str) -> tuple[int, int, str] | None:
    """Return day, month and the year as typed, or None when the text has another shape."""
    if match := _YEAR_FIRST.fullmatch(typed):
        return int(match[3]), int(match[2]), match[1]
    if match := _NUMBERS.fullmatch(typed):
        first, second = int(match[1]), int(match[2])
        day, month = (second, first) if second > 12 >= first else (first, second)
        return day, month, match[3]
    if match := _DAY_AND_WORD.fullmatch(typed):
        return _with_word(match[1], match[2], match[3])
    if match := _WORD_AND_DAY.fullmatch(typed):
        return _with_word(match[2], match[1], match[3])
    return None


def _with_word(day: str, word: str, year: str) -> tuple[int, int, str] | None:
    for number, name in enumerate(_FULL_MONTHS, start=1):
        if name.startswith(word) or (word == "sept" and number == 9):
            return int(day), number, year
    return None


def _full_year(year: int, today: date, birth: bool, build: Callable[[int], date | None]) -> date | None:
    century = today.year - today.year % 100
    found = [day for hundred in (-100, 0, 100) if (day := build(century + hundred + year))]
    if birth:
        return max((day for day in found if day <= today), default=None)
    return min(found, key=lambda day: abs(day - today), default=None)


def _add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last day when it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _in_range(day: date, field: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FieldError(field, OUT_OF_RANGE)
    return day
