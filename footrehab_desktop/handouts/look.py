"""How a sheet looks: its page, type scale, colours and words, computed from the options and handed down.

Use: ``look = look_for(options, "patient")`` in the sheet's draw function, ``flow = begin(furniture, look)``, then
``flow.look``: ``look.body`` and the other styles for text, ``look.say("exercises.title")`` and ``look.words`` for
fixed words, ``look.ink`` … ``look.stop`` for strokes and fills (``look.tint`` a pale ground, ``look.picture`` the
roles of drawings), ``look.width``, ``look.height``, ``look.margin`` for places (points), ``look.grown(30)`` for a
measure that grows with the print. No colour, size or English word is a constant of a module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, A5, LETTER

from footrehab_desktop.handouts.options import Colours, Paper, PrintOptions, Size
from footrehab_desktop.handouts.phrases import Words
from footrehab_desktop.handouts.text import Style

Reader = Literal["patient", "clinician", "staff"]
"""``staff``: who alone reads the clinic's own papers, which are long; everybody else may be handed a sheet."""

MM: Final = 72 / 25.4
PAPER_SIZES: Final[dict[Paper, tuple[float, float]]] = {"A4": A4, "Letter": LETTER, "A5": A5}
LARGE_PRINT: Final = 18.0  # points; nothing that is to be read is smaller, only the clinic's line in the foot
_BODY: Final[dict[Reader, dict[Size, float]]] = {
    "patient": {"normal": 11, "large_print": LARGE_PRINT, "low_literacy": 13},
    "clinician": {"normal": 10, "large_print": LARGE_PRINT, "low_literacy": 10},
    "staff": {"normal": 10, "large_print": 14, "low_literacy": 10},
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of text and lines; every text colour keeps a contrast of 4.5 in grey. ``tint`` is a pale ground."""

    ink: Color
    soft: Color
    line: Color
    accent: Color
    stop: Color
    tint: Color


_INK, _FADED = HexColor("#1B2733"), HexColor("#333333")
_WHITE, _BLACK = HexColor("#FFFFFF"), HexColor("#000000")
PALETTES: Final[Mapping[Colours, Palette]] = {
    "colour": Palette(
        _INK, HexColor("#52606D"), HexColor("#8A97A3"), HexColor("#0B6B63"), HexColor("#B3131B"), HexColor("#EEF3F1")
    ),
    "black_and_white": Palette(_BLACK, HexColor("#4D4D4D"), HexColor("#808080"), _BLACK, _BLACK, HexColor("#F0F0F0")),
    "toner_saver": Palette(_FADED, HexColor("#666666"), HexColor("#999999"), _FADED, _BLACK, _WHITE),
}

_PICTURE: Final[Mapping[str, Color]] = {
    "ink": _INK,
    "soft": HexColor("#7F8C98"),
    "paper": _WHITE,
    "skin": HexColor("#FBE2D0"),
    "pad": HexColor("#EDB795"),
    "far": HexColor("#FEF6F0"),
    "work": HexColor("#63B9AD"),
    "work_far": HexColor("#B4DDD6"),
    "shirt": HexColor("#DCE7EE"),
    "shirt_far": HexColor("#F0F5F8"),
    "shorts": HexColor("#4F6577"),
    "shorts_far": HexColor("#A3B1BD"),
    "hair": HexColor("#5F4637"),
    "move": HexColor("#B93A0B"),
    "move_soft": HexColor("#4E8FB5"),
    "prop": HexColor("#F1D28A"),
    "band": HexColor("#F08A3C"),
    "ground": HexColor("#DDE3E5"),
    "water": HexColor("#D3E9F4"),
}
# What stays dark when toner is saved: lines, and the arrow that says where to move.
_KEPT_DARK: Final = frozenset({"ink", "move"})
_PALE: Final = 0.35  # how much of a colour's darkness is left where toner is saved


def _grey(colour: Color) -> Color:
    level = 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue
    return Color(level, level, level)


def _pale(colour: Color) -> Color:
    level = 1 - (1 - _grey(colour).red) * _PALE
    return Color(level, level, level)


PICTURE_COLOURS: Final[Mapping[Colours, Mapping[str, Color]]] = {
    "colour": _PICTURE,
    "black_and_white": {role: _grey(colour) for role, colour in _PICTURE.items()} | {"ink": _BLACK, "move": _BLACK},
    "toner_saver": {role: _grey(colour) if role in _KEPT_DARK else _pale(colour) for role, colour in _PICTURE.items()},
}


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of one sheet: places in points, styles of text, colours, the words of its language."""

    options: PrintOptions
    words: Words
    width: float
    height: float
    margin: float
    top_margin: float
    bottom_margin: float
    folded: bool
    palette: Palette
    picture: Mapping[str, Color]
    title: Style
    heading: Style
    subheading: Style
    lead: Style
    lead_bold: Style
    body: Style
    body_bold: Style
    italic: Style
    stop_label: Style
    small: Style
    small_bold: Style
    person: Style
    foot: Style

    @property
    def ink(self) -> Color:
        """The colour of text and of lines that matter."""
        return self.palette.ink

    @property
    def soft(self) -> Color:
        """The colour of text that stands back."""
        return self.palette.soft

    @property
    def line(self) -> Color:
        """The colour of lines that part."""
        return self.palette.line

    @property
    def accent(self) -> Color:
        """The clinic's colour, or the program's."""
        return self.palette.accent

    @property
    def stop(self) -> Color:
        """The colour of a warning, which its words carry too."""
        return self.palette.stop

    @property
    def tint(self) -> Color:
        """A pale ground."""
        return self.palette.tint

    @property
    def right(self) -> float:
        """The right edge of the text, in points."""
        return self.width - self.margin

    @property
    def right_to_left(self) -> bool:
        """Whether the sheet's language is read from the right; then everything stands mirrored."""
        return self.say("direction") == "rtl"

    def start(self, x: float, width: float) -> float:
        """Return the left edge of a part that is ``width`` wide and, read from the left, begins at ``x`` (points)."""
        return self.width - x - width if self.right_to_left else x

    def say(self, text_id: str, **names: object) -> str:
        """Return a fixed text in the sheet's language."""
        return self.words.say(text_id, **names)

    def day(self, value: date) -> str:
        """Return a date nobody can misread: ``04-Mar-1984``."""
        return self.words.day(value)

    def grown(self, points: float) -> float:
        """Return a measure, given for print of 10 points, for the size of this sheet's print."""
        return points * self.body.size / 10

    def style(self, style: Style, size: float, leading: float = 1.3) -> Style:
        """Return a style in another size, given for print of 10 points; ``leading`` is a multiple of the size."""
        grown = self.grown(size)
        return replace(style, size=grown, leading=grown * leading)


@lru_cache(maxsize=64)
def look_for(options: PrintOptions, reader: Reader = "clinician") -> Look:
    """Return the looks for the options; a sheet for the patient is set larger than one for a clinician."""
    short, long = sorted(PAPER_SIZES[options.paper])
    width, height = (short, long) if options.orientation == "portrait" else (long, short)
    small_page = options.paper == "A5"
    palette = _palette(options)
    return Look(
        options=options,
        words=Words(options.language),
        width=width,
        height=height,
        margin=(11 if small_page else 16) * MM,
        top_margin=(10.5 if small_page else 12) * MM,
        bottom_margin=11 * MM,
        folded=False,
        palette=palette,
        picture=PICTURE_COLOURS[options.colours],
        **_styles(palette, _BODY[reader][options.size], options.size == "large_print"),
    )


def folded(look: Look) -> Look:
    """Return the looks of a booklet: two upright pages side by side on the paper, which is folded in the middle.

    A5 is not folded further: there, a page is a sheet.
    """
    short, long = sorted((look.width, look.height))
    if look.options.paper == "A5":
        return replace(look, width=short, height=long)
    return replace(look, width=long / 2, height=short, margin=11 * MM, top_margin=10.5 * MM, folded=True)


def smaller(look: Look, share: float) -> Look:
    """Return the looks with all print but its head and foot set smaller; ``share`` 1 leaves it as it is."""
    styles = {name: getattr(look, name) for name in _GROWING}
    return replace(
        look,
        **{
            name: replace(style, size=style.size * share, leading=style.leading * share)
            for name, style in styles.items()
        },
    )


_GROWING: Final = (
    "heading",
    "subheading",
    "lead",
    "lead_bold",
    "body",
    "body_bold",
    "italic",
    "stop_label",
    "small",
    "small_bold",
)


def _palette(options: PrintOptions) -> Palette:
    palette = PALETTES[options.colours]
    branded = options.brand.accent and options.colours == "colour"
    return replace(palette, accent=HexColor(options.brand.accent)) if branded else palette


def _styles(palette: Palette, body: float, large_print: bool) -> dict[str, Style]:
    """Return the type scale; in large print headings grow less, and nothing that is to be read is below the text."""
    unit = body / 10
    large = 0.72 if large_print else 1.0
    smallest = body if large_print else 0.0
    ink, soft, accent = palette.ink, palette.soft, palette.accent

    def size(points: float, leading: float, shrink: float = 1.0) -> tuple[float, float]:
        grown = max(points * unit * shrink, smallest)
        return grown, grown * leading

    return {
        "title": Style("bold", *size(22, 1.23, large), accent),
        "heading": Style("bold", *size(13.5, 1.26, large * 1.2 if large_print else 1.0), ink),
        "subheading": Style("bold", *size(10.5, 1.38), accent),
        "lead": Style("regular", *size(11.5, 1.39, large * 1.25 if large_print else 1.0), ink),
        "lead_bold": Style("bold", *size(11.5, 1.39, large * 1.25 if large_print else 1.0), ink),
        "body": Style("regular", *size(10, 1.4), ink),
        "body_bold": Style("semibold", *size(10, 1.4), ink),
        "italic": Style("italic", *size(10, 1.4), soft),
        "stop_label": Style("bold", *size(10, 1.4), palette.stop),
        "small": Style("regular", *size(8.5, 1.35), soft),
        "small_bold": Style("bold", *size(8.5, 1.35), ink),
        "person": Style("bold", *size(11, 1.27), ink),
        "foot": Style("regular", *((13.0, 17.0) if large_print else (8.5, 11.5)), soft),
    }
