"""The picture beside the first and the last page of the Windows installer: the program's icon on its own colour."""

import os
import re
from typing import Final

from installers.icons import PROGRAM_SVG
from installers.product import InstallerError

# Twice the size NSIS gives it, so that it stays sharp on a fine screen.
WIDTH: Final = 328
HEIGHT: Final = 628
_ICON: Final = 200
_GROUND: Final = re.compile(r'<rect [^>]*fill="(#[0-9A-Fa-f]{6})"')


def side_picture() -> bytes:
    """Return the picture as a BMP file of 24 bits a pixel, the one form NSIS shows; the same bytes each time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
    from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    image.fill(QColor(_ground()))
    painter = QPainter(image)
    QSvgRenderer(PROGRAM_SVG.read_bytes()).render(painter, QRectF((WIDTH - _ICON) / 2, 90, _ICON, _ICON))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"BMP")).write(image):
        raise InstallerError("The picture of the installer could not be drawn.")
    return bytes(buffer.data().data())


def _ground() -> str:
    """Return the colour the icon stands on."""
    found = _GROUND.search(PROGRAM_SVG.read_text(encoding="utf-8"))
    if found is None:
        raise InstallerError(f"{PROGRAM_SVG.name} has no ground to take the colour from.")
    return found[1]
