"""Digits that run through a row of boxes: what a box takes, and when the next one is due."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keystroke:
    """What one typed character does: the text of the box, whether the next one is due, what it passes on to it."""

    text: str
    moves_on: bool = False
    carried: str = ""
    refusal: str = ""


def type_into(
    allowed: Sequence[str], following: Sequence[str], present: str, character: str, refusal: str
) -> Keystroke:
    """Return what typing ``character`` after ``present`` does in a box that takes the texts ``allowed``.

    The next box is due as soon as no longer text can begin like this. A character that does not fit any more but
    begins a text of the box ``following`` (empty: there is none) is passed on to it.
    """
    longer = present + character
    if _begins(allowed, longer):
        return Keystroke(longer, moves_on=_is_whole(allowed, longer))
    if present in allowed and _begins(following, character):
        return Keystroke(present, moves_on=True, carried=character)
    return Keystroke(present, refusal=refusal)


def _begins(allowed: Sequence[str], text: str) -> bool:
    return any(each.startswith(text) for each in allowed)


def _is_whole(allowed: Sequence[str], text: str) -> bool:
    return text in allowed and not any(each != text and each.startswith(text) for each in allowed)
