"""The table of the board: rows worded when they first come into sight, columns that always fit the window."""

from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from footrehab_desktop.clinic.tasks_table import QUIET_RANK
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.today import URGENT_RANK, BoardRow
from footrehab_desktop.ui.tokens import DECISION_LOOK, ColourName
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine, row_height
from footrehab_desktop.ui.widgets.row_table import column_title, read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COLUMNS = ("Patient", "Why here", "Injury", "Last review", "Diary")
# Parts of the width. Below the least width (pixels at 100 %) two columns hold everything, in rows of three lines.
_SHARES = (19, 33, 20, 15, 13)
_LEAST = 860
_NARROW = (0, 1)


class BoardModel(QAbstractTableModel):
    """Shows rows as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[BoardRow, ...] = ()
        self._cells: dict[int, tuple[ListLine, ...]] = {}
        self._narrow = False

    def show_narrow(self, narrow: bool) -> None:
        """Put everything into the first two columns, or into all of them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_rows(self._rows)

    def show_rows(self, rows: tuple[BoardRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self._cells = {}
        self.endResetModel()

    def row(self, number: int) -> BoardRow:
        """Return one row."""
        return self._rows[number]

    def number_of(self, episode_id: str) -> int | None:
        """Return where an episode stands, None when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.episode_id == episode_id), None)

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        return column_title(tuple(self.tr(title) for title in COLUMNS), section, orientation, role)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        cell = self._row_cells(index.row())[index.column()]
        if role == LINE_ROLE:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{cell.title}\n{cell.detail}" if cell.detail else cell.title
        return None

    def _row_cells(self, number: int) -> tuple[ListLine, ...]:
        """Return the cells of a row, worded when it first comes into sight: most of thousands never do."""
        if number not in self._cells:
            self._cells[number] = self._worded(self._rows[number])
        return self._cells[number]

    def _worded(self, row: BoardRow) -> tuple[ListLine, ...]:
        look = DECISION_LOOK.get(row.decision)
        decision = f"{look.sign} {look.word}" if look else self.tr("None yet")
        review = self.tr("Next {date}").format(date=row.next_review) if row.next_review else row.decided
        entry = self.tr("Entry {when}").format(when=row.last_entry)
        born = self.tr("Born {date}").format(date=format_date(row.born_on))
        place = f"{row.side} · {row.standing}"
        why = ListLine(row.why, self._more(row), title_colour=_urgency(row))
        if self._narrow:
            last = f"{decision} · {review} · {entry}"
            return (
                ListLine(row.name, f"{born}\n{place}"),
                replace(why, detail=f"{why.detail}\n{last}"),
                *(ListLine("") for _column in COLUMNS[2:]),
            )
        return (
            ListLine(row.name, born),
            why,
            ListLine(place, row.condition),
            ListLine(decision, review, title_colour=look.colour if look else "soft"),
            ListLine(row.adherence or "–", entry),
        )

    def _more(self, row: BoardRow) -> str:
        """Return what else is due; of an urgent row since when."""
        since = self.tr("since {date}").format(date=format_date(row.since)) if row.since else ""
        return " · ".join(row.more) or since


def _urgency(row: BoardRow) -> ColourName:
    if row.place == QUIET_RANK:
        return "soft"
    return "refer" if row.place == 0 else "regress" if row.place <= URGENT_RANK else "ink"


class BoardTable(QTableView):
    """The table. Signals: Enter goes on, T shows the tasks, Space the preview of the row with the keyboard.

    ``narrowed(bool)`` tells whether there is room for the first two columns only.
    """

    opened = Signal()
    narrowed = Signal(bool)
    tasks_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        read_by_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName(self.tr("Caseload"))

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the width among the columns; nothing ever scrolls sideways."""
        narrow = self.viewport().width() < theme.scaled(_LEAST)
        shown = _NARROW if narrow else tuple(range(len(COLUMNS)))
        self.verticalHeader().setDefaultSectionSize(row_height(3 if narrow else 2))
        width = self.viewport().width()
        self.narrowed.emit(narrow)
        whole = sum(_SHARES[place] for place in shown)
        left = width
        for place in range(len(COLUMNS)):
            self.setColumnHidden(place, place not in shown)
        for place in shown:
            part = left if place == shown[-1] else width * _SHARES[place] // whole
            self.setColumnWidth(place, part)
            left -= part
        if self.viewport().width() != width:  # the new rows brought the scroll bar, or took it away
            QTimer.singleShot(0, self, self.fit_columns)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        signals = {
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_T: self.tasks_wanted,
            Qt.Key.Key_Space: self.preview_wanted,
        }
        signal = signals.get(Qt.Key(event.key()))
        if signal is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            signal.emit()
