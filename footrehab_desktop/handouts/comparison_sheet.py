"""Two assessments on one page if they fit, at most two: real changes first, and what did not change ever shorter."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from footrehab_desktop.handouts.body_chart import draw_feet, draw_legend, feet_height, legend_height
from footrehab_desktop.handouts.content import Side
from footrehab_desktop.handouts.content_clinician import ChangeCell, ChangeLine, ComparisonSheet
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, draw, draw_in_column, fitted, lay_out
from footrehab_desktop.library.body_chart import body_chart
from footrehab_desktop.library.body_chart_art import covering_views
from footrehab_desktop.library.drawing import Box

_MOST_PAGES = 2
_MOST_LARGE_PAGES = 12
_CELL, _STRONG, _TITLE, _HEADING, _DETAIL = "cell", "strong", "title", "heading", "detail"
_PHRASES, _PHRASES_HEAD, _DAY = "phrases", "phrases_head", "day"
_GAP = 6.0
_ABOVE = 7.0
# Parts of the width: what, then before, after and change of the left and of the right side.
_SHARES = (0.22, 0.105, 0.105, 0.18, 0.105, 0.105, 0.18)
# An answer without side: what, before, after, change.
_WHOLE = (0.34, 0.2, 0.2, 0.26)
# The same in half of the width.
_HALF = (0.218, 0.076, 0.076, 0.13)
_LAST_LINE = 16.0
# Ems of the width for the seven columns of a table; where there are fewer, its rows are written out.
_NARROWEST_TABLE = 40.0
# Points of the sentence that counts answers.
_COUNTED_LINE = 17.0
# Points that a heading takes with the head of its table and its first rows.
_LEAST_ROOM = 100.0
# Points: the greatest height of the feet of one day, and what lies between two days.
_HIGHEST_FEET, _CHART_GAP = 200.0, 24.0
_SMALLEST_FEET = 0.5


def _styles(look: Look) -> dict[str, Style]:
    """Return the styles of the sheet by their names."""
    small, bold = look.body, look.heading
    return {
        _CELL: look.style(small, 8.5, 11 / 8.5),
        _STRONG: look.style(bold, 8.5, 11 / 8.5),
        _TITLE: look.style(look.title, 16, 1.25),
        _HEADING: look.style(bold, 11.5, 14 / 11.5),
        _DETAIL: look.style(look.small, 7.5, 9.5 / 7.5),
        _PHRASES: look.style(small, 8, 10.5 / 8),
        _PHRASES_HEAD: look.style(bold, 8, 10.5 / 8),
        _DAY: look.style(look.small, 7.5, 11 / 7.5),
    }


@dataclass(frozen=True, slots=True)
class _Cells:
    """One printed row: texts with the names of their styles and the shares of their columns."""

    texts: tuple[tuple[str, str], ...]
    shares: tuple[float, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How closely the sheet is set: how large its feet are of what fits the width, and which parts stand there in full.

    ``padding`` are the points over and under a row; ``paired``: two answers without side share a row.
    """

    feet: float
    padding: float = 0.8
    paired: bool = True
    rest_in_table: bool = False
    same_listed: bool = False
    one_day_listed: bool = False
    real_in_table: bool = True


# From roomy to close. What changed really loses its table last, and its words never.
_SETTINGS = (
    _Setting(1.0, 2.0, paired=False, rest_in_table=True, same_listed=True, one_day_listed=True),
    _Setting(0.8, same_listed=True, one_day_listed=True),
    _Setting(0.8, one_day_listed=True),
    _Setting(0.8),
    _Setting(0.65),
    _Setting(_SMALLEST_FEET),
    _Setting(_SMALLEST_FEET, real_in_table=False),
)


