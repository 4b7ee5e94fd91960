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
    groups = [(stop, tuple(parts)) for stop, parts in groupby(leaflet.parts, lambda part: part.stop)]
    for place, (stop, parts) in enumerate(groups):
        if stop:
            _draw_boxes(flow, parts)
        else:
            after = groups[place + 1][1] if place + 1 < len(groups) else ()
            draw_parts(flow, parts, _boxes(flow, after).height if after else 0.0)
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


def draw_parts(flow: Flow, parts: Sequence[LeafletPart], below: float = 0.0) -> None:
    """Draw parts in two columns read one after the other, or in one where the print is large.

    The last part stays with what follows, which is ``below`` points high.
    """
    columns = _halves(flow)
    if columns is None or len(parts) < 2:
        for part in parts:
            _draw_card(flow, _card(part, flow.look, flow.column()))
        return
    waiting = list(parts)
    while waiting:
        taken, split = _that_fit(flow, waiting, columns, below)
        if not taken:
            flow.new_page()
            taken, split = _that_fit(flow, waiting, columns, below)
        if not taken:
            _draw_card(flow, _card(waiting.pop(0), flow.look, flow.column()))
            continue
        _draw_columns(flow, waiting[:taken], split, columns)
        waiting = waiting[taken:]


def _halves(flow: Flow) -> tuple[Column, Column] | None:
    """Return two columns, None where the print is too large for them."""
    whole, look = flow.column(), flow.look
    width = (whole.width - _GUTTER) / 2
    narrowest = _NARROWEST_OF_FEW_WORDS if _few_words(look) else _NARROWEST_COLUMN
    if width < narrowest * look.body.size:
        return None
    return Column(whole.x, width), Column(whole.x + width + _GUTTER, width)


def _that_fit(
    flow: Flow, parts: Sequence[LeafletPart], columns: tuple[Column, Column], below: float
) -> tuple[int, int]:
    """Return how many of the parts fit on this page, and how many of them go into the first column; 0: none.

    Under the last part there is room for ``below`` points.
    """
    gap = flow.look.grown(9)
    heights = [_card(part, flow.look, columns[0]).height + gap for part in parts]
    for count in range(len(parts), 0, -1):
        splits = range(1, count + 1)
        split = min(splits, key=lambda first: max(sum(heights[:first]), sum(heights[first:count])))
        room = flow.room - (below if count == len(parts) else 0.0)
        if max(sum(heights[:split]), sum(heights[split:count])) <= room:
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


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Frames of the same height beside each other."""

    cards: list[_Card]
    columns: tuple[Column, ...]

    @property
    def framed(self) -> float:
        """Points of the frames."""
        return max(card.height for card in self.cards) + 2 * _PADDING

    @property
    def height(self) -> float:
        """Points of the frames with the room over them."""
        return self.framed + 4


def _boxes(flow: Flow, parts: Sequence[LeafletPart]) -> _Boxes:
    """Return the first frames of what to watch for: two beside each other where there are two and room for them."""
    halves = _halves(flow) if len(parts) > 1 else None
    columns = halves or (flow.column(),)
    inner = [Column(column.x + _PADDING + 3, column.width - 2 * _PADDING - 3) for column in columns]
    return _Boxes([_card(part, flow.look, column) for part, column in zip(parts, inner, strict=False)], columns)


def _draw_boxes(flow: Flow, parts: Sequence[LeafletPart]) -> None:
    """Draw what to watch for in heavy frames; those that are longer than a page go without."""
    while parts:
        boxes = _boxes(flow, parts)
        if boxes.framed > flow.page_room:
            for card in boxes.cards:
                _draw_card(flow, _card(card.part, flow.look, flow.column()))
        else:
            _draw_frames(flow, boxes)
        parts = parts[len(boxes.cards) :]


def _draw_frames(flow: Flow, boxes: _Boxes) -> None:
    look = flow.look
    flow.keep(boxes.height)
    flow.y -= 4
    flow.canvas.setStrokeColor(look.stop)
    flow.canvas.setLineWidth(1.6)
    top, bottom = flow.y, flow.y - boxes.framed
    for card, column in zip(boxes.cards, boxes.columns, strict=False):
        flow.canvas.roundRect(look.start(column.x, column.width), bottom, column.width, boxes.framed, 6)
        flow.y = top - _PADDING
        _draw_card(flow, card)
    flow.y = bottom - look.grown(8)
