"""Every colour pair the style sheet makes keeps its contrast, in all themes; fonts and icons are the shipped ones."""

from itertools import product

import pytest
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.registry import PAGES
from footrehab_desktop.ui.stylesheet import TYPE_SCALE
from footrehab_desktop.ui.tokens import DARK, DECISION_LOOK, HIGH_CONTRAST, LIGHT, Tokens, contrast, mix

THEMES = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}
TEXTS = ("ink", "soft", "accent", "progress", "hold", "deload", "regress", "pause", "refer")
GROUNDS = ("card", "page")


@pytest.fixture(params=list(THEMES))
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return THEMES[request.param]


@pytest.mark.parametrize(("text", "ground"), list(product(TEXTS, GROUNDS)))
def test_text_reads_on_every_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_and_symbols_are_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.line, getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("text", TEXTS)
def test_chip_words_read_on_their_tint(tokens: Tokens, text: str) -> None:
    colour = getattr(tokens, text)
    assert contrast(colour, mix(colour, tokens.card, 0.08)) >= 4.5


def test_filled_button_reads_also_when_hovered(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, mix(tokens.ink, tokens.accent, 0.15)) >= 4.5


@pytest.mark.parametrize("text", ["ink", "accent", "soft"])
def test_text_reads_on_chosen_rows(tokens: Tokens, text: str) -> None:
    assert contrast(getattr(tokens, text), mix(tokens.accent, tokens.card, 0.12)) >= 4.5


def test_decisions_differ_without_colour() -> None:
    assert len({look.sign for look in DECISION_LOOK.values()}) == len(DECISION_LOOK) == 6
    assert len({look.word for look in DECISION_LOOK.values()}) == 6


def test_known_contrasts() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_shipped_font_is_used_with_even_figures(qapp: QApplication) -> None:
    assert QFontInfo(theme.font("body")).family() == "Noto Sans"
    theme.apply(qapp, "light", 200)
    assert qapp.font().pointSizeF() == TYPE_SCALE["body"] * 2


def test_icons_are_drawn_in_the_theme_s_ink(qapp: QApplication) -> None:
    for mode, tokens in (("light", LIGHT), ("dark", DARK)):
        theme.apply(qapp, mode)
        for entry in PAGES.values():
            image = theme.icon(entry.icon).pixmap(48, 48).toImage()
            strokes = {
                image.pixelColor(x, y).name().upper()
                for x, y in product(range(image.width()), range(image.height()))
                if image.pixelColor(x, y).alpha() == 255
            }
            assert strokes, entry.icon
            assert all(contrast(stroke, tokens.card) >= 3 for stroke in strokes), entry.icon


def test_applying_the_same_look_again_changes_nothing(qapp: QApplication) -> None:
    assert theme.apply(qapp, "dark", 150)
    assert not theme.apply(qapp, "dark", 150)


@pytest.mark.parametrize("name", ["QAbstractItemView", "QHeaderView", "QMenu", "QMessageBox", "QTipLabel"])
def test_fonts_that_the_system_gives_to_a_class_do_not_stay(qapp: QApplication, name: str) -> None:
    """Windows has lists, menus and hints in its own font and size, which does not grow with the text."""
    QApplication.setFont(QFont("DejaVu Sans", 8), name)
    theme.apply(qapp, "light", 200)
    try:
        given = QApplication.font(name)
        assert given.family() == theme.FAMILY
        assert given.pointSizeF() == TYPE_SCALE["body"] * 2
    finally:
        theme.apply(qapp, "light")
