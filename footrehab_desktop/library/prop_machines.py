"""Machines of exercise pictures. Picture units, y down."""

from collections.abc import Sequence
from itertools import pairwise
from math import radians, sin
from typing import Final

from footrehab_desktop.library.drawing import Shape
from footrehab_desktop.library.outline import FINE, XY, Circle, circle, hull
from footrehab_desktop.library.prop_parts import Shapes, block, line, solid

FLOOR: Final = 92.0


def bike(at: XY = (46, 88), size: float = 1.0) -> Shapes:
    """Return an exercise bike; the point is below the middle of its cranks."""
    x, y = at

    def bar(*points: XY, r: float = 1.6, fill: str = "ground") -> Shape:
        return solid(hull([Circle(x + px * size, y + py * size, r * size) for px, py in points]), fill)

    return (
        bar((-26, 2), (30, 2)),
        bar((0, -15), (-13, -40)),
        bar((0, -15), (22, -12)),
        bar((22, -12), (19, -52)),
        bar((19, -52), (13, -55)),
        solid(circle(x + 22 * size, y - 11 * size, 11 * size), "prop"),
        solid(circle(x + 22 * size, y - 11 * size, 2 * size), "paper"),
        bar((0, -15), (0, 0)),
        bar((-20, -41), (-8, -41), r=2.2, fill="shorts"),
        solid(circle(x, y - 15 * size, 4 * size), "paper"),
    )


def pedal(crank: XY, at: XY) -> Shapes:
    """Return a crank with its pedal at the second point."""
    return line([crank, at], 2.4), solid(block(at[0] - 4, at[1] - 1, at[0] + 4, at[1] + 1, 0.9), "paper")


def treadmill(left: float = 12, right: float = 88, slope: float = 0) -> Shapes:
    """Return a treadmill that runs towards the left; the walker faces its console at the right. ``slope``: degrees."""
    rise = (right - left) * sin(radians(slope))
    y = FLOOR - 5
    deck = hull([Circle(left + 2, y, 2.4), Circle(right - 2, y - rise, 2.4)])
    post_foot, head = (right - 5, y - rise - 2), (right - 2, y - rise - 40)
    parts = [solid(hull([Circle(*post_foot, 1.4), Circle(*head, 1.4)]), "ground")]
    parts.append(solid(hull([Circle(*head, 1.6), Circle(head[0] - 10, head[1] + 4, 1.6)]), "ground"))
    parts.append(solid(hull([Circle(head[0] - 1, head[1] - 1, 2), Circle(head[0] + 3, head[1] - 9, 2)]), "prop"))
    feet = [
        solid(block(x - 2, min(y - rise * share, y) + 1, x + 2, FLOOR, 0.6), "ground")
        for x, share in ((left + 6, 0.05), (right - 8, 0.9))
    ]
    return (*feet, *parts, solid(deck, "prop"), line([(left + 4, y - 2.4), (right - 6, y - rise - 2.2)], FINE))


def bar(points: Sequence[XY], r: float = 1.5, fill: str = "ground") -> Shapes:
    """Return straight bars from point to point: the frame of a machine."""
    return tuple(solid(hull([Circle(*first, r), Circle(*second, r)]), fill) for first, second in pairwise(points))


def disc(at: XY, r: float = 6, fill: str = "prop") -> Shapes:
    """Return a disc: a wheel, a plate, a fly wheel."""
    return (solid(circle(*at, r), fill),)


MACHINES: Final = (
    bike,
    pedal,
    treadmill,
    bar,
    disc,
)
