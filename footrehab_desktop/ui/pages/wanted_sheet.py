"""The handout that a page wants the handouts page to offer: set right before navigating, taken once."""


class _Wanted:
    """At most one wish at a time; a wish for another episode is dropped."""

    wish: tuple[str, str] | None = None


def want_sheet(episode_id: str, kind: str) -> None:
    """Ask the handouts page, navigated to next, to choose this kind of handout for the episode."""
    _Wanted.wish = (episode_id, kind)


def take_wanted_sheet(episode_id: str | None) -> str:
    """Return the kind asked for, if it is one for this episode, and forget it; else an empty text."""
    wish, _Wanted.wish = _Wanted.wish, None
    return wish[1] if wish is not None and wish[0] == episode_id else ""
