"""The diary to fill in by hand, laid out so that a picture of it can be read back.

The short form asks for what decides about the next day, seven days on one page; the full form asks for all values.
It is printed upright and in black on every printer: nothing on it is told by a colour.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content_patient import DiarySheet
from footrehab_desktop.handouts.diary_layout import (
    FORM_VERSION,
    QUESTIONS,
    DiaryForm,
    DiaryPrint,
    Question,
    diary_layout,
    layout_pages,
    machine_codes,
)
from footrehab_desktop.handouts.diary_marks import Pen, draw_bubbles, draw_markers, draw_qr_codes
from footrehab_desktop.handouts.look import MM, Look, look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.page import NumberedCanvas, clinic_text
from footrehab_desktop.handouts.sheet_ids import is_sheet_id
from footrehab_desktop.handouts.text import Line, Style, fitted, lay_out, one_line

_LEFT = 12.0  # mm
_TEXT_LEFT = 21.5  # right of the marker
_FOOT_LEFT = 22.0
_DAY_LEFT = 18.0
_WRITE_IN = 14.0
_NUMBERS_ABOVE = 2.1  # between a number and its bubble
_UNKNOWN = "\N{EN DASH}"
_TINY = Style("regular", 7, 8.5, black)
_PART = Style("bold", 9, 10.8, black)
_SHEET_ID = Style("bold", 10, 12, black)
_WIDEST = QUESTIONS["short"][1]
_PARTS_OF_THE_DAY = {"evening": "diary.evening.part", "morning": "diary.morning.part"}


@dataclass(frozen=True, slots=True)
class _Type:
    """The sizes of the print: styles, where labels begin (mm), and how far the lines of the head stand apart (mm)."""

    name: Style
    facts: Style
    title: Style
    help: Style
    help_bold: Style
    weekday: Style
    label: Style
    answer: Style
    number: Style
    stop: Style
    label_left: float
    help_pitch: float
    title_above: float


# Print in another language shrinks to its place, to this size in points at the least; then it ends in an ellipsis.
_LEAST = 5.0


def _face(face: Any, size: float) -> Style:
    return Style(face, size, size * 1.18, black)


_TYPES: dict[DiaryPrint, _Type] = {
    "normal": _Type(
        name=_face("bold", 12.5),
        facts=_face("semibold", 10),
        title=_face("bold", 15),
        help=_face("regular", 9.5),
        help_bold=_face("bold", 9.5),
        weekday=_face("bold", 14),
        label=_face("semibold", 10),
        answer=_face("regular", 10),
        number=_face("bold", 9),
        stop=_face("bold", 9),
        label_left=32.6,
        help_pitch=4.2,
        title_above=5.2,
    ),
    "large": _Type(
        name=_face("bold", 18),
        facts=_face("bold", 18),
        title=_face("bold", 21),
        help=_face("regular", 18),
        help_bold=_face("bold", 18),
        weekday=_face("bold", 20),
        label=_face("semibold", 18),
        answer=_face("regular", 18),
        number=_face("bold", 18),
        stop=_face("bold", 18),
        label_left=18.0,
        help_pitch=7.8,
        title_above=8.2,
    ),
}


def diary_form(sheet: DiarySheet, options: PrintOptions) -> DiaryForm:
    """Return the form of a diary. Raises ``UserFixableError`` for paper too small to be read back."""
    if options.paper == "A5":
        raise UserFixableError(
            "The diary needs A4 or Letter paper: on A5 its circles would be too small to be read back. "
            "Choose another paper for the diary."
        )
    size: DiaryPrint = "normal" if options.size == "normal" else "large"
    return DiaryForm(sheet.kind, size, options.paper, sheet.days)


def draw_diary_sheet(sheet: DiarySheet, look: Look) -> tuple[bytes, int, dict[str, Any]]:
    """Draw the diary; return the PDF, its number of pages and the layout. ``ValueError`` for an id that is none."""
    if not is_sheet_id(sheet.sheet_id):
        raise ValueError("sheet_id is not an id made by new_sheet_id()")
    form = diary_form(sheet, look.options)
    look = look_for(replace(look.options, orientation="portrait"), "patient")
    layout = diary_layout(sheet.sheet_id, form)
    canvas = NumberedCanvas(look, look.say("diary.title"))
    for number, (days, page) in enumerate(zip(form.pages, layout_pages(layout), strict=True), 1):
        _Page(Pen(canvas, form), sheet, look, days).draw(page, number)
        canvas.showPage()
    pen = Pen(canvas, form)

    def draw_page_number(_: Canvas, number: int, total: int) -> None:
        room = (38 if form.print == "large" else 22) * MM
        line = fitted(look.say("page", number=number, total=total), _TYPES[form.print].facts, room, _LEAST)
        pen.text(line, _head_right(form), 13.2 if form.print == "normal" else 17.0, "right")

    return (*canvas.finish(draw_page_number), layout)


def _head_right(form: DiaryForm) -> float:
    return form.qr_corners()[0][0] - form.qr_quiet - 1


class _Page:
    """One page of a diary being drawn: the days from ``days`` of the sheet."""

    def __init__(self, pen: Pen, sheet: DiarySheet, look: Look, days: range) -> None:
        self.pen, self.sheet, self.look, self.days = pen, sheet, look, days
        self.form = pen.form
        self.large = self.form.print == "large"
        self.type = _TYPES[self.form.print]

    def draw(self, page: dict[str, Any], number: int) -> None:
        """Draw the whole page but its number."""
        draw_markers(self.pen)
        week = self.sheet.week + (self.days.start // 7)
        draw_qr_codes(self.pen, machine_codes(self.sheet.sheet_id, number, self.sheet.plan_version, week))
        self._draw_head()
        self._draw_help()
        for place, index in enumerate(self.days):
            self._draw_day(place, index)
        draw_bubbles(self.pen, page)
        self._draw_foot(number, week)

    def _on(self, index: int) -> date | None:
        """Return a day of the diary, None on a blank one."""
        return None if self.sheet.first_day is None else self.sheet.first_day + timedelta(days=index)

    def _help_line(self, above: int) -> float:
        """Return the baseline of a line of help, counted from the last one up."""
        return self.form.rule(0) - (2.6 if self.large else 1.6) - above * self.type.help_pitch

    def _draw_head(self) -> None:
        right = _head_right(self.form)
        first, step = (17.0, 8.0) if self.large else (13.2, 4.4)
        room = right - _TEXT_LEFT - (38 if self.large else 22)
        name, facts = self._who()
        self._draw_name(name, room * MM, first)
        line = fitted(facts, self.type.facts, (right - _TEXT_LEFT) * MM, 6)
        self.pen.text(line, _TEXT_LEFT, first + step)
        line = fitted(self._title(), self.type.title, (right - _TEXT_LEFT) * MM, 8)
        self.pen.text(line, _TEXT_LEFT, self._help_line(2) - self.type.title_above)

    def _who(self) -> tuple[str, str]:
        """Return the name and the line below it; on a blank diary the room to write them."""
        say, words, sheet = self.look.say, self.look.words, self.sheet
        if sheet.person is None or sheet.side is None:
            return say("diary.name_blank"), say("diary.facts_blank")
        facts = (say("born", day=words.day(sheet.person.birth_date)), words.side(sheet.side), sheet.condition)
        return sheet.person.name, " · ".join(facts)

    def _title(self) -> str:
        say, words = self.look.say, self.look.words
        first, last = self._on(self.days[0]), self._on(self.days[-1])
        if first is None or last is None:
            return say("diary.title_blank")
        several = "diary.title_with_days" if len(self.days) > 1 else "diary.title_with_day"
        return say(several, first=words.day(first), last=words.day(last))

    def _day_words(self, index: int) -> tuple[str, str]:
        """Return a day's name and date; on a blank diary its number and the room to write its date."""
        on, words = self._on(index), self.look.words
        if on is None:
            return self.look.say("diary.day_number", number=index + 1), self.look.say("diary.date_blank")
        return words.weekday(on), words.day_and_month(on)

    def _draw_name(self, name: str, width: float, baseline: float) -> None:
        """Write the name large; one that is too long goes on two smaller lines and only then shrinks further."""
        small = replace(self.type.name, size=self.type.name.size * 0.62)
        lines = lay_out(name.replace("\n", " "), small, width)
        if len(lines) == 2:
            self.pen.text(lines[0], _TEXT_LEFT, baseline - small.size / MM)
            self.pen.text(lines[1], _TEXT_LEFT, baseline)
        else:
            self.pen.text(fitted(name, self.type.name, width, 5), _TEXT_LEFT, baseline)

    def _draw_help(self) -> None:
        """Say how to fill in and how to undo; the two samples keep well away from the real bubbles."""
        say, help_style = self.look.say, self.type.help
        whole = (self.form.width - 2 * _LEFT) * MM
        fill = fitted(say("diary.fill"), help_style, whole * (1 if self.large else 0.45) - 7 * MM, _LEAST)
        baseline = self._help_line(2)
        middle = baseline - help_style.size * 0.36 / MM
        self.pen.ring(_LEFT + 2.5, middle, filled=True)
        self.pen.text(fill, _LEFT + 7, baseline)
        if self.large:
            undo = fitted(say("diary.undo"), help_style, whole - 7 * MM, _LEAST)
            self._draw_crossed(_LEFT, middle + self.type.help_pitch, undo, baseline + self.type.help_pitch)
            self.pen.text(fitted(say("diary.scale_short"), help_style, whole, _LEAST), _LEFT, self._help_line(0))
        else:
            undo = fitted(say("diary.undo"), help_style, whole - fill.width - 18 * MM, _LEAST)
            self._draw_crossed(_LEFT + 11 + fill.width / MM, middle, undo, baseline)
            self.pen.text(fitted(say("diary.scale"), help_style, whole, _LEAST), _LEFT, self._help_line(1))
            room = (self.form.width - 2 * _LEFT - 4) * MM - self._draw_limit(self._help_line(0))
            line = (
                self._exercises(room)
                if self.form.kind == "short"
                else fitted(say("diary.nearest"), help_style, room, _LEAST)
            )
            self.pen.text(line, _LEFT, self._help_line(0))

    def _draw_crossed(self, left: float, middle: float, text: Line, baseline: float) -> None:
        self.pen.ring(left + 2.5, middle, filled=True)
        reach = 3.0 if self.large else 2.2  # the cross keeps off the line below
        for rise in (-reach, reach):
            self.pen.rule((left - 0.5, middle - rise), (left + 5.5, middle + rise), 0.5)
        self.pen.text(text, left + 7, baseline)

    def _draw_limit(self, baseline: float) -> float:
        """Write the pain limit at the right edge, if there is one; return the points it takes."""
        if self.sheet.pain_ceiling is None:
            return 0.0
        room = (self.form.width - 2 * _LEFT) / 2 * MM
        words = self.look.say("diary.limit", ceiling=self.sheet.pain_ceiling)
        limit = fitted(words, self.type.help_bold, room, _LEAST)
        self.pen.text(limit, self.form.width - _LEFT, baseline, "right")
        return limit.width

    def _exercises(self, width: float) -> Line:
        """Return the names of as many exercises as a line holds, and how many more there are."""
        names = self.sheet.exercises
        for shown in range(len(names), 0, -1):
            listed, rest = ", ".join(name.replace("\n", " ") for name in names[:shown]), len(names) - shown
            text_id = "diary.exercises_more" if rest else "diary.exercises"
            line = one_line(self.look.say(text_id, names=listed, rest=rest), self.type.help)
            if line.width <= width:
                return line
        return one_line("", self.type.help)

    def _draw_day(self, place: int, index: int) -> None:
        rule, first = self.form.rule(place), self.form.row(place, 0)
        self.pen.rule((_LEFT, rule), (self.form.width - _LEFT, rule), 0.5)
        for box in self.form.mark_boxes(place, index):
            self.pen.box(*box)
        weekday, day = self._day_words(index)
        if self.large:
            baseline = rule + 6.8
            room = (self.form.width - 2 * _DAY_LEFT) * MM - self._draw_limit(baseline)
            self.pen.text(fitted(f"{weekday} {day}", self.type.weekday, room, _LEAST), _DAY_LEFT, baseline)
        else:
            room = (self.type.label_left - _DAY_LEFT - 0.5) * MM
            self.pen.text(fitted(weekday, self.type.weekday, room, _LEAST), _DAY_LEFT, first + 1.7)
            self.pen.text(fitted(day, self.type.answer, room, _LEAST), _DAY_LEFT, first + 6.4)
        for number, question in enumerate(self.form.questions):
            self._draw_question(question, self.form.row(place, number))
        self._draw_write_ins(place)

    def _draw_question(self, question: Question, y: float) -> None:
        """Write what is asked, and the words or numbers of its bubbles."""
        say, form = self.look.say, self.form
        if not self.large and question.name in _PARTS_OF_THE_DAY and form.kind == "full":
            self._draw_block(say(_PARTS_OF_THE_DAY[question.name]), _PART, _DAY_LEFT, self.type.label_left, y)
        left = self.type.label_left + (2 if form.kind == "full" and not self.large else 0)
        end = form.columns(question)[0] - form.bubble / 2 - 1.9
        self._draw_block(say(f"diary.{question.name}.label"), self.type.label, left, end, y)
        columns = form.columns(question)
        for place, (value, x) in enumerate(zip(question.values, columns, strict=True)):
            if question.in_words:
                step = (columns[place + 1] - x) if place + 1 < len(columns) else columns[-1] - columns[-2]
                room = (step - form.bubble - 2.6) * MM
                word = fitted(say(f"diary.{question.name}.{value}"), self.type.answer, room, _LEAST)
                self.pen.text(word, x + form.bubble / 2 + 2.1, y + self.type.answer.size * 0.36 / MM)
            elif form.numbered(question):
                number = one_line(str(value), self.type.number)
                self.pen.text(number, x, y - form.bubble / 2 - _NUMBERS_ABOVE, "centre")

    def _draw_block(self, text: str, style: Style, left: float, right: float, y: float, most: int = 3) -> None:
        """Write a text between two edges, its lines around the middle ``y``; smaller where it takes more lines than

        ``most``.
        """
        lines = lay_out(text, style, (right - left) * MM)
        while len(lines) > most and style.size > _LEAST:
            style = replace(style, size=style.size - 0.5, leading=style.leading - 0.5)
            lines = lay_out(text, style, (right - left) * MM)
        top = y - len(lines) * style.leading / MM / 2
        for index, line in enumerate(lines):
            baseline = top + ((index + 0.5) * style.leading + style.size * 0.36) / MM
            self.pen.text(line, left, baseline)

    def _draw_write_ins(self, place: int) -> None:
        """Draw what is written in by hand: notes, and in the short form minutes run and minutes stiff."""
        form, right = self.form, self.form.width - _DAY_LEFT + 1
        left = form.columns(_WIDEST)[-1] + form.bubble / 2 + 2.5
        top, last = form.row(place, 1), form.row(place, len(form.questions) - 1)
        if form.kind == "short":
            self._draw_short_write_ins(place, left, right)
        if not self.large:
            top, lowest = top - 4.5, form.qr_corners()[1][1] - form.qr_quiet - 0.5
            self.pen.frame(left, top, right - left, min(last + 2.4, lowest) - top)
            self.pen.text(one_line(self.look.say("diary.notes"), _TINY), left + 1.2, top + 2.9)

    def _draw_short_write_ins(self, place: int, left: float, right: float) -> None:
        say, first, last = self.look.say, self.form.row(place, 0), self.form.row(place, 2)
        if self.large:
            self._draw_block(say("diary.run"), self.type.label, left - 18, left + 10, first)
            self.pen.frame(right - 19, first - 6, 19, 12)
            self._draw_block(say("diary.stiff_short"), self.type.label, left + 3, right + 1, last - 13)
            self.pen.frame(left + 3, last - 4.5, right - left - 3, 12)
            return
        small = Style("regular", 8.5, 9.6, black)
        self._draw_block(say("diary.run"), small, 124.0, 137.5, first, 2)
        self.pen.frame(138.0, first - 3.8, _WRITE_IN, 6.4)
        self._draw_block(say("diary.stiff"), small, right - _WRITE_IN - 22.5, right - _WRITE_IN, first, 2)
        self.pen.frame(right - _WRITE_IN, first - 3.8, _WRITE_IN, 6.4)

    def _draw_foot(self, number: int, week: int) -> None:
        say, words, sheet = self.look.say, self.look.words, self.sheet
        room = self.form.qr_corners()[1][0] - self.form.qr_quiet - 1 - _FOOT_LEFT
        bottom = self.form.height
        lines = lay_out(say("stop_footer"), self.type.stop, room * MM)
        for index, line in enumerate(reversed(lines)):
            self.pen.text(line, _FOOT_LEFT, bottom - 17.6 - index * self.type.stop.leading / MM)
        bring = fitted(say("diary.bring"), Style("regular", 8, 9, black), room * 0.6 * MM, _LEAST)
        self.pen.text(bring, _FOOT_LEFT, bottom - 14.4)
        rest = room - bring.width / MM - 4
        clinic = fitted(clinic_text(sheet.clinic, self.look), _TINY, rest * MM, 5)
        self.pen.text(clinic, _FOOT_LEFT + room - rest, bottom - 14.4)
        self.pen.text(one_line(sheet.sheet_id, _SHEET_ID), _FOOT_LEFT, bottom - 11)
        form = say(
            "diary.form",
            record=sheet.person.record_number if sheet.person else _UNKNOWN,
            day=words.day(sheet.printed_on),
            version=FORM_VERSION,
            number=number,
            plan=sheet.plan_version,
            week=week,
        )
        self.pen.text(fitted(form, _TINY, (room - 30) * MM, 5), _FOOT_LEFT + 30, bottom - 11)
