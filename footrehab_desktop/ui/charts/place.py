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
SIGN_GAP = 6.0
WORD_GAP = 10.0
SPANS = (7, 14, 28, 56, 84, 168, 364)
NARROWEST_DAY = 4.5  # pixels between two values, below which they run into each other
NARROWEST_SPAN = 12.0


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

    def day(self, x: float) -> float:
        """Return the day at a pixel."""
        return self.first + (x - self.left) / self.width * (self.last - self.first)

    def value(self, y: float) -> float:
        """Return the value at a pixel."""
        return self.high - (y - self.top) / self.height * (self.high - self.low)

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


@dataclass(frozen=True, slots=True)
class Condensed:
    """Spans of days in place of single days: their middles, and the median, lowest and highest value of each."""

    days: Numbers
    medians: Numbers
    lowest: Numbers
    highest: Numbers


def span_for(points: int, days: float, pixels: float) -> int:
    """Return how many days stand as one so that points can be told apart; 1 while single days can."""
    if points * NARROWEST_DAY <= pixels:
        return 1
    return next((span for span in SPANS if pixels / days * span >= NARROWEST_SPAN), SPANS[-1])


def condensed(days: Numbers, values: Numbers, span: int) -> Condensed:
    """Return the values by spans of ``span`` days, each beginning on a Monday; spans without a value are left out."""
    numbers = span_number(days, span)
    starts = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1]))
    ranked = values[np.lexsort((values, numbers))]  # by value within each span, so that its middle is the median
    counts = np.diff(np.append(starts, len(values)))
    return Condensed(
        numbers[starts] * span + 1 + (span - 1) / 2,
        (ranked[starts + (counts - 1) // 2] + ranked[starts + counts // 2]) / 2,
        np.minimum.reduceat(values, starts),
        np.maximum.reduceat(values, starts),
    )


def span_number(days: Numbers, span: int) -> Numbers:
    """Return the number of the span in which each day lies; ordinal 1 is a Monday."""
    return np.floor((days - 1) / span)
