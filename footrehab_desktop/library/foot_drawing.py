"""Close-ups of a right foot: from its inner and outer side, from above, the sole, and the front.

Every toe bends by itself, the arch can rise, the ankle moves. Measures are per cent of the foot's length, y up, before
they are placed in the picture.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final

from footrehab_desktop.library.drawing import Path, Shape, Transform
from footrehab_desktop.library.outline import FINE, XY, Circle, ellipse, hull, merged, smooth, turned

FLOOR: Final = 92.0
TOE_NAMES: Final = ("big", "second", "third", "fourth", "little")
_OUTLINE: Final = 1.1


@dataclass(frozen=True)
class DrawnFoot:
    """A drawn foot; ``anchors`` are picture points by name: ``heel``, ``ball``, ``arch``, ``ankle``, ``big_toe`` …"""

    shapes: tuple[Shape, ...]
    anchors: Mapping[str, XY]


class _Toe:
    """A toe seen from the side: where it begins, the lengths of its two parts, its radii from root to tip."""

    def __init__(self, x: float, y: float, lengths: XY, radii: tuple[float, float, float]) -> None:
        self.root = (x, y)
        self.lengths = lengths
        self.radii = radii

    def joints(self, lift: float, curl: float) -> tuple[XY, XY, XY]:
        """Return root, middle joint and tip; ``lift`` raises the whole toe, ``curl`` bends its end down."""
        middle = _ahead(self.root, self.lengths[0], lift)
        return self.root, middle, _ahead(middle, self.lengths[1], lift - curl)

    def settled(self, lift: float, curl: float, turn: float) -> float:
        """Return the lift at which the toe, on a foot turned by ``turn``, does not reach below the ball."""
        while (
            lift < 80
            and min(
                turned_up(point, -turn, self.root)[1] - radius
                for point, radius in zip(self.joints(lift, curl), self.radii, strict=True)
            )
            < self.root[1] - self.radii[0] - 0.4
        ):
            lift += 2
        return lift


_INNER_TOES = (
    _Toe(77, 9, (12.5, 11), (8.2, 6.2, 5.4)),
    _Toe(78, 9.5, (11, 8.5), (6, 4.8, 4.2)),
    _Toe(75.5, 9, (10, 8), (6, 4.6, 4.0)),
    _Toe(72.5, 8, (9, 7), (6, 4.4, 3.8)),
    _Toe(69, 7, (8, 6), (5.5, 4.2, 3.6)),
)
_OUTER_TOES = (
    _Toe(77, 9, (12.5, 11), (8.2, 6.2, 5.4)),
    _Toe(78, 9.5, (11, 8.5), (6.5, 4.9, 4.3)),
    _Toe(75.5, 9, (10, 8), (6.8, 4.8, 4.2)),
    _Toe(72, 8.2, (9, 7), (7, 4.7, 4.1)),
    _Toe(67, 7.2, (8, 6.5), (7, 4.6, 4.0)),
)


def turned_up(point: XY, degrees: float, about: XY = (0.0, 0.0)) -> XY:
    """Return a point turned anticlockwise in coordinates whose y points up."""
    return turned(point, degrees, about)


def _ahead(start: XY, length: float, up: float) -> XY:
    return start[0] + length * cos(radians(up)), start[1] + length * sin(radians(up))


def side_foot(
    *, view: str = "inner", at: XY = (17.0, FLOOR), size: float = 66.0, heel: float = 0.0, shin: float = 0.0,
    arch: float = 0.0, toes: Sequence[float] | float = 0.0, curl: Sequence[float] | float = 0.0,
    hang: float | None = None, work: bool = False, shin_length: float = 62.0,
) -> DrawnFoot:  # fmt: skip
    """Return a foot from its ``inner`` or ``outer`` side; ``at`` is where the heel stands when the foot is flat.

    ``heel``: degrees by which the heel is raised over the toes (negative: the forefoot is raised over the heel).
    ``hang``: the foot is off the floor, turned about the ankle by so many degrees (up positive). ``shin``: degrees by
    which the shin leans forward. ``arch``: 0 at rest, 1 as high as it goes, negative sagging. ``toes`` (degrees
    raised) and ``curl`` (degrees bent) for all toes, or one number each from the big toe on.
    """
    inner = view == "inner"
    body, ankle = _side_outline(inner, arch), (24.0, 34.0 + arch * 1.5)
    turn = -heel if hang is None else hang
    pivot = ankle if hang is not None else ((77.0, 9.0) if heel >= 0 else (12.0, 2.0))
    shift = -3.5 * max(arch, 0)

    def place(point: XY) -> XY:
        x, y = turned_up(point, turn, pivot)
        return _onto((x, y), at, size)

    lifts = [value + (heel if hang is None and heel > 0 else 0) for value in _five(toes)]
    on_floor = hang is None and heel >= 0
    chains = _toe_chains(_INNER_TOES if inner else _OUTER_TOES, lifts, _five(curl), turn if on_floor else None, shift)
    order = (4, 3, 2, 1) if inner else (0, 1, 2, 3)
    fill = "work" if work else "skin"
    shapes: list[Shape] = []
    for number in order:
        shapes += _side_toe(chains[number], place, size, ("work_far" if work else "far") if inner else fill)
    near = chains[0 if inner else 4]
    joint = turned_up(ankle, turn, pivot)
    leg = _shin(joint, shin, shin_length, at, size)
    parts = [leg[0], smooth([place(point) for point in body]), *_toe_paths(near, place, size)]
    shapes += merged(parts, fill, width=_OUTLINE)
    shapes += _side_marks(place, inner=inner, ankle=ankle, arch=arch)
    shapes += [_side_nail(near, place, size), leg[1]]
    anchors = {
        "heel": place((3, 10)), "sole_heel": place((12, 0)), "ball": place((72 + shift, 0)), "arch": place((47, 7 + 6 * arch)),
        "ankle": place(ankle), "instep": place((52, 33 + 4 * arch)), "knuckle": place((76, 17)),
        "shin": leg[2],
    }  # fmt: skip
    for name, chain in zip(TOE_NAMES, chains, strict=True):
        anchors[f"{name}_toe"] = place(chain[0][2])
    return DrawnFoot(tuple(shapes), anchors)


def _five(values: Sequence[float] | float) -> list[float]:
    """Return one number for each toe; the last given one holds for the rest."""
    given = [float(values)] if isinstance(values, (int, float)) else [float(value) for value in values]
    return (given + [given[-1]] * 5)[:5]


def _onto(point: XY, at: XY, size: float) -> XY:
    return at[0] + point[0] * size / 100, at[1] - point[1] * size / 100


_Chain = tuple[tuple[XY, XY, XY], tuple[float, float, float]]


def _toe_chains(
    toes: Sequence[_Toe], lifts: Sequence[float], curls: Sequence[float], turn: float | None, shift: float
) -> list[_Chain]:
    chains = []
    for toe, lift, curl in zip(toes, lifts, curls, strict=True):
        settled = lift if turn is None else toe.settled(lift, curl, -turn)
        joints = toe.joints(settled, curl)
        chains.append((tuple((x + shift, y) for x, y in joints), toe.radii))
    return chains  # type: ignore[return-value]  # three joints in, three joints out


def _toe_paths(chain: _Chain, place: Callable[[XY], XY], size: float) -> list[Path]:
    joints, radii = chain
    balls = [Circle(*place(joint), radius * size / 100) for joint, radius in zip(joints, radii, strict=True)]
    return [hull(balls[:2]), hull(balls[1:])]


def _side_toe(chain: _Chain, place: Callable[[XY], XY], size: float, fill: str) -> tuple[Shape, ...]:
    return merged(_toe_paths(chain, place, size), fill, width=FINE)


def _side_nail(chain: _Chain, place: Callable[[XY], XY], size: float) -> Shape:
    (_, middle, tip), radii = chain
    x, y = tip[0] - middle[0], tip[1] - middle[1]
    length = (x * x + y * y) ** 0.5
    ahead, up = (x / length, y / length), (-y / length, x / length)
    points = [
        (tip[0] + ahead[0] * a + up[0] * b, tip[1] + ahead[1] * a + up[1] * b)
        for a, b in ((-radii[2] * 0.9, radii[2] * 0.98), (0.2, radii[2] * 0.55), (radii[2] * 0.72, radii[2] * 0.6))
    ]
    return Shape(smooth([place(point) for point in points], closed=False), stroke="ink", width=FINE)


def _side_outline(inner: bool, arch: float) -> list[XY]:
    """Return the outline of heel, arch, ball and instep, clockwise from behind the ankle."""
    high = 6.5 + 6.5 * arch if inner else 1.8 + 2 * arch
    back = 3.5 * max(arch, 0)
    up = 4.5 * arch
    return [
        (15, 44), (8.5, 36), (4, 26), (1, 15), (2.5, 5.5), (9, 0.4), (20, 0.2), (29, max(high * 0.42, 0.2)),
        (39, max(high * 0.95, 0.2)), (50, max(high, 0.2)), (60 - back / 2, max(high * 0.55, 0.3)), (68 - back, 0.8),
        *(
            ((76 - back, 0.3), (82 - back, 3), (82.5 - back, 10), (78 - back, 17.2))
            if inner
            else ((71 - back, 1), (74.5 - back, 5), (76 - back, 12), (74 - back, 18))
        ),
        (68 - back, 22 + up * 0.5),
        (57, 28 + up), (46, 34 + up), (38, 40 + up * 0.6), (33, 45), (25, 47),
    ]  # fmt: skip


def _shin(ankle: XY, lean: float, length: float, at: XY, size: float) -> tuple[Path, Shape, XY]:
    """Return the lower leg above an ankle, the trouser hem that ends it, and the point in its middle."""

    def place(point: XY) -> XY:
        x, y = turned_up(point, -lean)
        return _onto((ankle[0] + x, ankle[1] + y), at, size)

    wide = 1 + max(0.0, length - 40) / 200
    leg = smooth(
        [
            place(p)
            for p in (
                (-12, 8), (-12.5, 26), (-16 * wide, length * 0.72), (-17 * wide, length), (15 * wide, length),
                (13.5 * wide, length * 0.7), (10.5, 28), (10.5, 12), (9, -4), (-9, -4),
            )
        ]
    )  # fmt: skip
    half = 19 * wide
    hem = hull([Circle(*place((x, length + y)), 2.2 * size / 100) for x in (-half + 1, half - 3) for y in (-2, 7)])
    return leg, Shape(hem, stroke="ink", fill="shorts", width=_OUTLINE), place((0, length * 0.6))


def _side_marks(place: Callable[[XY], XY], *, inner: bool, ankle: XY, arch: float) -> list[Shape]:
    """Return the ankle bone and, from the inner side, the fold of the arch."""
    x, y = (ankle[0] + 3, ankle[1] + 4) if inner else (ankle[0] - 2, ankle[1] - 1)
    bone = [(x - 5.5, y + 1), (x - 3.5, y - 4), (x + 1.5, y - 5.2), (x + 5, y - 2)]
    lines = [bone]
    if inner:
        lift = 6 * arch
        lines.append([(34, 11 + lift * 0.6), (44, 14.5 + lift), (55, 13.5 + lift)])
    return [Shape(smooth([place(p) for p in line], closed=False), stroke="ink", width=FINE) for line in lines]


# --- from above and the sole: toes point up the picture, the big toe of the right foot lies left (x negative) ---

_FLAT = [
    (0, 0), (-9, 2.5), (-13, 12), (-12, 28), (-11.5, 42), (-14.5, 56), (-19.5, 68), (-20.5, 75), (-17, 81),
    (-8, 80), (2, 79), (10, 76), (17, 70), (21, 63), (21.5, 57), (19.5, 44), (16.5, 28), (13.5, 12), (9, 2.5),
]  # fmt: skip
_FLAT_TOES: Final = (  # root, length, radius at root and tip, how far spreading turns it (clockwise)
    ((-12.5, 77), 15.5, 7.2, 7.0, -14.0),
    ((-1.5, 78.5), 14.5, 5.0, 4.7, -4.0),
    ((6.2, 76), 12.5, 4.7, 4.3, 4.0),
    ((12.8, 71.5), 11.0, 4.5, 4.0, 12.0),
    ((18.4, 65), 9.0, 4.3, 3.8, 21.0),
)


def flat_foot(
    *, view: str = "top", at: XY = (50.0, 94.0), size: float = 78.0, turn: float = 0.0, spread: float = 0.0,
    curl: Sequence[float] | float = 0.0, lean: Sequence[float] | float = 0.0, wide: float = 0.0, work: bool = False,
    leg: bool = True,
) -> DrawnFoot:  # fmt: skip
    """Return a foot from the ``top`` or the ``sole``; ``at`` is the back of the heel, ``turn`` clockwise degrees.

    ``spread``: 0 at rest, 1 wide. ``curl``: degrees each toe is bent, which shortens it. ``lean``: degrees by which
    each toe is pushed to the right. ``wide``: share by which the forefoot is spread.
    """
    flip = -1 if view == "sole" else 1

    def place(point: XY) -> XY:
        x = point[0] * (1 + wide * max(0.0, point[1] - 40) / 40) * flip
        x, y = turned((x, -point[1]), turn)
        return at[0] + x * size / 100, at[1] + y * size / 100

    toes = []
    for (root, length, *radii, swing), bent, pushed in zip(_FLAT_TOES, _five(curl), _five(lean), strict=True):
        tip = _ahead(root, length * cos(radians(bent)), 90 - spread * swing - pushed)
        toes.append((root, tip, radii))
    paths = [
        hull([Circle(*place(point), radius * size / 100) for point, radius in zip((root, tip), radii, strict=True)])
        for root, tip, radii in toes
    ]
    fill = "work" if work else "skin"
    sole = smooth([place(point) for point in _FLAT])
    shapes = [*merged([sole, *paths], fill, width=_OUTLINE)]
    if view == "sole":
        shapes += _sole_marks(place, toes, size, turn)
    else:
        shapes += _nails(place, toes, bent=_five(curl))
        shapes += _leg_from_above(place, size, fill) if leg else ()
    anchors = {
        "heel": place((0, 8)), "ball": place((0, 72)), "inner_ball": place((-15, 72)), "outer_ball": place((17, 62)),
        "arch": place((-8, 42)), "inner_edge": place((-21, 72)), "outer_edge": place((22, 60)), "instep": place((0, 50)),
    }  # fmt: skip
    for name, (_, tip, _) in zip(TOE_NAMES, toes, strict=True):
        anchors[f"{name}_toe"] = place(tip)
    return DrawnFoot(tuple(shapes), anchors)


_FlatToe = tuple[XY, XY, Sequence[float]]


def _sole_marks(place: Callable[[XY], XY], toes: Sequence[_FlatToe], size: float, turn: float) -> list[Shape]:
    """Return the pads that bear weight and the line of the arch."""
    pads = [smooth([place(point) for point in points]) for points in (
        [(0, 4), (-8, 8), (-9.5, 16), (-4, 23), (4, 23), (9.5, 16), (8, 8)],
        [(-18, 66), (-17, 76), (-8, 76.5), (2, 75), (10, 72), (17, 65), (18, 57), (12, 54), (5, 61), (-4, 63), (-12, 59)],
    )]  # fmt: skip
    pads += [hull([Circle(*place(tip), radii[1] * 0.66 * size / 100)]) for _, tip, radii in toes]
    lines = [[(-9.5, 30), (-4, 38), (-3, 46), (-9, 55)]]
    creases = [Shape(smooth([place(p) for p in line], closed=False), stroke="ink", width=FINE) for line in lines]
    return [Shape(pad, fill="pad") for pad in pads] + creases


def _nails(place: Callable[[XY], XY], toes: Sequence[_FlatToe], bent: Sequence[float]) -> list[Shape]:
    shapes = []
    for (root, tip, radii), bend in zip(toes, bent, strict=True):
        if bend > 45:
            continue
        x, y = tip[0] - root[0], tip[1] - root[1]
        length = (x * x + y * y) ** 0.5 or 1.0
        ahead, right = (x / length, y / length), (y / length, -x / length)
        r = radii[1]
        points = [
            place((tip[0] + ahead[0] * a * r + right[0] * b * r, tip[1] + ahead[1] * a * r + right[1] * b * r))
            for a, b in ((-0.45, -0.5), (0.45, -0.52), (0.72, 0.0), (0.45, 0.52), (-0.45, 0.5))
        ]
        shapes.append(Shape(smooth(points), stroke="ink", fill="paper", width=FINE))
    return shapes


def _leg_from_above(place: Callable[[XY], XY], size: float, fill: str) -> tuple[Shape, ...]:
    """Return the lower leg as it hides the heel for somebody who looks down on the own foot."""
    leg = smooth(
        [
            place(p)
            for p in ((-10, 30), (0, 33), (11, 30), (14.2, 20), (13, 8), (14, -6), (-13, -6), (-12, 8), (-13.6, 21))
        ]
    )
    hem = hull([Circle(*place((x, y)), 2 * size / 100) for x in (-15, 16) for y in (-9, -3)])
    bones = [
        Shape(smooth([place(p) for p in line], closed=False), stroke="ink", width=FINE)
        for line in ([(-10, 24), (-8, 20), (-10, 16)], [(10.5, 22), (8.5, 18), (10.5, 14)])
    ]
    top = smooth([place(p) for p in ((-9, 27), (0, 27), (10, 27), (14, 34), (14.5, 44), (-10.5, 44), (-11, 34))])
    return (
        *merged([leg], fill, width=_OUTLINE),
        Shape(top, fill=fill),
        *bones,
        Shape(hem, stroke="ink", fill="shorts", width=_OUTLINE),
    )


# --- from the front: the big toe of the right foot lies right ---

_FRONT_TOES: Final = ((14.0, 8.6), (2.6, 5.6), (-6.4, 5.3), (-14.6, 5.0), (-22.0, 4.7))


def front_foot(
    *, at: XY = (50.0, FLOOR), size: float = 100.0, lift: Sequence[float] | float = 0.0, spread: float = 0.0,
    tilt: float = 0.0, arch: float = 0.0, shin: float = 0.0, work: bool = False,
) -> DrawnFoot:  # fmt: skip
    """Return a foot from the front; ``lift``: how far each toe is raised, 0 to 1; ``tilt``: degrees
    by which the inner edge rises."""

    def place(point: XY) -> XY:
        x, y = turned((point[0], -point[1]), -tilt, (0.0, -24.0))
        return at[0] + x * size / 100, at[1] + y * size / 100

    def upper(point: XY) -> XY:
        return at[0] + (point[0] + shin * (point[1] - 40) / 50) * size / 100, at[1] - point[1] * size / 100

    fill = "work" if work else "skin"
    up = 3 * arch
    dorsum = [
        (-23, 3), (-25, 10), (-22, 18), (-14, 28 + up), (-10, 40), (9, 42), (13, 31 + up), (19, 20 + up), (21, 11), (18, 3),
    ]  # fmt: skip
    leg = [
        (-10, 36),
        (-13, 46),
        (-11.5, 56),
        (-15, 76),
        (-16, 84),
        (16, 84),
        (15, 76),
        (11.5, 58),
        (13.5, 49),
        (10, 38),
    ]
    hem = hull([Circle(*upper((x, y)), 2 * size / 100) for x in (-17, 17) for y in (82, 89)])
    parts = [smooth([place(p) for p in dorsum]), smooth([upper(p) for p in leg])]
    shapes = [*merged(parts, fill, width=_OUTLINE), Shape(hem, stroke="ink", fill="shorts", width=_OUTLINE)]
    shapes += [
        Shape(smooth([upper(p) for p in line], closed=False), stroke="ink", width=FINE)
        for line in ([(-12, 49), (-9, 45), (-6, 46)], [(12.5, 52), (9, 48.5), (6.5, 50)])
    ]
    anchors = {
        "ankle": upper((0, 46)),
        "instep": place((0, 28)),
        "inner_edge": place((22, 8)),
        "outer_edge": place((-27, 8)),
    }
    toes = list(zip(TOE_NAMES, _FRONT_TOES, _five(lift), strict=True))
    for name, (x, radius), raised in sorted(toes, key=lambda toe: -toe[2]):
        centre = (x + x * 0.24 * spread, radius + 15 * raised)
        root = Circle(*place((x, radius + 4 * raised)), radius * 0.8 * size / 100)
        toe, nail = _front_toe(place, centre, radius, raised, size)
        stalk = hull([root, Circle(*place((centre[0], centre[1] - 1)), radius * 0.8 * size / 100)])
        shapes += [*merged([stalk, toe] if raised > 0.2 else [toe], fill, width=FINE), nail]
        anchors[f"{name}_toe"] = place(centre)
    return DrawnFoot(tuple(shapes), anchors)


def _front_toe(place: Callable[[XY], XY], centre: XY, r: float, raised: float, size: float) -> tuple[Path, Shape]:
    """Return a toe that points at the viewer, and its nail; a raised toe shows more of its pad and less nail."""
    x, y = centre
    toe = hull(
        [Circle(*place((x, y - 0.06 * r)), r * size / 100), Circle(*place((x, y + 0.34 * r)), 0.86 * r * size / 100)]
    )
    top = y + r * (0.95 - 0.15 * raised)
    low = y + r * (0.1 + 0.45 * raised)
    nail = smooth(
        [place(p) for p in ((x - 0.48 * r, top), (x - 0.5 * r, low), (x + 0.5 * r, low), (x + 0.48 * r, top))]
    )
    return toe, Shape(nail, stroke="ink", fill="paper", width=FINE)


def mirrored_in(shapes: Sequence[Shape], middle: float) -> tuple[Shape, ...]:
    """Return shapes mirrored about the upright line at ``middle``."""
    flip = Transform(a=-1, e=2 * middle)
    return tuple(shape.transformed(flip) for shape in shapes)


__all__ = ["DrawnFoot", "ellipse", "flat_foot", "front_foot", "mirrored_in", "side_foot"]
