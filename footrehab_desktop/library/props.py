"""Things an exercise needs, as shapes: each function draws one, at a picture point, y down, 100 units wide in all."""

from collections.abc import Callable, Sequence
from math import cos, radians, sin
from typing import Final

from footrehab_desktop.library.drawing import Path, Point, Shape, polyline
from footrehab_desktop.library.outline import (
    FINE,
    LINE,
    XY,
    Circle,
    arrow,
    circle,
    ellipse,
    hull,
    merged,
    smooth,
    turned,
)

FLOOR: Final = 92.0
Shapes = tuple[Shape, ...]


def _line(points: Sequence[XY], width: float = LINE, role: str = "ink", dash: tuple[float, ...] = ()) -> Shape:
    return Shape(polyline(Point(*p) for p in points), stroke=role, width=width, dash=dash)


def _box(left: float, top: float, right: float, bottom: float, r: float = 1.2) -> Path:
    return hull([Circle(x, y, r) for x in (left + r, right - r) for y in (top + r, bottom - r)])


def _solid(path: Path, fill: str, width: float = LINE) -> Shape:
    return Shape(path, stroke="ink", fill=fill, width=width)


def floor(y: float = FLOOR, left: float = 3, right: float = 97) -> Shapes:
    """Return the line of the floor."""
    return (_line([(left, y), (right, y)], 1.1, "soft"),)


def grass(y: float = FLOOR) -> Shapes:
    """Return the floor as level grass."""
    blades = [
        _line([(x, y + 3.4), (x + lean, y + 0.8)], FINE, "soft")
        for x, lean in zip(range(6, 96, 6), (1, -1, 1.4, -0.6) * 4, strict=False)
    ]
    return (*floor(y), *blades)


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


def wall(x: float = 90, top: float = 12, side: str = "right") -> Shapes:
    """Return an upright wall; ``side``: where the room is not."""
    away = 1 if side == "right" else -1
    left, right = sorted((x, x + away * 5))
    return Shape(_box(left, top, right, FLOOR, 0.2), fill="ground"), _line([(x, top), (x, FLOOR)], 1.4)


def rail(x: float = 80, y: float = 50, to: str = "right") -> Shapes:
    """Return a hand rail on a post."""
    away = 1 if to == "right" else -1
    post = _box(min(x + away * 5, x + away * 8), y, max(x + away * 5, x + away * 8), FLOOR, 0.8)
    return _solid(post, "ground"), _solid(
        _box(min(x, x + away * 9), y - 1.8, max(x, x + away * 9), y + 1.8, 1.7), "prop"
    )


def step(left: float = 50, right: float = 90, height: float = 9) -> Shapes:
    """Return a step on the floor."""
    return (_solid(_box(left, FLOOR - height, right, FLOOR, 0.8), "ground"),)


def stairs(left: float = 34, count: int = 4, run: float = 14, rise: float = 8) -> Shapes:
    """Return stairs that go up to the right from x ``left``; the last one reaches the edge of the picture."""
    corners: list[Point] = [Point(left, FLOOR)]
    for k in range(count):
        right = 97.0 if k == count - 1 else left + (k + 1) * run
        corners += [Point(left + k * run, FLOOR - (k + 1) * rise), Point(right, FLOOR - (k + 1) * rise)]
    corners.append(Point(97, FLOOR))
    return (_solid(polyline(corners, closed=True), "ground"),)


def box(left: float = 40, right: float = 70, height: float = 16) -> Shapes:
    """Return a low box with a seam."""
    top = FLOOR - height
    return (
        _solid(_box(left, top, right, FLOOR, 0.8), "prop"),
        _line([(left + 2, top + 4), (right - 2, top + 4)], FINE),
    )


def slab(at: XY, width: float = 30, height: float = 5, fill: str = "prop", turn: float = 0) -> Shapes:
    """Return a flat block whose top middle lies at a point: a pad, a mat, a book, a couch."""
    r = min(2.0, height / 2 - 0.01)
    corners = [(sx * (width / 2 - r), r + sy * (height - 2 * r)) for sx in (-1, 1) for sy in (0, 1)]
    circles = [Circle(*(at[i] + turned(c, turn)[i] for i in (0, 1)), r) for c in corners]
    return (_solid(hull(circles), fill),)


