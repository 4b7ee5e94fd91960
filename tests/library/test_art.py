"""Fonts can be embedded and cover what they must; icons keep to one simple form."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from footrehab_desktop.resource_files import resource_path

ICONS = sorted(resource_path("icons").glob("*.svg"))
FONTS = sorted(resource_path("fonts").glob("*.ttf"))


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icon_is_one_line_colour(path: Path) -> None:
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert root.get("fill") == "none"
    allowed = {"path", "rect", "circle"}
    geometry = {"d", "x", "y", "width", "height", "rx", "cx", "cy", "r"}
    for shape in root:
        assert shape.tag.rpartition("}")[2] in allowed
        assert set(shape.attrib) <= geometry


def test_icons_that_pages_and_commands_name() -> None:
    named = (
        "today patients library protocols settings help search add print save undo lock review assess plan diary "
        "progress handouts warning check close left right down star filter"
    )
    assert {path.stem for path in ICONS} >= set(named.split())


@pytest.mark.parametrize(
    ("name", "characters"),
    [
        ("NotoSans-Regular", "aÅłőẽΩЖ–×°…"),
        ("NotoSans-SemiBold", "aÅłőẽΩЖ–×°…"),
        ("NotoSans-Bold", "aÅłőẽΩЖ–×°…"),
        ("NotoSans-Italic", "aÅłőẽΩЖ–×°…"),
        ("DejaVuSans", "≥≤→✓☐■▲▼◆✚❙א\ufedf\ufeed"),
        ("DejaVuSans-Bold", "≥≤→✓☐■▲▼◆✚❙א\ufedf\ufeed"),
        ("NotoEmoji-Regular", "😀👟"),
    ],
)
def test_font_has_its_glyphs(name: str, characters: str) -> None:
    font = TTFont(name, str(resource_path("fonts", f"{name}.ttf")))
    assert [c for c in characters if ord(c) not in font.face.charToGlyph] == []


def test_every_font_is_accounted_for() -> None:
    account = resource_path("fonts", "README.md").read_text(encoding="utf-8")
    for font in FONTS:
        assert f"`{font.name}`" in account
    for licence in ("NotoSans", "NotoEmoji", "DejaVu"):
        assert "license" in resource_path("fonts", f"{licence}-LICENSE.txt").read_text(encoding="utf-8").lower()
