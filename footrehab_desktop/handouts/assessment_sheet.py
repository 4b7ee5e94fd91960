"""A signed assessment on paper: what was answered, section by section, in two columns of small print."""

from dataclasses import dataclass

from footrehab_desktop.handouts.body_chart import draw_body_chart
from footrehab_desktop.handouts.columns import Columns, Printed, head_lines
from footrehab_desktop.handouts.content_clinician import AnswerBlock, AnswerLine, AssessmentSheet
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Column, Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, lay_out, one_line
from footrehab_desktop.library.body_chart import body_chart
from footrehab_desktop.library.body_chart_art import covering_views
from footrehab_desktop.library.drawing import Box

_HANG = 10.0
_CHART_HEIGHT = 200.0


@dataclass(frozen=True, slots=True)
class _Styles:
    """The small print of a signed assessment."""

    look: Look

    @property
    def text(self) -> Style:
        """An answer."""
        return self.look.style(self.look.body, 8.5, 1.35)

    @property
    def strong(self) -> Style:
        """The word of a side."""
        return self.look.style(self.look.heading, 8.5, 1.35)

    @property
    def head(self) -> Style:
        """The title of a section."""
        return self.look.subheading


def draw_assessment_sheet(sheet: AssessmentSheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet; return the PDF and its number of pages."""
    flow = begin(
        Furniture(sheet.title, sheet.clinic, sheet.printed_on, sheet.person, sheet.condition, sheet.side), look
    )
    draw_rows(flow, text_rows(sheet.title, look.title, flow.column()))
    draw_rows(flow, text_rows(sheet.standing, look.stop_label, flow.column()))
    draw_rows(flow, text_rows(sheet.signed, look.body, flow.column()))
    _draw_chart(flow, sheet)
    flow.y -= 4
    columns = Columns(flow)
    for block in sheet.blocks:
        columns.add(_printed(block, columns.width, _Styles(look)))
    return flow.close()


def _draw_chart(flow: Flow, sheet: AssessmentSheet) -> None:
    """Draw the body chart where something is marked on it."""
    if sheet.marks:
        views = covering_views(body_chart(), sheet.marks)
        top = flow.y - 8
        box = Box(flow.left, top, flow.right, top - _CHART_HEIGHT)
        flow.y = draw_body_chart(flow.canvas, sheet.marks, box, look=flow.look, involved=sheet.side, views=views)


def _printed(block: AnswerBlock, width: float, styles: _Styles) -> list[Printed]:
    """Return a section as lines: its title stays with its first answer."""
    lines = head_lines(block.title, styles.head, width, before=6, rows=2)
    for answer in block.lines:
        lines += _answer(answer, Column(0.0, width), styles)
    return lines


def _answer(answer: AnswerLine, column: Column, styles: _Styles) -> list[Printed]:
    """Return an answer: its name, then the answer or LEFT and RIGHT in bold with theirs, on one line if they fit."""
    sides = ((styles.look.say("assessment.left"), answer.left), (styles.look.say("assessment.right"), answer.right))
    parts = [(f"{answer.name}:", styles.text)]
    for side, text in sides:
        if text:
            parts += [(side, styles.strong), (text, styles.text)]
    if answer.whole:
        parts.append((answer.whole, styles.text))
    name, *answers = [one_line(text, style) for text, style in parts]
    if _width([name, *answers]) <= column.width:
        return [_in_one_line([name, *answers], 0.0, styles)]
    if _width(answers) <= column.width - _HANG:
        return [*_name_lines(parts[0][0], column, styles), _in_one_line(answers, _HANG, styles)]
    return [*_name_lines(parts[0][0], column, styles), *_hanging(parts[1:], column, styles)]


def _width(lines: list[Line]) -> float:
    return sum(line.width + 4 for line in lines)


def _name_lines(name: str, column: Column, styles: _Styles) -> list[Printed]:
    text = styles.text
    return [Printed(((line, 0.0),), text.leading, 2 * text.leading) for line in lay_out(name, text, column.width)]


def _in_one_line(lines: list[Line], x: float, styles: _Styles) -> Printed:
    pieces = []
    for line in lines:
        pieces.append((line, x))
        x += line.width + 4
    return Printed(tuple(pieces), styles.text.leading, styles.text.leading)


def _hanging(parts: list[tuple[str, Style]], column: Column, styles: _Styles) -> list[Printed]:
    """Return the answers on lines of their own; a side's word stays before its answer."""
    made: list[Printed] = []
    label: Line | None = None
    for text, style in parts:
        if style == styles.strong:
            label = one_line(text, styles.strong)
            continue
        indent = _HANG + (label.width + 4 if label else 0.0)
        for number, line in enumerate(lay_out(text, styles.text, column.width - indent)):
            pieces = ((label, _HANG), (line, indent)) if label and not number else ((line, indent),)
            made.append(Printed(pieces, styles.text.leading, styles.text.leading))
        label = None
    return made
