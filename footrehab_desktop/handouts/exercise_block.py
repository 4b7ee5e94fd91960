"""One exercise in full, as a block that stays on one page: words, dose, week to tick and pictures.

Where there is room, words stand at the left and dose and pictures at the right; on a narrow page, or in large print,
dose and pictures stand above the words. For those who read little the pictures are large and words are left out.
"""

from collections.abc import Callable, Iterator
from typing import Final

from footrehab_desktop.handouts.content_patient import SheetExercise
from footrehab_desktop.handouts.exercise_parts import (
    LONGEST_DOSE,
    DoseBox,
    badge_width,
    dose_box,
    draw_badge,
    draw_rule,
    draw_week,
    icon_row,
    week_height,
    word_rows,
)
from footrehab_desktop.handouts.look import MM, Look
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.pictures import (
    draw_pictures,
    pair_in_height,
    pair_within,
    pictures_height,
    row_width,
    shown_pictures,
)
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, text_rows
from footrehab_desktop.library.pictures import Picture

_SIDE_COLUMN: Final = 62 * MM
_GAP: Final = 16.0
_LEAST_WORDS: Final = 210.0  # points, for print of 10 points: narrower, and the words stand below
_PICTURES_IN_COLUMN: Final = 2
_WIDE: Final = 640.0  # points from margin to margin
# A part of an exercise: how high it is, and what draws it below a height.
_Band = tuple[float, Callable[[float], None]]
# How large a row of pictures is and whether icons go without words, as far as the exercise then stays on one page.
_CLOSENESS: Final = ((1.0, False), (0.8, False), (0.8, True), (0.65, True))
# On a page that is no higher than this all pictures stand under the dose, no smaller than this where two are.
_LOW: Final = 115 * MM
_SMALLEST_PAIR: Final = 34 * MM
_PARTED: Final = 10.0  # points above an exercise
_LARGEST_PICTURE: Final = 54 * MM


def draw_exercise(flow: Flow, number: int, exercise: SheetExercise) -> None:
    """Draw one exercise; it stays on one page unless it is longer than a page."""
    if flow.y < flow.furniture.top:
        flow.y -= _PARTED
    if flow.look.options.size == "low_literacy":
        _draw_in_pictures(flow, number, exercise)
    elif _words_width(flow) >= flow.look.grown(_LEAST_WORDS):
        _draw_beside(flow, number, exercise)
    else:
        _draw_below(flow, number, exercise)


def _words_width(flow: Flow) -> float:
    return flow.right - flow.left - badge_width(flow.look) - _SIDE_COLUMN - _GAP


def _draw_beside(flow: Flow, number: int, exercise: SheetExercise) -> None:
    """Draw words at the left, dose, week and two pictures at the right, more pictures in a row below.

    On a wide page the two pictures stand between words and dose.
    """
    look = flow.look
    box = dose_box(exercise, look, _SIDE_COLUMN)
    boxed = len(box.lines) <= LONGEST_DOSE
    picture = shown_pictures(exercise, look)
    dose_height = box.height if boxed else 0.0
    in_column = picture if len(picture) <= _PICTURES_IN_COLUMN or _is_low(flow) else ()
    in_row = () if in_column else picture
    aside = _SIDE_COLUMN + _GAP if in_column and flow.right - flow.left >= _WIDE else 0.0
    column = flow.column(badge_width(look), _SIDE_COLUMN + _GAP + aside)
    rows = _name_rows(exercise, look, column) + word_rows(exercise, look, column, with_dose=not boxed)
    above_picture = 0.0 if aside else dose_height + week_height(look)
    lower = pair_in_height(flow.page_room - above_picture, look)
    column_pair = min(pair_within(len(in_column), _SIDE_COLUMN, _SIDE_COLUMN), max(lower, _SMALLEST_PAIR))
    pictured = above_picture + pictures_height(bool(in_column), column_pair, look)
    beside = max(dose_height + week_height(look), pictured)
    pair = pair_within(len(in_row), flow.right - flow.left - badge_width(look), _SIDE_COLUMN)
    below = pictures_height(bool(in_row), pair, look)
    top, page = _open(flow, number, exercise, max(height_of(rows), beside) + below, beside)
    x = flow.right - _SIDE_COLUMN
    if boxed:
        box.draw(flow, x, top)
    draw_week(flow, look, Column(x, _SIDE_COLUMN), top - dose_height)
    draw_pictures(flow.canvas, in_column, look, (x - aside, top - above_picture), column_pair)
    draw_rows(flow, rows)
    if flow.canvas.getPageNumber() == page:
        flow.y = min(flow.y, top - beside)
    flow.keep(below)
    draw_pictures(flow.canvas, in_row, look, (flow.left + badge_width(look), flow.y), pair)
    flow.y -= below


def _is_low(flow: Flow) -> bool:
    return flow.page_room <= _LOW


