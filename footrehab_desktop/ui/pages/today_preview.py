"""What one sees of a patient beside the board: the last decision, what was reached, and the tasks."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.milestones import newest_first
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.operations.today import Preview
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.today_tasks import TaskPane
from footrehab_desktop.ui.presenters.today import BoardRow
from footrehab_desktop.ui.widgets.panels import Card, DecisionChip

_REASONS = 2
_MILESTONES = 3


class BoardPreview(QWidget):
    """The preview. ``tasks`` is the part that is answered by keys."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._episode_id = ""
        self.name = theme.label("", "label", wrap=True)
        self.standing = theme.label("", "soft", wrap=True)
        self.chip = DecisionChip()
        self.reasons = theme.label("", wrap=True)
        self.reached = theme.label("", wrap=True)
        self.tasks = TaskPane()
        card = Card()
        for part in (self.name, self.standing, self.chip, self.reasons, self.reached, self.tasks):
            card.body.addWidget(part)
        card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(card)
        column.addWidget(self._area)
        self.tasks.left.connect(self.left.emit)

    def focus_tasks(self) -> None:
        """Put the keyboard on the tasks and bring them into sight."""
        self.tasks.focus_list()
        self._area.ensureWidgetVisible(self.tasks)

    def show_preview(self, row: BoardRow, preview: Preview, today: date) -> None:
        """Show a row of the board with what was read about it; another patient is shown from the top."""
        if row.episode_id != self._episode_id:
            self._episode_id = row.episode_id
            self._area.verticalScrollBar().setValue(0)
        self.name.setText(row.name)
        words = self.tr("Born {born}. {side}, {condition}. {standing}")
        self.standing.setText(
            words.format(born=format_date(row.born_on), side=row.side, condition=row.condition, standing=row.standing)
        )
        self.chip.show_decision(row.decision)
        sentences = [reason.sentence for reason in preview.decision.reasons[:_REASONS]] if preview.decision else []
        self.reasons.setText("\n".join(sentences))
        self.reasons.setVisible(bool(sentences))
        milestones = newest_first(preview.tasks.milestones)[:_MILESTONES]
        lines = [f"★ {format_date(m.on)}  {m.words}" for m in milestones]
        self.reached.setText("\n".join(lines))
        self.reached.setVisible(bool(lines))
        self.tasks.show_tasks(preview.tasks.due.tasks, today)
