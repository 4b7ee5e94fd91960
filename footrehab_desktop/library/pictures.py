"""The pictures of the exercises: a few lines of pose data each (``resources/pictures``), drawn once and kept.

A picture is a list of moments; what stands behind all of them is its ``scene``. ``picture_items`` draws what the data
names. Every picture shows the right side at work; ``mirrored()`` gives the left.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.library.drawing import Drawing
from footrehab_desktop.library.picture_items import WIDTH, draw_items
from footrehab_desktop.library.reading import Fault, LibraryError
from footrehab_desktop.resource_files import resource_path

__all__ = ["CAPTIONS", "HEIGHT", "ROLES", "WIDTH", "Frame", "draw_picture", "picture", "pictured_exercises"]

HEIGHT: Final = WIDTH
# What a moment is; the screen and the print have the words.
CAPTIONS: Final = ("start", "then", "end", "later", "or", "back", "take_off", "flight", "landing")
# The colours that pictures are made of; the screen and the print give each its own value.
ROLES: Final = (
    *("ink", "soft", "paper", "skin", "pad", "far", "work", "work_far", "shirt", "shirt_far", "shorts", "shorts_far"),
    *("hair", "move", "move_soft", "prop", "band", "ground", "water"),
)
_FOLDER: Final = "pictures"
_POSES: Final = "poses.json"


@dataclass(frozen=True)
class Frame:
    """One moment of an exercise. ``caption`` is a code of ``CAPTIONS``."""

    caption: str
    drawing: Drawing

    def mirrored(self) -> "Frame":
        """Return the same moment with the left side at work."""
        return Frame(self.caption, self.drawing.mirrored())


@dataclass(frozen=True)
class Photo:
    """A picture of a clinic's own: PNG or JPEG bytes, their size in pixels, and in words what stands below."""

    caption: str
    image: bytes
    width: int
    height: int


Picture = Frame | Photo


def pictured_exercises() -> tuple[str, ...]:
    """Return the ids of all exercises with a picture, in file order."""
    return tuple(_data())


@cache
def picture(exercise_id: str) -> tuple[Frame, ...]:
    """Return the moments of an exercise in their order, at least a start and an end; none for one without a picture.

    The right side works. Raises ``LibraryError`` when the program's files are damaged.
    """
    if exercise_id not in _data():
        return ()
    file, content = _data()[exercise_id]
    try:
        return draw_picture(content, _poses())
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryError([Fault(file, exercise_id, f"cannot be drawn: {error}")]) from error


def draw_picture(content: Mapping[str, Any], poses: Mapping[str, Any]) -> tuple[Frame, ...]:
    """Draw every moment of a picture's data. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for wrong data."""
    return tuple(_frame(content, part, poses) for part in content["frames"])


def _frame(content: Mapping[str, Any], part: Mapping[str, Any], poses: Mapping[str, Any]) -> Frame:
    unknown = (set(content) - {"scene", "frames"}) | (set(part) - {"caption", "items"})
    if unknown:
        raise ValueError(f"not known here: {', '.join(sorted(unknown))}")
    if part["caption"] not in CAPTIONS:
        raise ValueError(f"{part['caption']} is not a moment; a moment is {', '.join(CAPTIONS)}")
    shapes = draw_items([*content.get("scene", ()), *part["items"]], poses)
    return Frame(part["caption"], Drawing(WIDTH, HEIGHT, shapes))


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
