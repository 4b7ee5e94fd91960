"""A jointed human figure in friendly clothes: every part is a hull of balls, so it has volume from every side.

The far limbs are lighter; a limb that works is filled in the accent tone with a heavier outline.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from footrehab_desktop.library.drawing import Path, Shape
from footrehab_desktop.library.outline import FINE, LINE, XY, Circle, circle, hull, merged, smooth
from footrehab_desktop.library.skeleton import (
    BALL,
    BALL_RADIUS,
    FOREARM,
    HALF_HIPS,
    HALF_SHOULDERS,
    HAND,
    HEEL,
    HEEL_RADIUS,
    THIGH,
    TOES,
    TRUNK,
    UPPER_ARM,
    Camera,
    Frame,
    Limb,
    Pose,
    Skeleton,
    Vec,
    pose_skeleton,
)

FLOOR: Final = 92.0
SIZE: Final = 76.0
VIEWS: Final[dict[str, float]] = {"side": 0, "front": 90, "back": -90, "half": 40, "half_back": -40}
WORKING_LINE: Final = 1.3
# A knee that is this much nearer to the eye than the hip hides the leg of the shorts.
_KNEE_AHEAD = 0.08


class Ball(NamedTuple):
    """A ball in space, in shares of the figure's height."""

    at: Vec
    r: float


@dataclass(frozen=True)
class PosedFigure:
    """A drawn figure. ``anchors`` are picture points by name: ``right_hand``, ``left_ball``, ``head`` …"""

    shapes: tuple[Shape, ...]
    anchors: Mapping[str, XY]


@dataclass
class _Body:
    """A posed skeleton with the means to draw it."""

    bones: Skeleton
    camera: Camera
    work: str
    pose: Pose
    shoes: str = ""
    shirt: str = "shirt"
    far: frozenset[str] = field(default_factory=frozenset)

    def outline(self, balls: list[Ball], grow: float = 0.0) -> Path:
        seen = [(self.camera.see(ball.at), ball.r) for ball in balls]
        return hull([Circle(x, y, (r + grow) * self.camera.size) for (x, y, _), r in seen])

    def works(self, name: str) -> bool:
        return self.work in {name, "both"}

    def look(self, name: str, *, leg: bool) -> dict[str, Any]:
        """Return fill, line colour and width of a limb."""
        far = name in self.far
        if leg and self.works(name):
            return {"fill": "work_far" if far else "work", "stroke": "ink", "width": LINE if far else WORKING_LINE}
        return {"fill": "far" if far else "skin", "stroke": "soft" if far else "ink", "width": FINE if far else LINE}


def figure(
    *, view: str | float = "side", above: float = 0, size: float = SIZE, at: tuple[float, ...] = (50.0,),
    floor: float = FLOOR, work: str = "right", shoes: str = "", shirt: str = "shirt", **pose: Any,
) -> PosedFigure:  # fmt: skip
    """Return a figure in a pose (``skeleton.pose_skeleton``).

    ``at`` is where the middle of the hips is seen; without its y the figure stands or lies on the ``floor``.
    ``work``: which leg works, ``right``, ``left``, ``both`` or ``none``.
    ``shoes``: ``shoes``, ``socks`` or empty for bare feet. ``shirt``: its colour role, another one for another person.
    """
    turn = VIEWS[view] if isinstance(view, str) else view
    camera = Camera(turn, above, at[0], at[1] if len(at) > 1 else floor, size)
    body = _Body(pose_skeleton(pose, camera, floor), camera, work, pose, shoes, shirt)
    if len(at) == 1:
        lowest = max(camera.see(ball.at)[1] + ball.r * size for ball in _resting_balls(body))
        body.camera = camera._replace(y=camera.y + floor - lowest)
        body.bones = pose_skeleton(pose, body.camera, floor)
    body.far = frozenset(name for name in ("left", "right") if _is_far(body, name))
    shapes = tuple(shape for group in _ordered(body) for shape in group)
    return PosedFigure(shapes, dict(_anchors(body)))


