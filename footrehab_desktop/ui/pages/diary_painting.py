"""How the diary grid looks: day headings, frozen names of the lines, and cells in quiet lines."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QStyle, QStyleOptionViewItem

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.diary_model import CellLook, DiaryModel
from footrehab_desktop.ui.presenters.diary_lines import Heading, Row
from footrehab_desktop.ui.tokens import mix

if TYPE_CHECKING:
    from footrehab_desktop.ui.pages.diary_grid import DiaryGrid

_Index = QModelIndex | QPersistentModelIndex
_INDENT = 16
_NOTE_CELLS = 3
_SURELY_FITS = 5  # characters that are never wider than a day
_MARGIN = 8
_MARKED = 0.14  # share of the accent in marked cells
_REFUSED = 0.12  # share of the warning colour in refused cells


class DayHeader(QHeaderView):
    """Weekday and full date above each day; today carries the word and a bar."""

    def __init__(self, model: DiaryModel, grid: "DiaryGrid") -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._diary = model
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int, /) -> None:
        tokens = theme.tokens()
        today, current = self._diary.is_today(section), section == self._grid.currentIndex().column()
        painter.fillRect(rect, QColor(tokens.card))
        words = self._diary.headerData(section, Qt.Orientation.Horizontal)
        weekday, _, on = str(words).partition("\n")
        half = rect.height() // 2
        painter.setPen(QColor(tokens.accent if today else tokens.ink))
        painter.setFont(theme.font("body", strong=today or current))
        painter.drawText(rect.adjusted(0, 4, 0, -half), Qt.AlignmentFlag.AlignCenter, weekday)
        painter.setFont(theme.font("body"))
        painter.setPen(QColor(tokens.soft))
        painter.drawText(rect.adjusted(0, half, 0, -4), Qt.AlignmentFlag.AlignCenter, on)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if today:
            painter.fillRect(QRect(rect.left(), rect.bottom() - 2, rect.width(), 3), QColor(tokens.accent))


class LineHeader(QHeaderView):
    """The names of the lines, frozen at the left; headings of groups stand out quietly."""

    def __init__(self, model: DiaryModel, grid: "DiaryGrid") -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._diary = model
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(theme.SMALLEST_TARGET)
        paints_itself_whole(self)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        paint_beyond(self, self.viewport().width(), self.length() - self.offset())
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int, /) -> None:
        line = self._diary.line(section)
        painter.fillRect(rect, theme.colour("page" if isinstance(line, Heading) else "card"))
        if isinstance(line, Heading):
            self._paint_heading(painter, rect, line)
        else:
            self._paint_name(painter, rect, line, current=section == self._grid.currentIndex().row())
        painter.setPen(theme.colour("quiet"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        painter.setFont(theme.font("body", strong=True))
        painter.setPen(theme.colour("soft"))
        room = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.drawText(room, _left(), self._diary.words.heading(heading))

    def _paint_name(self, painter: QPainter, rect: QRect, row: Row, *, current: bool) -> None:
        font = theme.font("body", strong=current)
        painter.setFont(font)
        painter.setPen(theme.colour("accent" if current else "ink"))
        room = rect.adjusted(_MARGIN + indent_of(row), 0, -_MARGIN, 0)
        words = QFontMetrics(font).elidedText(self._diary.words.label(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _left(), words)


def paints_itself_whole(view: QAbstractScrollArea) -> None:
    """Promise that a view paints its whole ground: what is scrolled is moved, and only what comes into sight painted.

    Cells and names of lines fill their places; ``paint_beyond`` fills the rest.
    """
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def paint_beyond(view: QAbstractScrollArea, right: int, below: int) -> None:
    """Fill what lies right of and beneath the last cells, given in pixels from the corner of the view."""
    whole = view.viewport().rect()
    if right < whole.width() or below < whole.height():
        painter = QPainter(view.viewport())
        painter.fillRect(whole.adjusted(max(0, right), 0, 0, 0), theme.colour("card"))
        painter.fillRect(whole.adjusted(0, max(0, below), 0, 0), theme.colour("card"))
        painter.end()


def indent_of(row: Row) -> int:
    """Return how far a line stands in, in pixels: single exercises beneath all of them, details beneath these."""
    if not row.exercise:
        return 0
    return _INDENT if row.code == "ex_done" else 2 * _INDENT


def paint_cell(painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
    """Paint one cell of the grid; the one that the keyboard is on has a frame, those of a marked block a ground."""
    model = index.model()
    if not isinstance(model, DiaryModel):
        return
    rect, tokens, state = option.rect, theme.tokens(), option.state
    line = model.line(index.row())
    if isinstance(line, Heading):
        _paint_heading_cell(painter, option, index, model.words.heading_note(line))
    else:
        marked = bool(state & QStyle.StateFlag.State_Selected)
        _paint_value(painter, option, model.look(index.row(), index.column()), marked=marked)
        painter.setPen(QColor(tokens.quiet))
        painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.setPen(QColor(tokens.quiet))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _paint_heading_cell(painter: QPainter, option: QStyleOptionViewItem, index: _Index, note: str) -> None:
    """Leave a heading's row empty, but for the words that are said beside it once."""
    painter.fillRect(option.rect, theme.colour("page"))
    if note:
        # The words run on beneath the days; each cell paints its part of them.
        start = option.rect.left() - index.column() * option.rect.width()
        wide = QRect(start + _MARGIN, option.rect.top(), _NOTE_CELLS * option.rect.width(), option.rect.height())
        painter.save()
        painter.setClipRect(option.rect)
        painter.setPen(theme.colour("soft"))
        painter.drawText(wide, _left(), note)
        painter.restore()


def _paint_value(painter: QPainter, option: QStyleOptionViewItem, look: CellLook, *, marked: bool) -> None:
    rect, tokens = option.rect, theme.tokens()
    ground = tokens.page if look.off else tokens.card
    if look.refused:
        ground = mix(tokens.refer, tokens.card, _REFUSED)
    elif marked:
        ground = mix(tokens.accent, tokens.card, _MARKED)
    painter.fillRect(rect, QColor(ground))
    if not look.text:
        return
    painter.setPen(QColor(tokens.refer if look.refused else tokens.soft if look.quiet else tokens.ink))
    words = look.text.replace("\n", " ")
    if len(words) > _SURELY_FITS:
        words = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - _MARGIN)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


def _left() -> int:
    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
