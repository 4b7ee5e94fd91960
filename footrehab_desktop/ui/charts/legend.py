"""The names of the lines and bars of a chart, each with the look it is drawn with."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.library.chart import ChartContent, Line, Symbol
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.colours import bar_brush
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_SAMPLE = 32


class Legend(QWidget):
    """A wrapping row of names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=16)

    @property
    def names(self) -> tuple[str, ...]:
        """Return what is named."""
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = [item.widget() for item in items if item is not None]
        return tuple(widget.accessibleName() for widget in widgets if widget is not None)

    def show_chart(self, content: ChartContent) -> None:
        """Name the lines and bars; a single line needs no name beside the heading."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        entries = _entries(content)
        for entry in entries if len(entries) > 1 else ():
            self._flow.addWidget(entry)
            # Qt would show it one turn later: a row without height until then, and the chart painted three times.
            entry.show()
        self.setVisible(len(entries) > 1)
        self.updateGeometry()


def _entries(content: ChartContent) -> list["_Entry"]:
    made: list[_Entry] = [_LineEntry(line) for line in content.lines if line.values]
    words = content.bar_words
    if content.bars and words is not None:
        made += [_BarEntry(words.name, hatched=False)]
        made += [_BarEntry(words.marked, hatched=True)] if words.marked else []
        made += [_LimitEntry(words.limit)] if words.limit and any(b.limit is not None for b in content.bars) else []
    return made


class _Entry(QWidget):
    """One name with its sample."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_SAMPLE + 8 + metrics.horizontalAdvance(self._name), max(24, metrics.height()))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sample(painter, self.height() / 2)
        painter.setPen(theme.colour("ink"))
        words = QRectF(_SAMPLE + 8, 0, self.width() - _SAMPLE - 8, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._name)
        painter.end()

    def _draw_sample(self, painter: QPainter, middle: float) -> None:
        raise NotImplementedError


class _LineEntry(_Entry):
    """A line with its symbol, a bare line for stairs, a bare symbol for points."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.name)
        self._line = line

    def _draw_sample(self, painter: QPainter, middle: float) -> None:
        colour = theme.colour(self._line.colour)
        painter.setPen(QPen(colour, 2))
        if self._line.look != "points":
            painter.drawLine(QPointF(0, middle), QPointF(_SAMPLE, middle))
        if self._line.look != "steps":
            painter.setBrush(colour)
            _draw_symbol(painter, self._line.symbol, QPointF(_SAMPLE / 2, middle))


class _BarEntry(_Entry):
    """A bar, filled or hatched."""

    def __init__(self, name: str, *, hatched: bool) -> None:
        super().__init__(name)
        self._hatched = hatched

    def _draw_sample(self, painter: QPainter, middle: float) -> None:
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(bar_brush(hatched=self._hatched))
        painter.drawRect(QRectF(8, middle - 7, _SAMPLE - 16, 14))


class _LimitEntry(_Entry):
    """The short line of a limit."""

    def _draw_sample(self, painter: QPainter, middle: float) -> None:
        painter.setPen(QPen(theme.colour("refer"), 3))
        painter.drawLine(QPointF(6, middle), QPointF(_SAMPLE - 6, middle))


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
