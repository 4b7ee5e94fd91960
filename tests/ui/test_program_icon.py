"""The window carries the program's own picture at every size a task bar asks for."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from footrehab_desktop.ui.program_icon import SIZES, program_icon


def test_the_picture_is_drawn_at_every_size(qapp: QApplication) -> None:
    icon = program_icon()
    assert sorted(size.width() for size in icon.availableSizes()) == sorted(SIZES)
    drawn = icon.pixmap(QSize(64, 64)).toImage()
    assert drawn.pixelColor(32, 2).name() == "#0b6b63"
    assert drawn.pixelColor(0, 0).alpha() == 0
