"""The program's icon in the forms the systems ask for, drawn from one SVG file: PNG, ``.ico``, ``.icns``."""

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from installers.product import PRODUCT, RESOURCES

PROGRAM_SVG: Final = RESOURCES / "icons" / "program" / f"{PRODUCT}.svg"
LINUX_SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
# What Apple calls each PNG in an icon file, and its pixels; those for screens of twice the density have own names.
MACOS_TYPES: Final[Mapping[bytes, int]] = {
    b"icp4": 16,
    b"ic11": 32,
    b"icp5": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
_WHOLE_BYTE: Final = 256


def png(size: int) -> bytes:
    """Return the icon as PNG, ``size`` pixels wide and high; the same bytes each time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(PROGRAM_SVG.read_bytes()).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def ico(sizes: tuple[int, ...] = WINDOWS_SIZES) -> bytes:
    """Return the icon as a Windows icon file that holds a PNG of each size."""
    pictures = [png(size) for size in sizes]
    place = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, picture in zip(sizes, pictures, strict=True):
        edge = size % _WHOLE_BYTE  # 256 is written as 0
        head += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(picture), place + len(body))
        body += picture
    return head + body


def icns() -> bytes:
    """Return the icon as a macOS icon file that holds a PNG of each size."""
    body = b""
    for kind, size in MACOS_TYPES.items():
        picture = png(size)
        body += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def program_icon(folder: Path) -> str:
    """Write the icon of this system's programs into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    is_mac = sys.platform == "darwin"
    path = folder / f"{PRODUCT}{'.icns' if is_mac else '.ico'}"
    path.write_bytes(icns() if is_mac else ico())
    return str(path)
