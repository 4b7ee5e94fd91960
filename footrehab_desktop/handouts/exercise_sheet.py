"""The exercise sheet: what to do, how much, when to stop; for reading at home at arm's length.

Each exercise is a numbered block: text at the left, the dose in a box at the right with a week to tick below it.
Start and end of the exercise are drawn in the right column, under the week; more moments stand in a row below the text.
"""

from dataclasses import dataclass, replace

from footrehab_desktop.handouts import look as plain
from footrehab_desktop.handouts.content import ExerciseSheet, RunPlanBlock, SheetExercise
from footrehab_desktop.handouts.exercise_extras import draw_bad_day, draw_run_dates
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.phrases import WEEKDAYS, day, minutes, say, side_in_words
from footrehab_desktop.handouts.pictures import draw_pictures, pair_within, pictures_height
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, draw, lay_out, one_line

_BADGE = 30.0  # the column of the exercise's number
_SIDE_COLUMN = 62 * plain.MM
_GAP = 16.0
_DOSE = Style("bold", 15, 19, plain.INK)
_DOSE_SMALL = Style("bold", 11.5, 15, plain.INK)
_BADGE_NUMBER = Style("bold", 13, 16, plain.INK)
_DAY = Style("regular", 7.5, 9, plain.INK)
_STAGE = Style("bold", 17, 22, plain.INK)
_NOTE_STYLES = (plain.BODY_BOLD, plain.BODY)
_WEEK_HEIGHT = 47.0
_PICTURES_IN_COLUMN = 2
_LONGEST_DOSE = 8  # lines; a longer one is printed as text, since a box cannot go on over a page


