"""The program's own picture for title bars, the task bar and the list of windows, at the sizes these ask for."""

from typing import Final

from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from footrehab_desktop.resource_files import resource_path

SIZES: Final = (16, 24, 32, 48, 64, 256)


def program_icon() -> QIcon:
    """Return the icon, drawn from its SVG file."""
    renderer = QSvgRenderer(str(resource_path("icons", "program", "footrehab-desktop.svg")))
    made = QIcon()
    for size in SIZES:
        drawn = QPixmap(size, size)
        drawn.fill("transparent")
        painter = QPainter(drawn)
        renderer.render(painter)
        painter.end()
        made.addPixmap(drawn)
    return made