def foam(at: XY = (50, 85), width: float = 30) -> Shapes:
    """Return a foam pad whose top middle lies at a point; it reaches down seven units."""
    dots = [Shape(circle(at[0] + dx, at[1] + 4, 0.7), fill="soft") for dx in (-width * 0.3, 0.0, width * 0.3)]
    return (*slab(at, width, 7, "prop"), *dots)


def mat(left: float = 8, right: float = 92, y: float = FLOOR) -> Shapes:
    """Return an exercise mat that lies on the floor."""
    return (_solid(_box(left, y - 2.4, right, y, 1.1), "prop"),)


def chair(at: XY, width: float = 20, back: float = 24, facing: str = "right", on: float = FLOOR) -> Shapes:
    """Return a chair by the rear end of its seat; it stands on the floor at y ``on``. ``back`` 0: a stool."""
    x, y = at
    way = 1 if facing == "right" else -1

    def block(first: float, last: float, top: float, bottom: float, r: float) -> Path:
        left, right = sorted((x + way * first, x + way * last))
        return _box(left, top, right, bottom, r)

    legs = [_solid(block(a, a + 2.2, y, on, 0.6), "ground") for a in (0.6, width - 2.8)]
    parts = [*legs, _solid(block(0, width, y, y + 3.4, 1.5), "prop")]
    if back:
        rest = hull([Circle(x + way * 1.2, y + 2, 1.5), Circle(x - way * 1.6, y - back, 1.5)])
        parts.append(_solid(rest, "prop"))
    return tuple(parts)


def towel(points: Sequence[XY], folds: int = 0) -> Shapes:
    """Return a towel that lies along a line; ``folds``: how often its middle is gathered."""
    line = [Point(*p) for p in points]
    if folds:
        first, last = line[0], line[-1]
        count = folds * 2
        line = [
            Point(first.x + (last.x - first.x) * k / count, first.y - (4.6 if k % 2 else 0)) for k in range(count + 1)
        ]
    shape = smooth(line, closed=False)
    return Shape(shape, stroke="ink", width=4.4), Shape(shape, stroke="prop", width=2.6)


def towel_top(left: float, top: float, right: float, bottom: float, folds: int = 0) -> Shapes:
    """Return a towel seen from above; ``folds`` are gathers across it."""
    lines = [
        Shape(
            smooth([(left + 1, y), ((left + right) / 2, y - 2.5), (right - 1, y)], closed=False),
            stroke="ink",
            width=FINE,
        )
        for y in (bottom - 5 - k * 4.5 for k in range(folds))
    ]
    edge = [_line([(left + 1, top + 3), (right - 1, top + 3)], FINE)]
    return (_solid(_box(left, top, right, bottom, 1.5), "prop"), *lines, *edge)


def roll(at: XY, r: float = 5) -> Shapes:
    """Return a rolled towel from its end, by its centre."""
    spiral = [(at[0] + r * (1 - k / 14) * cos(k * 0.8), at[1] + r * (1 - k / 14) * sin(k * 0.8)) for k in range(12)]
    return _solid(circle(*at, r), "prop"), Shape(smooth(spiral[2:], closed=False), stroke="ink", width=FINE)


def marbles(points: Sequence[XY], r: float = 3) -> Shapes:
    """Return marbles by their centres."""
    return tuple(
        shape
        for x, y in points
        for shape in (_solid(circle(x, y, r), "prop"), Shape(circle(x - r * 0.3, y - r * 0.3, r * 0.25), fill="paper"))
    )


def cup(at: XY, width: float = 16, height: float = 16) -> Shapes:
    """Return a cup that stands on a point."""
    x, y = at
    body = polyline(
        [
            Point(x - width / 2, y - height),
            Point(x + width / 2, y - height),
            Point(x + width * 0.36, y),
            Point(x - width * 0.36, y),
        ],
        closed=True,
    )
    return _solid(body, "ground"), Shape(ellipse(x, y - height, width / 2, 2.2), stroke="ink", fill="paper", width=LINE)


def band(points: Sequence[XY], width: float = 2.6) -> Shapes:
    """Return an elastic band along a line: two edges, so that it differs from an arrow in black and white."""
    shape = smooth(points, closed=False) if len(points) > 2 else polyline(Point(*p) for p in points)
    return Shape(shape, stroke="ink", width=width + 1.8), Shape(shape, stroke="band", width=width)


