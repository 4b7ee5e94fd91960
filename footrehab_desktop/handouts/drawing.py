"""Draws the library's drawings on a page, as vectors."""

from collections.abc import Iterable, Mapping

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from footrehab_desktop.library.drawing import Path, Shape

_EVEN_ODD = 0
# A hundredth of a drawing's unit is finer than any printer; more digits would only make the file longer.
_DIGITS = 2


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
            canvas.clipPath(_pdf_path(canvas, shape.clip), stroke=0, fill=0, fillMode=_EVEN_ODD)
        if shape.stroke:
            canvas.setStrokeColor(colours[shape.stroke])
            canvas.setLineWidth(shape.width)
            canvas.setDash(list(shape.dash))
        if shape.fill:
            canvas.setFillColor(colours[shape.fill])
        canvas.drawPath(
            _pdf_path(canvas, shape.path),
            stroke=int(bool(shape.stroke)),
            fill=int(bool(shape.fill)),
            fillMode=_EVEN_ODD,
        )
        canvas.restoreState()
    canvas.restoreState()


def _pdf_path(canvas: Canvas, path: Path) -> PDFPathObject:
    made = canvas.beginPath()
    for kind, points in path.pieces:
        numbers = [round(number, _DIGITS) for point in points for number in point]
        if kind == "M":
            made.moveTo(*numbers)
        elif kind == "L":
            made.lineTo(*numbers)
        elif kind == "C":
            made.curveTo(*numbers)
        else:
            made.close()
    return made
