"""The exercise sheet: what to do, how much, when to stop; for reading at home at arm's length, or from the wall.

Its layouts: a sheet with every exercise in full, a card with all of them on one page, a booklet to fold with one to a
page, and a poster to read from across the room.
"""

from dataclasses import replace
from typing import Final

from footrehab_desktop.handouts.content_patient import ExerciseSheet, RunPlanBlock
from footrehab_desktop.handouts.dose_icons import draw_icon
from footrehab_desktop.handouts.exercise_block import draw_exercise
from footrehab_desktop.handouts.exercise_card import draw_card
from footrehab_desktop.handouts.exercise_extras import draw_bad_day, draw_run_dates
from footrehab_desktop.handouts.exercise_parts import draw_note, draw_rule, draw_stop_signs, draw_title
from footrehab_desktop.handouts.exercise_poster import draw_poster
from footrehab_desktop.handouts.look import Look, folded
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, height_of, labelled_rows, listed_rows, text_rows

_SIGNS: Final = ("sets", "reps", "hold", "minutes", "rest", "times_a_day", "days_a_week")


def draw_exercise_sheet(sheet: ExerciseSheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet in the layout of its options; return the PDF and its number of pages."""
    layout = look.options.layout
    look = folded(look) if layout == "booklet" else look
    flow = begin(_furniture(sheet, look), look)
    if layout == "poster":
        draw_poster(flow, sheet)
        return flow.close()
    draw_title(flow, sheet, in_one_line=layout == "card")
    if layout == "card":
        draw_card(flow, sheet)
    else:
        _draw_in_full(flow, sheet, a_page_each=layout == "booklet")
    if sheet.run_plan:
        _draw_run_plan(flow, sheet.run_plan)
        draw_run_dates(flow, sheet.run_plan.dates)
    if sheet.bad_day:
        draw_bad_day(flow, sheet.bad_day)
    return flow.close()


def _furniture(sheet: ExerciseSheet, look: Look) -> Furniture:
    return Furniture(
        title=look.say("exercises.title"),
        clinic=sheet.clinic,
        printed_on=sheet.printed_on,
        person=sheet.person,
        condition=sheet.condition,
        side=sheet.side,
        warning=look.say("stop_footer"),
        version=sheet.version,
        draft=sheet.draft,
    )


def _draw_in_full(flow: Flow, sheet: ExerciseSheet, *, a_page_each: bool) -> None:
    draw_stop_signs(flow, sheet.general_stop_signs)
    draw_note(flow, sheet.note)
    if flow.look.options.size == "low_literacy":
        _draw_signs(flow, sheet)
    if a_page_each:
        _draw_contents(flow, sheet)
    for number, exercise in enumerate(sheet.exercises, 1):
        if a_page_each:
            flow.new_page()
        draw_exercise(flow, number, exercise)


def _draw_contents(flow: Flow, sheet: ExerciseSheet) -> None:
    """List the exercises on the cover of a booklet."""
    if not sheet.exercises:
        return
    look, column = flow.look, flow.column()
    rows = text_rows(look.say("booklet.inside"), look.heading, column)
    numbers = [f"{number}." for number in range(1, len(sheet.exercises) + 1)]
    rows += listed_rows([exercise.name for exercise in sheet.exercises], numbers, look.body, column)
    flow.y -= 10
    flow.keep(height_of(rows[:3]))
    draw_rows(flow, rows)


def _draw_signs(flow: Flow, sheet: ExerciseSheet) -> None:
    """Say once what each icon means, for the icons that the sheet has."""
    figures = [exercise.figures for exercise in sheet.exercises if exercise.figures]
    used = [sign for sign in _SIGNS if any(getattr(each, _FIELDS.get(sign, sign)) is not None for each in figures)]
    if not used:
        return
    look, side = flow.look, flow.look.grown(17)
    title = text_rows(look.say("icons.title"), look.heading, flow.column())
    line = max(side + 4, look.body.leading)
    flow.y -= 10
    flow.keep(height_of(title) + line * len(used))
    draw_rows(flow, title)
    for sign in used:
        rows = text_rows(look.say(f"icons.{sign}"), look.body, flow.column(side + 10))
        if flow.room < max(line, height_of(rows)):
            flow.new_page()
        top = flow.y
        draw_icon(flow.canvas, sign, (look.start(flow.left, side), top - 2), side, look.ink)
        flow.y -= max(0.0, (line - look.body.leading) / 2)
        draw_rows(flow, rows)
        flow.y = min(flow.y, top - line)


_FIELDS: Final = {"hold": "hold_s", "rest": "rest_s"}


def _draw_run_plan(flow: Flow, plan: RunPlanBlock) -> None:
    look, column = flow.look, flow.column(14)
    number = look.words.number
    notes = (look.body_bold, look.body)
    rows = text_rows(look.say("run.title"), look.heading, column)
    rows += text_rows(plan.description, look.style(look.heading, 16), column, 2)
    amount = look.say("run.minutes", run=number(plan.run_min), total=number(plan.total_min))
    rows += text_rows(" · ".join(filter(None, (amount, plan.frequency))), look.lead_bold, column)
    rows += labelled_rows(look.say("run.effort.label"), plan.effort, notes, column, 4)
    rows += labelled_rows(look.say("run.warm_up.label"), plan.warm_up, notes, column, 4)
    rows += labelled_rows(look.say("run.cool_down.label"), plan.cool_down, notes, column, 2)
    if plan.rules:
        rows += text_rows(look.say("run.rules"), look.body_bold, column, 4)
        rows += listed_rows(plan.rules, "•" * len(plan.rules), look.body, column)
    stage = look.say("run.stage", number=plan.stage_number, table=plan.table_name)
    source = look.say("run.source", source=plan.source_label) if plan.source_label else ""
    rows += text_rows(" · ".join(filter(None, (stage, source))), look.small, column, 4)
    flow.y -= 10
    flow.keep(height_of(rows) + 10)
    flow.mark(look.say("run.title"), 1)
    draw_rule(flow)
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])
