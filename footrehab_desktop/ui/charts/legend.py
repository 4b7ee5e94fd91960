"""The names of the lines of a chart, each with the line and the symbol it is drawn with."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.library.chart import Line, Symbol
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_SAMPLE = 32


class Legend(QWidget):
    """A wrapping row of names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=16)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Name these lines."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            entry = _LegendEntry(line)
            self._flow.addWidget(entry)
            # Qt would show it one turn later: a row without height until then, and the chart painted three times.
            entry.show()
        self.updateGeometry()


class _LegendEntry(QWidget):
    """One name with its sample."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(line.name)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_SAMPLE + 8 + metrics.horizontalAdvance(self._line.name), max(24, metrics.height()))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        colour = theme.colour(self._line.colour)
        middle = self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(0, middle), QPointF(_SAMPLE, middle))
        painter.setBrush(colour)
        _draw_symbol(painter, self._line.symbol, QPointF(_SAMPLE / 2, middle))
        painter.setPen(theme.colour("ink"))
        words = QRectF(_SAMPLE + 8, 0, self.width() - _SAMPLE - 8, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._line.name)
        painter.end()


def _draw_symbol(painter: QPainter, symbol: Symbol, at: QPointF) -> None:
    shapes: dict[Symbol, list[tuple[float, float]]] = {
        "triangle": [(0, -5), (5, 4), (-5, 4)],
        "square": [(-4, -4), (4, -4), (4, 4), (-4, 4)],
        "diamond": [(0, -6), (5, 0), (0, 6), (-5, 0)],
    }
    if symbol == "circle":
        painter.drawEllipse(at, 4, 4)
    else:
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in shapes[symbol]]))