def post(at: XY, top: float = 60) -> Shapes:
    """Return a firm post on the floor at x, from ``top`` down, with a ring at the point."""
    x, y = at
    return _solid(_box(x - 2, top, x + 2, FLOOR, 0.8), "ground"), _solid(circle(x, y, 2.6), "paper")


def ball(at: XY, r: float = 6) -> Shapes:
    """Return a ball by its centre."""
    x, y = at
    seam = smooth([(x - r * 0.86, y - r * 0.35), (x, y + r * 0.12), (x + r * 0.86, y - r * 0.35)], closed=False)
    return _solid(circle(x, y, r), "prop"), Shape(seam, stroke="ink", width=FINE)


def roller(at: XY, r: float = 6) -> Shapes:
    """Return a foam roller from its end, by its centre."""
    return _solid(circle(*at, r), "prop"), _solid(circle(*at, r * 0.42), "paper", FINE)


def balance_board(at: XY = (50, 84), width: float = 44, tilt: float = 0) -> Shapes:
    """Return a board on a half ball; the middle of its top lies at the point."""
    x, y = at
    dome = smooth([(x - 10, y + 2), (x - 7, y + 6.5), (x, y + 8), (x + 7, y + 6.5), (x + 10, y + 2)])
    return (_solid(dome, "ground"), *slab(at, width, 3, "prop", tilt))


def treadmill(left: float = 12, right: float = 88, slope: float = 0) -> Shapes:
    """Return a treadmill that runs towards the left; the walker faces its console at the right. ``slope``: degrees."""
    rise = (right - left) * sin(radians(slope))
    y = FLOOR - 5
    deck = hull([Circle(left + 2, y, 2.4), Circle(right - 2, y - rise, 2.4)])
    post_foot, head = (right - 5, y - rise - 2), (right - 2, y - rise - 40)
    parts = [_solid(hull([Circle(*post_foot, 1.4), Circle(*head, 1.4)]), "ground")]
    parts.append(_solid(hull([Circle(*head, 1.6), Circle(head[0] - 10, head[1] + 4, 1.6)]), "ground"))
    parts.append(_solid(hull([Circle(head[0] - 1, head[1] - 1, 2), Circle(head[0] + 3, head[1] - 9, 2)]), "prop"))
    feet = [
        _solid(_box(x - 2, min(y - rise * share, y) + 1, x + 2, FLOOR, 0.6), "ground")
        for x, share in ((left + 6, 0.05), (right - 8, 0.9))
    ]
    return (*feet, *parts, _solid(deck, "prop"), _line([(left + 4, y - 2.4), (right - 6, y - rise - 2.2)], FINE))


def hill(left: float = FLOOR, right: float = 66, bottom: float = 98) -> Shapes:
    """Return a grass slope from its height at the left edge to its height at the right edge."""
    ground = polyline([Point(2, left), Point(98, right), Point(98, bottom), Point(2, bottom)], closed=True)
    blades = [
        _line(
            [(x, left + (right - left) * (x - 2) / 96 + 4.2), (x + 1, left + (right - left) * (x - 2) / 96 + 1.4)],
            FINE,
            "soft",
        )
        for x in range(8, 96, 8)
    ]
    return (Shape(ground, fill="ground"), _line([(2, left), (98, right)], 1.3), *blades)


def floor_line(x: float, y: float = FLOOR) -> Shapes:
    """Return a strip of tape on the floor, seen from its end."""
    return (_solid(_box(x - 4, y - 1.2, x + 4, y + 1.4, 1.0), "move"),)


def tape_line(points: Sequence[XY], width: float = 2.4) -> Shapes:
    """Return a strip of tape along a line."""
    shape = polyline(Point(*p) for p in points)
    return Shape(shape, stroke="ink", width=width + 1.6), Shape(shape, stroke="prop", width=width)


def strip(points: Sequence[XY], width: float = 6) -> Shapes:
    """Return a strip of tape on the skin, along a curve."""
    shape = smooth(points, closed=False)
    return (
        Shape(shape, stroke="ink", width=width + 1.8),
        Shape(shape, stroke="paper", width=width),
        Shape(shape, stroke="soft", width=FINE, dash=(1.5, 2.5)),
    )


