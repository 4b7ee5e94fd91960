"""The colours of exercise pictures on paper; their greys stay apart when printed in black and white."""

from typing import Final

from reportlab.lib.colors import Color, HexColor

from footrehab_desktop.handouts import look

PICTURE_COLOURS: Final[dict[str, Color]] = {
    "ink": look.INK,
    "soft": HexColor("#7F8C98"),
    "paper": HexColor("#FFFFFF"),
    "skin": HexColor("#FBE2D0"),
    "pad": HexColor("#EDB795"),
    "far": HexColor("#FEF6F0"),
    "work": HexColor("#63B9AD"),
    "work_far": HexColor("#B4DDD6"),
    "shirt": HexColor("#DCE7EE"),
    "shirt_far": HexColor("#F0F5F8"),
    "shorts": HexColor("#4F6577"),
    "shorts_far": HexColor("#A3B1BD"),
    "hair": HexColor("#5F4637"),
    "move": HexColor("#B93A0B"),
    "move_soft": HexColor("#4E8FB5"),
    "prop": HexColor("#F1D28A"),
    "band": HexColor("#F08A3C"),
    "ground": HexColor("#DDE3E5"),
    "water": HexColor("#D3E9F4"),
}
