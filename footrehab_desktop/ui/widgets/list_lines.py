"""Rows of two lines painted by one hand: what it is, beneath it what tells it apart, and a worded mark at the right."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import ColourName, mix

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_MARGIN = 8
_SIDE = 10
_BAR = 4
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ListLine:
    """What one row, or one cell of a table, shows. The mark's meaning is in its words; the colour only helps.

    ``detail`` may be more lines in rows that have the height for them.
    """

    title: str
    detail: str = ""
    title_colour: ColourName = "ink"
    mark: str = ""
    mark_colour: ColourName = "hold"


def row_height(lines: int = 2) -> int:
    """Return the height of a row of two lines, or as many, at the text size in use."""
    return lines * QFontMetrics(theme.font(strong=True)).lineSpacing() + 2 * _MARGIN


class LineDelegate(QStyledItemDelegate):
    """Paints the ``ListLine`` that a model gives for ``LINE_ROLE``. A bar at the left edge marks the chosen row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        return QSize(theme.scaled(160), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, ListLine):
            return
        painter.save()
        self._ground(painter, option, index)
        box: QRect = option.rect.adjusted(_SIDE, _MARGIN, -_SIDE, -_MARGIN)
        painter.setFont(theme.font(strong=True))
        upper = self._mark(painter, box, line)
        where = Qt.AlignmentFlag.AlignTop if line.detail else Qt.AlignmentFlag.AlignVCenter
        _write(painter, upper, line.title, line.title_colour, where)
        painter.setFont(theme.font())
        for above, text in enumerate(reversed(line.detail.split("\n") if line.detail else [])):
            lower = box.adjusted(0, 0, 0, -above * painter.fontMetrics().lineSpacing())
            _write(painter, lower, text, "soft", Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = theme.tokens()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(mix(tokens.accent, tokens.card, 0.1) if chosen else tokens.card))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), QColor(tokens.accent))
        painter.setPen(QColor(tokens.quiet))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    @staticmethod
    def _mark(painter: QPainter, box: QRect, line: ListLine) -> QRect:
        """Write the mark at the right end and return what is left of the box."""
        if not line.mark:
            return box
        painter.setPen(theme.colour(line.mark_colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight), line.mark)
        return box.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(line.mark) - _MARGIN, 0)


def _write(painter: QPainter, box: QRect, text: str, colour: ColourName, where: Qt.AlignmentFlag) -> None:
    painter.setPen(theme.colour(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(where | Qt.AlignmentFlag.AlignLeft), shown)
