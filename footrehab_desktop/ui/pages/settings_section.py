"""What the sections of the settings share: one column of cards, read anew by ``load``."""

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from footrehab_desktop.ui.page import PageContext


class SettingsSection(QWidget):
    """One section. Put cards into ``column``; it is made on its first visit and kept until the record is locked."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 8, 24)
        self.column.setSpacing(16)

    def load(self) -> None:
        """Read what is shown, on every visit and after changes elsewhere."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll so far that a part that has just been shown can be seen, once it has its place."""
        QTimer.singleShot(0, part, partial(self._scroll_to, part))

    def _scroll_to(self, part: QWidget) -> None:
        holder = self.parentWidget()
        while holder is not None and not isinstance(holder, QScrollArea):
            holder = holder.parentWidget()
        if holder is None:
            return
        if part.height() > holder.viewport().height():
            holder.verticalScrollBar().setValue(part.mapTo(self, QPoint(0, 0)).y())
        else:
            holder.ensureWidgetVisible(part)

    def leave(self) -> None:
        """Another section or page is shown, or the program locks: let go of secrets."""
