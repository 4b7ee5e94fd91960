"""Paints a ``ChartContent`` with pyqtgraph. One plot is kept and used again, its menu is off, its scale is fixed."""

from bisect import bisect_left
from datetime import date, timedelta
from typing import Any

import pyqtgraph
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from footrehab_desktop.library.chart import Bar, ChartContent
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.charts.axes import DayAxis, ValueAxis
from footrehab_desktop.ui.charts.lanes import Lanes, LatestValues, Strips, half_a_date, is_strips_only
from footrehab_desktop.ui.charts.layers import Backdrop, Foreground, condensed_bars
from footrehab_desktop.ui.charts.lines import DrawnLines
from footrehab_desktop.ui.charts.place import span_for
from footrehab_desktop.ui.charts.shading import ShadedDays

SHORTEST_DAYS = 7.0
MOST_UPRIGHTS = 16  # beyond, the lines of the marks would hide those of the chart
SHOWN_FIRST = timedelta(weeks=12)
SCALE_MARGIN = 0.05  # room for the symbols at both ends
ZOOM_STEP = 2.0
PAN_STEP = 0.25
PLOT_ROW, STRIPS_ROW = 2, 4
QWIDGETSIZE_MAX = (1 << 24) - 1
_PAD = 8


class DayBox(pyqtgraph.ViewBox):  # type: ignore[misc]  # pyqtgraph ships no types
    """The plot's inside: dragging pans, dragging with Ctrl or the right button marks the days to zoom to."""

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Pan, or mark days and show them when the button is let go."""
        right = event.button() == Qt.MouseButton.RightButton
        if not (right or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        start, end = event.buttonDownPos(event.button()).x(), event.pos().x()
        whole = self.childGroup.mapRectFromParent(QRectF(min(start, end), 0, abs(end - start), self.height()))
        if event.isFinish():
            self.rbScaleBox.hide()
            self.setXRange(whole.left(), whole.right(), padding=0)
        else:
            self.updateScaleBox(_corner(start, 0), _corner(end, self.height()))


class ChartPlot(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph ships no types
    """The plot. Its keys: arrows, Home and End read the days; Shift with arrows pans; plus and minus zoom; 0 shows
    everything, 9 the last twelve weeks; B and A take the days shown for a comparison; T asks for the table. ``span``
    tells how many days stand as one (their median, with the range from lowest to highest) in a long view.

    Signals: ``day_read(date)`` when the crosshair stands on another day; ``range_changed(first, last)``;
    ``window_taken("before" or "after")``; ``table_wanted()``.
    """

    day_read = Signal(object)
    range_changed = Signal(object, object)
    window_taken = Signal(str)
    table_wanted = Signal()
    _content: ChartContent | None = None  # of the class: pyqtgraph changes its style before anything of ours is set

    def __init__(self, parent: QWidget | None = None) -> None:
        days, values, at_right = DayAxis("bottom"), ValueAxis("left"), ValueAxis("right")
        axes = {"bottom": days, "left": values, "right": at_right}
        super().__init__(parent, viewBox=DayBox(enableMenu=False), axisItems=axes, enableMenu=False)
        self._readings: dict[date, str] = {}
        self._days: list[date] = []
        self._at = -1
        self.span = 1
        self._bars_by_span: dict[int, tuple[Bar, ...]] = {}
        self._axes = (values, at_right)
        item = self.getPlotItem()
        self._box = item.vb
        item.hideButtons()
        item.layout.setContentsMargins(0, 0, 0, 0)
        self._box.disableAutoRange()
        self.setMouseEnabled(x=True, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.backdrop, self.foreground = Backdrop(days, values), Foreground()
        self.lanes, self.strips, self.latest = Lanes(), Strips(), LatestValues()
        item.layout.removeItem(item.titleLabel)
        item.layout.addItem(self.lanes, 0, 1)
        item.layout.addItem(self.strips, STRIPS_ROW, 1)
        item.layout.addItem(self.latest, PLOT_ROW, 3)
        for layer in (self.backdrop, self.foreground):
            self.addItem(layer, ignoreBounds=True)
        self.lines = DrawnLines(self)
        self._cross = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self.addItem(self._cross, ignoreBounds=True)
        self.scene().sigMouseMoved.connect(self._follow_mouse)
        self._box.sigXRangeChanged.connect(self._tell_range)
        self._box.sigResized.connect(self._follow_view)

    def show_chart(self, content: ChartContent) -> None:
        """Draw a chart, at first its last twelve weeks; everything drawn before is taken away."""
        self._content = None  # until all is set: nothing follows a view that is half old
        self._readings = dict(content.readings)
        self._days = sorted(self._readings)
        self._bars_by_span = {}
        self.backdrop.windows = ()
        self._dress(content)
        self.lines.show(content.lines)
        for part in (self.backdrop, self.foreground, self.lanes, self.strips, self.latest):
            part.show_chart(content)
        self.getPlotItem().layout.activate()  # now, or it is painted twice: before and after it finds its sizes
        self._cross.setVisible(bool(self._days))
        self.setAccessibleName(self.tr("Chart: {title}").format(title=content.title))
        margin = SCALE_MARGIN * (content.high - content.low)
        self.latest.ends = (content.low - margin, content.high + margin)
        self._box.setLimits(xMin=None, xMax=None, minXRange=None)
        self.setYRange(content.low - margin, content.high + margin, padding=0)
        first, last = content.first.toordinal() - 1, content.last.toordinal() + 1
        self.setXRange(max(first, last - SHOWN_FIRST.days - 1), last, padding=0)
        self._box.setLimits(xMin=first, xMax=last, minXRange=min(SHORTEST_DAYS, last - first))
        self.foreground.drawn = self.backdrop.drawn = self.lines.all
        self._content = content
        self._follow_view()
        self.range_changed.emit(*self.shown_days())
        self._read_at(len(self._days) - 1)

    def show_windows(self, windows: tuple[ShadedDays, ...]) -> None:
        """Shade the days that are compared."""
        self.backdrop.windows = windows
        self.backdrop.update()

    # Days in view

    def shown_days(self) -> tuple[date, date]:
        """Return the first and the last day in view."""
        first, last = self._box.viewRange()[0]
        return date.fromordinal(max(1, round(first) + 1)), date.fromordinal(max(1, round(last) - 1))

    def show_latest(self) -> None:
        """Show the last twelve weeks of the chart."""
        first, last = self._whole()
        self.setXRange(max(first, last - SHOWN_FIRST.days - 1), last, padding=0)

    def show_everything(self) -> None:
        """Show the whole course."""
        self.setXRange(*self._whole(), padding=0)

    def zoom(self, factor: float) -> None:
        """Show fewer (factor below 1) or more days around the crosshair, around the middle if it is out of view."""
        first, last = self._box.viewRange()[0]
        on = self._days[self._at].toordinal() if self._days else first - 1
        self._box.scaleBy(x=factor, center=(on if first <= on <= last else (first + last) / 2, 0))

    def pan(self, share: float) -> None:
        """Move on by a share of the days in view; below 0 back."""
        first, last = self._box.viewRange()[0]
        lowest, highest = self._whole()
        step = min(max(share * (last - first), lowest - first), highest - last)
        self.setXRange(first + step, last + step, padding=0)

    def _whole(self) -> tuple[float, float]:
        content = self._content
        return (0.0, 1.0) if content is None else (content.first.toordinal() - 1, content.last.toordinal() + 1)

    # Keys, wheel and mouse

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        done = self._done_by(Qt.Key(event.key()), shifted=bool(keys & Qt.KeyboardModifier.ShiftModifier))
        if done is None or keys & ~Qt.KeyboardModifier.ShiftModifier:
            QWidget.keyPressEvent(self, event)  # not the view's own: it would scroll the scene
        else:
            done()

    def _done_by(self, key: Qt.Key, *, shifted: bool) -> Any:
        if shifted and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return lambda: self.pan(-PAN_STEP if key == Qt.Key.Key_Left else PAN_STEP)
        return {
            Qt.Key.Key_Left: lambda: self.read_aloud(self._at - 1),
            Qt.Key.Key_Right: lambda: self.read_aloud(self._at + 1),
            Qt.Key.Key_Home: lambda: self.read_aloud(0),
            Qt.Key.Key_End: lambda: self.read_aloud(len(self._days) - 1),
            Qt.Key.Key_Plus: lambda: self.zoom(1 / ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom(1 / ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom(ZOOM_STEP),
            Qt.Key.Key_0: self.show_everything,
            Qt.Key.Key_9: self.show_latest,
            Qt.Key.Key_B: lambda: self.window_taken.emit("before"),
            Qt.Key.Key_A: lambda: self.window_taken.emit("after"),
            Qt.Key.Key_T: self.table_wanted.emit,
        }.get(key)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Zoom around the pointer with Ctrl; without it the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            first, last = self._box.viewRange()[0]
            share = (self.mapToScene(event.position().toPoint()).x() - self._box.sceneBoundingRect().left()) / max(
                1.0, self._box.width()
            )
            steps = event.angleDelta().y() / 120
            center = first + min(max(share, 0.0), 1.0) * (last - first)
            self._box.scaleBy(x=ZOOM_STEP ** (-steps / 2), center=(center, 0))
            event.accept()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        """Show everything again."""
        self.show_everything()
        event.accept()

    def changeEvent(self, event: QEvent, /) -> None:
        """Take the colours of another theme, with the same days in view."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._content is not None:
            shown, at, windows = self._box.viewRange()[0], self._at, self.backdrop.windows
            self.show_chart(self._content)
            self.show_windows(windows)
            self.setXRange(*shown, padding=0)
            self._read_at(at)

    # Dress and follow

    def _dress(self, content: ChartContent) -> None:
        """Take the colours, the font and the scales."""
        tokens = theme.tokens()
        self.setBackground(tokens.card)
        left, right = self._axes
        left.set_scale(content.low, content.high)
        right.set_scale(content.low, content.high, content.right)
        self.showAxis("right", content.right is not None)
        for side in ("left", "bottom", "right"):
            axis = self.getAxis(side)
            axis.setPen(tokens.line)
            axis.setTextPen(tokens.soft)
            axis.setTickFont(theme.font())
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=4, hideOverlappingLabels=round(half_a_date()))
        metrics = QFontMetrics(theme.font())
        names = [metrics.horizontalAdvance(strip.name) for strip in content.strips]
        left.setWidth(max([left.widest_label(), *names]) + 2 * _PAD)
        if content.right is not None:
            right.setWidth(right.widest_label() + 2 * _PAD)
        self.getAxis("bottom").setHeight(metrics.height() + 2 * _PAD)
        self._cross.setPen(pyqtgraph.mkPen(tokens.soft, width=1))
        self._make_room(is_strips_only(content))

    def _make_room(self, strips_only: bool) -> None:
        """Leave no empty frame where there are strips only: the plot shrinks to a line, the strips stand below it."""
        left = self.getAxis("left")
        left.setStyle(showValues=not strips_only)
        if strips_only:
            left.setPen(None)
        rows = self.getPlotItem().layout
        rows.setRowMaximumHeight(PLOT_ROW, 1 if strips_only else QWIDGETSIZE_MAX)
        rows.setRowStretchFactor(PLOT_ROW, 0 if strips_only else 100)
        rows.setRowStretchFactor(STRIPS_ROW + 1, 100 if strips_only else 0)

    def _follow_view(self, *_box: object) -> None:
        """Arrange everything that depends on the days in view and on the size of the plot."""
        if self._content is None:
            return
        first, last = self._box.viewRange()[0]
        pixels = max(1.0, self._box.width())
        bars = self._content.bars
        inside = bisect_left(bars, last, key=_start) - bisect_left(bars, first, key=_start)
        for_bars = span_for(inside, last - first, pixels)
        self.span = self.lines.follow(first, last, pixels, for_bars)
        self.backdrop.bars = bars if for_bars == 1 else self._condensed_bars(bars, self.span)
        for row in (self.lanes, self.strips):
            row.show_days(first, last)
        uprights = self.lanes.arrange()
        self.foreground.uprights = uprights if len(uprights) <= MOST_UPRIGHTS else ()

    def _condensed_bars(self, bars: tuple[Bar, ...], span: int) -> tuple[Bar, ...]:
        if span not in self._bars_by_span:
            self._bars_by_span[span] = condensed_bars(bars, span)
        return self._bars_by_span[span]

    def _tell_range(self, _box: object, _shown: tuple[float, float]) -> None:
        if self._content is not None:
            self._follow_view()
            self.range_changed.emit(*self.shown_days())

    # Reading

    def read_aloud(self, at: int) -> None:
        """Put the crosshair on one of the days by number, and have a screen reader say its values."""
        self._read_at(at)
        if self._days and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))

    def _follow_mouse(self, place: Any) -> None:
        if not self._days or not self._box.sceneBoundingRect().contains(place):
            return
        day = self._box.mapSceneToView(place).x()
        after = bisect_left(self._days, day, key=date.toordinal)
        near = [at for at in (after - 1, after) if 0 <= at < len(self._days)]
        nearest = min(near, key=lambda at: abs(self._days[at].toordinal() - day))
        if nearest != self._at:
            self._read_at(nearest)

    def _read_at(self, at: int) -> None:
        self.foreground.read = self.strips.read = None
        if not self._days:
            return
        self._at = min(max(at, 0), len(self._days) - 1)
        day = self._days[self._at]
        self._cross.setPos(day.toordinal())
        for part in (self.foreground, self.strips):
            part.read = day
            part.update()
        self._keep_in_view(day)
        self.setAccessibleDescription(f"{format_date(day)}: {self._readings[day]}")
        self.day_read.emit(day)

    def _keep_in_view(self, day: date) -> None:
        first, last = self._box.viewRange()[0]
        place = day.toordinal()
        if place < first:
            self.setXRange(place - 1, place - 1 + last - first, padding=0)
        elif place > last:
            self.setXRange(place + 1 - (last - first), place + 1, padding=0)


def _start(bar: Bar) -> int:
    return bar.first.toordinal()


def _corner(x: float, y: float) -> pyqtgraph.Point:
    return pyqtgraph.Point(x, y)
