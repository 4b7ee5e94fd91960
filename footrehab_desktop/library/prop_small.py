"""Small things of exercise pictures, and the signs for movement. Picture units, y down."""

from collections.abc import Sequence
from math import cos, radians, sin
from typing import Final

from footrehab_desktop.library.drawing import Point, Shape, polyline
from footrehab_desktop.library.outline import FINE, LINE, XY, Circle, arrow, circle, ellipse, hull, smooth, turned
from footrehab_desktop.library.prop_parts import Shapes, block, line, solid


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


def roll(at: XY, r: float = 5) -> Shapes:
    """Return a rolled towel from its end, by its centre."""
    spiral = [(at[0] + r * (1 - k / 14) * cos(k * 0.8), at[1] + r * (1 - k / 14) * sin(k * 0.8)) for k in range(12)]
    return solid(circle(*at, r), "prop"), Shape(smooth(spiral[2:], closed=False), stroke="ink", width=FINE)


def marbles(points: Sequence[XY], r: float = 3) -> Shapes:
    """Return marbles by their centres."""
    return tuple(
        shape
        for x, y in points
        for shape in (solid(circle(x, y, r), "prop"), Shape(circle(x - r * 0.3, y - r * 0.3, r * 0.25), fill="paper"))
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
    return solid(body, "ground"), Shape(ellipse(x, y - height, width / 2, 2.2), stroke="ink", fill="paper", width=LINE)


def band(points: Sequence[XY], width: float = 2.6) -> Shapes:
    """Return an elastic band along a line: two edges, so that it differs from an arrow in black and white."""
    shape = smooth(points, closed=False) if len(points) > 2 else polyline(Point(*p) for p in points)
    return Shape(shape, stroke="ink", width=width + 1.8), Shape(shape, stroke="band", width=width)


def toe_band(points: Sequence[XY]) -> Shapes:
    """Return a small band round the toes."""
    return band(points, 1.8)


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


def ball(at: XY, r: float = 6) -> Shapes:
    """Return a ball by its centre."""
    x, y = at
    seam = smooth([(x - r * 0.86, y - r * 0.35), (x, y + r * 0.12), (x + r * 0.86, y - r * 0.35)], closed=False)
    return solid(circle(x, y, r), "prop"), Shape(seam, stroke="ink", width=FINE)


def roller(at: XY, r: float = 6) -> Shapes:
    """Return a foam roller from its end, by its centre."""
    return solid(circle(*at, r), "prop"), solid(circle(*at, r * 0.42), "paper", FINE)


def weight(at: XY, width: float = 12) -> Shapes:
    """Return a dumbbell by its middle."""
    x, y = at
    bar = block(x - width / 2, y - 1, x + width / 2, y + 1, 0.9)
    ends = [block(x + s * width / 2 - 2, y - 4, x + s * width / 2 + 2, y + 4, 1.2) for s in (-1, 1)]
    return (solid(bar, "paper"), *(solid(end, "shorts") for end in ends))


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
    return solid(smooth(placed), "prop"), line(knot, FINE, "ink", (2, 1.6))


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
    return solid(body, "prop"), Shape(pocket, stroke="ink", width=FINE)


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
        line(
            [
                place((-2.8 * cos(radians(a)), -2 - 2.8 * sin(radians(a)))),
                place((2.8 * cos(radians(a)), -2 + 2.8 * sin(radians(a)))),
            ],
            FINE,
        )
        for a in (0, 60, 120)
    ]
    return (solid(cloth, "paper", FINE), solid(pack, "water"), *star)


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
    laces = [line([place((x, y)), place((x + 7, y + 6))], FINE) for x, y in ((36, 30), (45, 26), (54, 22))]
    return (solid(upper, "prop"), solid(sole, "paper"), *laces)


def top_shoe(at: XY, size: float = 78, turn: float = 0) -> Shapes:
    """Return a right shoe from above with the end of a trouser leg; the back of its heel lies at the point."""

    def place(p: XY) -> XY:
        x, y = turned((p[0] * size / 100, -p[1] * size / 100), turn)
        return at[0] + x, at[1] + y

    outline = [(0, -2), (-13, 3), (-16, 16), (-14.5, 36), (-18, 56), (-22, 72), (-20, 88), (-11, 97), (2, 97),
               (14, 88), (22, 72), (22.5, 60), (18, 38), (16.5, 16), (13, 3)]  # fmt: skip
    tongue = [(-8.5, 34), (-8, 62), (0, 66), (9, 62), (9.5, 34)]
    cap = [(-21, 78), (-8, 74), (6, 74), (20, 77)]
    laces = [line([place((-8, y)), place((8.5, y + 4))], 1.2) for y in (40, 48, 56)]
    leg = hull([Circle(*place((x, y)), 3 * size / 100) for x in (-11, 12) for y in (4, 28)])
    return (
        solid(smooth([place(p) for p in outline]), "prop"),
        solid(smooth([place(p) for p in tongue]), "paper"),
        *laces,
        Shape(smooth([place(p) for p in cap], closed=False), stroke="ink", width=FINE),
        solid(leg, "shorts"),
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
    hand = line([(x, y - size * 0.2), (x + size * 0.42, y - size * 1.12)], 1.3)
    weight_at = circle(x + size * 0.27, y - size * 0.78, size * 0.09)
    return solid(body, "prop"), hand, Shape(weight_at, fill="ink")


def clock(at: XY, r: float = 8, share: float = 0.25) -> Shapes:
    """Return a clock face with a filled share of the round."""
    x, y = at
    rim = [(x + r * 0.8 * sin(k * share * 6.283 / 8), y - r * 0.8 * cos(k * share * 6.283 / 8)) for k in range(9)]
    wedge = polyline([Point(x, y), *(Point(*p) for p in rim)], closed=True)
    return (
        solid(circle(x, y, r), "paper"),
        Shape(wedge, fill="move"),
        line([(x, y), rim[-1]], LINE),
        line([(x, y), (x, y - r * 0.8)], LINE),
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


def spot(at: XY, width: float = 6, height: float = 4, fill: str = "move") -> Shapes:
    """Return a filled oval that marks a place, such as where the foot bears weight."""
    return (Shape(ellipse(*at, width, height), fill=fill),)


def ring(at: XY, r: float = 8) -> Shapes:
    """Return a dashed ring round the place to look at."""
    return (Shape(circle(*at, r), stroke="move", width=1.4, dash=(2.6, 2.2)),)


def dashes(points: Sequence[XY], role: str = "soft") -> Shapes:
    """Return a dashed guide line."""
    return (line(points, 1.2, role, (3, 2.6)),)


def move(path: Sequence[XY], both: bool = False) -> Shapes:
    """Return the arrow of a movement."""
    return arrow(path, both=both)


SMALL_THINGS: Final = (
    towel,
    roll,
    marbles,
    cup,
    band,
    toe_band,
    strip,
    rope,
    ball,
    roller,
    weight,
    sandbag,
    backpack,
    cold_pack,
    shoe,
    top_shoe,
    metronome,
    clock,
    sound,
    spot,
    ring,
    dashes,
    move,
)
