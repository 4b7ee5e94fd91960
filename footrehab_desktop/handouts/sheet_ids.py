"""The random, meaningless id of a printed sheet: nine characters and one that checks them."""

import secrets
from collections.abc import Callable

# Without I, L, O, 0 and 1, which hands and machines confuse; 31 characters, a prime, as the check needs.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10


def new_sheet_id(choose: Callable[[str], str] = secrets.choice) -> str:
    """Return a new id, e.g. ``7K2Q9X4MPD``; ``choose`` picks its characters. It tells nothing about patient or day."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    return next(body + last for last in ALPHABET if is_sheet_id(body + last))


def is_sheet_id(text: str) -> bool:
    """Return whether ``text`` is an id: no single wrong character and no two swapped ones pass."""
    if len(text) != LENGTH or any(character not in ALPHABET for character in text):
        return False
    return sum(place * ALPHABET.index(character) for place, character in enumerate(text, 1)) % len(ALPHABET) == 0
