"""The list of exercises: an item model over ready-made rows, no widget per row."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from footrehab_desktop.ui.presenters.library import ExerciseRow
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine

EXERCISE_MIME = "application/x-footrehab-exercise"
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ExerciseListModel(QAbstractListModel):
    """Shows rows as they come; blocked ones stay visible, are worded as such and cannot be dragged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ExerciseRow, ...] = ()

    def show_rows(self, rows: tuple[ExerciseRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> ExerciseRow | None:
        """Return one row, or None past the end."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def find(self, exercise_id: str) -> int:
        """Return the number of an exercise's row, −1 when the filter hides it."""
        return next((number for number, row in enumerate(self._rows) if row.id == exercise_id), -1)

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == LINE_ROLE:
            return self._line(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.blocked or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            favourite = self.tr("Favourite") if row.favourite else ""
            own = self.tr("Own") if row.own else ""
            return ". ".join(part for part in (row.name, own, row.detail, row.blocked, favourite) if part)
        return None

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row(index.row())
        return flags | Qt.ItemFlag.ItemIsDragEnabled if row and not row.blocked else flags

    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        data = QMimeData()
        data.setData(EXERCISE_MIME, self._rows[indexes[0].row()].id.encode())
        return data

    def mimeTypes(self) -> list[str]:
        return [EXERCISE_MIME]

    def _line(self, row: ExerciseRow) -> ListLine:
        if row.blocked:
            return ListLine(row.name, row.detail, title_colour="soft", mark=self.tr("✕ Not now"))
        own = self.tr("Own") if row.own else ""
        if row.favourite:
            words = self.tr("★ Favourite")
            return ListLine(row.name, row.detail, mark=f"{own} {words}".strip(), mark_colour="accent")
        if row.own:
            return ListLine(row.name, row.detail, mark=own, mark_colour="accent")
        return ListLine(row.name, row.detail)


class ExerciseList(QListView):
    """The list with its keys: Enter or a double click chooses, arrows move, dragging carries an exercise."""

    chosen = Signal(str)
    current_exercise = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ExerciseListModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Exercises"))
        self.doubleClicked.connect(self._choose_current)
        self.selectionModel().currentChanged.connect(self._tell_current)

    def current(self) -> ExerciseRow | None:
        """Return the row that has the keyboard."""
        return self.rows.row(self.currentIndex().row())

    def show_rows(self, rows: tuple[ExerciseRow, ...], *, stay: bool = True) -> None:
        """Show other rows. With ``stay`` the current exercise stays current if it is among them, else the first is."""
        before = self.current() if stay else None
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(max(0, self.rows.find(before.id) if before else 0)))
        else:
            self.current_exercise.emit("")

    def go_to(self, exercise_id: str) -> bool:
        """Make an exercise current; false when the filter hides it."""
        number = self.rows.find(exercise_id)
        if number < 0:
            return False
        self.setCurrentIndex(self.rows.index(number))
        return True

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_current()
        else:
            super().keyPressEvent(event)

    def _choose_current(self) -> None:
        row = self.current()
        if row is not None:
            self.chosen.emit(row.id)

    def _tell_current(self) -> None:
        row = self.current()
        self.current_exercise.emit(row.id if row else "")
