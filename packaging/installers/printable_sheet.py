"""What the two printed pages of a release are drawn with: the program's own type, colours and line icons.

Lengths are in points; ``y`` falls from the top of the page down.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import NumberedCanvas
from footrehab_desktop.handouts.text import Style, draw, lay_out, one_line
from footrehab_desktop.library.drawing import Shape, path

TEXTS: Final = Path(__file__).parent / "release_texts"
_ICON_SIDE: Final = 24.0
_ICON_LINE: Final = 1.6
_PADDING: Final = 8.0
_GUTTER: Final = 9.0
# From airy to tight: the first at which the page holds everything is taken.
_AIR: Final = (1.8, 1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.4)


@cache
def sheet_texts() -> Mapping[str, Any]:
    """Return the words of both pages."""
    words: Mapping[str, Any] = json.loads((TEXTS / "sheets.json").read_text(encoding="utf-8"))
    return words


@cache
def _icons() -> Mapping[str, tuple[Shape, ...]]:
    drawn = json.loads((TEXTS / "icons.json").read_text(encoding="utf-8"))
    return {name: tuple(Shape(path(line), stroke="ink", width=_ICON_LINE) for line in drawn[name]) for name in drawn}


@dataclass(slots=True)
class Sheet:
    """One page that is being drawn; ``y`` is the lower edge of what stands on it, ``air`` widens what parts it."""

    canvas: NumberedCanvas
    look: Look
    y: float
    air: float

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return self.look.margin

    @property
    def width(self) -> float:
        """Points between the margins."""
        return self.look.width - 2 * self.look.margin

    @property
    def fits(self) -> bool:
        """Whether everything drawn so far stands above the lower margin."""
        return self.y >= self.look.bottom_margin

    def gap(self, points: float) -> None:
        """Leave room below what is there."""
        self.y -= points * self.air

    def paragraph(self, text: str, style: Style, x: float, width: float) -> None:
        """Set a paragraph below what is there and go on under it."""
        for line in lay_out(text, style, width):
            self.y -= style.leading
            draw(self.canvas, line, x, self.y + _rise(style))

    def labelled(self, label: str, text: str, x: float, widths: tuple[float, float], style: Style) -> None:
        """Set a label in a column of its own and its text beside it."""
        top = self.y
        self.paragraph(label, Style("semibold", style.size, style.leading, style.colour), x, widths[0])
        below, self.y = self.y, top
        self.paragraph(text, style, x + widths[0], widths[1])
        self.y = min(self.y, below)

    def command(self, text: str, x: float, width: float, size: float) -> None:
        """Set what is typed or looked for on a pale ground; a long file name is broken after a hyphen."""
        style = Style("semibold", size, size * 1.3, self.look.ink)
        height = len(lay_out(text, style, width - 12)) * style.leading + 5
        self.frame(x, self.y, width, height, fill=True)
        self.y -= 2.5
        self.paragraph(text, style, x + 6, width - 12)
        self.y -= 2.5

    def boxes(
        self, parts: Sequence["Part"], shares: Sequence[float] = (), *, filled: bool = False, stroke: str = "line"
    ) -> None:
        """Draw parts beside each other in frames, or on pale grounds, all as high as the highest.

        ``shares``: how wide each is in relation to the others.
        """
        shares = shares or [1.0] * len(parts)
        unit = (self.width - _GUTTER * (len(parts) - 1)) / sum(shares)
        widths = [share * unit for share in shares]
        height = 2 * _PADDING + max(map(self._height_of, parts, widths))
        top, x = self.y, self.left
        for part, width in zip(parts, widths, strict=True):
            self.frame(x, top, width, height, fill=filled, stroke=stroke)
            self.y = top - _PADDING
            part(self, x + _PADDING, width - 2 * _PADDING)
            x += width + _GUTTER
        self.y = top - height

    def _height_of(self, part: "Part", width: float) -> float:
        trial = Sheet(NumberedCanvas(self.look, ""), self.look, self.y, self.air)
        part(trial, 0, width - 2 * _PADDING)
        return self.y - trial.y

    def frame(
        self, x: float, top: float, width: float, height: float, *, fill: bool = False, stroke: str = "line"
    ) -> None:
        """Draw a frame in a colour of the palette, or a pale ground."""
        self.canvas.setLineWidth(0.8 if stroke == "line" else 1.6)
        self.canvas.setStrokeColor(getattr(self.look, stroke))
        self.canvas.setFillColor(self.look.tint)
        self.canvas.roundRect(x, top - height, width, height, 5, stroke=int(not fill), fill=int(fill))

    def number(self, number: int, x: float, centre: float, radius: float = 10.5) -> None:
        """Draw the number of a step, white in a filled circle, around ``x`` and ``centre``."""
        style = Style("bold", radius * 1.25, radius * 1.25, self.look.picture["paper"])
        self.canvas.setFillColor(self.look.accent)
        self.canvas.circle(x, centre, radius, stroke=0, fill=1)
        draw(self.canvas, one_line(str(number), style), x, centre - style.size * 0.36, "centre")

    def icon(self, name: str, x: float, top: float, side: float) -> None:
        """Draw a line icon."""
        scale = side / _ICON_SIDE
        draw_shapes(self.canvas, _icons()[name], {"ink": self.look.accent}, left=x, top=top, scale=scale)

    def finish(self) -> bytes:
        """Return the page as a PDF file."""
        self.canvas.showPage()
        return self.canvas.finish(lambda _canvas, _number, _total: None)[0]


Part = Callable[[Sheet, float, float], None]
"""Draws something on a page from ``sheet.y`` down, at ``x`` and as wide as given."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top: title, release, and what the page is for."""

    title: str
    release: str
    lead: str


def draw_page(look: Look, head: Head, body: Callable[[Sheet], None]) -> bytes:
    """Return one page as PDF, as airy as it may be. Raises ``ValueError`` when it does not hold everything."""
    for air in _AIR:
        sheet = _begun(look, head, air)
        body(sheet)
        if sheet.fits:
            return sheet.finish()
    raise ValueError(f"“{head.title}” is longer than a page.")


def _begun(look: Look, head: Head, air: float) -> Sheet:
    sheet = Sheet(NumberedCanvas(look, head.title), look, look.height - look.top_margin, air)
    sheet.canvas.mark(head.title, sheet.y)
    release = one_line(head.release, look.body_bold)
    draw(sheet.canvas, release, look.right, sheet.y - look.title.leading + _rise(look.title), "right")
    sheet.paragraph(head.title, look.title, sheet.left, sheet.width - release.width - 12)
    sheet.y -= 5
    sheet.canvas.setStrokeColor(look.accent)
    sheet.canvas.setLineWidth(2)
    sheet.canvas.line(sheet.left, sheet.y, look.right, sheet.y)
    sheet.gap(6)
    sheet.paragraph(head.lead, look.lead, sheet.left, sheet.width)
    return sheet


def height_of(texts: Sequence[str], style: Style, width: float) -> float:
    """Return the points that paragraphs take one below the other."""
    return sum(style.leading * len(lay_out(text, style, width)) for text in texts)


def _rise(style: Style) -> float:
    """Return how far the baseline lies above the lower edge of a line."""
    return (style.leading - style.size) / 2 + style.size * 0.21
