"""Every mark that a sheet makes, noted once and then made again with ReportLab alone: the rival of our rendering."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from footrehab_desktop.handouts import look, page
from footrehab_desktop.handouts.content_patient import ExerciseSheet
from footrehab_desktop.handouts.render import render

MARKS: Final = (
    "setFont", "drawString", "setFillColor", "setStrokeColor", "setLineWidth", "setLineCap", "setLineJoin", "setDash",
    "line", "rect", "roundRect", "circle", "drawPath", "clipPath", "saveState", "restoreState", "translate", "scale",
    "rotate",
)  # fmt: skip
PIECES: Final = {"m": "moveTo", "l": "lineTo", "c": "curveTo", "h": "close"}


class Mark(NamedTuple):
    """One call of the canvas on a page (from 1). A path among ``values`` stands as the list of its pieces."""

    page: int
    name: str
    values: tuple[Any, ...]
    named: dict[str, Any]


def recorded(sheet: ExerciseSheet) -> list[list[Mark]]:
    """Draw the sheet once and return every mark that our code asks for, page by page."""
    marks: list[Mark] = []
    under_way: list[str] = []

    class Recording(page.NumberedCanvas):
        """Our canvas, noting what is asked of it; not what ReportLab asks of itself for that."""

    def noting(name: str) -> Callable[..., None]:
        def call(self: Recording, *values: Any, **named: Any) -> None:
            if not under_way:
                kept = tuple(_pieces(value) if isinstance(value, PDFPathObject) else value for value in values)
                marks.append(Mark(self.getPageNumber(), name, kept, named))
            under_way.append(name)
            getattr(Canvas, name)(self, *values, **named)
            under_way.pop()

        return call

    for name in MARKS:
        setattr(Recording, name, noting(name))
    original, page.NumberedCanvas = page.NumberedCanvas, Recording  # type: ignore[misc]  # only while it is drawn
    try:
        pages = render(sheet).pages
    finally:
        page.NumberedCanvas = original  # type: ignore[misc]  # as it was
    return [[mark for mark in marks if mark.page == number] for number in range(1, pages + 1)]


def _pieces(path: PDFPathObject) -> list[tuple[str, tuple[float, ...]]]:
    """Return the calls that make a path, read from the words it puts on a page."""
    found: list[tuple[str, tuple[float, ...]]] = []
    numbers: list[float] = []
    for word in path.getCode().split()[1:]:
        if word in PIECES:
            found.append((PIECES[word], tuple(numbers)))
            numbers = []
        else:
            numbers.append(float(word))
    return found


def replayed(pages: list[list[Mark]]) -> bytes:
    """Make the same marks with ReportLab alone."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=look.PAPER_SIZES["A4"], invariant=1, pageCompression=1)
    for marks in pages:
        for _page, name, values, named in marks:
            if name in ("drawPath", "clipPath"):
                getattr(canvas, name)(_path(canvas, values[0]), **named)
            else:
                getattr(canvas, name)(*values, **named)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _path(canvas: Canvas, pieces: list[tuple[str, tuple[float, ...]]]) -> PDFPathObject:
    made = canvas.beginPath()
    for name, numbers in pieces:
        getattr(made, name)(*numbers)
    return made
