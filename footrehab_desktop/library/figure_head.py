"""The head of the figure: face, hair, and what of eyes, ear and mouth can be seen."""

from collections.abc import Iterator

from footrehab_desktop.library.drawing import Shape
from footrehab_desktop.library.figure_body import Ball, Body
from footrehab_desktop.library.outline import FINE, LINE, XY, circle, merged, smooth
from footrehab_desktop.library.skeleton import Vec

_FACING_AWAY = -0.3
_FACING = 0.75


def draw_head(body: Body) -> tuple[Shape, ...]:
    """Return the head with one line around it; hair and face meet without a line."""
    toward = body.toward(body.bones.head.forward)
    face, hair = _face(body), _hair(body)
    parts = [body.outline(*balls) for balls in (*face, *hair)]
    around = tuple(Shape(part.grown(LINE * body.dress.pen), fill="ink") for part in parts)
    skin = tuple(Shape(body.outline(*balls).path(), fill="skin") for balls in face)
    mane = tuple(Shape(body.outline(*balls).path(), fill="hair") for balls in hair)
    if toward < _FACING_AWAY:
        return (*around, *skin, *mane)
    fringe = tuple(Shape(body.outline(*balls).path(), fill="hair") for balls in _fringe(body, toward))
    return (*around, *mane, *skin, *fringe, *_features(body))


def _at(body: Body, x: float, y: float, z: float = 0.0) -> Vec:
    return body.bones.skull.plus(body.bones.head.place(x, y, z))


def _face(body: Body) -> list[list[Ball]]:
    cheeks = [Ball(_at(body, 0.008, -0.022, side * 0.012), 0.033) for side in (-1, 1)]
    jaw = [Ball(_at(body, 0.004, 0.002), 0.046), *cheeks, Ball(_at(body, 0.027, -0.046), 0.022)]
    nose = [Ball(_at(body, 0.05, -0.016), 0.008), Ball(_at(body, 0.056, -0.024), 0.0085)]
    return [jaw, nose]


def _hair(body: Body) -> list[list[Ball]]:
    return [
        [
            Ball(_at(body, -0.012, 0.012), 0.052),
            Ball(_at(body, -0.024, -0.02), 0.037),
            Ball(_at(body, 0.016, 0.028), 0.033),
        ]
    ]


def _fringe(body: Body, toward: float) -> list[list[Ball]]:
    """Return the hair over the forehead and, seen from the side, behind the ear."""
    crown = [Ball(_at(body, 0.012, 0.04, side * 0.026), 0.0165) for side in (-1, 1)]
    crown += [Ball(_at(body, 0.03, 0.034, side * 0.027), 0.0125) for side in (-1, 1)]
    crown.append(Ball(_at(body, -0.012, 0.046), 0.017))
    if toward > _FACING:
        return [crown]
    return [crown, [Ball(_at(body, -0.022, 0.012), 0.038), Ball(_at(body, -0.03, -0.02), 0.026)]]


def _features(body: Body) -> Iterator[Shape]:
    size = body.camera.size
    turned_aside = abs(body.toward(body.bones.head.right)) > 0.5
    for side in (-1, 1):
        ear = _seen(body, -0.006, -0.014, side * 0.048)
        if ear and turned_aside:
            yield from merged([circle(*ear, 0.0115 * size)], "skin", width=FINE)
        eye = _seen(body, 0.042, -0.006, side * 0.018)
        if eye:
            yield Shape(circle(*eye, 0.0068 * size), fill="ink")
    mouth = [_seen(body, 0.043 - abs(z) * 0.4, -0.038 + abs(z) * 0.25, z) for z in (-0.015, 0.0, 0.015)]
    shown = [point for point in mouth if point]
    if len(shown) > 1:
        yield Shape(smooth(shown, closed=False), stroke="ink", width=FINE)


def _seen(body: Body, x: float, y: float, z: float) -> XY | None:
    """Return where a place on the head is seen, None if it lies on the side that faces away."""
    if body.toward(body.bones.head.place(x, 0, z)) < 0.004:
        return None
    return body.spot(_at(body, x, y, z))
