"""The walk-run plan on one page: the stages from the present one on, each run with its day and boxes for the pain.

Stages that do not fit follow on the next sheet: a plan reaches no further than it can be read. In large print and on
small paper the rules take a second page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content_patient import PlannedRunLine, RunPlanSheet, RunPlanStage
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Column, Flow, Furniture, begin
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import draw, draw_in_column, fitted, one_line

_COLUMNS = ("run_plan.during", "run_plan.evening", "run_plan.morning")
_BULLET = "•"
_LIGHT = "*"


def draw_run_plan_sheet(sheet: RunPlanSheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet; return the PDF and its number of pages. ``UserFixableError`` where no stage has room."""
    if look.options.paper == "A5" and look.options.size == "large_print":
        raise UserFixableError("The walk–run plan in large print needs A4 or Letter paper.")
    title = look.say("run.title")
    furniture = Furniture(
        title,
        sheet.clinic,
        sheet.printed_on,
        sheet.person,
        sheet.condition,
        sheet.side,
        warning=look.say("stop_footer"),
        version=sheet.version,
    )
    flow = begin(furniture, look)
    _draw_head(flow, sheet, title)
    grid = _Grid.of(look, flow.right - flow.left)
    foot = _foot_rows(flow, sheet)
    shown = _draw_stages(flow, sheet, grid, _reserved(flow, sheet, grid, foot))
    _draw_more(flow, sheet.stages[shown:])
    flow.keep(height_of(foot))
    draw_rows(flow, foot)
    return flow.close()


def _draw_head(flow: Flow, sheet: RunPlanSheet, title: str) -> None:
    look, column = flow.look, flow.column()
    draw_rows(flow, text_rows(title, look.title, column))
    bar = flow.column(12)
    rows = text_rows(sheet.only_if, look.body_bold, bar)
    flow.y -= 3
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])
    flow.y -= 3
    styles = (look.body_bold, look.body)
    draw_rows(flow, labelled_rows(look.say("run.warm_up.label"), sheet.warm_up, styles, column, 2))
    draw_rows(flow, labelled_rows(look.say("run.effort.label"), sheet.effort, styles, column))
    draw_rows(flow, labelled_rows(look.say("run.cool_down.label"), sheet.cool_down, styles, column))


def _reserved(flow: Flow, sheet: RunPlanSheet, grid: "_Grid", foot: Sequence[Row]) -> float:
    """Return the room that the rules take below the stages; 0 where they have a page of their own.

    No rule is left out: it says when to go on and when not to.
    """
    stage = _stage_height(flow, sheet.stages[0], grid) + _more_height(flow.look) + _heads_height(flow.look)
    return height_of(foot) if stage + height_of(foot) <= flow.room else 0.0


def _foot_rows(flow: Flow, sheet: RunPlanSheet) -> list[Row]:
    look, column, rules = flow.look, flow.column(), sheet.rules
    light = any(run.light for stage in sheet.stages for run in stage.runs)
    rows = text_rows(sheet.light, look.body, flow.column(8), 3) if light else []
    if rules:
        rows += text_rows(look.say("run_plan.rules"), look.body_bold, column, 6)
        rows += listed_rows(rules, _BULLET * len(rules), look.body, column)
    return rows


def _heads_height(look: Look) -> float:
    return look.small_bold.leading + 8