def draw_comparison_sheet(sheet: ComparisonSheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet as roomy as one page allows, else as two do; return the PDF and its number of pages."""
    drawn = []
    for setting in _SETTINGS[:-1]:
        made = _drawn(sheet, look, setting)
        if made.pages == 1:
            return made.flow.close()
        if not made.real_left_out:
            drawn.append(made)
    best = min(drawn, key=lambda each: each.left_out) if drawn else _drawn(sheet, look, _SETTINGS[-1])
    return best.flow.close()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A sheet in one setting, not closed yet; ``left_out`` answers found no place, ``real_left_out`` of them real."""

    flow: Flow
    pages: int
    left_out: int
    real_left_out: int


def _drawn(sheet: ComparisonSheet, look: Look, setting: _Setting) -> _Drawn:
    title = look.say("comparison.title")
    flow = begin(Furniture(title, sheet.clinic, sheet.printed_on, sheet.person, sheet.condition, sheet.side), look)
    column, styles = flow.column(), _styles(look)
    draw_rows(flow, text_rows(title, styles[_TITLE], column))
    draw_rows(flow, text_rows(f"{sheet.before}  →  {sheet.after}", look.lead_bold, column))
    draw_rows(flow, text_rows(look.say("comparison.legend"), styles[_DETAIL], column, 2))
    for phrase, findings in (("comparison.appeared", sheet.appeared), ("comparison.gone", sheet.gone)):
        if findings:
            draw_rows(flow, listed_rows((look.say(phrase, findings=", ".join(findings)),), "•", look.body, column))
    table = _Table(flow, sheet, setting)
    _draw_real(table, sheet, setting)
    if sheet.measures:
        table.draw(look.say("comparison.measures"), sheet.measures)
    real_left_out = table.left_out
    if sheet.gate:
        table.draw(look.say("comparison.gate"), sheet.gate)
    _draw_charts(flow, sheet, table, setting.feet)
    _draw_rest(table, sheet, setting)
    if table.left_out:
        draw_rows(flow, text_rows(look.say("comparison.more", count=table.left_out), look.small, column, 3))
    return _Drawn(flow, flow.canvas.getPageNumber(), table.left_out, real_left_out)


def _draw_real(table: "_Table", sheet: ComparisonSheet, setting: _Setting) -> None:
    """Draw what changed by more than error, or say that nothing did."""
    if sheet.real and setting.real_in_table:
        table.draw(
            table.say("comparison.real"),
            [_narrowed(line, table.look) for line in sheet.real] if setting.paired else sheet.real,
        )
    elif sheet.real:
        table.draw_list(table.say("comparison.real_listed"), [_phrase(line, table.look) for line in sheet.real])
    elif not any(line.whole is not None and line.whole.real for line in sheet.measures):
        table.draw_text(table.say("comparison.no_real"), table.look.body_bold)


def _draw_rest(table: "_Table", sheet: ComparisonSheet, setting: _Setting) -> None:
    """Draw what did not change beyond error: as table, as paragraphs, or counted."""
    if sheet.rest and setting.rest_in_table:
        table.draw(table.say("comparison.rest"), sheet.rest)
    else:
        table.draw_list(table.say("comparison.rest_listed"), [_phrase(line, table.look) for line in sheet.rest])
    counted = []
    if setting.one_day_listed:
        table.draw_list(table.say("comparison.one_day"), sheet.one_day)
    elif sheet.one_day:
        counted.append(table.say("comparison.one_day_counted", count=len(sheet.one_day)))
    if setting.same_listed:
        table.draw_list(table.say("comparison.same"), sheet.same)
    elif sheet.same:
        counted.insert(0, table.say("comparison.same_counted", count=sheet.same_count))
    if counted:
        table.draw_text(table.say("comparison.elsewhere", counted="; ".join(counted)), table.style(_PHRASES))


def _draw_charts(flow: Flow, sheet: ComparisonSheet, table: "_Table", share: float) -> None:
    """Draw the body charts of both days side by side, the same views of both; nothing where there is no room."""
    if not any(sheet.charts):
        return
    every = [mark for marks in sheet.charts for mark in marks]
    views = covering_views(body_chart(), every)
    column = flow.column()
    strong = table.style(_STRONG)
    half = (column.width - _CHART_GAP) / 2
    legend = legend_height(column.width, every, flow.look)
    height = min(_HIGHEST_FEET * share, feet_height(half, views, share)) + legend
    heads = _ABOVE + strong.leading + _LAST_LINE
    if flow.room < heads + height:
        table.next_page()
    if flow.room < heads + height:
        table.draw_list(table.say("comparison.marks"), sheet.marks)
        return
    flow.y -= _ABOVE
    heading = flow.y - strong.leading
    bottom = heading - height
    for place, (words, marks) in enumerate(zip((sheet.before, sheet.after), sheet.charts, strict=True)):
        left = flow.left + place * (half + _CHART_GAP)
        head = table.say("comparison.chart", assessment=words)
        draw(flow.canvas, fitted(head, strong, half, table.style(_DETAIL).size), left, heading + 3)
        box = Box(left, heading, left + half, bottom + legend)
        flow.y = draw_feet(flow.canvas, marks, box, look=flow.look, involved=sheet.side, views=views)
    flow.y = draw_legend(flow.canvas, every, Box(flow.left, flow.y, flow.right, bottom), look=flow.look)
    table.draw_list(table.say("comparison.marks"), sheet.marks)


class _Table:
    """Draws lines down the page, with the head repeated on the second; what does not fit there is counted."""

    def __init__(self, flow: Flow, sheet: ComparisonSheet, setting: _Setting) -> None:
        self._flow = flow
        self.look = flow.look
        self.say = flow.look.say
        self._styles = _styles(flow.look)
        self._most_pages = _MOST_PAGES if flow.look.options.size != "large_print" else _MOST_LARGE_PAGES
        self._dates = (sheet.before_short, sheet.after_short)
        self._involved = sheet.side
        self._setting = setting
        self._pages = 1
        self.left_out = 0

    def style(self, name: str) -> Style:
        """Return one of the sheet's styles."""
        return self._styles[name]

    @property
    def _kept(self) -> float:
        """Points that stay free for what is said in the end; only the last page says what found no place."""
        is_counted = not (self._setting.same_listed and self._setting.one_day_listed)
        return (_COUNTED_LINE if is_counted else 0) + (_LAST_LINE if self._pages == self._most_pages else 0)

    def draw(self, heading: str, lines: Sequence[ChangeLine]) -> None:
        """Draw the lines under a heading."""
        if self._flow.room < _LEAST_ROOM:
            self.next_page()
        if self.left_out or self._flow.room < _LEAST_ROOM:
            self.left_out += len(lines)
            return
        if self._flow.column().width < _NARROWEST_TABLE * self._styles[_CELL].size:
            self._write_out(heading, [_phrase(line, self.look) for line in lines])
            return
        self._flow.y -= _ABOVE
        draw_rows(self._flow, text_rows(heading, self._styles[_HEADING], self._flow.column()))
        whole = [line for line in lines if line.whole is not None]
        sided = [line for line in lines if line.whole is None]
        for part in (whole, sided) if lines[0].whole is not None else (sided, whole):
            self._draw_lines(part)

    def _write_out(self, heading: str, phrases: Sequence[str]) -> None:
        """Write rows that no table has room for one below the other, as many as there are."""
        column = self._flow.column()
        rows = text_rows(heading, self._styles[_HEADING], column, _ABOVE)
        draw_rows(self._flow, [*rows, *listed_rows(phrases, "•" * len(phrases), self._styles[_PHRASES], column)])

    def _draw_lines(self, lines: Sequence[ChangeLine]) -> None:
        """Draw lines of one kind, with sides or without."""
        beside = 2 if self._setting.paired and all(line.whole and not line.detail for line in lines) else 1
        head = True
        for number in range(0, len(lines), beside):
            cells = _cells(lines[number]) if beside == 1 else _pair(lines[number : number + beside])
            if self._flow.room < self._height(cells) + self._kept + head * 3 * self._styles[_CELL].leading:
                if self._pages == self._most_pages:
                    self.left_out += len(lines) - number
                    return
                self.next_page()
                head = True
            if head:
                self._draw_head(cells.shares)
                head = False
            self._draw_row(cells)

    def draw_list(self, heading: str, phrases: Sequence[str]) -> None:
        """Draw phrases as one paragraph, on both pages if need be; those beyond the last are counted."""
        if not phrases or self.left_out:
            self.left_out += len(phrases)
            return
        # The first number of phrases that is one too many, less one.
        shown = bisect_left(
            range(len(phrases)), True, key=lambda count: not self._has_room(heading, phrases, count + 1)
        )
        draw_rows(self._flow, self._list_rows(heading, phrases[:shown]))
        if shown == len(phrases) or self._pages == self._most_pages:
            self.left_out += len(phrases) - shown
            return
        self.next_page()
        self.draw_list(heading, phrases[shown:])

    def _list_rows(self, heading: str, phrases: Sequence[str]) -> list[Row]:
        return labelled_rows(
            heading, "; ".join(phrases), (self._styles[_PHRASES_HEAD], self._styles[_PHRASES]), self._flow.column(), 5
        )

    def _has_room(self, heading: str, phrases: Sequence[str], count: int) -> bool:
        return height_of(self._list_rows(heading, phrases[:count])) + self._kept <= self._flow.room

    def draw_text(self, text: str, style: Style) -> None:
        """Draw a sentence of its own; the last line of a page is always free for it."""
        rows = text_rows(text, style, self._flow.column(), 6)
        if self._flow.room < height_of(rows):
            self.next_page()
        draw_rows(self._flow, rows)

    def next_page(self) -> None:
        """Go on at the top of the second page, if there is one left."""
        if self._pages == self._most_pages:
            return
        self._flow.new_page()
        self._pages += 1

    def _draw_head(self, shares: tuple[float, ...]) -> None:
        """Write the sides over their three columns, the dates beneath, and a heavy line."""
        self._flow.y -= 4
        days = (*((text, _DAY) for text in self._dates), (self.say("comparison.change"), _DAY))
        what = (self.say("comparison.what"), _DAY)
        if shares == _SHARES:
            sides = ((self._side_words("left"), _STRONG), (self._side_words("right"), _STRONG))
            self._draw_texts((("", _STRONG), *sides), (_SHARES[0], sum(_SHARES[1:4]), sum(_SHARES[4:])))
            self._draw_texts((what, *days, *days), _SHARES)
        else:
            self._draw_texts((what, *days) * (len(shares) // len(_WHOLE)), shares)
        self._line(1.0)

    def _side_words(self, side: Side) -> str:
        words = self.say(f"comparison.{side}")
        return f"{words} ({self.say('comparison.involved')})" if self._involved in (side, "both") else words

    def _height(self, cells: _Cells) -> float:
        rows = max(len(lines) for lines in self._laid_out(cells.texts, cells.shares))
        detail = len(self._detail_lines(cells)) * self._styles[_DETAIL].leading
        return rows * self._styles[_CELL].leading + detail + 2 * self._setting.padding

    def _draw_row(self, cells: _Cells) -> None:
        self._flow.y -= self._setting.padding
        self._draw_texts(cells.texts, cells.shares)
        x = self._flow.right - self._detail_width(cells)
        for line in self._detail_lines(cells):
            self._flow.y -= self._styles[_DETAIL].leading
            draw_in_column(self._flow.canvas, line, x, self._flow.y + 2.4, self._detail_width(cells))
        self._flow.y -= self._setting.padding
        self._line(0.3)

    def _detail_width(self, cells: _Cells) -> float:
        return (1 - (0 if self._setting.paired else cells.shares[0])) * self._flow.column().width

    def _detail_lines(self, cells: _Cells) -> list[Line]:
        return lay_out(cells.detail, self._styles[_DETAIL], self._detail_width(cells)) if cells.detail else []

    def _laid_out(self, texts: Iterable[tuple[str, str]], shares: Sequence[float]) -> list[list[Line]]:
        whole = self._flow.column().width
        return [
            lay_out(text, self._styles[name], share * whole - _GAP)
            for (text, name), share in zip(texts, shares, strict=True)
        ]

    def _draw_texts(self, texts: Iterable[tuple[str, str]], shares: Sequence[float]) -> None:
        whole = self._flow.column().width
        for lines in zip_longest(*self._laid_out(texts, shares)):
            self._flow.y -= self._styles[_CELL].leading
            x = self._flow.left
            for line, share in zip(lines, shares, strict=True):
                if line:
                    draw_in_column(self._flow.canvas, line, x, self._flow.y + 3, share * whole - _GAP)
                x += share * whole

    def _line(self, thickness: float) -> None:
        self._flow.canvas.setStrokeColor(self.look.ink if thickness >= 1 else self.look.line)
        self._flow.canvas.setLineWidth(thickness)
        self._flow.canvas.line(self._flow.left, self._flow.y, self._flow.right, self._flow.y)


def _cells(line: ChangeLine) -> _Cells:
    name = (line.name, _CELL)
    if line.whole is not None:
        return _Cells((name, *_side(line.whole)), _WHOLE, line.detail)
    return _Cells((name, *_side(line.left), *_side(line.right)), _SHARES, line.detail)


def _narrowed(line: ChangeLine, look: Look) -> ChangeLine:
    """Return a row that has one side only as a row that names its side, which takes half of the width."""
    only, side = (line.left, "left") if line.right is None else (line.right, "right")
    if line.whole is not None or line.detail or (line.left and line.right) or only is None:
        return line
    return ChangeLine(f"{look.say(f'measure.{side}')} · {line.name}", whole=only)


def _pair(lines: Sequence[ChangeLine]) -> _Cells:
    """Return one or two answers without side as one row of two halves."""
    texts = [text for line in lines for text in _cells(line).texts]
    return _Cells((*texts, *[("", _CELL)] * (2 * len(_HALF) - len(texts))), _HALF + _HALF)


def _side(cell: ChangeCell | None) -> Iterator[tuple[str, str]]:
    """Yield before, after and change; a real change is in bold, a side without any answer stays empty."""
    if cell is None:
        yield from ((text, _CELL) for text in ("", "", ""))
        return
    yield cell.before or "–", _CELL
    yield cell.after or "–", _STRONG if cell.real else _CELL
    yield cell.change, _STRONG if cell.real else _CELL


def _phrase(line: ChangeLine, look: Look) -> str:
    """Return a row as one phrase with its sides in words."""
    sides = ((look.say("measure.left"), line.left), (look.say("measure.right"), line.right), ("", line.whole))
    words = [
        f"{side} {cell.before or '–'} → {cell.after or '–'} {_judged(cell)}".strip()
        for side, cell in sides
        if cell is not None and cell.before != cell.after
    ]
    return f"{line.name}: {', '.join(words)}" + (f" ({line.detail})" if line.detail else "")


def _judged(cell: ChangeCell) -> str:
    """Return the change in words where it is real, else its sign, which the legend explains."""
    return cell.change if cell.real or not cell.sign else f"({cell.sign})"
