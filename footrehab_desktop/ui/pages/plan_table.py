"""The plan as a table: one row an exercise, its dosage in words. Typing goes on in the dosage line below it."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from footrehab_desktop.clinic.plan_day import item_minutes
from footrehab_desktop.clinic.print_handout import dose_words, when_words
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.library_list import EXERCISE_MIME
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.plan import PlanEditor

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
NAME, DOSE, SIDE, WHEN, MINUTES = range(5)
_SHARES = {NAME: 40, DOSE: 35, WHEN: 25}
_FIXED = {SIDE: 64, MINUTES: 48}
_ROW_HEIGHT = 30
_ROW_MARGIN = 8
_PADDING = 8
_LEAST_ROWS = 3
_TIME_KEYS = {"m": "morning", "e": "evening", "a": ""}


class PlanTableModel(QAbstractTableModel):
    """One row per exercise of a ``PlanEditor``, in words. ``exercise_dropped`` carries the id and the row."""

    exercise_dropped = Signal(str, int)

    def __init__(self, editor: PlanEditor, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._library = library
        self._rows: list[tuple[str, ...]] = []
        self._blocked: Mapping[str, str] = {}
        self._headings = (
            self.tr("Exercise"), self.tr("Dosage"), self.tr("Side"), self.tr("When"), self.tr("Min"),
        )  # fmt: skip
        self._sides = {None: "", "left": self.tr("Left"), "right": self.tr("Right"), "both": self.tr("Both")}

    def show_items(self) -> None:
        """Show what the editor holds now."""
        self.beginResetModel()
        self._rows = [self._texts(item) for item in self.editor.content.items]
        self.endResetModel()

    def show_blocked(self, blocked: Mapping[str, str]) -> None:
        """Mark the exercises that are refused now; the sentence is their tip."""
        self._blocked = blocked
        if self._rows:
            self._rows = [self._texts(item) for item in self.editor.content.items]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._headings) - 1))

    def _texts(self, item: PlanItem) -> tuple[str, ...]:
        name = self._library.exercise(item.exercise_id).name
        return (
            self.tr("✕ {name}").format(name=name) if item.exercise_id in self._blocked else name,
            dose_words(item) + (" · ✎" if item.note else ""),
            self._sides[item.side],
            when_words(item),
            str(item_minutes(item, self._library)),
        )

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        item, texts = self.editor.content.items[index.row()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(item, texts)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{texts[NAME]}, {self._headings[index.column()]}: {texts[index.column()]}. {self._tip(item, texts)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == MINUTES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tip(self, item: PlanItem, texts: tuple[str, ...]) -> str:
        lines = (texts[NAME], texts[DOSE], item.note, self._blocked.get(item.exercise_id, ""))
        return "\n".join(line for line in lines if line)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: _Index, /) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [EXERCISE_MIME]

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index, /) -> bool:
        place = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        self.exercise_dropped.emit(bytes(data.data(EXERCISE_MIME).data()).decode(), place)
        return False  # the page adds it, so nothing is left for the view to move


def _all_wrap() -> bool:
    return theme.scale() >= STACKED_FROM_SCALE


class _Cells(QStyledItemDelegate):
    """Names wrap; the other words stay on one line while both sides of the page are in view: the dosage line below
    shows all of them."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index, /) -> None:
        super().initStyleOption(option, index)
        if index.column() != NAME and not _all_wrap():
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText


class PlanTable(QTableView):
    """The table with its keys: Enter or a digit types the dosage, Delete removes, Alt+arrows move up or down and make
    easier or harder, M, E and A put an exercise into the morning, the evening or any time."""

    removed = Signal(int)
    moved = Signal(int, int)
    stepped = Signal(int, int)
    time_chosen = Signal(int, str)
    typing_asked = Signal(str)

    def __init__(self, model: PlanTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(self.tr("Exercises of the plan"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {_PADDING}px; }}")
        self.doubleClicked.connect(lambda _index: self.typing_asked.emit(""))
        self._size_columns()

    def _size_columns(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(theme.scaled(_ROW_HEIGHT))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.model().modelReset.connect(self._fit_rows)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setFixedHeight(theme.scaled(_ROW_HEIGHT))
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(theme.scaled((1 + _LEAST_ROWS) * _ROW_HEIGHT))

    def show_hint(self, text: str) -> None:
        """Say what to do while the plan is empty."""
        self._hint = text
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if self.model().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("soft"))
            room = self.viewport().rect().adjusted(16, 8, -16, -8)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._hint)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        for column, width in _FIXED.items():
            self.setColumnWidth(column, theme.scaled(width))
        room = self.viewport().width() - sum(theme.scaled(width) for width in _FIXED.values())
        for column, share in _SHARES.items():
            self.setColumnWidth(column, room * share // 100)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give each row the height of its words."""
        wrapped = (NAME, DOSE, WHEN) if _all_wrap() else (NAME,)
        for row in range(self.model().rowCount()):
            words = max(self._words_height(row, column) for column in wrapped)
            self.setRowHeight(row, max(theme.scaled(_ROW_HEIGHT), words + _ROW_MARGIN))
        self.updateGeometries()  # else the scroll bar still knows the old heights
        self.scrollTo(self.currentIndex())

    def _words_height(self, row: int, column: int) -> int:
        room = QRect(0, 0, self.columnWidth(column) - 3 * _PADDING, 10_000)
        text = str(self.model().index(row, column).data())
        return self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        row = self.currentIndex().row()
        if row < 0 or not self._handled(event, row):
            super().keyPressEvent(event)

    def _handled(self, event: QKeyEvent, row: int) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self.step_row(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.typing_asked.emit("")
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        elif event.text().isdecimal():
            self.typing_asked.emit(event.text())
        elif event.text().casefold() in _TIME_KEYS:
            self.time_chosen.emit(row, _TIME_KEYS[event.text().casefold()])
        else:
            return False
        return True

    def step_row(self, key: Qt.Key) -> bool:
        """Do what Alt with an arrow does in the marked row; tell whether it means something."""
        steps = {Qt.Key.Key_Up: (self.moved, -1), Qt.Key.Key_Down: (self.moved, 1),
                 Qt.Key.Key_Left: (self.stepped, -1), Qt.Key.Key_Right: (self.stepped, 1)}  # fmt: skip
        if key not in steps:
            return False
        signal, by = steps[key]
        signal.emit(self.currentIndex().row(), by)
        return True