def _is_far(body: _Body, name: str) -> bool:
    side = 1 if name == "right" else -1
    return body.camera.see(body.bones.pelvis.place(0, 0, side))[2] < -0.35


def _ordered(body: _Body) -> Iterator[tuple[Shape, ...]]:
    """Yield the parts of the body from the far ones to the near ones."""
    bones, camera = body.bones, body.camera
    trunk_depth = camera.see(bones.waist)[2]
    legs = sorted(bones.legs, key=lambda name: camera.see(bones.legs[name].middle)[2])
    arms = sorted(bones.arms, key=lambda name: _arm_depth(body, name))
    in_front = body.pose.get("in_front", ())
    behind = [name for name in arms if _arm_depth(body, name) < trunk_depth - 0.03 and f"{name}_arm" not in in_front]
    yield from (_arm(body, name) for name in behind)
    far_leg, near_leg = legs
    if far_leg in body.far:
        yield _leg(body, far_leg)
        yield _shorts(body, [far_leg], with_pelvis=False)
    knee_ahead = [n for n in legs if n not in body.far and _knee_ahead(body, n)]
    late = [n for n in legs if f"{n}_leg" in in_front]
    yield from (_leg(body, name) for name in legs if name not in (*body.far, *knee_ahead, *late))
    yield _shorts(body, [name for name in legs if name not in body.far])
    yield from (_leg(body, name) for name in knee_ahead if name not in late)
    yield from _upper_body(body)
    for name in late:
        yield _leg(body, name)
        yield _shorts(body, [name])
    yield from (_arm(body, name) for name in arms if name not in behind)


def _upper_body(body: _Body) -> Iterator[tuple[Shape, ...]]:
    head_last = body.camera.see(body.bones.skull)[2] >= body.camera.see(body.bones.waist)[2] - 0.12
    if not head_last:
        yield _head(body)
    yield _neck(body)
    yield _shirt(body)
    if head_last:
        yield _head(body)


def _arm_depth(body: _Body, name: str) -> float:
    arm = body.bones.arms[name]
    return sum(body.camera.see(joint)[2] for joint in (arm.root, arm.middle, arm.end)) / 3


def _knee_ahead(body: _Body, name: str) -> bool:
    leg = body.bones.legs[name]
    return body.camera.see(leg.middle)[2] > body.camera.see(leg.root)[2] + _KNEE_AHEAD


def _leg(body: _Body, name: str) -> tuple[Shape, ...]:
    leg = body.bones.legs[name]
    side = 1 if name == "right" else -1
    parts = [body.outline(balls) for balls in _leg_balls(leg, side)]
    look = body.look(name, leg=True)
    facing = body.camera.see(leg.lower.forward)[2] - body.camera.see(Vec(0, 0, 0))[2]
    foot, shin = parts[2:], parts[:2]
    if facing < -0.55:  # seen from behind: the foot is hidden by the shin
        return (*merged(foot, **look), *_shod(body, leg, look), *merged(shin, **look))
    return (*merged(parts, **look), *_shod(body, leg, look))


