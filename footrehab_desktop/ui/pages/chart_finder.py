"""The list beside the body chart: every region by name, found by typing a part of it or of another name for it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from footrehab_desktop.library.body_chart import BodyChart

_CODE = Qt.ItemDataRole.UserRole
_PASSING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RegionFinder(QObject):
    """The search line and the list, laid out by who shows them.

    Signals: ``searched()`` when the line has the keyboard or changes, so that the list is to be seen;
    ``chosen(region)`` by Enter or click; ``removal_asked(region)`` by Delete in the list.
    """

    searched = Signal()
    chosen = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, chart: BodyChart) -> None:
        super().__init__()
        self._chart = chart
        self.marked: Mapping[str, str] = {}
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find a region, e.g. nav"))
        self.line.setAccessibleName(self.tr("Find a region of the foot"))
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Regions of the foot"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line.textChanged.connect(self._fill)
        self.line.textChanged.connect(self.searched)
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._fill()

    def show_marks(self, words: Mapping[str, str]) -> None:
        """Show behind each region what is marked there, in words by region code."""
        if words != self.marked:
            self.marked = words
            for row in range(self.list.count()):
                self._write(self.list.item(row))

    def select(self, region: str) -> None:
        """Show a region as the chosen one."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_CODE) == region]
        if rows:
            self.list.setCurrentRow(rows[0])

    def take_focus(self) -> None:
        """Put the keyboard into the search line, ready for the next region."""
        self.line.setFocus()
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self.line and isinstance(event, QFocusEvent) and event.gotFocus():
            # Who tabs through to the questions does not lose them to the list.
            if event.reason() not in _PASSING:
                self.searched.emit()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        doing = self._done_by(Qt.Key(event.key()), watched is self.line)
        if doing is None:
            return False
        doing()
        return True

    def _done_by(self, key: Qt.Key, in_line: bool) -> Callable[[], None] | None:
        item = self.list.currentItem()
        if key in _ENTER and item is not None:
            return lambda: self._take(item)
        if in_line and key == Qt.Key.Key_Down:
            return self._go_to_list
        if not in_line and key == Qt.Key.Key_Delete and item is not None:
            return lambda: self.removal_asked.emit(item.data(_CODE))
        return None

    def _go_to_list(self) -> None:
        self.searched.emit()
        self.list.setFocus()

    def _fill(self) -> None:
        self.list.clear()
        for region in self._chart.search(self.line.text()):
            item = QListWidgetItem()
            item.setData(_CODE, region.code)
            self._write(item)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)

    def _write(self, item: QListWidgetItem) -> None:
        code = item.data(_CODE)
        name, marked = self._chart.region(code).name, self.marked.get(code, "")
        item.setText(f"{name}\n{marked}" if marked else name)

    def _take(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_CODE))
