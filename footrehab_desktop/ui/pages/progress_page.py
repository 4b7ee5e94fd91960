"""Patient → Progress: the course as charts on fixed scales, each with its values as a table."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import progress as operations
from footrehab_desktop.ui.operations.progress import Course
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.progress_chart import ChartView
from footrehab_desktop.ui.pages.progress_list import ChartList
from footrehab_desktop.ui.presenters.chart_list import chart_to_show, where_recorded
from footrehab_desktop.ui.widgets.panels import EmptyState

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.clinic.series.source import ChartSource

READING, CHARTS, NOTHING = range(3)


class ProgressPage(Page):
    """The charts listed at the left, the chosen one beside them. The chart's own keys are in ``ChartView``."""

    code: ClassVar[str] = "progress"
    title: ClassVar[str] = "Progress"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._episode_id: str | None = None
        self._charts: tuple[ChartSource, ...] = ()
        self._code = ""
        self.list = ChartList()
        self.view = ChartView(context.today)
        self.stack = QStackedWidget()
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list)
        self._area = scrolling(self.view)
        row.addWidget(self._area, 1)
        empty = EmptyState(
            "progress",
            self.tr("Nothing to draw yet. Charts begin when the plan is started, and grow with diary and reviews."),
            self.tr("Start the plan first"),
            self._go_to_plan,
        )
        for part in (QWidget(), shown, empty):
            self.stack.addWidget(part)
        page_layout(self).addWidget(self.stack)
        self.list.chart_chosen.connect(self._show_chart)
        self.view.print_wanted.connect(self.print_requested)
        self.view.record_wanted.connect(self._go_to_record)
        self.view.said.connect(self.context.status.say)
        self.view.opened.connect(self._reveal)

    def _reveal(self, part: QWidget) -> None:
        """Scroll to a part that was just opened, once it has its place."""
        QTimer.singleShot(0, self, partial(self._area.ensureWidgetVisible, part))

    # What the window asks

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id != self._episode_id:
            self.stack.setCurrentIndex(READING)
            self.view.forget()
        self._episode_id = episode_id
        self._read()

    def refresh(self, changes: "Changes") -> None:
        if changes.concern_episode(self._episode_id):
            self._read()

    def focus_first(self) -> None:
        self.list.setFocus()

    def print_requested(self) -> None:
        self.context.navigate("handouts", None, self._episode_id)

    # Reading

    def _read(self) -> None:
        """Read the course in the background; the page is painted meanwhile."""
        if self._episode_id is None:
            return
        session, episode_id, today, code = self.context.session, self._episode_id, self.context.today(), self._code
        run_in_background(
            self,
            lambda: operations.read_course(session, episode_id=episode_id, today=today, code=code),
            self._show_course,
            self.context.dialogs.show_error,
        )

    def _show_course(self, course: Course) -> None:
        if course.episode_id != self._episode_id:
            return
        self._charts = course.charts
        number = chart_to_show(course.charts, self._code)
        if course.charts[number].is_empty and not course.started:
            self.stack.setCurrentIndex(NOTHING)
            return
        self.list.show_charts(course.charts, number)
        self._show_chart(number)
        self.stack.setCurrentIndex(CHARTS)

    def _show_chart(self, number: int) -> None:
        content = self._charts[number].content
        self._code = content.code
        self.view.show_chart(content)

    def _go_to_plan(self) -> None:
        self.context.navigate("plan", None, self._episode_id)

    def _go_to_record(self) -> None:
        content = self.view.content
        if content is not None:
            self.context.navigate(where_recorded(content), None, self._episode_id)
