"""The seven-day diary: one page to fill in by hand, laid out so that a picture of it can be read back."""

from datetime import timedelta
from typing import Any

from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.content import DiarySheet, Paper
from footrehab_desktop.handouts.diary_geometry import (
    DAYS,
    EXERCISE_COLUMNS,
    FORM_VERSION,
    GEOMETRIES,
    diary_layout,
)
from footrehab_desktop.handouts.diary_marks import Pen, draw_bubbles, draw_day_mark, draw_markers, draw_qr_codes
from footrehab_desktop.handouts.look import look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.page import NumberedCanvas, clinic_text
from footrehab_desktop.handouts.phrases import day, say, side_in_words, weekday
from footrehab_desktop.handouts.sheet_ids import is_sheet_id
from footrehab_desktop.handouts.text import Style, fitted, lay_out, one_line

_NAME = Style("bold", 12, 14, black)
_LONG_NAME = Style("bold", 8, 9, black)
_FACTS = Style("regular", 9, 11, black)
_FACTS_BOLD = Style("bold", 9.5, 11, black)
_TITLE = Style("bold", 17, 20, black)
_HELP = Style("regular", 8.5, 10.5, black)
_HELP_BOLD = Style("bold", 8.5, 10.5, black)
_WEEKDAY = Style("bold", 13, 15, black)
_DATE = Style("regular", 8, 10, black)
_LABEL = Style("semibold", 8.5, 10.5, black)
_ANSWER = Style("regular", 9, 11, black)
_TINY = Style("regular", 7, 8.5, black)
_SHEET_ID = Style("bold", 10, 12, black)

_TEXT_LEFT = 21.5  # mm, right of the marker
_LEFT = 11.0
_LABEL_LEFT = 40.0
_NOTES_LEFT = 173.0
_BOX_WIDTH = 14.0


def draw_diary_sheet(sheet: DiarySheet, paper: Paper) -> tuple[bytes, int, dict[str, Any]]:
    """Draw the page; return the PDF, its number of pages and the layout. ``ValueError`` for an id that is none."""
    if not is_sheet_id(sheet.sheet_id):
        raise ValueError("sheet_id is not an id made by new_sheet_id()")
    layout = diary_layout(sheet.sheet_id, paper)
    canvas = NumberedCanvas(look_for(PrintOptions(paper=paper)), say("diary.title"))
    pen = Pen(canvas, GEOMETRIES[paper])
    draw_markers(pen)
    draw_qr_codes(pen, machine_id(sheet.sheet_id))
    _draw_head(pen, sheet)
    _draw_help(pen, sheet)
    for index in range(DAYS):
        _draw_day(pen, sheet, index)
    draw_bubbles(pen, layout)
    _draw_foot(pen, sheet)
    canvas.showPage()

    def draw_page_number(_: Canvas, number: int, total: int) -> None:
        line = one_line(say("page", number=number, total=total), _FACTS_BOLD)
        pen.text(line, pen.page.qr_corners()[0][0] - pen.page.qr_quiet - 1, 12.6, "right")

    return (*canvas.finish(draw_page_number), layout)


def machine_id(sheet_id: str) -> str:
    """Return what the QR codes hold: sheet id, form version, page."""
    return f"{sheet_id}{FORM_VERSION}1"


def _draw_head(pen: Pen, sheet: DiarySheet) -> None:
    room = pen.page.qr_corners()[0][0] - pen.page.qr_quiet - 1 - _TEXT_LEFT
    _draw_name(pen, sheet.person.name, (room - 22) * look.MM)
    born = one_line(say("born", day=day(sheet.person.birth_date)), _FACTS_BOLD)
    pen.text(born, _TEXT_LEFT, 17)
    number = one_line(say("record", number=sheet.person.record_number), _FACTS)
    pen.text(number, _TEXT_LEFT + born.width / look.MM + 4, 17)
    pen.text(one_line(say("printed", day=day(sheet.printed_on)), _FACTS), _TEXT_LEFT + room, 17, "right")
    side = one_line(side_in_words(sheet.side), _FACTS_BOLD)
    pen.text(side, _TEXT_LEFT, 21.2)
    after = side.width / look.MM + 4
    pen.text(fitted(sheet.condition, _FACTS, (room - after) * look.MM, 5), _TEXT_LEFT + after, 21.2)
    last_day = sheet.first_day + timedelta(days=DAYS - 1)
    title = say("diary.title_with_days", first=day(sheet.first_day), last=day(last_day))
    pen.text(fitted(title, _TITLE, (room + _TEXT_LEFT - _LEFT) * look.MM, 8), _LEFT, 29)


def _draw_name(pen: Pen, name: str, width: float) -> None:
    """Write the name large; one that is too long goes on two smaller lines and only then shrinks further."""
    lines = lay_out(name.replace("\n", " "), _LONG_NAME, width)
    if len(lines) == 2:
        pen.text(lines[0], _TEXT_LEFT, 10.4)
        pen.text(lines[1], _TEXT_LEFT, 13.4)
    else:
        pen.text(fitted(name, _NAME, width, 5), _TEXT_LEFT, 12.6)


