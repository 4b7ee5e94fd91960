"""The foot body chart on screen: both feet in one or more views, with marks. Who listens decides what a click means."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from footrehab_desktop.library.body_chart import FOOT_SIDES, VIEWS, BodyChart, ChartMark, FootSide
from footrehab_desktop.library.body_chart_art import covering_views
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.foot_canvas import FootCanvas
from footrehab_desktop.ui.widgets.kind_bar import KindSign

_LONG_VIEWS = ("plantar", "dorsal", "heel")


class BodyChartView(QWidget):
    """Both feet, the patient's left at the left. Without ``picking`` it only shows, and only the views that are needed.

    Signals: ``chosen(region, side)`` by click or Enter; ``pointed(words)`` names what the pointer or the arrow keys
    rest on, "" for nothing; ``removal_asked(region, side)`` by Delete.
    """

    chosen = Signal(str, str)
    pointed = Signal(str)
    removal_asked = Signal(str, str)

    def __init__(
        self, chart: BodyChart, involved: Side | None = None, *, picking: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chart = chart
        self._involved = involved
        self._picking = picking
        self._marks: tuple[ChartMark, ...] = ()
        self._views: tuple[str, ...] = ()
        self.canvases: dict[tuple[str, FootSide], FootCanvas] = {}
        self._blocks: dict[str, QWidget] = {}
        self._titles: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._legend = QWidget()
        FlowLayout(self._legend)
        if not picking:
            self._grid.addWidget(self._legend, 2, 0, 1, 6)
        self.show_views(VIEWS[:1] if picking else covering_views(chart, ()))

    @property
    def views(self) -> tuple[str, ...]:
        """Return the codes of the views that are shown."""
        return self._views

    def show_views(self, views: tuple[str, ...]) -> None:
        """Show these views: the upright ones in a row, the lying ones beneath."""
        if views == self._views:
            return
        self._views = views
        for block in self._blocks.values():
            block.hide()
        upright = [code for code in views if code in _LONG_VIEWS]
        lying = [code for code in views if code not in _LONG_VIEWS]
        for row, codes in enumerate((upright, lying)):
            span = 6 // max(len(codes), 1)
            self._grid.setRowStretch(row, 3 - row if codes else 0)
            for place, code in enumerate(codes):
                block = self._block(code)
                self._grid.addWidget(block, row, place * span, 1, span)
                block.show()
        for title in self._titles:
            # The tab of a single view says the same.
            title.setVisible(len(views) > 1 or not self._picking)

    def show_marks(self, marks: Iterable[ChartMark]) -> None:
        """Draw these marks and no others."""
        self._marks = tuple(marks)
        if not self._picking:
            self.show_views(covering_views(self._chart, self._marks))
            self._show_legend()
        for (_view, side), canvas in self.canvases.items():
            canvas.show_marks(self._on(side))

    def select(self, region: str, side: FootSide | None) -> None:
        """Draw the chosen region as chosen, on one foot, or on none without a side."""
        for (_view, of), canvas in self.canvases.items():
            canvas.select(region if of == side else "")

    def _show_legend(self) -> None:
        """Name the kinds of pain in use; who picks sees them beside the feet anyway."""
        flow = self._legend.layout()
        while flow is not None and (item := flow.takeAt(0)) is not None:
            sign = item.widget()
            if sign is not None:
                sign.hide()
                sign.deleteLater()
        used = {mark.kind for mark in self._marks}
        for kind in self._chart.kinds:
            if kind.code in used and flow is not None:
                flow.addWidget(KindSign(kind))

    def _on(self, side: FootSide) -> tuple[ChartMark, ...]:
        return tuple(mark for mark in self._marks if mark.side == side)

    def _block(self, code: str) -> QWidget:
        """Return one view of both feet, made on its first use."""
        if code in self._blocks:
            return self._blocks[code]
        block = QWidget(self)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = theme.label(self._chart.view(code, "right").title, "label")
        self._titles.append(title)
        column.addWidget(title)
        feet = QGridLayout()
        feet.setSpacing(8)
        for place, side in enumerate(FOOT_SIDES):
            canvas = FootCanvas(self._chart, code, side, involved=self._involved, picking=self._picking)
            canvas.show_marks(self._on(side))
            canvas.chosen.connect(lambda region, side=side: self.chosen.emit(region, side))
            canvas.removal_asked.connect(lambda region, side=side: self.removal_asked.emit(region, side))
            canvas.pointed.connect(self.pointed)
            feet.addWidget(canvas, 0, place)
            self.canvases[code, side] = canvas
        column.addLayout(feet, 1)
        self._blocks[code] = block
        return block


def two_dates(chart: BodyChart, dated: Iterable[tuple[str, tuple[ChartMark, ...]]], involved: Side | None) -> QWidget:
    """Return the charts of assessments side by side, each under its date in words; all show the same views."""
    pairs = list(dated)
    views = covering_views(chart, [mark for _words, marks in pairs for mark in marks])
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    for column, (words, marks) in enumerate(pairs):
        grid.addWidget(theme.label(words, "lead"), 0, column)
        shown = BodyChartView(chart, involved)
        shown.show_marks(marks)
        shown.show_views(views)
        grid.addWidget(shown, 1, column)
        grid.setColumnStretch(column, 1)
    return holder
