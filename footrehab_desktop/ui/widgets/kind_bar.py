"""The kinds of pain with a sample of colour and pattern: as a bar of choices and in a legend."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from footrehab_desktop.library.body_chart import PainKind
from footrehab_desktop.library.body_chart_art import swatch_shapes
from footrehab_desktop.library.drawing import Box
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import paint_shapes
from footrehab_desktop.ui.widgets.chart_colours import chart_colours
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

_SWATCH = 16
_ROOM = 20
_GAP = 7
# The sample's side in the drawing's unit: as much of the pattern as a small region shows.
_SAMPLE = 13


class HurryBar(SegmentBar):
    """A bar that tells by ``answered()`` that a key gave the answer, so that the keyboard can go on at once.

    A 1 waits where a 10 can be chosen.
    """

    answered = Signal()

    def _pick_by_key(self, text: str) -> bool:
        known = super()._pick_by_key(text)
        if known and self.value is not None and not self._may_grow(text):
            self.answered.emit()
        return known

    def _may_grow(self, text: str) -> bool:
        return self._options[self._index].keys == text and any(
            option.keys.startswith(text) and option.keys != text for option in self._options
        )


class KindBar(HurryBar):
    """The kinds of pain, each with its colour and pattern; digits pick them in order."""

    def __init__(self, name: str, kinds: Sequence[PainKind]) -> None:
        self._kinds = tuple(kinds)
        self._samples: dict[int, QPixmap] = {}
        super().__init__(name, [Option(kind.code, kind.label, str(n)) for n, kind in enumerate(kinds, start=1)])

    def _width_of(self, option: Option) -> int:
        """Return one width for all, so that the kinds stand in columns."""
        longest = max(QFontMetrics(self.font()).horizontalAdvance(kind.label) for kind in self._kinds)
        return longest + theme.scaled(_SWATCH) + _ROOM

    def _words(self, index: int) -> str:
        """Return nothing to centre: the words stand behind the sample."""
        return ""

    def _paint_cell(self, painter: QPainter, index: int, cell: QRect) -> None:
        super()._paint_cell(painter, index, cell)
        side = theme.scaled(_SWATCH)
        # The frame was painted last, so the pen has the colour of words on it.
        words = cell.adjusted(side + _GAP + 6, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._kinds[index].label)
        painter.drawPixmap(cell.left() + 6, cell.center().y() - side // 2, self._sample(index, side))

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._samples.clear()
        super().changeEvent(event)

    def _sample(self, index: int, side: int) -> QPixmap:
        """Return a kind's sample, drawn once."""
        if index not in self._samples:
            ratio = self.devicePixelRatioF()
            drawn = QPixmap(round(side * ratio), round(side * ratio))
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            paint_sample(painter, self._kinds[index], side)
            painter.end()
            self._samples[index] = drawn
        return self._samples[index]


class KindSign(QWidget):
    """A kind of pain in a legend: its sample and its name."""

    def __init__(self, kind: PainKind) -> None:
        super().__init__()
        self._kind = kind
        self.setAccessibleName(kind.label)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self._kind.label)
        return QSize(theme.scaled(_SWATCH) + _GAP + words + _ROOM, QFontMetrics(self.font()).height() + 4)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        side = theme.scaled(_SWATCH)
        painter.setPen(theme.colour("ink"))
        words = self.rect().adjusted(side + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._kind.label)
        painter.translate(0, (self.height() - side) / 2)
        paint_sample(painter, self._kind, side)
        painter.end()


def paint_sample(painter: QPainter, kind: PainKind, side: int) -> None:
    """Paint a square of a kind's colour and pattern at the painter's origin, ``side`` pixels wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / _SAMPLE, side / _SAMPLE)
    edge = Box(0.7, 0.7, _SAMPLE - 0.7, _SAMPLE - 0.7)
    paint_shapes(painter, swatch_shapes(edge, kind), chart_colours())
