"""The pictures of the exercises: a few lines of pose data each (``resources/pictures``), drawn once and kept.

An item is an object with one key, what is drawn, and its measures: ``{"chair": {"at": [20, 70]}}``. A place is
``[x, y]``, or the name of a joint of a figure or foot in the same frame, with a shift if wanted:
``["right_hand", 2, 0]``. Every picture shows the right side at work; ``mirrored()`` gives the left.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.library.drawing import Drawing, Point, Shape, Transform, polyline
from footrehab_desktop.library.figure import FLOOR, figure
from footrehab_desktop.library.foot_drawing import flat_foot, front_foot, side_foot
from footrehab_desktop.library.outline import FINE, XY, Circle, hull
from footrehab_desktop.library.props import PROPS
from footrehab_desktop.library.reading import Fault, LibraryError
from footrehab_desktop.resource_files import resource_path

WIDTH: Final = 100.0
HEIGHT: Final = 100.0
# What a moment is; the screen and the print have the words.
CAPTIONS: Final = ("start", "then", "end", "later", "or", "back", "take_off", "flight", "landing")
# The colours that pictures are made of; the screen and the print give each its own value.
ROLES: Final = (
    "ink", "soft", "paper", "skin", "pad", "far", "work", "work_far", "shirt", "shirt_far", "shorts", "shorts_far",
    "hair", "move", "move_soft", "prop", "band", "ground", "water",
)  # fmt: skip
_BODIES: Final = {"figure": figure, "side_foot": side_foot, "flat_foot": flat_foot, "front_foot": front_foot}
_FOLDER: Final = "pictures"
_POSES: Final = "poses.json"
_INSET: Final = "inset"


@dataclass(frozen=True)
class Frame:
    """One moment of an exercise. ``caption`` is a code of ``CAPTIONS``."""

    caption: str
    drawing: Drawing

    def mirrored(self) -> "Frame":
        """Return the same moment with the left side at work."""
        return Frame(self.caption, self.drawing.mirrored())


def has_picture(exercise_id: str) -> bool:
    """Tell whether the program has a picture of an exercise."""
    return exercise_id in _data()


def picture(exercise_id: str) -> tuple[Frame, ...]:
    """Return the moments of an exercise in their order, at least a start and an end; none for one without a picture.

    The right side works. Raises ``LibraryError`` when the program's files are damaged.
    """
    return _drawn(exercise_id) if has_picture(exercise_id) else ()


def pictured_exercises() -> tuple[str, ...]:
    """Return the ids of all exercises with a picture, in file order."""
    return tuple(_data())


@cache
def _drawn(exercise_id: str) -> tuple[Frame, ...]:
    file, content = _data()[exercise_id]
    try:
        return tuple(_frame(content, part) for part in content["frames"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise LibraryError([Fault(file, exercise_id, f"cannot be drawn: {error}")]) from error


@cache
def _data() -> Mapping[str, tuple[str, dict[str, Any]]]:
    """Return file name and content of every picture."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for path in sorted(resource_path(_FOLDER).glob("*.json")):
        if path.name != _POSES:
            found |= {key: (path.name, content) for key, content in _read(path).items()}
    return found


@cache
def _poses() -> Mapping[str, Any]:
    return _read(resource_path(_FOLDER, _POSES))


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LibraryError([Fault(path.name, "whole file", f"cannot be read: {error}")]) from error
    return content


def _frame(content: Mapping[str, Any], part: Mapping[str, Any]) -> Frame:
    """Draw one moment: what stands behind (``scene``), its own items, what lies in front (``front``)."""
    unknown = set(content) - {"scene", "frames", "front"} | set(part) - {"caption", "items"}
    if unknown or part["caption"] not in CAPTIONS:
        raise ValueError(f"not known: {', '.join(sorted(unknown)) or part['caption']}")
    items = [*content.get("scene", ()), *part["items"], *content.get("front", ())]
    return Frame(part["caption"], Drawing(WIDTH, HEIGHT, _drawn_items(items)))


