"""The dosage as a row of icons, each with its figure: for those who do not read, and for all who look twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportlab.lib.colors import Color

from footrehab_desktop.handouts.content_patient import DoseFigures
from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import NumberedCanvas
from footrehab_desktop.handouts.text import Style, draw, fitted
from footrehab_desktop.library.drawing import Shape, path

# Every icon is drawn on a square of this side, y down.
ICON_SIDE: Final = 24.0
_CIRCLE: Final = "M 12 3 C 17 3 21 7 21 12 C 21 17 17 21 12 21 C 7 21 3 17 3 12 C 3 7 7 3 12 3 Z"

# What each icon is made of: outlines, and parts that are filled.
_OUTLINES: Final[dict[str, tuple[str, ...]]] = {
    # three layers on one another
    "sets": ("M 4 16.5 L 12 20.5 L 20 16.5", "M 4 12 L 12 16 L 20 12", "M 12 3.5 L 20 7.5 L 12 11.5 L 4 7.5 Z"),
    # an arrow that goes round
    "reps": (
        "M 19.5 9 C 18 5.5 14.5 3.6 11 4 C 6.5 4.5 3.4 8.6 4 13 C 4.5 17.5 8.6 20.6 13 20 C 16 19.6 18.5 17.6 19.6 15",
    ),
    # a hand-held stopwatch
    "hold": (
        "M 12 6 C 16.2 6 19.5 9.3 19.5 13.5 C 19.5 17.7 16.2 21 12 21 "
        "C 7.8 21 4.5 17.7 4.5 13.5 C 4.5 9.3 7.8 6 12 6 Z",
        "M 9.5 2.8 L 14.5 2.8",
        "M 12 2.8 L 12 6",
        "M 12 9.5 L 12 13.5",
        "M 18 6 L 19.8 7.8",
    ),
    # a clock face
    "minutes": (_CIRCLE, "M 12 6.8 L 12 12 L 15.8 14.2"),
    # the sign for a pause
    "rest": (_CIRCLE,),
    # a sun
    "times_a_day": (
        "M 12 7.5 C 14.5 7.5 16.5 9.5 16.5 12 C 16.5 14.5 14.5 16.5 12 16.5 "
        "C 9.5 16.5 7.5 14.5 7.5 12 C 7.5 9.5 9.5 7.5 12 7.5 Z",
        *("M 12 2.2 L 12 4.6", "M 12 19.4 L 12 21.8", "M 2.2 12 L 4.6 12", "M 19.4 12 L 21.8 12"),
        *("M 5 5 L 6.8 6.8", "M 17.2 17.2 L 19 19", "M 19 5 L 17.2 6.8", "M 6.8 17.2 L 5 19"),
    ),
    # a sheet of a calendar
    "days_a_week": (
        "M 3.5 5.5 L 20.5 5.5 L 20.5 20.5 L 3.5 20.5 Z",
        *("M 3.5 10 L 20.5 10", "M 8 3 L 8 7.5", "M 16 3 L 16 7.5"),
    ),
    # an eight-cornered stop sign
    "stop": ("M 8.2 2.8 L 15.8 2.8 L 21.2 8.2 L 21.2 15.8 L 15.8 21.2 L 8.2 21.2 L 2.8 15.8 L 2.8 8.2 Z",),
}
_FILLED: Final[dict[str, tuple[str, ...]]] = {
    "reps": ("M 20.8 4.6 L 20.6 10.6 L 15 8.6 Z",),
    "rest": ("M 8.3 7.5 L 10.8 7.5 L 10.8 16.5 L 8.3 16.5 Z", "M 13.2 7.5 L 15.7 7.5 L 15.7 16.5 L 13.2 16.5 Z"),
    "days_a_week": tuple(
        f"M {x} {y} L {x + 2.4} {y} L {x + 2.4} {y + 2.4} L {x} {y + 2.4} Z" for y in (12, 16) for x in (6, 10.8, 15.6)
    ),
    "stop": ("M 6.5 10.4 L 17.5 10.4 L 17.5 13.6 L 6.5 13.6 Z",),
}
_STROKE: Final = 1.8


@dataclass(frozen=True, slots=True)
class DoseIcon:
    """One icon with its figure as it is printed and the word that says what it counts."""

    kind: str
    figure: str
    word: str


def dose_icons(figures: DoseFigures | None, look: Look) -> tuple[DoseIcon, ...]:
    """Return the icons of a dosage in the order they are read."""
    return tuple(_icons(figures, look)) if figures else ()


def _icons(figures: DoseFigures, look: Look) -> Iterator[DoseIcon]:
    number, say = look.words.number, look.say
    for kind, value in (("sets", figures.sets), ("reps", figures.reps)):
        if value is not None:
            yield DoseIcon(kind, number(value), say(f"icon.{kind}"))
    if figures.hold_s is not None:
        yield DoseIcon("hold", say("icon.seconds", seconds=number(figures.hold_s)), say("icon.hold"))
    if figures.minutes is not None:
        yield DoseIcon("minutes", number(figures.minutes), say("icon.minutes"))
    if figures.rest_s is not None:
        yield DoseIcon("rest", say("icon.seconds", seconds=number(figures.rest_s)), say("icon.rest"))
    for kind, value in (("times_a_day", figures.times_a_day), ("days_a_week", figures.days_a_week)):
        if value is not None:
            yield DoseIcon(kind, say("icon.often", count=number(value)), say(f"icon.{kind}"))


@cache
def _shapes(kind: str) -> tuple[Shape, ...]:
    """Return an icon in the role "ink"."""
    outlines = tuple(Shape(path(text), stroke="ink", width=_STROKE) for text in _OUTLINES[kind])
    return outlines + tuple(Shape(path(text), fill="ink") for text in _FILLED.get(kind, ()))


def draw_icon(canvas: NumberedCanvas, kind: str, place: tuple[float, float], side: float, colour: Color) -> None:
    """Draw one icon ``side`` points wide, its upper left corner at ``place``."""
    left, top = place
    draw_shapes(canvas, _shapes(kind), {"ink": colour}, left=left, top=top, scale=side / ICON_SIDE)


@dataclass(frozen=True, slots=True)
class IconRow:
    """Icons side by side, each ``pitch`` points wide: the icon over its figure, and its word below unless ``bare``."""

    icons: tuple[DoseIcon, ...]
    pitch: float
    side: float
    figure: Style
    word: Style
    bare: bool = False

    @property
    def height(self) -> float:
        """Points that the row takes; nothing without icons."""
        if not self.icons:
            return 0.0
        return self.side + self.figure.leading + (0.0 if self.bare else self.word.leading) + 4

    @property
    def width(self) -> float:
        """Points from the first icon's column to the end of the last one's."""
        return self.pitch * len(self.icons)

    def draw(self, canvas: NumberedCanvas, look: Look, x: float, top: float) -> None:
        """Draw the row below ``top``; read from the left it begins at ``x``."""
        for place, icon in enumerate(self.icons):
            middle = look.start(x + place * self.pitch, self.pitch) + self.pitch / 2
            draw_icon(canvas, icon.kind, (middle - self.side / 2, top), self.side, look.ink)
            baseline = top - self.side - self.figure.leading * 0.8
            draw(canvas, fitted(icon.figure, self.figure, self.pitch - 2, 5), middle, baseline, "centre")
            if not self.bare:
                word = fitted(icon.word, self.word, self.pitch - 2, 5)
                draw(canvas, word, middle, baseline - self.word.leading, "centre")
