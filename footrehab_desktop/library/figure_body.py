"""A posed skeleton seen by a camera: turns balls in space into outlines in the picture."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple, TypedDict

from footrehab_desktop.library.outline import FINE, LINE, XY, Blob, Circle
from footrehab_desktop.library.skeleton import Camera, Pose, Skeleton, Vec

WORKING_LINE: Final = 1.3
_HERE: Final = Vec(0, 0, 0)


class Ball(NamedTuple):
    """A ball in space, in shares of the figure's height."""

    at: Vec
    r: float


class Look(TypedDict):
    """Fill and line of a part."""

    fill: str
    stroke: str
    width: float


@dataclass(frozen=True)
class Dress:
    """How a figure is drawn. ``work``: which leg works, ``right``, ``left``, ``both`` or ``none``.

    ``shoes``: ``shoes``, ``socks`` or empty for bare feet. ``shirt``: its colour role, another one for another person.
    ``pen``: by how much lines are wider, for a figure that is made smaller afterwards.
    """

    work: str = "right"
    shoes: str = ""
    shirt: str = "shirt"
    pen: float = 1.0


DRESS: Final = tuple(field.name for field in fields(Dress))


@dataclass
class Body:
    """What is drawn: bones, camera, dress, and which limbs lie far from the eye."""

    bones: Skeleton
    camera: Camera
    pose: Pose
    dress: Dress
    far: frozenset[str] = frozenset()

    def outline(self, *balls: Ball) -> Blob:
        """Return the band around balls as it is seen."""
        seen = [(*self.camera.see(ball.at)[:2], ball.r * self.camera.size) for ball in balls]
        return Blob(tuple(Circle(*circle) for circle in seen))

    def spot(self, place: Vec) -> XY:
        """Return where a place is seen."""
        x, y, _ = self.camera.see(place)
        return x, y

    def depth(self, place: Vec) -> float:
        """Return how near to the eye a place lies."""
        return self.camera.see(place)[2]

    def toward(self, direction: Vec) -> float:
        """Return how much a direction points at the eye: 1 straight at it, -1 straight away."""
        return self.depth(direction) - self.depth(_HERE)

    def leg_look(self, name: str) -> Look:
        """Return how a leg is drawn: the working one in the accent tone."""
        if self.dress.work not in {name, "both"}:
            return self.arm_look(name)
        if name in self.far:
            return {"fill": "work_far", "stroke": "ink", "width": LINE * self.dress.pen}
        return {"fill": "work", "stroke": "ink", "width": WORKING_LINE * self.dress.pen}

    def arm_look(self, name: str) -> Look:
        """Return how bare skin of a limb is drawn: the far one lighter."""
        if name in self.far:
            return {"fill": "far", "stroke": "soft", "width": FINE * self.dress.pen}
        return {"fill": "skin", "stroke": "ink", "width": LINE * self.dress.pen}

    def cloth(self, name: str, role: str) -> Look:
        """Return how a sleeve or a leg of the shorts is drawn."""
        if name in self.far:
            far_role = f"{role}_far" if role in {"shirt", "shorts"} else role
            return {"fill": far_role, "stroke": "soft", "width": FINE * self.dress.pen}
        return {"fill": role, "stroke": "ink", "width": LINE * self.dress.pen}


def mean_depth(body: Body, places: Sequence[Vec]) -> float:
    """Return how near to the eye places lie on average."""
    return sum(body.depth(place) for place in places) / len(places)