def rope(points: Sequence[XY]) -> Shapes:
    """Return a rope along a curve."""
    return (Shape(smooth(points, closed=False), stroke="ink", width=1.8),)


def weight(at: XY, width: float = 12) -> Shapes:
    """Return a dumbbell by its middle."""
    x, y = at
    bar = _box(x - width / 2, y - 1, x + width / 2, y + 1, 0.9)
    ends = [_box(x + s * width / 2 - 2, y - 4, x + s * width / 2 + 2, y + 4, 1.2) for s in (-1, 1)]
    return (_solid(bar, "paper"), *(_solid(end, "shorts") for end in ends))


def sandbag(at: XY, width: float = 22, height: float = 9, turn: float = 0) -> Shapes:
    """Return a soft bag whose underside middle lies on a point."""
    half = width / 2
    outline = [
        (-half, -2),
        (-half + 2, -height * 0.9),
        (0, -height),
        (half - 2, -height * 0.9),
        (half, -2),
        (half - 3, 0),
        (0, 0.4),
        (-half + 3, 0),
    ]
    placed = [(at[0] + turned(p, turn)[0], at[1] + turned(p, turn)[1]) for p in outline]
    knot = [
        (at[0] + turned(p, turn)[0], at[1] + turned(p, turn)[1])
        for p in ((-half + 5, -height * 0.5), (half - 5, -height * 0.5))
    ]
    return _solid(smooth(placed), "prop"), _line(knot, FINE, "ink", (2, 1.6))


def backpack(at: XY, height: float = 19, turn: float = 0) -> Shapes:
    """Return a backpack on the back of somebody who looks right, by its upper front corner."""

    def place(p: XY) -> XY:
        x, y = turned(p, turn)
        return at[0] + x, at[1] + y

    body = smooth(
        [place(p) for p in ((0, 0), (-6, -0.5), (-10.5, 5), (-11, height - 3), (-8, height), (0, height - 1))]
    )
    pocket = smooth(
        [place(p) for p in ((-10.8, height * 0.5), (-6, height * 0.52), (-5.5, height - 3), (-10.5, height - 3))],
        closed=False,
    )
    return _solid(body, "prop"), Shape(pocket, stroke="ink", width=FINE)


def cold_pack(at: XY, width: float = 20, turn: float = 0) -> Shapes:
    """Return a cold pack with a snow star, on a cloth; its middle lies at the point."""

    def place(p: XY) -> XY:
        x, y = turned(p, turn)
        return at[0] + x, at[1] + y

    half = width / 2
    cloth = smooth(
        [
            place(p)
            for p in (
                (-half - 4, 6),
                (-half - 2, 2),
                (0, 1),
                (half + 2, 2),
                (half + 4, 6),
                (half, 4),
                (0, 4),
                (-half, 4),
            )
        ]
    )
    pack = hull([Circle(*place((x, y)), 2) for x in (-half, half) for y in (-5, 1)])
    star = [
        _line(
            [
                place((-2.8 * cos(radians(a)), -2 - 2.8 * sin(radians(a)))),
                place((2.8 * cos(radians(a)), -2 + 2.8 * sin(radians(a)))),
            ],
            FINE,
        )
        for a in (0, 60, 120)
    ]
    return (_solid(cloth, "paper", FINE), _solid(pack, "water"), *star)


def toe_band(points: Sequence[XY]) -> Shapes:
    """Return a small band round the toes."""
    return band(points, 1.8)


def shoe(at: XY, size: float = 40, turn: float = 0) -> Shapes:
    """Return a running shoe that points right; the back of its sole lies at the point."""

    def place(p: XY) -> XY:
        x, y = turned((p[0] * size / 100, -p[1] * size / 100), turn)
        return at[0] + x, at[1] + y

    upper = smooth(
        [
            place(p)
            for p in (
                (2, 12),
                (1, 30),
                (7, 44),
                (16, 40),
                (30, 42),
                (44, 34),
                (66, 26),
                (90, 21),
                (101, 13),
                (98, 6),
                (50, 7),
            )
        ]
    )
    sole = hull([Circle(*place(p), 0.05 * size) for p in ((3, 5), (60, 4), (95, 6), (30, 6))])
    laces = [_line([place((x, y)), place((x + 7, y + 6))], FINE) for x, y in ((36, 30), (45, 26), (54, 22))]
    return (_solid(upper, "prop"), _solid(sole, "paper"), *laces)


