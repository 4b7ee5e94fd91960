"""Whether somebody is at work in the window, so that work nobody waits for may stand back."""

from time import monotonic
from typing import Final

_QUIET_AFTER_S: Final = 1.0


class _Touch:
    """When somebody used the keyboard or the mouse last, on the monotonic clock."""

    at = float("-inf")


def touched() -> None:
    """Note that somebody is at work in the window."""
    _Touch.at = monotonic()


def is_quiet() -> bool:
    """Tell whether nobody has touched the window for a moment."""
    return monotonic() - _Touch.at >= _QUIET_AFTER_S
