"""Two parts of a page: side by side, or one above the other where large text leaves no room for that."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling

STACKED_FROM_SCALE = 150
_LEAST_HEIGHT = 240


def two_panes(left: QWidget, right: QWidget, *, widths: tuple[int, int]) -> QWidget:
    """Return both parts. ``widths`` are pixels at 100 %; the right part takes what the window has more."""
    if theme.scale() >= STACKED_FROM_SCALE:
        return _stacked(left, right)
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(16)
    split.addWidget(left)
    split.addWidget(right)
    split.setSizes([theme.scaled(width) for width in widths])
    split.setStretchFactor(1, 1)
    return split


def _stacked(upper: QWidget, lower: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(16)
    for part in (upper, lower):
        part.setMinimumHeight(theme.scaled(_LEAST_HEIGHT))
        column.addWidget(part)
    return scrolling(both)
