"""Names and search words in one plain form: Łukasz is found as lukasz, Müller as muller, أحمد as احمد."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from footrehab_desktop.records.values import PatientDetails

_LETTERS: Final = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n",
        # One spelling for Arabic and Persian letters that are typed in several ways; the tatweel only stretches a word.
        "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "",
    }
)  # fmt: skip
_JOINERS: Final = frozenset("'’‘ʼ`´")
_DIGIT_WORD: Final = re.compile(r"[+(#]*\d[\d().,/\-]*")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2,4}))?[./-]?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?")


def fold(text: str) -> str:
    """Return ``text`` without case, accents, apostrophes and punctuation: words joined by single blanks."""
    return " ".join(_words(text))


def digits(text: str) -> str:
    """Return the decimal digits of ``text`` as ASCII."""
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())


def patient_words(record_number: int, details: PatientDetails) -> str:
    """Return every word under which a patient is found, joined by blanks."""
    words = [*_words(details.family_name), *_words(details.given_name), str(record_number)]
    words += date_words(details.birth_date)
    phone = digits(details.phone)
    words += [phone, phone.lstrip("0"), *(group for group in _words(details.phone) if len(group) > 2)]
    return " ".join(dict.fromkeys(word for word in words if word))


def date_words(day: date) -> tuple[str, str, str]:
    """Return a date as people type its digits: 04031984, 040384 and 19840304."""
    return day.strftime("%d%m") + f"{day.year:04d}", day.strftime("%d%m%y"), f"{day.year:04d}" + day.strftime("%m%d")


def query_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a search as typed; a date or phone number becomes one word of digits."""
    words: list[str] = []
    for typed in unicodedata.normalize("NFKC", text).split():
        words += [_number_word(typed)] if _DIGIT_WORD.fullmatch(typed) else _words(typed)
    return tuple(dict.fromkeys(words))


def _number_word(typed: str) -> str:
    plain = "".join(str(unicodedata.decimal(character, character)) for character in typed)
    if found := _YEAR_FIRST.fullmatch(plain):
        return "".join(part.zfill(2) for part in found.groups() if part)
    if found := _DAY_FIRST.fullmatch(plain):
        return "".join(part.zfill(2) for part in found.groups() if part)
    return digits(plain)


def _words(text: str) -> list[str]:
    return "".join(_plain_characters(text)).split()


def _plain_characters(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS):
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf") or character in _JOINERS:
            continue
        # The search index splits ASCII signs; so do we.
        is_sign = character.isascii() and not character.isalnum()
        yield " " if is_sign or category[0] in "PZC" else character
