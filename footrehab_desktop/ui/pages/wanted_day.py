"""The day that a page wants the next page to show: set right before navigating, taken once."""

from datetime import date


class _Wanted:
    """At most one wish at a time; a wish for another episode is dropped."""

    wish: tuple[str, date] | None = None


def want_day(episode_id: str, on: date) -> None:
    """Ask the page that is navigated to next to show this day of the episode."""
    _Wanted.wish = (episode_id, on)


def take_wanted_day(episode_id: str | None) -> date | None:
    """Return the day asked for, if it is one of this episode, and forget it."""
    wish, _Wanted.wish = _Wanted.wish, None
    return wish[1] if wish is not None and wish[0] == episode_id else None
