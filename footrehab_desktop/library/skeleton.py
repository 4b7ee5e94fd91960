"""The bones of the drawn figure: a pose in joint angles or in targets for hands and feet gives every joint's place.

Body axes: x forward, y up, z to the figure's right. Lengths are shares of the figure's height (adult proportions after
Drillis and Contini: head 1/7.5 of the height, hip joint at 0.53, shoulder at 0.815). Angles in degrees, zero when
standing upright with the arms hanging; bending forward, upward or outward counts positive.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import acos, cos, hypot, radians, sin, sqrt
from typing import Any, Final, NamedTuple

HIP_HEIGHT: Final = 0.53
THIGH, SHANK = 0.245, 0.243
TRUNK, NECK = 0.285, 0.083
UPPER_ARM, FOREARM, HAND = 0.175, 0.145, 0.075
HALF_HIPS, HALF_SHOULDERS = 0.05, 0.105
# In the foot's own axes, from the ankle joint.
HEEL, BALL, TOES = (-0.035, -0.0235, 0.0), (0.077, -0.0305, 0.0), 0.04
BALL_RADIUS = 0.0125
HEEL_RADIUS = 0.0195


class Vec(NamedTuple):
    """A place or direction in space."""

    x: float
    y: float
    z: float

    def plus(self, other: "Vec", times: float = 1.0) -> "Vec":
        """Return this plus ``times`` the other."""
        return Vec(self.x + other.x * times, self.y + other.y * times, self.z + other.z * times)


class Frame(NamedTuple):
    """Three axes of a body part: where its forward, up and right point."""

    forward: Vec = Vec(1, 0, 0)
    up: Vec = Vec(0, 1, 0)
    right: Vec = Vec(0, 0, 1)

    def place(self, x: float, y: float, z: float = 0.0) -> Vec:
        """Return the direction that is x forward, y up, z right in this frame."""
        f, u, r = self.forward, self.up, self.right
        return Vec(f.x * x + u.x * y + r.x * z, f.y * x + u.y * y + r.y * z, f.z * x + u.z * y + r.z * z)

    def tilted(self, degrees: float) -> "Frame":
        """Return the frame turned about its right axis: its up goes forward."""
        s, c = sin(radians(degrees)), cos(radians(degrees))
        return Frame(self.place(c, -s), self.place(s, c), self.right)

    def rolled(self, degrees: float) -> "Frame":
        """Return the frame turned about its forward axis: its up goes to the right."""
        s, c = sin(radians(degrees)), cos(radians(degrees))
        return Frame(self.forward, self.place(0, c, s), self.place(0, -s, c))

    def swung(self, degrees: float) -> "Frame":
        """Return the frame turned about its up axis: its forward goes to the right."""
        s, c = sin(radians(degrees)), cos(radians(degrees))
        return Frame(self.place(c, 0, s), self.up, self.place(-s, 0, c))


class Camera(NamedTuple):
    """From where the figure is seen: ``turn`` 0 its right side, 90 its front, -90 its back; ``above`` from above."""

    turn: float
    above: float
    x: float
    y: float
    size: float

    def see(self, place: Vec) -> tuple[float, float, float]:
        """Return picture x, picture y and depth (towards the eye) of a place in the body's lengths."""
        across, depth = self._level(place)
        s, c = sin(radians(self.above)), cos(radians(self.above))
        return self.x + across * self.size, self.y + (depth * s - place.y * c) * self.size, depth * c + place.y * s

    def depth(self, place: Vec) -> float:
        """Return the level depth of a place, the one that ``find`` takes."""
        return self._level(place)[1]

    def find(self, x: float, y: float, depth: float) -> Vec:
        """Return the place that is seen at picture x, y and lies at a level depth."""
        s, c = sin(radians(self.turn)), cos(radians(self.turn))
        across = (x - self.x) / self.size
        tilt = radians(self.above)
        up = (depth * sin(tilt) - (y - self.y) / self.size) / cos(tilt)
        return Vec(across * c + depth * s, up, depth * c - across * s)

    def _level(self, place: Vec) -> tuple[float, float]:
        s, c = sin(radians(self.turn)), cos(radians(self.turn))
        return place.x * c - place.z * s, place.x * s + place.z * c


