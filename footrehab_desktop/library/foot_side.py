"""A close-up of the right foot from its inner or outer side: toes, arch and ankle move.

Measures are per cent of the foot's length, x from the heel to the toes, y up, until they are placed in the picture.
From the inner side the toes of a right foot point left, from the outer side right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from typing import Final, NamedTuple

from footrehab_desktop.library.drawing import Path, Shape
from footrehab_desktop.library.outline import FINE, XY, Blob, Circle, between, hull, merged, smooth, turned

FLOOR: Final = 92.0
TOE_NAMES: Final = ("big", "second", "third", "fourth", "little")
FOOT_LINE: Final = 1.1
_ON_BALL: Final = (77.0, 9.0)
_ON_HEEL: Final = (12.0, 2.0)
_STEEPEST_TOE = 80.0


@dataclass(frozen=True)
class DrawnFoot:
    """A drawn foot; ``anchors`` are picture points by name: ``heel``, ``ball``, ``arch``, ``ankle``, ``big_toe`` …"""

    shapes: tuple[Shape, ...]
    anchors: Mapping[str, XY]


class _Toe(NamedTuple):
    """A toe: where it begins, the lengths of its two parts, its radii at root, middle joint and tip."""

    root: XY
    lengths: XY
    radii: tuple[float, float, float]


_INNER_TOES: Final = (
    _Toe((77, 9), (12.5, 11), (8.2, 6.2, 5.4)),
    _Toe((78, 9.5), (11, 8.5), (6, 4.8, 4.2)),
    _Toe((75.5, 9), (10, 8), (6, 4.6, 4.0)),
    _Toe((72.5, 8), (9, 7), (6, 4.4, 3.8)),
    _Toe((69, 7), (8, 6), (5.5, 4.2, 3.6)),
)
_OUTER_TOES: Final = (
    _Toe((77, 9), (12.5, 11), (8.2, 6.2, 5.4)),
    _Toe((78, 9), (11, 8.5), (6, 4.8, 4.2)),
    _Toe((74, 8.2), (10, 8), (4.6, 4.5, 4.1)),
    _Toe((70, 7.6), (9, 7), (4.4, 4.3, 3.9)),
    _Toe((64, 7), (8, 6.5), (4.2, 4.2, 3.8)),
)
_Joints = tuple[XY, XY, XY]


@dataclass(frozen=True, kw_only=True)
class SideFoot:
    """A foot from its ``inner`` or ``outer`` side; ``at`` is where the heel stands when the foot is flat.

    ``heel``: degrees by which the heel is raised over the toes (negative: the forefoot is raised over the heel).
    ``hang``: the foot is off the floor, turned about the ankle by so many degrees, up positive. ``shin``: degrees by
    which the shin leans forward. ``arch``: 0 at rest, 1 as high as it goes, negative sagging. ``toes`` (degrees
    raised) and ``curl`` (degrees bent) hold for all toes, or are numbers from the big toe on.
    """

    view: str = "inner"
    at: XY = (83.0, FLOOR)
    size: float = 66.0
    heel: float = 0.0
    hang: float | None = None
    shin: float = 0.0
    shin_length: float = 62.0
    arch: float = 0.0
    toes: Sequence[float] | float = 0.0
    curl: Sequence[float] | float = 0.0

    def draw(self) -> DrawnFoot:
        """Return the foot as shapes."""
        chains = [self._joints(number) for number in range(5)]
        shapes: list[Shape] = []
        if self._inner:
            for number in (4, 3, 2, 1):
                shapes += merged(self._toe(number, chains[number]), "far", width=FINE)
        leg, hem = self._shin()
        foot = smooth([self._place(point) for point in _outline(self.arch, inner=self._inner)])
        shapes += merged([leg, foot, *self._toe(0, chains[0])], "skin", width=FOOT_LINE)
        if not self._inner:
            for number in (2, 3, 4):
                shapes += self._toe_beside(number, chains[number])
        shapes += [*self._marks(), self._nail(0, chains[0]), hem]
        return DrawnFoot(tuple(shapes), dict(self._anchors(chains)))

    @property
    def _inner(self) -> bool:
        return self.view == "inner"

    @property
    def _ankle(self) -> XY:
        return 24.0, 34.0 + 1.5 * self.arch

    @cached_property
    def _turn(self) -> tuple[float, XY]:
        """Return by how many degrees, and about which point, the foot is turned."""
        if self.hang is not None:
            return self.hang, self._ankle
        return -self.heel, _ON_BALL if self.heel >= 0 else _ON_HEEL

    @property
    def _shorter(self) -> float:
        """Return by how much a raised arch draws the ball towards the heel."""
        return 3.5 * max(self.arch, 0.0)

    def _place(self, point: XY) -> XY:
        """Return the picture point of a point of the foot."""
        return self._on_paper(turned(point, *self._turn))

    def _on_paper(self, point: XY) -> XY:
        way = -1 if self._inner else 1
        return self.at[0] + way * point[0] * self.size / 100, self.at[1] - point[1] * self.size / 100

    def _joints(self, number: int) -> _Joints:
        """Return root, middle joint and tip of a toe; one that would go through the floor is raised."""
        toe = (_INNER_TOES if self._inner else _OUTER_TOES)[number]
        lift, curl = five(self.toes)[number], five(self.curl)[number]
        if self.hang is None and self.heel >= 0:
            lift += self.heel
            while lift < _STEEPEST_TOE and self._below_floor(toe, lift, curl):
                lift += 2
        root, middle, tip = _toe_joints(toe, lift, curl)
        back = self._shorter
        return (root[0] - back, root[1]), (middle[0] - back, middle[1]), (tip[0] - back, tip[1])

    def _below_floor(self, toe: _Toe, lift: float, curl: float) -> bool:
        floor = toe.root[1] - toe.radii[0] - 0.4
        joints = (turned(joint, -self.heel, toe.root) for joint in _toe_joints(toe, lift, curl))
        return any(y - r < floor for (_, y), r in zip(joints, toe.radii, strict=True))

    def _toe(self, number: int, joints: _Joints) -> list[Blob]:
        radii = (_INNER_TOES if self._inner else _OUTER_TOES)[number].radii
        balls = [Circle(*self._place(at), r * self.size / 100) for at, r in zip(joints, radii, strict=True)]
        return [Blob(tuple(balls[:2])), Blob(tuple(balls[1:]))]

    def _toe_beside(self, number: int, joints: _Joints) -> tuple[Shape, ...]:
        """Return a toe on the near side of the foot; its root flows into the foot."""
        toe = self._toe(number, joints)
        root, middle = toe[0].circles
        seam = Circle(root.x, root.y, root.r + 1.5 * FINE), Circle(*between(root[:2], middle[:2], 0.55), middle.r)
        return (*merged(toe, "skin", width=FINE), Shape(hull(seam), fill="skin"))

    def _nail(self, number: int, joints: _Joints) -> Shape:
        r = (_INNER_TOES if self._inner else _OUTER_TOES)[number].radii[2]
        (_, (mx, my), (x, y)) = joints
        length = ((x - mx) ** 2 + (y - my) ** 2) ** 0.5
        ahead, up = ((x - mx) / length, (y - my) / length), (-(y - my) / length, (x - mx) / length)
        points = [
            (x + ahead[0] * a * r + up[0] * b * r, y + ahead[1] * a * r + up[1] * b * r)
            for a, b in ((-0.9, 0.98), (0.04, 0.55), (0.72, 0.6))
        ]
        return Shape(smooth([self._place(point) for point in points], closed=False), stroke="ink", width=FINE)

    def _shin(self) -> tuple[Path, Shape]:
        """Return the lower leg and the trouser hem that ends it."""
        ankle = turned(self._ankle, *self._turn)

        def place(point: XY) -> XY:
            x, y = turned(point, -self.shin)
            return self._on_paper((ankle[0] + x, ankle[1] + y))

        length = self.shin_length
        wide = 1 + max(0.0, length - 40) / 200
        # Where the shin flows into the foot it must not stand out of a foot that points down or up.
        up = self._turn[0] + self.shin
        down = max(0.0, -up)
        behind = max(0.0, up) * 0.09
        back: list[XY] = [(-9, -8), (behind - 14.8, -1), (behind - 14, 6), (-12.3, 15), (-12.5, 27)]
        back += [(-16 * wide, length * 0.72), (-17 * wide, length)]
        front: list[XY] = [(15 * wide, length), (13.5 * wide, length * 0.7), (10.6, 30), (10.8, 19)]
        front += [(13 - 0.06 * down, 10.5), (16 - 0.12 * down, 4), (9, -8)]
        ends = [(x, length + y) for x in (1 - 19 * wide, 19 * wide - 3) for y in (-2, 7)]
        hem = hull([Circle(*place(point), 2.2 * self.size / 100) for point in ends])
        leg = smooth([place(point) for point in back + front])
        return leg, Shape(hem, stroke="ink", fill="shorts", width=FOOT_LINE)

    def _marks(self) -> Iterator[Shape]:
        """Yield the ankle bone and, from the inner side, the fold of the arch."""
        ankle = self._ankle
        x, y = (ankle[0] + 3, ankle[1] + 4) if self._inner else (ankle[0] - 2, ankle[1] - 1)
        lines: list[list[XY]] = [[(x - 5.5, y + 1), (x - 3.5, y - 4), (x + 1.5, y - 5.2), (x + 5, y - 2)]]
        if self._inner:
            lift = 6 * self.arch
            lines.append([(34, 11 + lift * 0.6), (44, 14.5 + lift), (55, 13.5 + lift)])
        for line in lines:
            yield Shape(smooth([self._place(p) for p in line], closed=False), stroke="ink", width=FINE)

    def _anchors(self, chains: Sequence[_Joints]) -> Iterator[tuple[str, XY]]:
        points = {
            "heel": (3.0, 10.0),
            "sole": (12.0, 0.0),
            "ball": (72 - self._shorter, 0.0),
            "arch": (47.0, 7 + 6 * self.arch),
            "ankle": self._ankle,
            "instep": (52.0, 33 + 4 * self.arch),
        }
        points |= {f"{name}_toe": joints[2] for name, joints in zip(TOE_NAMES, chains, strict=True)}
        for name, point in points.items():
            yield name, self._place(point)


def five(values: Sequence[float] | float) -> list[float]:
    """Return one number for each toe; the last given one holds for the rest."""
    given = [float(values)] if isinstance(values, (int, float)) else [float(value) for value in values]
    return (given + [given[-1]] * 5)[:5]


def ahead(start: XY, length: float, up: float) -> XY:
    """Return the point that lies ``length`` away in the direction ``up`` (degrees, y up)."""
    return start[0] + length * cos(radians(up)), start[1] + length * sin(radians(up))


def _toe_joints(toe: _Toe, lift: float, curl: float) -> _Joints:
    middle = ahead(toe.root, toe.lengths[0], lift)
    return toe.root, middle, ahead(middle, toe.lengths[1], lift - curl)


def _outline(arch: float, *, inner: bool) -> list[XY]:
    """Return the outline of heel, arch, ball and instep, from behind the ankle by the sole to its front."""
    high = 6.5 + 6.5 * arch if inner else 1.8 + 2 * arch
    back, up = 3.5 * max(arch, 0.0), 4.5 * arch
    heel: list[XY] = [(15, 44), (8.5, 36), (4, 26), (1, 15), (2.5, 5.5), (9, 0.4), (20, 0.2)]
    sole: list[XY] = [(29, max(high * 0.42, 0.2)), (39, max(high * 0.95, 0.2)), (50, max(high, 0.2))]
    sole += [(60 - back / 2, max(high * 0.55, 0.3)), (68 - back, 0.8)]
    ball = [(76 - back, 0.3), (82 - back, 3), (82.5 - back, 10), (78 - back, 17.2)]
    instep = [(68 - back, 22 + up * 0.5), (57, 28 + up), (46, 34 + up), (38, 40 + up * 0.6), (33, 45), (25, 47)]
    return [*heel, *sole, *ball, *instep]
