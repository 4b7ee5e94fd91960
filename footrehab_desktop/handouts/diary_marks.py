"""What a machine looks for on a page of the diary: corner markers, QR codes, day marks, bubbles. In mm, y down."""

from typing import Any

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import diary_layout
from footrehab_desktop.handouts.diary_layout import DiaryForm
from footrehab_desktop.handouts.look import MM
from footrehab_desktop.handouts.text import Align, Line, Style, draw, one_line

_RING = 0.35
_GREY = Color(0.5, 0.5, 0.5)
_DIGIT = Style("regular", 5.2, 6, _GREY)
_TWO_DIGITS = Style("regular", 4.0, 6, _GREY)


class Pen:
    """Draws on a canvas in mm from the top left corner, y down."""

    def __init__(self, canvas: Canvas, form: DiaryForm) -> None:
        self.canvas = canvas
        self.form = form

    def box(self, x: float, y: float, width: float, height: float, colour: Color = black) -> None:
        """Fill a box whose top left corner is ``x``, ``y``."""
        self.canvas.setFillColor(colour)
        lower = (self.form.height - y - height) * MM
        self.canvas.rect(x * MM, lower, width * MM, height * MM, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draw an empty box with a line of 0.3 mm."""
        self._line_width(0.3)
        lower = (self.form.height - y - height) * MM
        self.canvas.roundRect(x * MM, lower, width * MM, height * MM, 1.2 * MM)

    def ring(self, x: float, y: float, *, filled: bool = False) -> None:
        """Draw a bubble; its line lies inside of its width."""
        self._line_width(_RING)
        self.canvas.setFillColor(black)
        radius = (self.form.bubble - _RING) / 2
        self.canvas.circle(x * MM, (self.form.height - y) * MM, radius * MM, fill=int(filled))

    def rule(self, start: tuple[float, float], end: tuple[float, float], thickness: float = 0.3) -> None:
        """Draw a straight line."""
        self._line_width(thickness)
        (x1, y1), (x2, y2) = start, end
        height = self.form.height
        self.canvas.line(x1 * MM, (height - y1) * MM, x2 * MM, (height - y2) * MM)

    def text(self, line: Line, x: float, baseline: float, align: Align = "left") -> None:
        """Write a line of text."""
        draw(self.canvas, line, x * MM, (self.form.height - baseline) * MM, align)

    def _line_width(self, millimetres: float) -> None:
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(millimetres * MM)


def draw_markers(pen: Pen) -> None:
    """Draw the four corner markers; their ids tell the corners apart."""
    side = diary_layout.MARKER_SIDE
    cell = side / 6
    for (row, column), (_, cells) in diary_layout.MARKERS.items():
        left, top = pen.form.marker_corner(row, column)
        pen.box(left, top, side, side)
        for down, bits in enumerate(cells, 1):
            for across, bit in enumerate(bits, 1):
                if bit == "1":
                    pen.box(left + across * cell, top + down * cell, cell, cell, white)


def qr_modules(text: str) -> list[list[bool]]:
    """Return the 21 × 21 modules of a QR code, level Q; ``text`` is at most 16 capitals and digits."""
    code: Any = qrencoder.QRCode(1, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    return [[bool(module) for module in row] for row in code.modules]


def draw_qr_codes(pen: Pen, texts: tuple[str, str]) -> None:
    """Draw the upper and the lower QR code."""
    side = pen.form.qr_module
    for text, (left, top) in zip(texts, pen.form.qr_corners(), strict=True):
        for row, line in enumerate(qr_modules(text)):
            for column, dark in enumerate(line):
                if dark:
                    pen.box(left + column * side, top + row * side, side + 0.01, side + 0.01)


def draw_bubbles(pen: Pen, page: dict[str, Any]) -> None:
    """Draw every bubble of a page's layout; a number stands inside, small and grey, a word beside it elsewhere."""
    for field in page["fields"]:
        in_words = _question(pen.form, field["id"]).in_words
        for bubble in field["bubbles"]:
            pen.ring(bubble["x"], bubble["y"])
            if not in_words:
                digits = str(bubble["value"])
                line = one_line(digits, _DIGIT if len(digits) == 1 else _TWO_DIGITS)
                pen.text(line, bubble["x"], bubble["y"] + 0.65, "centre")


def _question(form: DiaryForm, field_id: str) -> diary_layout.Question:
    name = field_id.partition(".")[2]
    return next(question for question in form.questions if question.name == name)
