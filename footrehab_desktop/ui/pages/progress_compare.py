"""Before and after: two windows of days, typed or taken from the days shown, and the values in both as a table."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.series.windows import Window, WindowRow, compare_windows, window_table
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.chart_list import Ends, first_ends
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.reading_table import ReadingTable
from footrehab_desktop.ui.widgets.text_fields import DateField

_SHARES = (0.34, 0.1, 0.1, 0.08, 0.1, 0.1, 0.08, 0.1)


class CompareWindows(QWidget):
    """Four dates and the table. Signals: ``windows_changed()``; ``shown_wanted("before" or "after")``; ``closed()``."""

    windows_changed = Signal()
    shown_wanted = Signal(str)
    closed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: ChartContent | None = None
        self.fields = {
            "before_first": DateField(Ask("before_first", self.tr("Before, from")), today=today),
            "before_last": DateField(Ask("before_last", self.tr("Before, to")), today=today),
            "after_first": DateField(Ask("after_first", self.tr("After, from")), today=today),
            "after_last": DateField(Ask("after_last", self.tr("After, to")), today=today),
        }
        self.refusal = theme.label("", "error", wrap=True)
        self.nothing = theme.label(self.tr("No values on these days."), "soft", wrap=True)
        mean, count = self.tr("Mean"), self.tr("n")
        heads = (self.tr("What"), self.tr("Before"), mean, count, self.tr("After"), mean, count, self.tr("Change"))
        self.table = ReadingTable(self.tr("Before and after"), heads, _SHARES)
        self.explained = theme.label(
            self.tr("Before and After are medians, Change is that of the median; n: how many values."),
            "soft",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        dates = QWidget()
        flow = FlowLayout(dates, spacing=16)
        for field in self.fields.values():
            flow.addWidget(field)
            field.committed.connect(self._compare)
        column.addWidget(dates)
        column.addWidget(self._buttons())
        for part in (self.refusal, self.nothing, self.table, self.explained):
            column.addWidget(part)

    def _buttons(self) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made)
        flow.addWidget(button(self.tr("Before = days shown (B)"), on_press=lambda: self.shown_wanted.emit("before")))
        flow.addWidget(button(self.tr("After = days shown (A)"), on_press=lambda: self.shown_wanted.emit("after")))
        flow.addWidget(plain_button(self.tr("End comparing"), on_press=self.closed.emit))
        return made

    def show_chart(self, content: ChartContent) -> None:
        """Compare in this chart; dates that were chosen stay, else the first and the last four weeks are taken."""
        self._content = content
        if all(field.is_empty() for field in self.fields.values()):
            self._set(first_ends(content))
        self._compare()

    def take(self, which: str, first: date, last: date) -> None:
        """Take a window's days."""
        self.fields[f"{which}_first"].set_value(first)
        self.fields[f"{which}_last"].set_value(last)
        self._compare()

    def forget(self) -> None:
        """Let go of the dates: another patient is opened."""
        for field in self.fields.values():
            field.set_value(None)

    def windows(self) -> tuple[Window, Window] | None:
        """Return both windows, None while a date is missing."""
        days = {code: field.value() for code, field in self.fields.items()}
        found = [day for day in days.values() if day is not None]
        return (Window(found[0], found[1]), Window(found[2], found[3])) if len(found) == len(days) else None

    def _set(self, ends: Ends) -> None:
        for field, day in zip(self.fields.values(), ends, strict=True):
            field.set_value(day)

    def _compare(self) -> None:
        windows = self.windows()
        if self._content is None:
            return
        refusal = ""
        rows: tuple[WindowRow, ...] = ()
        if windows is None:
            refusal = self.tr("Fill in the four dates, or take the days shown.")
        else:
            try:
                rows = compare_windows([self._content], *windows)
            except FieldError as error:
                refusal = str(error)
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        self.nothing.setVisible(not refusal and not rows)
        self.table.setAccessibleDescription(" ".join(row.words for row in rows))
        for part in (self.table, self.explained):
            part.setVisible(bool(rows))
        self.table.show_rows(window_table(rows).rows)
        self.table.setFixedHeight(self.table.whole_height())
        self.windows_changed.emit()
