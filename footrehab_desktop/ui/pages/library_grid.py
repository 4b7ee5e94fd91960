"""The exercises as pictures: start and end with the name below, drawn one after another while nothing else happens."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from footrehab_desktop.library.pictures import Picture, picture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.library_list import ROW_ROLE, ExerciseListModel
from footrehab_desktop.ui.presenters.library import ExerciseRow
from footrehab_desktop.ui.tokens import mix
from footrehab_desktop.ui.widgets.exercise_picture import paint_picture
from footrehab_desktop.ui.widgets.picture_colours import picture_colours

_SIDE: Final = 96
_MARGIN: Final = 8
_NAME_LINES: Final = 2
_RESTYLED: Final = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)
_Index = QModelIndex | QPersistentModelIndex
Pictures = Callable[[str], tuple[Picture, ...]]


class PictureStore:
    """Start and end of exercises as pixmaps in the colours in use. What is not drawn yet waits for ``draw_next``."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._drawn: dict[str, QPixmap] = {}
        self._wanted: list[str] = []

    @property
    def waiting(self) -> bool:
        """Tell whether something is still to be drawn."""
        return bool(self._wanted)

    def find(self, exercise_id: str) -> QPixmap | None:
        """Return a picture, or None and draw it later."""
        drawn = self._drawn.get(exercise_id)
        if drawn is None and exercise_id not in self._wanted:
            self._wanted.append(exercise_id)
        return drawn

    def draw_next(self, ratio: float) -> None:
        """Draw the picture that was asked for last: it is what is looked at."""
        exercise_id = self._wanted.pop()
        self._drawn[exercise_id] = _draw(self._pictures(exercise_id), ratio)

    def forget(self) -> None:
        """Draw everything again: colours or sizes have changed."""
        self._drawn.clear()
        self._wanted.clear()


class PictureDelegate(QStyledItemDelegate):
    """Paints one exercise as a tile."""

    def __init__(self, store: PictureStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        side = theme.scaled(_SIDE)
        words = _NAME_LINES * QFontMetrics(theme.font(strong=True)).lineSpacing()
        return QSize(2 * side + 3 * _MARGIN, side + words + 3 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ExerciseRow):
            return
        box: QRect = option.rect.adjusted(_MARGIN // 2, _MARGIN // 2, -_MARGIN // 2, -_MARGIN // 2)
        painter.save()
        self._ground(painter, option, box)
        drawn = self._store.find(row.id)
        if drawn is not None:
            painter.drawPixmap(box.left() + _MARGIN // 2, box.top() + _MARGIN // 2, drawn)
        self._name(painter, box, row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        tokens = theme.tokens()
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(mix(tokens.accent, tokens.card, 0.1) if chosen else tokens.card))
        painter.setPen(theme.colour("accent" if chosen else "quiet"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _name(self, painter: QPainter, box: QRect, row: ExerciseRow) -> None:
        painter.setFont(theme.font(strong=True))
        painter.setPen(theme.colour("soft" if row.blocked else "ink"))
        mark = self.tr("✕ Not now: ") if row.blocked else self.tr("★ ") if row.favourite else ""
        mark += self.tr("Own: ") if row.own else ""
        words = box.adjusted(_MARGIN // 2, theme.scaled(_SIDE) + _MARGIN, -_MARGIN // 2, 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.setClipRect(words)
        painter.drawText(words, int(flags), mark + row.name)


class ExerciseGrid(QListView):
    """The tiles over the list's own rows and selection. Enter or a double click chooses, arrows move."""

    chosen = Signal(str)

    def __init__(self, rows: ExerciseListModel, pictures: Pictures = picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = PictureStore(pictures)
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(PictureDelegate(self.pictures, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Exercises as pictures"))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_next)
        self.doubleClicked.connect(self._choose_current)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_current()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        if self.pictures.waiting and not self._timer.isActive():
            self._timer.start()

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self.pictures.forget()

    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _draw_next(self) -> None:
        if not self.pictures.waiting:
            self._timer.stop()
            return
        self.pictures.draw_next(self.devicePixelRatioF())
        self.viewport().update()

    def _choose_current(self) -> None:
        row = self._rows.row(self.currentIndex().row())
        if row is not None:
            self.chosen.emit(row.id)


def _draw(shown: tuple[Picture, ...], ratio: float) -> QPixmap:
    """Return the first and the last picture side by side; empty for an exercise without one."""
    side = theme.scaled(_SIDE)
    drawn = QPixmap(round((2 * side + _MARGIN) * ratio), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = picture_colours()
    for place, one in enumerate((shown[0], shown[-1]) if len(shown) > 1 else shown):
        paint_picture(painter, one, QRectF(place * (side + _MARGIN), 0, side, side), colours)
    painter.end()
    return drawn
