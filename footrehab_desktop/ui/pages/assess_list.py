"""The sections of an assessment at its left: a sign, the title in full, and how much of a begun section is done."""

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.assess import SectionProgress
from footrehab_desktop.ui.tokens import ColourName, mix

_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_WIDEST = 320
_MARGIN = 6
_BAR = 4
_SIGNS: dict[str, str] = {"done": "✓", "started": "◐", "open": "○"}
_COLOURS: dict[str, ColourName] = {"done": "progress", "started": "accent", "open": "soft"}
_Index = QModelIndex | QPersistentModelIndex
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class _Line(NamedTuple):
    """What one row shows."""

    title: str
    state: str
    so_far: str


class SectionList(QListWidget):
    """One row a section; titles wrap, none is cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sections"))
        self.setFixedWidth(min(theme.scaled(236), _WIDEST))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_LineDelegate(self))
        self.setToolTip(self.tr("Ctrl+Down and Ctrl+Up go to the next and the previous section."))

    def add(self, title: str, progress: SectionProgress) -> None:
        """Add a section."""
        item = QListWidgetItem()
        self.addItem(item)
        self._tell(item, title, progress)

    def show_progress(self, row: int, progress: SectionProgress) -> None:
        """Show how far a section is now."""
        item = self.item(row)
        self._tell(item, item.data(_LINE_ROLE).title, progress)

    def _tell(self, item: QListWidgetItem, title: str, progress: SectionProgress) -> None:
        words = {"done": self.tr("Done"), "started": self.tr("Started, {done} of {all}"), "open": self.tr("Open")}
        state = words[progress.state].format(done=progress.answered, all=progress.total)
        count = f"{progress.answered}/{progress.total}" if progress.state == "started" else ""
        line = _Line(title, progress.state, count)
        if item.data(_LINE_ROLE) == line:
            return
        item.setData(_LINE_ROLE, line)
        self.scheduleDelayedItemsLayout()
        # What is read aloud; the row itself is painted.
        item.setText(f"{_SIGNS[progress.state]}  {title}: {state}")

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _LineDelegate(QStyledItemDelegate):
    """Paints a row and tells how tall its wrapped title is."""

    def __init__(self, rows: SectionList) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        line = index.data(_LINE_ROLE)
        width = self._rows.viewport().width()
        room = _title_box(QRect(0, 0, width, 10_000), line)
        # Room for the strong letters of the chosen row, so that no row changes its height.
        box = QFontMetrics(theme.font(strong=True)).boundingRect(room, int(_WRAPPED), line.title)
        return QSize(width, max(box.height() + 2 * _MARGIN, theme.SMALLEST_TARGET + _MARGIN))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        line = index.data(_LINE_ROLE)
        tokens = theme.tokens()
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(theme.font(strong=chosen))
        painter.fillRect(rect, QColor(mix(tokens.accent, tokens.card, 0.1) if chosen else tokens.card))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), QColor(tokens.accent))
        title = _title_box(rect, line)
        painter.setPen(theme.colour("ink"))
        painter.drawText(title, int(_WRAPPED), line.title)
        painter.setFont(theme.font())
        painter.setPen(theme.colour(_COLOURS[line.state]))
        sign = QRect(rect.left() + _BAR + _MARGIN, title.top(), theme.scaled(20), title.height())
        painter.drawText(sign, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, _SIGNS[line.state])
        painter.setPen(theme.colour("soft"))
        count = QRect(title.right(), title.top(), rect.right() - title.right() - _MARGIN, title.height())
        painter.drawText(count, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, line.so_far)
        painter.restore()


def _title_box(rect: QRect, line: _Line) -> QRect:
    """Return where the title stands: right of the sign, left of the count."""
    metrics = QFontMetrics(theme.font())
    taken = metrics.horizontalAdvance(line.so_far) + _MARGIN if line.so_far else 0
    return rect.adjusted(_BAR + _MARGIN + theme.scaled(20), _MARGIN, -taken - _MARGIN, -_MARGIN)
