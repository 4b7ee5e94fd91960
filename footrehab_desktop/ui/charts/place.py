"""Where days and values lie on screen, which words fit, and which points a line needs. Plain numbers, no window."""

from bisect import bisect, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Shown = Literal["tick", "sign", "words"]
SIGN_GAP = 3.0
WORD_GAP = 10.0
POINTS_A_PIXEL = 2
LONE_DAY = 0.4  # a value without neighbours is drawn as a dash of most of its day


@dataclass(frozen=True, slots=True)
class Place:
    """A box of pixels that shows days ``first`` to ``last`` (ordinals) and values ``low`` (bottom) to ``high``."""

    left: float
    top: float
    width: float
    height: float
    first: float
    last: float
    low: float
    high: float

    def x(self, day: float) -> float:
        """Return the pixel of a day."""
        return self.left + (day - self.first) / (self.last - self.first) * self.width

    def y(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.top + (self.high - value) / (self.high - self.low) * self.height

    @property
    def right(self) -> float:
        """Return the pixel of the last day."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the pixel of the lowest value."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class MarkBox:
    """One mark in pixels: where its day is, how wide its sign and its full words are, 0 for the weightiest."""

    at: float
    sign_width: float
    full_width: float
    rank: int


def place_marks(boxes: Sequence[MarkBox], right: float) -> list[Shown]:
    """Return how much of each mark fits without touching another, ending at ``right``: a tick always, then its sign,
    then its words. The weightiest and among those the newest come first."""
    shown: list[Shown] = ["tick"] * len(boxes)
    taken: list[tuple[float, float, int]] = []
    for number in sorted(range(len(boxes)), key=lambda n: (boxes[n].rank, -boxes[n].at)):
        box = boxes[number]
        start = box.at - box.sign_width / 2
        place = bisect(taken, (start,))
        before = place == 0 or taken[place - 1][1] + SIGN_GAP <= start
        after = place == len(taken) or start + box.sign_width + SIGN_GAP <= taken[place][0]
        if before and after:
            insort(taken, (start, start + box.sign_width, number))
            shown[number] = "sign"
    for (start, _end, number), (following, *_rest) in pairwise([*taken, (right + WORD_GAP, 0.0, 0)]):
        if start + boxes[number].full_width + WORD_GAP <= following:
            shown[number] = "words"
    return shown


def thinned(days: Numbers, values: Numbers, joined: NDArray[np.bool_], first: float, last: float, pixels: float) -> (
    tuple[Numbers, Numbers, NDArray[np.int32]]
):
    """Return the points that draw a line between ``first`` and ``last``: all of them while they can be told apart, the
    lowest and the highest of each pixel beyond that; and which of them are joined to the next one.

    ``joined[n]`` tells whether value n is joined to value n + 1 (the last one never is).
    """
    start = max(0, int(np.searchsorted(days, first)) - 1)
    end = min(len(days), int(np.searchsorted(days, last, side="right")) + 1)
    days, values, joined = days[start:end], values[start:end], joined[start:end]
    if len(days) <= POINTS_A_PIXEL * pixels:
        return _with_dashes(days, values, joined)
    width = (last - first) / pixels
    bins = np.floor(days / width)  # from day 0, not from the left edge: nothing flickers while one pans
    fresh = np.ones(len(days), dtype=bool)
    fresh[1:] = (bins[1:] != bins[:-1]) | ~joined[:-1]
    starts = np.flatnonzero(fresh)
    ends = np.append(starts[1:], len(days)) - 1
    lowest, highest = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    connect = np.ones(2 * len(starts), dtype=np.int32)
    connect[1::2] = joined[ends]
    return np.repeat(days[starts], 2), np.column_stack((lowest, highest)).ravel(), connect


def _with_dashes(
    days: Numbers, values: Numbers, joined: NDArray[np.bool_]
) -> tuple[Numbers, Numbers, NDArray[np.int32]]:
    """Make a value that is joined to neither neighbour a short dash, so that it is seen without its symbol too."""
    before = np.append(False, joined[:-1])
    lone = np.flatnonzero(~joined & ~before)
    days = np.insert(days, lone + 1, days[lone] + LONE_DAY)
    values = np.insert(values, lone + 1, values[lone])
    connect = np.insert(joined.astype(np.int32), lone, 1)
    places = lone + np.arange(len(lone))
    days[places] -= LONE_DAY
    return days, values, connect
