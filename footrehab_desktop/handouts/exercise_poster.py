"""The poster: a few exercises a page, so large that they are read from the wall at three metres.

Capitals and figures of the dose are 14 mm high, 16 minutes of arc at three metres; those of a name 8.5 mm, twice what
a healthy eye can just tell apart.
"""

from dataclasses import replace
from typing import Final

from footrehab_desktop.handouts.content_patient import DoseFigures, ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.dose_icons import DoseIcon, dose_icons, draw_icon
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.pictures import draw_pictures, pair_within, pictures_height, shown_pictures
from footrehab_desktop.handouts.rows import Row, draw_rows, text_rows
from footrehab_desktop.handouts.text import Style, draw, fitted, one_line

_CAPITALS: Final = 0.714  # of the size of the face
_DOSE_SIZE: Final = 14 / _CAPITALS * 72 / 25.4
# Sizes of a name with the lines it may take.
_NAME_SIZES: Final = ((44.0, 1), (39.0, 1), (34.0, 1), (36.0, 2), (34.0, 2))
_ICON: Final = 34.0
_ICON_FIGURE: Final = 36.0
_ROW: Final = 205.0  # the least height of an exercise
_NARROW_ROW: Final = 300.0  # the same on a page that is not wide
_WIDE: Final = 480.0
_BADGE: Final = 54.0
_GAP: Final = 16.0
_LEAST_PAIR: Final = 90.0  # points; smaller pictures say nothing
_SECONDARY: Final = ("hold", "times_a_day", "days_a_week")


def draw_poster(flow: Flow, sheet: ExerciseSheet) -> None:
    """Draw the exercises one below the other, as many on a page as can be read, spread evenly over the pages."""
    row = _ROW if flow.right - flow.left >= _WIDE else _NARROW_ROW
    waiting = list(enumerate(sheet.exercises, 1))
    for count in _counts(len(waiting), max(1, int(flow.page_room / row))):
        if waiting[0][0] > 1:
            flow.new_page()
        height = min(flow.page_room / count, 1.7 * _ROW)
        for number, exercise in waiting[:count]:
            _draw_exercise(flow, number, exercise, height)
        del waiting[:count]


