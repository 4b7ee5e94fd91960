"""The loading tables of a condition beside the plan: stages, weeks and doses, with source and mark."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.progression.loading_tables import LoadingTable, loading_tables_for
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.presenters.run_tables import SHORT_MARKS
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.reading_table import ReadingTable


class LoadingView(QWidget):
    """One card for each loading table of the condition."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables: list[ReadingTable] = []
        self._condition = ""
        self._week = theme.label("", wrap=True)
        self._cards = QWidget()
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self._week)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self._cards))

    def take_focus(self) -> None:
        """Put the keyboard into the first table."""
        if self.tables:
            self.tables[0].setFocus()

    def show_tables(self, condition: str, week: int) -> None:
        """Show the tables of a condition; ``week`` is the week of the plan that is running."""
        tables = loading_tables_for(condition)
        self._week.setText(
            self.tr(
                "This is week {week} of the plan. Weeks of the tables count from the first loading session."
            ).format(week=week)
            if tables
            else self.tr("There is no loading table for this condition.")
        )
        if condition == self._condition:
            return
        self._condition = condition
        while self._column.count() > 2:
            taken = self._column.takeAt(1)
            card = taken.widget() if taken is not None else None
            if card is not None:
                card.deleteLater()
        self.tables = []
        for number, table in enumerate(tables, 1):
            self._column.insertWidget(number, self._card(table))

    def _card(self, table: LoadingTable) -> Card:
        rhythm = " · ".join(part for part in (table.frequency, table.tempo) if part)
        card = Card(table.label, rhythm)
        rows = ReadingTable(
            self.tr("Stages of {table}").format(table=table.label),
            (self.tr("Stage"), self.tr("Weeks"), self.tr("What to do"), self.tr("Mark")),
            (0.12, 0.13, 0.57, 0.18),
        )
        rows.show_rows(
            [(stage.code, stage.weeks, "; ".join(stage.doses), SHORT_MARKS[stage.mark]) for stage in table.stages]
        )
        card.body.addWidget(rows)
        source = self.tr("Source: {source}. {note}").format(source=table.source, note=table.note).strip()
        card.body.addWidget(theme.label(source, "soft", wrap=True))
        self.tables.append(rows)
        return card
