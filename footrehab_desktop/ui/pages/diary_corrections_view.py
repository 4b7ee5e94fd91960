"""What was corrected in the diary: read only, newest first, each old value beside the new one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.diary_corrections import Correction
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import diary_import as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.presenters.diary_corrections import correction_lines
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import EmptyState, SectionHeader
from footrehab_desktop.ui.widgets.reading_table import ReadingTable

MOST_SHOWN = 500


class DiaryCorrectionsView(QWidget):
    """Signal: ``left()`` when the week is wanted again. ``exercise_name`` turns an exercise's id into its name."""

    left = Signal()

    def __init__(
        self, context: PageContext, exercise_name: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._exercise_name = exercise_name
        self._episode_id = ""
        self.header = SectionHeader(self.tr("Corrections"), " ", large=True)
        self.table = ReadingTable(
            self.tr("Corrections of the diary, newest first"),
            (self.tr("Corrected"), self.tr("Entry"), self.tr("What was changed")),
            (0.2, 0.26, 0.54),
        )
        self.nothing = EmptyState(
            "diary", self.tr("Nothing was corrected. When a saved value is changed, the old one is shown here.")
        )
        self.more = theme.label("", "soft", wrap=True)
        back = button(self.tr("Back to the week"), on_press=self.left.emit, keys="Escape")
        self.back_button = back
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.header)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.more)

    def open_for(self, episode_id: str) -> None:
        """Read and show the corrections of an episode."""
        self._episode_id = episode_id
        session = self.context.session
        run_in_background(
            self,
            lambda: operations.read_corrections(session, episode_id=episode_id),
            self._show,
            self.context.dialogs.show_error,
        )

    def _show(self, corrections: tuple[Correction, ...]) -> None:
        lines = correction_lines(corrections[:MOST_SHOWN], self._exercise_name)
        self.header.set_detail(self.tr("The old values stay on file. Nothing here can be changed."))
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        hidden = len(corrections) - len(lines)
        older = self.tr("{count} older corrections are not listed.").format(count=f"{hidden:,}")
        self.more.setText(older if hidden else "")
        self.more.setVisible(bool(hidden))
        self.table.show_rows([(line.corrected, line.entry, line.what) for line in lines])
        target = self.table if lines else self.back_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
