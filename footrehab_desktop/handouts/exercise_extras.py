"""What an exercise sheet says when it is asked for: the dates of the next runs, and the plan for a bad day."""

from collections.abc import Iterator
from dataclasses import replace

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.content import BadDayBlock, RunDate
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.phrases import day, say, weekday
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, draw, lay_out, one_line

_LINE = 24.0
_BOX_WIDTH, _BOX_HEIGHT = 46.0, 16.0
_BOXES = ("run.during", "run.evening", "run.morning")
_BOX_COLUMN = 66.0
_DATE_COLUMN = 104.0
_STYLES = (look.BODY_BOLD, look.BODY)


def draw_run_dates(flow: Flow, dates: tuple[RunDate, ...]) -> None:
    """Draw one line for each run: when, what, and three boxes for the pain that followed."""
    if not dates:
        return
    flow.y -= 8
    flow.keep(_LINE * (len(dates) + 1) + 40)
    draw_rows(flow, text_rows(say("run.dates"), look.BODY_BOLD, flow.column()))
    _draw_head(flow)
    for planned in dates:
        if flow.room < _height(_words(flow, planned)):
            flow.new_page()
            _draw_head(flow)
        _draw_date(flow, planned)
    draw_rows(flow, text_rows(say("run.only_clean"), look.BODY, flow.column(), 4))


def _box_columns(flow: Flow) -> Iterator[tuple[str, float]]:
    """Yield each box's phrase and the middle of its column."""
    first = flow.right - _BOX_COLUMN * len(_BOXES)
    for place, phrase in enumerate(_BOXES):
        yield phrase, first + (place + 0.5) * _BOX_COLUMN


def _draw_head(flow: Flow) -> None:
    flow.y -= look.SMALL_BOLD.leading
    for phrase, middle in _box_columns(flow):
        draw(flow.canvas, one_line(say(phrase), look.SMALL_BOLD), middle, flow.y + 3, "centre")


def _draw_date(flow: Flow, planned: RunDate) -> None:
    lines = _words(flow, planned)
    top = flow.y
    flow.y -= _height(lines)
    draw(flow.canvas, one_line(f"{weekday(planned.on)} {day(planned.on)}", look.BODY_BOLD), flow.left, top - 15)
    for place, line in enumerate(lines):
        draw(flow.canvas, line, flow.left + _DATE_COLUMN, top - 15 - place * look.BODY.leading)
    flow.canvas.setStrokeColor(look.INK)
    flow.canvas.setLineWidth(0.9)
    for _phrase, middle in _box_columns(flow):
        flow.canvas.rect(middle - _BOX_WIDTH / 2, top - _BOX_HEIGHT - 4, _BOX_WIDTH, _BOX_HEIGHT)
        draw(flow.canvas, one_line(say("run.of_ten"), look.SMALL), middle + _BOX_WIDTH / 2 - 10, top - 15, "centre")


def _words(flow: Flow, planned: RunDate) -> list[Line]:
    room = flow.right - flow.left - _DATE_COLUMN - _BOX_COLUMN * len(_BOXES) - 8
    return lay_out(planned.what, look.BODY, room)


def _height(lines: list[Line]) -> float:
    return max(_LINE, len(lines) * look.BODY.leading + 6)


def draw_bad_day(flow: Flow, block: BadDayBlock) -> None:
    """Draw what is done on a day with more pain, as one block with a bar beside it."""
    rows = _bad_day_rows(block, flow.column(14))
    flow.y -= 14
    flow.keep(height_of(rows) + 10)
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


def _bad_day_rows(block: BadDayBlock, column: Column) -> list[Row]:
    rows = text_rows(say("bad_day.title"), look.HEADING, column)
    rows += text_rows(say("bad_day.lead"), look.BODY, column, 2)
    for phrase, texts in (
        ("bad_day.kept", block.kept),
        ("bad_day.lighter", block.lighter),
        ("bad_day.left_out", block.left_out),
    ):
        rows += labelled_rows(say(phrase), "; ".join(texts), _STYLES, column, 4)
    if block.instead:
        rows += text_rows(say("bad_day.instead"), look.BODY_BOLD, column, 4)
        rows += listed_rows(block.instead, "•" * len(block.instead), look.BODY, column)
        rows += text_rows(block.effort, look.BODY, column, 2)
    return rows + text_rows(say("bad_day.call"), look.BODY_BOLD, column, 4)
