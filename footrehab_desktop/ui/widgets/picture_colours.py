"""The screen's colours for exercise pictures: warm tones laid on the card's colour, so that they fit every theme."""

from typing import Final

from PySide6.QtGui import QColor

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import HIGH_CONTRAST, Tokens, contrast, mix

# Each tone with how much of it lies on a light and on a dark card.
_TONES: Final[dict[str, tuple[str, float, float]]] = {
    "skin": ("#F0A77C", 0.34, 0.34),
    "pad": ("#D9824F", 0.52, 0.62),
    "far": ("#F0A77C", 0.12, 0.14),
    "work": ("#1FA594", 0.68, 0.72),
    "work_far": ("#1FA594", 0.32, 0.34),
    "shirt": ("#9FBBCB", 0.36, 0.34),
    "shirt_far": ("#9FBBCB", 0.15, 0.16),
    "shorts": ("#3A5266", 0.88, 0.95),
    "shorts_far": ("#3A5266", 0.45, 0.5),
    "hair": ("#5F4637", 1.0, 0.25),
    "prop": ("#E8B93F", 0.62, 0.42),
    "band": ("#F08A3C", 1.0, 0.9),
    "ground": ("#8FA1AB", 0.3, 0.28),
    "water": ("#6FB6DA", 0.32, 0.3),
    "move_soft": ("#4E8FB5", 1.0, 1.0),
}
_MOVE_ON_LIGHT, _MOVE_ON_DARK = "#B93A0B", "#FF9A6B"
# High contrast keeps to lines: bodies and things are outlines, what works and what moves has the accent.
_LINE_ONLY: Final = ("far", "shirt", "shirt_far", "skin", "prop", "ground", "water", "shorts_far")


def picture_colours(tokens: Tokens | None = None) -> dict[str, QColor]:
    """Return the colour of every role of a picture (``library.pictures.ROLES``), in the theme in use or a given one."""
    tokens = tokens or theme.tokens()
    colours = _high_contrast(tokens) if tokens == HIGH_CONTRAST else _toned(tokens)
    return {role: QColor(colour) for role, colour in colours.items()}


def _toned(tokens: Tokens) -> dict[str, str]:
    light = contrast(tokens.card, "#FFFFFF") < 4
    colours = {role: mix(hue, tokens.card, shares[0 if light else 1]) for role, (hue, *shares) in _TONES.items()}
    move = _MOVE_ON_LIGHT if light else _MOVE_ON_DARK
    return colours | {"ink": tokens.ink, "soft": tokens.line, "paper": tokens.card, "move": move}


def _high_contrast(tokens: Tokens) -> dict[str, str]:
    dim = mix(tokens.ink, tokens.card, 0.35)
    colours = dict.fromkeys(_LINE_ONLY, tokens.card)
    colours |= {"shorts": dim, "hair": dim, "pad": dim, "move_soft": tokens.line}
    colours |= {"work": mix(tokens.accent, tokens.card, 0.6), "work_far": mix(tokens.accent, tokens.card, 0.3)}
    return colours | {
        "ink": tokens.ink, "soft": tokens.quiet, "paper": tokens.card, "move": tokens.accent, "band": tokens.hold,
    }  # fmt: skip
