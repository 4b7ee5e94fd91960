"""The run plan in full: calendar or list, days for running, effort, ground and shoe, and every stage of the table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.plans import WEEKDAYS
from footrehab_desktop.clinic.run_outlook import RunOutlook
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.plan_calendar import RunCalendar
from footrehab_desktop.ui.pages.stage_table import StageTable
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.run_plan import (
    calendar_content,
    effort_lines,
    shoe_lines,
    step_rate_words,
    stops,
    surface_words,
)
from footrehab_desktop.ui.presenters.run_tables import stage_rows, table_source
from footrehab_desktop.ui.widgets.panels import Card, Notice
from footrehab_desktop.ui.widgets.reading_table import ReadingTable
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar
from footrehab_desktop.ui.widgets.toggles import ToggleBar

_CALENDAR, _LIST, _STAGES = "calendar", "list", "stages"


class RunPlanView(QWidget):
    """``days_chosen`` carries the weekdays for running as codes ("mon wed fri"), empty for any day."""

    days_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlook: RunOutlook | None = None
        self._table: str | None = None
        self.days = ToggleBar(
            self.tr("Days for running"),
            [Option(code, words, str(place)) for place, (code, words) in enumerate(WEEKDAYS.items(), 1)],
        )
        self.shown = SegmentBar(
            self.tr("What is shown"),
            (
                Option(_CALENDAR, self.tr("Calendar"), "c"),
                Option(_LIST, self.tr("List"), "l"),
                Option(_STAGES, self.tr("Stages"), "s"),
            ),
        )
        self.shown.choose(_CALENDAR)
        self.calendar = RunCalendar()
        self.list = ReadingTable(
            self.tr("Runs and reviews by date"),
            (self.tr("Day"), self.tr("What"), self.tr("Run and walk"), self.tr("Minutes"), self.tr("Note")),
            (0.21, 0.12, 0.32, 0.12, 0.23),
        )
        self.weeks = ReadingTable(
            self.tr("Weeks to come"),
            (
                self.tr("Week from"),
                self.tr("Cycle"),
                self.tr("At most"),
                self.tr("Longest run"),
                self.tr("Why"),
            ),
            (0.18, 0.12, 0.13, 0.17, 0.40),
        )
        self.stages = StageTable()
        for table in (self.calendar, self.list, self.weeks):
            table.setMinimumHeight(theme.scaled(180))
        self._faces = QStackedLayout()
        self._make_labels()
        self._lay_out()
        self.days.picked.connect(self._choose_days)
        self.shown.picked.connect(self._show_face)
        self.calendar.day_read.connect(self.day.setText)

    def _make_labels(self) -> None:
        self.heading = theme.label("", "lead", wrap=True)
        self.summary = theme.label("", wrap=True)
        self.warning = Notice()
        self.day = theme.label("", "label", wrap=True)
        self.day.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.day.setMinimumHeight(2 * self.day.fontMetrics().lineSpacing())
        self.stopping = theme.label("", wrap=True)
        self.effort = theme.label("", wrap=True)
        self.surface = theme.label("", wrap=True)
        self.shoe = theme.label("", wrap=True)
        self.step_rate = theme.label("", wrap=True)
        self.goal = theme.label("", wrap=True)
        self._source = theme.label("", "soft", wrap=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(two_panes(self._when(), self._how(), widths=(790, 370)))

    def _when(self) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading, 1)
        top.addWidget(self.shown)
        card.body.addLayout(top)
        for widget in (self.summary, self.warning):
            card.body.addWidget(widget)
        self._choices = QWidget()
        line = QHBoxLayout(self._choices)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = theme.label(self.tr("Days for running"), "label")
        words.setBuddy(self.days)
        self.days.setToolTip(self.tr("None marked: any day."))
        line.addWidget(words)
        line.addWidget(self.days, 1)
        card.body.addWidget(self._choices)
        stages = QWidget()
        column = QVBoxLayout(stages)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stages, 1)
        column.addWidget(self._source)
        card.body.addLayout(self._faces, 1)  # before its faces: the first one is shown at once, and not as a window
        for face in (self.calendar, self.list, self.weeks, stages):
            self._faces.addWidget(face)
        card.body.addWidget(self.day)
        return card

    def _how(self) -> QWidget:
        how = Card(self.tr("How to run"))
        for name, label in (
            (self.tr("Heart rate and effort"), self.effort),
            (self.tr("What stops it"), self.stopping),
            (self.tr("Surface"), self.surface),
            (self.tr("Shoe"), self.shoe),
            (self.tr("Step rate"), self.step_rate),
            (self.tr("Goal"), self.goal),
        ):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(theme.label(name, "label"))
            part.addWidget(label)
            how.body.addLayout(part)
        how.body.addStretch(1)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(how)
        return scrolling(beside)

    def take_focus(self) -> None:
        """Put the keyboard into the calendar, or into what stands in its place."""
        self._face().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_outlook(self, outlook: RunOutlook) -> None:
        """Show effort, ground and shoe, and the calendar anew."""
        self._outlook = outlook
        target = outlook.target
        self.effort.setText(
            "\n".join(effort_lines(target)) if target else self.tr("Running begins in PH4; until then cross-training.")
        )
        self.surface.setText(surface_words(outlook) or self.tr("No running in this phase."))
        self.shoe.setText("\n".join(shoe_lines(outlook)))
        self.step_rate.setText(step_rate_words(outlook))
        self.goal.setText(outlook.goal or self.tr("No goal is recorded."))
        self.stopping.setText(stops(outlook))
        self._show()

    def show_plan(self, table: str | None, run_days: str | None) -> None:
        """Show the walk–run table and the weekdays of the plan being edited."""
        if (table, run_days) == (self._table, self.days.value):
            return
        self._table = table
        self.days.choose(run_days)
        self._show()

    def _choose_days(self) -> None:
        self._show()
        self.days_chosen.emit(str(self.days.value or ""))

    def _show(self) -> None:
        if self._outlook is None:
            return
        content = calendar_content(self._outlook, self._table, self.days.value)
        self.heading.setText(content.heading)
        self.summary.setText(content.summary)
        self.summary.setVisible(bool(content.summary))
        self.warning.show_text(content.warning)
        self.calendar.show_weeks(content.weeks)
        self.list.show_rows([(row.day, row.what, row.bouts, row.minutes, row.note) for row in content.rows])
        self.weeks.show_rows(
            [(row.week, row.number, row.minutes, row.longest, row.note) for row in content.volume],
        )
        self._choices.setVisible(bool(content.weeks))
        self.shown.setVisible(bool(content.weeks or content.volume))
        self._show_stages()
        self._show_face()

    def _show_face(self) -> None:
        faces: tuple[QWidget, ...] = (self.calendar, self.list, self.weeks, self.stages)
        self._faces.setCurrentIndex(faces.index(self._face()))
        self.day.setVisible(self._face() is self.calendar)

    def _face(self) -> QWidget:
        """Return what is asked for; in its place the weeks after the stages, and the stages before them."""
        if self.shown.value == _STAGES:
            return self.stages
        if self.weeks.texts.rowCount():
            return self.weeks
        if not self.calendar.days.rowCount():
            return self.stages
        return self.list if self.shown.value == _LIST else self.calendar

    def _show_stages(self) -> None:
        outlook, code = self._outlook, self._table
        if outlook is None or code is None:
            self.stages.show_rows(())
            self._source.setText("")
            return
        self.stages.show_rows(stage_rows(code, outlook.level if outlook.phase == WALK_RUN_PHASE else None))
        source, mark, note = table_source(code)
        self._source.setText(
            self.tr("Source: {source} ({mark}). {note}").format(source=source, mark=mark, note=note).strip()
        )
