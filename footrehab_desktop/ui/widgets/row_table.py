"""What every table that is read row by row has in common."""

from PySide6.QtWidgets import QAbstractItemView, QTableView


def read_by_rows(table: QTableView) -> None:
    """Make a table one that is read: whole rows, no typing, no grid, and Tab leaves it."""
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
