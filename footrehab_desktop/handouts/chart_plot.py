"""The inside of a chart on paper: scales, ranges, phases, bars, lines, signs, strips and dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.chart_parts import (
    SYMBOL_SIZE,
    Box,
    SymbolLook,
    dash_of,
    draw_bar,
    draw_patterned,
    draw_symbol,
    draw_zone,
    line_width,
    pale,
    role_colour,
    solid_fill,
    ticks,
)
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.text import Line as TextLine
from footrehab_desktop.handouts.text import Style, draw, fitted, one_line
from footrehab_desktop.library.chart import Bar, ChartContent, ColourRole, Line, Mark, Strip

STRIP_HEIGHT = 9.0
MOST_TICKS = 6
QUIET_MARKS = frozenset({"progress", "hold"})
"""Marks of what goes on as planned."""
_DAY_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1456)


@dataclass(frozen=True, slots=True)
class Plot:
    """The area of a chart in points, the days and the values that it spans."""

    canvas: Canvas
    look: Look
    box: Box
    first: date
    last: date
    low: float
    high: float

    @property
    def right(self) -> float:
        """The right edge in points."""
        return self.box[0] + self.box[2]

    @property
    def top(self) -> float:
        """The upper edge in points."""
        return self.box[1] + self.box[3]

    @property
    def day_width(self) -> float:
        """The width of a day in points."""
        return self.box[2] / ((self.last - self.first).days + 1)

    def x(self, on: date) -> float:
        """Return the middle of a day."""
        return self.box[0] + ((on - self.first).days + 0.5) * self.day_width

    def y(self, value: float) -> float:
        """Return where a value lies; what lies outside the scale is held at its edge."""
        share = (value - self.low) / (self.high - self.low)
        return self.box[1] + self.box[3] * min(max(share, 0.0), 1.0)

    def days(self, first: date, last: date) -> tuple[float, float] | None:
        """Return left edge and width of some days as far as they are in the chart, None when they are not."""
        start, end = max(first, self.first), min(last, self.last)
        if end < start:
            return None
        left = self.x(start) - self.day_width / 2
        return left, self.x(end) + self.day_width / 2 - left


def sign_leading(look: Look) -> float:
    return look.small.leading


def draw_values(plot: Plot, chart: ChartContent) -> None:
    _draw_phases(plot, chart)
    for place, zone in enumerate(chart.zones):
        bottom, top = plot.y(zone.low), plot.y(zone.high)
        if top > bottom:
            draw_zone(plot.canvas, (plot.box[0], bottom, plot.box[2], top - bottom), _colour(plot, zone.colour), place)
    _draw_scale(plot)
    bars = plot if chart.right is None else _with_scale(plot, chart.right.low, chart.right.high)
    if chart.right is not None:
        _draw_right_scale(bars)
    _draw_bars(bars, chart)
    _draw_levels(plot, chart)
    _draw_bar_values(bars, chart)
    _draw_marks(plot, chart.marks)
    for place, line in enumerate(chart.lines):
        _draw_line(plot, line, place)
    _draw_phase_names(plot, chart)


def _with_scale(plot: Plot, low: float, high: float) -> Plot:
    return Plot(plot.canvas, plot.look, plot.box, plot.first, plot.last, low, high)


def _colour(plot: Plot, role: ColourRole) -> Color:
    return role_colour(plot.look, role)


def _draw_phases(plot: Plot, chart: ChartContent) -> None:
    """Draw a line where each phase begins, and every other phase on a grey ground."""
    canvas = plot.canvas
    for place, span in enumerate(chart.spans):
        across = plot.days(span.first, span.last)
        if across is None:
            continue
        if place % 2 == 0:
            canvas.setFillColor(pale(plot.look.ink, 0.05))
            canvas.rect(across[0], plot.box[1], across[1], plot.box[3], stroke=0, fill=1)
        canvas.setStrokeColor(plot.look.line)
        canvas.setLineWidth(0.6)
        canvas.line(across[0], plot.box[1], across[0], plot.top)


def _draw_phase_names(plot: Plot, chart: ChartContent) -> None:
    """Write the phases above the chart, each in its own room; a phase too short for its name has none."""
    for span in chart.spans:
        across = plot.days(span.first, span.last)
        name = one_line(span.label, plot.look.small_bold)
        if across is not None and name.width + 3 <= across[1]:
            draw(plot.canvas, name, across[0] + 2, plot.top + 2)


def _draw_scale(plot: Plot) -> None:
    canvas, look = plot.canvas, plot.look
    canvas.setDash()
    for tick in ticks(plot.low, plot.high, _most_ticks(plot)):
        y = plot.y(tick)
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(pale(look.line, 0.5))
        canvas.line(plot.box[0], y, plot.right, y)
        draw(canvas, one_line(look.words.number(tick), look.small), plot.box[0] - 4, y - look.small.size / 3, "right")
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.8)
    canvas.line(plot.box[0], plot.box[1], plot.right, plot.box[1])
    canvas.line(plot.box[0], plot.box[1], plot.box[0], plot.top)


def _draw_right_scale(plot: Plot) -> None:
    canvas, look = plot.canvas, plot.look
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.8)
    canvas.line(plot.right, plot.box[1], plot.right, plot.top)
    for tick in ticks(plot.low, plot.high, _most_ticks(plot)):
        y = plot.y(tick)
        canvas.line(plot.right, y, plot.right + 2, y)
        draw(canvas, one_line(look.words.number(tick), look.small), plot.right + 4, y - look.small.size / 3)


def _most_ticks(plot: Plot) -> int:
    """Return into how many parts a scale may be cut so that its numbers do not touch."""
    return max(1, min(MOST_TICKS, int(plot.box[3] / (plot.look.small.size * 1.5))))


def _draw_bars(plot: Plot, chart: ChartContent) -> None:
    for bar in chart.bars:
        across = plot.days(bar.first, bar.last)
        if across is not None:
            _draw_bar(plot, bar, across, bool(chart.lines))


def _draw_bar(plot: Plot, bar: Bar, across: tuple[float, float], behind: bool) -> None:
    canvas, look = plot.canvas, plot.look
    gap = min(2.0, across[1] * 0.15)
    left, width = across[0] + gap, across[1] - 2 * gap
    top = plot.y(bar.value)
    draw_bar(canvas, (left, plot.box[1], width, top - plot.box[1]), look, marked=bool(bar.mark), behind=behind)
    if bar.limit is not None:
        canvas.setStrokeColor(look.ink)
        canvas.setLineWidth(1.6)
        canvas.line(left - gap, plot.y(bar.limit), left + width + gap, plot.y(bar.limit))


def _draw_bar_values(plot: Plot, chart: ChartContent) -> None:
    """Write the values above bars that nothing runs over, on white, where they have room."""
    look = plot.look
    for bar in chart.bars if not chart.lines else ():
        across = plot.days(bar.first, bar.last)
        value = one_line(look.words.number(bar.value), look.small_bold)
        if across is None or value.width > across[1]:
            continue
        top = plot.y(bar.value) if bar.limit is None else _above_limit(plot, bar.limit, plot.y(bar.value))
        middle = across[0] + across[1] / 2
        plot.canvas.setFillColor(white)
        plot.canvas.rect(middle - value.width / 2 - 1, top + 1.2, value.width + 2, value.style.size, stroke=0, fill=1)
        draw(plot.canvas, value, middle, top + 2.5, "centre")


def _above_limit(plot: Plot, limit: float, top: float) -> float:
    """Return where the value of a bar is written so that its limit does not run through it."""
    line, height = plot.y(limit), plot.look.small_bold.size
    return line if top - 2 < line < top + height + 2 else top


def _draw_levels(plot: Plot, chart: ChartContent) -> None:
    """Draw lines across with their words on white, below the line where there is no room above."""
    canvas, look = plot.canvas, plot.look
    for level in chart.levels:
        if not plot.low <= level.value <= plot.high:
            continue
        y = plot.y(level.value)
        canvas.setStrokeColor(_colour(plot, level.colour))
        canvas.setLineWidth(1.3)
        canvas.setDash(7, 3)
        canvas.line(plot.box[0], y, plot.right, y)
        canvas.setDash()
        if chart.bars:
            continue  # its words stand in the legend, as the values of the bars need the room
        label = fitted(level.label, look.small_bold, plot.box[2] - 6, 5)
        size = look.small_bold.size
        baseline = y + 2.5 if y + 2.5 + size < plot.top else y - size - 1
        canvas.setFillColor(white)
        canvas.rect(plot.box[0] + 2, baseline - 1.5, label.width + 4, size + 1, stroke=0, fill=1)
        draw(canvas, label, plot.box[0] + 4, baseline)


def _draw_line(plot: Plot, line: Line, place: int) -> None:
    canvas = plot.canvas
    colour = _colour(plot, line.colour)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(line_width(line))
    pieces = [[(on, value) for on, value in piece if plot.first <= on <= plot.last] for piece in line.pieces()]
    canvas.setDash(dash_of(place))
    for piece in pieces:
        if len(piece) > 1 and line.look != "points":
            _join(plot, _stairs(piece) if line.look == "steps" else piece)
    canvas.setDash()
    if line.look != "steps":
        size = min(SYMBOL_SIZE, 0.4 * plot.day_width + 0.6) if line.look == "line" else SYMBOL_SIZE
        symbol = SymbolLook(line.symbol, colour, size, place % 2 == 1)
        for on, value in (point for piece in pieces for point in piece):
            draw_symbol(canvas, symbol, (plot.x(on), plot.y(value)))


def _join(plot: Plot, points: Iterable[tuple[date, float]]) -> None:
    path = plot.canvas.beginPath()
    first, *others = [(plot.x(on), plot.y(value)) for on, value in points]
    path.moveTo(*first)
    for point in others:
        path.lineTo(*point)
    plot.canvas.drawPath(path)


def _stairs(points: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    """Return the corners of a staircase: a value holds until the next one."""
    corners = [points[0]]
    for (_on, held), (then, value) in pairwise(points):
        corners += [(then, held), (then, value)]
    return corners


def sign_of(mark: Mark, style: Style) -> TextLine:
    return one_line(mark.label.partition(" ")[0], style)


def draw_signs(plot: Plot, rows: Sequence[Sequence[Mark]], above: float) -> None:
    baseline = plot.top + above + 2
    for row in rows:
        for mark in row:
            if plot.first <= mark.on <= plot.last:
                draw(plot.canvas, sign_of(mark, plot.look.small_bold), plot.x(mark.on), baseline, "centre")
        baseline += sign_leading(plot.look)


def _draw_marks(plot: Plot, marks: Iterable[Mark]) -> None:
    """Draw an upright line for what interrupts, a short one at the top for what goes on as planned."""
    canvas = plot.canvas
    canvas.setLineWidth(0.9)
    for mark in marks:
        if plot.first <= mark.on <= plot.last:
            quiet = mark.colour in QUIET_MARKS
            canvas.setStrokeColor(_colour(plot, mark.colour))
            canvas.setDash(1.2, 1.8)
            canvas.line(plot.x(mark.on), plot.top - 5 if quiet else plot.box[1], plot.x(mark.on), plot.top)
    canvas.setDash()


def draw_strips(plot: Plot, strips: Sequence[Strip], top: float) -> None:
    """Draw the strips under the chart, each below its name."""
    canvas, look = plot.canvas, plot.look
    for strip in strips:
        top -= look.small.leading
        draw(canvas, fitted(strip.name, look.small_bold, plot.box[2], 5), plot.box[0], top + 2.5)
        top -= STRIP_HEIGHT
        canvas.setFillColor(pale(look.line, 0.15))
        canvas.rect(plot.box[0], top, plot.box[2], STRIP_HEIGHT, stroke=0, fill=1)
        for piece in strip.pieces:
            across = plot.days(piece.first, piece.last)
            if across is not None:
                box = (across[0], top, max(across[1], 2.0), STRIP_HEIGHT)
                colour = _colour(plot, piece.colour)
                draw_patterned(canvas, box, colour, piece.pattern, solid_fill(look, colour))
        top -= 3


def draw_dates(plot: Plot, y: float) -> None:
    """Write full dates under the chart, as many as do not touch."""
    canvas, look = plot.canvas, plot.look
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.6)
    taken = plot.box[0] - 1000.0
    for on in _dated(plot):
        label = one_line(look.words.day(on), look.small)
        centre = min(max(plot.x(on), plot.box[0] + label.width / 2), plot.right - label.width / 2)
        if centre - label.width / 2 < taken + 6:
            continue
        canvas.line(plot.x(on), y, plot.x(on), y - 3)
        draw(canvas, label, centre, y - 4 - look.small.size, "centre")
        taken = centre + label.width / 2


def _dated(plot: Plot) -> list[date]:
    """Return the days to write: Mondays where a week or more lies between them."""
    room = one_line(plot.look.words.day(plot.first), plot.look.small).width + 12
    days = (plot.last - plot.first).days + 1
    step = next((step for step in _DAY_STEPS if step * plot.day_width >= room), days)
    start = plot.first if step < 7 else plot.first + timedelta(days=-plot.first.weekday() % 7)
    return [start + timedelta(days=at) for at in range(0, days, step) if start + timedelta(days=at) <= plot.last]
