"""The week as a grid that is typed like a spreadsheet: digits go straight in, Enter moves down, arrows leave a cell."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.diary_words import DiaryWords
from footrehab_desktop.ui.presenters.diary import Place, Row, WeekSheet, is_number
from footrehab_desktop.ui.tokens import mix

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LONGEST_TEXT = 100_000  # beyond the limit of a note, so that nothing is cut before it is refused
_BLOCK_STARTS = frozenset({"kind", "next_morning_pain", "sleep_h", "completed_pct"})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class DiaryModel(QAbstractTableModel):
    """Adapts a ``WeekSheet``: a line of the diary is a row, a day is a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = DiaryWords(self)
        self._sheet: WeekSheet | None = None
        self._rows: tuple[Row, ...] = ()

    def show_sheet(self, sheet: WeekSheet, *, details: bool) -> None:
        """Show a sheet from now on."""
        self.beginResetModel()
        self._sheet = sheet
        self._rows = sheet.rows(details=details)
        self.endResetModel()

    def place(self, index: _Index) -> Place:
        """Return the cell of the sheet at an index."""
        return Place(self._rows[index.row()], index.column())

    def index_of(self, place: Place) -> QModelIndex:
        """Return the index of a cell, an invalid one while its line is not shown."""
        if place.row not in self._rows:
            return QModelIndex()
        return self.index(self._rows.index(place.row), place.column)

    def reason(self, index: _Index) -> str:
        """Return why a cell is refused, or ``""``."""
        return self._sheet.reason(self.place(index)) if self._sheet and index.isValid() else ""

    def is_future(self, column: int) -> bool:
        """Tell whether the day of a column has not come yet."""
        return self._sheet is not None and self._sheet.dates[column] > self._sheet.today

    def starts_block(self, row: int) -> bool:
        """Tell whether a line above sets this row apart."""
        return self._rows[row].code in _BLOCK_STARTS

    def changed_column(self, column: int) -> None:
        """Show a whole day again: what is typed in one cell may mend or break another one."""
        self.dataChanged.emit(self.index(0, column), self.index(len(self._rows) - 1, column))

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() or self._sheet is None else len(self._sheet.dates)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if self._sheet is None or not index.isValid():
            return None
        place = self.place(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(place)
        if role == Qt.ItemDataRole.EditRole:
            return self._sheet.text(place)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if place.row.code != "note" else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._sheet.reason(place) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(place)
        return None

    def _shown(self, place: Place) -> str:
        text = self._sheet.text(place) if self._sheet else ""
        if self.reason_of(place):
            return f"✕ {text}" if text else "✕"
        return text if is_number(place.row) else self.words.choice(place.row.code, text)

    def reason_of(self, place: Place) -> str:
        """Return why a cell of the sheet is refused, or ``""``."""
        return self._sheet.reason(place) if self._sheet else ""

    def _spoken(self, place: Place) -> str:
        day = format_date(self._sheet.dates[place.column]) if self._sheet else ""
        parts = (self.words.label(place.row), day, self._shown(place) or self.tr("empty"), self.reason_of(place))
        return ", ".join(part for part in parts if part)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if self._sheet is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._day_header(self._sheet, section) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.label(self._rows[section])
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _day_header(self, sheet: WeekSheet, section: int) -> str:
        on = sheet.dates[section]
        weekday = self.words.weekdays[on.weekday()]
        if on == sheet.today:
            weekday = self.tr("{weekday}, today").format(weekday=weekday)
        return f"{weekday}\n{format_date(on)}"

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole, /) -> bool:
        if self._sheet is None or role != Qt.ItemDataRole.EditRole:
            return False
        self._sheet.enter(self.place(index), str(value))
        self.changed_column(index.column())
        return True


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell as plain text; keys that leave a cell take what was typed and move on."""

    left_cell = Signal(int, int)

    def __init__(self, grid: "DiaryGrid") -> None:
        super().__init__(grid)
        self.arrows_leave = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index, /) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(_LONGEST_TEXT)
        editor.setFrame(False)
        editor.setStyleSheet("min-height: 0; padding: 0 4px; border-radius: 0;")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
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
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
                self.left_cell.emit(*step)
                return True
        return super().eventFilter(editor, event)

    def _step(self, key: Qt.Key) -> tuple[int, int] | None:
        if key in _ENTER:
            return (0, 0)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self.arrows_leave:
            return None
        return _STEPS.get(key)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        model = index.model()
        if not isinstance(model, DiaryModel):
            return
        painter.save()
        if model.reason(index):
            self._paint_refused(painter, option, index)
        else:
            if model.is_future(index.column()):
                painter.fillRect(option.rect, theme.colour("page"))
            super().paint(painter, option, index)
        if model.starts_block(index.row()):
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        self._paint_focus(painter, option, index)
        painter.restore()

    def _paint_refused(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a refused cell so that it stays recognisable when it is the current one."""
        tokens = theme.tokens()
        painter.fillRect(option.rect, QColor(mix(tokens.refer, tokens.card, 0.12)))
        painter.setPen(QColor(tokens.refer))
        words = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, option.rect.width() - 8)
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        grid = self.parent()
        if isinstance(grid, DiaryGrid) and grid.hasFocus() and index == grid.currentIndex():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


class DiaryGrid(QTableView):
    """The grid with its keys. Signal: ``moved()`` when another cell is current."""

    moved = Signal()

    def __init__(self, model: DiaryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diary = model
        self.setModel(model)
        self._delegate = _CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._delegate.left_cell.connect(self._leave_cell)
        self.setAccessibleName(self.tr("Diary of the week: a line for each entry, a column for each day"))
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setStyleSheet("QHeaderView::section { padding: 0 8px; border: none; }")
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)
        model.modelReset.connect(self._fit)

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell the current one and show it."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def finish_typing(self) -> None:
        """Take what is being typed in a cell right now."""
        editor = self.findChild(QLineEdit)
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def currentChanged(self, current: _Index, previous: _Index, /) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        index = self.currentIndex()
        if not index.isValid() or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._leave_cell(0, 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.diary.setData(index, "")
        else:
            self._delegate.arrows_leave = key != Qt.Key.Key_F2
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _leave_cell(self, down: int, right: int) -> None:
        """Move on from a cell: (0, 0) is Enter, down and at the end to the top of the next day. A refusal stays."""
        index = self.currentIndex()
        row, column = index.row() + down, index.column() + right
        if (down, right) == (0, 0):
            if self.diary.reason(index):
                self.moved.emit()
                return
            row = index.row() + 1
            if row == self.diary.rowCount() and column + 1 < self.diary.columnCount():
                row, column = 0, column + 1
        target = self.diary.index(row, column)
        self.go_to(target if target.isValid() else index)

    def _fit(self) -> None:
        """Share the width among the days, never narrower than a date needs; lines are as tall as the text asks."""
        metrics = self.fontMetrics()
        narrowest = metrics.horizontalAdvance("00-MMM-0000") + 28
        days = max(1, self.diary.columnCount())
        width = max(narrowest, self.viewport().width() // days)
        self.horizontalHeader().setDefaultSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(max(theme.SMALLEST_TARGET, metrics.height() + 5))
