"""Two assessments on one page if they fit, at most two: real changes first, and what did not change ever shorter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.body_chart import body_chart_height, draw_body_chart
from footrehab_desktop.handouts.content import ChangeCell, ChangeLine, ComparisonSheet, Paper, Side
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.phrases import say
from footrehab_desktop.handouts.rows import draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, draw, draw_in_column, lay_out, one_line
from footrehab_desktop.library.body_chart import body_chart
from footrehab_desktop.library.body_chart_art import covering_views
from footrehab_desktop.library.drawing import Box

_MOST_PAGES = 2
_CELL = Style("regular", 8.5, 11, look.INK)
_STRONG = Style("bold", 8.5, 11, look.INK)
_TITLE = replace(look.TITLE, size=16, leading=20)
_DETAIL = Style("regular", 7.5, 9.5, look.SOFT)
_DAY = Style("regular", 7.5, 11, look.SOFT)
_PADDING = 2.0
_GAP = 6.0
# Parts of the width: what, then before, after and change of the left and of the right side.
_SHARES = (0.22, 0.105, 0.105, 0.18, 0.105, 0.105, 0.18)
# An answer without side: what, before, after, change.
_WHOLE = (0.34, 0.2, 0.2, 0.26)
_LAST_LINE = 16.0
# Points that a heading takes with the head of its table and its first rows.
_LEAST_ROOM = 100.0
# Points: the least height that charts are drawn in, and what lies between them.
_LEAST_CHART, _CHART_GAP = 120.0, 24.0


@dataclass(frozen=True, slots=True)
class _Cells:
    """One printed row: texts with their styles and the shares of their columns."""

    texts: tuple[tuple[str, Style], ...]
    shares: tuple[float, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How closely the sheet is set: the greatest height of its charts, and which parts stand there in full."""

    chart_height: float
    rest_in_table: bool = False
    same_listed: bool = False
    one_day_listed: bool = False
    real_in_table: bool = True


# From roomy to close. What changed really loses its table last, and its words never.
_SETTINGS = (
    _Setting(240, rest_in_table=True, same_listed=True, one_day_listed=True),
    _Setting(210, same_listed=True, one_day_listed=True),
    _Setting(180, one_day_listed=True),
    _Setting(150),
    _Setting(_LEAST_CHART),
    _Setting(_LEAST_CHART, real_in_table=False),
)


def draw_comparison_sheet(sheet: ComparisonSheet, paper: Paper) -> tuple[bytes, int]:
    """Draw the sheet as roomy as one page allows, else as two do; return the PDF and its number of pages."""
    drawn = []
    for setting in _SETTINGS:
        pdf, pages, left_out = _drawn(sheet, paper, setting)
        if pages == 1:
            return pdf, pages
        drawn.append((pdf, pages, left_out))
    pdf, pages, _left_out = next((each for each in drawn if not each[2]), drawn[-1])
    return pdf, pages


def _drawn(sheet: ComparisonSheet, paper: Paper, setting: _Setting) -> tuple[bytes, int, int]:
    """Return the PDF, its number of pages, and how many answers found no place."""
    title = say("comparison.title")
    flow = begin(Furniture(title, sheet.clinic, sheet.printed_on, sheet.person, sheet.condition, sheet.side), paper)
    column = flow.column()
    draw_rows(flow, text_rows(title, _TITLE, column))
    draw_rows(flow, text_rows(f"{sheet.before}  →  {sheet.after}", look.LEAD_BOLD, column))
    draw_rows(flow, text_rows(say("comparison.legend"), look.SMALL, column, 2))
    for phrase, findings in (("comparison.appeared", sheet.appeared), ("comparison.gone", sheet.gone)):
        if findings:
            draw_rows(flow, listed_rows((say(phrase, findings=", ".join(findings)),), "•", look.BODY, column))
    table = _Table(flow, sheet)
    _draw_real(table, sheet, setting)
    if sheet.measures:
        table.draw(say("comparison.measures"), sheet.measures)
    if sheet.gate:
        table.draw(say("comparison.gate"), sheet.gate)
    _draw_charts(flow, sheet, table, setting.chart_height)
    _draw_rest(table, sheet, setting)
    if table.left_out:
        draw_rows(flow, text_rows(say("comparison.more", count=table.left_out), look.SMALL, column, 3))
    return (*flow.close(), table.left_out)


def _draw_real(table: "_Table", sheet: ComparisonSheet, setting: _Setting) -> None:
    """Draw what changed by more than error, or say that nothing did."""
    if sheet.real and setting.real_in_table:
        table.draw(say("comparison.real"), sheet.real)
    elif sheet.real:
        table.draw_list(say("comparison.real_listed"), [_phrase(line) for line in sheet.real])
    elif not any(line.whole is not None and line.whole.real for line in sheet.measures):
        table.draw_text(say("comparison.no_real"), look.BODY_BOLD)