def _draw_help(pen: Pen, sheet: DiarySheet) -> None:
    """Say how to fill in and how to undo; the two samples keep well away from the real bubbles."""
    left, width = _LEFT, pen.page.qr_corners()[0][0] - pen.page.qr_quiet - _LEFT
    pen.ring(left + 2.4, 34, filled=True)
    fill = one_line(say("diary.fill"), _HELP)
    pen.text(fill, left + 7, 35)
    second = left + 7 + fill.width / look.MM + 6
    pen.ring(second + 2.4, 34, filled=True)
    pen.rule((second - 0.6, 31), (second + 5.4, 37), 0.5)
    pen.rule((second - 0.6, 37), (second + 5.4, 31), 0.5)
    pen.text(one_line(say("diary.undo"), _HELP), second + 7, 35)
    pen.text(one_line(say("diary.scale"), _HELP), left, 40.2)
    if sheet.pain_ceiling is not None:
        limit = one_line(say("diary.limit", ceiling=sheet.pain_ceiling), _HELP_BOLD)
        pen.text(limit, pen.page.width - _LEFT, 40.2, "right")
    _draw_exercises(pen, sheet, width + pen.page.qr_side + pen.page.qr_quiet)


def _draw_exercises(pen: Pen, sheet: DiarySheet, width: float) -> None:
    """Name as many exercises as one line holds, and say how many more there are."""
    for shown in range(len(sheet.exercises), 0, -1):
        names = ", ".join(name.replace("\n", " ") for name in sheet.exercises[:shown])
        rest = len(sheet.exercises) - shown
        text = say("diary.exercises_more", names=names, rest=rest) if rest else say("diary.exercises", names=names)
        lines = lay_out(text, _HELP, width * look.MM)
        if len(lines) == 1:
            pen.text(lines[0], _LEFT, 44.4)
            return


def _draw_day(pen: Pen, sheet: DiarySheet, index: int) -> None:
    on = sheet.first_day + timedelta(days=index)
    first, second, third = (pen.page.line(index, line) for line in range(3))
    right = pen.page.width - 17.0
    gap = (pen.page.day_pitch - 2 * pen.page.line_pitch) / 2
    pen.rule((_LEFT, first - gap), (pen.page.width - _LEFT, first - gap), 0.5)
    draw_day_mark(pen, index)
    pen.text(one_line(weekday(on), _WEEKDAY), 17.0, first + 1.6)
    pen.text(one_line(day(on), _DATE), 17.0, first + 6.2)
    for label, y in (("diary.exercise_line", first), ("diary.during", second), ("diary.morning", third)):
        pen.text(one_line(say(label), _LABEL), _LABEL_LEFT, y + 1.1)
    for value, x in EXERCISE_COLUMNS:
        pen.text(one_line(say(f"diary.{value}"), _ANSWER), x + 4.6, first + 1.1)
    _draw_write_in(pen, "diary.run", (127.0, 12.0), first)
    _draw_write_in(pen, "diary.stiff", (right - _BOX_WIDTH - 18.0, 18.0), first)
    pen.frame(_NOTES_LEFT, second - 4.5, right - _NOTES_LEFT, third - second + 7)
    pen.text(one_line(say("diary.notes"), _TINY), _NOTES_LEFT + 1, second - 1.7)


def _draw_write_in(pen: Pen, label: str, label_place: tuple[float, float], y: float) -> None:
    """Draw a box for a number written by hand; ``label_place`` is x and width of the label before it."""
    x, width = label_place
    for index, line in enumerate(lay_out(say(label), _TINY, width * look.MM)):
        pen.text(line, x, y - 0.4 + index * 3)
    pen.frame(x + width, y - 3.2, _BOX_WIDTH, 6.4)


def _draw_foot(pen: Pen, sheet: DiarySheet) -> None:
    _, qr_top = pen.page.qr_corners()[1]
    left = pen.page.qr_corners()[1][0] + pen.page.qr_side + pen.page.qr_quiet + 1
    room = (pen.page.width - 20.5 - left) * look.MM
    baseline = qr_top + 2.5
    for text, style in ((say("stop_footer"), _HELP_BOLD), (say("diary.bring"), _HELP)):
        pen.text(fitted(text, style, room, 5), left, baseline)
        baseline += 4
    for line in lay_out(clinic_text(sheet.clinic, look_for(PrintOptions())), _TINY, room)[:2]:
        pen.text(line, left, baseline - 0.5)
        baseline += 3
    baseline = qr_top + pen.page.qr_side
    pen.text(one_line(sheet.sheet_id, _SHEET_ID), left, baseline)
    form = one_line(say("diary.form", version=FORM_VERSION, number=1), _TINY)
    pen.text(form, left + 32, baseline)
