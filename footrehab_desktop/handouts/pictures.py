"""Exercise pictures on paper, as vectors; the greys of their colours stay apart in black and white."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.phrases import say
from footrehab_desktop.handouts.text import Line, draw, lay_out, one_line
from footrehab_desktop.library.pictures import WIDTH, Photo, Picture

PICTURE_COLOURS = look.PICTURE_COLOURS["colour"]
_GAP: Final = 6.0
_CAPTION: Final = 12.0


def pictures_height(some: bool, pair: float) -> float:
    """Return how high a row of moments is of which two are ``pair`` points wide; nothing without ``some``."""
    return _side(pair) + _CAPTION + 2 * _GAP if some else 0.0


def pair_within(count: int, room: float, most: float) -> float:
    """Return how wide two of ``count`` moments stand when all fit in a row of ``room`` points; at most ``most``."""
    side = (room - (count - 1) * _GAP) / max(1, count)
    return min(most, 2 * side + _GAP)


def draw_pictures(canvas: Canvas, frames: Sequence[Picture], left: float, top: float, pair: float) -> None:
    """Draw moments with their captions in a row of which two are ``pair`` points wide."""
    side = _side(pair)
    for place, frame in enumerate(frames):
        draw_picture(canvas, frame, left + place * (side + _GAP), top - _GAP, side)


def draw_picture(canvas: Canvas, picture: Picture, left: float, top: float, side: float) -> None:
    """Draw one moment, or a clinic's own picture, ``side`` points wide with its caption below."""
    if isinstance(picture, Photo):
        _draw_photo(canvas, picture, left, top, side)
        words = picture.caption
    else:
        draw_shapes(canvas, picture.drawing.shapes, PICTURE_COLOURS, left=left, top=top, scale=side / WIDTH)
        words = say(f"picture.{picture.caption}")
    draw(canvas, _caption(words, side), left + side / 2, top - side - _CAPTION + 4, "centre")


def _caption(words: str, side: float) -> Line:
    """Return a caption of one line; one that is too long ends in an ellipsis."""
    lines = lay_out(words, look.SMALL, side + _GAP)
    if len(lines) < 2:
        return one_line(words, look.SMALL)
    shorter = (_cut(words, length) for length in range(len(words), 0, -1))
    return one_line(next(cut for cut in shorter if len(lay_out(cut, look.SMALL, side)) == 1), look.SMALL)


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
