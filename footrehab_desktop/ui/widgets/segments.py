"""One painted row of choices, worked by keys or click: the body of pain scales, yes/no, sides and short choices."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import mix

_SECOND_DIGIT_SECONDS = 0.9
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACKWARD = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ERASE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value it stands for, the words shown, and the key or keys ("1", "10", "y") that pick it."""

    value: Hashable
    words: str
    keys: str = ""


class SegmentBar(QWidget):
    """Shows options in cells that wrap, each on its own line if ``wide``. Nothing is chosen until the user does.

    Signals: ``picked()`` after the user chose or cleared; ``entered()`` on Return.
    """

    picked = Signal()
    entered = Signal()

    def __init__(self, name: str, options: Sequence[Option], *, wide: bool = False, cell_width: int = 0) -> None:
        super().__init__()
        self._name = name
        self._options = tuple(options)
        self._wide = wide
        self._cell_width = cell_width
        self._index = -1
        self._refused = False
        self._cells: list[QRect] = []
        self._placed: dict[int, tuple[int, list[QRect]]] = {}
        self._last_digit = ("", 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell_name()

    @property
    def value(self) -> Hashable | None:
        """Return the chosen value, or None while nothing is chosen."""
        return self._options[self._index].value if self._index >= 0 else None

    def choose(self, value: Hashable | None) -> None:
        """Choose without a signal. A value that is not an option clears the choice."""
        found = [index for index, option in enumerate(self._options) if option.value == value]
        self._index = found[0] if found and value is not None else -1
        self._tell_name()
        self.update()

    def pick(self, value: Hashable) -> None:
        """Choose as the user does, with the signal."""
        self._pick(next(index for index, option in enumerate(self._options) if option.value == value))

    def has_key(self, text: str) -> bool:
        """Tell whether a typed text is the key of an option."""
        return bool(text) and any(option.keys.lower() == text.lower() for option in self._options)

    def set_refused(self, refused: bool) -> None:
        """Draw the frame as refused or not."""
        self._refused = refused
        self.update()

    def cell(self, value: Hashable) -> QRect:
        """Return where the option of this value lies."""
        self._arrange(self.width())
        return next(self._cells[index] for index, option in enumerate(self._options) if option.value == value)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        return self._arrange(width)

    def sizeHint(self) -> QSize:
        widths = [self._width_of(option) for option in self._options]
        width = max(widths) if self._wide else sum(widths) + 4 * (len(widths) - 1)
        return QSize(width + 4, self._arrange(width + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._width_of(option) for option in self._options) + 4, self._cell_height() + 4)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        self._arrange(self.width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent, /) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._placed.clear()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in _ERASE:
            self._pick(-1)
        elif key in _FORWARD:
            self._pick(min(self._index + 1, len(self._options) - 1))
        elif key in _BACKWARD:
            self._pick(max(self._index - 1, 0))
        elif event.modifiers() or not self._pick_by_key(event.text().lower()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        point = event.position().toPoint()
        for index, cell in enumerate(self._cells):
            if cell.contains(point):
                self._click(index)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        self._arrange(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for index, cell in enumerate(self._cells):
            self._paint_cell(painter, index, cell)
        if self.hasFocus() and self._cells:
            around = self._cells[max(self._index, 0)] if self._index >= 0 else self._bounds()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ink" if self._index >= 0 else "accent"), 2))
            painter.drawRoundedRect(around.toRectF(), 6, 6)
        painter.end()

    def _paint_cell(self, painter: QPainter, index: int, cell: QRect) -> None:
        tokens = theme.tokens()
        chosen = self._is_chosen(index)
        enabled = self.isEnabled()
        fill = tokens.accent if chosen and enabled else tokens.card if enabled else tokens.page
        edge = tokens.refer if self._refused else tokens.accent if chosen else tokens.line if enabled else tokens.quiet
        words = tokens.on_accent if chosen and enabled else tokens.ink if enabled else tokens.soft
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(edge), 2 if self._refused or (chosen and not enabled) else 1))
        painter.drawRoundedRect(cell.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(words))
        option = self._options[index]
        if self._wide:
            box = cell.adjusted(12, 0, -12, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, option.words)
        else:
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self._words(index))
        if option.keys and not option.keys.isdigit() and not self._wide:
            self._underline_key(painter, cell, index, QColor(mix(words, fill, 0.6)))

    def _underline_key(self, painter: QPainter, cell: QRect, index: int, drawn_in: QColor) -> None:
        """Underline the letter that picks the option, as menus do."""
        words, key = self._words(index), self._options[index].keys.lower()
        at = words.lower().find(key)
        if at < 0:
            return
        metrics = QFontMetrics(self.font())
        left = cell.center().x() - metrics.horizontalAdvance(words) // 2
        left += metrics.horizontalAdvance(words[:at])
        base = cell.center().y() + metrics.ascent() // 2 + 2
        painter.setPen(QPen(drawn_in, 1))
        painter.drawLine(left, base, left + metrics.horizontalAdvance(words[at]), base)

    def _click(self, index: int) -> None:
        self._pick(-1 if index == self._index else index)

    def _words(self, index: int) -> str:
        return self._options[index].words

    def _is_chosen(self, index: int) -> bool:
        return index == self._index

    def _pick(self, index: int) -> None:
        if not self.isEnabled() or index == self._index:
            return
        self._index = index
        self._tell_name()
        self.update()
        self.picked.emit()

    def _pick_by_key(self, text: str) -> bool:
        """Pick the option a key names; "1" and then "0" within a moment is ten."""
        if not text.strip():
            return False
        earlier, when = self._last_digit
        joined = earlier + text if text.isdigit() and monotonic() - when < _SECOND_DIGIT_SECONDS else text
        self._last_digit = (text, monotonic()) if text.isdigit() else ("", 0.0)
        for wanted in (joined, text):
            for index, option in enumerate(self._options):
                if option.keys.lower() == wanted:
                    self._pick(index)
                    return True
        return text.isdigit()

    def _tell_name(self) -> None:
        chosen = [option.words for index, option in enumerate(self._options) if self._is_chosen(index)]
        self.setAccessibleName(f"{self._name}: {', '.join(chosen) or self.tr('not answered')}")
        self.setAccessibleDescription(", ".join(option.words for option in self._options))

    def _cell_height(self) -> int:
        return max(QFontMetrics(self.font()).height() + 10, theme.SMALLEST_TARGET + 6)

    def _width_of(self, option: Option) -> int:
        if self._cell_width:
            return max(theme.scaled(self._cell_width), theme.SMALLEST_TARGET)
        return max(QFontMetrics(self.font()).horizontalAdvance(option.words) + 28, 2 * theme.SMALLEST_TARGET)

    def _bounds(self) -> QRect:
        bounds = QRect()
        for cell in self._cells:
            bounds = bounds.united(cell)
        return bounds

    def _arrange(self, width: int) -> int:
        """Place the cells for a width and return the height needed. Layouts ask often, so each answer is kept."""
        if width not in self._placed:
            self._placed[width] = self._place(width), self._cells
        height, self._cells = self._placed[width]
        return height

    def _place(self, width: int) -> int:
        self._cells = []
        x, y, height = 2, 2, self._cell_height()
        for option in self._options:
            if self._wide:
                tall = self._wide_height(option, width)
                self._cells.append(QRect(2, y, max(width - 4, 0), tall))
                y += tall + 4
                continue
            cell_width = self._width_of(option)
            if x > 2 and x + cell_width > width - 2:
                x, y = 2, y + height + 4
            self._cells.append(QRect(x, y, cell_width, height))
            x += cell_width + 4
        return (y if self._wide else y + height) + 2

    def _wide_height(self, option: Option, width: int) -> int:
        room = QRect(0, 0, max(width - 28, 40), 10_000)
        box = QFontMetrics(self.font()).boundingRect(room, Qt.TextFlag.TextWordWrap, option.words)
        return max(box.height() + 12, self._cell_height())
