"""Dates typed in every accepted way, and those that are refused with a sentence."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date, format_date_weekday, parse_date

TODAY = date(2026, 3, 4)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4/3/26", date(2026, 3, 4)),
        ("04.03.2026", date(2026, 3, 4)),
        ("4-3-2026", date(2026, 3, 4)),
        ("3/25/26", date(2026, 3, 25)),
        ("25/3/26", date(2026, 3, 25)),
        ("04-Mar-2026", date(2026, 3, 4)),
        ("4 march 26", date(2026, 3, 4)),
        ("4mar2026", date(2026, 3, 4)),
        ("Mar 4, 2026", date(2026, 3, 4)),
        ("9 Sept 2025", date(2025, 9, 9)),
        ("2026-03-04", date(2026, 3, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("  Today ", TODAY),
        ("yesterday", date(2026, 3, 3)),
        ("tomorrow", date(2026, 3, 5)),
        ("+3w", date(2026, 3, 25)),
        ("-2d", date(2026, 3, 2)),
        ("+3m", date(2026, 6, 4)),
        ("- 1 y", date(2025, 3, 4)),
        ("1/2/80", date(1980, 2, 1)),
        ("29/2/24", date(2024, 2, 29)),
    ],
)
def test_accepted(typed: str, meant: date) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31/2/26",
        "29/2/2025",
        "13/13/26",
        "4/3",
        "3w",
        "+3",
        "0/1/26",
        "4/3/126",
        "4 ma 26",
        "4 moon 26",
        "٤/٣/٢٦",
        "++3w",
    ],
)
def test_refused_with_a_sentence_and_the_field(typed: str) -> None:
    with pytest.raises(FieldError) as refusal:
        parse_date(typed, TODAY, field="onset_on")
    assert refusal.value.field == "onset_on"
    assert "04-Mar-2026" in str(refusal.value)


@pytest.mark.parametrize("typed", ["1/1/1899", "1/1/2200", "+9999m", "-9999y", "+9999w", "+9999y"])
def test_years_far_away_are_refused(typed: str) -> None:
    with pytest.raises(FieldError, match="between 1900 and 2199"):
        parse_date(typed, TODAY)


def test_two_digit_years() -> None:
    assert parse_date("5/3/26", TODAY) == date(2026, 3, 5)
    assert parse_date("5/3/26", TODAY, birth=True) == date(1926, 3, 5)
    assert parse_date("4/3/26", TODAY, birth=True) == TODAY
    assert parse_date("1/1/76", TODAY, birth=True) == date(1976, 1, 1)


def test_months_end_where_the_month_ends() -> None:
    assert parse_date("+1m", date(2026, 1, 31)) == date(2026, 2, 28)
    assert parse_date("-1m", date(2024, 3, 31)) == date(2024, 2, 29)


def test_written_form() -> None:
    assert format_date(TODAY) == "04-Mar-2026"
    assert format_date_weekday(TODAY) == "04-Mar-2026 (Wed)"


@given(days)
def test_what_is_written_reads_back(day: date) -> None:
    assert parse_date(format_date(day), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day


@given(days, st.booleans())
def test_two_digit_years_keep_their_digits(day: date, birth: bool) -> None:
    found = parse_date(f"{day.day}/{day.month}/{day.year % 100:02d}", TODAY, birth=birth) if day.month != 2 else day
    assert (found.day, found.month, found.year % 100) == (day.day, day.month, day.year % 100)
    assert birth is False or found <= TODAY or day.month == 2
    if not birth and day.month != 2:
        assert abs(found - TODAY) <= timedelta(days=50 * 365 + 14)


@given(st.text(max_size=30))
def test_any_text_gives_a_date_or_a_refusal(text: str) -> None:
    with suppress(FieldError):
        assert date(1900, 1, 1) <= parse_date(text, TODAY) <= date(2199, 12, 31)
