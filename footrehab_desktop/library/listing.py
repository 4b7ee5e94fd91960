"""The exercise library as plain data: every exercise with its fields and its pictures."""

from dataclasses import asdict
from typing import Any

from footrehab_desktop.library.load import Library
from footrehab_desktop.library.pictures import picture


def library_listing(library: Library) -> dict[str, Any]:
    """Return all exercises in file order, ready for JSON; of each picture its moments and their size in units."""
    return {"exercises": [asdict(exercise) | {"pictures": _pictures(exercise.id)} for exercise in library.exercises]}


def _pictures(exercise_id: str) -> list[dict[str, Any]]:
    return [
        {
            "moment": frame.caption,
            "width": frame.drawing.width,
            "height": frame.drawing.height,
            "shapes": len(frame.drawing.shapes),
        }
        for frame in picture(exercise_id)
    ]
