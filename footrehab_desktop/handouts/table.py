"""A table that flows over pages: cells wrap, rows split between lines, the head is repeated on each page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from footrehab_desktop.handouts.page import Flow
from footrehab_desktop.handouts.text import Style, draw_in_column, lay_out, one_line

_PADDING = 3.0


def draw_table(flow: Flow, head: Sequence[str], shares: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
    """Draw the table between the margins; ``shares`` are the columns' parts of the width and add up to 1."""
    flow.keep(4 * flow.look.body.leading)
    _draw_head(flow, head, shares)
    for row in rows:
        _draw_row(flow, head, row, shares)


def _draw_head(flow: Flow, head: Sequence[str], shares: Sequence[float]) -> None:
    """Draw the head; its words are never broken, but set smaller where a column is narrow."""
    style, whole = flow.look.small_bold, flow.column().width
    tight = (
        (share * whole - 8) / max(0.1, one_line(word, style).width)
        for cell, share in zip(head, shares, strict=True)
        for word in cell.split()
    )
    shrunk = min((1.0, *tight)) * 0.999
    _draw_cells(flow, head, shares, replace(style, size=style.size * shrunk))
    _draw_line(flow, 1.0)


def _draw_row(flow: Flow, head: Sequence[str], row: Sequence[str], shares: Sequence[float]) -> None:
    if flow.room < flow.look.body.leading + 2 * _PADDING:
        flow.new_page()
        _draw_head(flow, head, shares)
    flow.y -= _PADDING
    _draw_cells(flow, row, shares, flow.look.body)
    flow.y -= _PADDING
    _draw_line(flow, 0.4)


def _draw_cells(flow: Flow, cells: Sequence[str], shares: Sequence[float], style: Style) -> None:
    whole = flow.column().width
    columns = [lay_out(cell, style, share * whole - 8) for cell, share in zip(cells, shares, strict=True)]
    for lines in zip_longest(*columns):
        if flow.room < style.leading:
            flow.new_page()
        flow.y -= style.leading
        x = flow.left
        for line, share in zip(lines, shares, strict=True):
            if line:
                place = flow.look.start(x, share * whole - 8)
                baseline = flow.y + style.leading * 0.28
                backwards = flow.look.right_to_left
                draw_in_column(flow.canvas, line, place, baseline, share * whole - 8, from_right=backwards)
            x += share * whole


def _draw_line(flow: Flow, thickness: float) -> None:
    flow.canvas.setStrokeColor(flow.look.ink)
    flow.canvas.setLineWidth(thickness)
    flow.canvas.line(flow.left, flow.y, flow.right, flow.y)
