"""The screen's colours for the roles of the body chart's drawings."""

from typing import Final

from PySide6.QtGui import QColor

from footrehab_desktop.library.body_chart import COLOURS
from footrehab_desktop.library.body_chart_art import NO_KIND, PALE
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import mix

_PALE_SHARE: Final = 0.16


def chart_colours() -> dict[str, QColor]:
    """Return the screen's colour for every role of the chart's drawings."""
    tokens = theme.tokens()
    colours = {
        "paper": tokens.card,
        "ink": tokens.ink,
        "soft": tokens.soft,
        "faint": mix(tokens.line, tokens.card, 0.55),
        "region": mix(tokens.line, tokens.card, 0.4),
        NO_KIND: tokens.ink,
        NO_KIND + PALE: mix(tokens.ink, tokens.card, 0.12),
    }
    for role in COLOURS:
        own = tokens.colour(role)
        colours |= {role: own, role + PALE: mix(own, tokens.card, _PALE_SHARE)}
    return {role: QColor(colour) for role, colour in colours.items()}
