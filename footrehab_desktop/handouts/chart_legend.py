"""The legend of a chart on paper: every line, bar, range, sign and pattern with its name, wrapped into rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.chart_parts import (
    SYMBOL_SIZE,
    SymbolLook,
    dash_of,
    draw_bar,
    draw_patterned,
    draw_symbol,
    draw_zone,
    line_width,
    role_colour,
    solid_fill,
)
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.text import Line as TextLine
from footrehab_desktop.handouts.text import draw, fitted
from footrehab_desktop.library.chart import ChartContent, Level, Line, Piece, Zone

Swatch = Callable[[Canvas, float, float], None]
"""Draws a sample that begins at x, its middle at y."""
Sample = tuple[str, Swatch | None, float]
_GAP = 14.0
_AFTER_SWATCH = 4.0
_SMALLEST = 6.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its sample, ``width`` points wide; None for a sign that stands in the name itself."""

    name: TextLine
    swatch: Swatch | None = None
    width: float = 0.0

    @property
    def whole(self) -> float:
        """Return the points it takes."""
        return self.name.width + (self.width + _AFTER_SWATCH if self.swatch else 0.0)


def legend_rows(chart: ChartContent, look: Look, width: float) -> tuple[tuple[Entry, ...], ...]:
    """Return the entries in rows of at most ``width`` points."""
    rows: list[list[Entry]] = []
    used = 0.0
    for entry in _entries(chart, look, width):
        if not rows or used + _GAP + entry.whole > width:
            rows.append([])
            used = -_GAP
        rows[-1].append(entry)
        used += _GAP + entry.whole
    return tuple(map(tuple, rows))


def draw_legend(canvas: Canvas, rows: tuple[tuple[Entry, ...], ...], left: float, top: float, look: Look) -> float:
    """Draw the rows from ``top`` down; return their lower edge."""
    leading = legend_leading(look)
    for row in rows:
        top -= leading
        x, middle = left, top + leading / 2
        for entry in row:
            if entry.swatch is not None:
                entry.swatch(canvas, x, middle)
                x += entry.width + _AFTER_SWATCH
            draw(canvas, entry.name, x, middle - entry.name.style.size * 0.35)
            x += entry.name.width + _GAP
    return top


def legend_leading(look: Look) -> float:
    """Return the height of a row in points."""
    return look.small.leading + 1


def _entries(chart: ChartContent, look: Look, width: float) -> Iterator[Entry]:
    for name, swatch, across in (*_line_samples(chart, look), *_area_samples(chart, look)):
        yield Entry(fitted(name, look.small_bold, width - across - _AFTER_SWATCH, _SMALLEST), swatch, across)


def _line_samples(chart: ChartContent, look: Look) -> Iterator[Sample]:
    """Yield lines, where there is more than one thing to tell apart, and the signs above the chart."""
    drawn = [(place, line) for place, line in enumerate(chart.lines) if line.values]
    if len(drawn) + bool(chart.bars) > 1:
        for place, line in drawn:
            yield line.name, partial(_draw_line, line, place, look), look.grown(26)
    for label in dict.fromkeys(mark.label for mark in chart.marks):
        yield label, None, 0.0


def _area_samples(chart: ChartContent, look: Look) -> Iterator[Sample]:
    """Yield bars, ranges and the patterns of the strips."""
    width = look.grown(14)
    if chart.bars and chart.bar_words is not None:
        words = chart.bar_words
        yield words.name, partial(_draw_bar, False, look, bool(chart.lines)), width
        if words.marked and any(bar.mark for bar in chart.bars):
            yield words.marked, partial(_draw_bar, True, look, bool(chart.lines)), width
        if words.limit and any(bar.limit is not None for bar in chart.bars):
            yield words.limit, partial(_draw_limit, look), width
    for level in chart.levels if chart.bars else ():
        yield level.label, partial(_draw_level, level, look), look.grown(26)
    for place, zone in enumerate(chart.zones):
        if zone.label and zone.high > zone.low:
            yield zone.label, partial(_draw_zone, zone, place, look), width
    for label, piece in _piece_labels(chart).items():
        yield label, partial(_draw_piece, piece, look), width


def _piece_labels(chart: ChartContent) -> dict[str, Piece]:
    """Return a piece for each label; where strips give one look different meanings, the strip is named too."""
    meanings: dict[tuple[str, str], set[str]] = {}
    for strip in chart.strips:
        for piece in strip.pieces:
            meanings.setdefault((piece.colour, piece.pattern), set()).add(piece.label)
    clear = all(len(labels) == 1 for labels in meanings.values())
    return {
        piece.label if clear else f"{strip.name}: {piece.label}": piece
        for strip in chart.strips
        for piece in strip.pieces
    }


def _draw_line(line: Line, place: int, look: Look, canvas: Canvas, x: float, y: float) -> None:
    colour = role_colour(look, line.colour)
    width = look.grown(26)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(line_width(line))
    if line.look != "points":
        canvas.setDash(dash_of(place))
        canvas.line(x, y, x + width, y)
        canvas.setDash()
    if line.look != "steps":
        draw_symbol(canvas, SymbolLook(line.symbol, colour, SYMBOL_SIZE, place % 2 == 1), (x + width / 2, y))


def _draw_bar(marked: bool, look: Look, behind: bool, canvas: Canvas, x: float, y: float) -> None:
    draw_bar(canvas, (x, y - 3.5, look.grown(14), 7), look, marked=marked, behind=behind)


def _draw_limit(look: Look, canvas: Canvas, x: float, y: float) -> None:
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(1.6)
    canvas.line(x, y, x + look.grown(14), y)


def _draw_level(level: Level, look: Look, canvas: Canvas, x: float, y: float) -> None:
    canvas.setStrokeColor(role_colour(look, level.colour))
    canvas.setLineWidth(1.3)
    canvas.setDash(7, 3)
    canvas.line(x, y, x + look.grown(26), y)
    canvas.setDash()


def _draw_zone(zone: Zone, place: int, look: Look, canvas: Canvas, x: float, y: float) -> None:
    draw_zone(canvas, (x, y - 3.5, look.grown(14), 7), role_colour(look, zone.colour), place)


def _draw_piece(piece: Piece, look: Look, canvas: Canvas, x: float, y: float) -> None:
    colour = role_colour(look, piece.colour)
    draw_patterned(canvas, (x, y - 3.5, look.grown(14), 7), colour, piece.pattern, solid_fill(look, colour))
