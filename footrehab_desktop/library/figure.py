"""A jointed human figure in friendly clothes: every part is a hull of balls, so it has volume from every side.

The far limbs are lighter; a leg that works is filled in the accent tone with a heavier outline.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from footrehab_desktop.library.drawing import Shape
from footrehab_desktop.library.figure_body import DRESS, Ball, Body, Dress, Look, mean_depth
from footrehab_desktop.library.figure_head import draw_head
from footrehab_desktop.library.outline import XY, Blob, merged
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
    Limb,
    Vec,
    check_pose,
    pose_skeleton,
)

FLOOR: Final = 92.0
SIZE: Final = 76.0
VIEWS: Final[dict[str, float]] = {"side": 0, "front": 90, "back": -90, "half": 40}
# A knee that is this much nearer to the eye than the hip stands before the leg of the shorts.
_KNEE_AHEAD: Final = 0.08
_SIDES: Final = {"left": -1, "right": 1}


@dataclass(frozen=True)
class PosedFigure:
    """A drawn figure. ``anchors`` are picture points by name: ``right_hand``, ``left_ball``, ``head`` …"""

    shapes: tuple[Shape, ...]
    anchors: Mapping[str, XY]


def figure(
    *,
    view: str | float = "side",
    above: float = 0,
    size: float = SIZE,
    at: tuple[float, ...] = (50.0,),
    floor: float = FLOOR,
    **pose: Any,
) -> PosedFigure:
    """Return a figure in a pose (``skeleton.pose_skeleton``) and dress (``figure_body.Dress``).

    ``at`` is where the middle of the hips is seen; without its y the figure stands or lies on the ``floor``. Raises
    ``ValueError`` for a name that is not part of a pose.
    """
    dress = Dress(**{key: pose.pop(key) for key in DRESS if key in pose})
    check_pose(pose)
    turn = VIEWS[view] if isinstance(view, str) else view
    camera = Camera(turn, above, at[0], at[1] if len(at) > 1 else floor, size)
    body = Body(pose_skeleton(pose, camera, floor), camera, pose, dress)
    if len(at) == 1:
        lowest = max(camera.see(ball.at)[1] + ball.r * size for ball in _resting_balls(body))
        body.camera = camera._replace(y=camera.y + floor - lowest)
        body.bones = pose_skeleton(pose, body.camera, floor)
    pelvis = body.bones.pelvis
    body.far = frozenset(name for name, side in _SIDES.items() if body.toward(pelvis.place(0, 0, side)) < -0.35)
    return PosedFigure(tuple(shape for group in _ordered(body) for shape in group), dict(_anchors(body)))


def _ordered(body: Body) -> Iterator[tuple[Shape, ...]]:
    """Yield the parts of the body from the far ones to the near ones."""
    bones = body.bones
    in_front = body.pose.get("in_front", ())
    legs = sorted(bones.legs, key=lambda name: body.depth(bones.legs[name].middle))
    arms = sorted(bones.arms, key=lambda name: _arm_depth(body, name))
    trunk = body.depth(bones.waist) - 0.03
    behind = [name for name in arms if _arm_depth(body, name) < trunk and f"{name}_arm" not in in_front]
    late = [name for name in legs if f"{name}_leg" in in_front]
    yield from (_arm(body, name) for name in behind)
    yield from (shapes for name in legs if name in body.far for shapes in (_leg(body, name), _shorts(body, [name])))
    near = [name for name in legs if name not in body.far]
    ahead = [name for name in near if _knee_ahead(body, name) and name not in late]
    yield from (_leg(body, name) for name in near if name not in (*ahead, *late))
    yield _shorts(body, near, _pelvis(body))
    yield from (_leg(body, name, from_knee=True) for name in ahead)
    yield from _upper_body(body)
    yield from (shapes for name in late for shapes in (_leg(body, name), _shorts(body, [name])))
    yield from (_arm(body, name) for name in arms if name not in behind)


def _upper_body(body: Body) -> Iterator[tuple[Shape, ...]]:
    head_last = body.depth(body.bones.skull) >= body.depth(body.bones.waist) - 0.12
    parts = (_neck(body), _shirt(body))
    yield from (*parts, draw_head(body)) if head_last else (draw_head(body), *parts)


def _arm_depth(body: Body, name: str) -> float:
    arm = body.bones.arms[name]
    return mean_depth(body, (arm.root, arm.middle, arm.end))


def _knee_ahead(body: Body, name: str) -> bool:
    leg = body.bones.legs[name]
    return body.depth(leg.middle) > body.depth(leg.root) + _KNEE_AHEAD


def _leg(body: Body, name: str, *, from_knee: bool = False) -> tuple[Shape, ...]:
    """Return the skin of a leg, and its shoe; ``from_knee``: without what the shorts cover."""
    leg = body.bones.legs[name]
    thigh, *others = _leg_balls(leg, _SIDES[name])
    parts = [body.outline(*balls) for balls in (thigh[2:] if from_knee else thigh, *others)]
    look = body.leg_look(name)
    foot, shin = parts[2:], parts[:2]
    if body.toward(leg.lower.forward) < -0.55:  # seen from behind: the foot is hidden by the shin
        return (*merged(foot, **look), *_shod(body, leg, look), *merged(shin, **look))
    return (*merged(parts, **look), *_shod(body, leg, look))


def _leg_balls(leg: Limb, side: int) -> list[list[Ball]]:
    """Return the balls of thigh, shank, foot and toes."""
    shank, foot = leg.lower, leg.tip
    calf = leg.middle.plus(shank.place(-0.013, -0.072))
    inner = leg.end.plus(foot.place(BALL[0] + 0.004, BALL[1], -0.016 * side))
    outer = leg.end.plus(foot.place(BALL[0] - 0.008, BALL[1] - 0.001, 0.019 * side))
    toes = foot.tilted(-leg.toes)
    return [
        [
            Ball(leg.root, 0.054),
            Ball(leg.root.plus(leg.upper.place(0.008, -0.06)), 0.05),
            Ball(leg.root.plus(leg.upper.place(0.004, -THIGH * 0.55)), 0.043),
            Ball(leg.middle, 0.034),
        ],
        [Ball(leg.middle, 0.033), Ball(calf, 0.035), Ball(leg.end, 0.02)],
        [
            Ball(leg.end.plus(foot.place(*HEEL)), HEEL_RADIUS),
            Ball(leg.end.plus(foot.place(-0.004, 0.002)), 0.0195),
            Ball(leg.end.plus(foot.place(0.028, -0.008, -0.004 * side)), 0.019),
            Ball(inner, BALL_RADIUS + 0.001),
            Ball(outer, BALL_RADIUS - 0.001),
        ],
        [
            Ball(inner, 0.0125),
            Ball(outer, 0.0105),
            Ball(inner.plus(toes.place(TOES, -0.001, 0.002 * side)), 0.0098),
            Ball(outer.plus(toes.place(TOES * 0.62, -0.003, 0.0)), 0.007),
        ],
    ]


def _shod(body: Body, leg: Limb, look: Look) -> tuple[Shape, ...]:
    """Return the shoe or sock over a foot."""
    if not body.dress.shoes:
        return ()
    foot, toes = leg.tip, leg.tip.tilted(-leg.toes)
    ball = leg.end.plus(foot.place(BALL[0], BALL[1] + 0.004))
    tip = ball.plus(toes.place(TOES * 0.95, -0.002))
    heel = leg.end.plus(foot.place(HEEL[0] - 0.002, HEEL[1] + 0.003))
    collar = Ball(leg.end.plus(foot.place(-0.006, 0.006)), 0.023)
    instep = Ball(leg.end.plus(foot.place(0.03, -0.008)), 0.019)
    upper = [
        body.outline(Ball(heel, 0.022), collar, instep, Ball(ball, 0.016)),
        body.outline(Ball(ball, 0.0165), Ball(tip, 0.0125)),
    ]
    if body.dress.shoes == "socks":
        cuff = body.outline(collar, Ball(leg.end.plus(leg.lower.place(-0.002, 0.05)), 0.0235))
        return merged([*upper, cuff], "paper", look["stroke"], look["width"])
    under = ball.plus(foot.place(0, -0.012))
    sole = [
        body.outline(Ball(heel.plus(foot.place(0, -0.014)), 0.009), Ball(under, 0.008)),
        body.outline(Ball(under, 0.008), Ball(tip.plus(toes.place(0.004, -0.006)), 0.007)),
    ]
    line = look["stroke"], look["width"]
    return (*merged(upper, "prop", *line), *merged(sole, "paper", *line))


def _shorts(body: Body, names: list[str], *more: Blob) -> tuple[Shape, ...]:
    """Return the legs of the shorts, in one piece with ``more``."""
    legs = [body.outline(*_shorts_balls(body.bones.legs[name])) for name in names]
    look = body.cloth("" if more else names[0], "shorts")
    return merged([*legs, *more], **look)


def _pelvis(body: Body) -> Blob:
    pelvis = body.bones.pelvis
    return body.outline(
        *(Ball(pelvis.place(0, 0.03, side * 0.03), 0.058) for side in (-1, 1)),
        *(Ball(pelvis.place(0, 0, side * HALF_HIPS), 0.058) for side in (-1, 1)),
    )


def _shorts_balls(leg: Limb) -> list[Ball]:
    return [Ball(leg.root, 0.058), Ball(leg.root.plus(leg.upper.place(0.004, -THIGH * 0.52)), 0.052)]


def _shirt(body: Body) -> tuple[Shape, ...]:
    waist, chest, pelvis = body.bones.waist, body.bones.chest, body.bones.pelvis
    up = TRUNK * 0.62
    middle = [Ball(waist.plus(chest.place(0.002, 0, side * 0.034)), 0.05) for side in (-1, 1)]
    shoulders = HALF_SHOULDERS - 0.02
    upper = [
        *(Ball(waist.plus(chest.place(-0.004, up - 0.03, side * shoulders)), 0.036) for side in (-1, 1)),
        *(Ball(waist.plus(chest.place(-0.004, up - 0.012, side * 0.03)), 0.032) for side in (-1, 1)),
        *(Ball(waist.plus(chest.place(0.012, up * 0.5, side * 0.045)), 0.062) for side in (-1, 1)),
    ]
    hem = [Ball(pelvis.place(0, 0.038, side * 0.042), 0.056) for side in (-1, 1)]
    return merged([body.outline(*upper, *middle), body.outline(*middle, *hem)], **body.cloth("", body.dress.shirt))


def _neck(body: Body) -> tuple[Shape, ...]:
    bones = body.bones
    base = bones.neck.plus(bones.chest.place(-0.002, -0.012))
    throat = bones.skull.plus(bones.head.place(-0.014, -0.03))
    return merged([body.outline(Ball(base, 0.03), Ball(throat, 0.026))], **body.arm_look(""))


def _arm(body: Body, name: str) -> tuple[Shape, ...]:
    """Return an arm with its sleeve; a near sleeve flows into the shirt at the shoulder."""
    arm = body.bones.arms[name]
    skin = merged([body.outline(*balls) for balls in _arm_balls(arm)], **body.arm_look(name))
    end = arm.root.plus(arm.upper.place(0, -UPPER_ARM * 0.52))
    sleeve = merged([body.outline(Ball(arm.root, 0.033), Ball(end, 0.029))], **body.cloth(name, body.dress.shirt))
    if name in body.far:
        return (*skin, *sleeve)
    inward = arm.root.plus(body.bones.chest.place(0, -0.008, -0.04 * _SIDES[name]))
    seam = body.outline(Ball(arm.root.plus(arm.upper.place(0, -0.006)), 0.026), Ball(inward, 0.026))
    return (*skin, *sleeve, Shape(seam.path(), fill=body.dress.shirt))


def _arm_balls(arm: Limb) -> list[list[Ball]]:
    """Return the balls of upper arm, forearm, palm with fingers, and thumb."""
    palm = arm.end.plus(arm.tip.place(0, -HAND * 0.38))
    fingers = arm.end.plus(arm.tip.place(0.006, -HAND * 0.9))
    thumb = arm.end.plus(arm.tip.place(0.024, -HAND * 0.5))
    muscle = arm.middle.plus(arm.lower.place(0, -FOREARM * 0.25))
    return [
        [Ball(arm.root, 0.029), Ball(arm.middle, 0.021)],
        [Ball(arm.middle, 0.021), Ball(muscle, 0.0215), Ball(arm.end, 0.014)],
        [Ball(arm.end, 0.013), Ball(palm, 0.0165), Ball(fingers, 0.0105)],
        [Ball(arm.end.plus(arm.tip.place(0.004, -0.012)), 0.008), Ball(thumb, 0.0068)],
    ]


def _resting_balls(body: Body) -> Iterator[Ball]:
    """Yield all that may lie on the floor: everything but arms that reach for a target."""
    bones = body.bones
    for name, side in _SIDES.items():
        yield from _shorts_balls(bones.legs[name])
        reaching = "to" in body.pose.get(f"{name}_arm", {})
        for balls in (*_leg_balls(bones.legs[name], side), *(() if reaching else _arm_balls(bones.arms[name]))):
            yield from balls
    yield Ball(bones.skull, 0.055)
    yield Ball(bones.waist, 0.052)
    yield Ball(bones.waist.plus(bones.chest.place(0, TRUNK * 0.5)), 0.05)


def _anchors(body: Body) -> Iterator[tuple[str, XY]]:
    bones = body.bones
    places = {"head": bones.skull, "neck": bones.neck, "hips": Vec(0, 0, 0), "waist": bones.waist}
    for name in _SIDES:
        leg, arm = bones.legs[name], bones.arms[name]
        ball = leg.end.plus(leg.tip.place(*BALL))
        places |= {
            f"{name}_hip": leg.root,
            f"{name}_knee": leg.middle,
            f"{name}_ankle": leg.end,
            f"{name}_heel": leg.end.plus(leg.tip.place(*HEEL)),
            f"{name}_ball": ball,
            f"{name}_toes": ball.plus(leg.tip.tilted(-leg.toes).place(TOES, 0)),
            f"{name}_shoulder": arm.root,
            f"{name}_elbow": arm.middle,
            f"{name}_wrist": arm.end,
            f"{name}_hand": arm.end.plus(arm.tip.place(0, -HAND * 0.45)),
        }
    for key, place in places.items():
        yield key, body.spot(place)
