"""Drawings as data: paths made of straight and curved pieces, so that screen and print draw the very same lines.

The y axis points down, as on a screen. Lengths are in the drawing's own unit; whoever draws it chooses the scale.
Colours are roles ("ink", "accent", "paper" …) that the screen's theme and the print's palette give a colour to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

# Pieces of a path and how many numbers each takes: move, line, cubic curve, close.
NUMBERS_OF: Final = {"M": 2, "L": 2, "C": 6, "Z": 0}
_WORD = re.compile(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)")
_CURVE_STEPS: Final = 12


class Point(NamedTuple):
    """A place in a drawing."""

    x: float
    y: float


class Piece(NamedTuple):
    """One piece of a path: "M" and "L" with one point, "C" with two handles and an end, "Z" with none."""

    kind: str
    points: tuple[Point, ...] = ()


class Box(NamedTuple):
    """An upright rectangle by its left, top, right and bottom edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top


class Transform(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f, as in every drawing format."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def apply(self, point: Point) -> Point:
        """Return where a point comes to lie."""
        return Point(self.a * point.x + self.c * point.y + self.e, self.b * point.x + self.d * point.y + self.f)


@dataclass(frozen=True)
class Path:
    """A line of straight and curved pieces; closed parts can be filled (even-odd)."""

    pieces: tuple[Piece, ...]

    def transformed(self, transform: Transform) -> "Path":
        """Return the path moved, scaled, turned or mirrored."""
        return Path(tuple(Piece(kind, tuple(map(transform.apply, points))) for kind, points in self.pieces))

    @cached_property
    def outlines(self) -> tuple[tuple[Point, ...], ...]:
        """Return each part as corner points, curves in short straight steps."""
        parts: list[list[Point]] = []
        for kind, points in self.pieces:
            if kind == "M":
                parts.append([points[0]])
            elif kind == "L":
                parts[-1].append(points[0])
            elif kind == "C":
                parts[-1].extend(_curve(parts[-1][-1], *points))
        return tuple(tuple(part) for part in parts)

    @cached_property
    def bounds(self) -> Box:
        """Return the smallest upright rectangle around the path. Raises ``ValueError`` for an empty path."""
        return around(point for part in self.outlines for point in part)

    def contains(self, point: Point) -> bool:
        """Tell whether a point lies inside (even-odd)."""
        crossings = 0
        for part in self.outlines:
            for first, second in zip(part, (*part[1:], part[0]), strict=True):
                if (first.y > point.y) != (second.y > point.y):
                    at = first.x + (point.y - first.y) / (second.y - first.y) * (second.x - first.x)
                    crossings += point.x < at
        return crossings % 2 == 1


@dataclass(frozen=True)
class Shape:
    """A path with its look. ``fill`` and ``stroke`` are colour roles, empty for none; ``width`` of the line;
    ``dash`` lengths of strokes and gaps; nothing is drawn outside ``clip``."""

    path: Path
    stroke: str = ""
    fill: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    clip: Path | None = None

    def transformed(self, transform: Transform, scale: float = 1.0) -> "Shape":
        """Return the shape elsewhere; line widths and dashes grow with ``scale``."""
        return replace(
            self,
            path=self.path.transformed(transform),
            width=self.width * scale,
            dash=tuple(length * scale for length in self.dash),
            clip=self.clip.transformed(transform) if self.clip else None,
        )


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet of ``width`` by ``height``, drawn in their order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def mirrored(self) -> "Drawing":
        """Return the drawing for the other side of the body."""
        flip = Transform(a=-1, e=self.width)
        return replace(self, shapes=tuple(shape.transformed(flip) for shape in self.shapes))


def path(text: str) -> Path:
    """Return a path from text such as ``M 0 0 L 10 0 C 12 0 12 4 10 4 Z`` (absolute M, L, C and Z).

    Raises ``ValueError`` that says what is wrong.
    """
    return Path(tuple(_pieces(text)))


def polyline(points: Iterable[Point], *, closed: bool = False) -> Path:
    """Return straight lines through the points."""
    pieces = [Piece("M" if number == 0 else "L", (Point(*point),)) for number, point in enumerate(points)]
    return Path((*pieces, Piece("Z")) if closed else tuple(pieces))


def around(points: Iterable[Point]) -> Box:
    """Return the smallest upright rectangle around points. Raises ``ValueError`` for none."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _pieces(text: str) -> Iterator[Piece]:
    words = _WORD.findall(text)
    if "".join(words) != re.sub(r"[\s,]+", "", text):
        raise ValueError("a path holds only M, L, C, Z and numbers")
    if not words or words[0] != "M":
        raise ValueError("a path begins with M")
    place = 0
    while place < len(words):
        kind = words[place]
        if kind not in NUMBERS_OF:
            raise ValueError(f"{kind} does not begin a piece; a piece begins with M, L, C or Z")
        place += 1
        first = place
        while place < len(words) and words[place] not in NUMBERS_OF:
            place += 1
        yield from _repeated(kind, words[first:place])


def _repeated(kind: str, words: list[str]) -> Iterator[Piece]:
    """Yield one piece, or several where the numbers of a line or curve go on."""
    count = NUMBERS_OF[kind]
    if kind == "Z" and not words:
        yield Piece("Z")
        return
    if not words or not count or len(words) % count:
        raise ValueError(f"{kind} takes {count} numbers")
    numbers = [float(word) for word in words]
    for start in range(0, len(numbers), count):
        own = numbers[start : start + count]
        yield Piece(kind, tuple(Point(own[i], own[i + 1]) for i in range(0, count, 2)))


def _curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        corners = start, first, second, end
        yield Point(
            sum(weight * corner.x for weight, corner in zip(weights, corners, strict=True)),
            sum(weight * corner.y for weight, corner in zip(weights, corners, strict=True)),
        )
