"""Which passphrases are taken, and how strong one looks while it is typed.

Length counts, composition does not (NIST SP 800-63B rev. 4): no rules on capitals or digits, no well-known ones.
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from footrehab_desktop.errors import FieldError

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 256
_DIFFERENT_CHARACTERS = 5
_STRONG_LENGTHS = (MINIMUM_LENGTH, 16, 20, 25)

_COMMON = frozenset(
    [
        "password",
        "passphrase",
        "passwort",
        "motdepasse",
        "contrasena",
        "letmein",
        "welcome",
        "qwerty",
        "qwertz",
        "azerty",
        "qwertyuiop",
        "asdfgh",
        "asdfghjkl",
        "iloveyou",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "superman",
        "batman",
        "dragon",
        "monkey",
        "master",
        "shadow",
        "trustno",
        "changeme",
        "secret",
        "correcthorsebatterystaple",
        "administrator",
        "admin",
        "login",
        "computer",
        "internet",
        "samsung",
        "liverpool",
        "chelsea",
        "arsenal",
        "barcelona",
        "footrehab",
        "physio",
        "physiotherapy",
        "physiotherapist",
        "physicaltherapy",
        "clinic",
        "practice",
        "patient",
        "patients",
        "rehab",
        "podiatry",
        "abcdefghijkl",
        "abcdefghijklmnop",
        "onetwothreefour",
        "zaqxswcde",
        "qazwsxedc",
        "qweasdzxc",
        "starwars",
        "whatever",
        "freedom",
    ]
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a passphrase looks: ``level`` 0 (refused) to 4 (strong); ``hint`` says what would help."""

    level: int
    hint: str


def passphrase_strength(text: str) -> Strength:
    """Judge a passphrase as it is typed."""
    refusal = _refusal(text)
    if refusal:
        return Strength(0, refusal)
    level = sum(len(text) >= length for length in _STRONG_LENGTHS)
    words = len(text.split())
    level = min(4, level + (words >= 4))
    hint = "" if level >= 3 else "Longer is stronger: four or more words that do not belong together."
    return Strength(level, hint)


def check_passphrase(text: str) -> None:
    """Raise ``FieldError("passphrase", …)`` if the passphrase cannot be taken."""
    refusal = _refusal(text)
    if refusal:
        raise FieldError("passphrase", refusal)


def passphrase_bytes(text: str) -> bytes:
    """Return what the key is derived from: the same on every keyboard that types the same characters."""
    return unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")


def _refusal(text: str) -> str:
    if len(text) < MINIMUM_LENGTH:
        return f"At least {MINIMUM_LENGTH} characters are needed; a few words are easy to remember."
    if len(text) > MAXIMUM_LENGTH:
        return f"At most {MAXIMUM_LENGTH} characters are taken."
    if len(set(text)) < _DIFFERENT_CHARACTERS:
        return "This repeats too few characters. Take a few words instead."
    if _is_common(text):
        return "This is too well known. Take words that have nothing in common."
    return ""


def _is_common(text: str) -> bool:
    letters = "".join(character for character in text.casefold() if character.isalpha())
    half = letters[: len(letters) // 2]
    return letters in _COMMON or (bool(half) and half * 2 == letters and half in _COMMON) or _is_run(text)


def _is_run(text: str) -> bool:
    """Say whether the whole text counts up or down, such as 123456789012 or abcdefghijkl."""
    steps = {ord(later) - ord(earlier) for earlier, later in pairwise(text)}
    return steps <= {1, -9, -25} or steps <= {-1, 9, 25}
