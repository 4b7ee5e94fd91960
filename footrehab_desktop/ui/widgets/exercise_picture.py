"""The moments of an exercise, drawn side by side in the colours of the theme, as large as there is room."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.library.pictures import WIDTH, Photo, Picture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import paint_shapes
from footrehab_desktop.ui.own_pictures import image_of
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
        self._frames: tuple[Picture, ...] = ()
        self._drawn: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def frames(self) -> tuple[Picture, ...]:
        """Return the moments shown."""
        return self._frames

    def show_picture(self, name: str, frames: tuple[Picture, ...]) -> None:
        """Show the moments of the exercise called ``name``; nothing is shown, and no room taken, for none."""
        self._frames = frames
        words = [caption_words(frame) for frame in frames]
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
            paint_picture(painter, frame, QRectF(left, top, side, side), colours)
            painter.setPen(theme.colour("soft"))
            words = QRectF(left, top + side, side, self._caption_height())
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, caption_words(frame))
        painter.end()
        return drawn


def paint_picture(painter: QPainter, picture: Picture, box: QRectF, colours: Mapping[str, QColor]) -> None:
    """Paint a moment, or a clinic's own picture as large as it fits, into a square box."""
    if isinstance(picture, Photo):
        longest = round(box.width() * painter.device().devicePixelRatioF())
        image = image_of(picture, longest)
        place = QRect(0, 0, *(round(box.width() * part / longest) for part in image.size().toTuple()))
        place.moveCenter(box.center().toPoint())
        painter.drawImage(place, image)
        return
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / WIDTH, box.width() / WIDTH)
    paint_shapes(painter, picture.drawing.shapes, colours)
    painter.restore()


def caption_words(picture: Picture) -> str:
    """Return what stands below a picture."""
    if isinstance(picture, Photo):
        return picture.caption
    translate = QCoreApplication.translate
    words = {
        "start": translate("ExercisePicture", "Start"),
        "then": translate("ExercisePicture", "Then"),
        "end": translate("ExercisePicture", "End"),
        "later": translate("ExercisePicture", "Later"),
        "or": translate("ExercisePicture", "Or"),
        "back": translate("ExercisePicture", "Back"),
        "take_off": translate("ExercisePicture", "Take-off"),
        "flight": translate("ExercisePicture", "In the air"),
        "landing": translate("ExercisePicture", "Landing"),
    }
    return words[picture.caption]
