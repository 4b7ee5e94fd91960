"""Hands that hold and help, in exercise pictures; measures of a hand are fiftieths of its size."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final

from footrehab_desktop.library.drawing import Shape
from footrehab_desktop.library.outline import FINE, XY, Blob, Circle, merged, turned
from footrehab_desktop.library.prop_parts import Shapes, line, solid

# Where each finger begins across the palm, how far it leans outward, and how long it is.
_FINGERS: Final = ((-9.5, -2.5, 21.0), (-3.0, -0.6, 24.0), (3.2, 0.8, 22.0), (9.0, 2.6, 17.0))


@dataclass(frozen=True)
class _Place:
    """Puts a hand that points right into the picture."""

    at: XY
    turn: float
    size: float
    flip: bool

    def blob(self, *balls: tuple[float, float, float]) -> Blob:
        return Blob(tuple(Circle(*self.point(x, y), r * self.size / 50) for x, y, r in balls))

    def point(self, x: float, y: float) -> XY:
        scale = self.size / 50
        right, down = turned((x * scale, y * scale * (-1 if self.flip else 1)), self.turn)
        return self.at[0] + right, self.at[1] + down

    def cuff(self, first: float, last: float, half: float) -> Shape:
        return solid(self.blob(*((x, y, 2) for x in (first, last) for y in (-half, half))).path(), "shirt")


def hand(
    at: XY, *, turn: float = 0, size: float = 26, curl: float = 0, flip: bool = False, thumb: float = 45
) -> Shapes:
    """Return a hand seen on its back, by its wrist, pointing right unless turned; ``curl``: bent fingers, degrees."""
    place = _Place(at, turn, size, flip)
    palm = place.blob((0, -5, 5.5), (0, 5, 5.5), (23, -9.2, 4.8), (23, 9, 4.4))
    short = cos(radians(curl))
    fingers = [place.blob((23, y, 4.1), (23 + length * short, y + lean, 3.2)) for y, lean, length in _FINGERS]
    joint = 7 + 11 * cos(radians(thumb)), -9 - 11 * sin(radians(thumb))
    tip = joint[0] + 9 * cos(radians(thumb * 0.55)), joint[1] - 9 * sin(radians(thumb * 0.55))
    thumbs = [place.blob((7, -9, 5), (*joint, 4.2)), place.blob((*joint, 4.2), (*tip, 3.5))]
    gaps = [line([place.point(25, y), place.point(32, y)], FINE) for y in (-5.6, 0.2, 5.8)]
    return (*merged([palm, *fingers, *thumbs], "far"), *gaps, place.cuff(-9, -3, 6.5))


def grip(at: XY, *, turn: float = 0, size: float = 26, opening: float = 9, flip: bool = False) -> Shapes:
    """Return a hand from the side that holds something between fingers and thumb; the hold lies at the point.

    ``opening``: the room between fingers and thumb.
    """
    place = _Place(at, turn, size, flip)
    up, down = -opening / 2, opening / 2
    parts = [
        place.blob((-29, 0, 6), (-23, 0, 7)),
        place.blob((-29, 0, 6), (-21, -4, 7.5), (-16, up - 3, 5.5)),
        place.blob((-16, up - 4, 5), (-4, up - 5, 4.4)),
        place.blob((-4, up - 5, 4.4), (5, up - 2.6, 3.5)),
        place.blob((-24, 3, 5.5), (-11, down + 5, 4.4)),
        place.blob((-11, down + 5, 4.4), (2, down + 2.4, 3.5)),
    ]
    return (*merged(parts, "far"), place.cuff(-37, -32, 6))


HANDS: Final = (hand, grip)
