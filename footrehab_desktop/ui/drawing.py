"""Draws the library's drawings with Qt."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from footrehab_desktop.library.drawing import Path, Shape


def qt_path(path: Path) -> QPainterPath:
    """Return a path as Qt draws it."""
    made = QPainterPath()
    for kind, points in path.pieces:
        corners = [QPointF(*point) for point in points]
        if kind == "M":
            made.moveTo(corners[0])
        elif kind == "L":
            made.lineTo(corners[0])
        elif kind == "C":
            made.cubicTo(*corners)
        else:
            made.closeSubpath()
    return made


def paint_shapes(painter: QPainter, shapes: Iterable[Shape], colours: Mapping[str, QColor]) -> None:
    """Paint shapes in their order, in the painter's own coordinates; ``colours`` gives each role its colour."""
    for shape in shapes:
        painter.save()
        if shape.clip is not None:
            painter.setClipPath(qt_path(shape.clip), Qt.ClipOperation.IntersectClip)
        painter.setPen(_pen(shape, colours) if shape.stroke else Qt.PenStyle.NoPen)
        painter.setBrush(colours[shape.fill] if shape.fill else Qt.BrushStyle.NoBrush)
        painter.drawPath(qt_path(shape.path))
        painter.restore()


def _pen(shape: Shape, colours: Mapping[str, QColor]) -> QPen:
    pen = QPen(colours[shape.stroke], shape.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape.dash:
        # Qt counts dashes in line widths.
        pen.setDashPattern([length / shape.width for length in shape.dash])
    return pen