def top_shoe(at: XY, size: float = 78, turn: float = 0) -> Shapes:
    """Return a right shoe from above with the end of a trouser leg; the back of its heel lies at the point."""

    def place(p: XY) -> XY:
        x, y = turned((p[0] * size / 100, -p[1] * size / 100), turn)
        return at[0] + x, at[1] + y

    outline = [(0, -2), (-13, 3), (-16, 16), (-14.5, 36), (-18, 56), (-22, 72), (-20, 88), (-11, 97), (2, 97),
               (14, 88), (22, 72), (22.5, 60), (18, 38), (16.5, 16), (13, 3)]  # fmt: skip
    tongue = [(-8.5, 34), (-8, 62), (0, 66), (9, 62), (9.5, 34)]
    cap = [(-21, 78), (-8, 74), (6, 74), (20, 77)]
    laces = [_line([place((-8, y)), place((8.5, y + 4))], 1.2) for y in (40, 48, 56)]
    leg = hull([Circle(*place((x, y)), 3 * size / 100) for x in (-11, 12) for y in (4, 28)])
    return (
        _solid(smooth([place(p) for p in outline]), "prop"),
        _solid(smooth([place(p) for p in tongue]), "paper"),
        *laces,
        Shape(smooth([place(p) for p in cap], closed=False), stroke="ink", width=FINE),
        _solid(leg, "shorts"),
    )


def metronome(at: XY, size: float = 18) -> Shapes:
    """Return a metronome that stands on a point."""
    x, y = at
    body = polyline(
        [
            Point(x - size * 0.28, y - size),
            Point(x + size * 0.28, y - size),
            Point(x + size * 0.5, y),
            Point(x - size * 0.5, y),
        ],
        closed=True,
    )
    hand = _line([(x, y - size * 0.2), (x + size * 0.42, y - size * 1.12)], 1.3)
    weight_at = circle(x + size * 0.27, y - size * 0.78, size * 0.09)
    return _solid(body, "prop"), hand, Shape(weight_at, fill="ink")


def clock(at: XY, r: float = 8, share: float = 0.25) -> Shapes:
    """Return a clock face with a filled share of the round."""
    x, y = at
    rim = [(x + r * 0.8 * sin(k * share * 6.283 / 8), y - r * 0.8 * cos(k * share * 6.283 / 8)) for k in range(9)]
    wedge = polyline([Point(x, y), *(Point(*p) for p in rim)], closed=True)
    return (
        _solid(circle(x, y, r), "paper"),
        Shape(wedge, fill="move"),
        _line([(x, y), rim[-1]], LINE),
        _line([(x, y), (x, y - r * 0.8)], LINE),
    )


def sound(at: XY, turn: float = 0) -> Shapes:
    """Return three short waves that spread from a point."""
    shapes = []
    for r in (4, 7, 10):
        points = [turned((r * cos(radians(a)), r * sin(radians(a))), turn) for a in (-35, 0, 35)]
        shapes.append(
            Shape(smooth([(at[0] + p[0], at[1] + p[1]) for p in points], closed=False), stroke="move", width=1.3)
        )
    return tuple(shapes)


def hand(
    at: XY, turn: float = 0, size: float = 26, curl: float = 0, flip: bool = False, thumb: float = 45,
    fill: str = "far", cuff: bool = True,
) -> Shapes:  # fmt: skip
    """Return a hand seen on its back, by its wrist, pointing right before it is turned; ``curl``: degrees of the fingers."""
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
    sleeve = (_solid(hull([place(x, y, 2) for x in (-9, -3) for y in (-6.5, 6.5)]), "shirt"),) if cuff else ()
    return (*merged(parts, fill), *gaps, *sleeve)


def _fingers(place: Callable[[float, float, float], Circle], curl: float) -> list[Path]:
    short = cos(radians(curl))
    fingers = []
    for y, spread, length in ((-9.5, -2.5, 21), (-3.0, -0.6, 24), (3.2, 0.8, 22), (9.0, 2.6, 17)):
        fingers.append(hull([place(23, y, 4.1), place(23 + length * short, y + spread, 3.2)]))
    return fingers


