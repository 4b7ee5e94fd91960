"""A small line of earlier values. What it shows also stands beside it in words; it takes no keyboard."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.ui import theme

_WIDTH, _HEIGHT = 132, 40
_DOT, _LAST_DOT = 2.5, 4.0
_EDGE = 6.0


class Sparkline(QWidget):
    """Values over time on the whole scale of the measure, the newest with the larger dot. Fewer than two: hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[tuple[date, float], ...] = ()
        self._scale = (0.0, 1.0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_points(self, points: Sequence[tuple[date, float]], lowest: float, highest: float, words: str) -> None:
        """Draw values, oldest first, on a scale from ``lowest`` to ``highest``; ``words`` say the same."""
        self._points = tuple(points)
        self._scale = (lowest, highest)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(len(self._points) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))

    def positions(self) -> list[QPointF]:
        """Return where the values lie: across by their days, upwards by the scale."""
        first, last = self._points[0][0], self._points[-1][0]
        days = max((last - first).days, 1)
        lowest, highest = self._scale
        width, height = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
        return [
            QPointF(
                _EDGE + width * (day - first).days / days,
                _EDGE + height * (1 - (value - lowest) / (highest - lowest)),
            )
            for day, value in self._points
        ]

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if len(self._points) < 2:
            return
        tokens, places = theme.tokens(), self.positions()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.quiet), 1))
        for y in (_EDGE, self.height() - _EDGE):
            painter.drawLine(QPointF(_EDGE, y), QPointF(self.width() - _EDGE, y))
        painter.setPen(QPen(QColor(tokens.soft), 1.5))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft))
        for place in places[:-1]:
            painter.drawEllipse(place, _DOT, _DOT)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(places[-1], _LAST_DOT, _LAST_DOT)
        painter.end()
