"""The boxes of an outcome measure: digits run through the items, letters mark what does not apply."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from footrehab_desktop.progression.measures import NOT_APPLICABLE
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.assess_measures import MeasureForm
from footrehab_desktop.ui.presenters.running_digits import Keystroke
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_BOX_WIDTH = 52
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ERASE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class ItemBoxes(QWidget):
    """One box per item. ``typed(number, text)`` on every change, ``refused(sentence)`` on a key that is not allowed."""

    typed = Signal(int, str)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, form: MeasureForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._fresh = True
        self.boxes: tuple[QLineEdit, ...] = ()
        self.boxes = tuple(self._box(number) for number in range(1, form.info.items + 1))
        self._lay_out()

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=12)
        for number, box in enumerate(self.boxes, start=1):
            flow.addWidget(self._labelled(number, box))

    @property
    def chain(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, in reading order."""
        return self.boxes

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show what is typed in each box, in item order, without a signal."""
        for box, text in zip(self.boxes, texts, strict=True):
            if box.text() != text:
                box.setText(text)

    def take_focus(self) -> None:
        """Put the keyboard into the first empty box."""
        empty = [box for box in self.boxes if not box.text()]
        (empty or list(self.boxes))[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._fresh = True
        index = next((place for place, box in enumerate(self.boxes) if box is watched), None)
        if index is not None and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(index, event)
        return super().eventFilter(watched, event)

    def _box(self, number: int) -> QLineEdit:
        box = QLineEdit()
        box.setFixedWidth(theme.scaled(_BOX_WIDTH))
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = self.tr("Item {number}, {range}").format(number=number, range=self.form.range_words(number))
        box.setAccessibleName(words)
        box.setToolTip(words)
        box.installEventFilter(self)
        box.textEdited.connect(lambda text: self._pasted(number - 1, text))
        return box

    def _labelled(self, number: int, box: QLineEdit) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        info = self.form.info
        words = self.tr("Item {number}").format(number=number)
        if info.branches and number == info.items:
            letters = [letter for letter, _top in info.branches]
            words = self.tr("Item {number}, {first} to {last}").format(
                number=number, first=letters[0], last=letters[-1]
            )
        label = theme.label(words, "soft")
        label.setBuddy(box)
        column.addWidget(label)
        column.addWidget(box)
        return holder

    def _key(self, index: int, event: QKeyEvent) -> bool:
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _BACK:
            self._go(index - 1)
        elif key in _ON and plain:
            self._go(index + 1)
        elif key in _ERASE:
            self._erase(index)
        elif event.text().isprintable() and event.text() and plain:
            self._type(index, event.text())
        else:
            return False
        return True

    def _type(self, index: int, character: str) -> int:
        """Type one character and return the index of the box where the next one belongs."""
        present = "" if self._fresh else self.boxes[index].text()
        stroke = self.form.type_character(index + 1, present, character)
        if stroke.refusal:
            self.refused.emit(stroke.refusal)
            return index
        return self._put(index, stroke)

    def _put(self, index: int, stroke: Keystroke) -> int:
        self._fresh = False
        self._set(index, stroke.text)
        if not stroke.moves_on:
            return index
        self._go(index + 1)
        return self._type(index + 1, stroke.carried) if stroke.carried else index + 1

    def _pasted(self, index: int, text: str) -> None:
        """Take a pasted row of answers as if it had been typed from this box on; a space ends an answer."""
        self.boxes[index].setText("")
        self._fresh = True
        for answer in text.replace(NOT_APPLICABLE, "n").split():
            first = index
            for character in answer:
                if index < len(self.boxes):
                    index = self._type(index, character)
            if index == first and index < len(self.boxes) and self.boxes[index].text() and " " in text.strip():
                index += 1
                self._go(index)

    def _erase(self, index: int) -> None:
        """Empty the box; in an empty one go back to the item before and empty that."""
        if not self.boxes[index].text() and index:
            index -= 1
            self._go(index)
        self._set(index, "")

    def _set(self, index: int, text: str) -> None:
        if self.boxes[index].text() != text:
            self.boxes[index].setText(text)
            self.typed.emit(index + 1, text)

    def _go(self, index: int) -> None:
        if index >= len(self.boxes):
            self.finished.emit()
        elif index >= 0:
            self.boxes[index].setFocus(Qt.FocusReason.TabFocusReason)
            self._fresh = True
