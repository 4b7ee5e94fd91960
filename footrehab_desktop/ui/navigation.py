"""The two ways around: the rail of the clinic's pages at the left and the tabs of a patient's pages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.registry import PageEntry
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout


class _PageButtons(QFrame):
    """Checkable buttons, one per page, one of them chosen. Signal: ``chosen(code)``."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for entry in entries:
            made = QPushButton(entry.title)
            made.setCheckable(True)
            made.setProperty("kind", kind)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False, code=entry.code: self.chosen.emit(code))
            self._group.addButton(made)
            self.buttons[entry.code] = made

    def mark(self, code: str) -> None:
        """Show which page is open; another code marks none."""
        self._group.setExclusive(False)
        for known, made in self.buttons.items():
            made.setChecked(known == code)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        order = list(self.buttons.values())
        at = next((place for place, made in enumerate(order) if made.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
        else:
            order[(at + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)


class NavigationRail(_PageButtons):
    """Icons with words; Ctrl+1 to Ctrl+6 reach them from anywhere."""

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(entries, "rail", parent)
        self.setObjectName("rail")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 8)
        column.setSpacing(4)
        brand = theme.label("FootRehab", "lead")
        brand.setContentsMargins(12, 0, 12, 8)
        column.addWidget(brand)
        for place, entry in enumerate(entries, 1):
            made = self.buttons[entry.code]
            made.setToolTip(f"Ctrl+{place}")
            theme.give_icon(made, entry.icon, size=20)
            column.addWidget(made)
        column.addStretch(1)


class PatientTabs(_PageButtons):
    """The pages of one patient; Alt and the number reach them, Ctrl+Tab goes round. Wraps when the text is large."""

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(entries, "tab", parent)
        self.setObjectName("tabs")
        flow = FlowLayout(self, spacing=0)
        flow.setContentsMargins(12, 0, 12, 0)
        for place, entry in enumerate(entries, 1):
            made = self.buttons[entry.code]
            made.setToolTip(f"Alt+{place}")
            flow.addWidget(made)
        self.hide()
