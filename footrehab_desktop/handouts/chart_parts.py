"""What the drawings of charts are made of: colours of the roles, symbols, dashes, patterns, round scales."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Final, NamedTuple

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.look import Look
from footrehab_desktop.library.chart import ColourRole, Line, Pattern, Symbol

Box = tuple[float, float, float, float]
"""Left, bottom, width and height in points."""

_ROLES: Final[Mapping[ColourRole, Color]] = {
    "progress": HexColor("#1E6B35"),
    "hold": HexColor("#7A5200"),
    "deload": HexColor("#5B4B8A"),
    "regress": HexColor("#9A3B00"),
    "pause": HexColor("#A3195B"),
    "refer": HexColor("#B3131B"),
}
_DARK: Final = frozenset({"ink", "refer", "accent"})
DASHES: Final[tuple[tuple[float, ...], ...]] = ((), (6.0, 2.5), (2.0, 2.0), (8.0, 2.0, 2.0, 2.0), (4.0, 1.5))
"""The dashes of the lines of a chart in their order, so that they differ without colour."""
_STEPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
SYMBOL_SIZE: Final = 2.4
_HATCH_GAP = 4.0
_DOT_GAP = 4.2


def role_colour(look: Look, role: ColourRole) -> Color:
    """Return the colour of a role; without colours ink for what matters most, else the soft ink."""
    palette = look.palette
    plain = {"ink": palette.ink, "soft": palette.soft, "line": palette.line, "accent": palette.accent}
    if role in plain:
        return plain[role]
    if look.options.colours == "colour":
        return _ROLES[role]
    return palette.ink if role in _DARK else palette.soft


def pale(colour: Color, share: float = 0.12) -> Color:
    """Return a colour mixed with white."""
    red, green, blue = (1 - share * (1 - part) for part in (colour.red, colour.green, colour.blue))
    return Color(red, green, blue)


def dash_of(place: int) -> tuple[float, ...]:
    """Return the dashes of a line of a chart by its place; none for a solid one."""
    return DASHES[place % len(DASHES)]


def line_width(line: Line) -> float:
    """Return how wide a line is drawn, in points."""
    return 1.8 if line.look == "steps" else 1.1


def draw_bar(canvas: Canvas, box: Box, look: Look, *, marked: bool, behind: bool) -> None:
    """Draw a bar: hatched when it is marked, pale when lines run over it (``behind``)."""
    if marked:
        draw_patterned(canvas, box, pale(look.line, 0.6) if behind else look.accent, "hatched")
        return
    canvas.setDash()
    canvas.setStrokeColor(look.line if behind else look.ink)
    canvas.setLineWidth(0.7)
    canvas.setFillColor(pale(look.accent, 0.22) if behind else solid_fill(look, look.accent))
    canvas.rect(*box, fill=1, stroke=1)


def draw_zone(canvas: Canvas, box: Box, colour: Color, place: int) -> None:
    """Draw a range as a pale area; the first is plain, the second lightly hatched, the third dotted."""
    canvas.setFillColor(pale(colour))
    canvas.rect(*box, fill=1, stroke=0)
    canvas.saveState()
    canvas.setStrokeColor(pale(colour, 0.4))
    canvas.setLineWidth(0.4)
    if place % 3 == 1:
        _hatch(canvas, box, both=False)
    elif place % 3 == 2:
        _dots(canvas, box, pale(colour, 0.5))
    canvas.restoreState()


def solid_fill(look: Look, colour: Color) -> Color:
    """Return the colour of a filled area: a pale one where toner is saved."""
    return pale(colour, 0.3) if look.options.colours == "toner_saver" else colour


def step_of(low: float, high: float, most: int) -> float:
    """Return the round step that cuts a scale into at most ``most`` parts."""
    return next((step for step in _STEPS if (high - low) / step <= most + 1e-9), float(_STEPS[-1]))


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return the round values to write along a scale."""
    step = step_of(low, high, most)
    return tuple(round(step * at, 6) for at in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1))


class SymbolLook(NamedTuple):
    """How the points of a line are drawn: from middle to edge ``size`` points; a hollow symbol is white inside."""

    symbol: Symbol
    colour: Color
    size: float
    hollow: bool


def draw_symbol(canvas: Canvas, look: SymbolLook, place: tuple[float, float]) -> None:
    """Draw the symbol of a point."""
    x, y = place
    symbol, size = look.symbol, look.size
    canvas.saveState()
    canvas.setDash()
    canvas.setLineWidth(min(1.0, size * 0.45))
    canvas.setStrokeColor(look.colour)
    canvas.setFillColor(white if look.hollow else look.colour)
    if symbol == "circle":
        canvas.circle(x, y, size, fill=1)
    else:
        draw_polygon(canvas, [(x + size * across, y + size * up) for across, up in _SYMBOL_CORNERS[symbol]])
    canvas.restoreState()


_SYMBOL_CORNERS: Final[Mapping[str, Sequence[tuple[float, float]]]] = {
    "triangle": ((0, 1.25), (1.15, -0.8), (-1.15, -0.8)),
    "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "diamond": ((0, 1.35), (1.35, 0), (0, -1.35), (-1.35, 0)),
}


def draw_polygon(canvas: Canvas, corners: Sequence[tuple[float, float]]) -> None:
    """Draw a filled and stroked polygon."""
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, fill=1, stroke=1)


def draw_patterned(canvas: Canvas, box: Box, colour: Color, pattern: Pattern, solid: Color | None = None) -> None:
    """Fill a box with a pattern that tells it apart without colour; ``solid`` fills a solid one, if not ``colour``."""
    canvas.saveState()
    canvas.setDash()
    canvas.setLineWidth(0.7)
    canvas.setStrokeColor(colour)
    canvas.setFillColor((solid or colour) if pattern == "solid" else white)
    canvas.rect(*box, fill=1, stroke=0)
    if pattern in ("hatched", "crossed"):
        _hatch(canvas, box, both=pattern == "crossed")
    elif pattern == "dotted":
        _dots(canvas, box, colour)
    canvas.rect(*box, fill=0, stroke=1)
    canvas.restoreState()


def _hatch(canvas: Canvas, box: Box, *, both: bool) -> None:
    left, bottom, width, height = box
    canvas.saveState()
    _clip(canvas, box)
    along = -height
    while along < width:
        canvas.line(left + along, bottom, left + along + height, bottom + height)
        if both:
            canvas.line(left + along, bottom + height, left + along + height, bottom)
        along += _HATCH_GAP
    canvas.restoreState()


def _dots(canvas: Canvas, box: Box, colour: Color) -> None:
    left, bottom, width, height = box
    canvas.saveState()
    _clip(canvas, box)
    canvas.setFillColor(colour)
    rows = int(height / _DOT_GAP) + 1
    for row in range(rows + 1):
        for place in range(int(width / _DOT_GAP) + 2):
            shift = _DOT_GAP / 2 if row % 2 else 0.0
            canvas.circle(left + place * _DOT_GAP + shift, bottom + row * _DOT_GAP, 0.7, stroke=0, fill=1)
    canvas.restoreState()


def _clip(canvas: Canvas, box: Box) -> None:
    path = canvas.beginPath()
    path.rect(*box)
    canvas.clipPath(path, stroke=0, fill=0)
