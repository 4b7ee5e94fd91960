"""Any ``ChartContent`` as vectors that read in black and white: fixed scales, full dates, straight lines, no smoothing.

A chart is a block: heading, newest values, legend, signs of marked days, the chart, its strips, dates and notes.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.chart_legend import draw_legend, legend_leading, legend_rows
from footrehab_desktop.handouts.chart_parts import Box, ticks
from footrehab_desktop.handouts.chart_plot import (
    MOST_TICKS,
    QUIET_MARKS,
    STRIP_HEIGHT,
    Plot,
    draw_dates,
    draw_signs,
    draw_strips,
    draw_values,
    sign_leading,
    sign_of,
)
from footrehab_desktop.handouts.look import Look, smaller
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.rows import draw_rows, height_of, text_rows
from footrehab_desktop.handouts.text import one_line
from footrehab_desktop.library.chart import ChartContent, Mark

PLOT_HEIGHT = 104.0
HALF_HEIGHT = 82.0
TALLEST_PLOT = 125.0
_BETWEEN = 18.0
_NARROWEST = 190.0
_WIDE = frozenset({"pain"})  # the chart with most to read
_SIGN_ROWS = 2
# Parts of the usual height of a chart: what it gives for two to share a page, and what it needs to be read at all.
_LOW_SHARE, _LEAST_SHARE = 0.6, 0.4
_SMALLEST_PRINT = 0.4


def draw_charts(flow: Flow, charts: Iterable[ChartContent]) -> None:
    """Draw charts at the cursor, each whole on one page; neighbours that need no width stand side by side."""
    waiting: ChartContent | None = None
    whole = flow.column()
    halves = _halves(flow)
    for chart in charts:
        if halves is None or _is_wide(chart):
            _draw_row(flow, [(waiting, whole)] if waiting else [])
            _draw_row(flow, [(chart, whole)])
            waiting = None
        elif waiting is None:
            waiting = chart
        else:
            _draw_row(flow, list(zip((waiting, chart), halves, strict=True)))
            waiting = None
    _draw_row(flow, [(waiting, whole)] if waiting else [])


def _is_wide(chart: ChartContent) -> bool:
    return bool(chart.strips) or chart.code in _WIDE


def _halves(flow: Flow) -> tuple[Column, Column] | None:
    """Return two columns, None where the print is too large for them."""
    whole = flow.column()
    width = (whole.width - _BETWEEN) / 2
    if width < flow.look.grown(_NARROWEST):
        return None
    return Column(whole.x, width), Column(whole.x + width + _BETWEEN, width)


def _draw_row(flow: Flow, row: Sequence[tuple[ChartContent, Column]]) -> None:
    """Draw charts beside each other from the cursor down."""
    if not row:
        return
    half = len(row) > 1
    gap = flow.look.grown(10)
    blocks = [_fitting(chart, flow, column, half=half, gap=gap) for chart, column in row]
    flow.y -= gap
    flow.keep(max(block.height for block in blocks))
    top = flow.y
    ends = []
    for block in blocks:
        flow.y = top
        block.draw(flow)
        ends.append(flow.y)
    flow.y = min(ends)


def _fitting(chart: ChartContent, flow: Flow, column: Column, *, half: bool, gap: float) -> "_Block":
    """Return a chart that fits a page, and a little lower than usual if two then share one.

    Where its words alone fill the page, they are set smaller.
    """
    block = _Block(chart, flow.look, column, half=half)
    for allowed, least in ((flow.page_room / 2 - gap, _LOW_SHARE), (flow.page_room - gap, _LEAST_SHARE)):
        share = (block.plot - (block.height - allowed)) / block.plot if block.plot else 0.0
        if least <= share < 1:
            return _Block(chart, flow.look, column, half=half, share=share)
        if share >= 1:
            return block
    print_share = 1.0
    while block.height > flow.page_room - gap and print_share > _SMALLEST_PRINT:
        print_share *= 0.9
        block = _Block(chart, smaller(flow.look, print_share), column, half=half, share=_LEAST_SHARE)
    return block


class _Block:
    """A chart laid out in a column: heading, newest values, legend, body and notes."""

    def __init__(self, chart: ChartContent, look: Look, column: Column, *, half: bool, share: float = 1.0) -> None:
        self._chart, self._look, self._column = chart, look, column
        before = look.say("progress.before", words=chart.before) if chart.before else ""
        self._head = [
            *text_rows(f"{chart.title}, {chart.unit}" if chart.unit else chart.title, look.subheading, column),
            *text_rows(chart.latest, look.body_bold if half else look.lead_bold, column),
            *text_rows(before, look.small, column),
        ]
        notes = " ".join(filter(None, (chart.rescaled, chart.note)))
        self._foot = text_rows(notes, look.small, column, before=2)
        self._legend = legend_rows(chart, look, column.width)
        self._signs = _placed_signs(chart, look, column.width) if chart.has_scale else ()
        height = min(look.grown(HALF_HEIGHT if half else PLOT_HEIGHT), TALLEST_PLOT) if chart.has_scale else 0.0
        self.plot = height * share
        self._body = (
            _body_height(chart, look, self.plot, len(self._signs)) + len(self._legend) * legend_leading(look) + 6
        )

    @property
    def height(self) -> float:
        """Return the points that the block takes."""
        return height_of(self._head) + self._body + height_of(self._foot)

    def draw(self, flow: Flow) -> None:
        """Draw the block at the cursor."""
        draw_rows(flow, self._head)
        bottom = flow.y - self._body
        top = draw_legend(flow.canvas, self._legend, self._column.x, flow.y - 2, self._look)
        box = (self._column.x, bottom, self._column.width, top - bottom)
        _draw_body(flow.canvas, self._look, self._chart, box, self._signs)
        flow.y = bottom
        draw_rows(flow, self._foot)


def _body_height(chart: ChartContent, look: Look, plot: float, signs: int) -> float:
    values = plot + _names_height(chart, look) if chart.has_scale else 0.0
    return signs * sign_leading(look) + values + _strips_height(chart, look) + _dates_height(look)


def _names_height(chart: ChartContent, look: Look) -> float:
    """Return the room above the chart for the names of the phases."""
    return look.small.leading if chart.spans else 3.0


def _strips_height(chart: ChartContent, look: Look) -> float:
    return len(chart.strips) * (look.small.leading + STRIP_HEIGHT + 3)


def _dates_height(look: Look) -> float:
    return look.small.leading + 5


def _draw_body(canvas: Canvas, look: Look, chart: ChartContent, box: Box, signs: Sequence[Sequence[Mark]]) -> None:
    """Draw what lies under the legend; ``box`` holds signs, chart, strips and dates."""
    left, bottom, width, height = box
    scale, right = _scale_widths(chart, look)
    strips = _strips_height(chart, look)
    bottom += _dates_height(look)
    top = box[1] + height - len(signs) * sign_leading(look) - (_names_height(chart, look) if chart.has_scale else 0.0)
    plot = Plot(
        canvas,
        look,
        (left + scale, bottom + strips, width - scale - right, top - bottom - strips),
        chart.first,
        max(chart.last, chart.first + timedelta(days=1)),
        chart.low,
        chart.high,
    )
    canvas.saveState()
    if chart.has_scale:
        draw_values(plot, chart)
        draw_signs(plot, signs, _names_height(chart, look))
    draw_strips(plot, chart.strips, bottom + strips)
    draw_dates(plot, bottom)
    canvas.restoreState()


def _scale_widths(chart: ChartContent, look: Look) -> tuple[float, float]:
    """Return the room of the numbers beside the chart, left and right."""
    if not chart.has_scale:
        return 0.0, 0.0
    widths = [_widest(chart.low, chart.high, look)]
    widths.append(_widest(chart.right.low, chart.right.high, look) if chart.right else 2.0)
    return widths[0] + 7, widths[1] + 7 if chart.right else widths[1]


def _widest(low: float, high: float, look: Look) -> float:
    return max(one_line(look.words.number(tick), look.small).width for tick in ticks(low, high, MOST_TICKS))


def _placed_signs(chart: ChartContent, look: Look, width: float) -> tuple[tuple[Mark, ...], ...]:
    """Return the marks in rows in which no sign touches another; what fits in no row keeps its line in the chart.

    What interrupts comes before what goes on as planned.
    """
    scale, right = _scale_widths(chart, look)
    per_day = (width - scale - right) / ((chart.last - chart.first).days + 1)
    rows: list[list[Mark]] = []
    for mark in sorted(chart.marks, key=lambda mark: mark.colour in QUIET_MARKS):
        room = (sign_of(mark, look.small_bold).width + 3) / per_day
        free = next((row for row in rows if all(abs((mark.on - other.on).days) >= room for other in row)), None)
        if free is not None:
            free.append(mark)
        elif len(rows) < _SIGN_ROWS:
            rows.append([mark])
    return tuple(map(tuple, rows))
