"""The cell that is typed in: a plain line of text; keys that leave a cell take what was typed and move on."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from footrehab_desktop.ui.pages.diary_model import DiaryModel
from footrehab_desktop.ui.pages.diary_painting import paint_cell
from footrehab_desktop.ui.presenters.diary_cells import is_finished

_Index = QModelIndex | QPersistentModelIndex
_LONGEST_TEXT = 100_000  # beyond the limit of a note, so that nothing is cut before it is refused
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
_INSIDE = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class CellDelegate(QStyledItemDelegate):
    """Edits a cell as plain text. ``typing``: the cell is typed anew, so arrows and a finished score leave it.

    Signals: ``left_cell(down, right)``; (0, 0) is Enter. ``finished()``: nothing more can follow what was typed.
    """

    left_cell = Signal(int, int)
    finished = Signal()

    def __init__(self, grid: QAbstractItemView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.typing = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index, /) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(_LONGEST_TEXT)
        editor.setFrame(False)
        editor.setStyleSheet("min-height: 0; padding: 0 4px; border-radius: 0;")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.textEdited.connect(self._typed)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index, /) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index, /) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            step = self._step(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._take(editor)
                self.left_cell.emit(*step)
                return True
        return super().eventFilter(editor, event)

    def _step(self, key: Qt.Key) -> tuple[int, int] | None:
        if key in ENTER:
            return (0, 0)
        return None if key in _INSIDE and not self.typing else STEPS.get(key)

    def _typed(self, text: str) -> None:
        """Leave a score as soon as nothing more can follow, e.g. after the second key of 10."""
        model, editor = self._grid.model(), self.sender()
        place = model.place(self._grid.currentIndex()) if isinstance(model, DiaryModel) else None
        if self.typing and place is not None and is_finished(place.row, text) and isinstance(editor, QWidget):
            self._take(editor)
            self.finished.emit()

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        paint_cell(painter, option, index)
