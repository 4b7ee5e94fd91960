"""The rows above and under the plot, on the same days: phases and marks above, strips such as shoes below."""

from datetime import date
from typing import Any

import pyqtgraph
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from footrehab_desktop.library.chart import ChartContent, ColourRole, Mark, Pattern, Piece, Strip
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.axes import WIDEST_DATE
from footrehab_desktop.ui.charts.colours import pale
from footrehab_desktop.ui.charts.layers import days_box
from footrehab_desktop.ui.charts.lines import marked
from footrehab_desktop.ui.charts.place import MarkBox, Place, Shown, place_marks

PATTERNS: dict[Pattern, Qt.BrushStyle] = {
    "solid": Qt.BrushStyle.NoBrush,
    "hatched": Qt.BrushStyle.BDiagPattern,
    "crossed": Qt.BrushStyle.DiagCrossPattern,
    "dotted": Qt.BrushStyle.Dense6Pattern,
    "open": Qt.BrushStyle.NoBrush,
}
_WEIGHT: tuple[ColourRole, ...] = ("refer", "pause", "regress", "deload", "hold", "progress")
_NARROWEST = 22.0
_TICK = 5.0
_PIECE_SHARE = 0.22
_PAD = 4.0


class Row(pyqtgraph.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """A row of the plot's layout that paints over the days in view."""

    def __init__(self) -> None:
        super().__init__()
        self.content: ChartContent | None = None
        self._days = (0.0, 1.0)
        self.set_height(0)

    def set_height(self, height: float) -> None:
        """Take a height; 0 takes the row away."""
        self.setMinimumHeight(0)  # a new smallest height above the old largest one would not be taken
        self.setMaximumHeight(height)
        self.setMinimumHeight(height)
        self.setVisible(height > 0)

    def show_days(self, first: float, last: float) -> None:
        """Follow the view."""
        self._days = (first, last)
        self.update()

    def place(self) -> Place:
        """Return where days lie in this row."""
        return Place(0, 0, self.size().width(), self.size().height(), *self._days, 0, 1)

    def paint(self, painter: QPainter, *_rest: Any) -> None:
        """Paint the row."""
        if self.content is not None:
            painter.setFont(theme.font())
            self.draw(painter, self.content)

    def draw(self, painter: QPainter, content: ChartContent) -> None:
        """Paint what the chart holds for this row."""
        raise NotImplementedError


class Lanes(Row):
    """The phases by name, and every mark: a tick always, its sign and its words where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[Mark, Shown]] = []

    def show_chart(self, content: ChartContent) -> None:
        """Make room for what there is."""
        self.content = content
        line = QFontMetricsF(theme.font()).height() + _PAD
        self.set_height(line * (bool(content.spans) + bool(content.marks)))

    def arrange(self) -> tuple[tuple[date, ColourRole], ...]:
        """Find out how much of each mark in view fits; return the days of those that are more than a tick."""
        place, content = self.place(), self.content
        marks = [] if content is None else [m for m in content.marks if place.first <= m.on.toordinal() <= place.last]
        metrics = QFontMetricsF(theme.font())
        boxes = [
            MarkBox(
                place.x(mark.on.toordinal()),
                metrics.horizontalAdvance(_sign(mark)),
                metrics.horizontalAdvance(mark.label),
                _WEIGHT.index(mark.colour) if mark.colour in _WEIGHT else len(_WEIGHT),
            )
            for mark in marks
        ]
        self.shown = list(zip(marks, place_marks(boxes, place.right), strict=True))
        return tuple((mark.on, mark.colour) for mark, shown in self.shown if shown != "tick")

    def draw(self, painter: QPainter, content: ChartContent) -> None:
        """Paint phases, and marks beneath them."""
        place = self.place()
        metrics = QFontMetricsF(theme.font())
        top = metrics.height() + _PAD if content.spans else 0.0
        painter.setPen(theme.colour("soft"))
        for span in content.spans:
            box = days_box(span.first, span.last, place).intersected(QRectF(0, 0, place.width, place.height))
            words = metrics.elidedText(span.label, Qt.TextElideMode.ElideRight, box.width() - 2 * _PAD)
            if box.width() >= _NARROWEST and words != "…":
                painter.drawText(QPointF(box.left() + _PAD, metrics.ascent() + _PAD / 2), words)
        for mark, shown in self.shown:
            _draw_mark(painter, mark, shown, place, top)


class Strips(Row):
    """Named rows of pieces under the dates. A piece that is wide enough bears its name; a pattern tells it apart."""

    read: date | None = None

    def show_chart(self, content: ChartContent) -> None:
        """Make room for what there is."""
        self.content = content
        self.set_height(self._line() * len(content.strips))

    def boundingRect(self) -> QRectF:
        """Reach to the left, where the names stand beside the axis."""
        return QRectF(-self.pos().x(), 0, self.pos().x() + self.size().width(), self.size().height())

    def draw(self, painter: QPainter, content: ChartContent) -> None:
        """Paint one row below the other."""
        height = self._line()
        for number, strip in enumerate(content.strips):
            self._draw_strip(painter, strip, number * height + 2, height - 4)
        place = self.place()
        if self.read is not None and place.first <= self.read.toordinal() <= place.last:
            x = round(place.x(self.read.toordinal())) + 0.5
            painter.setPen(QPen(theme.colour("soft"), 1))
            painter.drawLine(QLineF(x, 0, x, place.height))

    def _draw_strip(self, painter: QPainter, strip: Strip, top: float, height: float) -> None:
        place = self.place()
        painter.setPen(theme.colour("soft"))
        name = QRectF(-self.pos().x(), top, self.pos().x() - 2 * _PAD, height)
        painter.drawText(name, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), strip.name)
        for piece in strip.pieces:
            box = days_box(piece.first, piece.last, place).intersected(QRectF(0, 0, place.width, place.height))
            if box.width() > 0:
                _draw_piece(painter, piece, QRectF(box.left(), top, box.width(), height))

    def _line(self) -> float:
        alone = self.content is not None and is_strips_only(self.content)
        return QFontMetricsF(theme.font()).height() * (2 if alone else 1) + 2 * _PAD


class LatestValues(pyqtgraph.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """The newest value of each line as a number at the right edge; one number where lines end at the same value."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[tuple[float, str, ColourRole]] = []
        self.ends = (0.0, 1.0)

    def show_chart(self, content: ChartContent) -> None:
        """Take the newest values; none beside a second scale."""
        lines = () if content.right else marked(content)
        newest: dict[tuple[float, str], set[ColourRole]] = {}
        for line in lines:
            value = line.values[-1][1]
            words = f"{value:.0f}" if line.unit == "%" else f"{value:.4g}"
            newest.setdefault((value, words), set()).add(line.colour)
        self._values = [(*end, next(iter(roles)) if len(roles) == 1 else "ink") for end, roles in newest.items()]
        metrics = QFontMetricsF(theme.font(strong=True))
        widest = max((metrics.horizontalAdvance(words) for _v, words, _c in self._values), default=0)
        self.setMinimumWidth(0)
        self.setMaximumWidth(max(widest + 2 * _PAD, 0 if content.right else half_a_date()))
        self.setMinimumWidth(self.maximumWidth())
        self.update()

    def paint(self, painter: QPainter, *_rest: Any) -> None:
        """Paint the numbers from the lowest to the highest."""
        font = theme.font(strong=True)
        painter.setFont(font)
        line = QFontMetricsF(font).height() * 0.85
        place = Place(0, 0, self.size().width(), self.size().height(), 0, 1, *self.ends)
        lowest = place.bottom
        for value, words, colour in sorted(self._values):
            middle = min(place.y(value), lowest - line / 2)
            lowest = middle - line / 2
            painter.setPen(theme.colour(colour))
            box = QRectF(_PAD, middle - line, place.width, 2 * line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)


def is_strips_only(content: ChartContent) -> bool:
    """Tell whether a chart holds strips and no values."""
    return bool(content.strips) and not content.bars and not any(line.values for line in content.lines)


def half_a_date() -> float:
    """Return the room that the date of the last day needs beyond the plot."""
    return QFontMetricsF(theme.font()).horizontalAdvance(WIDEST_DATE) / 2


def _sign(mark: Mark) -> str:
    return mark.label.partition(" ")[0]


def _draw_mark(painter: QPainter, mark: Mark, shown: Shown, place: Place, top: float) -> None:
    metrics = painter.fontMetrics()
    x = place.x(mark.on.toordinal())
    painter.setPen(QPen(theme.colour(mark.colour), 1))
    painter.drawLine(QLineF(x, place.bottom - (_TICK - 1), x, place.bottom))
    if shown == "tick":
        return
    left = x - metrics.horizontalAdvance(_sign(mark)) / 2
    words = mark.label if shown == "words" else _sign(mark)
    painter.drawText(QPointF(left, top + metrics.ascent() - 1), words)


def _draw_piece(painter: QPainter, piece: Piece, box: QRectF) -> None:
    colour = theme.colour(piece.colour)
    ground = theme.colour("card") if piece.pattern == "open" else pale(piece.colour, _PIECE_SHARE)
    painter.fillRect(box, ground)
    if PATTERNS[piece.pattern] != Qt.BrushStyle.NoBrush:
        painter.fillRect(box, QBrush(pale(piece.colour, 2 * _PIECE_SHARE), PATTERNS[piece.pattern]))
    painter.setPen(QPen(colour, 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.drawLine(box.topLeft(), box.bottomLeft())
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(piece.label)
    if width + 2 * _PAD > box.width():
        return
    words = QRectF(box.left() + _PAD, box.top() + 1, width + _PAD, box.height() - 2)
    painter.fillRect(words, QColor(ground))
    painter.setPen(theme.colour("ink"))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter), piece.label)
