"""Hands that hold and help, in exercise pictures. Picture units, y down."""

from collections.abc import Callable
from math import cos, radians, sin
from typing import Final

from footrehab_desktop.library.drawing import Path, Point, Shape, polyline
from footrehab_desktop.library.outline import FINE, XY, Circle, hull, merged, turned
from footrehab_desktop.library.prop_parts import Shapes, solid


def hand(
    at: XY, *, turn: float = 0, size: float = 26, curl: float = 0, flip: bool = False, thumb: float = 45,
    fill: str = "far", cuff: bool = True,
) -> Shapes:  # fmt: skip
    """Return a hand seen on its back, by its wrist, pointing right unless turned; ``curl``: bent fingers, degrees."""
    scale, side = size / 50, -1 if flip else 1

    def place(x: float, y: float, r: float) -> Circle:
        px, py = turned((x * scale, y * scale * side), turn)
        return Circle(at[0] + px, at[1] + py, r * scale)

    palm = hull([place(0, -5, 5.5), place(0, 5, 5.5), place(23, -9.2, 4.8), place(23, 9, 4.4)])
    parts = [palm, *_fingers(place, curl)]
    root, joint = (7, -9), (7 + 11 * cos(radians(thumb)), -9 - 11 * sin(radians(thumb)))
    tip = (joint[0] + 9 * cos(radians(thumb * 0.55)), joint[1] - 9 * sin(radians(thumb * 0.55)))
    parts += [hull([place(*root, 5), place(*joint, 4.2)]), hull([place(*joint, 4.2), place(*tip, 3.5)])]
    gaps = [
        Shape(polyline([Point(*place(25, y, 1)[:2]), Point(*place(32, y, 1)[:2])]), stroke="ink", width=FINE)
        for y in (-5.6, 0.2, 5.8)
    ]
    sleeve = (solid(hull([place(x, y, 2) for x in (-9, -3) for y in (-6.5, 6.5)]), "shirt"),) if cuff else ()
    return (*merged(parts, fill), *gaps, *sleeve)


def _fingers(place: Callable[[float, float, float], Circle], curl: float) -> list[Path]:
    short = cos(radians(curl))
    fingers = []
    for y, spread, length in ((-9.5, -2.5, 21), (-3.0, -0.6, 24), (3.2, 0.8, 22), (9.0, 2.6, 17)):
        fingers.append(hull([place(23, y, 4.1), place(23 + length * short, y + spread, 3.2)]))
    return fingers


def grip(
    at: XY,
    *,
    turn: float = 0,
    size: float = 26,
    opening: float = 9,
    flip: bool = False,
    fill: str = "far",
    cuff: bool = True,
) -> Shapes:
    """Return a hand from the side that holds something between fingers and thumb; the hold lies at the point.

    ``opening``: the room between fingers and thumb, in fiftieths of ``size``.
    """
    scale, side = size / 50, -1 if flip else 1

    def place(x: float, y: float, r: float) -> Circle:
        px, py = turned((x * scale, y * scale * side), turn)
        return Circle(at[0] + px, at[1] + py, r * scale)

    half = opening / 2
    back = [place(-29, 0, 6), place(-21, -4, 7.5), place(-16, -half - 3, 5.5)]
    fingers = [
        hull([place(-16, -half - 4, 5), place(-4, -half - 5, 4.4)]),
        hull([place(-4, -half - 5, 4.4), place(5, -half - 2.6, 3.5)]),
    ]
    thumb = [
        hull([place(-24, 3, 5.5), place(-11, half + 5, 4.4)]),
        hull([place(-11, half + 5, 4.4), place(2, half + 2.4, 3.5)]),
    ]
    arm = hull([place(-29, 0, 6), place(-23, 0, 7)])
    sleeve = (solid(hull([place(x, y, 2) for x in (-37, -32) for y in (-6, 6)]), "shirt"),) if cuff else ()
    return (*merged([arm, hull(back), *fingers, *thumb], fill), *sleeve)


HANDS: Final = (
    hand,
    grip,
)
