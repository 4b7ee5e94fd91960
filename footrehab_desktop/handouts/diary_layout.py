"""Where everything that a reader needs lies on the pages of a diary: pure data, shared by print and reader.

All places are in mm from the top left corner of the page, y down. The figures hold for form version ``FORM_VERSION``;
a change of any figure is a new version. Every printed sheet is stored with its own layout, so that old sheets stay
readable. What is asked about the next morning (pain, stiffness, the night's sleep) stands with the day before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

DiaryPaper = Literal["A4", "Letter"]
DiaryKind = Literal["short", "full"]
DiaryPrint = Literal["normal", "large"]

FORM_VERSION = "2"
LENGTHS = (7, 14)
FIRST_COLUMN = 69.0
COLUMN_PITCH = 9.0
MARKER_SIDE = 9.0
MARKER_EDGE = 10.0
MARKER_WHITE = 2.5
QR_MODULES = 21
QUIET_MODULES = 4
MARK_EDGE = 12.0
MARK_HEIGHT = 13.2
MARK_CELL = 2.0
MARK_CELLS = 4

PAGES: dict[DiaryPaper, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
BUBBLES: dict[DiaryPrint, float] = {"normal": 4.8, "large": 5.0}
_QR_MODULE: dict[DiaryPaper, float] = {"A4": 0.9, "Letter": 0.85}

# ArUco DICT_4X4_50: id and the inner 4 × 4 cells from the top, 1 = white; by corner: top or bottom, left or right.
MARKERS = {
    ("top", "left"): (2, ("0011", "0011", "0010", "1101")),
    ("top", "right"): (4, ("0101", "0100", "1001", "1110")),
    ("bottom", "right"): (7, ("1100", "0100", "1111", "0010")),
    ("bottom", "left"): (9, ("1100", "1111", "0101", "0110")),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a day: the values of its bubbles from left to right, as numbers or as words beside them."""

    name: str
    kind: Literal["yesno", "scale"]
    values: tuple[int | str, ...]

    @property
    def in_words(self) -> bool:
        """Whether words stand beside the bubbles; numbers stand in them."""
        return self.name in _WORD_COLUMNS


_ZERO_TO_TEN = tuple(range(11))
_EXERCISES = Question("ex", "yesno", ("yes", "part", "no"))
_DURING = Question("during", "scale", _ZERO_TO_TEN)
_MORNING = Question("morning", "scale", _ZERO_TO_TEN)

