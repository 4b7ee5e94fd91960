"""The pale colours and fillings of charts. No pyqtgraph here: the legend stands on the page before the first chart."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import ColourName, mix

BAR_SHARE = 0.4  # bars stay behind the lines that may be drawn over them


def pale(name: ColourName, share: float) -> QColor:
    """Return an opaque pale colour on the card."""
    tokens = theme.tokens()
    return QColor(mix(tokens.colour(name), tokens.card, share))


def see_through(name: ColourName, share: float) -> QColor:
    """Return a colour that lets what is behind it through."""
    colour = theme.colour(name)
    colour.setAlphaF(share)
    return colour


def bar_brush(*, hatched: bool) -> QBrush:
    """Return the filling of a bar, hatched for those that are marked."""
    return QBrush(theme.colour("accent"), Qt.BrushStyle.BDiagPattern) if hatched else QBrush(pale("accent", BAR_SHARE))
