"""The figures of a protocol as a table: what the clinic decides by, beside the shipped value and the allowed range."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QTableView, QVBoxLayout

from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.protocol_adjust import CONDITION, EVERYBODY, FigureRow
from footrehab_desktop.ui.widgets.field import Ask, Field

FIGURES = "figures"
CHANGED = "changed"
_HERE, _SHIPPED, _ALLOWED = 1, 2, 3
_HEIGHT = 330
_ERASE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FiguresModel(QAbstractTableModel):
    """Some of the figures, with what is typed for them. ``typed_in`` after the user typed."""

    typed_in = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.typed: dict[str, str] = {}
        self._rows: tuple[FigureRow, ...] = ()
        self._heads = (self.tr("Figure"), self.tr("This clinic"), self.tr("Shipped"), self.tr("Allowed"))

    def show_rows(self, rows: tuple[FigureRow, ...]) -> None:
        """Show other figures."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> FigureRow | None:
        """Return one figure, or None past the end."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def find(self, key: str) -> int:
        """Return the number of a figure's row, −1 when it is not shown."""
        return next((number for number, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _HERE else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return self.typed.get(row.key, row.shipped)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}: {self._cell(row, _HERE)}. {row.detail}"
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(strong=index.column() == _HERE and row.key in self.typed)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == _HERE and row.key in self.typed:
            return QBrush(theme.colour("accent" if is_allowed(row, self.typed[row.key]) else "refer"))
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole, /) -> bool:
        row = self.row(index.row())
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value).strip()
        if text in ("", row.shipped):
            self.typed.pop(row.key, None)
        else:
            self.typed[row.key] = text
        self.dataChanged.emit(index, index)
        self.typed_in.emit()
        return True

    def _cell(self, row: FigureRow, column: int) -> str:
        if column == _HERE:
            typed = self.typed.get(row.key)
            if typed is None:
                return row.shipped
            return self.tr("{value} (own)").format(value=typed) if is_allowed(row, typed) else f"✕ {typed}"
        return (row.label, "", f"{row.shipped} {row.figure.unit}", row.allowed)[column]


def is_allowed(row: FigureRow, text: str) -> bool:
    """Tell whether a typed value can be taken."""
    try:
        row.read(text)
    except FieldError:
        return False
    return True


class FiguresTable(QTableView):
    """Up and Down go to a figure, a digit or Enter types its value, Delete takes the shipped value."""

    current_figure = Signal()

    def __init__(self, model: FiguresModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(theme.scaled(30), 30))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_HERE, 110), (_SHIPPED, 120), (_ALLOWED, 150)):
            self.setColumnWidth(column, theme.scaled(width))
        # The line beneath the table says both.
        for column in (_SHIPPED, _ALLOWED):
            self.setColumnHidden(column, theme.scale() >= STACKED_FROM_SCALE)
        self.setMinimumHeight(theme.scaled(_HEIGHT))
        self.selectionModel().currentChanged.connect(self._keep_to_value)

    def go_to(self, row: int) -> None:
        """Make a figure current."""
        if self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(max(0, row), _HERE))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        here = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            event.ignore()  # the Enter that ends typing comes here too
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit(here)
        elif event.key() in _ERASE:
            self._rows.setData(here, "")
        else:
            super().keyPressEvent(event)

    def _keep_to_value(self, current: QModelIndex) -> None:
        if current.isValid() and current.column() != _HERE:
            self.setCurrentIndex(current.siblingAtColumn(_HERE))
        self.current_figure.emit()


class FiguresField(Field[dict[str, float]]):
    """The figures that the clinic changed, by key. Filtered by whom they are for and by words."""

    def __init__(self) -> None:
        super().__init__(Ask(FIGURES, ""))
        self._all: tuple[FigureRow, ...] = ()
        self.model = FiguresModel(self)
        self.table = FiguresTable(self.model)
        self.group = QComboBox()
        self.search = QLineEdit()
        self.detail = theme.label("", wrap=True)
        self.count = theme.label("", "soft")
        self._lay_out()
        self.group.currentIndexChanged.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.table.current_figure.connect(self._tell)
        self.model.typed_in.connect(self._was_typed)

    def _lay_out(self) -> None:
        for words, code in (
            (self.tr("This condition: limits, rules, gates"), CONDITION),
            (self.tr("General rules: load, pain, safety, time"), EVERYBODY),
            (self.tr("Changed by this clinic"), CHANGED),
            (self.tr("All figures"), ""),
        ):
            self.group.addItem(words, code)
        self.search.setPlaceholderText(self.tr("Rule or word …"))
        self.search.setAccessibleName(self.tr("Search figures"))
        self.search.setClearButtonEnabled(True)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.group, 1)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.count)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self._row.addLayout(column, 1)
        self.table.setAccessibleName(self.tr("Figures"))
        self._set_editor(self.group, self.tr("Which figures"), watched=False)
        # Tab comes to the filters first; what is refused is shown at the table.
        self._editor = self.table

    def offer(self, rows: tuple[FigureRow, ...]) -> None:
        """Take these as the figures that may be changed."""
        self._all = rows
        self.model.typed = {}
        self.search.clear()
        self.group.setCurrentIndex(0)
        self._filter()

    def value(self) -> dict[str, float]:
        """Return the changed figures that can be taken."""
        rows = {row.key: row for row in self._all}
        return {
            key: rows[key].read(text)
            for key, text in self.model.typed.items()
            if key in rows and is_allowed(rows[key], text)
        }

    def set_value(self, value: Mapping[str, float] | None) -> None:
        """Show changed figures without a signal."""
        self.show_entry({key: f"{figure:g}" for key, figure in (value or {}).items()})

    def entry(self) -> Any:
        """Return what is typed, usable or not."""
        return dict(self.model.typed)

    def show_entry(self, entry: Any) -> None:
        """Show what was typed before."""
        self.model.typed = dict(entry or {})
        self.set_error("")
        self._filter()

    def is_empty(self) -> bool:
        """Tell whether every figure is as shipped."""
        return not self.model.typed

    def _check(self) -> None:
        for row in self._all:
            if row.key in self.model.typed:
                try:
                    row.read(self.model.typed[row.key])
                except FieldError:
                    self._show_figure(row)
                    raise

    def _show_figure(self, row: FigureRow) -> None:
        if self.model.find(row.key) < 0:
            self.search.clear()
            self.group.setCurrentIndex(self.group.findData(CHANGED))
        self.table.go_to(self.model.find(row.key))

    def _filter(self) -> None:
        group, words = self.group.currentData(), self.search.text().casefold().split()
        before = self.model.row(self.table.currentIndex().row())
        rows = tuple(
            row
            for row in self._all
            if (row.key in self.model.typed if group == CHANGED else group in ("", row.group))
            and all(word in f"{row.label} {row.key}".casefold() for word in words)
        )
        self.model.show_rows(rows)
        self.count.setText(self.tr("{count} of {total}").format(count=len(rows), total=len(self._all)))
        self.table.go_to(self.model.find(before.key) if before else 0)
        self._tell()

    def _tell(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        self.detail.setText(row.detail if row else self.tr("No figure fits. Choose another part or other words."))

    def _was_typed(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        self._edited()
        if row is not None and row.key in self.model.typed and not is_allowed(row, self.model.typed[row.key]):
            self.check()
