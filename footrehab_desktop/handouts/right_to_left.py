"""Arabic and Hebrew: letters joined, words in the order they are drawn. The two libraries load on first use."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arabic_reshaper import ArabicReshaper

_BACKWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_letters(text: str) -> bool:
    """Return whether ``text`` holds a character of a right-to-left script."""
    return not text.isascii() and _BACKWARDS.search(text) is not None


def reads_backwards(paragraph: str) -> bool:
    """Return whether the first letter with a direction makes the paragraph right-to-left (Unicode UAX #9, P2-P3)."""
    for character in paragraph:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


@cache
def _reshaper() -> "ArabicReshaper":
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper(configuration={"delete_harakat": False, "shift_harakat_position": False})


def join(paragraph: str) -> str:
    """Return the paragraph with Arabic letters in their joined forms, still in reading order."""
    joined: str = _reshaper().reshape(paragraph)
    return joined


def as_drawn(line: str, backwards: bool) -> str:
    """Return one line in the order it is drawn from left to right; marks stay behind the letter they sit on."""
    from bidi import get_display

    drawn = str(get_display(line, base_dir="R" if backwards else "L"))
    return "".join(_letters_before_marks(drawn))


def _letters_before_marks(drawn: str) -> list[str]:
    ordered: list[str] = []
    marks: list[str] = []
    for character in drawn:
        if unicodedata.combining(character):
            marks.append(character)
            continue
        if marks and has_letters(character):
            ordered += [character, *reversed(marks)]
        else:
            ordered += [*marks, character]
        marks = []
    return ordered + marks