def _draw_rest(table: "_Table", sheet: ComparisonSheet, setting: _Setting) -> None:
    """Draw what did not change beyond error: as table, as paragraphs, or counted."""
    if sheet.rest and setting.rest_in_table:
        table.draw(say("comparison.rest"), sheet.rest)
    else:
        table.draw_list(say("comparison.rest_listed"), [_phrase(line) for line in sheet.rest])
    counted = []
    if setting.one_day_listed:
        table.draw_list(say("comparison.one_day"), sheet.one_day)
    elif sheet.one_day:
        counted.append(say("comparison.one_day_counted", count=len(sheet.one_day)))
    if setting.same_listed:
        table.draw_list(say("comparison.same"), sheet.same)
    elif sheet.same:
        counted.insert(0, say("comparison.same_counted", count=sheet.same_count))
    if counted:
        table.draw_text(say("comparison.elsewhere", counted="; ".join(counted)), _CELL)


def _draw_charts(flow: Flow, sheet: ComparisonSheet, table: "_Table", most: float) -> None:
    """Draw the body charts of both days side by side, the same views of both; nothing where there is no room."""
    if not any(sheet.charts):
        return
    views = covering_views(body_chart(), [mark for marks in sheet.charts for mark in marks])
    half = (flow.column().width - _CHART_GAP) / 2
    height = min(most, max(body_chart_height(half, marks, views) for marks in sheet.charts))
    heads = 10 + look.HEADING.leading + look.BODY_BOLD.leading + _LAST_LINE
    if flow.room < heads + height:
        table.next_page()
    if flow.room < heads + min(height, _LEAST_CHART):
        table.draw_list(say("comparison.marks"), sheet.marks)
        return
    flow.y -= 10
    draw_rows(flow, text_rows(say("comparison.charts"), look.HEADING, flow.column()))
    heading = flow.y - look.BODY_BOLD.leading
    bottom = max(flow.furniture.bottom + _LAST_LINE, heading - height)
    lowest = heading
    for place, (words, marks) in enumerate(zip((sheet.before, sheet.after), sheet.charts, strict=True)):
        left = flow.left + place * (half + _CHART_GAP)
        draw(flow.canvas, one_line(words, look.BODY_BOLD), left, heading + 4)
        box = Box(left, heading, left + half, bottom)
        lowest = min(lowest, draw_body_chart(flow.canvas, marks, box, involved=sheet.side, views=views))
    flow.y = lowest
    table.draw_list(say("comparison.marks"), sheet.marks)


