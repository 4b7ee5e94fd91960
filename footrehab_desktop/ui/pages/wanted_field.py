"""The field of an assessment that a page wants to show: set right before navigating, taken once."""

from datetime import date
from typing import NamedTuple


class WantedField(NamedTuple):
    """A field by its code; ``on`` is the day of the signed assessment to read it in, None: it is still to be asked."""

    code: str
    on: date | None


class _Wanted:
    """At most one wish at a time; a wish for another episode is dropped."""

    wish: tuple[str, WantedField] | None = None


def want_field(episode_id: str, code: str, on: date | None) -> None:
    """Ask the assess page, navigated to next, to show a field: where it was signed, or where it can be answered."""
    _Wanted.wish = (episode_id, WantedField(code, on))


def take_wanted_field(episode_id: str | None) -> WantedField | None:
    """Return the field asked for, if it is one for this episode, and forget it."""
    wish, _Wanted.wish = _Wanted.wish, None
    return wish[1] if wish is not None and wish[0] == episode_id else None
