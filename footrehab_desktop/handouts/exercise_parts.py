"""Parts that every layout of the exercise sheet is made of: the dose in a box, the week to tick, the words."""

from dataclasses import dataclass, replace
from typing import Final

from footrehab_desktop.handouts.content_patient import ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.dose_icons import IconRow, dose_icons
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, draw, fitted, lay_out, one_line

LONGEST_DOSE: Final = 8  # lines; a longer one is printed as text, since a box cannot go on over a page
_DAYS: Final = 7
_BOX_PADDING: Final = 7.0


def badge_width(look: Look) -> float:
    """Return the width of the column of the exercise's number."""
    return look.grown(27)


def draw_badge(flow: Flow, look: Look, number: int, x: float, top: float) -> None:
    """Draw an exercise's number in a ring; read from the left the ring begins at ``x``."""
    radius = look.grown(9.5)
    middle = look.start(x, 2 * radius) + radius
    flow.canvas.setStrokeColor(look.ink)
    flow.canvas.setLineWidth(1.4)
    flow.canvas.circle(middle, top - radius, radius)
    style = look.style(look.heading, 12)
    draw(flow.canvas, fitted(str(number), style, 1.7 * radius, 5), middle, top - radius - style.size * 0.36, "centre")


def draw_rule(flow: Flow) -> None:
    """Part the exercises; the first one of a page has the head's rule above it already."""
    if flow.y >= flow.furniture.top - 10:
        return
    flow.canvas.setStrokeColor(flow.look.line)
    flow.canvas.setLineWidth(0.7)
    flow.canvas.line(flow.left, flow.y, flow.right, flow.y)
    flow.y -= 10


def icon_row(exercise: SheetExercise, look: Look, room: float, side: float, *, bare: bool = False) -> IconRow:
    """Return the dosage as icons of ``side`` points, as far apart as ``room`` allows."""
    icons = dose_icons(exercise.figures, look) if room else ()
    word = replace(look.small, colour=look.ink)
    pitch = min(room / max(1, len(icons)), max(2.4 * side, look.grown(40)))
    size = max(look.lead_bold.size, 0.62 * side)
    figure = replace(look.lead_bold, size=size, leading=1.3 * size)
    return IconRow(icons, pitch, min(side, pitch - 2), figure, word, bare)


@dataclass(frozen=True, slots=True)
class DoseBox:
    """The framed dose: large words, the frequency and side, and icons below; ``width`` of its frame in points."""

    lines: list[Line]
    icons: IconRow
    width: float

    @property
    def height(self) -> float:
        """Points that the frame takes."""
        icons = self.icons.height + 4 if self.icons.icons else 0.0
        return sum(line.style.leading for line in self.lines) + icons + 2 * _BOX_PADDING

    def draw(self, flow: Flow, x: float, top: float) -> None:
        """Draw the box below ``top``; read from the left it begins at ``x``."""
        look, canvas = flow.look, flow.canvas
        left = look.start(x, self.width)
        canvas.setStrokeColor(look.ink)
        canvas.setLineWidth(1.4)
        canvas.roundRect(left, top - self.height, self.width, self.height, 5)
        y = top - _BOX_PADDING
        for line in self.lines:
            y -= line.style.leading
            draw(canvas, line, left + self.width / 2, y + line.style.leading * 0.28, "centre")
        if self.icons.icons:
            self.icons.draw(canvas, look, x + (self.width - self.icons.width) / 2, y - 4)


def dose_box(exercise: SheetExercise, look: Look, width: float, *, icons: bool = True) -> DoseBox:
    """Return the dose in a box of ``width`` points, with its ``icons`` if wanted."""
    room = width - 16
    lines = parted(exercise.dose, look.style(look.heading, 14, 1.27), room)
    if len(lines) > 2:
        lines = parted(exercise.dose, look.style(look.heading, 11.5, 1.3), room)
    if exercise.frequency:
        lines += lay_out(exercise.frequency, look.body, room)
    if exercise.side:
        lines += lay_out(look.words.side(exercise.side), look.body_bold, room)
    return DoseBox(lines, icon_row(exercise, look, room if icons else 0.0, look.grown(15)), width)


def parted(dose: str, style: Style, room: float) -> list[Line]:
    """Break a dose between its parts, as long as each of them fits a line."""
    return lay_out(unbroken_parts(dose, style, room), style, room)


def unbroken_parts(words: str, style: Style, room: float) -> str:
    """Return words whose parts, separated by dots, are not broken, as long as each of them fits a line."""
    parts = [part.replace(" ", "\u00a0") for part in words.split(" · ")]
    if any(one_line(f"{part}\u00a0·", style).width > room for part in parts):
        return words
    return "\u00a0· ".join(parts)


