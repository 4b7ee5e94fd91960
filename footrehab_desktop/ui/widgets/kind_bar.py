"""Bars of choices that go on by themselves once a key has answered; one of them with a sample of each pain kind."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from footrehab_desktop.library.body_chart import PainKind
from footrehab_desktop.library.body_chart_art import swatch_shapes
from footrehab_desktop.library.drawing import Box
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import paint_shapes
from footrehab_desktop.ui.widgets.chart_colours import chart_colours
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

_SWATCH = 18


class HurryBar(SegmentBar):
    """A bar whose answer by key is followed by ``entered()``, so that the keyboard goes on to the next question."""

    def _pick_by_key(self, text: str) -> bool:
        known = super()._pick_by_key(text)
        if known and self.value is not None:
            self.entered.emit()
        return known


class KindBar(HurryBar):
    """The kinds of pain, each with its colour and pattern; digits pick them in order."""

    def __init__(self, name: str, kinds: Sequence[PainKind]) -> None:
        self._kinds = tuple(kinds)
        super().__init__(name, [Option(kind.code, kind.label, str(n)) for n, kind in enumerate(kinds, start=1)])

    def _width_of(self, option: Option) -> int:
        return super()._width_of(option) + 2 * theme.scaled(_SWATCH)

    def _paint_cell(self, painter: QPainter, index: int, cell: QRect) -> None:
        super()._paint_cell(painter, index, cell)
        side = theme.scaled(_SWATCH)
        painter.save()
        painter.translate(cell.left() + 7, cell.center().y() - side / 2 + 0.5)
        painter.scale(side / 13, side / 13)
        paint_shapes(painter, swatch_shapes(Box(0, 0, 13, 13), self._kinds[index]), chart_colours())
        painter.restore()
