"""The run plan beneath the exercises in a line or two: which table, the present stage, and the way to all of it."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.run_tables import stage_rows, table_choices
from footrehab_desktop.ui.widgets.buttons import plain_button
from footrehab_desktop.ui.widgets.panels import Card


def table_combo(name: str, nothing: str = "") -> QComboBox:
    """Return a choice of the walk–run tables; ``nothing`` words the choice of none, empty leaves it out."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(24)
    if nothing:
        combo.addItem(nothing, "")
    for code, words in table_choices():
        combo.addItem(words, code)
    return combo


class RunPlanCard(Card):
    """Chooses the walk–run table. ``table_chosen`` carries its code, empty for none; ``opened`` asks for more."""

    table_chosen = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        heading = theme.label(self.tr("Run plan"), "lead")
        self.combo = table_combo(self.tr("Walk–run table"), self.tr("No run plan"))
        self.combo.currentIndexChanged.connect(self._choose)
        self.open = plain_button(self.tr("Calendar and stages"), self.opened.emit)
        heading.setBuddy(self.combo)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(heading)
        line.addWidget(self.combo, 1)
        line.addWidget(self.open)
        self._now = theme.label("", wrap=True)
        self.body.setContentsMargins(16, 6, 16, 6)
        self.body.addLayout(line)
        self.body.addWidget(self._now)
        self._phase: str | None = None
        self._level: int | None = None

    def show_plan(self, code: str | None, phase: str | None, level: int | None) -> None:
        """Show a table for a patient in this phase and level (None before the plan was started)."""
        self._phase, self._level = phase, level
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(max(0, self.combo.findData(code or "")))
        self._show()

    def _choose(self) -> None:
        self._show()
        self.table_chosen.emit(self._code())

    def _code(self) -> str:
        return str(self.combo.currentData() or "")

    def _show(self) -> None:
        words = self._present_stage(self._code())
        self._now.setText(words)
        self._now.setVisible(self._phase == WALK_RUN_PHASE)
        self.combo.setToolTip(words)

    def _present_stage(self, code: str) -> str:
        if not code:
            return self.tr("No walk–run table is part of this plan.")
        if self._phase is None:
            return self.tr("The plan has not been started yet. Walking and running by stages begins in phase PH4.")
        if self._phase != WALK_RUN_PHASE:
            return self.tr("Not running by stages now: the patient is in phase {phase}, stages belong to PH4.").format(
                phase=self._phase
            )
        row = next((row for row in stage_rows(code) if row.number == self._level), None)
        if row is None:
            return self.tr("This table has no stage {stage}, where the patient is now.").format(stage=self._level)
        return self.tr(
            "Now stage {stage}: {bouts}, {run} of {total} min running, with 5 min of walking around it."
        ).format(stage=row.number, bouts=row.bouts, run=row.run, total=row.total)
