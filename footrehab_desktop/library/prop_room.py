"""Rooms, grounds and furniture of exercise pictures. Picture units, y down."""

from collections.abc import Sequence
from typing import Final

from footrehab_desktop.library.drawing import Path, Point, Shape, polyline
from footrehab_desktop.library.outline import FINE, XY, Circle, circle, hull, smooth, turned
from footrehab_desktop.library.prop_parts import Shapes, block, line, solid

FLOOR: Final = 92.0


def floor(y: float = FLOOR, left: float = 3, right: float = 97) -> Shapes:
    """Return the line of the floor."""
    return (line([(left, y), (right, y)], 1.1, "soft"),)


def grass(y: float = FLOOR) -> Shapes:
    """Return the floor as level grass."""
    blades = [
        line([(x, y + 3.4), (x + lean, y + 0.8)], FINE, "soft")
        for x, lean in zip(range(6, 96, 6), (1, -1, 1.4, -0.6) * 4, strict=False)
    ]
    return (*floor(y), *blades)


def wall(x: float = 90, top: float = 12, side: str = "right") -> Shapes:
    """Return an upright wall; ``side``: where the room is not."""
    away = 1 if side == "right" else -1
    left, right = sorted((x, x + away * 5))
    return Shape(block(left, top, right, FLOOR, 0.2), fill="ground"), line([(x, top), (x, FLOOR)], 1.4)


def rail(x: float = 80, y: float = 50, to: str = "right") -> Shapes:
    """Return a hand rail on a post."""
    away = 1 if to == "right" else -1
    post = block(min(x + away * 5, x + away * 8), y, max(x + away * 5, x + away * 8), FLOOR, 0.8)
    return solid(post, "ground"), solid(
        block(min(x, x + away * 9), y - 1.8, max(x, x + away * 9), y + 1.8, 1.7), "prop"
    )


def step(left: float = 50, right: float = 90, height: float = 9) -> Shapes:
    """Return a step on the floor."""
    return (solid(block(left, FLOOR - height, right, FLOOR, 0.8), "ground"),)


def stairs(left: float = 34, count: int = 4, run: float = 14, rise: float = 8) -> Shapes:
    """Return stairs that go up to the right from x ``left``; the last one reaches the edge of the picture."""
    corners: list[Point] = [Point(left, FLOOR)]
    for k in range(count):
        right = 97.0 if k == count - 1 else left + (k + 1) * run
        corners += [Point(left + k * run, FLOOR - (k + 1) * rise), Point(right, FLOOR - (k + 1) * rise)]
    corners.append(Point(97, FLOOR))
    return (solid(polyline(corners, closed=True), "ground"),)


def box(left: float = 40, right: float = 70, height: float = 16) -> Shapes:
    """Return a low box with a seam."""
    top = FLOOR - height
    return (
        solid(block(left, top, right, FLOOR, 0.8), "prop"),
        line([(left + 2, top + 4), (right - 2, top + 4)], FINE),
    )


def slab(at: XY, width: float = 30, height: float = 5, fill: str = "prop", turn: float = 0) -> Shapes:
    """Return a flat block whose top middle lies at a point: a pad, a mat, a book, a couch."""
    r = min(2.0, height / 2 - 0.01)
    corners = [(sx * (width / 2 - r), r + sy * (height - 2 * r)) for sx in (-1, 1) for sy in (0, 1)]
    placed = [turned(corner, turn) for corner in corners]
    return (solid(hull([Circle(at[0] + x, at[1] + y, r) for x, y in placed]), fill),)


def foam(at: XY = (50, 85), width: float = 30) -> Shapes:
    """Return a foam pad whose top middle lies at a point; it reaches down seven units."""
    dots = [Shape(circle(at[0] + dx, at[1] + 4, 0.7), fill="soft") for dx in (-width * 0.3, 0.0, width * 0.3)]
    return (*slab(at, width, 7, "prop"), *dots)


def balance_board(at: XY = (50, 84), width: float = 44, tilt: float = 0) -> Shapes:
    """Return a board on a half ball; the middle of its top lies at the point."""
    x, y = at
    dome = smooth([(x - 10, y + 2), (x - 7, y + 6.5), (x, y + 8), (x + 7, y + 6.5), (x + 10, y + 2)])
    return (solid(dome, "ground"), *slab(at, width, 3, "prop", tilt))


def mat(left: float = 8, right: float = 92, y: float = FLOOR) -> Shapes:
    """Return an exercise mat that lies on the floor."""
    return (solid(block(left, y - 2.4, right, y, 1.1), "prop"),)


