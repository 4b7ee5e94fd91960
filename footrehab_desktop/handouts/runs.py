"""A line of text split by font, so that no character meets a font that lacks it, with marks set onto their letters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from footrehab_desktop.handouts.fonts import EmbeddedFont, FaceName, font_with, main_font

UNPRINTABLE = "\ufffd"
JOINERS = "\u200c\u200d"
# Each of these characters is in each Noto Sans face and stands alone.
_PLAIN = r" -~\u00a1-\u00ac\u00ae-\u024f–—‘’“”•·×"
PLAIN = re.compile(f"[{_PLAIN}]*")
# Plain characters without a last one that may have a mark on it; else one character and all that are not plain.
_STRETCH = re.compile(rf"[{_PLAIN}]+(?=[{_PLAIN}]|\Z)|.[^{_PLAIN}]*", re.DOTALL)

_ABOVE, _BELOW, _GAP = 0.45, 0.05, 0.04  # em: where marks over and under a letter begin, and the white between
_ON_THE_LINE = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one font, in the order it is drawn. ``width`` and the shift from the pen are in em."""

    font: str
    text: str
    width: float
    shift: tuple[float, float] = _ON_THE_LINE


def split_by_font(text: str, face: FaceName) -> tuple[Run, ...]:
    """Return ``text`` (cleaned, in drawing order) as runs of the fonts that hold its characters."""
    if not text:
        return ()
    font = main_font(face)
    if PLAIN.fullmatch(text):
        return (Run(font.fontName, text, font.width(text)),)
    found = (run for stretch in _STRETCH.findall(text) for run in _stretch_runs(stretch, face))
    runs: list[Run] = []
    for (font_name, shift), alike in groupby(found, key=attrgetter("font", "shift")):
        if shift == _ON_THE_LINE:
            parts = list(alike)
            runs.append(Run(font_name, "".join(part.text for part in parts), sum(part.width for part in parts)))
        else:
            runs += alike
    return tuple(runs)


def _stretch_runs(stretch: str, face: FaceName) -> Iterator[Run]:
    if PLAIN.fullmatch(stretch):
        font = main_font(face)
        yield Run(font.fontName, stretch, font.width(stretch))
        return
    for cluster in clusters(stretch):
        yield from _cluster_runs(cluster, face)


def clusters(text: str) -> Iterator[str]:
    """Yield each character together with the marks that sit on it."""
    cluster = ""
    for character in text:
        if cluster and not unicodedata.category(character).startswith("M"):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


@lru_cache(maxsize=4096)
def printable_form(character: str, face: FaceName) -> str:
    """Return the character, or its compatible spelling, as far as the fonts hold it; empty when they do not."""
    for candidate in (character, unicodedata.normalize("NFKC", character)):
        if font_with(candidate, face) is not None:
            return candidate
    return ""


@lru_cache(maxsize=4096)
def _cluster_runs(cluster: str, face: FaceName) -> tuple[Run, ...]:
    """Set one letter with its marks: in one font if there is one that holds them all, one by one otherwise."""
    drawn = cluster.strip(JOINERS)
    font = font_with(drawn, face)
    if font is not None:
        return tuple(_with_marks(font, drawn))
    runs: list[Run] = []
    for character in drawn:
        form = printable_form(character, face) or UNPRINTABLE
        font = font_with(form, face) or main_font(face)
        runs.append(Run(font.fontName, form, font.width(form)))
    return tuple(runs)


def _with_marks(font: EmbeddedFont, cluster: str) -> Iterator[Run]:
    """Centre the marks on the ink of their letter, and lift or lower them clear of it and of each other."""
    if not cluster:
        return
    base = cluster[0]
    advance = font.width(base)
    left, bottom, right, top = font.ink(base)
    yield Run(font.fontName, base, advance)
    for mark in cluster[1:]:
        width = font.width(mark)
        mark_left, mark_bottom, mark_right, mark_top = font.ink(mark)
        if width:
            yield Run(font.fontName, mark, width)
            continue
        up = 0.0
        if mark_bottom >= _ABOVE:
            up = max(0.0, top + _GAP - mark_bottom)
            top = mark_top + up
        elif mark_top <= _BELOW:
            up = min(0.0, bottom - _GAP - mark_top)
            bottom = mark_bottom + up
        yield Run(font.fontName, mark, 0.0, ((left + right - mark_left - mark_right) / 2 - advance, up))