def grip(
    at: XY,
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
    sleeve = (_solid(hull([place(x, y, 2) for x in (-37, -32) for y in (-6, 6)]), "shirt"),) if cuff else ()
    return (*merged([arm, hull(back), *fingers, *thumb], fill), *sleeve)


def bike(at: XY = (46, 88), size: float = 1.0) -> Shapes:
    """Return an exercise bike; the point is below the middle of its cranks."""
    x, y = at

    def bar(*points: XY, r: float = 1.6, fill: str = "ground") -> Shape:
        return _solid(hull([Circle(x + px * size, y + py * size, r * size) for px, py in points]), fill)

    return (
        bar((-26, 2), (30, 2)),
        bar((0, -15), (-13, -40)),
        bar((0, -15), (22, -12)),
        bar((22, -12), (19, -52)),
        bar((19, -52), (13, -55)),
        _solid(circle(x + 22 * size, y - 11 * size, 11 * size), "prop"),
        _solid(circle(x + 22 * size, y - 11 * size, 2 * size), "paper"),
        bar((0, -15), (0, 0)),
        bar((-20, -41), (-8, -41), r=2.2, fill="shorts"),
        _solid(circle(x, y - 15 * size, 4 * size), "paper"),
    )


def pedal(crank: XY, at: XY) -> Shapes:
    """Return a crank with its pedal at the second point."""
    return _line([crank, at], 2.4), _solid(_box(at[0] - 4, at[1] - 1, at[0] + 4, at[1] + 1, 0.9), "paper")


def bar(points: Sequence[XY], r: float = 1.5, fill: str = "ground") -> Shapes:
    """Return straight bars from point to point: the frame of a machine."""
    return tuple(
        _solid(hull([Circle(*first, r), Circle(*second, r)]), fill)
        for first, second in zip(points, points[1:], strict=False)
    )


def disc(at: XY, r: float = 6, fill: str = "prop") -> Shapes:
    """Return a disc: a wheel, a plate, a fly wheel."""
    return (_solid(circle(*at, r), fill),)


def spot(at: XY, width: float = 6, height: float = 4, fill: str = "move") -> Shapes:
    """Return a filled oval that marks a place, such as where the foot bears weight."""
    return (Shape(ellipse(*at, width, height), fill=fill),)


def ring(at: XY, r: float = 8) -> Shapes:
    """Return a dashed ring round the place to look at."""
    return (Shape(circle(*at, r), stroke="move", width=1.4, dash=(2.6, 2.2)),)


def dashes(points: Sequence[XY], role: str = "soft") -> Shapes:
    """Return a dashed guide line."""
    return (_line(points, 1.2, role, (3, 2.6)),)


def move(path: Sequence[XY], both: bool = False) -> Shapes:
    """Return the arrow of a movement."""
    return arrow(path, both=both)


def cone(at: XY, height: float = 12) -> Shapes:
    """Return a marker cone that stands on a point."""
    x, y = at
    body = polyline(
        [Point(x - 1.4, y - height), Point(x + 1.4, y - height), Point(x + 5, y), Point(x - 5, y)], closed=True
    )
    return (_solid(body, "prop"), _line([(x - 6, y), (x + 6, y)], 1.6))


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
    return (_solid(smooth(outline, pull=0.1), "paper"),)


def bed(left: float = 6, right: float = 70, top: float = 68) -> Shapes:
    """Return a bed or couch from the side."""
    legs = [_solid(_box(x, top + 8, x + 3, FLOOR, 0.6), "ground") for x in (left + 3, right - 6)]
    return (*legs, _solid(_box(left, top, right, top + 9, 2), "prop"))


PROPS: Final[dict[str, Callable[..., Shapes]]] = {
    prop.__name__: prop
    for prop in (
        backpack, balance_board, ball, band, bar, bed, bike, box, chair, clock, cold_pack, cone, cup, dashes, disc, floor,
        floor_line, foam, grass, grip, hand, hill, marbles, mat, metronome, move, pedal, pillow, post, rail, ring,
        ripple, roll, roller, rope, sandbag, shoe, slab, sound, spot, stairs, step, strip, tape_line, toe_band, top_shoe, towel, towel_top,
        treadmill, wall, water, weight,
    )
}  # fmt: skip
