"""Side comparison (B.0): injured against sound side, in percent."""

from typing import Final

TIMED: Final = frozenset({"timed_hop_6m", "side_hop", "figure_8", "sprint_40m"})
"""Tests in which less time is better."""


def limb_symmetry(test: str, involved: float, uninvolved: float) -> float | None:
    """Return the limb symmetry index, % with one decimal; 100 is equal, less is a deficit of the injured side.

    Timed tests are turned round because less time is better. None where a side gives nothing to divide by.
    """
    above, below = (uninvolved, involved) if test in TIMED else (involved, uninvolved)
    return None if below <= 0 else round(100 * above / below, 1)
