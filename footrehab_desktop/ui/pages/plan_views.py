"""The plan from all its sides: exercises, run plan, bad day, loading tables, history. One of them is in view."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.run_outlook import FIRST_PHASE
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.records.values import Plan
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations.run_plan import PlanSurroundings, load_surroundings
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.plan_bad_day import BadDayView
from footrehab_desktop.ui.pages.plan_blocks import BlockFinder
from footrehab_desktop.ui.pages.plan_history import PlanHistoryView
from footrehab_desktop.ui.pages.plan_loading import LoadingView
from footrehab_desktop.ui.pages.plan_run import RunPlanCard
from footrehab_desktop.ui.pages.plan_run_view import RunPlanView
from footrehab_desktop.ui.presenters.plan import PlanEditor
from footrehab_desktop.ui.widgets.buttons import primary_button
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

EXERCISES, RUN, BAD_DAY, LOADING, HISTORY = VIEWS = ("exercises", "run", "bad_day", "loading", "history")
_NEXT: Final = "Ctrl+PgDown"
_PREVIOUS: Final = "Ctrl+PgUp"


class PlanViews(QWidget):
    """Puts the parts beside the plan around ``exercises``, the page's own.

    ``edited`` tells that the plan was changed here (days for running, an earlier version taken again);
    ``exercise_chosen`` carries the id of an exercise that is to join it; ``save_asked`` from the other parts.
    """

    edited = Signal()
    exercise_chosen = Signal(str)
    save_asked = Signal()

    def __init__(
        self, context: PageContext, exercises: QWidget, editor: PlanEditor, finder: BlockFinder, card: RunPlanCard
    ) -> None:
        super().__init__()
        self._context, self._editor, self._finder = context, editor, finder
        self._episode_id = ""
        self._surroundings: PlanSurroundings | None = None
        self.bar = SegmentBar(
            self.tr("Parts of the plan"),
            (
                Option(EXERCISES, self.tr("Exercises"), "e"),
                Option(RUN, self.tr("Run plan"), "r"),
                Option(BAD_DAY, self.tr("Bad day"), "b"),
                Option(LOADING, self.tr("Loading tables"), "l"),
                Option(HISTORY, self.tr("History"), "h"),
            ),
        )
        self.bar.setToolTip(self.tr("Ctrl+Page Down and Ctrl+Page Up go to the next and the previous part."))
        self.bar.choose(EXERCISES)
        self.save = primary_button(self.tr("Save plan"), self.save_asked.emit, keys="Ctrl+S")
        self.run, self.bad_day = RunPlanView(), BadDayView()
        self.loading, self.history = LoadingView(), PlanHistoryView()
        self._stack = QStackedWidget()
        for view in (exercises, self.run, self.bad_day, self.loading, self.history):
            self._stack.addWidget(view)
        self._lay_out()
        self._connect(card)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.bar)
        line.addStretch(1)
        line.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._stack, 1)

    def _connect(self, card: RunPlanCard) -> None:
        self.bar.picked.connect(self._show)
        self.run.days_chosen.connect(self._choose_days)
        self.bad_day.exercise_chosen.connect(self.exercise_chosen)
        self.history.version_taken.connect(self._take_version)
        self._finder.found.connect(self._show_bad_day)
        card.opened.connect(lambda: self._go_to(RUN))
        for keys, by in ((_NEXT, 1), (_PREVIOUS, -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._step(by))

    @property
    def shown(self) -> str:
        """Return which part is in view."""
        return str(self.bar.value)

    def load(self, episode_id: str) -> None:
        """Read anew what stands beside the plan of an episode; another episode begins with its exercises."""
        if episode_id != self._episode_id:
            self._episode_id, self._surroundings = episode_id, None
            self.bar.setEnabled(False)  # the other parts still hold what the last patient had
            self.show_exercises()
        session, today = self._context.session, self._context.today()
        run_in_background(
            self,
            lambda: load_surroundings(session, episode_id=episode_id, today=today),
            self._loaded,
            self._context.dialogs.show_error,
        )

    def show_exercises(self) -> None:
        """Bring the exercises into view."""
        self.bar.choose(EXERCISES)
        self._show()

    def show_plan(self) -> None:
        """Show what the editor holds now."""
        content = self._editor.content
        self.run.show_plan(content.run_table, content.run_days)
        self._show_bad_day()
        self._show_save()

    def _loaded(self, surroundings: PlanSurroundings) -> None:
        outlook = surroundings.outlook
        if outlook.episode_id != self._episode_id:
            return
        self._surroundings = surroundings
        self.bar.setEnabled(True)
        self.run.show_outlook(outlook)
        self.bad_day.show_outlook(outlook)
        self.loading.show_tables(outlook.condition, outlook.plan_week)
        self.history.show_history(surroundings.history, self._context.session.library)
        self._show_bad_day()
        self._show_save()

    def _phase(self) -> str:
        outlook = self._surroundings.outlook if self._surroundings else None
        return (outlook.phase if outlook else None) or FIRST_PHASE

    def _show_bad_day(self) -> None:
        if self._surroundings is not None and self.shown == BAD_DAY:
            items, library = self._editor.content.items, self._context.session.library
            blocked, book = self._finder.sentences.keys(), self._surroundings.outlook.book
            self.bad_day.show_bad_day(items, self._phase(), library, blocked, book)

    def _choose_days(self, days: str) -> None:
        self._editor.choose_days(days or None)
        self.edited.emit()

    def _take_version(self, version: Plan) -> None:
        """Bring an earlier version into the editor; the table stays while the patient runs by its stages."""
        self._editor.take_version(version, with_table=self._phase() != WALK_RUN_PHASE)
        self.show_exercises()
        self.edited.emit()
        self._context.status.say(
            self.tr("Version {number} is in the plan again; one step of undo takes it back.").format(
                number=version.version
            )
        )

    def _step(self, by: int) -> None:
        place = VIEWS.index(self.shown) + by
        self._go_to(VIEWS[place % len(VIEWS)])

    def _go_to(self, view: str) -> None:
        if self._surroundings is None:
            return
        self.bar.choose(view)
        self._show()
        self.bar.setFocus()  # stays there where a part has nothing to read
        for part in (self.run, self.bad_day, self.loading, self.history):
            if part is self._stack.currentWidget():
                part.take_focus()

    def _show(self) -> None:
        self._stack.setCurrentIndex(VIEWS.index(self.shown))
        self._show_bad_day()
        self._show_save()

    def _show_save(self) -> None:
        """Offer saving where the panel's own button is out of view and there is something to save."""
        self.save.setVisible(self.shown != EXERCISES and self._editor.changed)
