"""Draws the library's drawings on a page, as vectors."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from footrehab_desktop.library.drawing import Path, Point, Shape

_EVEN_ODD: Final = 0
_OPERATORS: Final = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def draw_shapes(
    canvas: Canvas, shapes: Iterable[Shape], colours: Mapping[str, Color], *, left: float, top: float, scale: float
) -> None:
    """Draw shapes in their order; their origin comes to ``left``, ``top`` in points and their unit is ``scale`` points.

    ``colours`` gives each role its colour.
    """
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, -scale)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for shape in shapes:
        canvas.saveState()
        if shape.clip is not None:
            canvas.clipPath(PDFPathObject([_written(shape.clip)]), stroke=0, fill=0, fillMode=_EVEN_ODD)
        if shape.stroke:
            canvas.setStrokeColor(colours[shape.stroke])
            canvas.setLineWidth(shape.width)
            canvas.setDash(list(shape.dash))
        if shape.fill:
            canvas.setFillColor(colours[shape.fill])
        canvas.drawPath(
            PDFPathObject([_written(shape.path)]),
            stroke=int(bool(shape.stroke)),
            fill=int(bool(shape.fill)),
            fillMode=_EVEN_ODD,
        )
        canvas.restoreState()
    canvas.restoreState()


@lru_cache(maxsize=2048)
def _written(path: Path) -> str:
    """Return a path in the words of a page; a picture and a foot are drawn many times."""
    return " ".join(("n", *(" ".join((*map(_place, points), _OPERATORS[kind])) for kind, points in path.pieces)))


def _place(point: Point) -> str:
    """Return a place to a hundredth of the drawing's unit: finer than any printer, and a short file."""
    return f"{_short(point.x)} {_short(point.y)}"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