# Minutes are the sum of two marks: 26 is 20 and 6.
QUESTIONS: dict[DiaryKind, tuple[Question, ...]] = {
    "short": (_EXERCISES, _DURING, _MORNING),
    "full": (
        _EXERCISES,
        Question("tens", "scale", tuple(range(0, 100, 10))),
        Question("ones", "scale", tuple(range(10))),
        Question("effort", "scale", _ZERO_TO_TEN),
        _DURING,
        Question("evening", "scale", _ZERO_TO_TEN),
        Question("swelling", "scale", (0, 1, 2, 3)),
        _MORNING,
        Question("stiffness", "scale", (0, 5, 10, 15, 20, 25, 30, 40, 50, 60, 90)),
        Question("sleep", "scale", tuple(range(2, 13))),
    ),
}
_WORD_COLUMNS: dict[str, dict[DiaryPrint, tuple[float, ...]]] = {
    "ex": {"normal": (0.0, 18.0, 39.0), "large": (0.0, 27.0, 60.0)},
    "swelling": {"normal": (0.0, 21.0, 46.0, 68.0), "large": (0.0, 29.0, 63.0, 92.0)},
}


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the rows of a form stand: rows of a day below its first, and the gaps between days.

    No two steps that follow each other are alike, so that a crumpled page is not taken for one moved by a row.
    """

    rows: tuple[float, ...]
    first: dict[DiaryPaper, float]
    gaps: dict[DiaryPaper, tuple[float, ...]]

    @property
    def days(self) -> int:
        return len(self.gaps["A4"]) + 1


def _below(*steps: float) -> tuple[float, ...]:
    return tuple(round(row, 2) for row in accumulate((0.0, *steps)))


_GRIDS: dict[tuple[DiaryKind, DiaryPrint], _Grid] = {
    ("short", "normal"): _Grid(
        _below(11.1, 9.0),
        {"A4": 47.0, "Letter": 44.0},
        {"A4": (14.4, 13.0, 13.9, 12.6, 14.5, 15.6), "Letter": (11.3, 11.6, 12.0, 11.3, 11.9, 12.2)},
    ),
    ("short", "large"): _Grid(
        _below(17.4, 16.6),
        {"A4": 78.0, "Letter": 78.0},
        {"A4": (27.4, 28.6), "Letter": (26.4, 27.4)},
    ),
    ("full", "normal"): _Grid(
        _below(11.4, 11.1, 11.7, 9.0, 9.6, 9.3, 12.0, 11.2, 11.5),
        {"A4": 47.0, "Letter": 44.0},
        {"A4": (26.0,), "Letter": (16.4,)},
    ),
    ("full", "large"): _Grid(
        _below(18.4, 17.6, 18.8, 17.2, 18.0, 18.6, 17.4, 18.2, 17.8),
        {"A4": 78.0, "Letter": 78.0},
        {"A4": (), "Letter": ()},
    ),
}
# The rule above a day: in large print there is a heading below it.
_FIRST_RULE = 5.2
_LARGE_HEAD = 16.0
# Rows whose numbers also stand above the bubbles, black and large: the first row of each scale.
_NUMBERED: dict[DiaryKind, frozenset[str]] = {
    "short": frozenset({"during"}),
    "full": frozenset({"tens", "ones", "effort", "morning", "stiffness", "sleep"}),
}


@dataclass(frozen=True, slots=True)
class DiaryForm:
    """One form of the diary: what it asks, how large, on which paper, for how many days."""

    kind: DiaryKind = "short"
    print: DiaryPrint = "normal"
    paper: DiaryPaper = "A4"
    days: int = 7

    def __post_init__(self) -> None:
        if self.days not in LENGTHS:
            raise ValueError("a diary has 7 or 14 days")

    @property
    def width(self) -> float:
        """The page's width in mm."""
        return PAGES[self.paper][0]

    @property
    def height(self) -> float:
        """The page's height in mm."""
        return PAGES[self.paper][1]

    @property
    def bubble(self) -> float:
        """The outer width of a bubble in mm."""
        return BUBBLES[self.print]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked on each day."""
        return QUESTIONS[self.kind]

    @property
    def pages(self) -> tuple[range, ...]:
        """Return the days of every page, counted from 0."""
        most = self._grid.days
        return tuple(range(start, min(start + most, self.days)) for start in range(0, self.days, most))

    def row(self, place: int, question: int) -> float:
        """Return y of a question's bubbles; ``place`` counts the days of a page from 0."""
        grid = self._grid
        before = place * grid.rows[-1] + sum(grid.gaps[self.paper][:place])
        return round(grid.first[self.paper] + before + grid.rows[question], 2)

    def rule(self, place: int) -> float:
        """Return y of the rule above a day of the page."""
        if self.print == "large":
            return self.row(place, 0) - _LARGE_HEAD
        above = self._grid.gaps[self.paper][place - 1] / 2 if place else _FIRST_RULE
        return round(self.row(place, 0) - above, 2)

    def numbered(self, question: Question) -> bool:
        """Return whether the row's numbers also stand above its bubbles."""
        return not question.in_words and (self.print == "large" or question.name in _NUMBERED[self.kind])

    def columns(self, question: Question) -> tuple[float, ...]:
        """Return x of the bubbles of a row."""
        if question.in_words:
            return tuple(FIRST_COLUMN + offset for offset in _WORD_COLUMNS[question.name][self.print])
        return tuple(FIRST_COLUMN + COLUMN_PITCH * place for place in range(len(question.values)))

    def marker_corner(self, row: str, column: str) -> tuple[float, float]:
        """Return the top left corner of one of the four markers."""
        x = MARKER_EDGE if column == "left" else self.width - MARKER_EDGE - MARKER_SIDE
        y = MARKER_EDGE if row == "top" else self.height - MARKER_EDGE - MARKER_SIDE
        return x, y

    @property
    def qr_module(self) -> float:
        """The side of one module of a QR code."""
        return _QR_MODULE[self.paper]

    @property
    def qr_side(self) -> float:
        """The dark part of a QR code."""
        return round(QR_MODULES * self.qr_module, 2)

    @property
    def qr_quiet(self) -> float:
        """The white that a QR code needs on every side."""
        return QUIET_MODULES * self.qr_module

    def qr_corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the top left corners of the two QR codes: left of the right markers, at the top and at the bottom."""
        x = self.width - MARKER_EDGE - MARKER_SIDE - MARKER_WHITE - self.qr_quiet - self.qr_side
        return (x, MARKER_EDGE), (x, self.height - MARKER_EDGE - self.qr_side)

    def mark_boxes(self, place: int, day: int) -> Iterator[tuple[float, float, float, float]]:
        """Yield x, y, width, height of the mark of ``day`` (from 0) at both sides of the page: a bar, and inside of it
        the day's number 1 to 14 in four cells from the top, dark for 1, the lowest bit first."""
        top = (self.row(place, 0) + self.row(place, len(self.questions) - 1) - MARK_HEIGHT) / 2
        inside = 1.8
        for bar, cells in (
            (MARK_EDGE, MARK_EDGE + inside),
            (self.width - MARK_EDGE - 1.0, self.width - MARK_EDGE - inside - MARK_CELL),
        ):
            yield bar, top, 1.0, MARK_HEIGHT
            step = (MARK_HEIGHT - MARK_CELL) / (MARK_CELLS - 1)
            for bit in range(MARK_CELLS):
                if (day + 1) >> bit & 1:
                    yield cells, top + bit * step, MARK_CELL, MARK_CELL

    @property
    def _grid(self) -> _Grid:
        return _GRIDS[self.kind, self.print]


