"""The week as a grid that is typed like a spreadsheet.

A letter or a digit that says everything takes the next cell at once; the jump stands for Enter, so Enter, Tab or an
arrow pressed right after it counts from the cell that was typed.
"""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.diary_editor import ENTER, STEPS, CellDelegate
from footrehab_desktop.ui.pages.diary_held_keys import HeldKeys
from footrehab_desktop.ui.pages.diary_model import DiaryModel
from footrehab_desktop.ui.pages.diary_painting import (
    DayHeader,
    LineHeader,
    indent_of,
    paint_beyond,
    paints_itself_whole,
)
from footrehab_desktop.ui.presenters.diary_blocks import Block
from footrehab_desktop.ui.presenters.diary_cells import is_finished
from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, Heading, Row

_Index = QModelIndex | QPersistentModelIndex
_NAMES_SHARE = 0.34  # of the width, where the text is so large that the days scroll beneath the names
_DELETE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class DiaryGrid(QTableView):
    """The grid with its keys.

    Signals: ``moved()`` when another cell is current, ``cleared(block)``, ``copied(block)`` and ``pasted(block)`` when
    that is asked for marked cells.
    """

    moved = Signal()
    cleared = Signal(Block)
    copied = Signal(Block)
    pasted = Signal(Block)

    def __init__(self, model: DiaryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diary = model
        self.held_keys = HeldKeys(self)
        self._typed_at: QPersistentModelIndex | None = None
        self._anchor: QPersistentModelIndex | None = None
        self._in_cell = False
        self.setHorizontalHeader(DayHeader(model, self))
        self.setVerticalHeader(LineHeader(model, self))
        self.setModel(model)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._delegate.left_cell.connect(self._leave)
        self._delegate.finished.connect(self._jump)
        self._delegate.closeEditor.connect(self._cell_closed)
        self.setAccessibleName(self.tr("Diary of the week: a line for each entry, a column for each day"))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        paints_itself_whole(self)
        model.modelReset.connect(self._fit)

    # Asked by the page

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell the current one and show it."""
        self._typed_at = self._anchor = None
        if index.isValid():
            self.setCurrentIndex(index)
            if isinstance(self.diary.line(max(0, index.row() - 1)), Heading):
                self.scrollTo(index.siblingAtRow(index.row() - 1))
            self.scrollTo(index)

    def go_to_start(self, column: int = 0) -> None:
        """Go to the first line of a day."""
        self.go_to(self._first(range(self.diary.rowCount()), column))

    def finish_typing(self) -> None:
        """Take what is being typed in a cell right now."""
        editor = self.findChild(QLineEdit)
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def marked(self) -> Block | None:
        """Return the marked cells, or the current one alone."""
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return self.diary.block(indexes)

    # Keys

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if self.held_keys.take(event):
            return
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QAbstractItemView.State.EditingState or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif not (self._moves(key, modifiers) or self._acts(event, key) or self._types(event, modifiers)):
            self._typed_at = None
            self._delegate.typing = key != Qt.Key.Key_F2
            super().keyPressEvent(event)

    def _moves(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        if plain and key in ENTER:
            self._leave(0, 0)
        elif plain and key in STEPS:
            self._leave(*STEPS[key])
        elif modifiers == _SHIFT and key in STEPS:
            self._typed_at = None
            self._mark(*STEPS[key])
        elif modifiers == _CONTROL and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go_to(self._group(1 if key == Qt.Key.Key_Down else -1))
        elif modifiers == _CONTROL and key == Qt.Key.Key_Home:
            self.go_to_start()
        else:
            return False
        return True

    def _acts(self, event: QKeyEvent, key: Qt.Key) -> bool:
        """Clear, copy or paste the marked cells."""
        block = self.marked()
        asked = (
            (key in _DELETE, self.cleared),
            (event.matches(QKeySequence.StandardKey.Copy), self.copied),
            (event.matches(QKeySequence.StandardKey.Paste), self.pasted),
        )
        for wanted, signal in asked:
            if wanted and block is not None:
                self._typed_at = None
                signal.emit(block)
                return True
        return False

    def _types(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        """Take a key that says everything without opening the cell, and go on."""
        index = self.currentIndex()
        place = self.diary.place(index)
        if place is None or modifiers & ~_SHIFT or not is_finished(place.row, event.text()):
            return False
        self.diary.setData(index, event.text())
        self._jump()
        return True

    def focusNextPrevChild(self, next: bool, /) -> bool:
        """Tab goes across the days; from the last one it leaves the grid, so that nobody is held in it."""
        start = self._start()
        target = start.sibling(start.row(), start.column() + (1 if next else -1))
        if self.hasFocus() and target.isValid():
            self.go_to(target)
            return True
        return super().focusNextPrevChild(next)

    # While a cell is typed the grid looks as before: opening and closing it does not paint the whole grid anew.

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        focus = QApplication.focusWidget()
        self._in_cell = focus is not None and self.viewport().isAncestorOf(focus)
        if self._in_cell:
            self.update(self.currentIndex())
        else:
            super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        if self._in_cell:
            self._in_cell = False
            self.update(self.currentIndex())
        else:
            super().focusInEvent(event)

    def _cell_closed(self) -> None:
        """Show that the keyboard is elsewhere, when it went there from within a cell."""
        if self._in_cell and not self.hasFocus():
            self._in_cell = False
            self.update()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._typed_at = self._anchor = None
        super().mousePressEvent(event)

    # Moving

    def _start(self) -> QModelIndex:
        """Return the cell that the next move counts from: one that was typed and left by itself, or the current one."""
        if self._typed_at is not None and self._typed_at.isValid():
            return self.diary.index(self._typed_at.row(), self._typed_at.column())
        return self.currentIndex()

    def _jump(self) -> None:
        """Go on from a cell that is finished, unless it is refused."""
        index = self.currentIndex()
        if self.diary.reason(index):
            self.moved.emit()
            return
        self.go_to(self._next(index))
        self._typed_at = QPersistentModelIndex(index)

    def _leave(self, down: int, right: int) -> None:
        """Move on from a cell; (0, 0) is Enter: down, and at the end to the top of the next day. A refusal stays."""
        index, typed = self._start(), self._typed_at is not None
        self._typed_at = None
        if (down, right) != (0, 0):
            target = self._towards(index, down, right)
        elif self.diary.reason(index):
            self.moved.emit()
            return
        else:
            target = self._next(index, skip_empty_session=not typed)
        self.go_to(target if target.isValid() else index)

    def _next(self, index: QModelIndex, *, skip_empty_session: bool = False) -> QModelIndex:
        """Return the cell that follows: single exercises after "all" or "none" and a session without a kind do not."""
        line, text = self.diary.line(index.row()), index.data(Qt.ItemDataRole.EditRole)
        following = range(index.row() + 1, self.diary.rowCount())
        all_said = line == ALL_EXERCISES and text in ("yes", "no")
        no_session = skip_empty_session and isinstance(line, Row) and line.code == "kind" and not text
        if all_said or no_session:
            following = self._beyond(following)
        below = self._first(following, index.column())
        if below.isValid():
            return below
        top = self._first(range(self.diary.rowCount()), index.column() + 1)
        return top if top.isValid() else index

    def _group(self, direction: int) -> QModelIndex:
        """Return the first line of the next or the present group, before that of the one before; groups span days."""
        index = self.currentIndex()
        starts = [row + 1 for row in range(self.diary.rowCount()) if isinstance(self.diary.line(row), Heading)]
        places = [(column, row) for column in range(self.diary.columnCount()) for row in starts]
        here = (index.column(), index.row())
        found = [place for place in places if (place > here if direction > 0 else place < here)]
        if not found:
            return index
        column, row = found[0] if direction > 0 else found[-1]
        return self.diary.index(row, column)

    def _mark(self, down: int, right: int) -> None:
        """Stretch the marked block by one line or day, from the cell where marking began."""
        index = self.currentIndex()
        target = self._towards(index, down, right)
        if not target.isValid():
            return
        if self._anchor is None or not self._anchor.isValid():
            self._anchor = QPersistentModelIndex(index)
        rows = sorted((self._anchor.row(), target.row()))
        columns = sorted((self._anchor.column(), target.column()))
        block = QItemSelection(self.diary.index(rows[0], columns[0]), self.diary.index(rows[1], columns[1]))
        self.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(target)

    def _towards(self, index: QModelIndex, down: int, right: int) -> QModelIndex:
        """Return the neighbour in a direction, beyond headings; an invalid index at the edge."""
        if not down:
            return index.sibling(index.row(), index.column() + right)
        rows = range(index.row() + 1, self.diary.rowCount()) if down > 0 else range(index.row() - 1, -1, -1)
        return self._first(rows, index.column())

    def _beyond(self, rows: range) -> range:
        """Return the rows from the next heading on."""
        headings = (row for row in rows if isinstance(self.diary.line(row), Heading))
        return range(next(headings, rows.stop), rows.stop)

    def _first(self, rows: range, column: int) -> QModelIndex:
        """Return the first of some rows that is a line and no heading, an invalid index if there is none."""
        lines = (row for row in rows if isinstance(self.diary.line(row), Row))
        row = next(lines, None)
        return QModelIndex() if row is None else self.diary.index(row, column)

    def currentChanged(self, current: _Index, previous: _Index, /) -> None:
        super().currentChanged(current, previous)
        for header, places in (
            (self.verticalHeader(), (current.row(), previous.row())),
            (self.horizontalHeader(), (current.column(), previous.column())),
        ):
            for place in places if places[0] != places[1] else ():
                header.headerDataChanged(header.orientation(), place, place)
        self.moved.emit()

    # Size and painting

    def paintEvent(self, event: QPaintEvent, /) -> None:
        days, lines = self.horizontalHeader(), self.verticalHeader()
        paint_beyond(self, days.length() - days.offset(), lines.length() - lines.offset())
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())  # the line beneath grew: the cell it speaks of stays in sight

    def _fit(self) -> None:
        """Share the width among the days, never narrower than a date needs; lines are as tall as the text asks."""
        metrics = self.fontMetrics()
        strong = QFontMetrics(theme.font("body", strong=True))
        names = [strong.horizontalAdvance(self.diary.words.label(row)) + indent_of(row) for row in self.diary.rows()]
        narrowest = metrics.horizontalAdvance("00-MMM-0000") + 16
        days = max(1, self.diary.columnCount())
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        spare = max(round(_NAMES_SHARE * room), room - days * narrowest)
        names_width = min(max(names, default=0) + 24, spare)
        self.verticalHeader().setFixedWidth(names_width)
        self.horizontalHeader().setDefaultSectionSize(max(narrowest, (room - names_width) // days))
        self.horizontalHeader().setFixedHeight(2 * metrics.height() + 12)
        self.verticalHeader().setDefaultSectionSize(max(theme.SMALLEST_TARGET, metrics.height() + 5))
