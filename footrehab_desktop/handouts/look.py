"""How every sheet looks: colours that also read in black and white, type scale, measures. Points unless said."""

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER

from footrehab_desktop.handouts.content import Paper
from footrehab_desktop.handouts.text import Style

MM = 72 / 25.4
PAPER_SIZES: dict[Paper, tuple[float, float]] = {"A4": A4, "Letter": LETTER}

INK = HexColor("#1B2733")
SOFT = HexColor("#52606D")
LINE = HexColor("#8A97A3")
ACCENT = HexColor("#0B6B63")
STOP = HexColor("#B3131B")

MARGIN = 16 * MM
TOP_MARGIN = 12 * MM
BOTTOM_MARGIN = 11 * MM

TITLE = Style("bold", 22, 27, ACCENT)
HEADING = Style("bold", 13.5, 17, INK)
SUBHEADING = Style("bold", 10.5, 14.5, ACCENT)
LEAD = Style("regular", 11.5, 16, INK)
LEAD_BOLD = Style("bold", 11.5, 16, INK)
BODY = Style("regular", 10, 14, INK)
BODY_BOLD = Style("semibold", 10, 14, INK)
ITALIC = Style("italic", 10, 14, SOFT)
STOP_LABEL = Style("bold", 10, 14, STOP)
SMALL = Style("regular", 8.5, 11.5, SOFT)
SMALL_BOLD = Style("bold", 8.5, 11.5, INK)
PERSON = Style("bold", 11, 14, INK)
