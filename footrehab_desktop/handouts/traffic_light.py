"""The traffic-light card: what to do the morning after, as a sheet for the wall or as a card to fold for the wallet.

Every light has its own shape, sign and word, so that nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import Final

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content_patient import LightZone, TrafficLightCard
from footrehab_desktop.handouts.look import MM, Look
from footrehab_desktop.handouts.page import Column, Flow, Furniture, NumberedCanvas, begin, clinic_text
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, listed_rows, text_rows
from footrehab_desktop.handouts.text import Line, Style, draw, draw_in_column, fitted, lay_out, one_line

# Dark enough to carry a white sign; in black and white the lamps are outlines.
_COLOURS: Final = {"go": HexColor("#1E7B34"), "repeat": HexColor("#8A6100"), "back": HexColor("#B4490B"),
                   "stop": HexColor("#B3131B")}  # fmt: skip
_SIGNS: Final = {"go": "✓", "repeat": "=", "back": "↓", "stop": "!"}
_BULLET, _ACT = "•", "→"
_PADDING: Final = 8.0
_GAP: Final = 6.0
_SMALLEST: Final = {"normal": 9.0, "large_print": 18.0, "low_literacy": 10.0}
_STEP: Final = 0.94
# Below this no print is read: the words of one light would fill more than a page.
_LEAST: Final = 6.0
_PANEL: Final = (85.6 * MM, 54.0 * MM)  # a bank card
_PANEL_PADDING: Final = 6.0
_PANEL_TYPE: Final = (9.5, 6.0)  # from, down to


def draw_traffic_light(card: TrafficLightCard, look: Look) -> tuple[bytes, int]:
    """Draw the card; return the PDF and its number of pages. ``UserFixableError`` where it cannot be folded."""
    return _draw_wallet(card, look) if look.options.layout == "card" else _draw_sheet(card, look)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The print of the zones at one size in points."""

    word: Style
    hint: Style
    sign: Style
    act: Style

    @classmethod
    def of(cls, look: Look, size: float) -> "_Styles":
        """Return the styles around a size of the signs."""

        def style(like: Style, factor: float) -> Style:
            return replace(like, size=size * factor, leading=size * factor * 1.26)

        large = look.options.size == "large_print"
        return cls(
            style(look.heading, 1.25 if large else 1.6),
            style(look.body, 1.0 if large else 0.9),
            style(look.body, 1),
            style(look.lead_bold, 1.0 if large else 1.08),
        )


def _hint(zone: LightZone, look: Look) -> str:
    """Return what stands above the signs: one of them is enough, but for "go" all must hold."""
    return look.say("light.signs.go") if zone.light == "go" else ""


def _zone_rows(zone: LightZone, look: Look, styles: _Styles, column: Column) -> list[Row]:
    rows = text_rows(zone.word, styles.word, column)
    rows += text_rows(_hint(zone, look), styles.hint, column)
    rows += listed_rows(zone.signs, _BULLET * len(zone.signs), styles.sign, column)
    acts = listed_rows(zone.act, _ACT * len(zone.act), styles.act, column)
    return [*rows, *([replace(acts[0], before=acts[0].before + 3), *acts[1:]] if acts else [])]


def _draw_sheet(card: TrafficLightCard, look: Look) -> tuple[bytes, int]:
    """Draw the zones below each other, two beside each other on a page that is wider than high.

    When to get help at once stands on the first page, above them.
    """
    title = look.say("light.title")
    furniture = Furniture(
        title, card.clinic, card.printed_on, card.person, card.condition, card.side, version=card.version
    )
    flow = begin(furniture, look)
    draw_rows(flow, text_rows(title, look.title, flow.column()))
    draw_rows(flow, text_rows(look.say("light.lead"), look.lead, flow.column(), 2))
    draw_rows(flow, text_rows(card.help_line, look.body_bold, flow.column(), 4))
    beside = 2 if look.width > look.height else 1
    pairs = [card.zones[place : place + beside] for place in range(0, len(card.zones), beside)]
    grid = _fitting(pairs, flow)
    for pair in pairs:
        _draw_zones(flow, pair, grid)
    return flow.close()


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The print of the zones, and the widths of a lamp and of a zone in points."""

    styles: _Styles
    lamp: float
    zone: float

    def column(self, left: float) -> Column:
        """Return the column of a zone's words, right of its lamp."""
        return Column(left + self.lamp + 2 * _PADDING, self.zone - self.lamp - 3 * _PADDING)

    def height(self, zone: LightZone, look: Look) -> float:
        """Return the height of a zone."""
        return max(height_of(_zone_rows(zone, look, self.styles, self.column(0))), self.lamp) + _PADDING