class _Table:
    """Draws lines down the page, with the head repeated on the second; what does not fit there is counted."""

    def __init__(self, flow: Flow, sheet: ComparisonSheet) -> None:
        self._flow = flow
        self._dates = (sheet.before_short, sheet.after_short)
        self._involved = sheet.side
        self._pages = 1
        self.left_out = 0

    def draw(self, heading: str, lines: Sequence[ChangeLine]) -> None:
        """Draw the lines under a heading."""
        if self._flow.room < _LEAST_ROOM:
            self.next_page()
        if self.left_out or self._flow.room < _LEAST_ROOM:
            self.left_out += len(lines)
            return
        self._flow.y -= 10
        draw_rows(self._flow, text_rows(heading, look.HEADING, self._flow.column()))
        whole = [line for line in lines if line.whole is not None]
        sided = [line for line in lines if line.whole is None]
        for part in (whole, sided) if lines[0].whole is not None else (sided, whole):
            self._draw_lines(part)

    def _draw_lines(self, lines: Sequence[ChangeLine]) -> None:
        """Draw lines of one kind, with sides or without."""
        head = True
        for number, line in enumerate(lines):
            cells = _cells(line)
            if self._flow.room < self._height(cells) + _LAST_LINE + head * 3 * _CELL.leading:
                if self._pages == _MOST_PAGES:
                    self.left_out += len(lines) - number
                    return
                self.next_page()
                head = True
            if head:
                self._draw_head(line.whole is None)
                head = False
            self._draw_row(cells)

    def draw_list(self, heading: str, phrases: Sequence[str]) -> None:
        """Draw phrases as one paragraph; those beyond the last page are counted."""
        if not phrases or self.left_out:
            self.left_out += len(phrases)
            return
        column = self._flow.column()
        rows = labelled_rows(heading, "; ".join(phrases), (_STRONG, _CELL), column, 6)
        if self._flow.room < height_of(rows) + _LAST_LINE and self._pages < _MOST_PAGES:
            self.next_page()
        shown = len(phrases)
        while shown and self._flow.room < height_of(rows) + _LAST_LINE:
            shown -= 1
            rows = labelled_rows(heading, "; ".join(phrases[:shown]), (_STRONG, _CELL), column, 6)
        draw_rows(self._flow, rows)
        self.left_out += len(phrases) - shown

    def draw_text(self, text: str, style: Style) -> None:
        """Draw a sentence of its own; the last line of a page is always free for it."""
        rows = text_rows(text, style, self._flow.column(), 6)
        if self._flow.room < height_of(rows):
            self.next_page()
        draw_rows(self._flow, rows)

    def next_page(self) -> None:
        """Go on at the top of the second page, if there is one left."""
        if self._pages == _MOST_PAGES:
            return
        self._flow.new_page()
        self._pages += 1

    def _draw_head(self, sided: bool) -> None:
        """Write the sides over their three columns, the dates beneath, and a heavy line."""
        self._flow.y -= 4
        days = (*((text, _DAY) for text in self._dates), (say("comparison.change"), _DAY))
        what = (say("comparison.what"), _DAY)
        if sided:
            sides = ((self._side_words("left"), _STRONG), (self._side_words("right"), _STRONG))
            self._draw_texts((("", _STRONG), *sides), (_SHARES[0], sum(_SHARES[1:4]), sum(_SHARES[4:])))
            self._draw_texts((what, *days, *days), _SHARES)
        else:
            self._draw_texts((what, *days), _WHOLE)
        self._line(1.0)

    def _side_words(self, side: Side) -> str:
        words = say(f"comparison.{side}")
        return f"{words} ({say('comparison.involved')})" if self._involved in (side, "both") else words

    def _height(self, cells: _Cells) -> float:
        rows = max(len(lines) for lines in self._laid_out(cells.texts, cells.shares))
        detail = len(self._detail_lines(cells)) * _DETAIL.leading
        return rows * _CELL.leading + detail + 2 * _PADDING

    def _draw_row(self, cells: _Cells) -> None:
        self._flow.y -= _PADDING
        self._draw_texts(cells.texts, cells.shares)
        x = self._flow.left + cells.shares[0] * self._flow.column().width
        for line in self._detail_lines(cells):
            self._flow.y -= _DETAIL.leading
            draw_in_column(self._flow.canvas, line, x, self._flow.y + 2.4, self._detail_width(cells))
        self._flow.y -= _PADDING
        self._line(0.3)

    def _detail_width(self, cells: _Cells) -> float:
        return (1 - cells.shares[0]) * self._flow.column().width

    def _detail_lines(self, cells: _Cells) -> list[Line]:
        return lay_out(cells.detail, _DETAIL, self._detail_width(cells)) if cells.detail else []

    def _laid_out(self, texts: Iterable[tuple[str, Style]], shares: Sequence[float]) -> list[list[Line]]:
        whole = self._flow.column().width
        return [lay_out(text, style, share * whole - _GAP) for (text, style), share in zip(texts, shares, strict=True)]

    def _draw_texts(self, texts: Iterable[tuple[str, Style]], shares: Sequence[float]) -> None:
        whole = self._flow.column().width
        for lines in zip_longest(*self._laid_out(texts, shares)):
            self._flow.y -= _CELL.leading
            x = self._flow.left
            for line, share in zip(lines, shares, strict=True):
                if line:
                    draw_in_column(self._flow.canvas, line, x, self._flow.y + 3, share * whole - _GAP)
                x += share * whole

    def _line(self, thickness: float) -> None:
        self._flow.canvas.setStrokeColor(look.INK if thickness >= 1 else look.LINE)
        self._flow.canvas.setLineWidth(thickness)
        self._flow.canvas.line(self._flow.left, self._flow.y, self._flow.right, self._flow.y)


def _cells(line: ChangeLine) -> _Cells:
    name = (line.name, _CELL)
    if line.whole is not None:
        return _Cells((name, *_side(line.whole)), _WHOLE, line.detail)
    return _Cells((name, *_side(line.left), *_side(line.right)), _SHARES, line.detail)


def _side(cell: ChangeCell | None) -> Iterator[tuple[str, Style]]:
    """Yield before, after and change; a real change is in bold, a side without any answer stays empty."""
    if cell is None:
        yield from ((text, _CELL) for text in ("", "", ""))
        return
    yield cell.before or "–", _CELL
    yield cell.after or "–", _STRONG if cell.real else _CELL
    yield cell.change, _STRONG if cell.real else _CELL


def _phrase(line: ChangeLine) -> str:
    """Return a row as one phrase with its sides in words."""
    sides = ((say("measure.left"), line.left), (say("measure.right"), line.right), ("", line.whole))
    words = [
        f"{side} {cell.before or '–'} → {cell.after or '–'} {cell.change}".strip()
        for side, cell in sides
        if cell is not None
    ]
    return f"{line.name}: {', '.join(words)}" + (f" ({line.detail})" if line.detail else "")
