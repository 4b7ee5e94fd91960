"""The handout that a page wants the handouts page to offer: set right before navigating, taken once."""


class _Wanted:
    """At most one wish at a time; a wish for another episode is dropped."""

    wish: tuple[str, str, tuple[str, ...]] | None = None


def want_sheet(episode_id: str, kind: str, assessments: tuple[str, ...] = ()) -> None:
    """Ask the handouts page, navigated to next, to choose this kind of handout for the episode.

    ``assessments`` are the ids of those that are printed, where the kind is about some.
    """
    _Wanted.wish = (episode_id, kind, assessments)


def take_wanted_sheet(episode_id: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the kind asked for, if it is one for this episode, with its assessments, and forget it; else nothing."""
    wish, _Wanted.wish = _Wanted.wish, None
    return wish[1:] if wish is not None and wish[0] == episode_id else ("", ())