def _more_height(look: Look) -> float:
    return look.body.leading + 4


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the runs of a stage stand: points of a line, of a run (day and three boxes), runs on a line."""

    line: float
    day: float
    box: float
    runs: int
    left: float

    @classmethod
    def of(cls, look: Look, width: float) -> "_Grid":
        """Return as many runs on a line as leave room for the words of the stage."""
        day = one_line(_day_words(look, None), look.body_bold).width + 6
        widest = max(one_line(look.say(name), look.small_bold).width for name in _COLUMNS)
        box = max(widest + 4, 34.0)
        run = day + 3 * box + 6
        runs = max(1, int((width - look.grown(136)) / run))
        return cls(max(23.0, look.body.leading + 6), day, box, runs, width - runs * run)

    @property
    def run(self) -> float:
        """The width of one run."""
        return self.day + 3 * self.box + 6


def _day_words(look: Look, run: PlannedRunLine | None) -> str:
    """Return weekday and day of a run; for ``None`` the widest there can be."""
    if run is None:
        return f"{max(look.words.weekdays, key=len)} 00-{look.say('month.8')}{_LIGHT}"
    return f"{look.words.weekday(run.on)} {look.words.day_and_month(run.on)}{_LIGHT if run.light else ''}"


def _stage_rows(flow: Flow, stage: RunPlanStage, grid: _Grid) -> list[Row]:
    look, column = flow.look, Column(flow.left + 8, grid.left - 14)
    number = look.say("run_plan.stage", number=stage.number)
    head = f"{look.say('run_plan.now')} · {number}" if stage.present else number
    rows = text_rows(head, look.small_bold, column)
    rows += text_rows(stage.what, look.body_bold, column)
    words, run, total = "run_plan.minutes", look.words.number(stage.run_min), look.words.number(stage.total_min)
    if not stage.run_min:
        words = "run_plan.walk_minutes"
    minutes = look.say(words, run=run, total=total)
    return rows + text_rows(" · ".join(filter(None, (minutes, stage.note))), look.small, column)


def _stage_height(flow: Flow, stage: RunPlanStage, grid: _Grid) -> float:
    lines = -(-len(stage.runs) // grid.runs)
    return max(height_of(_stage_rows(flow, stage, grid)), lines * grid.line) + 7


def _draw_stages(flow: Flow, sheet: RunPlanSheet, grid: _Grid, reserved: float) -> int:
    """Draw as many stages as fit above what is reserved, at least one; return their number."""
    look = flow.look
    flow.y -= 4
    _draw_column_heads(flow, grid)
    flow.y -= _heads_height(look) - 4
    for index, stage in enumerate(sheet.stages):
        height = _stage_height(flow, stage, grid)
        rest = _more_height(look) if index + 1 < len(sheet.stages) else 0.0
        if index and flow.room < height + reserved + rest:
            return index
        _draw_stage(flow, stage, grid, height)
    return len(sheet.stages)


def _draw_column_heads(flow: Flow, grid: _Grid) -> None:
    look = flow.look
    baseline, canvas = flow.y - look.small_bold.size, flow.canvas
    room = grid.left + grid.day - 16
    asked = fitted(look.say("run_plan.pain"), look.small_bold, room, 6)
    draw_in_column(canvas, asked, look.start(flow.left + 8, room), baseline, room, from_right=look.right_to_left)
    for place in range(grid.runs):
        left = flow.left + grid.left + place * grid.run + grid.day
        for index, name in enumerate(_COLUMNS):
            middle = look.start(left + (index + 0.5) * grid.box, 0)
            draw(canvas, one_line(look.say(name), look.small_bold), middle, baseline, "centre")


def _draw_stage(flow: Flow, stage: RunPlanStage, grid: _Grid, height: float) -> None:
    canvas, look = flow.canvas, flow.look
    top = flow.y
    canvas.setStrokeColor(look.ink if stage.present else look.line)
    canvas.setFillColor(look.tint)
    canvas.setLineWidth(2.2 if stage.present else 0.6)
    if stage.present:
        canvas.roundRect(flow.left, top - height + 1, flow.right - flow.left, height - 2, 5, fill=1)
    else:
        canvas.line(flow.left, top - height, flow.right, top - height)
    flow.y -= 3
    draw_rows(flow, _stage_rows(flow, stage, grid))
    for index, run in enumerate(stage.runs):
        line, place = divmod(index, grid.runs)
        _draw_run(flow, run, grid, (flow.left + grid.left + place * grid.run, top - 3.5 - line * grid.line))
    flow.y = top - height


def _draw_run(flow: Flow, run: PlannedRunLine, grid: _Grid, corner: tuple[float, float]) -> None:
    """Draw one run: its day, a star in a light week, and three boxes for a number from 0 to 10."""
    canvas, look = flow.canvas, flow.look
    x, y = corner
    box = grid.line - 4
    room = grid.day - 4
    day = fitted(_day_words(look, run), look.body_bold, room, 6)
    baseline = y - box / 2 - day.style.size * 0.36
    draw_in_column(canvas, day, look.start(x, room), baseline, room, from_right=look.right_to_left)
    canvas.setStrokeColor(look.ink)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setLineWidth(0.9)
    for index in range(len(_COLUMNS)):
        left = look.start(x + grid.day + index * grid.box + 2, grid.box - 4)
        canvas.rect(left, y - box, grid.box - 4, box, fill=1)


def _draw_more(flow: Flow, stages: tuple[RunPlanStage, ...]) -> None:
    if not stages:
        return
    look = flow.look
    name = "run_plan.more" if len(stages) > 1 else "run_plan.more_one"
    text = look.say(name, first=stages[0].number, last=stages[-1].number)
    draw_rows(flow, text_rows(text, look.body, flow.column(8), 3))