def draw_exercise_sheet(sheet: ExerciseSheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet; return the PDF and its number of pages."""
    furniture = Furniture(
        title=say("exercises.title"),
        clinic=sheet.clinic,
        printed_on=sheet.printed_on,
        person=sheet.person,
        condition=sheet.condition,
        side=sheet.side,
        warning=say("stop_footer"),
    )
    flow = begin(furniture, look)
    _draw_title(flow, sheet)
    _draw_stop_signs(flow, sheet.general_stop_signs)
    draw_rows(flow, labelled_rows(say("exercises.note"), sheet.note, _NOTE_STYLES, flow.column(), 8))
    for number, exercise in enumerate(sheet.exercises, 1):
        _draw_exercise(flow, number, exercise)
    if sheet.run_plan:
        _draw_run_plan(flow, sheet.run_plan)
        draw_run_dates(flow, sheet.run_plan.dates)
    if sheet.bad_day:
        draw_bad_day(flow, sheet.bad_day)
    return flow.close()


def _draw_title(flow: Flow, sheet: ExerciseSheet) -> None:
    rows = text_rows(say("exercises.title"), plain.TITLE, flow.column())
    rows += text_rows(sheet.phase, plain.LEAD, flow.column())
    if sheet.next_review_on:
        visit = say("exercises.review", day=day(sheet.next_review_on))
        rows += text_rows(visit, plain.LEAD_BOLD, flow.column())
    draw_rows(flow, rows)


def _draw_stop_signs(flow: Flow, signs: tuple[str, ...]) -> None:
    if not signs:
        return
    column = flow.column(14)
    rows = text_rows(say("exercises.stop"), plain.HEADING, column)
    rows += listed_rows(signs, "■" * len(signs), plain.BODY, column)
    flow.y -= 10
    flow.keep(height_of(rows))
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


@dataclass(frozen=True, slots=True)
class _DoseBox:
    """The framed dose, with the frequency and side below it."""

    lines: list[Line]

    @property
    def height(self) -> float:
        return sum(line.style.leading for line in self.lines) + 14


def _dose_box(exercise: SheetExercise) -> _DoseBox:
    room = _SIDE_COLUMN - 16
    lines = lay_out(exercise.dose, _DOSE, room)
    if len(lines) > 2:
        lines = lay_out(exercise.dose, _DOSE_SMALL, room)
    if exercise.frequency:
        lines += lay_out(exercise.frequency, plain.LEAD, room)
    if exercise.side:
        lines += lay_out(side_in_words(exercise.side), plain.LEAD_BOLD, room)
    return _DoseBox(lines)


def _draw_exercise(flow: Flow, number: int, exercise: SheetExercise) -> None:
    """Draw one exercise; it stays on one page unless it is longer than a page."""
    box = _dose_box(exercise)
    boxed = len(box.lines) <= _LONGEST_DOSE
    rows = _exercise_rows(flow, exercise, with_dose=not boxed)
    above_picture = (box.height if boxed else 0) + _WEEK_HEIGHT
    in_column = exercise.picture if len(exercise.picture) <= _PICTURES_IN_COLUMN else ()
    in_row = () if in_column else exercise.picture
    pair = pair_within(len(in_row), flow.right - flow.left - _BADGE, _SIDE_COLUMN)
    below = pictures_height(bool(in_row), pair)
    beside = above_picture + pictures_height(bool(in_column), _SIDE_COLUMN)
    flow.y -= 10
    flow.keep(max(height_of(rows), beside) + below + 10)
    if flow.room < beside + 10:
        flow.new_page()
    _draw_rule(flow)
    top, page = flow.y, flow.canvas.getPageNumber()
    _draw_badge(flow, number, top)
    if boxed:
        _draw_dose(flow, box, top)
    _draw_week(flow, top - (box.height if boxed else 0))
    draw_pictures(flow.canvas, in_column, flow.right - _SIDE_COLUMN, top - above_picture, _SIDE_COLUMN)
    draw_rows(flow, rows)
    if flow.canvas.getPageNumber() == page:
        flow.y = min(flow.y, top - beside)
    flow.keep(below)
    draw_pictures(flow.canvas, in_row, flow.left + _BADGE, flow.y, pair)
    flow.y -= below


def _draw_rule(flow: Flow) -> None:
    """Part the exercises; the first one of a page has the head's rule above it already."""
    if flow.y >= flow.furniture.top - 10:
        return
    flow.canvas.setStrokeColor(plain.LINE)
    flow.canvas.setLineWidth(0.7)
    flow.canvas.line(flow.left, flow.y, flow.right, flow.y)
    flow.y -= 10


def _exercise_rows(flow: Flow, exercise: SheetExercise, *, with_dose: bool) -> list[Row]:
    column = flow.column(_BADGE, _SIDE_COLUMN + _GAP)
    rows = text_rows(exercise.name, plain.HEADING, column)
    rows += text_rows(exercise.purpose, plain.ITALIC, column, 1)
    if with_dose:
        dose = "\n".join((exercise.dose, exercise.frequency, side_in_words(exercise.side) if exercise.side else ""))
        rows += labelled_rows(say("exercise.how_much"), dose.strip(), _NOTE_STYLES, column, 3)
    numbers = [f"{index}." for index in range(1, len(exercise.steps) + 1)]
    rows += listed_rows(exercise.steps, numbers, plain.BODY, column)
    rows += labelled_rows(say("exercise.cues"), " · ".join(exercise.cues), _NOTE_STYLES, column, 4)
    stop_styles = (plain.STOP_LABEL, plain.BODY_BOLD)
    rows += labelled_rows(say("exercise.stop"), " · ".join(exercise.stop_signs), stop_styles, column, 4)
    rows += labelled_rows(say("exercise.note"), exercise.note, _NOTE_STYLES, column, 4)
    return rows


def _draw_badge(flow: Flow, number: int, top: float) -> None:
    flow.canvas.setStrokeColor(plain.INK)
    flow.canvas.setLineWidth(1.4)
    flow.canvas.circle(flow.left + 10.5, top - 10.5, 10.5)
    draw(flow.canvas, one_line(str(number), _BADGE_NUMBER), flow.left + 10.5, top - 15.2, "centre")


def _draw_dose(flow: Flow, box: _DoseBox, top: float) -> None:
    x = flow.right - _SIDE_COLUMN
    flow.canvas.setStrokeColor(plain.INK)
    flow.canvas.setLineWidth(1.4)
    flow.canvas.roundRect(x, top - box.height, _SIDE_COLUMN, box.height, 5)
    y = top - 7
    for line in box.lines:
        y -= line.style.leading
        draw(flow.canvas, line, x + _SIDE_COLUMN / 2, y + line.style.leading * 0.28, "centre")


def _draw_week(flow: Flow, top: float) -> None:
    """Draw seven boxes to tick, one for each day of the week."""
    pitch, box = _SIDE_COLUMN / 7, 13.0
    draw(flow.canvas, one_line(say("exercise.done"), _DAY), flow.right - _SIDE_COLUMN / 2, top - 13, "centre")
    top -= 10
    for index, name in enumerate(WEEKDAYS):
        centre = flow.right - _SIDE_COLUMN + (index + 0.5) * pitch
        draw(flow.canvas, one_line(name, _DAY), centre, top - 15, "centre")
        flow.canvas.setStrokeColor(plain.INK)
        flow.canvas.setLineWidth(0.8)
        flow.canvas.rect(centre - box / 2, top - 19 - box, box, box)


def _draw_run_plan(flow: Flow, plan: RunPlanBlock) -> None:
    column = flow.column(14)
    rows = text_rows(say("run.title"), plain.HEADING, column)
    rows += text_rows(plan.description, _STAGE, column, 2)
    amount = say("run.minutes", run=minutes(plan.run_min), total=minutes(plan.total_min))
    rows += text_rows(" · ".join(filter(None, (amount, plan.frequency))), plain.LEAD_BOLD, column)
    rows += labelled_rows(say("run.effort.label"), plan.effort, _NOTE_STYLES, column, 4)
    rows += labelled_rows(say("run.warm_up.label"), plan.warm_up, _NOTE_STYLES, column, 4)
    rows += labelled_rows(say("run.cool_down.label"), plan.cool_down, _NOTE_STYLES, column, 2)
    if plan.rules:
        rows += text_rows(say("run.rules"), plain.BODY_BOLD, column, 4)
        rows += listed_rows(plan.rules, "•" * len(plan.rules), plain.BODY, column)
    stage = say("run.stage", number=plan.stage_number, table=plan.table_name)
    source = say("run.source", source=plan.source_label) if plan.source_label else ""
    rows += text_rows(" · ".join(filter(None, (stage, source))), plain.SMALL, column, 4)
    flow.y -= 10
    flow.keep(height_of(rows) + 10)
    _draw_rule(flow)
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])
