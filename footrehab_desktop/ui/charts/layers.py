"""What is painted behind and before the lines, in the pixels of the window: areas, bars, levels, words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from footrehab_desktop.library.chart import Bar, ChartContent, ColourRole, Level, Zone
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.axes import DayAxis, ValueAxis, between
from footrehab_desktop.ui.charts.place import Place
from footrehab_desktop.ui.tokens import ColourName, mix

ZONE_SHARE = 0.09
BAND_SHARE = 0.04
BAR_SHARE = 0.35  # of lines drawn over bars, which must stay in front
_NARROWEST_WORDS = 24
_PAD = 4


@dataclass(frozen=True, slots=True)
class Window:
    """Days that are compared with others; both ends included."""

    first: date
    last: date
    label: str
    colour: ColourName


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
        self.windows: tuple[Window, ...] = ()

    def draw(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        """Paint from the back to the front."""
        tokens = theme.tokens()
        for zone in content.zones:
            painter.fillRect(zone_box(zone, place), pale(zone.colour, ZONE_SHARE))
        for number, span in enumerate(content.spans):
            if number % 2:
                ink = QColor(tokens.ink)
                ink.setAlphaF(BAND_SHARE)
                painter.fillRect(days_box(span.first, span.last, place), ink)
        self._draw_grid(painter, place)
        for window in self.windows:
            _draw_window(painter, window, place)
        self._draw_bars(painter, content, place)

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
        shown = [bar for bar in content.bars if place.first <= bar.last.toordinal() + 1
                 and bar.first.toordinal() - 1 <= place.last]  # fmt: skip
        tokens = theme.tokens()
        colour = mix(tokens.accent, tokens.card, BAR_SHARE) if content.lines else tokens.accent
        painter.setPen(QPen(QColor(tokens.accent), 1))
        for bar in shown:
            painter.fillRect(bar_box(bar, content, place), QColor(tokens.card))
            pattern = Qt.BrushStyle.BDiagPattern if bar.mark else Qt.BrushStyle.SolidPattern
            painter.setBrush(QBrush(QColor(tokens.accent if bar.mark else colour), pattern))
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

    def show_chart(self, content: ChartContent) -> None:
        """Draw this from now on."""
        super().show_chart(content)
        self._days = [dict(line.values) for line in content.lines if line.look != "steps"]

    def draw(self, painter: QPainter, content: ChartContent, place: Place) -> None:
        """Paint from the back to the front."""
        for on, colour in self.uprights:
            pen = QPen(_see_through(colour, 0.55), 1, Qt.PenStyle.DashLine)
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
        for line in content.lines:
            if line.values and line.look != "steps":
                _draw_ring(painter, line.values[-1], line.colour, place, theme.scaled(6))
        for line, days in zip((line for line in content.lines if line.look != "steps"), self._days, strict=True):
            if self.read in days:
                _draw_ring(painter, (self.read, days[self.read]), line.colour, place, theme.scaled(8))

    @staticmethod
    def _draw_words(painter: QPainter, content: ChartContent, place: Place) -> None:
        font = theme.font()
        painter.setFont(font)
        taken: list[QRectF] = []
        for level in content.levels:
            _write(painter, level.label, theme.colour(level.colour), _around_level(level, font, place), taken)
        for zone in content.zones:
            _write(painter, zone.label, theme.colour(zone.colour), _inside_zone(zone, font, place), taken)


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


def pale(name: ColourName, share: float) -> QColor:
    """Return an opaque pale colour on the card."""
    tokens = theme.tokens()
    return QColor(mix(tokens.colour(name), tokens.card, share))


def _see_through(name: ColourName, share: float) -> QColor:
    colour = theme.colour(name)
    colour.setAlphaF(share)
    return colour


def _draw_window(painter: QPainter, window: Window, place: Place) -> None:
    box = days_box(window.first, window.last, place)
    painter.fillRect(box, _see_through(window.colour, 0.10))
    painter.setPen(QPen(theme.colour(window.colour), 1))
    for x in (box.left(), box.right()):
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.setFont(theme.font(strong=True))
    inside = box.intersected(QRectF(place.left, place.top, place.width, place.height)).adjusted(_PAD, 0, -_PAD, -_PAD)
    if painter.fontMetrics().horizontalAdvance(window.label) <= inside.width():
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), window.label)


def _draw_ring(painter: QPainter, value: tuple[date, float], colour: ColourRole, place: Place, radius: float) -> None:
    painter.setPen(QPen(theme.colour(colour), 2))
    painter.drawEllipse(QPointF(place.x(value[0].toordinal()), place.y(value[1])), radius, radius)


def _around_level(level: Level, font: QFont, place: Place) -> Iterable[QRectF]:
    """Give the places for the words of a level: above the line, below it, at the left, at the right."""
    size = QFontMetricsF(font).boundingRect(level.label).size()
    y = place.y(level.value)
    for left in (place.left + _PAD, place.right - size.width() - 3 * _PAD):
        for top in (y - size.height() - 2, y + 2):
            if place.top <= top and top + size.height() <= place.bottom:
                yield QRectF(left, top, size.width() + 2 * _PAD, size.height())


def _inside_zone(zone: Zone, font: QFont, place: Place) -> Iterable[QRectF]:
    """Give the places for the words of a range: in its upper left corner, then in the others."""
    size = QFontMetricsF(font).boundingRect(zone.label).size()
    box = zone_box(zone, place).intersected(QRectF(place.left, place.top, place.width, place.height))
    if box.height() < size.height() or box.width() < size.width() + _NARROWEST_WORDS:
        return
    for left in (box.left() + _PAD, box.right() - size.width() - 3 * _PAD):
        for top in (box.top() + 2, box.bottom() - size.height() - 2):
            yield QRectF(left, top, size.width() + 2 * _PAD, size.height())


def _write(painter: QPainter, words: str, colour: QColor, places: Iterable[QRectF], taken: list[QRectF]) -> None:
    """Write words at the first place that is free; nowhere if there is none."""
    if not words:
        return
    box = next((each for each in places if not any(each.intersects(other) for other in taken)), None)
    if box is None:
        return
    taken.append(box)
    ground = QColor(theme.tokens().card)
    ground.setAlphaF(0.75)
    painter.fillRect(box, ground)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
