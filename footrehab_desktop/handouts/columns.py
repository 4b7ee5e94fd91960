"""Small print in two columns: the left one is filled first, then the right one, then the next page.

Where the print is too large for two columns there is one.
"""

from dataclasses import dataclass
from typing import Final

from footrehab_desktop.handouts.page import Flow
from footrehab_desktop.handouts.text import Line, Style, draw_in_column, lay_out

_GUTTER: Final = 18.0
# The narrowest column, in ems of the sheet's text: a narrower one would break every label.
_NARROWEST: Final = 19.0


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed line: pieces with their distance from the column's left edge, its height, and the room it needs
    together with what must not be torn from it."""

    pieces: tuple[tuple[Line, float], ...]
    height: float
    keep: float


def head_lines(text: str, style: Style, width: float, *, before: float, rows: int) -> list[Printed]:
    """Return a heading on as many lines as it needs; all of it stays with ``rows`` lines of its own height below."""
    lines = lay_out(text, style, width)
    return [
        Printed(
            ((line, 0.0),),
            style.leading + (0 if place else before),
            (len(lines) - place + rows) * style.leading + before,
        )
        for place, line in enumerate(lines)
    ]


class Columns:
    """Draws lines into the columns of a sheet, from the present place down."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        whole = flow.column().width
        half = (whole - _GUTTER) / 2
        self._single = half < _NARROWEST * flow.look.body.size
        self.width = whole if self._single else half
        self._top = self._lowest = flow.y
        self._right = False

    def add(self, lines: list[Printed]) -> None:
        """Draw lines one below the other."""
        for line in lines:
            if self._flow.room < line.keep:
                self._next_column()
            self._flow.y -= line.height
            self._lowest = min(self._lowest, self._flow.y)
            left = self._flow.left + (self.width + _GUTTER if self._right else 0)
            for piece, offset in line.pieces:
                draw_in_column(self._flow.canvas, piece, left + offset, self._flow.y + 3, self.width - offset)

    def end(self) -> None:
        """Go on below both columns."""
        self._flow.y = self._lowest

    def _next_column(self) -> None:
        if self._right or self._single:
            self._flow.new_page()
            self._top = self._lowest = self._flow.y
        else:
            self._flow.y = self._top
        self._right = not self._right and not self._single