def dose_as_text(exercise: SheetExercise, look: Look) -> str:
    """Return the dose in lines, for one that is too long for a box."""
    side = look.words.side(exercise.side) if exercise.side else ""
    return "\n".join((exercise.dose, exercise.frequency, side)).strip()


def _day_style(look: Look) -> Style:
    """Return the print of the names of days: as large as the rest in large print."""
    small = replace(look.small, colour=look.ink)
    return small if look.options.size == "large_print" else look.style(small, 7.5)


def week_height(look: Look, *, caption: bool = True) -> float:
    """Return the points that a week to tick takes, with or without the words above it."""
    if not caption:
        return look.grown(13) + 6
    return 2 * _day_style(look).size * 1.45 + look.grown(3 + 13) + 6


def draw_week(flow: Flow, look: Look, column: Column, top: float, *, caption: bool = True) -> None:
    """Draw seven boxes to tick in a column, one for each day of the week; without caption only its initial inside."""
    canvas, (x, width) = flow.canvas, (column.x, column.width)
    pitch, box = width / _DAYS, min(look.grown(13), width / _DAYS - 3)
    name_style = _day_style(look)
    if not caption:
        _draw_initials(flow, look, column, top)
        return
    words = fitted(look.say("exercise.done"), name_style, width, 5)
    draw(canvas, words, look.start(x, width) + width / 2, top - 4 - name_style.size, "centre")
    names_at = top - 4 - name_style.size * 2.45
    for index, name in enumerate(look.words.weekdays):
        centre = look.start(x + index * pitch, pitch) + pitch / 2
        draw(canvas, fitted(name, name_style, pitch - 1, 4), centre, names_at, "centre")
        canvas.setStrokeColor(look.ink)
        canvas.setLineWidth(0.8)
        canvas.rect(centre - box / 2, names_at - look.grown(3) - box, box, box)


def _draw_initials(flow: Flow, look: Look, column: Column, top: float) -> None:
    box = min(look.grown(13), column.width / _DAYS - 3)
    pitch = min(column.width / _DAYS, box * 1.5)
    style = replace(look.small, size=0.62 * box)
    for index, name in enumerate(look.words.weekdays):
        left = look.start(column.x + index * pitch, box)
        draw(flow.canvas, one_line(name[:1], style), left + box / 2, top - 3 - box * 0.72, "centre")
        flow.canvas.setStrokeColor(look.ink)
        flow.canvas.setLineWidth(0.8)
        flow.canvas.rect(left, top - 3 - box, box, box)


def word_rows(exercise: SheetExercise, look: Look, column: Column, *, with_dose: bool) -> list[Row]:
    """Return what is said about an exercise below its name: why, how, what to watch, when to stop."""
    notes = (look.body_bold, look.body)
    rows = text_rows(exercise.purpose, look.italic, column, 1)
    if with_dose:
        rows += labelled_rows(look.say("exercise.how_much"), dose_as_text(exercise, look), notes, column, 3)
    numbers = [f"{index}." for index in range(1, len(exercise.steps) + 1)]
    rows += listed_rows(exercise.steps, numbers, look.body, column)
    rows += labelled_rows(look.say("exercise.cues"), " · ".join(exercise.cues), notes, column, 4)
    stop_styles = (look.stop_label, look.body_bold)
    rows += labelled_rows(look.say("exercise.stop"), " · ".join(exercise.stop_signs), stop_styles, column, 4)
    return rows + labelled_rows(look.say("exercise.note"), exercise.note, notes, column, 4)


def draw_title(flow: Flow, sheet: ExerciseSheet, *, in_one_line: bool = False) -> None:
    """Draw the sheet's title with the phase and the next visit, these two on one line where room is dear."""
    look, column = flow.look, flow.column()
    day = sheet.next_review_on
    visit = look.say("exercises.review", day=look.words.day(day)) if day else ""
    rows = text_rows(look.say("exercises.title"), look.title, column)
    if in_one_line:
        rows += text_rows(" · ".join(filter(None, (sheet.phase, visit))), look.lead_bold, column)
    else:
        rows += text_rows(sheet.phase, look.lead, column) + text_rows(visit, look.lead_bold, column)
    draw_rows(flow, rows)


def draw_stop_signs(flow: Flow, signs: tuple[str, ...]) -> None:
    """Draw when to stop and call, with a heavy bar beside it."""
    if not signs:
        return
    look, column = flow.look, flow.column(14)
    rows = text_rows(look.say("exercises.stop"), look.heading, column)
    rows += listed_rows(signs, "■" * len(signs), look.body, column)
    flow.y -= 10
    flow.keep(height_of(rows))
    flow.mark(look.say("exercises.stop"), 1)
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


def draw_note(flow: Flow, note: str) -> None:
    """Draw what the physiotherapist wrote to the patient."""
    look = flow.look
    draw_rows(flow, labelled_rows(look.say("exercises.note"), note, (look.body_bold, look.body), flow.column(), 8))
