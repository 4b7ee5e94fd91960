"""Patient → Progress: the course as charts on fixed scales, each with its values as a table."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.charts.legend import Legend
from footrehab_desktop.ui.operations import progress as operations
from footrehab_desktop.ui.operations.progress import Course
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.progress_table import ChartTable
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card, EmptyState

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.ui.charts.plot import ChartPlot

SHOWN_FIRST = timedelta(weeks=12)
WIDEST_LIST = 280
SHORTEST_CHART = 180


class ProgressPage(Page):
    """One chart at a time. Ctrl+T shows the table, Ctrl+0 everything, Ctrl+Shift+C copies the picture."""

    code: ClassVar[str] = "progress"
    title: ClassVar[str] = "Progress"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._episode_id: str | None = None
        self._charts: tuple[ChartContent, ...] = ()
        self.plot: ChartPlot | None = None
        self.list = QListWidget()
        self.heading = theme.label("", "title", wrap=True)
        self.latest = theme.label("", "lead", wrap=True)
        self.before = theme.label("", "soft", wrap=True)
        self.readout = theme.label("", wrap=True)
        self.range_line = theme.label("", "soft", wrap=True)
        self.legend = Legend()
        self.table = ChartTable()
        self.views = QStackedWidget()
        self.picture = QWidget()
        self.table_button = button(self.tr("Table"), on_press=self._toggle_table, keys="Ctrl+T")
        self.stack = QStackedWidget()
        self._build()
        self.list.currentRowChanged.connect(self._show_row)

    def _build(self) -> None:
        self.table_button.setCheckable(True)
        self.list.setAccessibleName(self.tr("Charts"))
        self.list.setFixedWidth(min(theme.scaled(230), WIDEST_LIST))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.views.setMinimumHeight(theme.scaled(SHORTEST_CHART))
        self.views.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.views.addWidget(self.table)
        in_picture = QVBoxLayout(self.picture)
        in_picture.setContentsMargins(0, 0, 0, 0)
        in_picture.setSpacing(4)
        for label in (self.heading, self.latest, self.before):
            in_picture.addWidget(label)
        in_picture.addWidget(self.legend)
        in_picture.addWidget(self.views, 1)
        card = Card()
        card.body.addWidget(self.picture, 1)
        readings = QHBoxLayout()
        readings.setSpacing(16)
        readings.addWidget(self.readout, 3)
        readings.addWidget(self.range_line, 2)
        self.range_line.setAlignment(Qt.AlignmentFlag.AlignRight)
        card.body.addLayout(readings)
        card.body.addWidget(self._buttons())
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list)
        holder = QWidget()
        in_holder = QVBoxLayout(holder)
        in_holder.setContentsMargins(0, 0, 0, 0)
        in_holder.addWidget(card)
        row.addWidget(scrolling(holder), 1)
        empty = EmptyState(
            "progress",
            self.tr("Nothing to draw yet. Charts begin when the plan is started, and grow with diary and reviews."),
            self.tr("Start the plan first"),
            self._go_to_plan,
        )
        for part in (QWidget(), shown, empty):
            self.stack.addWidget(part)
        page_layout(self).addWidget(self.stack)

    def _buttons(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made)
        for part in (
            self.table_button,
            button(self.tr("Zoom in"), on_press=self._zoom_in, keys="Ctrl++"),
            button(self.tr("Zoom out"), on_press=self._zoom_out, keys="Ctrl+-"),
            button(self.tr("Whole course"), on_press=self._show_everything, keys="Ctrl+0"),
            button(self.tr("Last 12 weeks"), on_press=self._reset, keys="Ctrl+9"),
            button(self.tr("Copy picture"), on_press=self.copy_picture, keys="Ctrl+Shift+C"),
            primary_button(self.tr("Print report"), self.print_requested),
        ):
            flow.addWidget(part)
        return made

    # What the window asks

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id != self._episode_id:
            self.stack.setCurrentIndex(0)
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
        session, episode_id, today = self.context.session, self._episode_id, self.context.today()
        run_in_background(
            self,
            lambda: operations.read_course(session, episode_id=episode_id, today=today),
            self._show_course,
            self.context.dialogs.show_error,
        )

    def _show_course(self, course: Course) -> None:
        if course.episode_id != self._episode_id:
            return
        row = max(0, self.list.currentRow())
        self._charts = tuple(chart for chart in course.charts if not chart.is_empty)
        self.stack.setCurrentIndex(1 if self._charts else 2)
        self.list.blockSignals(True)
        self.list.clear()
        for chart in self._charts:
            self.list.addItem(QListWidgetItem(chart.title))
        self.list.setCurrentRow(min(row, len(self._charts) - 1))
        self.list.blockSignals(False)
        self._show_row(self.list.currentRow())

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self._charts):
            return
        content = self._charts[row]
        self.heading.setText(self.tr("{title}, {unit}").format(title=content.title, unit=content.unit))
        self.latest.setText(_unbroken(content.latest))
        before = self.tr("Before: {words}").format(words=content.before) if content.before else ""
        self.before.setText(_unbroken(before))
        self.legend.show_lines(content.lines if len(content.lines) > 1 else ())
        self.legend.setVisible(len(content.lines) > 1)
        self.table.show_chart(content)
        plot = self._ready_plot()
        plot.show_chart(content, self._first_shown(content))
        self.views.setCurrentWidget(self.table if self.table_button.isChecked() else plot)

    def _ready_plot(self) -> "ChartPlot":
        """Return the one plot; pyqtgraph is loaded with the first chart."""
        if self.plot is None:
            from footrehab_desktop.ui.charts.plot import ChartPlot

            self.plot = ChartPlot()
            self.plot.day_read.connect(self._tell_day)
            self.plot.range_changed.connect(self._tell_range)
            self.views.addWidget(self.plot)
        return self.plot

    def _first_shown(self, content: ChartContent) -> date:
        return max(content.first, content.last - SHOWN_FIRST)

    # Looking

    def _toggle_table(self) -> None:
        if self.plot is not None:
            shown = self.table if self.table_button.isChecked() else self.plot
            self.views.setCurrentWidget(shown)
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _zoom_in(self) -> None:
        if self.plot is not None:
            self.plot.zoom(0.5)

    def _zoom_out(self) -> None:
        if self.plot is not None:
            self.plot.zoom(2.0)

    def _show_everything(self) -> None:
        if self.plot is not None:
            self.plot.show_everything()

    def _reset(self) -> None:
        row = self.list.currentRow()
        if self.plot is not None and 0 <= row < len(self._charts):
            self.plot.show_from(self._first_shown(self._charts[row]))

    def copy_picture(self) -> None:
        """Put the chart with its heading on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture.grab())
        self.context.status.say(self.tr("Picture copied. It shows patient data: paste it only where that may be."))

    def _tell_day(self, day: date) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._charts):
            words = dict(self._charts[row].readings).get(day, "")
            self.readout.setText(f"{format_date(day)}: {words}")
            if self.plot is not None:
                self.plot.setAccessibleDescription(self.readout.text())

    def _tell_range(self, first: date, last: date) -> None:
        shown = self.tr("Shown: {first} to {last}").format(first=format_date(first), last=format_date(last))
        self.range_line.setText(_unbroken(shown))

    def _go_to_plan(self) -> None:
        self.context.navigate("plan", None, self._episode_id)


def _unbroken(words: str) -> str:
    """Keep dates in one piece where a line breaks."""
    return words.replace("-", "\N{NON-BREAKING HYPHEN}")
