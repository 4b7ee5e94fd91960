"""The calendar of a run plan: weeks of seven days to read with the arrows, and the same as a list."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from footrehab_desktop.library.dates import WEEKDAYS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.run_plan import CalendarDay
from footrehab_desktop.ui.tokens import mix
from footrehab_desktop.ui.widgets.row_table import column_title

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINES = 2
_TINT = 0.12


class CalendarModel(QAbstractTableModel):
    """Seven columns from Monday, a row for each week; ``data`` only looks up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weeks: tuple[tuple[CalendarDay, ...], ...] = ()

    def show_weeks(self, weeks: tuple[tuple[CalendarDay, ...], ...]) -> None:
        """Show other weeks."""
        self.beginResetModel()
        self._weeks = weeks
        self.endResetModel()

    def day_at(self, index: _Index) -> CalendarDay:
        """Return the day of a cell."""
        return self._weeks[index.row()][index.column()]

    def first_run(self) -> QModelIndex:
        """Return the cell of the first run to come, else the first cell."""
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day.run:
                    return self.index(row, column)
        return self.index(0, 0)

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(WEEKDAYS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        day = self.day_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(day.lines)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return day.spoken
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return self._look(day, role)

    def _look(self, day: CalendarDay, role: int) -> object:
        tokens = theme.tokens()
        if role == Qt.ItemDataRole.FontRole and day.run:
            return theme.font(strong=True)
        if role == Qt.ItemDataRole.ForegroundRole and (day.outside or len(day.lines) == 1):
            return QColor(tokens.soft)
        if role == Qt.ItemDataRole.BackgroundRole and day.run:
            return QColor(mix(tokens.deload if day.light else tokens.accent, tokens.card, _TINT))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        return column_title(WEEKDAYS, section, orientation, role)


class RunCalendar(QTableView):
    """Shows the weeks. ``day_read`` carries the sentence of the day that the keyboard is on."""

    day_read = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = CalendarModel(self)
        self.setModel(self.days)
        self.setAccessibleName(self.tr("Calendar of the runs"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView::item { padding: 2px 6px; }")
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_weeks(self, weeks: tuple[tuple[CalendarDay, ...], ...]) -> None:
        """Show other weeks, at the first run to come."""
        self.verticalHeader().setDefaultSectionSize(_LINES * self.fontMetrics().lineSpacing() + 8)
        self.days.show_weeks(weeks)
        self.setCurrentIndex(self.days.first_run())

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.day_read.emit(self.days.day_at(current).spoken)
