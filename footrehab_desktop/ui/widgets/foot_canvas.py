"""One view of one foot, painted: its lines, the marks in colour and pattern, and the region under pointer or keys."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.library.body_chart import FOOT_SIDES, BodyChart, ChartMark, FootSide
from footrehab_desktop.library.body_chart_art import ground_shapes, line_shapes, mark_shapes, marked_areas
from footrehab_desktop.library.drawing import Point, Shape
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import paint_shapes, qt_path
from footrehab_desktop.ui.widgets.chart_colours import chart_colours

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PICK: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REMOVE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_HEAD_FLAGS: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_SMALLEST, _USUAL = 0.6, 1.5


class FootCanvas(QWidget):
    """Paints a foot as large as there is room. Keys: arrows go from region to region, Enter picks, Delete removes.

    Signals: ``chosen(region)``, ``removal_asked(region)``, ``pointed(words)``.
    """

    chosen = Signal(str)
    removal_asked = Signal(str)
    pointed = Signal(str)

    def __init__(self, chart: BodyChart, view: str, side: FootSide, *, involved: Side | None, picking: bool) -> None:
        super().__init__()
        self._chart = chart
        self._view = chart.view(view, side)
        self._side = side
        self._involved = involved
        self._picking = picking
        self._marks: dict[str, ChartMark] = {}
        self._selected = ""
        self._pointed = ""
        self._layers: dict[str, QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if picking:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setMouseTracking(True)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()

    @property
    def side_words(self) -> str:
        """Return the words above the foot."""
        return self.tr("Patient's LEFT") if self._side == "left" else self.tr("Patient's RIGHT")

    @property
    def pointed_at(self) -> str:
        """Return the code of the region under the pointer or the arrow keys, "" for none."""
        return self._pointed

    @property
    def marks(self) -> tuple[ChartMark, ...]:
        """Return the marks that are drawn."""
        return tuple(self._marks.values())

    def show_marks(self, marks: Iterable[ChartMark]) -> None:
        """Draw these marks of this foot and no others."""
        shown = {mark.region: mark for mark in marks if mark.region in self._view.areas}
        if shown == self._marks:
            return
        filled = {(mark.region, mark.kind) for mark in self._marks.values()}
        self._marks = shown
        if filled != {(mark.region, mark.kind) for mark in shown.values()}:
            self._layers.pop("marks", None)
        self.update()
        self._tell()

    def select(self, region: str) -> None:
        """Draw one region as chosen, "" for none."""
        if region != self._selected:
            self._selected = region if region in self._view.areas else ""
            self.update()

    def redraw(self) -> None:
        """Draw anew."""
        self._layers.clear()
        self.update()

    def place_of(self, region: str) -> QPointF:
        """Return where the middle of a region lies in this widget, pixels."""
        return self._to_widget(self._view.areas[region].centre)

    def sizeHint(self) -> QSize:
        return self._size_at(_USUAL)

    def minimumSizeHint(self) -> QSize:
        return self._size_at(_SMALLEST)

    def _size_at(self, scale: float) -> QSize:
        longest = max((word for side in FOOT_SIDES for word in self._head_words(side).split(" ")), key=len)
        wide = max(self._view.width * scale, QFontMetrics(self._head_font()).horizontalAdvance(longest) + 4)
        return QSize(round(wide), round(self._view.height * scale) + self._head())

    def _head_font(self) -> QFont:
        return theme.font("body", strong=True)

    def _head_words(self, side: FootSide) -> str:
        words = self.tr("Patient's LEFT") if side == "left" else self.tr("Patient's RIGHT")
        if self._involved not in (side, "both"):
            return words
        # A space that does not break keeps the sign with its word.
        return self.tr("{side} ●\N{NO-BREAK SPACE}involved").format(side=words)

    def _head(self) -> int:
        """Return the height of the words above, the same for both feet, so that they stand at one height."""
        room = QRect(0, 0, max(self.width(), 1), 10_000)
        metrics = QFontMetrics(self._head_font())
        return max(metrics.boundingRect(room, _HEAD_FLAGS, self._head_words(side)).height() for side in FOOT_SIDES) + 4

    def _scale(self) -> float:
        room = self.height() - self._head()
        return max(min(self.width() / self._view.width, room / self._view.height), 0.05)

    def _corner(self) -> QPointF:
        """Return where the drawing's origin lies."""
        return QPointF((self.width() - self._view.width * self._scale()) / 2, self._head())

    def _to_widget(self, point: Point) -> QPointF:
        return self._corner() + QPointF(*point) * self._scale()

    def to_drawing(self, place: QPointF) -> Point:
        """Return the point of the drawing that lies at a place of this widget."""
        on_drawing = (place - self._corner()) / self._scale()
        return Point(on_drawing.x(), on_drawing.y())

    def _region_at(self, place: QPointF) -> str:
        found = self._chart.region_at(self._view.code, self._side, self.to_drawing(place))
        return found.code if found else ""

    def point_at(self, region: str) -> None:
        """Let pointer or keys rest on a region, "" for none, and say so."""
        if region == self._pointed:
            return
        self._pointed = region
        words = ""
        if region:
            words = self.tr("{region}, {side}").format(region=self._chart.region(region).name, side=self.side_words)
        self.setToolTip(words)
        self.pointed.emit(words)
        self._tell()
        self.update()

    def _tell(self) -> None:
        """Say to a screen reader what is shown and where the keys are."""
        names = [self._mark_words(mark) for mark in self._marks.values()]
        name = self.tr("Body chart, {view}, {side}").format(view=self._view.title, side=self.side_words)
        if self._pointed:
            name = f"{name}: {self._chart.region(self._pointed).name}"
        self.setAccessibleName(name)
        marked = self.tr("Marked: {marks}.").format(marks="; ".join(names)) if names else self.tr("Nothing is marked.")
        keys = self.tr("Arrow keys go from region to region, Enter picks, Delete removes a mark.")
        self.setAccessibleDescription(f"{marked} {keys}" if self._picking else marked)

    def _mark_words(self, mark: ChartMark) -> str:
        parts = [self._chart.region(mark.region).name]
        if mark.kind:
            parts.append(self._chart.kind(mark.kind).label)
        if mark.pain is not None:
            parts.append(self.tr("NPRS {pain}").format(pain=mark.pain))
        if mark.tender:
            parts.append(self.tr("tender"))
        return ", ".join(parts)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._layers.clear()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.redraw()
        super().changeEvent(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        self.point_at("")
        super().leaveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        if self._picking:
            self.point_at(self._region_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        region = self._region_at(event.position()) if self._picking else ""
        if region and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(region)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        if not self._pointed and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.point_at(self._selected or next(iter(self._marks or self._view.areas)))
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        self.point_at("")
        self.update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self._step(*_ARROWS[key])
        elif key in _PICK and self._pointed:
            self.chosen.emit(self._pointed)
        elif key in _REMOVE and self._pointed in self._marks:
            self.removal_asked.emit(self._pointed)
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int) -> None:
        """Go to the nearest region in a direction; what lies straight ahead is nearer than what lies aside."""
        areas = self._view.areas
        if not self._pointed:
            self.point_at(next(iter(areas)))
            return
        here = areas[self._pointed].centre

        def cost(code: str) -> float:
            x, y = areas[code].centre.x - here.x, areas[code].centre.y - here.y
            ahead, aside = x * across + y * down, abs(x * down) + abs(y * across)
            return ahead + 2 * aside if ahead > 1 and ahead >= aside * 0.5 else float("inf")

        best = min(areas, key=cost)
        if cost(best) < float("inf"):
            self.point_at(best)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        for name in ("ground", "marks", "lines"):
            painter.drawPixmap(0, 0, self.layer(name))
        self._paint_border(painter, self._pointed, theme.colour("accent"), wash=0.14)
        self._paint_border(painter, self._selected, theme.colour("ink"), wash=0)
        for mark in self._marks.values():
            self._paint_signs(painter, mark)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        painter.setFont(self._head_font())
        painter.setPen(theme.colour("accent" if self._involved in (self._side, "both") else "ink"))
        box = QRect(0, 0, self.width(), self._head())
        painter.drawText(box, _HEAD_FLAGS, self._head_words(self._side))

    def layer(self, name: str) -> QPixmap:
        """Return a layer of the foot as drawn last: pointer, keys and marks must not wait for a hundred curves."""
        if name not in self._layers:
            shapes: dict[str, Callable[[], list[Shape]]] = {
                "ground": lambda: ground_shapes(self._view, regions=self._picking),
                "marks": self._marked,
                "lines": lambda: line_shapes(self._view),
            }
            self._layers[name] = self._draw(shapes[name]())
        return self._layers[name]

    def _marked(self) -> list[Shape]:
        areas = marked_areas(self._chart, self._view, self._marks.values())
        return [shape for area, kind in areas for shape in mark_shapes(area.path, kind)]

    def _draw(self, shapes: list[Shape]) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._corner())
        painter.scale(self._scale(), self._scale())
        paint_shapes(painter, shapes, chart_colours())
        painter.end()
        return drawn

    def _paint_border(self, painter: QPainter, region: str, colour: QColor, *, wash: float) -> None:
        if not region:
            return
        painter.save()
        painter.translate(self._corner())
        painter.scale(self._scale(), self._scale())
        pen = QPen(colour, 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        filled = QColor(colour)
        filled.setAlphaF(wash)
        painter.setBrush(filled)
        painter.drawPath(qt_path(self._view.areas[region].path))
        painter.restore()

    def _paint_signs(self, painter: QPainter, mark: ChartMark) -> None:
        """Paint the NPRS in a disc, and tenderness as a cross beside it; both keep a size that can be read."""
        middle = self.place_of(mark.region)
        radius = max(8.0 * theme.scale() / 100, 4.6 * self._scale())
        ink, paper = theme.colour("ink"), theme.colour("card")
        if mark.pain is not None:
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(paper)
            painter.drawEllipse(middle, radius, radius)
            font = self._head_font()
            font.setPixelSize(max(round(radius * 1.25), 8))
            painter.setFont(font)
            painter.setPen(ink)
            box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(mark.pain))
        if mark.tender:
            at = middle + QPointF(radius, -radius) * 1.2 if mark.pain is not None else middle
            self._paint_cross(painter, at, radius * 0.5)

    def _paint_cross(self, painter: QPainter, at: QPointF, reach: float) -> None:
        lines = [
            (at + QPointF(-reach, -reach), at + QPointF(reach, reach)),
            (at + QPointF(-reach, reach), at + QPointF(reach, -reach)),
        ]
        for width, colour in ((5.0, "card"), (2.4, "ink")):
            pen = QPen(theme.colour("card" if colour == "card" else "ink"), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for first, second in lines:
                painter.drawLine(first, second)