def _fitting(pairs: Sequence[Sequence[LightZone]], flow: Flow) -> _Sizes:
    """Return the largest print in which all zones stay on the page, else the smallest in which each fits one."""
    look = flow.look
    size, smallest = look.body.size * 1.3, _SMALLEST[look.options.size]
    zone = (flow.right - flow.left - _GAP * (len(pairs[0]) - 1)) / len(pairs[0])
    while True:
        sizes = _Sizes(_Styles.of(look, size), min(size * 4.4, zone * 0.15), zone)
        heights = [max(sizes.height(zone, look) for zone in pair) + _GAP for pair in pairs]
        if sum(heights) <= flow.room or (size <= smallest and max(heights) <= flow.page_room) or size < _LEAST:
            return sizes
        size = size * _STEP if size <= smallest else max(smallest, size * _STEP)


def _draw_zones(flow: Flow, pair: Sequence[LightZone], sizes: _Sizes) -> None:
    """Draw the zones of one line in boxes of the same height."""
    look = flow.look
    height = max(sizes.height(zone, look) for zone in pair)
    flow.y -= _GAP
    flow.keep(height)
    top, canvas = flow.y, flow.canvas
    for place, zone in enumerate(pair):
        left = flow.left + place * (sizes.zone + _GAP)
        canvas.setStrokeColor(_colour(zone, look))
        canvas.setLineWidth(2.4 if zone.light == "stop" else 1.3)
        canvas.roundRect(look.start(left, sizes.zone), top - height, sizes.zone, height, 7)
        middle = look.start(left + _PADDING + sizes.lamp / 2, 0)
        _draw_lamp(canvas, zone, look, (middle, top - height / 2), sizes.lamp / 2)
        flow.y = top - _PADDING / 2
        draw_rows(flow, _zone_rows(zone, look, sizes.styles, sizes.column(left)))
    flow.y = top - height


def _colour(zone: LightZone, look: Look) -> Color:
    return _COLOURS[zone.light] if look.options.colours == "colour" else look.ink


def _draw_lamp(canvas: Canvas, zone: LightZone, look: Look, centre: tuple[float, float], radius: float) -> None:
    """Draw the light: octagon to stop, triangle down to go back, square to repeat, circle to go; its sign inside."""
    colour, filled = _colour(zone, look), look.options.colours == "colour"
    canvas.setFillColor(colour if filled else white)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(2.2)
    x, y = centre
    if zone.light == "go":
        canvas.circle(x, y, radius * 0.86, fill=1)
    else:
        path = canvas.beginPath()
        for place, (dx, dy) in enumerate(_corners(zone.light)):
            (path.lineTo if place else path.moveTo)(x + dx * radius, y + dy * radius)
        path.close()
        canvas.drawPath(path, fill=1)
    size = radius * 1.15
    sign = one_line(_SIGNS[zone.light], Style("bold", size, size, white if filled else colour))
    lift = 0.12 if zone.light == "back" else 0.0
    draw(canvas, sign, x, y - size * (0.36 - lift), "centre")


def _corners(light: str) -> Sequence[tuple[float, float]]:
    if light == "back":
        return ((-0.98, 0.8), (0.98, 0.8), (0.0, -0.9))
    if light == "repeat":
        return ((-0.76, -0.76), (0.76, -0.76), (0.76, 0.76), (-0.76, 0.76))
    turns = [(place + 0.5) * pi / 4 for place in range(8)]
    return [(0.92 * cos(turn), 0.92 * sin(turn)) for turn in turns]


