"""The recovery key on paper, in large groups that are easy to type back."""

from footrehab_desktop.handouts.content import ClinicLine
from footrehab_desktop.handouts.content_clinician import RecoveryKeySheet
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import draw, fitted, one_line

_PER_ROW = 4
_ROW_HEIGHT = 46.0  # for print of 10 points
_ADVICE = ("recovery.keep", "recovery.danger", "recovery.only", "recovery.use")


def draw_recovery_key_sheet(sheet: RecoveryKeySheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet; return the PDF and its number of pages."""
    title = look.say("recovery.title")
    flow = begin(Furniture(title, ClinicLine(sheet.clinic_name), sheet.created_on), look)
    made = look.say("recovery.made", day=look.words.day(sheet.created_on), clinician=sheet.clinician)
    draw_rows(flow, text_rows(title, look.title, flow.column()))
    draw_rows(flow, text_rows(look.say("recovery.lead"), look.lead, flow.column(), 4))
    draw_rows(flow, text_rows(made, look.lead, flow.column(), 2))
    flow.y -= 14
    for start in range(0, len(sheet.groups), _PER_ROW):
        _draw_groups(flow, start, sheet.groups[start : start + _PER_ROW])
    flow.y -= 6
    advice = [look.say(phrase) for phrase in _ADVICE]
    draw_rows(flow, listed_rows(advice, "■" * len(advice), look.lead, flow.column()))
    return flow.close()


def _draw_groups(flow: Flow, start: int, groups: tuple[str, ...]) -> None:
    """Draw one row of framed groups, each with its place in the key above it."""
    if flow.room < flow.look.grown(_ROW_HEIGHT):
        flow.new_page()
    look = flow.look
    key = look.style(look.heading, 19)
    pitch = flow.column().width / _PER_ROW
    flow.canvas.setStrokeColor(look.ink)
    flow.canvas.setLineWidth(1)
    for index, group in enumerate(groups):
        x = flow.left + index * pitch
        flow.canvas.roundRect(x, flow.y - look.grown(36), pitch - 10, look.grown(36), 4)
        draw(flow.canvas, one_line(str(start + index + 1), look.small), x + 4, flow.y - look.grown(9))
        draw(flow.canvas, fitted(group, key, pitch - 18, 6), x + (pitch - 10) / 2, flow.y - look.grown(27), "centre")
    flow.y -= look.grown(_ROW_HEIGHT)
