"""One chart with its heading, its values as a table, what the crosshair reads, and its keys."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import clipboard, theme
from footrehab_desktop.ui.charts.legend import Legend
from footrehab_desktop.ui.charts.shading import ShadedDays
from footrehab_desktop.ui.pages.progress_compare import CompareWindows
from footrehab_desktop.ui.pages.progress_table import ChartTable
from footrehab_desktop.ui.presenters.chart_list import where_recorded
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card, EmptyState

if TYPE_CHECKING:
    from footrehab_desktop.ui.charts.plot import ChartPlot

SHORTEST_CHART = 220


class ChartView(QWidget):
    """Plot, table, or why there is nothing to draw. The plot is made with the first chart and kept.

    Signals: ``print_wanted()``; ``record_wanted()`` when the page on which to record is asked for; ``said(sentence)``;
    ``opened(part)`` when a part below the chart is to come into sight.
    """

    print_wanted = Signal()
    record_wanted = Signal()
    said = Signal(str)
    opened = Signal(QWidget)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content: ChartContent | None = None
        self.plot: ChartPlot | None = None
        self.heading = theme.label("", "title", wrap=True)
        self.latest = theme.label("", "lead", wrap=True)
        self.before = theme.label("", "soft", wrap=True)
        self.rescaled = theme.label("", wrap=True)
        self.note = theme.label("", "soft", wrap=True)
        self.readout = theme.label("", wrap=True)
        self.range_line = theme.label("", "soft", wrap=True)
        self.legend = Legend()
        self.table = ChartTable()
        self.empty = EmptyState("progress", "", self.tr("Record it"), self.record_wanted.emit)
        self.views = _Views()
        self.picture = QWidget()
        self.table_button = button(self.tr("Table"), on_press=self._show_wanted, keys="Ctrl+T")
        self.compare = CompareWindows(today)
        self.compare.hide()
        self.compare_button = button(self.tr("Compare"), on_press=self._compare_wanted, keys="Ctrl+B")
        self.copy_button = button(self.tr("Copy picture"), on_press=self.copy, keys="Ctrl+Shift+C")
        self.buttons = self._buttons()
        self._build()

    def _build(self) -> None:
        self.table_button.setCheckable(True)
        self.compare_button.setCheckable(True)
        self.views.addWidget(self.table)
        in_picture = QVBoxLayout(self.picture)
        in_picture.setContentsMargins(0, 0, 0, 0)
        in_picture.setSpacing(4)
        for part in (self.heading, self.latest, self.before, self.rescaled, self.legend):
            in_picture.addWidget(part)
        in_picture.addWidget(self.views, 1)
        in_picture.addWidget(self.empty, 1)  # beside the stack: its wrapped words would take the stack's own height
        in_picture.addWidget(self.note)
        readings = QHBoxLayout()
        readings.setSpacing(16)
        readings.addWidget(self.readout, 3)
        readings.addWidget(self.range_line, 2)
        self.range_line.setAlignment(Qt.AlignmentFlag.AlignRight)
        card = Card()
        card.body.addWidget(self.picture, 1)
        card.body.addLayout(readings)
        card.body.addWidget(self.compare)
        card.body.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.table.back_wanted.connect(self.table_button.click)
        self.table.copy_wanted.connect(self.copy)
        self.compare.windows_changed.connect(self._shade)
        self.compare.shown_wanted.connect(self._take_shown)
        self.compare.closed.connect(self.compare_button.click)

    def _buttons(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made)
        for part in (
            self.table_button,
            button(self.tr("Zoom in"), on_press=lambda: self._plot_does("zoom", 0.5), keys="Ctrl++"),
            button(self.tr("Zoom out"), on_press=lambda: self._plot_does("zoom", 2.0), keys="Ctrl+-"),
            button(self.tr("Whole course"), on_press=lambda: self._plot_does("show_everything"), keys="Ctrl+0"),
            button(self.tr("12 weeks"), on_press=lambda: self._plot_does("show_latest"), keys="Ctrl+9"),
            self.compare_button,
            self.copy_button,
            primary_button(self.tr("Print report"), self.print_wanted.emit),
        ):
            flow.addWidget(part)
        return made

    # Showing

    def show_chart(self, content: ChartContent) -> None:
        """Show a chart, or why there is none and where to record it."""
        self.content = content
        unit = self.tr("{title}, {unit}").format(title=content.title, unit=content.unit)
        self.heading.setText(unit if content.unit and not content.is_empty else content.title)
        before = self.tr("Before: {words}").format(words=content.before) if content.before else ""
        for label, words in (
            (self.latest, _unbroken(content.latest)),
            (self.before, _unbroken(before)),
            (self.rescaled, content.rescaled),
            (self.note, self._notes()),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        for part in (self.readout, self.range_line, self.buttons):
            part.setVisible(not content.is_empty)
        self.compare.setVisible(self.compare_button.isChecked() and not content.is_empty)
        self.views.setVisible(not content.is_empty)
        self.empty.setVisible(content.is_empty)
        self.legend.show_chart(content)
        if content.is_empty:
            self._explain(content)
            return
        self.table.show_chart(content)
        self._ready_plot().show_chart(content)
        if self.compare_button.isChecked():
            self.compare.show_chart(content)
        self._show_wanted()

    def forget(self) -> None:
        """Let go of the patient's values: another patient is opened."""
        self.content = None
        self.compare.forget()

    def _explain(self, content: ChartContent) -> None:
        self.empty.sentence.setText(content.why_empty)
        if self.empty.button is not None:
            words = {
                "assess": self.tr("Open the assessments"),
                "plan": self.tr("Open the plan"),
                "review": self.tr("Go to the review"),
            }
            self.empty.button.setText(words.get(where_recorded(content), self.tr("Open the diary")))

    def _ready_plot(self) -> "ChartPlot":
        """Return the one plot; pyqtgraph is loaded with the first chart."""
        if self.plot is None:
            from footrehab_desktop.ui.charts.plot import ChartPlot

            self.plot = ChartPlot()
            self.plot.day_read.connect(self._tell_day)
            self.plot.range_changed.connect(self._tell_range)
            self.plot.table_wanted.connect(self.table_button.click)
            self.plot.window_taken.connect(self._take_shown)
            self.views.addWidget(self.plot)
        return self.plot

    def _show_wanted(self) -> None:
        """Show the table or the plot, as the button says, and keep the keyboard in what is shown."""
        if self.plot is None or self.content is None or self.content.is_empty:
            return
        as_table = self.table_button.isChecked()
        had_keyboard = self.plot.hasFocus() or self.table.hasFocus() or self.table_button.hasFocus()
        shown = self.table if as_table else self.plot
        self.views.setCurrentWidget(shown)
        self.copy_button.setText(self.tr("Copy table") if as_table else self.tr("Copy picture"))
        if had_keyboard:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plot_does(self, what: str, *values: float) -> None:
        if self.plot is not None and self.content is not None:
            getattr(self.plot, what)(*values)

    def _compare_wanted(self) -> None:
        """Open or close the comparison."""
        opened = self.compare_button.isChecked()
        self.compare.setVisible(opened)
        if opened and self.content is not None:
            self.compare.show_chart(self.content)
            self.compare.fields["before_first"].take_focus()
            self.opened.emit(self.compare.fields["before_first"])
        elif self.plot is not None:
            self.plot.show_windows(())
            self.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_shown(self, which: str) -> None:
        """Take the days shown as the earlier or the later window."""
        if self.plot is None or self.content is None:
            return
        if not self.compare_button.isChecked():
            self.compare_button.setChecked(True)
            self.compare.show()
            self.compare.show_chart(self.content)
        self.compare.take(which, *self.plot.shown_days())

    def _shade(self) -> None:
        windows = self.compare.windows()
        if self.plot is None:
            return
        if windows is None:
            self.plot.show_windows(())
            return
        before, after = windows
        self.plot.show_windows(
            (
                ShadedDays(before.first, before.last, self.tr("Before"), "hold"),
                ShadedDays(after.first, after.last, self.tr("After"), "accent"),
            )
        )

    def copy(self) -> None:
        """Put the chart with its heading, or the table as text, on the clipboard."""
        if self.table_button.isChecked():
            clipboard.copy_text(self.table.as_text())
            self.said.emit(self.tr("Table copied. It shows patient data: paste it only where that may be."))
        else:
            clipboard.copy_picture(self.picture.grab())
            self.said.emit(self.tr("Picture copied. It shows patient data: paste it only where that may be."))

    def _tell_day(self, _day: date) -> None:
        if self.plot is not None:
            self.readout.setText(self.plot.accessibleDescription())

    def _tell_range(self, first: date, last: date) -> None:
        shown = self.tr("Shown: {first} to {last}").format(first=format_date(first), last=format_date(last))
        self.range_line.setText(_unbroken(shown))
        notes = self._notes()
        if notes != self.note.text():
            self.note.setText(notes)
            self.note.setVisible(bool(notes))

    def _notes(self) -> str:
        """Return how to read the chart; in a long view also how many days stand as one."""
        if self.content is None or self.content.is_empty:
            return ""
        span = self.plot.span if self.plot is not None else 1
        words = self.tr("Each point or bar is the median of {days} days, pale: lowest to highest. Zoom in for days.")
        return " ".join(filter(None, (words.format(days=span) if span > 1 else "", self.content.note)))


class _Views(QStackedWidget):
    """Plot or table: as high as there is room, and never lower than a chart can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inCard")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.scaled(SHORTEST_CHART))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.scaled(SHORTEST_CHART))


def _unbroken(words: str) -> str:
    """Keep dates in one piece where a line breaks."""
    return words.replace("-", "\N{NON-BREAKING HYPHEN}")
