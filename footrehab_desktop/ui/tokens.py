"""The colours of the product, once, for light, dark and high contrast.

``tests/ui/test_theme.py`` computes every contrast. Named tuples, because they load faster than dataclasses and the
first paint waits for them.
"""

from typing import Literal, NamedTuple

ThemeMode = Literal["system", "light", "dark", "contrast"]
ColourName = Literal[
    "page", "card", "ink", "soft", "line", "quiet", "accent", "on_accent",
    "progress", "hold", "deload", "regress", "pause", "refer",
]  # fmt: skip


class Tokens(NamedTuple):
    """One set of colours as ``#RRGGBB``. ``quiet`` is a hairline without a meaning; all others keep their contrast."""

    page: str
    card: str
    ink: str
    soft: str
    line: str
    quiet: str
    accent: str
    on_accent: str
    progress: str
    hold: str
    deload: str
    regress: str
    pause: str
    refer: str

    def colour(self, name: ColourName) -> str:
        """Return the colour of one token."""
        return str(getattr(self, name))


LIGHT = Tokens(
    page="#F4F6F5",
    card="#FFFFFF",
    ink="#1B2733",
    soft="#52606D",
    line="#7D8A96",
    quiet="#DDE3E2",
    accent="#0B6B63",
    on_accent="#FFFFFF",
    progress="#1E6B35",
    hold="#7A5200",
    deload="#5B4B8A",
    regress="#9A3B00",
    pause="#A3195B",
    refer="#B3131B",
)

DARK = Tokens(
    page="#12181D",
    card="#1A232A",
    ink="#E8EDF0",
    soft="#A9B6C0",
    line="#6C7B88",
    quiet="#2C3840",
    accent="#5CC8BC",
    on_accent="#0C1F1D",
    progress="#7BD08F",
    hold="#E3B85C",
    deload="#B9A6F0",
    regress="#F2A06B",
    pause="#F08CB8",
    refer="#FF8A84",
)

HIGH_CONTRAST = Tokens(
    page="#000000",
    card="#000000",
    ink="#FFFFFF",
    soft="#FFFFFF",
    line="#FFFFFF",
    quiet="#9A9A9A",
    accent="#FFE14D",
    on_accent="#000000",
    progress="#7CFF9B",
    hold="#FFD45C",
    deload="#CDBBFF",
    regress="#FFB27A",
    pause="#FF9CCB",
    refer="#FF9A94",
)


class DecisionLook(NamedTuple):
    """How a decision is shown everywhere: a word, a sign that reads without colour, and a colour token."""

    word: str
    sign: str
    colour: ColourName


DECISION_LOOK: dict[str, DecisionLook] = {
    "PROGRESS": DecisionLook("Progress", "▲", "progress"),
    "HOLD": DecisionLook("Hold", "■", "hold"),
    "DELOAD": DecisionLook("Deload", "◆", "deload"),
    "REGRESS": DecisionLook("Regress", "▼", "regress"),
    "PAUSE": DecisionLook("Pause", "❙❙", "pause"),
    "REFER": DecisionLook("Refer", "✚", "refer"),
}


def mix(over: str, under: str, share: float) -> str:
    """Return the opaque colour of ``over`` laid on ``under`` with the given share (0 to 1)."""
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
