"""All pictures of the exercise library on pages, to be looked at one by one."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.content import Paper
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.page import NumberedCanvas
from footrehab_desktop.handouts.phrases import say
from footrehab_desktop.handouts.pictures import draw_picture
from footrehab_desktop.handouts.text import draw, fitted, one_line
from footrehab_desktop.library.pictures import Frame

_SLOTS, _ROWS = 6, 7
_GAP = 4.0
_LABEL = 13.0


@dataclass(frozen=True, slots=True)
class PicturedExercise:
    """An exercise on the sheet."""

    id: str
    name: str
    frames: tuple[Frame, ...]


def draw_contact_sheet(exercises: Iterable[PicturedExercise], paper: Paper = "A4") -> tuple[bytes, int]:
    """Draw all exercises with id, name and every moment, about 3 cm wide; return the PDF and its number of pages."""
    wide, high = look.PAPER_SIZES[paper]
    canvas = NumberedCanvas(look.look_for(PrintOptions(paper=paper)), say("contact.title"))
    slot = (wide - 2 * look.MARGIN) / _SLOTS
    height = (high - look.TOP_MARGIN - 2 * look.BOTTOM_MARGIN) / _ROWS
    row = used = 0
    for exercise in exercises:
        if used and used + len(exercise.frames) > _SLOTS:
            row, used = row + 1, 0
        if row == _ROWS:
            canvas.showPage()
            row = 0
        _draw_exercise(canvas, exercise, look.MARGIN + used * slot, high - look.TOP_MARGIN - row * height, slot)
        used += max(1, len(exercise.frames))
    canvas.showPage()
    return canvas.finish(_draw_foot)


def _draw_exercise(canvas: Canvas, exercise: PicturedExercise, left: float, top: float, slot: float) -> None:
    room = max(1, len(exercise.frames)) * slot - _GAP
    name = fitted(f"{exercise.id} {exercise.name}", look.SMALL_BOLD, room, 5)
    draw(canvas, name, left, top - look.SMALL_BOLD.size)
    for place, frame in enumerate(exercise.frames):
        draw_picture(canvas, frame, left + place * slot, top - _LABEL, slot - _GAP)


def _draw_foot(canvas: Canvas, number: int, total: int) -> None:
    page = one_line(say("page", number=number, total=total), look.SMALL)
    draw(canvas, page, look.PAPER_SIZES["A4"][0] / 2, look.BOTTOM_MARGIN, "centre")
