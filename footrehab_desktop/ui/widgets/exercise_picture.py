"""The moments of an exercise, drawn side by side in the colours of the theme, as large as there is room."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from footrehab_desktop.library.pictures import WIDTH, Photo, Picture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import paint_shapes
from footrehab_desktop.ui.own_pictures import image_of
from footrehab_desktop.ui.widgets.picture_colours import picture_colours

_SMALLEST: Final = 112
_LARGEST: Final = 260
_GAP: Final = 8
_CORNER: Final = 6
_ENLARGE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REPAINTED: Final = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)


class ExercisePicture(QWidget):
    """Shows start and end (and what is between) of an exercise, each with its caption below.

    ``largest`` is the widest a moment is drawn, in pixels at 100 % text. Enter, Space or a click shows the picture on
    the full screen. 0: it is as large as the widget, in its middle, and is not enlarged.
    """

    def __init__(self, parent: QWidget | None = None, *, largest: int = _LARGEST) -> None:
        super().__init__(parent)
        self._largest = largest
        self._frames: tuple[Picture, ...] = ()
        self._drawn: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if largest:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAccessibleDescription(self.tr("Enter shows it on the full screen"))
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

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self._largest and event.key() in _ENLARGE:
            self.enlarge()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        if self._largest and self.rect().contains(event.position().toPoint()):
            self.enlarge()

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.update()

    def enlarge(self) -> "EnlargedPicture":
        """Show the picture on the full screen."""
        return show_enlarged(self.accessibleName(), self._frames, self)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        if self.hasFocus():
            columns, side = self._side_within()
            width = min(columns, len(self._frames)) * (side + _GAP) - _GAP
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(1, 1, width - 2, self.height() - 2), _CORNER, _CORNER)

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
        metrics = QFontMetricsF(self.font())
        columns, side = self._side_within()
        colours = picture_colours()
        indent = 0.0 if self._largest else (self.width() - columns * (side + _GAP) + _GAP) / 2
        for place, frame in enumerate(self._frames):
            row, column = divmod(place, columns)
            left, top = indent + column * (side + _GAP), row * (side + self._caption_height() + _GAP)
            paint_picture(painter, frame, QRectF(left, top, side, side), colours)
            painter.setPen(theme.colour("soft"))
            words = QRectF(left, top + side, side, self._caption_height())
            caption = metrics.elidedText(caption_words(frame), Qt.TextElideMode.ElideRight, side)
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, caption)
        painter.end()
        return drawn


class EnlargedPicture(QWidget):
    """An exercise's picture on the full screen, for patient and clinician to look at together. Any key closes it."""

    def __init__(self, name: str, frames: tuple[Picture, ...], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self.setAutoFillBackground(True)
        self.picture = ExercisePicture(self, largest=0)
        self.picture.show_picture(name, frames)
        column = QVBoxLayout(self)
        column.addWidget(self.picture, 1)
        column.addWidget(theme.label(self.tr("Any key or a click closes the picture."), "soft"))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        self.close()

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        self.close()


def show_enlarged(name: str, frames: tuple[Picture, ...], parent: QWidget) -> EnlargedPicture:
    """Show pictures on the full screen that ``parent`` is on."""
    shown = EnlargedPicture(name, frames, parent)
    shown.setGeometry(parent.screen().geometry())
    shown.showFullScreen()
    return shown


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
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours["paper"])
    painter.drawRoundedRect(box, _CORNER, _CORNER)
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