def _shod(body: _Body, leg: Limb, look: Mapping[str, Any]) -> tuple[Shape, ...]:
    """Return the shoe or sock over a foot."""
    if not body.shoes:
        return ()
    foot = leg.tip
    toes = foot.tilted(-leg.toes)
    ball = leg.end.plus(foot.place(BALL[0], BALL[1] + 0.004))
    tip = ball.plus(toes.place(TOES * 0.95, -0.002))
    heel = leg.end.plus(foot.place(HEEL[0] - 0.002, HEEL[1] + 0.003))
    collar = leg.end.plus(foot.place(-0.006, 0.006))
    instep = leg.end.plus(foot.place(0.03, -0.008))
    upper = [
        body.outline([Ball(heel, 0.022), Ball(collar, 0.022), Ball(instep, 0.019), Ball(ball, 0.016)]),
        body.outline([Ball(ball, 0.0165), Ball(tip, 0.0125)]),
    ]
    line = {"stroke": look["stroke"], "width": look["width"]}
    if body.shoes == "socks":
        cuff = body.outline([Ball(collar, 0.023), Ball(leg.end.plus(leg.lower.place(-0.002, 0.05)), 0.0235)])
        return merged([*upper, cuff], "paper", **line)
    sole = [
        body.outline([Ball(heel.plus(foot.place(0, -0.014)), 0.009), Ball(ball.plus(foot.place(0, -0.012)), 0.008)]),
        body.outline([Ball(ball.plus(foot.place(0, -0.012)), 0.008), Ball(tip.plus(toes.place(0.004, -0.006)), 0.007)]),
    ]
    return (*merged(upper, "prop", **line), *merged(sole, "paper", **line))


def _leg_balls(leg: Limb, side: int) -> list[list[Ball]]:
    """Return the balls of thigh, shank, foot, big toe and the other toes."""
    shank, foot = leg.lower, leg.tip
    calf = leg.middle.plus(shank.place(-0.013, -0.072))
    heel = leg.end.plus(foot.place(*HEEL))
    instep = leg.end.plus(foot.place(0.028, -0.008, -0.004 * side))
    inner = leg.end.plus(foot.place(BALL[0] + 0.004, BALL[1], -0.016 * side))
    outer = leg.end.plus(foot.place(BALL[0] - 0.008, BALL[1] - 0.001, 0.019 * side))
    toes = foot.tilted(-leg.toes)
    return [
        [Ball(leg.root, 0.054), Ball(leg.root.plus(leg.upper.place(0.008, -0.06)), 0.05), Ball(leg.middle, 0.034)],
        [Ball(leg.middle, 0.033), Ball(calf, 0.035), Ball(leg.end, 0.02)],
        [
            Ball(heel, HEEL_RADIUS),
            Ball(leg.end.plus(foot.place(-0.004, 0.002)), 0.0195),
            Ball(instep, 0.019),
            Ball(inner, BALL_RADIUS + 0.001),
            Ball(outer, BALL_RADIUS - 0.001),
        ],
        [Ball(inner, 0.0125), Ball(inner.plus(toes.place(TOES, -0.001, 0.002 * side)), 0.0098)],
        [
            Ball(inner.plus(foot.place(0, 0, 0.012 * side)), 0.011),
            Ball(outer, 0.010),
            Ball(inner.plus(toes.place(TOES * 0.9, -0.003, 0.014 * side)), 0.008),
            Ball(outer.plus(toes.place(TOES * 0.62, -0.003, 0.0)), 0.007),
        ],
    ]


def _shorts(body: _Body, names: list[str], *, with_pelvis: bool = True) -> tuple[Shape, ...]:
    parts = [body.outline(_shorts_balls(body.bones.legs[name])) for name in names]
    if with_pelvis:
        pelvis = body.bones.pelvis
        parts.append(
            body.outline(
                [
                    *(Ball(pelvis.place(0, 0.03, side * 0.03), 0.058) for side in (-1, 1)),
                    *(Ball(pelvis.place(0, 0.0, side * HALF_HIPS), 0.058) for side in (-1, 1)),
                ]
            )
        )
        return merged(parts, "shorts")
    return merged(parts, "shorts_far", "soft", FINE)


def _shorts_balls(leg: Limb) -> list[Ball]:
    return [Ball(leg.root, 0.058), Ball(leg.root.plus(leg.upper.place(0.004, -THIGH * 0.52)), 0.052)]


