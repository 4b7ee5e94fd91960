"""Blocks of cells: copied as the day before, and to and from a spreadsheet as tab-separated text."""

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui.presenters.diary import WeekSheet
from footrehab_desktop.ui.presenters.diary_lines import Place, Row


class Block(NamedTuple):
    """Marked cells: lines from top to bottom and the numbers of neighbouring days."""

    rows: tuple[Row, ...]
    columns: tuple[int, ...]


class Pasted(NamedTuple):
    """What became of a paste: cells typed, how many of them are refused, and how many lay outside the week."""

    cells: int
    refused: int
    outside: int


def block_text(sheet: WeekSheet, block: Block) -> str:
    """Return a block as a spreadsheet takes it: lines end with a line break, cells are parted by tabs."""
    written = io.StringIO()
    writer = csv.writer(written, "excel-tab", lineterminator="\n")
    writer.writerows([sheet.shown(Place(row, column)).text for column in block.columns] for row in block.rows)
    return written.getvalue()


def paste(sheet: WeekSheet, block: Block, rows: Sequence[Row], text: str) -> Pasted:
    """Type a copied block, its corner in the corner of ``block``; one copied cell fills the whole block.

    ``rows`` are all lines that are shown. A cell that cannot be taken stays with its reason. Raises ``FieldError`` when
    the text is no block of cells.
    """
    try:
        grid = list(csv.reader(io.StringIO(text, newline=None), "excel-tab"))
    except csv.Error:
        raise FieldError("paste", "What was copied is no block of cells. Copy it from the spreadsheet again.") from None
    if len(grid) == 1 and len(grid[0]) == 1:
        cells = {Place(row, column): grid[0][0] for row in block.rows for column in block.columns}
        outside = 0
    else:
        first_row, first_column = rows.index(block.rows[0]), block.columns[0]
        given = {(r, c): typed for r, line in enumerate(grid) for c, typed in enumerate(line)}
        cells = {
            Place(rows[first_row + r], first_column + c): typed
            for (r, c), typed in given.items()
            if first_row + r < len(rows) and first_column + c < len(sheet.dates)
        }
        outside = len(given) - len(cells)
    sheet.enter_all(cells.items())
    return Pasted(len(cells), sum(1 for place in cells if sheet.reason(place)), outside)


def as_the_day_before(sheet: WeekSheet, block: Block) -> None:
    """Fill a block: of one day with the day before it, of several days with the first of them."""
    first, *others = block.columns
    if others:
        texts = {row: sheet.shown(Place(row, first)).text for row in block.rows}
    else:
        texts, others = {row: sheet.shown_day_before(Place(row, first)) for row in block.rows}, [first]
    sheet.enter_all([(Place(row, column), texts[row]) for column in others for row in block.rows])


def clear(sheet: WeekSheet, block: Block) -> None:
    """Empty every cell of a block."""
    sheet.enter_all([(Place(row, column), "") for row in block.rows for column in block.columns])
