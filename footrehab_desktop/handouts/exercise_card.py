"""The card: all exercises on one page, side by side, for the fridge door.

The more exercises there are, the less is said of each: first the steps go, then cues, then the size of the pictures.
Name, picture, dose and the week to tick are always there; more than a page holds goes on over the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.handouts.content_patient import ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.dose_icons import IconRow
from footrehab_desktop.handouts.exercise_parts import (
    badge_width,
    dose_as_text,
    draw_badge,
    draw_note,
    draw_week,
    icon_row,
    unbroken_parts,
    week_height,
)
from footrehab_desktop.handouts.look import MM, Look, smaller
from footrehab_desktop.handouts.page import Column, Flow
from footrehab_desktop.handouts.pictures import draw_pictures, pair_within, pictures_height, row_width, shown_pictures
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, labelled_rows, listed_rows, text_rows

_GAP: Final = 16.0
_PICTURED: Final = 0.42  # of the width, where words stand beside
_LEAST_COLUMN: Final = 138.0  # points, for print of 10 points
_MOST_COLUMNS: Final = 4
_LARGEST_PAIR: Final = 95 * MM
_STEPS, _CUES, _STOPS = 3, 2, 1


@dataclass(frozen=True, slots=True)
class _Setting:
    """How much is said of each exercise, how large pictures are of what fits, how large the print is.

    ``beside``: the words stand beside the pictures, in ``columns`` at most.
    """

    detail: int
    pictures: float = 1.0
    print_share: float = 1.0
    beside: bool = False
    columns: int = _MOST_COLUMNS


# From the roomy to the close.
_ABOVE: Final = tuple(_Setting(detail, pictures) for detail in (_STEPS, _CUES, _STOPS) for pictures in (1.0, 0.8))
_BESIDE: Final = tuple(_Setting(detail, beside=True, columns=2) for detail in (_CUES, _STOPS, 0))
_SMALL: Final = tuple(_Setting(0, 0.85, share, beside=True, columns=2) for share in (0.9, 0.82, 0.75))
_BARE: Final = (*(_Setting(0, pictures) for pictures in (1.0, 0.8)), _Setting(0, beside=True, columns=2))


@dataclass(frozen=True, slots=True)
class _Cell:
    """One exercise laid out for its column: icons, words and the week to tick stand below the pictures, or beside."""

    number: int
    exercise: SheetExercise
    look: Look
    column: Column
    head: list[Row]
    pair: float
    icons: IconRow
    words: list[Row]
    place: Column
    beside: bool

    @property
    def pictures(self) -> float:
        """The height of the pictures."""
        return pictures_height(bool(shown_pictures(self.exercise, self.look)), self.pair, self.look)

    @property
    def week(self) -> float:
        """The height of the week to tick."""
        return week_height(self.look, caption=not self.beside)

    @property
    def height(self) -> float:
        words = self.icons.height + height_of(self.words) + self.week
        return height_of(self.head) + (max(words, self.pictures) if self.beside else words + self.pictures) + 2


def draw_card(flow: Flow, sheet: ExerciseSheet) -> None:
    """Draw the exercises in rows that are as roomy as one page allows, then when to stop."""
    draw_note(flow, sheet.note)
    flow.y -= 6
    stop = _stop_rows(flow, sheet.general_stop_signs)
    for cells in _laid_out(flow, sheet.exercises, height_of(stop) + 8):
        _draw_line(flow, cells)
    flow.y -= 8
    flow.keep(height_of(stop))
    draw_rows(flow, stop)


def _stop_rows(flow: Flow, signs: tuple[str, ...]) -> list[Row]:
    look = flow.look
    return labelled_rows(look.say("card.stop"), " · ".join(signs), (look.stop_label, look.body_bold), flow.column())


def _laid_out(flow: Flow, exercises: tuple[SheetExercise, ...], kept_free: float) -> list[list[_Cell]]:
    """Return the lines of cells in the roomiest setting that leaves ``kept_free`` points of the page."""
    room = flow.room - kept_free
    lines: list[list[_Cell]] = []
    for setting in _settings(flow.look):
        for columns in _column_counts(flow, len(exercises), setting):
            lines = _lines(flow, exercises, columns, setting)
            if sum(map(_line_height, lines)) <= room:
                return lines
    return lines


def _settings(look: Look) -> tuple[_Setting, ...]:
    if look.options.size == "low_literacy":
        return _BARE
    return (*_ABOVE, *_BESIDE, *(_SMALL if look.options.size == "normal" else ()))


def _column_counts(flow: Flow, count: int, setting: _Setting) -> Iterator[int]:
    """Yield how many exercises may stand side by side, from few to many."""
    width, least_width = flow.right - flow.left, flow.look.grown(_LEAST_COLUMN) * (1.5 if setting.beside else 1)
    fitting = int((width + _GAP) / (least_width + _GAP))
    most = max(1, min(setting.columns, fitting, count))
    yield from range(min(most, 2), most + 1)


def _lines(flow: Flow, exercises: tuple[SheetExercise, ...], columns: int, setting: _Setting) -> list[list[_Cell]]:
    width = (flow.right - flow.left - (columns - 1) * _GAP) / columns
    places = [Column(flow.left + place * (width + _GAP), width) for place in range(columns)]
    look = smaller(flow.look, setting.print_share)
    cells = [
        _cell(look, number, exercise, places[(number - 1) % columns], setting)
        for number, exercise in enumerate(exercises, 1)
    ]
    return [cells[start : start + columns] for start in range(0, len(cells), columns)]


def _cell(look: Look, number: int, exercise: SheetExercise, column: Column, setting: _Setting) -> _Cell:
    hang = badge_width(look)
    head = text_rows(exercise.name.strip() or "–", look.lead_bold, Column(column.x + hang, column.width - hang))
    pictured = _PICTURED * column.width if setting.beside else column.width
    pair = pair_within(len(shown_pictures(exercise, look)), pictured * setting.pictures, _LARGEST_PAIR)
    beside = Column(column.x + pictured + 8, column.width - pictured - 8) if setting.beside else column
    bare = look.options.size == "low_literacy" or (setting.beside and look.options.size == "normal")
    icons = icon_row(exercise, look, beside.width, look.grown(15), bare=bare)
    words = _words(look, exercise, beside, setting.detail)
    return _Cell(number, exercise, look, column, head, pair, icons, words, beside, setting.beside)


def _words(look: Look, exercise: SheetExercise, column: Column, detail: int) -> list[Row]:
    if look.options.size == "low_literacy" and exercise.figures:
        return text_rows(look.words.side(exercise.side) if exercise.side else "", look.body_bold, column, 2)
    dose = dose_as_text(exercise, look).replace("\n", " · ")
    rows = text_rows(unbroken_parts(dose, look.body_bold, column.width), look.body_bold, column, 2)
    if detail >= _STEPS:
        numbers = [f"{index}." for index in range(1, len(exercise.steps) + 1)]
        rows += listed_rows(exercise.steps, numbers, look.body, column)
    if detail >= _CUES:
        cues = look.say("exercise.cues")
        rows += labelled_rows(cues, " · ".join(exercise.cues), (look.body_bold, look.body), column, 3)
    if detail >= _STOPS:
        stop_styles = (look.stop_label, look.body)
        rows += labelled_rows(look.say("exercise.stop"), " · ".join(exercise.stop_signs), stop_styles, column, 3)
    note = look.say("exercise.note")
    return rows + labelled_rows(note, exercise.note, (look.body_bold, look.body), column, 3)


def _line_height(cells: list[_Cell]) -> float:
    return max(cell.height for cell in cells) + 8


def _draw_line(flow: Flow, cells: list[_Cell]) -> None:
    flow.keep(_line_height(cells))
    top, page = flow.y - 5, flow.canvas.getPageNumber()
    if top < flow.furniture.top - 10:
        flow.canvas.setStrokeColor(flow.look.line)
        flow.canvas.setLineWidth(0.7)
        flow.canvas.line(flow.left, flow.y, flow.right, flow.y)
    for cell in cells:
        if flow.canvas.getPageNumber() != page:
            flow.new_page()
            top, page = flow.y - 5, flow.canvas.getPageNumber()
        flow.y = top
        _draw_cell(flow, cell)
    if flow.canvas.getPageNumber() == page:
        flow.y = top - max(cell.height for cell in cells) - 3


def _draw_cell(flow: Flow, cell: _Cell) -> None:
    look, column = cell.look, cell.column
    flow.mark(f"{cell.number}. {cell.exercise.name}", 1)
    draw_badge(flow, look, cell.number, column.x, flow.y)
    draw_rows(flow, cell.head)
    picture = shown_pictures(cell.exercise, look)
    margin = 0.0 if cell.beside else max(0.0, (column.width - row_width(len(picture), cell.pair)) / 2)
    draw_pictures(flow.canvas, picture, look, (column.x + margin, flow.y), cell.pair)
    pictured = flow.y - cell.pictures
    if not cell.beside:
        flow.y = pictured
    x = cell.place.x
    cell.icons.draw(flow.canvas, look, x, flow.y)
    flow.y -= cell.icons.height
    draw_rows(flow, cell.words)
    if flow.room < cell.week - 1:
        flow.new_page()
    draw_week(flow, look, Column(x, min(cell.place.width, 7 * look.grown(24))), flow.y, caption=not cell.beside)
    flow.y = min(flow.y - cell.week, pictured) if cell.beside else flow.y - cell.week
