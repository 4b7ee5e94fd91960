"""One look for the whole program: fonts, palette, style sheet, icons. Whatever paints asks here for its colours."""

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from footrehab_desktop.resource_files import resource_path
from footrehab_desktop.ui.stylesheet import TYPE_SCALE, style_sheet
from footrehab_desktop.ui.tokens import (
    DARK,
    DECISION_LOOK,
    HIGH_CONTRAST,
    LIGHT,
    ColourName,
    DecisionLook,
    ThemeMode,
    Tokens,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

__all__ = [
    "DECISION_LOOK",
    "DecisionLook",
    "ThemeMode",
    "Tokens",
    "apply",
    "colour",
    "font",
    "give_icon",
    "icon",
    "label",
    "tokens",
]

FAMILY = "Noto Sans"
FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
LATER_FONTS = ("NotoSans-Bold.ttf", "NotoSans-Italic.ttf")
SPACE = (4, 8, 16, 24, 32)
SMALLEST_TARGET = 24
ICON_GAP = 0.375
# Windows and macOS give these classes fonts of their own, which stay when the program's font is set.
# The toolkit's type hints ask for bytes as names, which it does not take.
_CLASSES_WITH_A_FONT: tuple[Any, ...] = (
    "QAbstractItemView",
    "QCheckBox",
    "QComboLineEdit",
    "QComboMenuItem",
    "QHeaderView",
    "QLabel",
    "QListView",
    "QMenu",
    "QMenuBar",
    "QMessageBox",
    "QPushButton",
    "QRadioButton",
    "QStatusBar",
    "QTipLabel",
    "QToolButton",
)
LabelRole = Literal["body", "soft", "label", "lead", "title", "display", "error", "accent"]
TypeRole = Literal["body", "lead", "title", "display"]


# Qt.TextFormat.PlainText by number: the first paint must not load the enums of the Qt namespace (17 ms).
_PLAIN_TEXT = 0


class _Current:
    """What is applied now; set by ``apply`` only."""

    tokens: Tokens = LIGHT
    scale: int = 100
    sheet: str = ""


def apply(app: QApplication, mode: ThemeMode, scale: int = 100) -> bool:
    """Give the program its look; tell whether it changed. ``scale`` is the text size in per cent, 100 to 200."""
    load_fonts(FIRST_FONTS)
    _Current.tokens = _tokens_for(mode)
    _Current.scale = scale
    sheet = style_sheet(_Current.tokens, scale)
    is_new = sheet != _Current.sheet or app.styleSheet() != sheet
    if is_new:
        _Current.sheet = sheet
        app.setFont(font("body"))
        app.setPalette(_palette(_Current.tokens))
        app.setStyleSheet(sheet)
    _set_fonts_of_classes(app)
    return is_new


def _set_fonts_of_classes(app: QApplication) -> None:
    """Have every widget begin with the shipped font in the size in use, whatever the system has for its class.

    Comes last: the system brings its own fonts back when colours change, ours or its own.
    """
    wanted = font("body")
    for name in _CLASSES_WITH_A_FONT:
        given = app.font(name)
        if (given.family(), given.pointSizeF()) != (wanted.family(), wanted.pointSizeF()):
            app.setFont(wanted, name)


def tokens() -> Tokens:
    """Return the colours in use."""
    return _Current.tokens


def scale() -> int:
    """Return the text size in use, per cent."""
    return _Current.scale


def scaled(pixels: int) -> int:
    """Return a length that grows with the text, e.g. the width of a column of words."""
    return round(pixels * _Current.scale / 100)


def colour(name: ColourName) -> QColor:
    """Return a colour in use, for painting."""
    return QColor(_Current.tokens.colour(name))


def font(role: TypeRole = "body", *, strong: bool = False) -> QFont:
    """Return the shipped font in one of the four sizes, with tabular figures."""
    made = QFont(FAMILY)
    made.setPointSizeF(TYPE_SCALE[role] * _Current.scale / 100)
    made.setFeature(QFont.Tag("tnum"), 1)
    if strong or role != "body":
        made.setWeight(QFont.Weight.DemiBold)
    return made


def label(text: str, role: LabelRole = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text (never markup) in one of the looks of the style sheet."""
    made = QLabel(text)
    made.setProperty("textFormat", _PLAIN_TEXT)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@cache
def load_fonts(names: tuple[str, ...]) -> None:
    """Register shipped fonts, once. Raises ``FileNotFoundError`` when the installation is incomplete."""
    for name in names:
        path = resource_path("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path.name)


def icon(name: str, colour_name: ColourName = "ink") -> "QIcon":
    """Return ``resources/icons/<name>.svg`` drawn in a colour in use. Ask again after the theme changed."""
    from footrehab_desktop.ui.icons import draw_icon  # the unlock page has none, so it need not wait for the renderer

    return draw_icon(name, _Current.tokens.colour(colour_name), _Current.tokens.colour("accent"))


def give_icon(button: QAbstractButton, name: str, colour_name: ColourName = "ink", size: int = 16) -> None:
    """Put an icon before a button's words, ``size`` pixels at 100 % text, with a little room between."""
    from footrehab_desktop.ui.icons import draw_icon

    side = scaled(size)
    drawn = draw_icon(name, _Current.tokens.colour(colour_name), _Current.tokens.colour("accent"), ICON_GAP)
    button.setIcon(drawn)
    button.setIconSize(QtCore.QSize(round(side * (1 + ICON_GAP)), side))


def _tokens_for(mode: ThemeMode) -> Tokens:
    if mode == "contrast":
        return HIGH_CONTRAST
    if mode == "system":
        return DARK if _system_is_dark() else LIGHT
    return DARK if mode == "dark" else LIGHT


def _system_is_dark() -> bool:
    """At the start the system's own palette tells; later ours is in place and the style hints are asked."""
    if not _Current.sheet:
        return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    return QGuiApplication.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.page,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.card,
        QPalette.ColorRole.AlternateBase: tokens.page,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.soft,
        QPalette.ColorRole.Button: tokens.card,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.BrightText: tokens.refer,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.ToolTipBase: tokens.ink,
        QPalette.ColorRole.ToolTipText: tokens.card,
        QPalette.ColorRole.Light: tokens.card,
        QPalette.ColorRole.Midlight: tokens.quiet,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.line,
        QPalette.ColorRole.Shadow: tokens.ink,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.soft))
    return palette
