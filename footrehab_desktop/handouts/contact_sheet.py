"""All pictures of the exercise library on pages, to be looked at one by one."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.content import Paper
from footrehab_desktop.handouts.page import NumberedCanvas
from footrehab_desktop.handouts.phrases import say
from footrehab_desktop.handouts.pictures import draw_picture
from footrehab_desktop.handouts.text import draw, fitted, one_line
from footrehab_desktop.library.pictures import Frame

_COLUMNS, _ROWS = 3, 5
_GAP = 10.0
_LABEL = 13.0


@dataclass(frozen=True, slots=True)
class PicturedExercise:
    """One cell of the sheet."""

    id: str
    name: str
    frames: tuple[Frame, ...]


def draw_contact_sheet(exercises: Iterable[PicturedExercise], paper: Paper = "A4") -> tuple[bytes, int]:
    """Draw all exercises with id, name and every moment; return the PDF and its number of pages."""
    wide, high = look.PAPER_SIZES[paper]
    canvas = NumberedCanvas(paper, say("contact.title"))
    width = (wide - 2 * look.MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
    height = (high - look.TOP_MARGIN - 2 * look.BOTTOM_MARGIN) / _ROWS
    cells = list(exercises)
    for place, exercise in enumerate(cells):
        row, column = divmod(place % (_COLUMNS * _ROWS), _COLUMNS)
        if place and not row and not column:
            canvas.showPage()
        left = look.MARGIN + column * (width + _GAP)
        _draw_cell(canvas, exercise, left, high - look.TOP_MARGIN - row * height, width)
    canvas.showPage()
    return canvas.finish(_draw_foot)


def _draw_cell(canvas: Canvas, exercise: PicturedExercise, left: float, top: float, width: float) -> None:
    name = fitted(f"{exercise.id} {exercise.name}", look.SMALL_BOLD, width, 6)
    draw(canvas, name, left, top - look.SMALL_BOLD.size)
    side = width / max(2, len(exercise.frames))
    for place, frame in enumerate(exercise.frames):
        draw_picture(canvas, frame, left + place * side, top - _LABEL, side - 3)


def _draw_foot(canvas: Canvas, number: int, total: int) -> None:
    page = one_line(say("page", number=number, total=total), look.SMALL)
    draw(canvas, page, look.PAPER_SIZES["A4"][0] / 2, look.BOTTOM_MARGIN, "centre")