@dataclass(frozen=True, slots=True)
class Limb:
    """The joints of an arm (shoulder, elbow, wrist) or a leg (hip, knee, ankle) and the frames of its parts."""

    root: Vec
    middle: Vec
    end: Vec
    upper: Frame
    lower: Frame
    tip: Frame
    toes: float = 0.0


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All joints of a posed figure, from the middle of the hips."""

    pelvis: Frame
    chest: Frame
    head: Frame
    waist: Vec
    neck: Vec
    skull: Vec
    legs: Mapping[str, Limb]
    arms: Mapping[str, Limb]


Pose = Mapping[str, Any]


# What a pose may say of the whole figure, of a leg and of an arm.
_WHOLE: Final = frozenset(
    [
        "lean",
        "roll",
        "turn",
        "curl",
        "nod",
        "look",
        "in_front",
        "right_leg",
        "left_leg",
        "right_arm",
        "left_arm",
    ]
)
_LIMB: Final = frozenset(
    [
        "hip",
        "knee",
        "ankle",
        "toes",
        "abd",
        "rot",
        "out",
        "to",
        "heel",
        "toes_up",
        "pole",
        "shoulder",
        "elbow",
    ]
)


def check_pose(pose: Pose) -> None:
    """Refuse names that no pose has. Raises ``ValueError``."""
    unknown = set(pose) - _WHOLE
    for limb in ("right_leg", "left_leg", "right_arm", "left_arm"):
        unknown |= set(pose.get(limb, ())) - _LIMB
    if unknown:
        raise ValueError(f"not part of a pose: {', '.join(sorted(unknown))}")


def pose_skeleton(pose: Pose, camera: Camera, floor: float) -> Skeleton:
    """Return the joints of a pose. Targets of hands and feet are picture points that ``camera`` sees."""
    pelvis = Frame().swung(pose.get("turn", 0)).tilted(pose.get("lean", 0)).rolled(pose.get("roll", 0))
    chest = pelvis.tilted(pose.get("curl", 0))
    waist = pelvis.place(0, TRUNK * 0.38)
    neck = waist.plus(chest.place(0, TRUNK * 0.62))
    head = chest.tilted(pose.get("nod", 0)).swung(pose.get("look", 0))
    skull = neck.plus(chest.tilted(pose.get("nod", 0) / 2).place(0.005, NECK)).plus(head.place(0.008, 0.03))
    legs, arms = {}, {}
    for name, side in (("left", -1), ("right", 1)):
        hip = pelvis.place(0, 0, side * HALF_HIPS)
        legs[name] = _leg(hip, pelvis, side, pose.get(f"{name}_leg", {}), camera, floor)
        shoulder = waist.plus(chest.place(0, TRUNK * 0.62 - 0.022, side * HALF_SHOULDERS))
        arms[name] = _arm(shoulder, chest, side, pose.get(f"{name}_arm", {}), camera)
    return Skeleton(pelvis, chest, head, waist, neck, skull, legs, arms)


def _leg(hip: Vec, pelvis: Frame, side: int, pose: Pose, camera: Camera, floor: float) -> Limb:
    if "to" in pose:
        return _placed_leg(hip, pelvis, side, pose, camera, floor)
    upper = pelvis.rolled(-side * pose.get("abd", 0)).tilted(-pose.get("hip", 0)).swung(side * pose.get("rot", 0))
    lower = upper.tilted(pose.get("knee", 0))
    knee = hip.plus(upper.place(0, -THIGH))
    ankle = knee.plus(lower.place(0, -SHANK))
    return Limb(hip, knee, ankle, upper, lower, _foot_frame(lower, side, pose), pose.get("toes", 0))


def _foot_frame(shank: Frame, side: int, pose: Pose) -> Frame:
    return shank.swung(side * pose.get("out", 0)).tilted(-pose.get("ankle", 0))


def _placed_leg(hip: Vec, pelvis: Frame, side: int, pose: Pose, camera: Camera, floor: float) -> Limb:
    """Return a leg whose foot stands at a picture point (below the ball of the foot), or whose ankle lies there."""
    x, y, depth = _target(pose["to"], camera.depth(hip), floor)
    target = camera.find(x, y, depth)
    level = Frame().swung(pose.get("turn", 0) + side * pose.get("out", 0))
    toes_up = pose.get("toes_up", 0)
    heel_up = pose.get("heel", -toes_up)
    foot = level.tilted(heel_up)
    ankle = target if "ankle" in pose else target.plus(_from_floor(level, foot, on_heel=toes_up > 0))
    forward = Vec(*pose["pole"]) if "pole" in pose else pelvis.place(1, 0, 0.05 * side)
    knee, ankle = _reach(hip, ankle, (THIGH, SHANK), forward)
    upper, lower = _along(hip, knee, pelvis, forward), _along(knee, ankle, pelvis, forward)
    if "ankle" in pose:
        foot = _foot_frame(lower, side, pose)
    return Limb(hip, knee, ankle, upper, lower, foot, pose.get("toes", 0 if toes_up else heel_up))


def _from_floor(level: Frame, foot: Frame, *, on_heel: bool) -> Vec:
    """Return the way from the floor under the ball to the ankle of a foot that stands on its ball or on its heel."""
    if not on_heel:
        return Vec(0, BALL_RADIUS, 0).plus(foot.place(*BALL), -1)
    heel = level.place(HEEL[0] - BALL[0], 0).plus(Vec(0, HEEL_RADIUS, 0))
    return heel.plus(foot.place(*HEEL), -1)


def _arm(shoulder: Vec, chest: Frame, side: int, pose: Pose, camera: Camera) -> Limb:
    if "to" in pose:
        x, y, depth = _target(pose["to"], camera.depth(shoulder), 0)
        target = camera.find(x, y, depth)
        back = Vec(*pose["pole"]) if "pole" in pose else chest.place(-0.6, -0.8, 0.35 * side)
        elbow, wrist = _reach(shoulder, target, (UPPER_ARM, FOREARM), back)
        upper, lower = _along(shoulder, elbow, chest, back), _along(elbow, wrist, chest, back)
    else:
        upper = chest.rolled(-side * pose.get("abd", 6)).tilted(-pose.get("shoulder", 0))
        upper = upper.swung(side * pose.get("rot", 0))
        lower = upper.tilted(-pose.get("elbow", 8))
        elbow = shoulder.plus(upper.place(0, -UPPER_ARM))
        wrist = elbow.plus(lower.place(0, -FOREARM))
    return Limb(shoulder, elbow, wrist, upper, lower, lower)


def _target(point: tuple[float, ...], depth: float, floor: float) -> tuple[float, float, float]:
    x, y, given_depth = (*point, *(None, None))[:3]
    return float(x or 0), floor if y is None else float(y), depth if given_depth is None else float(given_depth)


def _reach(root: Vec, target: Vec, lengths: tuple[float, float], bend_to: Vec) -> tuple[Vec, Vec]:
    """Return middle joint and end of a limb that reaches for a target and bends towards a direction.

    A target out of reach is met halfway: the limb is stretched out towards it.
    """
    way = target.plus(root, -1)
    distance = _length(way) or 1e-6
    first, second = lengths
    reached = min(max(distance, abs(first - second) + 0.02), first + second - 0.0005)
    ahead = Vec(way.x / distance, way.y / distance, way.z / distance)
    sideways = bend_to.plus(ahead, -_dot(bend_to, ahead))
    size = _length(sideways) or 1e-6
    cosine = (first**2 + reached**2 - second**2) / (2 * first * reached)
    angle = acos(max(-1.0, min(1.0, cosine)))
    middle = root.plus(ahead, first * cos(angle)).plus(sideways, first * sin(angle) / size)
    return middle, root.plus(ahead, reached)


def _along(start: Vec, end: Vec, body: Frame, bend_to: Vec) -> Frame:
    """Return the frame of a bone from ``start`` down to ``end`` whose front shows to where the limb bends."""
    way = start.plus(end, -1)
    size = _length(way) or 1e-6
    up = Vec(way.x / size, way.y / size, way.z / size)
    front = bend_to.plus(up, -_dot(bend_to, up))
    if _length(front) < 0.05:
        front = body.forward.plus(up, -_dot(body.forward, up))
    breadth = _length(front) or 1e-6
    forward = Vec(front.x / breadth, front.y / breadth, front.z / breadth)
    return Frame(forward, up, _cross(forward, up))


def _cross(a: Vec, b: Vec) -> Vec:
    return Vec(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)


def _dot(a: Vec, b: Vec) -> float:
    return a.x * b.x + a.y * b.y + a.z * b.z


def _length(a: Vec) -> float:
    return sqrt(hypot(a.x, a.y) ** 2 + a.z**2)
