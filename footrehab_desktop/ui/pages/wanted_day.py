"""The day, or the cell of it, that a page wants the diary to show: set right before navigating, taken once."""

from datetime import date
from typing import NamedTuple


class WantedCell(NamedTuple):
    """A day of the diary; ``session_id`` and ``field`` (as a session's field is called) say where on it, if known."""

    on: date
    session_id: str | None = None
    field: str | None = None


class _Wanted:
    """At most one wish at a time; a wish for another episode is dropped."""

    wish: tuple[str, WantedCell] | None = None


def want_day(episode_id: str, on: date, session_id: str | None = None, field: str | None = None) -> None:
    """Ask the page that is navigated to next to show this day of the episode, or a cell of it."""
    _Wanted.wish = (episode_id, WantedCell(on, session_id, field))


def take_wanted_cell(episode_id: str | None) -> WantedCell | None:
    """Return the cell asked for, if it is one of this episode, and forget it."""
    wish, _Wanted.wish = _Wanted.wish, None
    return wish[1] if wish is not None and wish[0] == episode_id else None
