"""User text on its way to the page: cleaned, split by font, broken into lines, drawn. There is no markup here at all,
so no text can be read as a command.

Control characters become spaces, invisible format characters are left out, a character that no font holds is drawn
as ``�``. Right-to-left writing is joined and ordered line by line, after the line breaks are known.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import right_to_left
from footrehab_desktop.handouts.fonts import FaceName, main_font
from footrehab_desktop.handouts.runs import JOINERS, PLAIN, UNPRINTABLE, Run, clusters, printable_form, split_by_font

Align = Literal["left", "centre", "right"]

_VISIBLE_FORMAT_CHARACTERS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
_BREAK_AFTER = re.compile(r"(?<=[-/–—_@.,;|\\])(?=.)")


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: face, size and line height in points, colour."""

    face: FaceName
    size: float
    leading: float
    colour: Color


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to be drawn; ``width`` in points, ``indent`` what was kept free before it."""

    runs: tuple[Run, ...]
    width: float
    style: Style
    right_to_left: bool = False
    indent: float = 0.0


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), with line ends as ``\\n`` and every control character as a space."""
    if PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", re.sub(r"\r\n|[\r\u0085\u2028\u2029]", "\n", text))
    return "".join(map(_cleaned, text))


@lru_cache(maxsize=4096)
def _cleaned(character: str) -> str:
    if character == "\n" or character in JOINERS or character in _VISIBLE_FORMAT_CHARACTERS:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Zs") and character != "\u00a0":
        return " "
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    return UNPRINTABLE if category == "Cs" else character


def unprintable_characters(text: str) -> frozenset[str]:
    """Return the characters of ``text`` that no embedded font holds."""
    if PLAIN.fullmatch(text):
        return frozenset()
    wanted = set(clean(text)) - set("\n" + JOINERS)
    return frozenset(character for character in wanted if not printable_form(character, "regular"))


def lay_out(text: str, style: Style, width: float, first_indent: float = 0.0) -> list[Line]:
    """Break ``text`` into lines of at most ``width`` points; ``first_indent`` points stay free before the first one."""
    lines: list[Line] = []
    for paragraph in clean(text).split("\n"):
        backwards = right_to_left.has_letters(paragraph) and right_to_left.reads_backwards(paragraph)
        shaped = right_to_left.join(paragraph) if right_to_left.has_letters(paragraph) else paragraph
        for words in _broken(shaped, style, width, 0.0 if lines else first_indent):
            lines.append(_line(words, style, backwards, 0.0 if lines else first_indent))
    return lines


def one_line(text: str, style: Style) -> Line:
    """Set ``text`` on a single line, however long it is."""
    return lay_out(text.replace("\n", " "), style, float("inf"))[0]


# A line that was set smaller to fit may come out wider by this much, in points.
_ROUNDING = 0.01


def fitted(text: str, style: Style, width: float, smallest: float) -> Line:
    """Set ``text`` on one line of ``width`` points: smaller if need be, at last cut with an ``…``."""
    line = one_line(text, style)
    if line.width <= width:
        return line
    size = max(smallest, style.size * width / line.width)
    style = Style(style.face, size, style.leading, style.colour)
    line = one_line(text, style)
    while line.width > width + _ROUNDING and text:
        text = text[: min(len(text) - 1, int(len(text) * width / line.width))]
        line = one_line(text + "…", style)
    return line


def draw(canvas: Canvas, line: Line, x: float, baseline: float, align: Align = "left") -> None:
    """Draw ``line`` with its left end, centre or right end at ``x`` (points)."""
    size = line.style.size
    if align != "left":
        x -= line.width if align == "right" else line.width / 2
    canvas.setFillColor(line.style.colour)
    for run in line.runs:
        canvas.setFont(run.font, size)
        canvas.drawString(x + run.shift[0] * size, baseline + run.shift[1] * size, run.text)
        x += run.width * size


def draw_in_column(
    canvas: Canvas, line: Line, x: float, baseline: float, width: float, *, from_right: bool = False
) -> None:
    """Draw ``line`` in a column from ``x``: at its left side, or at its right side for right-to-left writing.

    ``from_right``: the whole page is read from the right.
    """
    if from_right:
        draw(canvas, line, x + width - line.indent, baseline, "right")
    elif line.right_to_left:
        draw(canvas, line, x + width, baseline, "right")
    else:
        draw(canvas, line, x + line.indent, baseline)


def _line(words: str, style: Style, backwards: bool, indent: float) -> Line:
    runs = split_by_font(
        right_to_left.as_drawn(words, backwards) if right_to_left.has_letters(words) else words, style.face
    )
    return Line(runs, sum(run.width for run in runs) * style.size, style, backwards, indent)


def _broken(paragraph: str, style: Style, width: float, first_indent: float) -> Iterator[str]:
    """Yield the lines of one paragraph in reading order."""
    room, space = (width - first_indent) / style.size, main_font(style.face).width(" ")
    line: list[str] = []
    used = 0.0
    for word in filter(None, paragraph.split(" ")):
        needed = _width(word, style.face)
        if line and used + space + needed > room:
            yield " ".join(line)
            line, used, room = [], 0.0, width / style.size
        pieces = [word] if needed <= room else _pieces(word, style.face, room)
        yield from pieces[:-1]
        if len(pieces) > 1:
            needed, room = _width(pieces[-1], style.face), width / style.size
        used += needed + (space if line else 0.0)
        line.append(pieces[-1])
    yield " ".join(line)


def _pieces(word: str, face: FaceName, room: float) -> list[str]:
    """Cut a word that is wider than the line, after hyphens and the like where there are any."""
    pieces, piece, used = [], "", 0.0
    parts = [part for part in _BREAK_AFTER.split(word) if part]
    units = parts if all(_width(part, face) <= room for part in parts) else list(clusters(word))
    for unit in units:
        needed = _width(unit, face)
        if piece and used + needed > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + unit, used + needed
    return [*pieces, piece]


@lru_cache(maxsize=4096)
def _width(word: str, face: FaceName) -> float:
    return sum(run.width for run in split_by_font(word, face))
