"""Draws what the data of a picture names: figures, feet, small whole figures and enlarged parts in a frame, things.

An item is an object with one key, what is drawn, and its measures: ``{"chair": {"at": [20, 70]}}``. A place is
``[x, y]``, or the name of a joint of a figure or foot in the same moment, with a shift if wanted:
``["right_hand", 2, 0]``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from inspect import Signature, signature
from typing import Any, Final, Protocol

from footrehab_desktop.library.drawing import Point, Shape, Transform, polyline
from footrehab_desktop.library.figure import FLOOR, figure
from footrehab_desktop.library.foot_side import SideFoot
from footrehab_desktop.library.foot_views import FlatFoot, FrontFoot
from footrehab_desktop.library.outline import FINE, XY, Circle, hull
from footrehab_desktop.library.props import PROPS

WIDTH: Final = 100.0
FIGURE, INSET, WINDOW = "figure", "inset", "window"
_FOOT_ROOM: Final = 6.6
Item = Mapping[str, Any]
Poses = Mapping[str, Any]


class _Body(Protocol):
    @property
    def shapes(self) -> tuple[Shape, ...]: ...

    @property
    def anchors(self) -> Mapping[str, XY]: ...


_BODIES: Final[Mapping[str, Callable[..., _Body]]] = {
    FIGURE: figure,
    "side_foot": lambda **measures: SideFoot(**measures).draw(),
    "flat_foot": lambda **measures: FlatFoot(**measures).draw(),
    "front_foot": lambda **measures: FrontFoot(**measures).draw(),
}


def draw_items(items: Sequence[Item], poses: Poses, pen: float = 1.0) -> tuple[Shape, ...]:
    """Draw items in their order; a joint may be named by every item, wherever its figure stands in the list.

    ``poses`` holds figures' poses by name, and under ``insets`` lists of items. ``pen``: by how much the lines of
    figures are wider. Raises ``ValueError``, ``KeyError`` or ``TypeError`` that says what is wrong with the data.
    """
    named = [_item(item) for item in items]
    bodies: dict[int, tuple[Shape, ...]] = {}
    anchors: dict[str, XY] = {}
    for place, (kind, measures) in enumerate(named):
        if kind in _BODIES:
            bodies[place], own = _draw_body(kind, measures, poses, pen)
            anchors |= own
    shapes: list[Shape] = []
    for place, (kind, measures) in enumerate(named):
        if kind in _NESTED:
            shapes.extend(_NESTED[kind](poses, **measures))
        else:
            shapes.extend(bodies[place] if place in bodies else _draw_thing(kind, measures, anchors))
    return tuple(shapes)


def _item(item: Item) -> tuple[str, Item]:
    ((kind, measures),) = item.items()
    if kind not in PROPS and kind not in _BODIES and kind not in _NESTED:
        raise ValueError(f"{kind} is not a thing that can be drawn")
    return kind, measures


def _draw_body(kind: str, measures: Item, poses: Poses, pen: float) -> tuple[tuple[Shape, ...], dict[str, XY]]:
    """Draw a figure or a foot; ``name`` goes before the names of its joints.

    A figure is turned round by ``mirror`` and has its working side marked unless ``marked`` is false.
    """
    given = dict(measures)
    name = given.pop("name", "")
    if kind == FIGURE:
        shapes, anchors = _draw_figure({**given, "pen": pen}, poses)
    else:
        drawn = _BODIES[kind](**given)
        shapes, anchors = drawn.shapes, dict(drawn.anchors)
    return shapes, {f"{name}.{key}" if name else key: point for key, point in anchors.items()}


def _draw_figure(given: dict[str, Any], poses: Poses) -> tuple[tuple[Shape, ...], dict[str, XY]]:
    """Draw a figure: its own values over those of the pose it names, a limb that is given in place of the pose's."""
    pose = poses[given.pop("pose")] if "pose" in given else {}
    given = {**pose, **given}
    mirror, marked = given.pop("mirror", False), given.pop("marked", True)
    drawn = figure(**given)
    shapes, anchors = drawn.shapes, dict(drawn.anchors)
    work = given.get("work", "right")
    if marked and work in {"left", "right"}:
        shapes += _marker(anchors, work)
    if mirror:
        flip = Transform(a=-1, e=WIDTH)
        shapes = tuple(shape.transformed(flip) for shape in shapes)
        anchors = {key: (WIDTH - x, y) for key, (x, y) in anchors.items()}
    return shapes, anchors


def _marker(anchors: Mapping[str, XY], side: str) -> tuple[Shape, ...]:
    """Return the wedge below the floor that points at the working foot; it reads without colour."""
    x = (anchors[f"{side}_heel"][0] + anchors[f"{side}_ball"][0]) / 2
    low = FLOOR + _FOOT_ROOM
    corners = [Point(x, FLOOR + 2.0), Point(x + 3.0, low), Point(x - 3.0, low)]
    return (Shape(polyline(corners, closed=True), fill="ink"),)


def _draw_inset(poses: Poses, of: str, at: Sequence[float] = (1.0, 1.0), scale: float = 0.42) -> tuple[Shape, ...]:
    """Draw a small whole figure in a frame, so that the position is clear beside a close-up; lines keep their width."""
    frame = Shape(hull([Circle(x, y, 3) for x in (4, 96) for y in (4, 96)]), stroke="soft", fill="paper", width=FINE)
    shrink = Transform(a=scale, d=scale, e=at[0], f=at[1])
    return tuple(shape.transformed(shrink) for shape in (frame, *draw_items(poses["insets"][of], poses, pen=1 / scale)))


def _draw_window(poses: Poses, items: Sequence[Item]) -> tuple[Shape, ...]:
    """Draw items, such as the feet of a large figure, as far as they lie within a frame."""
    frame = hull([Circle(x, y, 3) for x in (4, 96) for y in (4, 96)])
    shapes = (replace(shape, clip=frame) for shape in draw_items(items, poses))
    return *shapes, Shape(frame, stroke="soft", width=FINE)


_NESTED: Final[Mapping[str, Callable[..., tuple[Shape, ...]]]] = {INSET: _draw_inset, WINDOW: _draw_window}


def _draw_thing(kind: str, measures: Item, anchors: Mapping[str, XY]) -> tuple[Shape, ...]:
    placed = {key: _placed(value, anchors) for key, value in measures.items()}
    bound = _signature(kind).bind(**placed)
    return PROPS[kind](*bound.args, **bound.kwargs)


@cache
def _signature(kind: str) -> Signature:
    return signature(PROPS[kind])


def _placed(value: Any, anchors: Mapping[str, XY]) -> Any:
    """Return a value with every name of a joint replaced by where it is."""
    if isinstance(value, str):
        return anchors.get(value, value)
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            (x, y), (right, down) = anchors[value[0]], value[1:]
            return x + right, y + down
        return tuple(_placed(part, anchors) for part in value)
    return value