def _draw_wallet(card: TrafficLightCard, look: Look) -> tuple[bytes, int]:
    """Draw two rows of two panels, to be cut out and folded twice to the size of a bank card."""
    if look.options.size == "large_print" or look.options.paper == "A5":
        raise UserFixableError(
            "The card for the wallet needs A4 or Letter paper and print of normal size. "
            "Choose those, or the card as a sheet."
        )
    canvas = NumberedCanvas(look, look.say("light.title"))
    wide, high = _PANEL
    left, top = (look.width - 2 * wide) / 2, look.height - look.top_margin - 26
    cut = fitted(look.say("light.cut"), look.body, 2 * wide, 6)
    draw_in_column(canvas, cut, left, top + 8, 2 * wide, from_right=look.right_to_left)
    canvas.setStrokeColor(look.ink)
    canvas.setLineWidth(0.8)
    canvas.rect(left, top - 2 * high, 2 * wide, 2 * high)
    canvas.setDash(3, 3)
    canvas.line(left, top - high, left + 2 * wide, top - high)
    canvas.line(left + wide, top, left + wide, top - 2 * high)
    canvas.setDash()
    for place, zone in enumerate(card.zones):
        column, row = place % 2, place // 2
        _draw_panel(canvas, card, zone, look, (left + column * wide, top - row * high))
    canvas.showPage()
    return canvas.finish(lambda _canvas, _number, _total: None)


def _draw_panel(
    canvas: NumberedCanvas, card: TrafficLightCard, zone: LightZone, look: Look, corner: tuple[float, float]
) -> None:
    """Draw one panel whose top left corner is ``corner``, in the largest print that fits."""
    (wide, high), (x, y) = _PANEL, corner
    foot = _panel_foot(card, zone, look, wide - 2 * _PANEL_PADDING)
    size, smallest = _PANEL_TYPE
    while True:
        styles = _Styles.of(look, size)
        lamp = styles.word.leading - 1
        rows = _panel_rows(zone, look, styles, Column(x + _PANEL_PADDING, wide - 2 * _PANEL_PADDING), lamp)
        needed = height_of(rows) + sum(line.style.leading for line in foot) + 2 * _PANEL_PADDING
        if needed <= high or size <= smallest:
            break
        size = max(smallest, size * _STEP)
    middle = look.start(x + wide - _PANEL_PADDING - lamp / 2, 0)
    _draw_lamp(canvas, zone, look, (middle, y - _PANEL_PADDING - lamp / 2), lamp / 2)
    baseline = y - _PANEL_PADDING
    for row in rows:
        baseline -= row.height
        lift = baseline + row.line.style.leading * 0.26
        if row.label:
            draw(canvas, row.label, look.start(row.label_x, row.label.width), lift)
        start = look.start(row.x, row.width)
        draw_in_column(canvas, row.line, start, lift, row.width, from_right=look.right_to_left)
    baseline = y - high + _PANEL_PADDING + sum(line.style.leading for line in foot)
    for line in foot:
        baseline -= line.style.leading
        lift, room = baseline + line.style.leading * 0.2, wide - 2 * _PANEL_PADDING
        start = look.start(x + _PANEL_PADDING, room)
        draw_in_column(canvas, line, start, lift, room, from_right=look.right_to_left)


def _panel_rows(zone: LightZone, look: Look, styles: _Styles, column: Column, lamp: float) -> list[Row]:
    """Return the rows of a panel; those above the signs leave room for the lamp."""
    narrow = Column(column.x, column.width - lamp)
    head = text_rows(zone.word, styles.word, narrow) + text_rows(_hint(zone, look), styles.hint, narrow)
    return [*head, *_zone_rows(zone, look, styles, column)[len(head) :]]


def _panel_foot(card: TrafficLightCard, zone: LightZone, look: Look, width: float) -> list[Line]:
    """Return the last lines of a panel: when to get help at once, or whose card it is."""
    if zone.light == "stop":
        return lay_out(card.help_line, Style("semibold", 8.0, 9.6, look.ink), width)
    if zone.light != "go":
        return []
    words, small = look.words, Style("semibold", 6.6, 8.2, look.ink)
    born = look.say("born", day=words.day(card.person.birth_date))
    whose = f"{words.side(card.side)} · {card.condition}"
    printed = look.say("printed_version", day=words.day(card.printed_on), version=card.version)
    lines = (f"{card.person.name} · {born}", whose, clinic_text(card.clinic, look), printed)
    return [fitted(text, small, width, 4.5) for text in lines]
