"""Draws the shipped icons in any colour, at the sizes the screen asks for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from footrehab_desktop.resource_files import resource_path

_SIZES = (16, 20, 24, 32, 48, 64)


@cache
def draw_icon(name: str, drawn_in: str, chosen_in: str, gap: float = 0.0) -> QIcon:
    """Return ``resources/icons/<name>.svg`` in two colours: plain, and for a button that is switched on.

    ``gap`` leaves room at the right, as a share of the size, because Qt puts a button's words close to its icon.
    """
    source = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for colour, state in ((drawn_in, QIcon.State.Off), (chosen_in, QIcon.State.On)):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
        for size in _SIZES:
            made.addPixmap(_pixmap(renderer, size, gap), QIcon.Mode.Normal, state)
    return made


def _pixmap(renderer: QSvgRenderer, size: int, gap: float) -> QPixmap:
    pixmap = QPixmap(round(size * (1 + gap)), size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
