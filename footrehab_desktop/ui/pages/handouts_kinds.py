"""What can be printed, in groups: arrows and typing choose, Space ticks those that are printed together."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyle, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.handouts import GROUP_TITLES, KindLine

_ROLE = Qt.ItemDataRole.UserRole
_ROW_HEIGHT = 26


class KindList(QListWidget):
    """One line per kind of handout; one of them is always chosen, any number ticked.

    Signals: ``picked()`` when the user chooses another; ``ticked()`` after a tick was set or taken away.
    """

    picked = Signal()
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What to print"))
        self.setAccessibleDescription(self.tr("Space ticks what is printed together."))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.currentRowChanged.connect(self.picked)
        self.itemChanged.connect(self.ticked)

    def offer(self, lines: Sequence[KindLine]) -> None:
        """Show these without a signal; what was chosen and ticked stays so as far as it can be printed."""
        before, ticks = self.kind(), set(self.ticks())
        with QSignalBlocker(self):
            self.clear()
            for place, line in enumerate(lines):
                if place == 0 or lines[place - 1].group != line.group:
                    self._add_heading(GROUP_TITLES[line.group])
                self._add(line, ticked=line.kind in ticks)
        self.choose(before or next((line.kind for line in lines if not line.reason), lines[0].kind))

    def kind(self) -> str:
        """Return the chosen kind, empty while nothing is offered."""
        row = self.currentRow()
        return str(self.item(row).data(_ROLE) or "") if row >= 0 else ""

    def choose(self, kind: str) -> None:
        """Choose a kind without a signal; one that is not offered changes nothing."""
        item = self._item(kind)
        if item is not None:
            with QSignalBlocker(self):
                self.setCurrentItem(item)

    def ticks(self) -> tuple[str, ...]:
        """Return the ticked kinds in the order of the list."""
        return tuple(str(item.data(_ROLE)) for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    def set_ticks(self, kinds: Collection[str]) -> None:
        """Tick these and no others, without a signal."""
        with QSignalBlocker(self):
            for item in self._items():
                if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                    on = item.data(_ROLE) in kinds
                    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Home and self.count():
            self.setCurrentItem(self._items()[0])  # the first row is a heading
            self.scrollToTop()
        elif event.key() == Qt.Key.Key_Space and self.currentRow() >= 0 and not event.modifiers():
            item = self.currentItem()
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                on = item.checkState() == Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(320), theme.scaled(_ROW_HEIGHT) * 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(200), theme.scaled(_ROW_HEIGHT) * 5)

    def _add_heading(self, title: str) -> None:
        heading = QListWidgetItem(title)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(theme.font(strong=True))
        heading.setForeground(theme.colour("soft"))
        heading.setSizeHint(QSize(0, theme.scaled(_ROW_HEIGHT)))
        self.addItem(heading)

    def _add(self, line: KindLine, *, ticked: bool) -> None:
        item = QListWidgetItem(f"{line.title} – {line.reason}" if line.reason else line.title)
        item.setData(_ROLE, line.kind)
        item.setSizeHint(QSize(0, theme.scaled(_ROW_HEIGHT)))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if line.reason:
            item.setForeground(theme.colour("soft"))
            item.setToolTip(item.text())
            item.setIcon(self._room_of_a_tick())
        else:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setFlags(flags)
        self.addItem(item)

    def _room_of_a_tick(self) -> QIcon:
        """Return an empty picture: what cannot be ticked yet stands in line with the rest, not like a heading."""
        empty = QPixmap(self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self), 1)
        empty.fill(Qt.GlobalColor.transparent)
        return QIcon(empty)

    def _items(self) -> list[QListWidgetItem]:
        return [item for row in range(self.count()) if (item := self.item(row)).data(_ROLE)]

    def _item(self, kind: str) -> QListWidgetItem | None:
        return next((item for item in self._items() if item.data(_ROLE) == kind), None)
