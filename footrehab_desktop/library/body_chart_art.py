"""How the foot body chart is drawn: the foot, the marks in their colour and pattern, and the signs on them.

Colours are roles: ``paper``, ``ink``, ``soft``, ``faint`` and ``region`` for the drawing; a kind of pain has its own
(``PainKind.colour``) and a pale one behind it (the same with ``_pale``); ``mark`` and ``mark_pale`` without a kind.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from footrehab_desktop.library.body_chart import Area, BodyChart, ChartMark, FootView, PainKind
from footrehab_desktop.library.drawing import Box, Path, Piece, Point, Shape

PALE: Final = "_pale"
NO_KIND: Final = "mark"
STEP: Final = 4.4
_CIRCLE: Final = 0.5523
# Look of a line: colour role and width.
_LOOKS: Final[dict[str, tuple[str, float]]] = {
    "contour": ("ink", 1.5),
    "toe": ("ink", 1.1),
    "crease": ("ink", 1.0),
    "fold": ("soft", 0.8),
    "tendon": ("faint", 0.7),
    "nail": ("soft", 0.9),
}


def foot_shapes(view: FootView, marks: Iterable[tuple[Area, PainKind | None]], *, regions: bool = True) -> list[Shape]:
    """Return a view with marks between ``ground_shapes`` and ``line_shapes``."""
    marked = [shape for area, kind in marks for shape in mark_shapes(area.path, kind)]
    return [*ground_shapes(view, regions=regions), *marked, *line_shapes(view)]


def ground_shapes(view: FootView, *, regions: bool) -> list[Shape]:
    """Return the paper of a foot; ``regions`` draws the border of every region, for who picks one."""
    borders = [Shape(area.path, stroke="region", width=0.5) for area in view.areas.values()] if regions else []
    return [Shape(view.outline, fill="paper"), *borders]


def line_shapes(view: FootView) -> list[Shape]:
    """Return the lines of a foot."""
    shapes = []
    for look, line in view.lines:
        stroke, width = _LOOKS[look]
        shapes.append(Shape(line, stroke=stroke, width=width))
    return shapes


def marked_areas(chart: BodyChart, view: FootView, marks: Iterable[ChartMark]) -> list[tuple[Area, PainKind | None]]:
    """Return the areas of a view that one foot's marks fill, each with its kind of pain."""
    return [
        (view.areas[mark.region], chart.kind(mark.kind) if mark.kind else None)
        for mark in marks
        if mark.region in view.areas
    ]


def mark_shapes(place: Path, kind: PainKind | None) -> list[Shape]:
    """Return a region filled with the colour and pattern of a kind of pain; plain for none."""
    colour = kind.colour if kind else NO_KIND
    shapes = [Shape(place, fill=colour + PALE)]
    if kind:
        shapes.append(_patterned(place, kind))
    shapes.append(Shape(place, stroke=colour, width=1.2))
    return shapes


def swatch_shapes(box: Box, kind: PainKind) -> list[Shape]:
    """Return a sample of a kind of pain for a legend, in a box."""
    left, top, right, bottom = box
    frame = Path(
        (
            Piece("M", (Point(left, top),)),
            *(Piece("L", (Point(x, y),)) for x, y in ((right, top), (right, bottom), (left, bottom))),
            Piece("Z"),
        )
    )
    return mark_shapes(frame, kind)


def covering_views(chart: BodyChart, marks: Iterable[ChartMark]) -> tuple[str, ...]:
    """Return the views that show each mark best, in their order; the two main ones when nothing is marked."""
    wanted = {chart.views_of(mark.region)[0] for mark in marks}
    codes = tuple(view.code for view in chart.views)
    return tuple(code for code in codes if code in wanted) or codes[:2]


def _patterned(place: Path, kind: PainKind) -> Shape:
    pattern, is_filled, width = _PATTERNS[kind.pattern]
    made = _pattern_path(pattern, place.bounds)
    if is_filled:
        return Shape(made, fill=kind.colour, clip=place)
    return Shape(made, stroke=kind.colour, width=width, clip=place)