def _shirt(body: _Body) -> tuple[Shape, ...]:
    bones = body.bones
    waist, chest = bones.waist, bones.chest
    up = TRUNK * 0.62
    upper = [
        *(Ball(waist.plus(chest.place(-0.004, up - 0.028, s * (HALF_SHOULDERS - 0.018))), 0.036) for s in (-1, 1)),
        *(Ball(waist.plus(chest.place(0.012, up * 0.5, s * 0.045)), 0.062) for s in (-1, 1)),
        *(Ball(waist.plus(chest.place(0.002, 0.0, s * 0.034)), 0.05) for s in (-1, 1)),
    ]
    lower = [
        *(Ball(waist.plus(chest.place(0.002, 0.0, s * 0.034)), 0.05) for s in (-1, 1)),
        *(Ball(bones.pelvis.place(0.0, 0.038, s * 0.042), 0.056) for s in (-1, 1)),
    ]
    return merged([body.outline(upper), body.outline(lower)], body.shirt)


def _neck(body: _Body) -> tuple[Shape, ...]:
    bones = body.bones
    base = bones.neck.plus(bones.chest.place(-0.004, -0.012))
    return merged(
        [body.outline([Ball(base, 0.026), Ball(bones.skull.plus(bones.head.place(-0.014, -0.03)), 0.025)])], "skin"
    )


def _head(body: _Body) -> tuple[Shape, ...]:
    """Return face, hair, ear, eyes and mouth, as far as they can be seen."""
    head, at = body.bones.head, body.bones.skull
    toward = body.camera.see(head.forward)[2] - body.camera.see(Vec(0, 0, 0))[2]
    face = [
        body.outline(
            [Ball(at.plus(head.place(0.006, 0.0)), 0.049), Ball(at.plus(head.place(0.026, -0.046)), 0.023),
             Ball(at.plus(head.place(0.006, -0.03)), 0.036)]
        ),
        body.outline([Ball(at.plus(head.place(0.05, -0.016)), 0.008), Ball(at.plus(head.place(0.056, -0.024)), 0.0085)]),
    ]  # fmt: skip
    hair = [
        body.outline(
            [Ball(at.plus(head.place(-0.012, 0.012)), 0.05), Ball(at.plus(head.place(-0.022, -0.022)), 0.036),
             Ball(at.plus(head.place(0.016, 0.03)), 0.032)]
        )
    ]  # fmt: skip
    skin, mane = merged(face, "skin"), merged(hair, "hair")
    if toward < -0.3:
        return (*skin, *mane)
    return (*mane, *skin, *_fringe(body, head, at, toward), *_features(body, head, at))


def _fringe(body: _Body, head: Frame, at: Vec, toward: float) -> tuple[Shape, ...]:
    """Return the hair over the forehead and, seen from the side, behind the ear."""
    top = [Ball(at.plus(head.place(0.016, 0.036, side * 0.012)), 0.0185) for side in (-1, 1)]
    crown = [Ball(at.plus(head.place(-0.014, 0.03)), 0.03), *top]
    back = [Ball(at.plus(head.place(-0.022, 0.012)), 0.038), Ball(at.plus(head.place(-0.03, -0.02)), 0.026)]
    covers = (crown, back) if toward < 0.75 else (crown,)
    return tuple(Shape(body.outline(balls), fill="hair") for balls in covers)


def _features(body: _Body, head: Frame, at: Vec) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    size = body.camera.size

    def near(x: float, y: float, z: float) -> tuple[float, float] | None:
        outward = head.place(x, 0, z)
        if body.camera.see(outward)[2] - body.camera.see(Vec(0, 0, 0))[2] < 0.004:
            return None
        seen = body.camera.see(at.plus(head.place(x, y, z)))
        return seen[0], seen[1]

    for side in (-1, 1):
        ear = near(-0.006, -0.014, side * 0.048)
        if ear and abs(body.camera.see(head.right)[2] - body.camera.see(Vec(0, 0, 0))[2]) > 0.5:
            shapes += merged([circle(*ear, 0.0115 * size)], "skin", width=FINE)
        eye = near(0.042, 0.0, side * 0.019)
        if eye:
            shapes.append(Shape(circle(*eye, 0.0072 * size), fill="ink"))
    mouth = [p for p in (near(0.043 - abs(z) * 0.4, -0.04 + abs(z) * 0.25, z) for z in (-0.017, 0.0, 0.017)) if p]
    if len(mouth) > 1:
        shapes.append(Shape(smooth(mouth, closed=False), stroke="ink", width=FINE))
    return tuple(shapes)


