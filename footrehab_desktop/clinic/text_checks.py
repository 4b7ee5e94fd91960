"""Checks of typed text that every use case shares. Text is taken as entered or refused, never changed."""

import unicodedata

from footrehab_desktop.errors import FieldError

NAME_LIMIT = 200
NOTE_LIMIT = 50_000


def check_name(field: str, label: str, text: str) -> None:
    """Refuse an empty or overlong name and one with invisible control characters."""
    if not text.strip():
        raise FieldError(field, f"{label} is needed.")
    if len(text) > NAME_LIMIT:
        raise FieldError(field, f"{label} takes at most {NAME_LIMIT} characters.")
    check_printable(field, label, text)


def check_note(field: str, label: str, text: str) -> None:
    """Refuse a note beyond 50,000 characters or with control characters other than line break and tab."""
    if len(text) > NOTE_LIMIT:
        raise FieldError(field, f"{label} takes at most {NOTE_LIMIT:,} characters.")
    check_printable(field, label, text.replace("\n", "").replace("\t", ""))


def check_printable(field: str, label: str, text: str) -> None:
    """Refuse control characters: they cannot be seen, printed or searched for."""
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise FieldError(field, f"{label} holds a character that cannot be shown. Type it again.")
