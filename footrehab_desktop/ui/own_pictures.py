"""Takes a picture that a clinician chose or pasted: checked, turned upright, made small, and encoded anew.

Encoding anew drops everything that is not the picture: camera data, place and time of a photo, comments.
"""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from footrehab_desktop.clinic.picture_checks import FIELD, LONGEST_EDGE
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.pictures import WIDTH, Frame, Photo
from footrehab_desktop.records.values_library import OwnPicture
from footrehab_desktop.ui.drawing import paint_shapes
from footrehab_desktop.ui.tokens import LIGHT
from footrehab_desktop.ui.widgets.picture_colours import picture_colours

LARGEST_FILE: Final = 30 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
FORMATS: Final = ("png", "jpeg", "webp", "bmp", "gif")
_JPEG_QUALITY = 88
_FRAME_SIDE = 600


def picture_from_file(data: bytes, caption: str) -> OwnPicture:
    """Return the picture that a file holds. Raises ``FieldError`` with what is taken for anything else."""
    if len(data) > LARGEST_FILE:
        raise FieldError(FIELD, "The picture file is larger than 30 MB. Make it smaller and choose it again.")
    source = QBuffer()
    source.setData(QByteArray(data))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data()).decode("ascii", "replace")
    size = reader.size()
    if kind not in FORMATS or not size.isValid():
        raise FieldError(FIELD, "This is not a picture that can be read. PNG, JPEG, WebP, BMP and GIF are taken.")
    if size.width() * size.height() > MOST_PIXELS:
        raise FieldError(FIELD, "The picture has more than 60 million pixels. Make it smaller and choose it again.")
    image = reader.read()
    if image.isNull():
        raise FieldError(FIELD, "The picture file is damaged. Choose another one.")
    return picture_from_image(image, caption)


def picture_from_image(image: QImage, caption: str) -> OwnPicture:
    """Return an image, from the clipboard or a file, as it is kept: at most 1,600 pixels wide or high."""
    if image.isNull():
        raise FieldError(FIELD, "The clipboard holds no picture. Copy one and paste again.")
    drawn = _drawn_anew(image)
    media_type, name = ("image/png", "PNG") if drawn.hasAlphaChannel() else ("image/jpeg", "JPEG")
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    if not drawn.save(target, name, -1 if name == "PNG" else _JPEG_QUALITY):  # type: ignore[call-overload]  # stubs want bytes
        raise FieldError(FIELD, "The picture could not be encoded. Choose another one.")
    encoded = bytes(target.data().data())
    return OwnPicture(caption, media_type, drawn.width(), drawn.height(), encoded)  # type: ignore[arg-type]  # one of two


def _drawn_anew(image: QImage) -> QImage:
    """Return the pixels in a fresh image, so that no text or profile of the old one is carried over."""
    size = image.size()
    if max(size.width(), size.height()) > LONGEST_EDGE:
        size = size.scaled(QSize(LONGEST_EDGE, LONGEST_EDGE), Qt.AspectRatioMode.KeepAspectRatio)
        size = size.expandedTo(QSize(1, 1))
    see_through = image.hasAlphaChannel()
    fresh = QImage(size, QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32)
    fresh.fill(QColor(Qt.GlobalColor.transparent if see_through else Qt.GlobalColor.white))
    painter = QPainter(fresh)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(fresh.rect(), image)
    painter.end()
    return fresh


def picture_from_frame(frame: Frame, caption: str) -> OwnPicture:
    """Return a drawn moment as a picture to keep, in light colours on white."""
    image = QImage(QSize(_FRAME_SIDE, _FRAME_SIDE), QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_FRAME_SIDE / WIDTH, _FRAME_SIDE / WIDTH)
    paint_shapes(painter, frame.drawing.shapes, picture_colours(LIGHT))
    painter.end()
    return picture_from_image(image, caption)


def image_of(photo: Photo, longest: int) -> QImage:
    """Return a kept picture, its longer edge ``longest`` pixels; read at that size, which is quick."""
    source = QBuffer()
    source.setData(QByteArray(photo.image))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    wanted = QSize(photo.width, photo.height)
    reader.setScaledSize(wanted.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    return reader.read()
