"""What things are made of: lines, blocks and filled outlines. Picture units, y down."""

from collections.abc import Sequence

from footrehab_desktop.library.drawing import Path, Point, Shape, polyline
from footrehab_desktop.library.outline import LINE, XY, Circle, hull

Shapes = tuple[Shape, ...]


def line(points: Sequence[XY], width: float = LINE, role: str = "ink", dash: tuple[float, ...] = ()) -> Shape:
    """Return straight lines through points."""
    return Shape(polyline(Point(*p) for p in points), stroke=role, width=width, dash=dash)


def block(left: float, top: float, right: float, bottom: float, r: float = 1.2) -> Path:
    """Return an upright rectangle with round corners."""
    return hull([Circle(x, y, r) for x in (left + r, right - r) for y in (top + r, bottom - r)])


def solid(path: Path, fill: str, width: float = LINE) -> Shape:
    """Return a filled outline."""
    return Shape(path, stroke="ink", fill=fill, width=width)
