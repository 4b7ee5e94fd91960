"""An assessment form to fill in with a pen: who, then every field with room for its answer, in two columns."""

from dataclasses import replace
from itertools import groupby
from typing import Final

from footrehab_desktop.handouts.body_chart import draw_feet
from footrehab_desktop.handouts.columns import Columns, Printed, head_lines
from footrehab_desktop.handouts.content_clinician import BlankForm
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, text_rows
from footrehab_desktop.handouts.text import Style, lay_out, one_line
from footrehab_desktop.library.drawing import Box
from footrehab_desktop.library.field_spec import (
    BODY_CHART,
    CHOICE,
    DATE,
    NPRS,
    NUMBER,
    OUTCOME,
    SEVERAL,
    YES_NO,
    FieldSpec,
    Section,
    unit_suffix,
)

_BOX: Final = "\N{WHITE SQUARE}"
_SHORT_LINE: Final = "_" * 9
_LONG_LINE: Final = "_" * 38
_DAY: Final = "__-____-_____"
_CHART_INSET: Final = 12.0  # the words over the outermost foot are wider than it
_FIXED: Final = "\N{NO-BREAK SPACE}"
_SCALE: Final = (3 * _FIXED).join(map(str, range(11)))
_CHART_HEIGHT: Final = 340.0
_MOST_ITEMS: Final = 25  # more items than any of the outcome measures has, bar the longest
_HANG: Final = 10.0


def draw_blank_form(form: BlankForm, look: Look) -> tuple[bytes, int]:
    """Draw the form; return the PDF and its number of pages."""
    flow = begin(Furniture(form.title, form.clinic, form.printed_on), look)
    draw_rows(flow, text_rows(form.title, look.title, flow.column()))
    for text_id in ("blank.who", "blank.when"):
        draw_rows(flow, text_rows(look.say(text_id), look.lead, flow.column(), 8))
    draw_rows(flow, text_rows(look.say("blank.later"), look.small, flow.column(), 6))
    flow.y -= 8
    for is_chart, sections in groupby(form.sections, lambda section: section.layout == BODY_CHART):
        for section in sections if is_chart else ():
            _draw_chart(flow, section)
        if not is_chart:
            _draw_sections(flow, tuple(sections))
    return flow.close()


def _draw_chart(flow: Flow, section: Section) -> None:
    look = flow.look
    flow.keep(_CHART_HEIGHT + 2 * look.heading.leading)
    draw_rows(flow, text_rows(section.title, look.heading, flow.column(), 4))
    draw_rows(flow, text_rows(look.say("blank.chart"), look.small, flow.column()))
    box = Box(flow.left, flow.y - 4, flow.right - _CHART_INSET, flow.y - 4 - _CHART_HEIGHT)
    flow.y = draw_feet(flow.canvas, (), box, look=look) - 8


def _draw_sections(flow: Flow, sections: tuple[Section, ...]) -> None:
    columns = Columns(flow)
    for section in sections:
        columns.add(_section_lines(section, columns.width, flow.look))
    columns.end()
    flow.y -= 8


def _section_lines(section: Section, width: float, look: Look) -> list[Printed]:
    lines = head_lines(section.title, look.subheading, width, before=6, rows=3)
    for heading, fields in groupby(section.fields, lambda field: field.heading):
        if heading:
            lines += head_lines(heading, look.small_bold, width, before=3, rows=2)
        for field in fields:
            lines += _field_lines(field, width, look)
    return lines


def _field_lines(field: FieldSpec, width: float, look: Look) -> list[Printed]:
    """Return a field: label and room on one line where they fit, else the room hangs below the label."""
    style = replace(look.small, colour=look.ink)
    rooms = _rooms(field, look)
    together = one_line(f"{field.label}: {(2 * _FIXED).join(rooms)}", style)
    if together.width <= width:
        return [Printed(((together, 0.0),), style.leading + 2, style.leading + 2)]
    lines = _wrapped(field.label, style, width, 0.0, keep=3)
    for room in rooms if field.answers else [(2 * _FIXED).join(rooms)]:
        lines += _wrapped(room, style, width, _HANG, keep=1)
    return lines


def _wrapped(text: str, style: Style, width: float, left: float, *, keep: int) -> list[Printed]:
    height = style.leading + 2
    return [Printed(((line, left),), height, keep * height) for line in lay_out(text, style, width - left)]


def _rooms(field: FieldSpec, look: Look) -> list[str]:
    """Return what is printed for the pen: lines, boxes or a scale, for each side where both are asked."""
    once = _once(field)
    if not field.two_sided:
        return [once]
    return [f"{look.say(f'assessment.{side}')}{_FIXED}{once}" for side in ("left", "right")]


def _once(field: FieldSpec) -> str:
    if field.kind in {YES_NO, CHOICE, SEVERAL}:
        words = (label.replace(" ", _FIXED) for _code, label in field.answers)
        return f"{_FIXED} ".join(f"{_BOX}{_FIXED}{label}" for label in words)
    if field.kind == NUMBER:
        return f"{_SHORT_LINE}{unit_suffix(field.unit)}"
    if field.kind == OUTCOME:
        return "  ".join((_LONG_LINE, *(f"{number}{_FIXED}___" for number in range(1, _MOST_ITEMS + 1))))
    if field.kind == NPRS:
        return f"{_SHORT_LINE}/10" if field.two_sided else _SCALE
    return _DAY if field.kind == DATE else _LONG_LINE