def _counts(total: int, most: int) -> list[int]:
    """Return how many exercises stand on each page: as few pages as can be, none with far fewer than another."""
    if not total:
        return []
    pages = -(-total // most)
    least, more = divmod(total, pages)
    return [least + 1] * more + [least] * (pages - more)


def _draw_exercise(flow: Flow, number: int, exercise: SheetExercise, height: float) -> None:
    look = flow.look
    name = _name_rows(exercise, look, flow.column(_BADGE))
    flow.keep(min(height, flow.page_room))
    flow.mark(f"{number}. {exercise.name}", 1)
    top, page = flow.y, flow.canvas.getPageNumber()
    _draw_rule(flow)
    _draw_number(flow, number, name[0].line.style)
    flow.y -= 6
    draw_rows(flow, name)
    if flow.canvas.getPageNumber() != page:
        top, page = flow.furniture.top, flow.canvas.getPageNumber()
    room = max(0.42 * height, height - (top - flow.y) - 10)
    if flow.room < room * 0.9:
        flow.new_page()
        top = flow.y
    picture = shown_pictures(exercise, look)[:2]
    pair = pair_within(len(picture), 0.58 * (flow.right - flow.left), 2 * (room - look.small.size * 1.4 - 12))
    if pair < _LEAST_PAIR:
        picture = ()
    draw_pictures(flow.canvas, picture, look, (flow.left, flow.y), pair)
    dose_x = flow.left + (pair * max(1, len(picture)) / 2 + _GAP if picture else _BADGE)
    _draw_dose(flow, exercise, Column(dose_x, flow.right - dose_x))
    bottom = flow.y - max(pictures_height(bool(picture), pair, look), room)
    flow.y = max(flow.furniture.bottom, min(bottom, top - height))


def _draw_rule(flow: Flow) -> None:
    if flow.y >= flow.furniture.top - 10:
        return
    flow.canvas.setStrokeColor(flow.look.ink)
    flow.canvas.setLineWidth(2)
    flow.canvas.line(flow.left, flow.y, flow.right, flow.y)


def _name_rows(exercise: SheetExercise, look: Look, column: Column) -> list[Row]:
    """Return the name on one line if it can be large there, else on two."""
    rows: list[Row] = []
    for size, lines in _NAME_SIZES:
        rows = text_rows(exercise.name.strip() or "–", replace(look.heading, size=size, leading=size * 1.18), column)
        if len(rows) <= lines:
            break
    return rows


def _draw_number(flow: Flow, number: int, style: Style) -> None:
    look, radius = flow.look, _BADGE * 0.4
    middle = look.start(flow.left, 2 * radius) + radius
    y = flow.y - 8 - radius
    flow.canvas.setStrokeColor(look.ink)
    flow.canvas.setLineWidth(2.4)
    flow.canvas.circle(middle, y, radius)
    figure = fitted(str(number), replace(style, size=30.0), 1.6 * radius, 8)
    draw(flow.canvas, figure, middle, y - figure.style.size * 0.36, "centre")


def _draw_dose(flow: Flow, exercise: SheetExercise, column: Column) -> None:
    """Draw the dose very large, the icons of how often below it, and the side beside or below."""
    look = flow.look
    large = replace(look.heading, size=_DOSE_SIZE, leading=_DOSE_SIZE * 1.15)
    words = _headline(exercise.figures, look) or exercise.dose
    y = flow.y - 4 - _DOSE_SIZE * 0.8
    used = _put(flow, words, large, column, y) + 2 * _GAP
    side = look.words.side(exercise.side) if exercise.side else ""
    side_style = replace(look.heading, size=24.0)
    beside = Column(column.x + used, column.width - used)
    if side and one_line(side, side_style).width <= beside.width:
        _put(flow, side, side_style, beside, y)
        side = ""
    icons = tuple(icon for icon in dose_icons(exercise.figures, look) if icon.kind in _SECONDARY)
    if exercise.figures and exercise.figures.reps is None:
        icons = tuple(icon for icon in icons if icon.kind != "hold")
    y -= _draw_icons(flow, icons, column, y - 14)
    if side:
        _put(flow, side, side_style, column, y - 14 - 24)


def _put(flow: Flow, words: str, style: Style, column: Column, baseline: float) -> float:
    line = fitted(words, style, column.width, 12)
    draw(flow.canvas, line, flow.look.start(column.x, line.width), baseline)
    return line.width


def _headline(figures: DoseFigures | None, look: Look) -> str:
    if figures is None:
        return ""
    number = look.words.number
    if figures.reps is not None:
        return look.say("poster.reps", sets=number(figures.sets or 1), reps=number(figures.reps))
    if figures.minutes is not None:
        return look.say("poster.minutes", minutes=number(figures.minutes))
    if figures.hold_s is not None:
        return look.say("poster.hold", sets=number(figures.sets or 1), seconds=number(figures.hold_s))
    return ""


def _draw_icons(flow: Flow, icons: tuple[DoseIcon, ...], column: Column, top: float) -> float:
    """Draw icons in a row, each with its figure beside it, smaller if need be; return the points they take."""
    if not icons:
        return 0.0
    look, x = flow.look, column.x
    style = replace(look.heading, size=_ICON_FIGURE)
    widths = [one_line(icon.figure, style).width for icon in icons]
    scale = min(1.0, column.width / (sum(widths) + len(icons) * (_ICON + 5) + (len(icons) - 1) * _GAP))
    side = _ICON * scale
    for icon, width in zip(icons, widths, strict=True):
        draw_icon(flow.canvas, icon.kind, (look.start(x, side), top), side, look.ink)
        figure = one_line(icon.figure, replace(style, size=_ICON_FIGURE * scale))
        draw(flow.canvas, figure, look.start(x + side + 5 * scale, figure.width), top - side * 0.84)
        x += (_ICON + 5 + width + _GAP) * scale
    return side + 14
