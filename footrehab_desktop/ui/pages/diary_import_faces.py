"""The faces of the diary page: the week, files in and out, and what was corrected. One of them is shown."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.diary_corrections_view import DiaryCorrectionsView
from footrehab_desktop.ui.pages.diary_import_view import DiaryImportView


class DiaryFaces(QStackedWidget):
    """``week`` is filled by the page through ``week_layout``. Signal: ``left()`` when the week is wanted again."""

    left = Signal()

    def __init__(
        self, context: PageContext, exercise_name: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._exercise_name = exercise_name
        self.week = QWidget()
        self.week_layout = QVBoxLayout(self.week)
        self.week_layout.setContentsMargins(0, 0, 0, 0)
        self.addWidget(self.week)
        self.files: DiaryImportView | None = None
        self.corrections: DiaryCorrectionsView | None = None

    @property
    def shows_week(self) -> bool:
        """Tell whether the week is shown."""
        return self.currentWidget() is self.week

    def show_week(self) -> None:
        """Show the week."""
        self.setCurrentWidget(self.week)

    def show_files(self, episode_id: str, week: date) -> None:
        """Show files in and out; ``week`` is the Monday that the page stands on."""
        if self.files is None:
            self.files = DiaryImportView(self._context)
            self.files.left.connect(self.left)
            self.addWidget(self.files)
        self.setCurrentWidget(self.files)
        self.files.open_for(episode_id, week)

    def show_corrections(self, episode_id: str) -> None:
        """Show what was corrected."""
        if self.corrections is None:
            self.corrections = DiaryCorrectionsView(self._context, self._exercise_name)
            self.corrections.left.connect(self.left)
            self.addWidget(self.corrections)
        self.setCurrentWidget(self.corrections)
        self.corrections.open_for(episode_id)
