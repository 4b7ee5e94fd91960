"""The sheet of a week as Qt's item views want it: a line of the diary is a row, a day is a column."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui.pages.diary_words import DiaryWords
from footrehab_desktop.ui.presenters.diary import WeekSheet
from footrehab_desktop.ui.presenters.diary_blocks import Block
from footrehab_desktop.ui.presenters.diary_cells import is_number
from footrehab_desktop.ui.presenters.diary_lines import Heading, Line, Place, Row, View, session_row

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADING = Qt.ItemFlag.NoItemFlags
_CELL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


class CellLook(NamedTuple):
    """What is to be seen of a cell. ``quiet``: it follows from other answers; ``off``: no entry is expected there."""

    text: str
    refused: bool = False
    quiet: bool = False
    off: bool = False


NOTHING = CellLook("")


class DiaryModel(QAbstractTableModel):
    """Adapts a ``WeekSheet``. Headings are rows that cannot be entered. Signal: ``entered()`` when one was typed."""

    entered = Signal()

    def __init__(self, name_of: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = DiaryWords(name_of, self)
        self._sheet: WeekSheet | None = None
        self._lines: tuple[Line, ...] = ()
        self._looks: dict[tuple[int, int], CellLook] = {}

    @property
    def sheet(self) -> WeekSheet | None:
        """Return the sheet that is shown."""
        return self._sheet

    def show_sheet(self, sheet: WeekSheet, view: View) -> None:
        """Show a sheet from now on."""
        self.beginResetModel()
        self._sheet = sheet
        self._lines = sheet.lines(view)
        self._looks.clear()
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line or heading of a row."""
        return self._lines[row]

    def lines(self) -> tuple[Line, ...]:
        """Return the lines and headings that are shown."""
        return self._lines

    def rows(self) -> tuple[Row, ...]:
        """Return the lines that are shown, without headings."""
        return tuple(line for line in self._lines if isinstance(line, Row))

    def place(self, index: _Index) -> Place | None:
        """Return the cell of the sheet at an index, None where there is none."""
        line = self._lines[index.row()] if index.isValid() else None
        return Place(line, index.column()) if isinstance(line, Row) else None

    def index_of(self, place: Place) -> QModelIndex:
        """Return the index of a cell, an invalid one while its line is not shown."""
        if place.row not in self._lines:
            return QModelIndex()
        return self.index(self._lines.index(place.row), place.column)

    def block(self, indexes: list[QModelIndex]) -> Block | None:
        """Return the cells at some indexes as a block."""
        places = [place for place in map(self.place, indexes) if place is not None]
        if not places:
            return None
        marked = {place.row for place in places}
        rows = tuple(row for row in self.rows() if row in marked)
        return Block(rows, tuple(sorted({place.column for place in places})))

    def reason(self, index: _Index) -> str:
        """Return why a cell is refused, or ``""``."""
        place = self.place(index)
        return self._sheet.reason(place) if self._sheet and place else ""

    def is_today(self, column: int) -> bool:
        """Tell whether a column is today."""
        return self._sheet is not None and self._sheet.dates[column] == self._sheet.today

    def look(self, row: int, column: int) -> CellLook:
        """Return everything that is to be seen of a cell; a heading has nothing. Worked out once until it changes."""
        look = self._looks.get((row, column))
        if look is None:
            look = self._looks[row, column] = self._look(self._lines[row], column)
        return look

    def _look(self, line: Line, column: int) -> CellLook:
        sheet = self._sheet
        if sheet is None or isinstance(line, Heading):
            return NOTHING
        place = Place(line, column)
        off = sheet.dates[column] > sheet.today or not sheet.is_due(place)
        shown, refused = sheet.shown(place), bool(sheet.reason(place))
        return CellLook(self._words(sheet, place, shown.text), refused=refused, quiet=shown.implied, off=off)

    def changed(self) -> None:
        """Show every cell again: what is typed in one cell may mend, break or imply another one."""
        self._looks.clear()
        if self._lines:
            last = self.index(len(self._lines) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.entered.emit()

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.dates)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        place = self.place(index)
        if self._sheet is None or place is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index.row(), index.column()).text
        if role == Qt.ItemDataRole.EditRole:
            return self._sheet.text(place)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._sheet.reason(place) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self._sheet, place, self.look(index.row(), index.column()).text)
        return None

    def _words(self, sheet: WeekSheet, place: Place, text: str) -> str:
        if sheet.reason(place):
            return f"✕ {text}" if text else "✕"
        words = text if is_number(place.row) else self.words.choice(place.row, text)
        return f"{words}{self._session_mark(sheet, place)}" if place.row.code == "kind" and text else words

    def _session_mark(self, sheet: WeekSheet, place: Place) -> str:
        """Return what is to be seen at once of a session: nobody prescribed it, or somebody else than the patient."""
        marks = []
        if sheet.text(Place(session_row("outside_plan", place.row.slot), place.column)) == "yes":
            marks.append(self.tr("extra"))
        source = sheet.text(Place(session_row("source", place.row.slot), place.column))
        if source in ("clinic", "device"):
            marks.append(self.words.choice(session_row("source", 1), source))
        return "".join(f" · {mark}" for mark in marks)

    def _spoken(self, sheet: WeekSheet, place: Place, text: str) -> str:
        day = format_date(sheet.dates[place.column])
        parts = (self.words.full_label(place.row), day, text or self.tr("empty"), sheet.reason(place))
        return ", ".join(part for part in parts if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if self._sheet is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._day_header(self._sheet, section) if role == Qt.ItemDataRole.DisplayRole else None
        line = self._lines[section]
        return self.words.heading(line) if isinstance(line, Heading) else self.words.label(line)

    def _day_header(self, sheet: WeekSheet, section: int) -> str:
        on = sheet.dates[section]
        weekday = self.words.weekdays[on.weekday()]
        if on == sheet.today:
            weekday = self.tr("{weekday}, today").format(weekday=weekday)
        return f"{weekday}\n{format_date(on)}"

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        return _CELL if index.isValid() and isinstance(self._lines[index.row()], Row) else _HEADING

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole, /) -> bool:
        place = self.place(index)
        if self._sheet is None or place is None or role != Qt.ItemDataRole.EditRole:
            return False
        column = index.column()
        before = [self.look(row, column) for row in range(len(self._lines))]
        self._sheet.enter(place, str(value))
        for row in range(len(self._lines)):
            del self._looks[row, column]
        # Only what looks different is painted again: a key is answered at once, and it may change the whole day.
        for row, look in enumerate(before):
            if look != self.look(row, column):
                changed = self.index(row, column)
                self.dataChanged.emit(changed, changed)
        self.entered.emit()
        return True
