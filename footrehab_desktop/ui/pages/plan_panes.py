"""The two sides of the plan page: side by side, or one at a time where large text leaves no room for both."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE, two_panes
from footrehab_desktop.ui.widgets.buttons import button

_PLAN, _CHOICE = 0, 1
_MARGIN = 16


class PlanPanes(QWidget):
    """``choice`` is the library or a proposal, ``plan`` what is chosen. ``show_choice`` and ``show_plan`` do nothing
    while both are in view."""

    def __init__(self, choice: QWidget, plan: QWidget, *, widths: tuple[int, int]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack: QStackedWidget | None = None
        if theme.scale() < STACKED_FROM_SCALE:
            column.addWidget(two_panes(choice, plan, widths=widths))
            return
        self.switch = button("", on_press=self._turn)
        self._stack = QStackedWidget()
        self._areas = tuple(_following(side) for side in (plan, choice))
        for area in self._areas:
            self._stack.addWidget(area)
        column.addWidget(self.switch)
        column.addWidget(self._stack, 1)
        self._show(_PLAN)

    @property
    def one_at_a_time(self) -> bool:
        """Tell whether only one side is in view."""
        return self._stack is not None

    def show_choice(self) -> None:
        """Bring the library, or the proposal, into view."""
        self._show(_CHOICE)

    def show_plan(self) -> None:
        """Bring the plan into view."""
        self._show(_PLAN)

    def _turn(self) -> None:
        if self._stack is not None:
            self._show(_CHOICE if self._stack.currentIndex() == _PLAN else _PLAN)

    def _show(self, side: int) -> None:
        if self._stack is not None:
            self._stack.setCurrentIndex(side)
            self.switch.setText(self.tr("Add exercises … (Ctrl+F)") if side == _PLAN else self.tr("Back to the plan"))


def _following(side: QWidget) -> QScrollArea:
    """Return a side that scrolls, and keeps what has the keyboard in view."""
    area = scrolling(side)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        follower = _Follower(area)
        application.focusChanged.connect(follower.follow)
    return area


class _Follower(QObject):
    """Scrolls an area to what gets the keyboard; it lives and goes with the area."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.verticalScrollBar().rangeChanged.connect(lambda *_range: self.follow(None, QApplication.focusWidget()))

    def follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring the widget with the keyboard into view if it belongs here."""
        content = self._area.widget()
        if now is not None and content is not None and content.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, _MARGIN)
