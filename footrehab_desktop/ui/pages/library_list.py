"""The list of exercises: an item model over ready-made rows and one painter for all of them, no widget per row."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.library import ExerciseRow

EXERCISE_MIME = "application/x-footrehab-exercise"
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MARGIN = 8
_ROW_ROLE = Qt.ItemDataRole.UserRole


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
        if role == _ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.blocked or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (row.name, row.detail, row.blocked) if part)
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


class ExerciseDelegate(QStyledItemDelegate):
    """Paints a name, a quieter line, and the words "Not now" on what is blocked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        return QSize(theme.scaled(160), 2 * option.fontMetrics.lineSpacing() + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        row = index.data(_ROW_ROLE)
        if not isinstance(row, ExerciseRow):
            return
        painter.save()
        self._paint_ground(painter, option)
        box = option.rect.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        upper = QRect(box.topLeft(), QPoint(box.right(), box.center().y()))
        lower = QRect(QPoint(box.left(), box.center().y() + 1), box.bottomRight())
        if row.blocked:
            upper = self._paint_mark(painter, upper)
        self._paint_line(painter, upper, row.name, strong=True, soft=bool(row.blocked))
        self._paint_line(painter, lower, row.detail, strong=False, soft=True)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        rect = option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.highlight())
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        painter.setPen(theme.colour("quiet"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_mark(self, painter: QPainter, line: QRect) -> QRect:
        """Paint "Not now" at the right end and return what is left of the line."""
        words = self.tr("✕ Not now")
        painter.setFont(theme.font())
        painter.setPen(theme.colour("hold"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        return line.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(words) - _MARGIN, 0)

    def _paint_line(self, painter: QPainter, line: QRect, text: str, *, strong: bool, soft: bool) -> None:
        painter.setFont(theme.font(strong=strong))
        painter.setPen(theme.colour("soft" if soft else "ink"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class ExerciseList(QListView):
    """The list with its keys: Enter or a double click chooses, arrows move, dragging carries an exercise."""

    chosen = Signal(str)
    current_exercise = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ExerciseListModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(ExerciseDelegate(self))
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

    def show_rows(self, rows: tuple[ExerciseRow, ...]) -> None:
        """Show other rows; the current exercise stays current as long as it is among them."""
        before = self.current()
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