def _draw_below(flow: Flow, number: int, exercise: SheetExercise) -> None:
    """Draw the name, below it pictures beside the dose, then the words over the whole width."""
    look = flow.look
    name = _name_rows(exercise, look, flow.column(badge_width(look)))
    picture = shown_pictures(exercise, look)
    large, whole = look.options.size == "large_print", flow.column().width
    alone = large and len(picture) > _PICTURES_IN_COLUMN
    box = dose_box(exercise, look, whole if alone else (whole - _GAP) / 2, icons=not large)
    boxed = len(box.lines) <= LONGEST_DOSE
    words = word_rows(exercise, look, flow.column(), with_dose=not boxed)
    others = max(height_of(name), badge_width(look))
    most = flow.page_room - others - height_of(words)
    bands = _fitting_bands(flow, exercise, picture, box if boxed else None, most)
    fixed = others + sum(height for height, _draw in bands)
    _open(flow, number, exercise, fixed + height_of(words), fixed + height_of(words[:2]))
    top = flow.y
    draw_rows(flow, name)
    flow.y = min(flow.y, top - badge_width(look) + 6)
    for height, draw_band in bands:
        if flow.room < height:
            flow.new_page()
        draw_band(flow.y)
        flow.y -= height
    draw_rows(flow, words)


def _fitting_bands(
    flow: Flow, exercise: SheetExercise, picture: tuple[Picture, ...], box: DoseBox | None, most: float
) -> list[_Band]:
    """Return the parts in the roomiest way that is at most ``most`` points high, or in the usual way if none is."""
    ways = [list(_bands(flow, exercise, picture, box, *closeness)) for closeness in _CLOSENESS]
    return next((way for way in ways if sum(height for height, _draw in way) <= most), ways[0])


def _bands(
    flow: Flow, exercise: SheetExercise, picture: tuple[Picture, ...], box: DoseBox | None, share: float, bare: bool
) -> Iterator[_Band]:
    """Yield what stands between name and words, part by part: how high it is, and what draws it below a height.

    Two pictures stand beside dose and week, more in a row, in a ``share`` of their usual size; in large print icons,
    ``bare`` without their words, and week take the whole width.
    """
    look, column = flow.look, flow.column()
    large, half = look.options.size == "large_print", (column.width - _GAP) / 2
    paired = picture if len(picture) <= _PICTURES_IN_COLUMN else ()
    right, dose = flow.right - (box.width if box else half), box.height if box else 0.0
    week = 0.0 if large else week_height(look)

    def draw_first(top: float) -> None:
        draw_pictures(flow.canvas, paired, look, (flow.left, top), share * half)
        if box:
            box.draw(flow, right, top - 4)
        if week:
            x, above = (right, dose) if paired else (flow.left, 0.0)
            draw_week(flow, look, Column(x, half), top - 4 - above)

    beside = dose + week if paired else max(dose, week)
    yield max(beside, pictures_height(bool(paired), share * half, look)) + 10, draw_first
    if large:
        icons = icon_row(exercise, look, column.width, look.grown(15), bare=bare)
        yield icons.height + 4, lambda top: icons.draw(flow.canvas, look, flow.left, top)
        yield week_height(look), lambda top: draw_week(flow, look, column, top)
    if len(picture) > _PICTURES_IN_COLUMN:
        pair = pair_within(len(picture), share * column.width, look.grown(2 * 42 * MM))
        yield (
            pictures_height(True, pair, look),
            lambda top: draw_pictures(flow.canvas, picture, look, (flow.left, top), pair),
        )


def _draw_in_pictures(flow: Flow, number: int, exercise: SheetExercise) -> None:
    """Draw large pictures and icons with a name; the few words are its name and its side."""
    look = flow.look
    column = flow.column(badge_width(look))
    rows = _name_rows(exercise, look, column)
    if exercise.side:
        rows += text_rows(look.words.side(exercise.side), look.lead_bold, column)
    icons = icon_row(exercise, look, flow.column().width * 0.62, look.grown(26), bare=True)
    dose = [] if icons.icons else text_rows(exercise.dose, look.heading, column, 4)
    picture = shown_pictures(exercise, look)
    pair = pair_within(len(picture), flow.column().width, 2 * _LARGEST_PICTURE)
    pictures = pictures_height(bool(picture), pair, look)
    foot = max(icons.height + 6, week_height(look))
    _open(flow, number, exercise, height_of(rows + dose) + pictures + foot, height_of(rows))
    draw_rows(flow, rows)
    if flow.room < pictures + foot <= flow.page_room:
        flow.new_page()
    margin = (flow.column().width - row_width(len(picture), pair)) / 2
    draw_pictures(flow.canvas, picture, look, (flow.left + max(0.0, margin), flow.y), pair)
    flow.y -= pictures
    draw_rows(flow, dose)
    icons.draw(flow.canvas, look, flow.left, flow.y - 4)
    width = flow.column().width * 0.34
    draw_week(flow, look, Column(flow.right - width, width), flow.y)
    flow.y -= foot


def _name_rows(exercise: SheetExercise, look: Look, column: Column) -> list[Row]:
    return text_rows(exercise.name, look.heading, column)


def _open(flow: Flow, number: int, exercise: SheetExercise, height: float, least: float) -> tuple[float, int]:
    """Begin an exercise of ``height`` points where it stays whole, or has at least ``least`` points; return its top
    and its page."""
    parted = 0.0 if flow.y >= flow.furniture.top else _PARTED
    if parted and ((flow.room < height + parted and height <= flow.page_room) or flow.room < least + parted):
        flow.new_page()
    draw_rule(flow)
    flow.mark(f"{number}. {exercise.name}", 1)
    draw_badge(flow, flow.look, number, flow.left, flow.y)
    return flow.y, flow.canvas.getPageNumber()
