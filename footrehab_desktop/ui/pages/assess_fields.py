"""From a field's specification to the widget that asks it. Every editor gives and takes what is typed as text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import CHOICE, DATE, NPRS, SEVERAL, TEXT, YES_NO, FieldSpec
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.assess import Verdict
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.presenters.running_digits import type_into
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField, NprsField, SeveralField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar
from footrehab_desktop.ui.widgets.text_fields import DateField, NumberField, TextField

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ANSWER_KEYS = {"yes": "y", "no": "n", "not_assessed": "-"}
# In a grid an answer is one sign wide.
_SIGNS = {"yes": "Y", "no": "N", "not_assessed": "–"}
_SIGN_WIDTH = 34
_LONG_CHOICE = 24
_SCORES = tuple(map(str, range(11)))
_DIGITS = tuple("0123456789")
_NOTE_LINES = 2
_DATE_WIDTH = 220


@dataclass(frozen=True, slots=True)
class Asked:
    """One place to be asked: its specification, the words for it, how the form judges and confirms what stands, and
    who hears what is typed and that the field is left.
    """

    spec: FieldSpec
    place: Place
    name: str
    hint: str
    judge: Callable[[], Verdict]
    confirm: Callable[[], None]
    day: Callable[[], date]
    typed: Callable[[str], None]
    left: Callable[[], None]
    compact: bool = False

    @property
    def ask(self) -> Ask:
        """Return what the field widget asks; the label stands in the first column of the grid, not above."""
        return Ask(self.place.code, "", hint=self.hint, name=self.name)


@dataclass(frozen=True, slots=True)
class Editor:
    """A field on screen with its place: ``read`` gives what is typed, ``write`` shows a text without a signal."""

    place: Place
    field: QWidget
    read: Callable[[], str]
    write: Callable[[str], None]

    @property
    def asking(self) -> QWidget:
        """Return the widget that takes the keys."""
        return self.field.focusProxy() or self.field


class AnswerField(Field[str]):
    """Yes, no or not assessed by ``y``, ``n`` and ``-``; an answer goes on to the next field."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.ask)
        words = _SIGNS if asked.compact else dict(asked.spec.answers)
        options = [Option(code, words[code], _ANSWER_KEYS[code]) for code, _words in asked.spec.answers]
        self.bar = SegmentBar(asked.name, options, cell_width=_SIGN_WIDTH if asked.compact else 0)
        self._row.addWidget(self.bar, 1)
        self._set_editor(self.bar, asked.name)
        self.bar.picked.connect(self._edited)

    def value(self) -> str | None:
        """Return the code of the answer, or None."""
        return str(self.bar.value) if self.bar.value is not None else None

    def set_value(self, value: str | None) -> None:
        """Show an answer without a signal."""
        self.bar.choose(value)

    def _goes_on(self, event: QKeyEvent) -> bool:
        if event.text().lower() in _ANSWER_KEYS.values() and not event.modifiers():
            self.bar.keyPressEvent(event)
            return True
        return super()._goes_on(event)


class QuickChoiceField(ChoiceField):
    """One of several; the key of an answer goes on to the next field."""

    def _goes_on(self, event: QKeyEvent) -> bool:
        if not event.modifiers() and self.bar.has_key(event.text()):
            self.bar.keyPressEvent(event)
            return True
        return super()._goes_on(event)


class PainField(NprsField):
    """Pain whose digits run on: "1" waits for "0" or Enter, any other digit after it belongs to the next field."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        self._typed = ""
        self._carried = ""

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._typed = ""
        handled = super().eventFilter(watched, event)
        carried, self._carried = self._carried, ""
        following = QApplication.focusWidget()
        if carried and following is not None and following is not watched:
            key = Qt.Key(Qt.Key.Key_0 + int(carried))
            press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, carried)
            QApplication.sendEvent(following, press)
        return handled

    def _goes_on(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or event.text() not in _DIGITS:
            self._typed = ""
            return super()._goes_on(event)
        stroke = type_into(_SCORES, _SCORES, self._typed, event.text(), "")
        self._typed, self._carried = stroke.text, stroke.carried
        if not stroke.carried:
            self.bar.pick(int(stroke.text))
        return stroke.moves_on


class JudgedNumberField(NumberField):
    """A number as the form judges it: refused with the form's sentence, or an unusual one confirmed by Enter."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.ask, unit=asked.spec.unit, decimals=asked.spec.decimals)
        self._asked = asked
        # The text that was asked about; it stays when it is confirmed, so that the field can say so.
        self._question = ""

    def show_text(self, text: str) -> None:
        """Show what is typed without a signal, with its refusal or question."""
        self.editor.setText(text)
        self._question = ""
        self.check()

    def _goes_on(self, event: QKeyEvent) -> bool:
        if not super()._goes_on(event):
            return False
        question = self._asked.judge().question
        if question and self._question == self.editor.text():
            self._asked.confirm()
        elif question:
            self._commit()
            return False
        return True

    def _check(self) -> None:
        verdict = self._asked.judge()
        if verdict.refusal:
            raise FieldError(self.code, verdict.refusal)
        typed = self.editor.text()
        if verdict.question or self._question != typed:
            self._question = typed if verdict.question else ""

    def _resting_note(self) -> str:
        if not self._question:
            return self._hint
        question = self._asked.judge().question
        if question:
            return self.tr("{question} Press Enter to confirm.").format(question=question)
        return self.tr("Unusual, confirmed.")


def make_editor(asked: Asked) -> Editor:
    """Return the widget for a place."""
    kind = asked.spec.kind
    if kind == YES_NO:
        return _chosen(asked, AnswerField(asked))
    if kind == CHOICE:
        wide = any(len(words) > _LONG_CHOICE for _code, words in asked.spec.choices)
        field = QuickChoiceField(asked.ask, asked.spec.choices, wide=wide)
        return _chosen(asked, field)
    if kind == SEVERAL:
        return _chosen(asked, SeveralField(asked.ask, asked.spec.choices))
    if kind == NPRS:
        pain = PainField(asked.ask)
        return _made(asked, pain, lambda: _number_words(pain), lambda text: pain.set_value(_whole(text)))
    if kind == TEXT:
        return _note(asked)
    if kind == DATE:
        return _date(asked)
    number = JudgedNumberField(asked)
    return _made(asked, number, number.editor.text, number.show_text)


def _made(asked: Asked, field: Field[Any], read: Callable[[], str], write: Callable[[str], None]) -> Editor:
    field.changed.connect(lambda: asked.typed(read()))
    field.committed.connect(lambda: asked.left())
    return Editor(asked.place, field, read, write)


def _chosen(asked: Asked, field: Field[str]) -> Editor:
    return _made(asked, field, lambda: field.value() or "", lambda text: field.set_value(text or None))


def _number_words(field: NprsField) -> str:
    value = field.value()
    return "" if value is None else str(value)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _note(asked: Asked) -> Editor:
    note = TextField(asked.ask, lines=_NOTE_LINES, validate=lambda _text: _refuse(asked))
    note.editor.setMaximumHeight(note.editor.minimumHeight())
    return _made(asked, note, note.text, note.set_value)


def _date(asked: Asked) -> Editor:
    day = DateField(asked.ask, today=asked.day, validate=lambda _day: _refuse(asked))
    day.setMinimumWidth(theme.scaled(_DATE_WIDTH))

    def show(text: str) -> None:
        day.editor.setText(text)
        day.check()

    return _made(asked, day, day.editor.text, show)


def _refuse(asked: Asked) -> None:
    refusal = asked.judge().refusal
    if refusal:
        raise FieldError(asked.place.code, refusal)
