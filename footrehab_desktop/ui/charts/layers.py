"""What is painted behind and before the lines, in the pixels of the window: areas, bars, levels, words."""

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from footrehab_desktop.library.chart import Bar, ChartContent, ColourRole, Level, Zone
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.axes import DayAxis, ValueAxis, between
from footrehab_desktop.ui.charts.colours import bar_brush, pale, see_through
from footrehab_desktop.ui.charts.lines import DrawnLine, marked
from footrehab_desktop.ui.charts.place import Place
from footrehab_desktop.ui.charts.shading import ShadedDays

ZONE_SHARE = 0.09
BAND_SHARE = 0.04
RANGE_SHARE = 0.13
WINDOW_SHARE = 0.06
_PAD = 4


class Layer(pyqtgraph.GraphicsObject):  # type: ignore[misc]  # pyqtgraph ships no types
    """As large as the view. ``draw`` gets a painter in the window's pixels and the place of days and values."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self.content: ChartContent | None = None
        self.setZValue(depth)

    def show_chart(self, content: ChartContent) -> None:
        """Draw this from now on."""
        self.content = content
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the days and values in view."""
        return QRectF(self.viewRect())

    def viewTransformChanged(self) -> None:
        """Follow the view."""
        super().viewTransformChanged()
        self.prepareGeometryChange()

    def dataBounds(self, *_args: Any, **_more: Any) -> None:
        """Take no part in finding a scale: it is fixed."""

    def paint(self, painter: QPainter, *_rest: Any) -> None:
        """Paint in pixels."""
        if self.content is None:
            return
        painter.save()
        painter.setTransform(self.sceneTransform().inverted()[0], True)
        self.draw(painter, self.content, place_of(self.getViewBox()))
        painter.restore()

    def draw(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        """Paint the layer."""
        raise NotImplementedError


def place_of(view: Any) -> Place:
    """Return the pixels, days and values of a view."""
    box = view.sceneBoundingRect()
    (first, last), (low, high) = view.viewRange()
    return Place(box.left(), box.top(), box.width(), box.height(), first, last, low, high)


class Backdrop(Layer):
    """The areas of phases, ranges and compared days, the grid, and the bars with their limits."""

    def __init__(self, days: DayAxis, values: ValueAxis) -> None:
        super().__init__(-20)
        self._days, self._values = days, values
        self.windows: tuple[ShadedDays, ...] = ()
        self.bars: Sequence[Bar] = ()
        self.drawn: Sequence[DrawnLine] = ()

    def draw(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        """Paint from the back to the front."""
        for zone in content.zones:
            painter.fillRect(zone_box(zone, place), pale(zone.colour, ZONE_SHARE))
        for number, span in enumerate(content.spans):
            if number % 2:
                painter.fillRect(days_box(span.first, span.last, place), see_through("ink", BAND_SHARE))
        self._draw_grid(painter, place)
        for window in self.windows:
            _draw_window(painter, window, place)
        self._draw_bars(painter, content, place)
        for line in self.drawn:
            _draw_range(painter, line, place)

    def _draw_grid(self, painter: QPainter, place: Place) -> None:
        painter.setPen(QPen(QColor(theme.tokens().quiet), 1))
        (_step, heights), *_others = self._values.tickValues(place.low, place.high, place.height)
        for height in heights:
            y = round(place.y(height)) + 0.5
            painter.drawLine(QPointF(place.left, y), QPointF(place.right, y))
        (_step, days), *_others = self._days.tickValues(place.first, place.last, place.width)
        for day in days:
            x = round(place.x(day)) + 0.5
            painter.drawLine(QPointF(x, place.top), QPointF(x, place.bottom))

    def _draw_bars(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        shown = [
            b for b in self.bars if place.first <= b.last.toordinal() + 1 and b.first.toordinal() - 1 <= place.last
        ]
        tokens = theme.tokens()
        painter.setPen(QPen(QColor(tokens.accent), 1))
        for bar in shown:
            painter.fillRect(bar_box(bar, content, place), QColor(tokens.card))
            painter.setBrush(bar_brush(hatched=bool(bar.mark)))
            painter.drawRect(bar_box(bar, content, place))
        painter.setPen(QPen(QColor(tokens.refer), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for bar in shown:
            if bar.limit is not None:
                y = place.y(on_left(bar.limit, content))
                box = days_box(bar.first, bar.last, place)
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


class Foreground(Layer):
    """The lines across with their words, the uprights of the marks, rings around the latest values and those read."""

    def __init__(self) -> None:
        super().__init__(20)
        self.uprights: tuple[tuple[date, ColourRole], ...] = ()
        self.read: date | None = None
        self._days: list[dict[date, float]] = []
        self.drawn: Sequence[DrawnLine] = ()

    def show_chart(self, content: ChartContent) -> None:
        """Draw this from now on."""
        super().show_chart(content)
        self._days = [dict(line.values) for line in content.lines if line.look != "steps"]

    def draw(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        """Paint from the back to the front."""
        for on, colour in self.uprights:
            pen = QPen(see_through(colour, 0.55), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            x = round(place.x(on.toordinal())) + 0.5
            painter.drawLine(QPointF(x, place.top), QPointF(x, place.bottom))
        for level in content.levels:
            painter.setPen(QPen(theme.colour(level.colour), 2, Qt.PenStyle.DashLine))
            y = round(place.y(level.value))
            painter.drawLine(QPointF(place.left, y), QPointF(place.right, y))
        self._draw_words(painter, content, place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in marked(content):
            _draw_ring(painter, line.values[-1], line.colour, place, theme.scaled(6))
        for line, days in zip((line for line in content.lines if line.look != "steps"), self._days, strict=True):
            if self.read in days:
                _draw_ring(painter, (self.read, days[self.read]), line.colour, place, theme.scaled(8))

    def _draw_words(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        """Name levels and ranges, each where it covers no value if there is such a place."""
        font = theme.font()
        painter.setFont(font)
        taken: list[QRectF] = []
        named: list[tuple[Level | Zone, list[QRectF]]] = [
            *((level, _around_level(level, font, place)) for level in content.levels if level.label),
            *((zone, _inside_zone(zone, font, place)) for zone in content.zones if zone.label),
        ]
        for what, boxes in named:
            free = [box for box in boxes if not any(box.intersects(other) for other in taken)]
            if free:
                box, clear = self._clearest(free, place)
                taken.append(box)
                _write(painter, what.label, theme.colour(what.colour), box, clear=clear)

    def _clearest(self, boxes: list[QRectF], place: Place) -> tuple[QRectF, bool]:
        """Return the first box that covers no line, and whether there is one; else one at the left: oldest days."""
        clear = next((box for box in boxes if not self._covers(box, place)), None)
        return (boxes[0], False) if clear is None else (clear, True)

    def _covers(self, box: QRectF, place: Place) -> bool:
        days = (place.day(box.left()), place.day(box.right()))
        values = (place.value(box.bottom()), place.value(box.top()))
        return any(line.passes(days, values) for line in self.drawn)


def zone_box(zone: Zone, place: Place) -> QRectF:
    """Return the area of a range of values; one that reaches an end of the scale goes on to the edge."""
    top, bottom = place.y(zone.high), place.y(zone.low)
    return QRectF(place.left, top, place.width, bottom - top)


def days_box(first: date, last: date, place: Place) -> QRectF:
    """Return the area of days, both included, from the middle of the night before to that after."""
    left, right = place.x(first.toordinal() - 0.5), place.x(last.toordinal() + 0.5)
    return QRectF(left, place.top, right - left, place.height)


def bar_box(bar: Bar, content: ChartContent, place: Place) -> QRectF:
    """Return the area of a bar; a gap of a pixel or two tells it from its neighbours."""
    box = days_box(bar.first, bar.last, place)
    gap = min(2.0, box.width() * 0.12)
    top, bottom = place.y(on_left(bar.value, content)), place.y(on_left(bottom_of_bars(content), content))
    return QRectF(box.left() + gap, top, box.width() - 2 * gap, bottom - top)


def on_left(value: float, content: ChartContent) -> float:
    """Return the height on the left scale at which a value of the bars' scale lies."""
    right = content.right
    return between(value, (right.low, right.high), (content.low, content.high)) if right else value


def bottom_of_bars(content: ChartContent) -> float:
    """Return the value that bars stand on."""
    low, high = (content.right.low, content.right.high) if content.right else (content.low, content.high)
    return min(max(0.0, low), high)


def _draw_window(painter: QPainter, window: ShadedDays, place: Place) -> None:
    box = days_box(window.first, window.last, place)
    painter.fillRect(box, see_through(window.colour, WINDOW_SHARE))
    painter.fillRect(QRectF(box.left(), box.bottom() - 4, box.width(), 4), theme.colour(window.colour))
    painter.setPen(QPen(theme.colour(window.colour), 1))
    for x in (box.left(), box.right()):
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.setFont(theme.font(strong=True))
    inside = box.intersected(QRectF(place.left, place.top, place.width, place.height)).adjusted(_PAD, 0, -_PAD, 0)
    if painter.fontMetrics().horizontalAdvance(window.label) <= inside.width():
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), window.label)


def _draw_range(painter: QPainter, line: DrawnLine, place: Place) -> None:
    """Paint from the lowest to the highest value of each span that stands for its days."""
    spans = line.condensed
    if spans is None:
        return
    colour = see_through(line.colour, RANGE_SHARE)
    half = line.span / 2
    rows = zip(spans.days.tolist(), spans.lowest.tolist(), spans.highest.tolist(), strict=True)
    for day, lowest, highest in rows:
        if place.first - half <= day <= place.last + half:
            left, right, top, bottom = place.x(day - half), place.x(day + half), place.y(highest), place.y(lowest)
            painter.fillRect(QRectF(left, top, right - left, bottom - top), colour)


def condensed_bars(bars: Sequence[Bar], span: int) -> tuple[Bar, ...]:
    """Return one bar for each span of days that begins on a Monday: the median of its bars."""
    grouped: dict[int, list[float]] = {}
    for bar in bars:
        grouped.setdefault((bar.first.toordinal() - 1) // span, []).append(bar.value)
    return tuple(
        Bar(date.fromordinal(number * span + 1), date.fromordinal((number + 1) * span), median(values))
        for number, values in grouped.items()
        if number >= 0
    )


def _draw_ring(painter: QPainter, value: tuple[date, float], colour: ColourRole, place: Place, radius: float) -> None:
    painter.setPen(QPen(theme.colour(colour), 2))
    painter.drawEllipse(QPointF(place.x(value[0].toordinal()), place.y(value[1])), radius, radius)


def _around_level(level: Level, font: QFont, place: Place) -> list[QRectF]:
    """Return the places for the words of a level: above and below the line, left, right, middle."""
    size = QFontMetricsF(font).size(0, level.label)
    y = place.y(level.value)
    tops = [top for top in (y - size.height() - 2, y + 2) if place.top <= top and top + size.height() <= place.bottom]
    return _along(size, tops, place)


def _inside_zone(zone: Zone, font: QFont, place: Place) -> list[QRectF]:
    """Return the places for the words of a range: along its upper edge, then along its lower one."""
    size = QFontMetricsF(font).size(0, zone.label)
    box = zone_box(zone, place).intersected(QRectF(place.left, place.top, place.width, place.height))
    if box.height() < size.height() + 2:
        return []
    return _along(size, [box.top() + 1, box.bottom() - size.height() - 1], place)


def _along(size: QSizeF, tops: list[float], place: Place) -> list[QRectF]:
    width = size.width() + 2 * _PAD
    if width > place.width:
        return []
    lefts = (place.left + _PAD, place.right - width - _PAD, place.left + (place.width - width) / 2)
    return [QRectF(left, top, width, size.height()) for left in lefts for top in tops]


def _write(painter: QPainter, words: str, colour: QColor, box: QRectF, *, clear: bool) -> None:
    if clear:  # a ground would hide values
        painter.fillRect(box, see_through("card", 0.7))
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
