"""Outlines that drawings are made of: hulls of circles, smooth curves, arrows. Picture units, y down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import acos, atan2, ceil, cos, hypot, pi, radians, sin, tan
from typing import Final, NamedTuple

from footrehab_desktop.library.drawing import Path, Piece, Point, Shape, polyline

# Of a picture 100 units wide. At a width of 3 cm the thinnest line measures 0.64 pt.
LINE: Final = 0.95
FINE: Final = 0.75

# One curve follows this much of a circle, off by less than 0.2 per cent of its radius.
_WIDEST_ARC: Final = 2 * pi / 3

XY = tuple[float, float]


class Circle(NamedTuple):
    """A circle by centre and radius."""

    x: float
    y: float
    r: float


class _Arc(NamedTuple):
    """A stretch of a circle between two directions, radians."""

    circle: Circle
    start: float
    end: float


class _Bow(NamedTuple):
    """A short arc: the directions of its ends as unit vectors, and how far its handles reach in radii."""

    circle: Circle
    start: XY
    end: XY
    reach: float
    goes_on: bool


@dataclass(frozen=True)
class Blob:
    """The shape of a band stretched around circles: a rounded, tapered limb."""

    circles: tuple[Circle, ...]

    def path(self) -> Path:
        """Return its outline."""
        return _path_along(self._bows, 0.0)

    def grown(self, width: float) -> Path:
        """Return the outline ``width`` farther out on all sides."""
        return _path_along(self._bows, width)

    @cached_property
    def _bows(self) -> list[_Bow]:
        return _bows(_arcs(self.circles))


def hull(circles: Iterable[Circle]) -> Path:
    """Return the outline of a band stretched around circles."""
    return Blob(tuple(circles)).path()


def _path_along(bows: Sequence[_Bow], grown: float) -> Path:
    pieces: list[Piece] = []
    for bow in bows:
        (x, y, r), (ax, ay), (bx, by) = bow.circle, bow.start, bow.end
        r += grown
        q = r * bow.reach
        start, end = Point(x + r * ax, y + r * ay), Point(x + r * bx, y + r * by)
        if not bow.goes_on:
            pieces.append(Piece("L" if pieces else "M", (start,)))
        handles = Point(start.x - q * ay, start.y + q * ax), Point(end.x + q * by, end.y - q * bx)
        pieces.append(Piece("C", (*handles, end)))
    return Path((*pieces, Piece("Z")))


def circle(x: float, y: float, r: float) -> Path:
    """Return a circle."""
    return hull((Circle(x, y, r),))


def ellipse(x: float, y: float, width: float, height: float) -> Path:
    """Return an upright ellipse by its centre and its half axes."""
    unit = hull((Circle(0, 0, 1),))
    return Path(
        tuple(
            Piece(kind, tuple(Point(x + p.x * width, y + p.y * height) for p in points)) for kind, points in unit.pieces
        )
    )


def smooth(points: Iterable[XY], *, closed: bool = True, pull: float = 1 / 6) -> Path:
    """Return a curve through the points; ``pull`` is how far each point's handles reach (1/6: Catmull–Rom)."""
    corners = [Point(*point) for point in points]
    count = len(corners)
    pieces = [Piece("M", (corners[0],))]
    for k in range(count if closed else count - 1):
        before, start, end, after = (
            corners[i % count] if closed else corners[min(max(i, 0), count - 1)] for i in range(k - 1, k + 3)
        )
        first = Point(start.x + (end.x - before.x) * pull, start.y + (end.y - before.y) * pull)
        second = Point(end.x - (after.x - start.x) * pull, end.y - (after.y - start.y) * pull)
        pieces.append(Piece("C", (first, second, end)))
    return Path((*pieces, Piece("Z")) if closed else tuple(pieces))


def merged(parts: Sequence[Path | Blob], fill: str, stroke: str = "ink", width: float = LINE) -> tuple[Shape, ...]:
    """Return parts as one body: a line around all of them and none between them.

    The line around a blob is a larger blob behind it, which is painted three times as fast as a stroke.
    """
    around = [
        Shape(part.grown(width), fill=stroke) if isinstance(part, Blob) else Shape(part, stroke=stroke, width=2 * width)
        for part in parts
    ]
    return (*around, *(Shape(part.path() if isinstance(part, Blob) else part, fill=fill) for part in parts))


