"""Close-ups of the right foot from above, from the sole and from the front.

Measures are per cent of the foot's length, y up, until they are placed in the picture. From above and from the front
the middle of the foot is x = 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Final, NamedTuple

from footrehab_desktop.library.drawing import Shape
from footrehab_desktop.library.foot_side import FLOOR, FOOT_LINE, TOE_NAMES, DrawnFoot, ahead, five
from footrehab_desktop.library.outline import FINE, XY, Blob, Circle, hull, merged, smooth, turned

_STRONGLY_BENT = 45.0


class _FlatToe(NamedTuple):
    """A toe from above: root, length, radius at root and tip, degrees by which spreading turns it outward."""

    root: XY
    length: float
    root_radius: float
    tip_radius: float
    swing: float


# From above the big toe of a right foot lies left.
_OUTLINE: Final = (
    *((0, 0), (-9, 2.5), (-13, 12), (-12, 28), (-11.5, 42), (-14.5, 56), (-19.5, 68), (-20.5, 75), (-17, 81), (-8, 80)),
    *((2, 79), (10, 76), (17, 70), (21, 63), (21.5, 57), (19.5, 44), (16.5, 28), (13.5, 12), (9, 2.5)),
)
_TOES: Final = (
    _FlatToe((-12.5, 77), 15.5, 7.2, 7.0, -14.0),
    _FlatToe((-1.5, 78.5), 14.5, 5.0, 4.7, -4.0),
    _FlatToe((6.2, 76), 12.5, 4.7, 4.3, 4.0),
    _FlatToe((12.8, 71.5), 11.0, 4.5, 4.0, 12.0),
    _FlatToe((18.4, 65), 9.0, 4.3, 3.8, 21.0),
)
_PADS: Final = (
    ((0, 4), (-8, 8), (-9.5, 16), (-4, 23), (4, 23), (9.5, 16), (8, 8)),
    (
        *((-18, 66), (-17, 76), (-8, 76.5), (2, 75), (10, 72), (17, 65)),
        *((18, 57), (12, 54), (5, 61), (-4, 63), (-12, 59)),
    ),
)


@dataclass(frozen=True, kw_only=True)
class FlatFoot:
    """A foot from the ``top`` or the ``sole``; ``at`` is the back of the heel, ``turn`` clockwise degrees.

    ``spread``: 0 with the toes at rest, 1 with the toes wide. ``wide``: share by which the forefoot is spread.
    ``curl``: degrees by which each toe is bent, which shortens it.
    """

    view: str = "top"
    at: XY = (50.0, 94.0)
    size: float = 78.0
    turn: float = 0.0
    spread: float = 0.0
    wide: float = 0.0
    curl: Sequence[float] | float = 0.0

    def draw(self) -> DrawnFoot:
        """Return the foot as shapes; from above with the lower leg that hides the heel."""
        outline = smooth([self._place(point) for point in _OUTLINE])
        toes = [
            Blob((Circle(*self._place(toe.root), self._long(toe.root_radius)), Circle(*at, self._long(toe.tip_radius))))
            for toe, at in zip(_TOES, map(self._place, self._tips), strict=True)
        ]
        shapes = list(merged([outline, *toes], "skin", width=FOOT_LINE))
        shapes += self._sole_marks() if self.view == "sole" else [*self._nails(), *self._leg()]
        anchors = {"heel": (0.0, 8.0), "ball": (0.0, 72.0), "inner_ball": (-15.0, 72.0), "outer_ball": (17.0, 62.0)}
        anchors |= {f"{name}_toe": tip for name, tip in zip(TOE_NAMES, self._tips, strict=True)}
        return DrawnFoot(tuple(shapes), {name: self._place(point) for name, point in anchors.items()})

    @cached_property
    def _tips(self) -> list[XY]:
        return [
            ahead(toe.root, toe.length * cos(radians(bent)), 90 - self.spread * toe.swing)
            for toe, bent in zip(_TOES, five(self.curl), strict=True)
        ]

    def _place(self, point: XY) -> XY:
        x = point[0] * (1 + self.wide * max(0.0, point[1] - 40) / 40) * (-1 if self.view == "sole" else 1)
        x, y = turned((x, -point[1]), self.turn)
        return self.at[0] + self._long(x), self.at[1] + self._long(y)

    def _long(self, length: float) -> float:
        return length * self.size / 100

    def _sole_marks(self) -> Iterator[Shape]:
        """Yield the pads that bear weight and the line of the arch."""
        for points in _PADS:
            yield Shape(smooth([self._place(point) for point in points]), fill="pad")
        for toe, tip in zip(_TOES, self._tips, strict=True):
            yield Shape(hull([Circle(*self._place(tip), self._long(toe.tip_radius * 0.66))]), fill="pad")
        arch = [self._place(point) for point in ((-9.5, 30), (-4, 38), (-3, 46), (-9, 55))]
        yield Shape(smooth(arch, closed=False), stroke="ink", width=FINE)

    def _nails(self) -> Iterator[Shape]:
        for toe, tip, bent in zip(_TOES, self._tips, five(self.curl), strict=True):
            if bent <= _STRONGLY_BENT:
                x, y = tip[0] - toe.root[0], tip[1] - toe.root[1]
                length, r = (x * x + y * y) ** 0.5, toe.tip_radius
                points = [
                    (tip[0] + (x * a + y * b) * r / length, tip[1] + (y * a - x * b) * r / length)
                    for a, b in ((-0.45, -0.5), (0.45, -0.52), (0.72, 0.0), (0.45, 0.52), (-0.45, 0.5))
                ]
                nail = smooth([self._place(point) for point in points])
                yield Shape(nail, stroke="ink", fill="paper", width=FINE)

    def _leg(self) -> Iterator[Shape]:
        """Yield the lower leg as it hides the heel for somebody who looks down on the own foot."""
        outline = ((-10, 30), (0, 33), (11, 30), (14.2, 20), (13, 8), (14, -6), (-13, -6), (-12, 8), (-13.6, 21))
        over = ((-9, 27), (0, 27), (10, 27), (14, 34), (14.5, 44), (-10.5, 44), (-11, 34))
        yield from merged([smooth([self._place(point) for point in outline])], "skin", width=FOOT_LINE)
        yield Shape(smooth([self._place(point) for point in over]), fill="skin")
        for bone in (((-10, 24), (-8, 20), (-10, 16)), ((10.5, 22), (8.5, 18), (10.5, 14))):
            yield Shape(smooth([self._place(point) for point in bone], closed=False), stroke="ink", width=FINE)
        ends = [Circle(*self._place((x, y)), self._long(2)) for x in (-15, 16) for y in (-9, -3)]
        yield Shape(hull(ends), stroke="ink", fill="shorts", width=FOOT_LINE)


# From the front the big toe of a right foot lies right: x and radius of each toe.
_FRONT_TOES: Final = ((14.0, 8.6), (2.6, 5.6), (-6.4, 5.3), (-14.6, 5.0), (-22.0, 4.7))
_ANKLE_BONES: Final = (((-12, 49), (-9, 45), (-6, 46)), ((12.5, 52), (9, 48.5), (6.5, 50)))


@dataclass(frozen=True, kw_only=True)
class FrontFoot:
    """A foot from the front; ``at`` is the floor under its middle.

    ``lift``: how far each toe is raised, 0 to 1. ``tilt``: degrees by which the inner edge rises.
    """

    at: XY = (50.0, FLOOR)
    size: float = 100.0
    lift: Sequence[float] | float = 0.0
    spread: float = 0.0
    tilt: float = 0.0

    def draw(self) -> DrawnFoot:
        """Return the foot as shapes, the raised toes behind the others."""
        back = ((-23, 3), (-25, 10), (-22, 18), (-14, 28), (-10, 40), (9, 42), (13, 31), (19, 20), (21, 11), (18, 3))
        leg = (
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
        )
        parts = [smooth([self._tilted(point) for point in back]), smooth([self._upright(point) for point in leg])]
        hem = hull([Circle(*self._upright((x, y)), self._long(2)) for x in (-17, 17) for y in (82, 89)])
        shapes = [*merged(parts, "skin", width=FOOT_LINE), Shape(hem, stroke="ink", fill="shorts", width=FOOT_LINE)]
        for bone in _ANKLE_BONES:
            line = smooth([self._upright(point) for point in bone], closed=False)
            shapes.append(Shape(line, stroke="ink", width=FINE))
        lifts = five(self.lift)
        for number in sorted(range(5), key=lambda number: -lifts[number]):
            shapes += self._toe(number, lifts[number])
        anchors = {"ankle": self._upright((0, 46)), "instep": self._tilted((0, 28))}
        anchors |= {
            f"{name}_toe": self._tilted(self._tip(number, lifts[number])) for number, name in enumerate(TOE_NAMES)
        }
        return DrawnFoot(tuple(shapes), anchors)

    def _tilted(self, point: XY) -> XY:
        x, y = turned((point[0], -point[1]), -self.tilt, (0.0, -24.0))
        return self.at[0] + self._long(x), self.at[1] + self._long(y)

    def _upright(self, point: XY) -> XY:
        return self.at[0] + self._long(point[0]), self.at[1] - self._long(point[1])

    def _long(self, length: float) -> float:
        return length * self.size / 100

    def _tip(self, number: int, raised: float) -> XY:
        x, r = _FRONT_TOES[number]
        return x * (1 + 0.24 * self.spread), r + 15 * raised

    def _toe(self, number: int, raised: float) -> Iterator[Shape]:
        """Yield a toe that points at the viewer, and its nail; a raised one shows its length and less of the nail."""
        root, r = _FRONT_TOES[number]
        x, y = self._tip(number, raised)
        parts = [self._round((x, y - 0.06 * r, r), (x, y + 0.34 * r, 0.86 * r))]
        if raised > 0.2:
            parts.insert(0, self._round((root, r + 4 * raised, 0.8 * r), (x, y - 1, 0.8 * r)))
        yield from merged(parts, "skin", width=FINE)
        top, low = y + r * (0.95 - 0.15 * raised), y + r * (0.1 + 0.45 * raised)
        corners = ((x - 0.48 * r, top), (x - 0.5 * r, low), (x + 0.5 * r, low), (x + 0.48 * r, top))
        yield Shape(smooth([self._tilted(corner) for corner in corners]), stroke="ink", fill="paper", width=FINE)

    def _round(self, *balls: tuple[float, float, float]) -> Blob:
        return Blob(tuple(Circle(*self._tilted((x, y)), self._long(r)) for x, y, r in balls))
