"""What an exercise sheet says when it is asked for: the dates of the next runs, and the plan for a bad day."""

from collections.abc import Iterator
from dataclasses import replace

from footrehab_desktop.handouts.content_patient import BadDayBlock, RunDate
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, draw, draw_in_column, fitted, lay_out, one_line

# Measures for print of 10 points.
_LINE = 24.0
_BOX_WIDTH, _BOX_HEIGHT = 46.0, 16.0
_BOXES = ("run.during", "run.evening", "run.morning")
_BOX_COLUMN = 62.0
_DATE_COLUMN = 104.0
_LEAST_WORDS = 90.0


def draw_run_dates(flow: Flow, dates: tuple[RunDate, ...]) -> None:
    """Draw one line for each run: when, what, and three boxes for the pain that followed."""
    if not dates:
        return
    look = flow.look
    flow.y -= 8
    head = text_rows(look.say("run.dates"), look.body_bold, flow.column())
    end = text_rows(look.say("run.only_clean"), look.body, flow.column(), 4)
    lines = sum(_height(flow, _words(flow, planned)) for planned in dates)
    flow.keep(height_of(head) + look.small_bold.leading + lines + height_of(end))
    draw_rows(flow, head)
    _draw_head(flow)
    for planned in dates:
        if flow.room < _height(flow, _words(flow, planned)):
            flow.new_page()
            _draw_head(flow)
        _draw_date(flow, planned)
    draw_rows(flow, end)


def _pitch(flow: Flow) -> float:
    """Return the width of a box's column: as wide as the page allows beside date and words."""
    whole = flow.right - flow.left
    return min(flow.look.grown(_BOX_COLUMN), (whole - flow.look.grown(_DATE_COLUMN)) / len(_BOXES))


def _beside(flow: Flow) -> float:
    """Return the points for the words between date and boxes."""
    return flow.right - flow.left - flow.look.grown(_DATE_COLUMN) - _pitch(flow) * len(_BOXES) - 8


def _box_columns(flow: Flow) -> Iterator[tuple[str, float]]:
    """Yield each box's phrase and the middle of its column."""
    pitch = _pitch(flow)
    first = flow.right - pitch * len(_BOXES)
    for place, phrase in enumerate(_BOXES):
        yield phrase, flow.look.start(first + place * pitch, pitch) + pitch / 2


def _draw_head(flow: Flow) -> None:
    style = flow.look.small_bold
    flow.y -= style.leading
    for phrase, middle in _box_columns(flow):
        draw(flow.canvas, fitted(flow.look.say(phrase), style, _pitch(flow) - 4, 5), middle, flow.y + 3, "centre")


def _draw_date(flow: Flow, planned: RunDate) -> None:
    look, canvas, words = flow.look, flow.canvas, _words(flow, planned)
    date_width = look.grown(_DATE_COLUMN)
    first = flow.y - look.grown(15)
    when = f"{look.words.weekday(planned.on)} {look.words.day(planned.on)}"
    date_line = fitted(when, look.body_bold, date_width - 4, 6)
    draw(canvas, date_line, look.start(flow.left, date_line.width), first)
    _draw_boxes(flow, first)
    narrow = _beside(flow) < look.grown(_LEAST_WORDS)
    x, width = (flow.left, flow.right - flow.left) if narrow else (flow.left + date_width, _beside(flow))
    for place, line in enumerate(words):
        baseline = first - (place + narrow) * look.body.leading - (look.grown(3) if narrow else 0.0)
        draw_in_column(canvas, line, look.start(x, width), baseline, width, from_right=look.right_to_left)
    flow.y -= _height(flow, words)


def _draw_boxes(flow: Flow, baseline: float) -> None:
    look, canvas = flow.look, flow.canvas
    width, height = min(look.grown(_BOX_WIDTH), _pitch(flow) - 4), look.grown(_BOX_HEIGHT)
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.9)
    of_ten = one_line(look.say("run.of_ten"), look.small)
    for _phrase, middle in _box_columns(flow):
        canvas.rect(middle - width / 2, baseline - height * 0.31, width, height)
        draw(canvas, of_ten, middle + width / 2 - 2, baseline, "right")


def _words(flow: Flow, planned: RunDate) -> list[Line]:
    look, beside = flow.look, _beside(flow)
    return lay_out(planned.what, look.body, beside if beside >= look.grown(_LEAST_WORDS) else flow.right - flow.left)


def _height(flow: Flow, lines: list[Line]) -> float:
    look = flow.look
    above = look.body.leading + look.grown(3) if _beside(flow) < look.grown(_LEAST_WORDS) else 0.0
    return max(look.grown(_LINE), len(lines) * look.body.leading + above + look.grown(6))


def draw_bad_day(flow: Flow, block: BadDayBlock) -> None:
    """Draw what is done on a day with more pain, as one block with a bar beside it."""
    rows = _bad_day_rows(block, flow.look, flow.column(14))
    flow.y -= 14
    flow.keep(height_of(rows) + 10)
    flow.mark(flow.look.say("bad_day.title"), 1)
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


def _bad_day_rows(block: BadDayBlock, look: Look, column: Column) -> list[Row]:
    rows = text_rows(look.say("bad_day.title"), look.heading, column)
    rows += text_rows(look.say("bad_day.lead"), look.body, column, 2)
    for phrase, texts in (
        ("bad_day.kept", block.kept),
        ("bad_day.lighter", block.lighter),
        ("bad_day.left_out", block.left_out),
    ):
        rows += labelled_rows(look.say(phrase), "; ".join(texts), (look.body_bold, look.body), column, 4)
    if block.instead:
        rows += text_rows(look.say("bad_day.instead"), look.body_bold, column, 4)
        rows += listed_rows(block.instead, "•" * len(block.instead), look.body, column)
        rows += text_rows(block.effort, look.body, column, 2)
    return rows + text_rows(look.say("bad_day.call"), look.body_bold, column, 4)