def diary_layout(sheet_id: str, form: DiaryForm) -> dict[str, Any]:
    """Return the geometry that a reader needs, as plain JSON.

    A page is ``{"page_mm", "sheet_id", "fields"}`` with its fields and their bubbles' centres; a diary of several pages
    is ``{"sheet_id", "pages": [page, ...]}``.
    """
    pages = [
        {
            "page_mm": [form.width, form.height],
            "sheet_id": sheet_id,
            "fields": [field for place, day in enumerate(days) for field in _day_fields(form, place, day)],
        }
        for days in form.pages
    ]
    return pages[0] if len(pages) == 1 else {"sheet_id": sheet_id, "pages": pages}


def layout_pages(layout: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pages of a layout in the format of one page each."""
    return list(layout.get("pages", [layout]))


def _day_fields(form: DiaryForm, place: int, day: int) -> Iterator[dict[str, Any]]:
    for index, question in enumerate(form.questions):
        y, side = form.row(place, index), form.bubble
        bubbles = [
            {"value": value, "x": round(x, 2), "y": y, "w": side, "h": side, "shape": "circle"}
            for value, x in zip(question.values, form.columns(question), strict=True)
        ]
        yield {"id": f"d{day + 1}.{question.name}", "kind": question.kind, "bubbles": bubbles}


def machine_codes(sheet_id: str, page: int, plan_version: int, week: int) -> tuple[str, str]:
    """Return what the QR codes at the top and at the bottom hold, twelve capitals and digits each.

    Both begin with the sheet's id. The upper one ends with form version and page (1 to 14), the lower one with plan
    version and week of the plan, each as one character of base 36; what is beyond 35 begins at 0 again.
    """
    return f"{sheet_id}{FORM_VERSION}{_figure(page)}", f"{sheet_id}{_figure(plan_version)}{_figure(week)}"


def _figure(number: int) -> str:
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number % 36]
