"""A leaflet of everyday words: parts with an icon, two beside each other where the print is small enough."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from footrehab_desktop.handouts.content import LeafletPart
from footrehab_desktop.handouts.content_patient import Leaflet
from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Column, Flow, Furniture, begin
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, listed_rows, text_rows
from footrehab_desktop.library.advice import ICON_SIDE, advice_icons

# The narrowest columns, in ems: narrower ones would break every sentence.
_NARROWEST_COLUMN: Final = 21.0
_NARROWEST_OF_FEW_WORDS: Final = 15.0
_GUTTER: Final = 22.0
_PADDING: Final = 9.0
_BULLET, _BOX = "•", "□"


def draw_leaflet(leaflet: Leaflet, look: Look) -> tuple[bytes, int]:
    """Draw the leaflet; return the PDF and its number of pages."""
    furniture = Furniture(
        leaflet.title,
        leaflet.clinic,
        leaflet.printed_on,
        leaflet.person,
        leaflet.condition,
        leaflet.side,
        version=leaflet.version,
    )
    flow = begin(furniture, look)
    draw_rows(flow, text_rows(leaflet.title, look.title, flow.column()))
    draw_rows(flow, text_rows(leaflet.lead, look.lead, flow.column(), 4))
    flow.y -= look.grown(10)
    for stop, parts in groupby(leaflet.parts, lambda part: part.stop):
        if stop:
            for part in parts:
                _draw_box(flow, part)
        else:
            draw_parts(flow, tuple(parts))
    return flow.close()


@dataclass(frozen=True, slots=True)
class _Card:
    """A part laid out in a column: its heading, its lines, and the room of its icon."""

    part: LeafletPart
    heading: list[Row]
    lines: list[Row]
    icon: float

    @property
    def head_height(self) -> float:
        """Points of the heading beside its icon."""
        return max(height_of(self.heading), self.icon)

    @property
    def height(self) -> float:
        """Points of the whole part."""
        return self.head_height + 2 + height_of(self.lines)

    @property
    def keep(self) -> float:
        """Points that must not be torn apart: the heading with its first line."""
        return self.head_height + 2 + (self.lines[0].height if self.lines else 0.0)


def _few_words(look: Look) -> bool:
    return look.options.size == "low_literacy"


def _card(part: LeafletPart, look: Look, column: Column) -> _Card:
    icon = look.grown(34 if _few_words(look) else 19)
    beside = Column(column.x + icon + 7, column.width - icon - 7)
    texts = part.short if _few_words(look) and part.short else part.lines
    marks = [_BOX if part.ticks else _BULLET] * len(texts)
    heading = replace(look.subheading, colour=look.stop) if part.stop else look.subheading
    return _Card(part, text_rows(part.heading, heading, beside), listed_rows(texts, marks, look.body, beside), icon)


def draw_parts(flow: Flow, parts: Sequence[LeafletPart]) -> None:
    """Draw parts in two columns read one after the other, or in one where the print is large."""
    look, whole = flow.look, flow.column()
    width = (whole.width - _GUTTER) / 2
    narrowest = _NARROWEST_OF_FEW_WORDS if _few_words(look) else _NARROWEST_COLUMN
    if width < narrowest * look.body.size or len(parts) < 2:
        for part in parts:
            _draw_card(flow, _card(part, look, whole))
        return
    columns = (Column(whole.x, width), Column(whole.x + width + _GUTTER, width))
    waiting = list(parts)
    while waiting:
        taken, split = _that_fit(flow, waiting, columns)
        if not taken:
            flow.new_page()
            taken, split = _that_fit(flow, waiting, columns)
        if not taken:
            _draw_card(flow, _card(waiting.pop(0), look, whole))
            continue
        _draw_columns(flow, waiting[:taken], split, columns)
        waiting = waiting[taken:]


def _that_fit(flow: Flow, parts: Sequence[LeafletPart], columns: tuple[Column, Column]) -> tuple[int, int]:
    """Return how many of the parts fit on this page, and how many of them go into the first column; 0: none."""
    gap = flow.look.grown(9)
    heights = [_card(part, flow.look, columns[0]).height + gap for part in parts]
    for count in range(len(parts), 0, -1):
        splits = range(1, count + 1)
        split = min(splits, key=lambda first: max(sum(heights[:first]), sum(heights[first:count])))
        if max(sum(heights[:split]), sum(heights[split:count])) <= flow.room:
            return count, split
    return 0, 0


def _draw_columns(flow: Flow, parts: Sequence[LeafletPart], split: int, columns: tuple[Column, Column]) -> None:
    top = lowest = flow.y
    for column, own in zip(columns, (parts[:split], parts[split:]), strict=True):
        flow.y = top
        for part in own:
            _draw_card(flow, _card(part, flow.look, column))
        lowest = min(lowest, flow.y)
    flow.y = lowest


def _draw_card(flow: Flow, card: _Card) -> None:
    flow.keep(min(card.height, flow.page_room))
    flow.keep(card.keep)
    flow.mark(card.part.heading, 1)
    top = flow.y
    _draw_icon(flow, card, top)
    flow.y -= (card.head_height - height_of(card.heading)) / 2
    draw_rows(flow, card.heading)
    flow.y = top - card.head_height - 2
    draw_rows(flow, card.lines)
    flow.y -= flow.look.grown(9)


def _draw_icon(flow: Flow, card: _Card, top: float) -> None:
    look = flow.look
    left = look.start(card.heading[0].x - card.icon - 7, card.icon)
    colour = look.stop if card.part.stop else look.accent
    icon = advice_icons()[card.part.icon]
    draw_shapes(flow.canvas, icon, {"ink": colour}, left=left, top=top, scale=card.icon / ICON_SIDE)


def _draw_box(flow: Flow, part: LeafletPart) -> None:
    """Draw what to watch for in a heavy frame; one that is longer than a page goes without."""
    look = flow.look
    card = _card(part, look, flow.column(_PADDING + 3, _PADDING))
    height = card.height + 2 * _PADDING
    if height > flow.page_room:
        _draw_card(flow, card)
        return
    flow.keep(height + 4)
    flow.y -= 4
    flow.canvas.setStrokeColor(look.stop)
    flow.canvas.setLineWidth(1.6)
    bottom = flow.y - height
    flow.canvas.roundRect(flow.left, bottom, flow.right - flow.left, height, 6)
    flow.y -= _PADDING
    _draw_card(flow, card)
    flow.y = bottom - look.grown(8)
