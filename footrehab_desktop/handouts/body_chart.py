"""The foot body chart on a page: both feet in their views, drawn as lines, with marks that read without colour too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.content import Side
from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.text import Line, draw, fitted, one_line
from footrehab_desktop.library.body_chart import (
    COLOURS,
    FOOT_SIDES,
    VIEWS,
    BodyChart,
    ChartMark,
    FootSide,
    FootView,
    body_chart,
)
from footrehab_desktop.library.body_chart_art import NO_KIND, PALE, foot_shapes, marked_areas, swatch_shapes
from footrehab_desktop.library.drawing import Box

# The screen's light colours, for the same kinds of pain; two are those of the sheet.
_KIND_COLOURS: Mapping[str, Color] = {
    "deload": HexColor("#5B4B8A"),
    "regress": HexColor("#9A3B00"),
    "hold": HexColor("#7A5200"),
    "pause": HexColor("#A3195B"),
    "progress": HexColor("#1E6B35"),
}
_PALE_SHARE = 0.14
_UPRIGHT = ("plantar", "dorsal", "heel")
_FOOT_GAP, _VIEW_GAP, _ROW_GAP = 8.0, 18.0, 8.0
_HEAD = 25.0
# Points: two lines of words have room over the feet, however large the print.
_SMALLEST_WORDS, _LARGEST_WORDS = 5.0, 11.0
_SWATCH, _LEGEND_GAP, _LEGEND_LEADING = 11.0, 14.0, 16.0
_LARGEST_SCALE = 1.0
_DISC, _SMALLEST_DISC = 4.6, 4.2


@dataclass(frozen=True, slots=True)
class _Row:
    """Views beside each other, and how many points a unit of the drawing takes."""

    views: tuple[str, ...]
    scale: float
    height: float


def chart_colours(look: Look) -> dict[str, Color]:
    """Return the print's colour for every role of the chart's drawings; in black and white patterns alone speak."""
    black_and_white = look.options.colours != "colour"
    kinds = {**_KIND_COLOURS, "refer": look.stop, "accent": look.accent}
    colours = {
        "paper": white,
        "ink": look.ink,
        "soft": look.soft,
        "faint": _paler(look.line, 0.6),
        "region": _paler(look.line, 0.4),
        NO_KIND: look.ink,
        NO_KIND + PALE: _paler(look.ink, _PALE_SHARE),
    }
    for role in COLOURS:
        own = look.ink if black_and_white else kinds[role]
        colours |= {role: own, role + PALE: white if black_and_white else _paler(own, _PALE_SHARE)}
    return colours


def feet_height(width: float, views: Sequence[str] = VIEWS, share: float = 1.0) -> float:
    """Return how many points high the feet are in a column of ``width`` points, without the legend.

    ``share`` is how large the feet are, of the largest they can be; what is written over them keeps its size.
    """
    rows = _rows(width, views)
    return _rows_height(replace(row, height=row.height * share) for row in rows)


def legend_height(width: float, marks: Iterable[ChartMark], look: Look) -> float:
    """Return how many points high the legend of the marks is in a column of ``width`` points."""
    return (_legend_places(width, tuple(marks), look)[-1][3] + 1) * look.grown(_LEGEND_LEADING)


def draw_body_chart(
    canvas: Canvas,
    marks: Iterable[ChartMark],
    box: Box,
    *,
    look: Look,
    involved: Side | None = None,
    views: Sequence[str] = VIEWS,
) -> float:
    """Draw the chart into ``box`` (page points, y up, ``top`` above ``bottom``), smaller where it is low.

    The patient's left is at the left in each view. Returns the lowest y that was drawn on.
    """
    shown = tuple(marks)
    feet = Box(box.left, box.top, box.right, box.bottom + legend_height(box.width, shown, look))
    y = draw_feet(canvas, shown, feet, look=look, involved=involved, views=views)
    return draw_legend(canvas, shown, Box(box.left, y, box.right, box.bottom), look=look)


def draw_feet(
    canvas: Canvas,
    marks: Iterable[ChartMark],
    box: Box,
    *,
    look: Look,
    involved: Side | None = None,
    views: Sequence[str] = VIEWS,
) -> float:
    """Draw the chart without its legend, so that charts of several days can share one; return the y beneath it."""
    shown = tuple(marks)
    height = box.top - box.bottom
    rows = _rows(box.width, views)
    if _rows_height(rows) > height:
        heads = len(rows) * (_HEAD + _ROW_GAP)
        share = (height - heads) / (_rows_height(rows) - heads)
        rows = [replace(row, scale=row.scale * share, height=row.height * share) for row in rows]
    colours = chart_colours(look)
    y = box.top
    for row in rows:
        _draw_row(canvas, row, shown, (box.left, y, box.width), (look, colours), involved)
        y -= _HEAD + row.height + _ROW_GAP
    return y


def _rows(width: float, views: Sequence[str]) -> list[_Row]:
    """Return the upright views in one row and the lying ones in another, each as large as the width allows."""
    chart = body_chart()
    rows = []
    for codes in ([v for v in views if v in _UPRIGHT], [v for v in views if v not in _UPRIGHT]):
        if codes:
            wide = sum(2 * chart.view(code, "right").width for code in codes)
            room = width - (2 * len(codes) - 1) * _FOOT_GAP - (len(codes) - 1) * _VIEW_GAP
            scale = min(room / wide, _LARGEST_SCALE)
            rows.append(_Row(tuple(codes), scale, scale * max(chart.view(code, "right").height for code in codes)))
    return rows


def _rows_height(rows: Iterable[_Row]) -> float:
    return sum(_HEAD + row.height + _ROW_GAP for row in rows)


def _draw_row(
    canvas: Canvas,
    row: _Row,
    marks: tuple[ChartMark, ...],
    place: tuple[float, float, float],
    colouring: tuple[Look, Mapping[str, Color]],
    involved: Side | None,
) -> None:
    chart = body_chart()
    x, top, width = place
    look = colouring[0]
    used = sum(2 * (chart.view(code, "right").width * row.scale + _FOOT_GAP) for code in row.views) - _FOOT_GAP
    gap = min((width - used) / max(len(row.views) - 1, 1), 3 * _VIEW_GAP) if len(row.views) > 1 else 0
    for code in row.views:
        wide = 2 * (chart.view(code, "right").width * row.scale + _FOOT_GAP)
        # Words over narrow feet may reach beyond them, but not beyond the chart.
        room = min(wide + gap, width) - 4 if code != row.views[-1] else width
        style = replace(look.small, size=min(look.small.size, _LARGEST_WORDS))
        title = fitted(chart.view(code, "right").title, style, room, _SMALLEST_WORDS)
        draw(canvas, title, min(x, place[0] + width - title.width), top - title.style.size)
        for side in FOOT_SIDES:
            view = chart.view(code, side)
            own = [mark for mark in marks if mark.side == side]
            _draw_foot(canvas, chart, view, own, (x, top - _HEAD, row.scale), colouring)
            room = view.width * row.scale + _FOOT_GAP - 2
            head = _side_line(look, side, room, is_involved=involved in (side, "both"))
            left = min(x + (view.width * row.scale - head.width) / 2, place[0] + width - head.width)
            draw(canvas, head, max(place[0], left), top - _HEAD + 4)
            x += view.width * row.scale + _FOOT_GAP
        x += gap


def _side_line(look: Look, side: FootSide, width: float, *, is_involved: bool) -> Line:
    """Return whose foot it is on one line: in full, or the side alone over small feet. It is never cut off."""
    mark = " ●" if is_involved else ""
    smallest = replace(look.small_bold, size=_SMALLEST_WORDS)
    # Both feet of a view are named alike.
    in_full = all(one_line(look.say(f"chart.{each}") + " ●", smallest).width <= width for each in FOOT_SIDES)
    words = look.say(f"chart.{side}" if in_full else f"measure.{side}") + mark
    tight = min(_SMALLEST_WORDS, _SMALLEST_WORDS * width / one_line(words, smallest).width)
    style = replace(look.small_bold, size=min(look.small_bold.size, _LARGEST_WORDS))
    return fitted(words, style, width, tight)


def _draw_foot(
    canvas: Canvas,
    chart: BodyChart,
    view: FootView,
    marks: list[ChartMark],
    place: tuple[float, float, float],
    colouring: tuple[Look, Mapping[str, Color]],
) -> None:
    left, top, scale = place
    look, colours = colouring
    shapes = foot_shapes(view, marked_areas(chart, view, marks), regions=False)
    draw_shapes(canvas, shapes, colours, left=left, top=top, scale=scale)
    for mark in marks:
        if mark.region in view.areas:
            middle = view.areas[mark.region].centre
            _draw_signs(canvas, look, mark, left + middle.x * scale, top - middle.y * scale, scale)


def _draw_signs(canvas: Canvas, look: Look, mark: ChartMark, x: float, y: float, scale: float) -> None:
    """Draw the NPRS in a disc and tenderness as a cross, at least as large as can be read."""
    radius = max(_DISC * scale, _SMALLEST_DISC)
    canvas.saveState()
    canvas.setStrokeColor(look.ink)
    canvas.setFillColor(white)
    if mark.pain is not None:
        canvas.setLineWidth(0.7)
        canvas.circle(x, y, radius, stroke=1, fill=1)
        style = replace(look.small_bold, size=radius * 1.35)
        draw(canvas, one_line(str(mark.pain), style), x, y - style.size * 0.36, "centre")
    if mark.tender:
        shift = radius * 1.2 if mark.pain is not None else 0
        _draw_cross(canvas, look, x + shift, y + shift, radius * 0.5)
    canvas.restoreState()


def _draw_cross(canvas: Canvas, look: Look, x: float, y: float, reach: float) -> None:
    canvas.setLineCap(1)
    for width, colour in ((2.6, white), (1.3, look.ink)):
        canvas.setLineWidth(width)
        canvas.setStrokeColor(colour)
        canvas.line(x - reach, y - reach, x + reach, y + reach)
        canvas.line(x - reach, y + reach, x + reach, y - reach)


def _legend(marks: tuple[ChartMark, ...], look: Look) -> list[tuple[str, str]]:
    """Return what the legend explains: (kind code or sign, words)."""
    involved = ("", look.say("chart.involved"))
    if not marks:
        return [("", look.say("chart.nothing")), involved]
    chart = body_chart()
    used = {mark.kind for mark in marks}
    entries = [(kind.code, kind.label) for kind in chart.kinds if kind.code in used]
    if any(mark.pain is not None for mark in marks):
        entries.append(("pain", look.say("chart.pain")))
    if any(mark.tender for mark in marks):
        entries.append(("tender", look.say("chart.tender")))
    return [*entries, involved]


def _legend_places(width: float, marks: tuple[ChartMark, ...], look: Look) -> list[tuple[str, Line, float, int]]:
    """Return each entry with its left end and its line, broken to the width."""
    placed = []
    x, row = 0.0, 0
    for code, words in _legend(marks, look):
        line = one_line(words, look.small)
        wide = line.width + (_SWATCH + 4 if code else 0)
        if x and x + wide > width:
            x, row = 0.0, row + 1
        placed.append((code, line, x, row))
        x += wide + _LEGEND_GAP
    return placed


def draw_legend(canvas: Canvas, marks: Iterable[ChartMark], box: Box, *, look: Look) -> float:
    """Explain what the marks use, from the top of ``box`` down; return the lowest y that was drawn on."""
    chart = body_chart()
    colours = chart_colours(look)
    lowest = box.top
    for code, line, x, row in _legend_places(box.width, tuple(marks), look):
        left, baseline = box.left + x, box.top - row * look.grown(_LEGEND_LEADING) - 9
        middle = baseline + 3
        if code == "tender":
            _draw_cross(canvas, look, left + _SWATCH / 2, middle, 2.6)
        elif code == "pain":
            _draw_signs(canvas, look, ChartMark("", "left", pain=5), left + _SWATCH / 2, middle, 1)
        elif code:
            shapes = swatch_shapes(Box(0, 0, _SWATCH, _SWATCH), chart.kind(code))
            draw_shapes(canvas, shapes, colours, left=left, top=middle + _SWATCH / 2, scale=1)
        draw(canvas, line, left + (_SWATCH + 4 if code else 0), baseline)
        lowest = baseline - 4
    return lowest


def _paler(colour: Color, share: float) -> Color:
    """Return the opaque colour that a share of ``colour`` gives on white paper."""
    return Color(*(1 - share * (1 - part) for part in (colour.red, colour.green, colour.blue)))