@cache
def _pattern_path(pattern: Callable[[Box], Iterator[Piece]], box: Box) -> Path:
    return Path(tuple(pattern(box)))


def _steps(low: float, high: float, step: float = STEP) -> list[float]:
    """Return places on one grid for the whole drawing, so that neighbours in the same kind join."""
    first = int(low // step)
    return [number * step for number in range(first, int(high // step) + 2)]


def _stretch(x1: float, y1: float, x2: float, y2: float) -> Iterator[Piece]:
    yield Piece("M", (Point(x1, y1),))
    yield Piece("L", (Point(x2, y2),))


def _circle(x: float, y: float, radius: float) -> Iterator[Piece]:
    handle = radius * _CIRCLE
    yield Piece("M", (Point(x + radius, y),))
    yield Piece("C", (Point(x + radius, y + handle), Point(x + handle, y + radius), Point(x, y + radius)))
    yield Piece("C", (Point(x - handle, y + radius), Point(x - radius, y + handle), Point(x - radius, y)))
    yield Piece("C", (Point(x - radius, y - handle), Point(x - handle, y - radius), Point(x, y - radius)))
    yield Piece("C", (Point(x + handle, y - radius), Point(x + radius, y - handle), Point(x + radius, y)))
    yield Piece("Z")


def _hatch(box: Box) -> Iterator[Piece]:
    for total in _steps(box.left + box.top, box.right + box.bottom):
        yield from _stretch(box.left, total - box.left, box.right, total - box.right)


def _bars(box: Box) -> Iterator[Piece]:
    for x in _steps(box.left, box.right, STEP * 0.8):
        yield from _stretch(x, box.top, x, box.bottom)


def _grid(box: Box, step: float) -> Iterator[Point]:
    for row, y in enumerate(_steps(box.top, box.bottom, step)):
        for x in _steps(box.left, box.right, step):
            yield Point(x + (step / 2 if row % 2 else 0), y)


def _dots(box: Box) -> Iterator[Piece]:
    for x, y in _grid(box, STEP * 0.9):
        yield from _circle(x, y, 0.95)


def _rings(box: Box) -> Iterator[Piece]:
    for x, y in _grid(box, STEP * 1.3):
        yield from _circle(x, y, 1.7)


def _crosses(box: Box) -> Iterator[Piece]:
    for x, y in _grid(box, STEP * 1.15):
        yield from _stretch(x - 1.5, y, x + 1.5, y)
        yield from _stretch(x, y - 1.5, x, y + 1.5)


def _zigzag(box: Box) -> Iterator[Piece]:
    for y in _steps(box.top, box.bottom, STEP * 1.1):
        for number, x in enumerate(_steps(box.left, box.right, STEP / 2)):
            yield Piece("L" if number else "M", (Point(x, y + (1.3 if number % 2 else -1.3)),))


def _waves(box: Box) -> Iterator[Piece]:
    half = STEP * 0.75
    for y in _steps(box.top, box.bottom, STEP):
        for number, x in enumerate(_steps(box.left, box.right, half)):
            if not number:
                yield Piece("M", (Point(x, y),))
                continue
            bulge = 2.0 if number % 2 else -2.0
            handles = Point(x - half * 0.65, y + bulge), Point(x - half * 0.35, y + bulge)
            yield Piece("C", (*handles, Point(x, y)))


# Pattern: how it is made, whether it is filled, width of its lines.
_PATTERNS: Final[dict[str, tuple[Callable[[Box], Iterator[Piece]], bool, float]]] = {
    "hatch": (_hatch, False, 1.0),
    "dots": (_dots, True, 0),
    "waves": (_waves, False, 0.9),
    "zigzag": (_zigzag, False, 0.9),
    "rings": (_rings, False, 0.8),
    "crosses": (_crosses, False, 0.9),
    "bars": (_bars, False, 1.2),
}
