"""The moments of an exercise, drawn side by side in the colours of the theme, as large as there is room."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.library.pictures import WIDTH, Frame
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import paint_shapes
from footrehab_desktop.ui.widgets.picture_colours import picture_colours

_SMALLEST: Final = 112
_LARGEST: Final = 260
_GAP: Final = 8
_REPAINTED: Final = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class ExercisePicture(QWidget):
    """Shows start and end (and what is between) of an exercise, each with its caption below.

    ``largest`` is the widest a moment is drawn, in pixels at 100 % text; 0: as wide as the widget lets it.
    """

    def __init__(self, parent: QWidget | None = None, *, largest: int = _LARGEST) -> None:
        super().__init__(parent)
        self._largest = largest
        self._frames: tuple[Frame, ...] = ()
        self._drawn: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Return the moments shown."""
        return self._frames

    def show_picture(self, name: str, frames: tuple[Frame, ...]) -> None:
        """Show the moments of the exercise called ``name``; nothing is shown, and no room taken, for none."""
        self._frames = frames
        words = [self._caption(frame) for frame in frames]
        told = self.tr("{name}: {first} and {last}") if len(words) > 1 else "{name}"
        first, last = ", ".join(words[:-1]).lower(), "".join(words[-1:]).lower()
        self.setAccessibleName(told.format(name=name, first=first, last=last))
        self._drawn = None
        self.setVisible(bool(frames))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        columns, side = self._columns(width)
        rows = -(-len(self._frames) // columns)
        return round(rows * (side + self._caption_height()) + (rows - 1) * _GAP)

    def sizeHint(self) -> QSize:
        width = len(self._frames) * (theme.scaled(self._largest or _LARGEST) + _GAP)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALLEST, round(_SMALLEST + self._caption_height()))

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in _REPAINTED:
            self._drawn = None
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._drawn = None

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._drawn is None:
            self._drawn = self._draw()
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _caption(self, frame: Frame) -> str:
        words = {
            "start": self.tr("Start"),
            "then": self.tr("Then"),
            "end": self.tr("End"),
            "later": self.tr("Later"),
            "or": self.tr("Or"),
            "back": self.tr("Back"),
            "take_off": self.tr("Take-off"),
            "flight": self.tr("In the air"),
            "landing": self.tr("Landing"),
        }
        return words[frame.caption]

    def _caption_height(self) -> float:
        return QFontMetricsF(self.font()).height() + 2

    def _columns(self, width: int) -> tuple[int, float]:
        """Return how many moments stand in a row and how wide each is."""
        count = max(1, len(self._frames))
        most = max(1, int((width + _GAP) // (_SMALLEST + _GAP)))
        columns = min(count, most)
        side = (width - (columns - 1) * _GAP) / columns
        return columns, min(side, theme.scaled(self._largest)) if self._largest else side

    def _side_within(self) -> tuple[int, float]:
        """Return columns and width of a moment that fit into the widget as it is."""
        columns, side = self._columns(self.width())
        rows = -(-len(self._frames) // columns)
        room = (self.height() - (rows - 1) * _GAP) / max(1, rows) - self._caption_height()
        return columns, max(1.0, min(side, room))

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        columns, side = self._side_within()
        colours = picture_colours()
        for place, frame in enumerate(self._frames):
            row, column = divmod(place, columns)
            left, top = column * (side + _GAP), row * (side + self._caption_height() + _GAP)
            painter.save()
            painter.translate(left, top)
            painter.scale(side / WIDTH, side / WIDTH)
            paint_shapes(painter, frame.drawing.shapes, colours)
            painter.restore()
            painter.setPen(theme.colour("soft"))
            words = QRectF(left, top + side, side, self._caption_height())
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._caption(frame))
        painter.end()
        return drawn
