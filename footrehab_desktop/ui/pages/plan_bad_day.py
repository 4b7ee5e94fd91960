"""The plan on a day with symptoms, and the cross-training to choose from instead of running."""

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.run_outlook import RunOutlook
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.bad_day import (
    KEPT,
    CrossTraining,
    bad_day_rows,
    choices,
    easy_words,
)
from footrehab_desktop.ui.presenters.run_plan import NO_BEATS
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.reading_table import ReadingTable


class BadDayView(QWidget):
    """``exercise_chosen`` carries the id of cross-training that is to join the plan."""

    exercise_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[CrossTraining, ...] = ()
        self.table = ReadingTable(
            self.tr("The plan on a bad day"),
            (self.tr("Exercise"), self.tr("Usually"), self.tr("On a bad day")),
            (0.36, 0.32, 0.32),
        )
        self.cross = ReadingTable(
            self.tr("Cross-training for days with symptoms"),
            (self.tr("Activity"), self.tr("Amount"), self.tr("In the plan")),
            (0.48, 0.27, 0.25),
        )
        self.cross.activated.connect(self._choose)
        self._target = theme.label("", wrap=True)
        self._nothing = theme.label(self.tr("The plan is empty: add exercises first."), "soft", wrap=True)
        self._no_choice = theme.label(
            self.tr("No cross-training fits now: all of it is refused for this patient or begins in a later phase."),
            "soft",
            wrap=True,
        )
        self.add = button(self.tr("Add to the plan"), on_press=self._choose)
        self._lay_out()

    def _lay_out(self) -> None:
        plan, instead = Card(self.tr("The plan on a bad day")), Card(self.tr("Instead of running"))
        plan.body.addWidget(
            theme.label(
                self.tr(
                    "For a day with more pain than usual: no impact, less load, foot exercises as always (FL-02). "
                    "It is worked out from the plan as it stands now."
                ),
                "soft",
                wrap=True,
            )
        )
        plan.body.addWidget(self.table, 1)
        plan.body.addWidget(self._nothing)
        plan.body.addStretch(0)
        instead.body.addWidget(self._target)
        instead.body.addWidget(self.cross, 1)
        instead.body.addWidget(self._no_choice)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        instead.body.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(two_panes(plan, instead, widths=(680, 480)))

    def take_focus(self) -> None:
        """Put the keyboard into the table, or where the plan is empty into the choices."""
        for table in (self.cross, self.table):
            if not table.isHidden():
                table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_bad_day(
        self, items: tuple[PlanItem, ...], phase: str, library: Library, blocked: Collection[str], book: Rulebook
    ) -> None:
        """Show what becomes of a plan in a phase; ``blocked`` are ids of exercises refused now."""
        rows = bad_day_rows(items, phase, library, blocked, book)
        strong = [number for number, row in enumerate(rows) if row.kind != KEPT]
        self.table.show_rows([(row.name, row.usual, row.then) for row in rows], strong=strong)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._choices = choices(items, phase, library, blocked)
        yes, no = self.tr("yes"), self.tr("no")
        chosen = max(0, self.cross.current_row())
        self.cross.show_rows([(c.name, c.dose, yes if c.planned else no) for c in self._choices], row=chosen)
        for widget in (self.cross, self.add):
            widget.setVisible(bool(self._choices))
        self._no_choice.setVisible(not self._choices)

    def show_outlook(self, outlook: RunOutlook) -> None:
        """Show how hard cross-training may be for this patient."""
        why = NO_BEATS.get(outlook.easy.effort_only, "")
        self._target.setText(f"{easy_words(outlook.easy.zones)}. {why}".strip())

    def _choose(self, _index: QModelIndex | None = None) -> None:
        row = self.cross.current_row()
        if 0 <= row < len(self._choices):
            self.exercise_chosen.emit(self._choices[row].exercise_id)
