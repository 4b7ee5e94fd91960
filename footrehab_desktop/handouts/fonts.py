"""The embedded faces: opened on first use, once a process, with the glyphs and widths they hold.

Noto Sans is the family of every page; DejaVu Sans and Noto Emoji fill in the characters it lacks.
"""

import re
from functools import cache
from itertools import repeat
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from footrehab_desktop.resource_files import resource_path

FaceName = Literal["regular", "semibold", "bold", "italic"]

_CHAINS: dict[FaceName, tuple[str, ...]] = {
    "regular": ("NotoSans-Regular", "DejaVuSans", "NotoEmoji-Regular"),
    "semibold": ("NotoSans-SemiBold", "DejaVuSans-Bold", "DejaVuSans", "NotoEmoji-Regular"),
    "bold": ("NotoSans-Bold", "DejaVuSans-Bold", "DejaVuSans", "NotoEmoji-Regular"),
    "italic": ("NotoSans-Italic", "DejaVuSans", "NotoEmoji-Regular"),
}
_BEYOND_16_BITS = re.compile(r"<([0-9A-F]{5,6})>$", re.MULTILINE)


class EmbeddedFont(TTFont):
    """A TrueType face whose text can be copied out of the PDF again, emoji included."""

    def __init__(self, file_stem: str) -> None:
        path = resource_path("fonts", f"{file_stem}.ttf")
        super().__init__(file_stem, str(path), asciiReadable=False, shapable=False)
        self.glyphs: dict[int, int] = self.face.charToGlyph
        self.characters = frozenset(chr(code) for code, glyph in self.glyphs.items() if glyph and code < 0x110000)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name for this step
        """Write the subsets into the document, with character maps in UTF-16 as the PDF standard asks."""
        super().addObjects(doc)
        for key, stream in doc.idToObject.items():
            if key.startswith("toUnicodeCMap:"):
                stream.content = _BEYOND_16_BITS.sub(_as_utf16, stream.content)

    def width(self, text: str) -> float:
        """Return the advance of ``text`` in em."""
        widths, default = self.face.charWidths, self.face.defaultWidth
        return float(sum(map(widths.get, map(ord, text), repeat(default)))) / 1000

    def ink(self, character: str) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of the character's ink in em; zeros for a blank."""
        glyph = self.glyphs[ord(character)]
        start, end = self.face.glyphPos[glyph : glyph + 2]
        if start == end:
            return (0.0, 0.0, 0.0, 0.0)
        self.face.seek(self.face.get_table_pos("glyf")[0] + start)
        self.face.skip(2)  # the number of contours
        left, bottom, right, top = (self.face.read_short() / self.face.unitsPerEm for _ in range(4))
        return (left, bottom, right, top)


def _as_utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def open_font(file_stem: str) -> EmbeddedFont:
    """Open one font file and make it known to ReportLab under its file's name."""
    font = EmbeddedFont(file_stem)
    pdfmetrics.registerFont(font)
    return font


def main_font(face: FaceName) -> EmbeddedFont:
    """Return the Noto Sans file of a face."""
    return open_font(_CHAINS[face][0])


def font_with(characters: str, face: FaceName) -> EmbeddedFont | None:
    """Return the first font of the face's chain that holds all of ``characters``; ``None`` when none does."""
    wanted = frozenset(characters)
    for file_stem in _CHAINS[face]:
        font = open_font(file_stem)
        if wanted <= font.characters:
            return font
    return None
