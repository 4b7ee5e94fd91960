"""Exercise pictures on paper, as vectors; the greys of their colours stay apart in black and white."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.content_patient import SheetExercise
from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.text import Line, draw, lay_out, one_line
from footrehab_desktop.library.pictures import WIDTH, Frame, Photo, Picture

_GAP: Final = 6.0


def shown_pictures(exercise: SheetExercise, look: Look) -> tuple[Picture, ...]:
    """Return the moments to print: none without pictures, those of the right side when they are not to be mirrored."""
    if not look.options.pictures:
        return ()
    if look.options.mirrored or exercise.side != "left":
        return exercise.picture
    return tuple(shown.mirrored() if isinstance(shown, Frame) else shown for shown in exercise.picture)


def pictures_height(some: bool, pair: float, look: Look) -> float:
    """Return how high a row of moments is of which two are ``pair`` points wide; nothing without ``some``."""
    return _side(pair) + _caption_height(look) + 2 * _GAP if some else 0.0


def pair_within(count: int, room: float, most: float) -> float:
    """Return how wide two of ``count`` moments stand when all fit in a row of ``room`` points; at most ``most``."""
    side = (room - (count - 1) * _GAP) / max(1, count)
    return min(most, 2 * side + _GAP)


def pair_in_height(room: float, look: Look) -> float:
    """Return how wide two moments stand in a row that is ``room`` points high with its captions."""
    return 2 * (room - pictures_height(True, _GAP, look)) + _GAP


def row_width(count: int, pair: float) -> float:
    """Return how wide a row of ``count`` moments is of which two are ``pair`` points wide."""
    return count * (_side(pair) + _GAP) - _GAP if count else 0.0


def draw_pictures(
    canvas: Canvas, frames: Sequence[Picture], look: Look, place: tuple[float, float], pair: float
) -> None:
    """Draw moments with their captions in a row of which two are ``pair`` points wide, below ``place``.

    ``place`` is left (as read from the left) and top.
    """
    side = _side(pair)
    for number, frame in enumerate(frames):
        left = look.start(place[0] + number * (side + _GAP), side)
        draw_picture(canvas, frame, look, (left, place[1] - _GAP), side)


def draw_picture(canvas: Canvas, picture: Picture, look: Look, place: tuple[float, float], side: float) -> None:
    """Draw one moment, or a clinic's own picture, ``side`` points wide with its caption below."""
    left, top = place
    if isinstance(picture, Photo):
        _draw_photo(canvas, picture, left, top, side)
        words = picture.caption
    else:
        draw_shapes(canvas, picture.drawing.shapes, look.picture, left=left, top=top, scale=side / WIDTH)
        words = look.say(f"picture.{picture.caption}")
    baseline = top - side - _caption_height(look) + look.small.size * 0.45
    draw(canvas, _caption(words, look, side), left + side / 2, baseline, "centre")


def _caption_height(look: Look) -> float:
    return look.small.size * 1.4


def _caption(words: str, look: Look, side: float) -> Line:
    """Return a caption of one line; one that is too long ends in an ellipsis."""
    lines = lay_out(words, look.small, side + _GAP)
    if len(lines) < 2:
        return one_line(words, look.small)
    shorter = (_cut(words, length) for length in range(len(words), 0, -1))
    return one_line(next((cut for cut in shorter if len(lay_out(cut, look.small, side)) == 1), "…"), look.small)


def _cut(words: str, length: int) -> str:
    return f"{words[:length].rstrip()}…"


def _draw_photo(canvas: Canvas, photo: Photo, left: float, top: float, side: float) -> None:
    """Draw a picture as large as it fits into a square, in its middle."""
    scale = side / max(photo.width, photo.height)
    width, height = photo.width * scale, photo.height * scale
    x, y = left + (side - width) / 2, top - side + (side - height) / 2
    canvas.drawImage(ImageReader(BytesIO(photo.image)), x, y, width, height, mask="auto")


def _side(width: float) -> float:
    return (width - _GAP) / 2
