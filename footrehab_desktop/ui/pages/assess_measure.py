"""An outcome measure typed by item number: digits run through the boxes, the score follows at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from footrehab_desktop.progression import measure_info
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.assess_measures import (
    MeasureReading,
    allowed_answers,
    range_words,
    type_character,
)
from footrehab_desktop.ui.presenters.running_digits import Keystroke
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card

_BOX_WIDTH = 52
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ERASE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class ItemBoxes(QWidget):
    """One box per item. ``typed(number, text)`` on every change, ``refused(sentence)`` on a key that is not allowed."""

    typed = Signal(int, str)
    refused = Signal(str)
    finished = Signal()

    def __init__(self, measure: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = measure
        self._fresh = True
        self.boxes = tuple(self._box(number) for number in range(1, measure_info(measure).items + 1))
        flow = FlowLayout(self, spacing=12)
        for number, box in enumerate(self.boxes, start=1):
            flow.addWidget(self._labelled(number, box))

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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            return self._key(self.boxes.index(watched), event)
        return super().eventFilter(watched, event)

    def _box(self, number: int) -> QLineEdit:
        box = QLineEdit()
        box.setFixedWidth(theme.scaled(_BOX_WIDTH))
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = self.tr("Item {number}, {range}").format(number=number, range=range_words(self.measure, number))
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
        label = theme.label(self.tr("Item {number}").format(number=number), "soft")
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
        stroke = type_character(self.measure, index + 1, present, character)
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
        """Take a pasted row of answers as if it had been typed from this box on."""
        self.boxes[index].setText("")
        self._fresh = True
        for character in text.replace(" ", ""):
            if index < len(self.boxes):
                index = self._type(index, character)

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

    def unfinished(self) -> tuple[int, ...]:
        """Return the numbers of the items whose box holds only the beginning of an answer."""
        return tuple(
            number
            for number, box in enumerate(self.boxes, start=1)
            if box.text() and box.text() not in allowed_answers(self.measure, number)
        )


class MeasureCard(Card):
    """Boxes, score and change of one measure."""

    def __init__(self, measure: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, measure_info(measure).version_note, parent=parent)
        self.measure = measure
        self.boxes = ItemBoxes(measure)
        self.headline: QLabel = theme.label("", "title")
        self.detail = theme.label("", "soft", wrap=True)
        self.change = theme.label("", wrap=True)
        self.refusal = theme.label("", "error", wrap=True)
        self.body.addWidget(theme.label(self._how(), "soft", wrap=True))
        self.body.addWidget(self.boxes)
        for label in (self.refusal, self.headline, self.detail, self.change):
            self.body.addWidget(label)
        self.refusal.hide()
        self.boxes.refused.connect(self.refuse)

    def show_reading(self, reading: MeasureReading) -> None:
        """Show what the answers mean."""
        self.refuse("")
        shown = (self.headline, reading.headline), (self.detail, reading.detail), (self.change, reading.change)
        for label, words in shown:
            label.setText(words)
            label.setVisible(bool(words))

    def refuse(self, sentence: str) -> None:
        """Say why a key was not taken; an empty text takes the sentence away."""
        self.refusal.setText(f"✕ {sentence}" if sentence else "")
        self.refusal.setVisible(bool(sentence))

    def _how(self) -> str:
        ranges = {range_words(self.measure, number) for number in range(1, len(self.boxes.boxes) + 1)}
        allowed = ranges.pop() if len(ranges) == 1 else self.tr("see each box")
        return self.tr(
            "Read the items from the clinic's own form. Answers: {allowed}. A digit goes on to the next item; "
            "Space leaves an item out, Backspace empties it."
        ).format(allowed=allowed)


class MeasurePicker(QWidget):
    """Chooses which measure to type. ``picked(code)``."""

    picked = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Measure to type"))
        self.combo.addItem(self.tr("Choose the measure"), "")
        for code, words in choices:
            self.combo.addItem(words, code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = theme.label(self.tr("Add a measure"), "label")
        label.setBuddy(self.combo)
        column.addWidget(label)
        column.addWidget(self.combo)
        self.combo.activated.connect(self._activated)

    def _activated(self) -> None:
        code = str(self.combo.currentData() or "")
        if code:
            self.picked.emit(code)