def turned(point: XY, degrees: float, about: XY = (0.0, 0.0)) -> XY:
    """Return a point turned clockwise on the screen."""
    angle = radians(degrees)
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * cos(angle) - y * sin(angle), about[1] + x * sin(angle) + y * cos(angle)


def between(first: XY, second: XY, share: float) -> XY:
    """Return the point that lies ``share`` of the way from the first to the second."""
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share


def arrow(points: Sequence[XY], *, both: bool = False) -> tuple[Shape, ...]:
    """Return an arrow along a smooth line through the points; ``both``: it points both ways."""
    run = [Point(*point) for point in points]
    tip, tail = run[-1], run[0]
    line = smooth(run, closed=False)
    corners = line.outlines[0] if len(run) > 2 else tuple(Point(*between(tail, tip, k / 12)) for k in range(13))
    heads = [_head(tip, _direction_at_end(corners))]
    if both:
        heads.append(_head(tail, _direction_at_end(corners[::-1])))
    shaft = _shortened(corners, both=both)
    outline = [Shape(shaft, stroke="paper", width=4.6)]
    outline += [Shape(head, stroke="paper", fill="paper", width=2.4) for head in heads]
    return (*outline, Shape(shaft, stroke="move", width=2.2), *(Shape(head, fill="move") for head in heads))


def _direction_at_end(corners: Sequence[Point]) -> float:
    """Return the angle at which a line ends, taken over the length of an arrow's head."""
    tip = corners[-1]
    start = next((p for p in reversed(corners) if hypot(tip.x - p.x, tip.y - p.y) >= 4.5), corners[0])
    return atan2(tip.y - start.y, tip.x - start.x)


def _head(tip: Point, angle: float) -> Path:
    length, half = 6.0, 3.3
    back = Point(tip.x - length * cos(angle), tip.y - length * sin(angle))
    side = -half * sin(angle), half * cos(angle)
    return polyline(
        (tip, Point(back.x + side[0], back.y + side[1]), Point(back.x - side[0], back.y - side[1])), closed=True
    )


def _shortened(corners: Sequence[Point], *, both: bool) -> Path:
    """Return the line without the stretch that the heads cover."""
    tip, tail = corners[-1], corners[0]
    kept = [p for p in corners if hypot(tip.x - p.x, tip.y - p.y) > 4]
    if both:
        kept = [p for p in kept if hypot(tail.x - p.x, tail.y - p.y) > 4]
    return polyline(kept if len(kept) > 1 else corners)


def _arcs(circles: Sequence[Circle]) -> list[_Arc]:
    """Return the stretches of circles that lie on the hull, in the direction of growing angles.

    Walks round the hull: from the circle that reaches farthest right, always on to the one that overtakes it first.
    """
    first = max(circles, key=lambda c: c.x + c.r)
    arcs: list[_Arc] = []
    current, angle = first, 0.0
    while len(arcs) <= 2 * len(circles):
        overtaken, follower = _overtaken(current, circles, angle)
        arcs.append(_Arc(current, angle, min(overtaken, 2 * pi)))
        if overtaken >= 2 * pi:
            break
        current, angle = follower, overtaken
    if len(arcs) > 1 and arcs[0].circle is arcs[-1].circle:
        last = arcs.pop()
        arcs[0] = _Arc(last.circle, last.start - 2 * pi, arcs[0].end)
    return arcs


def _overtaken(current: Circle, circles: Sequence[Circle], angle: float) -> tuple[float, Circle]:
    """Return the direction after ``angle`` from which another circle reaches farther, and that circle."""
    best, follower = 4 * pi, current
    for other in circles:
        x, y = other.x - current.x, other.y - current.y
        distance = hypot(x, y)
        if other is current or distance <= abs(current.r - other.r) + 1e-9:
            continue
        begins = atan2(y, x) - acos((current.r - other.r) / distance)
        begins += 2 * pi * ceil((angle - begins - 1e-9) / (2 * pi))
        if begins < best:
            best, follower = begins, other
    return best, follower


def _bows(arcs: Sequence[_Arc]) -> list[_Bow]:
    """Return arcs in parts that one curve can follow."""
    bows = []
    for around, first, last in arcs:
        count = max(1, ceil((last - first) / _WIDEST_ARC - 1e-6))
        step = (last - first) / count
        reach = 4 / 3 * tan(step / 4)
        ends = [(cos(first + k * step), sin(first + k * step)) for k in range(count + 1)]
        bows += [_Bow(around, ends[k], ends[k + 1], reach, goes_on=k > 0) for k in range(count)]
    return bows