def chair(at: XY, width: float = 20, back: float = 24, facing: str = "right", on: float = FLOOR) -> Shapes:
    """Return a chair by the rear end of its seat; it stands on the floor at y ``on``. ``back`` 0: a stool."""
    x, y = at
    way = 1 if facing == "right" else -1

    def part(first: float, last: float, top: float, bottom: float, r: float) -> Path:
        left, right = sorted((x + way * first, x + way * last))
        return block(left, top, right, bottom, r)

    legs = [solid(part(a, a + 2.2, y, on, 0.6), "ground") for a in (0.6, width - 2.8)]
    parts = [*legs, solid(part(0, width, y, y + 3.4, 1.5), "prop")]
    if back:
        rest = hull([Circle(x + way * 1.2, y + 2, 1.5), Circle(x - way * 1.6, y - back, 1.5)])
        parts.append(solid(rest, "prop"))
    return tuple(parts)


def bed(left: float = 6, right: float = 70, top: float = 68) -> Shapes:
    """Return a bed or couch from the side."""
    legs = [solid(block(x, top + 8, x + 3, FLOOR, 0.6), "ground") for x in (left + 3, right - 6)]
    return (*legs, solid(block(left, top, right, top + 9, 2), "prop"))


def pillow(at: XY, width: float = 24, height: float = 9) -> Shapes:
    """Return a pillow whose underside middle lies on a point."""
    half, x, y = width / 2, at[0], at[1]
    outline = [
        (x - half, y),
        (x - half + 1, y - height),
        (x, y - height * 0.9),
        (x + half - 1, y - height),
        (x + half, y),
        (x, y - 0.6),
    ]
    return (solid(smooth(outline, pull=0.1), "paper"),)


def post(at: XY, top: float = 60) -> Shapes:
    """Return a firm post on the floor at x, from ``top`` down, with a ring at the point."""
    x, y = at
    return solid(block(x - 2, top, x + 2, FLOOR, 0.8), "ground"), solid(circle(x, y, 2.6), "paper")


def hill(left: float = FLOOR, right: float = 66, bottom: float = 98) -> Shapes:
    """Return a grass slope from its height at the left edge to its height at the right edge."""
    ground = polyline([Point(2, left), Point(98, right), Point(98, bottom), Point(2, bottom)], closed=True)
    blades = [
        line(
            [(x, left + (right - left) * (x - 2) / 96 + 4.2), (x + 1, left + (right - left) * (x - 2) / 96 + 1.4)],
            FINE,
            "soft",
        )
        for x in range(8, 96, 8)
    ]
    return (Shape(ground, fill="ground"), line([(2, left), (98, right)], 1.3), *blades)


def water(y: float = 30, left: float = 2, right: float = 98) -> Shapes:
    """Return a pool from its water line down."""
    waves: list[XY] = [(left + k * (right - left) / 12, y + (1.1 if k % 2 else -1.1)) for k in range(13)]
    line = smooth(waves, closed=False)
    body = smooth([*waves, (right, 98), (left, 98)], pull=0.0)
    return Shape(body, fill="water"), Shape(line, stroke="move_soft", width=1.6)


def ripple(at: XY, width: float = 14) -> Shapes:
    """Return a short wave."""
    x, y = at
    points = [(x + k * width / 4, y + (1.2 if k % 2 else -1.2)) for k in range(5)]
    return (Shape(smooth(points, closed=False), stroke="move_soft", width=1.3),)


def floor_line(x: float, y: float = FLOOR) -> Shapes:
    """Return a strip of tape on the floor, seen from its end."""
    return (solid(block(x - 4, y - 1.2, x + 4, y + 1.4, 1.0), "move"),)


def tape_line(points: Sequence[XY], width: float = 2.4) -> Shapes:
    """Return a strip of tape along a line."""
    shape = polyline(Point(*p) for p in points)
    return Shape(shape, stroke="ink", width=width + 1.6), Shape(shape, stroke="prop", width=width)


def cone(at: XY, height: float = 12) -> Shapes:
    """Return a marker cone that stands on a point."""
    x, y = at
    body = polyline(
        [Point(x - 1.4, y - height), Point(x + 1.4, y - height), Point(x + 5, y), Point(x - 5, y)], closed=True
    )
    return (solid(body, "prop"), line([(x - 6, y), (x + 6, y)], 1.6))


ROOM: Final = (
    floor,
    grass,
    wall,
    rail,
    step,
    stairs,
    box,
    slab,
    foam,
    balance_board,
    mat,
    chair,
    bed,
    pillow,
    post,
    hill,
    water,
    ripple,
    floor_line,
    tape_line,
    cone,
)
