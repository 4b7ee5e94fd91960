"""The plan as a table that is typed like a spreadsheet; a wrong dose is refused in its cell with the reason."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.library_list import EXERCISE_MIME
from footrehab_desktop.ui.presenters.plan import (
    DOSE_FIELDS,
    FREQUENCIES,
    SIDES,
    PlanEditor,
    cell_text,
    with_typed,
)

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMN_WIDTHS = {
    "sets": 48, "reps": 52, "hold_s": 54, "minutes": 62, "tempo": 66, "load": 64, "side": 58, "frequency": 134
}  # fmt: skip
_NAME_WIDTH = 180
_ROW_HEIGHT = 30
_LEAVE_CELL = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class PlanTableModel(QAbstractTableModel):
    """One row per exercise: its name, then the parts of its dosage. Changes go through the ``PlanEditor``."""

    edited = Signal()
    refused = Signal(str)
    exercise_dropped = Signal(str, int)

    def __init__(self, editor: PlanEditor, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._library = library
        self._rows: list[tuple[str, ...]] = []
        self._headings = (
            self.tr("Exercise"), self.tr("Sets"), self.tr("Reps"), self.tr("Hold"), self.tr("Time"), self.tr("Tempo"),
            self.tr("Load"), self.tr("Side"), self.tr("Frequency"), self.tr("Note"),
        )  # fmt: skip
        self._with_unit = {"hold_s": self.tr("{number} s"), "minutes": self.tr("{number} min")}
        self._side_words = {"": "", "left": self.tr("Left"), "right": self.tr("Right"), "both": self.tr("Both")}

    def show_items(self) -> None:
        """Show what the editor holds now."""
        self.beginResetModel()
        self._rows = [self._texts(item) for item in self.editor.content.items]
        self.endResetModel()

    def _texts(self, item: PlanItem) -> tuple[str, ...]:
        return (self._library.exercise(item.exercise_id).name, *(self._shown(item, field) for field in DOSE_FIELDS))

    def _shown(self, item: PlanItem, field: str) -> str:
        text = cell_text(item, field)
        if field == "side":
            return self._side_words[text]
        return self._with_unit[field].format(number=text) if text and field in self._with_unit else text

    def side_choices(self) -> list[tuple[str, str]]:
        """Return the sides in words, each with its code; the first one is "not one-sided"."""
        return [(self.tr("–"), ""), *((self._side_words[side], side) for side in SIDES)]

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.EditRole and index.column() > 0:
            return cell_text(self.editor.content.items[index.row()], DOSE_FIELDS[index.column() - 1])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._rows[index.row()][0]}, {self._headings[index.column()]}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 0 else flags

    def refusal(self, index: _Index, text: str) -> str:
        """Return why a typed text cannot be taken in a cell; empty when it can."""
        item = self.editor.content.items[index.row()]
        try:
            with_typed(item, DOSE_FIELDS[index.column() - 1], text, self._library)
        except FieldError as fault:
            return str(fault)
        return ""

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole, /) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() == 0:
            return False
        sentence = self.refusal(index, str(value))
        self.refused.emit(sentence)
        if sentence:
            return False
        self.editor.type_into(index.row(), DOSE_FIELDS[index.column() - 1], str(value))
        self._rows[index.row()] = self._texts(self.editor.content.items[index.row()])
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def mimeTypes(self) -> list[str]:
        return [EXERCISE_MIME]

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index, /) -> bool:
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        self.exercise_dropped.emit(bytes(data.data(EXERCISE_MIME).data()).decode(), place)
        return False  # the page adds it, so nothing is left for the view to move


class DoseDelegate(QStyledItemDelegate):
    """Gives each cell its editor and keeps the keyboard in the cell while its text is refused."""

    def __init__(self, model: PlanTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._cell: _Index = QModelIndex()

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index, /) -> None:
        """Let names wrap; a long load or note stays on one line, with all of it in the tip."""
        super().initStyleOption(option, index)
        if index.column() > 0:
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index, /) -> QWidget:
        self._cell = index
        field = DOSE_FIELDS[index.column() - 1]
        made: QWidget
        if field == "side":
            made = _combo(parent, self._model.side_choices())
        elif field == "frequency":
            made = _combo(parent, [(text, text) for text in FREQUENCIES])
            made.setEditable(True)
        else:
            made = QLineEdit(parent)
        made.setAccessibleName(str(self._model.headerData(index.column(), Qt.Orientation.Horizontal)))
        made.setStyleSheet("min-height: 0; padding: 0 4px;")
        return made

    def setEditorData(self, editor: QWidget, index: _Index, /) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
            if editor.isEditable():
                editor.setEditText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index, /) -> None:
        model.setData(index, typed_text(editor))

    def eventFilter(self, editor: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LEAVE_CELL:
            sentence = self._model.refusal(self._cell, typed_text(editor)) if isinstance(editor, QWidget) else ""
            if sentence and isinstance(editor, QWidget):
                editor.setProperty("refused", True)
                theme.restyle(editor)
                self._model.refused.emit(sentence)
                return True
        return super().eventFilter(editor, event)


def typed_text(editor: QWidget) -> str:
    """Return what a cell's editor holds, as the plan editor takes it."""
    if isinstance(editor, QComboBox):
        return editor.currentText() if editor.isEditable() else str(editor.currentData())
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _combo(parent: QWidget, choices: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox(parent)
    for words, code in choices:
        made.addItem(words, code)
    return made


class PlanTable(QTableView):
    """The table with its keys: type to change, Delete removes, Alt+arrows move up or down and make easier or harder."""

    removed = Signal(int)
    moved = Signal(int, int)
    stepped = Signal(int, int)

    def __init__(self, model: PlanTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(DoseDelegate(model, self))
        self.setAccessibleName(self.tr("Exercises of the plan"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setStyleSheet("QTableView::item { padding: 0 4px; }")
        self._size_columns()

    def _size_columns(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(theme.scaled(_ROW_HEIGHT))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.model().modelReset.connect(self.resizeRowsToContents)
        columns = self.horizontalHeader()
        columns.setMinimumSectionSize(theme.scaled(40))
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(0, theme.scaled(_NAME_WIDTH))
        for field, width in _COLUMN_WIDTHS.items():
            self.setColumnWidth(1 + DOSE_FIELDS.index(field), theme.scaled(width))
        self.setColumnWidth(len(DOSE_FIELDS), columns.minimumSectionSize())
        columns.setStretchLastSection(True)
        self.setMinimumHeight(theme.scaled(5 * _ROW_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        row = self.currentIndex().row()
        if row < 0 or not self._handled(event, row):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent, row: int) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
            return True
        if key == Qt.Key.Key_Delete:
            self.removed.emit(row)
            return True
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        steps = {Qt.Key.Key_Up: (self.moved, -1), Qt.Key.Key_Down: (self.moved, 1),
                 Qt.Key.Key_Left: (self.stepped, -1), Qt.Key.Key_Right: (self.stepped, 1)}  # fmt: skip
        if key not in steps:
            return False
        signal, by = steps[Qt.Key(key)]
        signal.emit(row, by)
        return True
