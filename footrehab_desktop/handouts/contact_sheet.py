"""All pictures of the exercise library on pages, to be looked at one by one."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.look import Look, look_for
from footrehab_desktop.handouts.options import Paper, PrintOptions
from footrehab_desktop.handouts.page import NumberedCanvas
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
    look = look_for(PrintOptions(paper=paper))
    wide, high = look.width, look.height
    canvas = NumberedCanvas(look, look.say("contact.title"))
    slot = (wide - 2 * look.margin) / _SLOTS
    height = (high - look.top_margin - 2 * look.bottom_margin) / _ROWS
    row = used = 0
    for exercise in exercises:
        if used and used + len(exercise.frames) > _SLOTS:
            row, used = row + 1, 0
        if row == _ROWS:
            canvas.showPage()
            row = 0
        place = (look.margin + used * slot, high - look.top_margin - row * height)
        _draw_exercise(canvas, look, exercise, place, slot)
        used += max(1, len(exercise.frames))
    canvas.showPage()

    def draw_foot(canvas: Canvas, number: int, total: int) -> None:
        page = one_line(look.say("page", number=number, total=total), look.small)
        draw(canvas, page, wide / 2, look.bottom_margin, "centre")

    return canvas.finish(draw_foot)


def _draw_exercise(
    canvas: Canvas, look: Look, exercise: PicturedExercise, corner: tuple[float, float], slot: float
) -> None:
    left, top = corner
    room = max(1, len(exercise.frames)) * slot - _GAP
    name = fitted(f"{exercise.id} {exercise.name}", look.small_bold, room, 5)
    draw(canvas, name, left, top - look.small_bold.size)
    for place, frame in enumerate(exercise.frames):
        draw_picture(canvas, frame, look, (left + place * slot, top - _LABEL), slot - _GAP)