def _arm(body: _Body, name: str) -> tuple[Shape, ...]:
    arm = body.bones.arms[name]
    look = body.look(name, leg=False)
    parts = [body.outline(balls) for balls in _arm_balls(arm, 1 if name == "right" else -1)]
    sleeve = body.outline([Ball(arm.root, 0.032), Ball(arm.root.plus(arm.upper.place(0, -UPPER_ARM * 0.52)), 0.029)])
    far_cloth = "shirt_far" if body.shirt == "shirt" else body.shirt
    cloth = (far_cloth, "soft", FINE) if name in body.far else (body.shirt, "ink", LINE)
    return (*merged(parts, **look), *merged([sleeve], *cloth))


def _arm_balls(arm: Limb, side: int) -> list[list[Ball]]:
    """Return the balls of upper arm, forearm, palm with fingers, and thumb."""
    palm = arm.end.plus(arm.tip.place(0, -HAND * 0.38))
    fingers = arm.end.plus(arm.tip.place(0.006, -HAND * 0.9))
    thumb = arm.end.plus(arm.tip.place(0.024, -HAND * 0.5))
    return [
        [Ball(arm.root, 0.029), Ball(arm.middle, 0.021)],
        [
            Ball(arm.middle, 0.021),
            Ball(arm.middle.plus(arm.lower.place(0, -FOREARM * 0.25)), 0.0215),
            Ball(arm.end, 0.014),
        ],
        [Ball(arm.end, 0.013), Ball(palm, 0.0165), Ball(fingers, 0.0105)],
        [Ball(arm.end.plus(arm.tip.place(0.004, -0.012)), 0.008), Ball(thumb, 0.0068)],
    ]


def _resting_balls(body: _Body) -> Iterator[Ball]:
    """Yield all that may lie on the floor: everything but arms that reach for a target."""
    bones = body.bones
    for side, name in ((-1, "left"), (1, "right")):
        reaching = "to" in body.pose.get(f"{name}_arm", {})
        for balls in (*_leg_balls(bones.legs[name], side), *(() if reaching else _arm_balls(bones.arms[name], side))):
            yield from balls
    for leg in bones.legs.values():
        yield from _shorts_balls(leg)
    yield Ball(bones.skull, 0.055)
    yield Ball(bones.waist, 0.052)
    yield Ball(bones.waist.plus(bones.chest.place(0, TRUNK * 0.5)), 0.05)


def _anchors(body: _Body) -> Iterator[tuple[str, XY]]:
    see = body.camera.see
    bones = body.bones
    places = {"head": bones.skull, "neck": bones.neck, "hips": Vec(0, 0, 0), "waist": bones.waist}
    for name in ("left", "right"):
        leg, arm = bones.legs[name], bones.arms[name]
        ball = leg.end.plus(leg.tip.place(*BALL))
        places |= {
            f"{name}_hip": leg.root, f"{name}_knee": leg.middle, f"{name}_ankle": leg.end, f"{name}_ball": ball,
            f"{name}_heel": leg.end.plus(leg.tip.place(*HEEL)),
            f"{name}_toes": ball.plus(leg.tip.tilted(-leg.toes).place(TOES, 0)),
            f"{name}_shoulder": arm.root, f"{name}_elbow": arm.middle, f"{name}_wrist": arm.end,
            f"{name}_hand": arm.end.plus(arm.tip.place(0, -HAND * 0.45)),
        }  # fmt: skip
    for key, place in places.items():
        x, y, _ = see(place)
        yield key, (x, y)
