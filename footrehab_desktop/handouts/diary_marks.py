"""What a machine looks for on the diary page: corner markers, QR codes, day marks, bubbles. Measures in mm, y down."""

from typing import Any

from reportlab.graphics.barcode import qrencoder
from reportlab.lib.colors import Color, black, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import diary_geometry as geometry
from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.diary_geometry import DiaryGeometry
from footrehab_desktop.handouts.text import Align, Line, Style, draw, one_line

_GREY = Color(0.5, 0.5, 0.5)
_DIGIT = Style("regular", 5.2, 6, _GREY)
_TWO_DIGITS = Style("regular", 4.4, 6, _GREY)


class Pen:
    """Draws on a canvas in mm from the top left corner, y down."""

    def __init__(self, canvas: Canvas, page: DiaryGeometry) -> None:
        self.canvas = canvas
        self.page = page

    def box(self, x: float, y: float, width: float, height: float, colour: Color = black) -> None:
        """Fill a box whose top left corner is ``x``, ``y``."""
        self.canvas.setFillColor(colour)
        lower = (self.page.height - y - height) * look.MM
        self.canvas.rect(x * look.MM, lower, width * look.MM, height * look.MM, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """Draw an empty box with a line of 0.3 mm."""
        self._line_width(0.3)
        lower = (self.page.height - y - height) * look.MM
        self.canvas.rect(x * look.MM, lower, width * look.MM, height * look.MM)

    def ring(self, x: float, y: float, *, filled: bool = False) -> None:
        """Draw a bubble: its outer edge is ``BUBBLE`` across, its line 0.35 mm."""
        self._line_width(0.35)
        self.canvas.setFillColor(black)
        radius = (geometry.BUBBLE - 0.35) / 2
        self.canvas.circle(x * look.MM, (self.page.height - y) * look.MM, radius * look.MM, fill=int(filled))

    def rule(self, start: tuple[float, float], end: tuple[float, float], thickness: float = 0.3) -> None:
        """Draw a straight line."""
        self._line_width(thickness)
        (x1, y1), (x2, y2) = start, end
        height = self.page.height
        self.canvas.line(x1 * look.MM, (height - y1) * look.MM, x2 * look.MM, (height - y2) * look.MM)

    def text(self, line: Line, x: float, baseline: float, align: Align = "left") -> None:
        """Write a line of text."""
        draw(self.canvas, line, x * look.MM, (self.page.height - baseline) * look.MM, align)

    def _line_width(self, millimetres: float) -> None:
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(millimetres * look.MM)


def draw_markers(pen: Pen) -> None:
    """Draw the four corner markers; their ids tell the corners apart."""
    cell = geometry.MARKER_SIDE / 6
    for (row, column), (_, cells) in geometry.MARKERS.items():
        left, top = pen.page.marker_corner(row, column)
        pen.box(left, top, geometry.MARKER_SIDE, geometry.MARKER_SIDE)
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


def draw_qr_codes(pen: Pen, text: str) -> None:
    """Draw the same QR code in two opposite corners."""
    modules, side = qr_modules(text), pen.page.qr_module
    for left, top in pen.page.qr_corners():
        for row, line in enumerate(modules):
            for column, dark in enumerate(line):
                if dark:
                    pen.box(left + column * side, top + row * side, side + 0.01, side + 0.01)


def draw_day_mark(pen: Pen, day: int) -> None:
    """Draw the mark of a day at both sides: a bar, and the day's number 1-7 as three cells, dark for 1."""
    middle = pen.page.line(day, 1)
    for outer, inner in ((11.0, 12.6), (pen.page.width - 12.0, pen.page.width - 14.6)):
        pen.box(outer, middle - 5, 1.0, 10)
        for place in range(3):
            if (day + 1) >> place & 1:
                pen.box(inner, middle - 5 + place * 4, 2.0, 2.0)


def draw_bubbles(pen: Pen, layout: dict[str, Any]) -> None:
    """Draw every bubble of the layout; a number stands inside, small and grey, a word beside it elsewhere."""
    digits = [one_line(str(value), _DIGIT if value < 10 else _TWO_DIGITS) for value in range(11)]
    for field in layout["fields"]:
        for bubble in field["bubbles"]:
            pen.ring(bubble["x"], bubble["y"])
            if field["kind"] == "scale":
                pen.text(digits[bubble["value"]], bubble["x"], bubble["y"] + 0.65, "centre")
