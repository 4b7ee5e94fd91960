"""Lines of text as rows that flow down a page and over to the next, one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.text import Line, Style, draw, draw_in_column, lay_out, one_line

# Rows that fill a page to the last point still fit.
_ROUNDING = 0.01
_WIDEST_LABEL = 0.8  # of the column


@dataclass(frozen=True, slots=True)
class Row:
    """One line in a column of ``width`` at ``x``, ``before`` points below the row above;

    ``label`` is its number, bullet or word; ``bar_x`` is where a heavy bar runs beside it, over all rows that have one.
    """

    line: Line
    x: float
    width: float
    before: float = 0.0
    label: Line | None = None
    label_x: float = 0.0
    bar_x: float | None = None

    @property
    def height(self) -> float:
        """Points the row takes."""
        return self.before + self.line.style.leading


def text_rows(text: str, style: Style, column: Column, before: float = 0.0) -> list[Row]:
    """Return the rows of a paragraph; no rows for an empty text."""
    if not text.strip():
        return []
    return _rows(lay_out(text, style, column.width), column, before)


def labelled_rows(label: str, text: str, styles: tuple[Style, Style], column: Column, before: float = 0.0) -> list[Row]:
    """Return the rows of a paragraph that begins with a label in the first of the two styles.

    A label that leaves no room beside it stands above.
    """
    if not text.strip():
        return []
    head = one_line(label, styles[0])
    if head.width > _WIDEST_LABEL * column.width:
        return [*text_rows(label, styles[0], column, before), *text_rows(text, styles[1], column)]
    first, *others = _rows(lay_out(text, styles[1], column.width, head.width + 4), column, before)
    return [replace(first, label=head, label_x=column.x), *others]


def listed_rows(texts: Sequence[str], marks: Sequence[str], style: Style, column: Column) -> list[Row]:
    """Return the rows of a list; each text hangs behind its mark (a bullet or a number)."""
    heads = [one_line(mark, style) for mark in marks]
    hang = max((head.width for head in heads), default=0.0) + 5
    inner = Column(column.x + hang, column.width - hang)
    rows: list[Row] = []
    for head, text in zip(heads, texts, strict=True):
        first, *others = _rows(lay_out(text, style, inner.width), inner, 1.5)
        rows += [replace(first, label=head, label_x=column.x), *others]
    return rows


def _rows(lines: list[Line], column: Column, before: float) -> list[Row]:
    return [Row(line, column.x, column.width, 0.0 if index else before) for index, line in enumerate(lines)]


def height_of(rows: Iterable[Row]) -> float:
    """Return the points that the rows take one below the other."""
    return sum(row.height for row in rows)


def draw_rows(flow: Flow, rows: Iterable[Row]) -> None:
    """Draw the rows from the cursor down, going on to further pages as needed; the last two stay together."""
    rows = list(rows)
    for index, row in enumerate(rows):
        last_two = height_of(rows[index:]) if index == len(rows) - 2 else 0.0
        if flow.room < max(row.height, last_two) - _ROUNDING and flow.room < flow.page_room:
            flow.new_page()
        flow.y -= row.height
        style = row.line.style
        baseline = flow.y + (style.leading - style.size) / 2 + style.size * 0.21
        _draw_row(flow, row, baseline)


def _draw_row(flow: Flow, row: Row, baseline: float) -> None:
    look, canvas = flow.look, flow.canvas
    if row.label:
        draw(canvas, row.label, look.start(row.label_x, row.label.width), baseline)
    x = look.start(row.x, row.width)
    draw_in_column(canvas, row.line, x, baseline, row.width, from_right=look.right_to_left)
    if row.bar_x is not None:
        canvas.setFillColor(look.ink)
        canvas.rect(look.start(row.bar_x, 3.2), flow.y, 3.2, row.height, stroke=0, fill=1)
