"""The list of the day: who waits for what, with a box to tick; one page for twenty-five patients."""

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.content_clinician import DayLine, DayList
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, draw_in_column, lay_out

_BOX = 8.0
_GAP = 7.0
_PADDING = 2.0
# Parts of the width behind the box: patient and where they stand, injury, what is due.
_SHARES = (0.26, 0.21, 0.53)


def draw_day_list(sheet: DayList, look: Look) -> tuple[bytes, int]:
    """Draw the list; return the PDF and its number of pages."""
    title = look.say("day_list.title", day=look.day(sheet.printed_on))
    flow = begin(Furniture(title, sheet.clinic, sheet.printed_on), look)
    draw_rows(flow, text_rows(title, look.title, flow.column()))
    draw_rows(flow, text_rows(look.say("day_list.lead", count=len(sheet.lines)), look.small, flow.column(), 1))
    flow.y -= 4
    _draw_line(flow, 1.0)
    for line in sheet.lines:
        _draw_row(flow, line)
    return flow.close()


def _draw_row(flow: Flow, line: DayLine) -> None:
    look = flow.look
    strong, plain = look.style(look.body_bold, 7.6, 1.18), look.style(look.small, 7.4, 1.18)
    born = look.say("day_list.born", day=look.day(line.born))
    cells = (
        ((line.name, strong), (f"{born} \N{MIDDLE DOT} {line.standing}", plain)),
        ((line.injury, plain),),
        ((line.due[0] if line.due else "", strong), ("; ".join(line.due[1:]), plain)),
    )
    widths = [share * (flow.right - flow.left - _BOX - _GAP) - _GAP for share in _SHARES]
    columns = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(sum(laid.style.leading for laid in column) for column in columns) + 2 * _PADDING
    flow.keep(height)
    _draw_box(flow.canvas, look.start(flow.left, _BOX), flow.y - _PADDING - _BOX, look)
    x = flow.left + _BOX + _GAP
    for column, width in zip(columns, widths, strict=True):
        y = flow.y - _PADDING
        for laid in column:
            y -= laid.style.leading
            baseline = y + laid.style.leading * 0.28
            draw_in_column(flow.canvas, laid, look.start(x, width), baseline, width, from_right=look.right_to_left)
        x += width + _GAP
    flow.y -= height
    _draw_line(flow, 0.4)


def _lines(cell: tuple[tuple[str, Style], ...], width: float) -> list[Line]:
    return [line for text, style in cell if text for line in lay_out(text, style, width)]


def _draw_box(canvas: Canvas, x: float, y: float, look: Look) -> None:
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, _BOX, _BOX)


def _draw_line(flow: Flow, thickness: float) -> None:
    flow.canvas.setStrokeColor(flow.look.line if thickness < 1 else flow.look.ink)
    flow.canvas.setLineWidth(thickness)
    flow.canvas.line(flow.left, flow.y, flow.right, flow.y)
