"""What the sections of the settings share: one column of cards, read anew by ``load``."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

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

    def leave(self) -> None:
        """Another section or page is shown, or the program locks: let go of secrets."""