def _drawn_items(items: Sequence[Mapping[str, Any]]) -> tuple[Shape, ...]:
    """Draw items in their order; joints are known to every item, wherever their figure stands in the list."""
    bodies: dict[int, tuple[Shape, ...]] = {}
    anchors: dict[str, XY] = {}
    for place, item in enumerate(items):
        kind, values = _item(item)
        if kind in _BODIES:
            bodies[place], own = _body(kind, values)
            anchors |= own
    shapes: list[Shape] = []
    for place, item in enumerate(items):
        kind, values = _item(item)
        if kind == _INSET:
            shapes.extend(_inset(**values))
        else:
            shapes.extend(bodies[place] if place in bodies else _prop(kind, values, anchors))
    return tuple(shapes)


def _item(item: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    ((kind, values),) = item.items()
    if kind not in PROPS and kind not in _BODIES and kind != _INSET:
        raise ValueError(f"{kind} is not a thing that can be drawn")
    return kind, values


def _body(kind: str, values: Mapping[str, Any]) -> tuple[tuple[Shape, ...], dict[str, XY]]:
    """Draw a figure or a foot; ``name`` goes before the names of its joints, ``mirror`` turns it round."""
    given = dict(values)
    name, mirror = given.pop("name", ""), given.pop("mirror", False)
    marked = kind == "figure" and given.pop("marked", True)
    if kind == "figure":
        given = _posed(given)
    drawn = _BODIES[kind](**given)
    shapes: tuple[Shape, ...] = drawn.shapes
    anchors = dict(drawn.anchors)
    if marked and given.get("work", "right") in {"left", "right"}:
        shapes += _marker(anchors, given.get("work", "right"))
    if mirror:
        flip = Transform(a=-1, e=WIDTH)
        shapes = tuple(shape.transformed(flip) for shape in shapes)
        anchors = {key: (WIDTH - x, y) for key, (x, y) in anchors.items()}
    return shapes, {f"{name}.{key}" if name else key: point for key, point in anchors.items()}


def _inset(of: str, at: Sequence[float] = (1.0, 1.0), scale: float = 0.42, mirror: bool = False) -> tuple[Shape, ...]:
    """Draw a small whole figure in a frame, so that the position is clear beside a close-up."""
    frame = Shape(hull([Circle(x, y, 3) for x in (4, 96) for y in (4, 96)]), stroke="soft", fill="paper", width=FINE)
    shrink = Transform(a=-scale if mirror else scale, d=scale, e=at[0] + (WIDTH * scale if mirror else 0), f=at[1])
    return tuple(shape.transformed(shrink) for shape in (frame, *_drawn_items(_poses()["insets"][of])))


def _posed(values: dict[str, Any]) -> dict[str, Any]:
    """Return a figure's values over those of the pose it names; a limb that is given replaces the pose's."""
    pose = values.pop("pose", None)
    return {**_poses()[pose], **values} if pose else values


def _marker(anchors: Mapping[str, XY], side: str) -> tuple[Shape, ...]:
    """Return the wedge below the floor that points at the working foot; it reads without colour."""
    x = (anchors[f"{side}_heel"][0] + anchors[f"{side}_ball"][0]) / 2
    corners = [Point(x, FLOOR + 2.0), Point(x + 3.0, FLOOR + 6.6), Point(x - 3.0, FLOOR + 6.6)]
    return (Shape(polyline(corners, closed=True), fill="ink"),)


def _prop(kind: str, values: Mapping[str, Any], anchors: Mapping[str, XY]) -> tuple[Shape, ...]:
    draw = PROPS[kind]
    bound = signature(draw).bind(**{key: _placed(value, anchors) for key, value in values.items()})
    return draw(*bound.args, **bound.kwargs)


def _placed(value: Any, anchors: Mapping[str, XY]) -> Any:
    """Return a value with every name of a joint replaced by where it is."""
    if isinstance(value, str):
        return anchors.get(value, value)
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            x, y = anchors[value[0]]
            return x + value[1], y + value[2]
        return tuple(_placed(part, anchors) for part in value)
    return value


def all_pictures() -> Iterator[tuple[str, tuple[Frame, ...]]]:
    """Yield the id and the moments of every picture."""
    for exercise_id in pictured_exercises():
        yield exercise_id, picture(exercise_id)
