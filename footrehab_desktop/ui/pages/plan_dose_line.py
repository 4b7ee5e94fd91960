"""The dosage of one exercise as a line of fields that reads like a sentence, typed like a row of a spreadsheet."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.plan import DOSE_FIELDS, FREQUENCIES, SIDES, cell_text
from footrehab_desktop.ui.presenters.plan_dose import DoseTyping, Reply
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_WIDTHS = {
    "sets": 44, "reps": 48, "minutes": 48, "hold_s": 48, "rest_s": 48, "tempo": 72, "load": 150, "note": 270,
    "side": 120, "frequency": 204, "time_of_day": 126,
}  # fmt: skip
_FIRST_FIELD = "sets"
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_STEPS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_STAYING = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class DoseLine(QWidget):
    """Shows the dosage of the current row. ``changed`` after a part was taken, ``said`` with a refusal or question,
    ``row_asked(by)`` to go on in the row above or below, ``step_pressed`` for Alt with an arrow, ``left`` to go back to
    the table."""

    changed = Signal()
    said = Signal(Reply)
    row_asked = Signal(int)
    step_pressed = Signal(Qt.Key)
    left = Signal()

    def __init__(self, typing: DoseTyping, item_of: Callable[[int], PlanItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typing = typing
        self._item_of = item_of
        self._row = -1
        self._last = _FIRST_FIELD
        self._flow = FlowLayout(self, spacing=8)
        self._names = self._make_names()
        self._parts: dict[str, QWidget] = {}
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        for field in DOSE_FIELDS:
            self._make_part(field)
        self.usual = theme.label("", "soft")
        self.usual.setMinimumHeight(self.fields[_FIRST_FIELD].sizeHint().height())
        self._flow.addWidget(self.usual)

    def _make_names(self) -> dict[str, tuple[str, str, str]]:
        """Return for each field what stands before and behind it, and its name."""
        return {
            "sets": ("", "×", self.tr("Sets")),
            "reps": ("", "", self.tr("Repetitions")),
            "minutes": ("", self.tr("min"), self.tr("Minutes")),
            "hold_s": (self.tr("hold"), self.tr("s"), self.tr("Hold in seconds")),
            "rest_s": (self.tr("rest"), self.tr("s"), self.tr("Rest between sets in seconds")),
            "tempo": (self.tr("tempo"), "", self.tr("Tempo")),
            "load": (self.tr("load"), "", self.tr("Load")),
            "side": ("", "", self.tr("Side")),
            "frequency": ("", "", self.tr("How often, or weekdays")),
            "time_of_day": ("", "", self.tr("Time of day")),
            "note": (self.tr("note"), "", self.tr("Note for the patient")),
        }

    def _make_part(self, field: str) -> None:
        before, behind, name = self._names[field]
        made = self._make_field(field)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setFixedWidth(theme.scaled(_WIDTHS[field]))
        made.setProperty("dose", field)
        made.installEventFilter(self)
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if before:
            row.addWidget(theme.label(before, "soft"))
        row.addWidget(made)
        if behind:
            row.addWidget(theme.label(behind, "soft"))
        self.fields[field] = made
        self._parts[field] = part
        self._flow.addWidget(part)

    def _make_field(self, field: str) -> QLineEdit | QComboBox:
        if field == "side":
            words = {"left": self.tr("Left"), "right": self.tr("Right"), "both": self.tr("Both")}
            return self._choice(field, [(self.tr("No side"), ""), *((words[side], side) for side in SIDES)])
        if field == "time_of_day":
            times = ((self.tr("Any time"), ""), (self.tr("Morning"), "morning"), (self.tr("Evening"), "evening"))
            return self._choice(field, times)
        if field == "frequency":
            made = self._choice(field, [(text, text) for text in FREQUENCIES])
            made.setEditable(True)
            made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            return made
        return QLineEdit()

    def _choice(self, field: str, choices: "list[tuple[str, str]] | tuple[tuple[str, str], ...]") -> QComboBox:
        made = QComboBox()
        for words, code in choices:
            made.addItem(words, code)
        made.activated.connect(lambda _place: self._commit(field))
        return made

    def show_row(self, row: int) -> None:
        """Show the dosage of a row, −1 for none."""
        self._row = row
        self.setVisible(row >= 0)
        if row < 0:
            return
        item, shown = self._item_of(row), self._typing.shown_fields(row)
        for field, widget in self.fields.items():
            self._parts[field].setVisible(field in shown)
            self._fill(field, widget, cell_text(item, field))
        self._show_usual()

    def take_open(self) -> bool:
        """Hand over what is being typed; false when it is refused or asked about."""
        open_field = next((field for field, widget in self.fields.items() if widget.hasFocus()), "")
        return not open_field or self._commit(open_field)

    def type_here(self, typed: str = "") -> None:
        """Put the keyboard into the field that was used last; ``typed`` replaces what it holds."""
        shown = self._typing.shown_fields(self._row)
        field = self._last if self._last in shown else _FIRST_FIELD
        widget = self.fields[field]
        if typed and not isinstance(widget, QLineEdit):
            widget = self.fields[_FIRST_FIELD]
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()
            if typed:
                widget.insert(typed)

    def _fill(self, field: str, widget: QLineEdit | QComboBox, text: str) -> None:
        if isinstance(widget, QLineEdit):
            had_all = widget.hasFocus()
            widget.setText(text)
            widget.setCursorPosition(0)
            self._mark(widget, refused=False)
            if had_all:
                widget.selectAll()
            return
        with QSignalBlocker(widget):
            widget.setCurrentIndex(widget.findData(text))
            line = widget.lineEdit()
            if line is not None:
                line.setText(text)
                line.setCursorPosition(0)
                widget.setToolTip(f"{self._names[field][2]}: {text}")

    def _show_usual(self, field: str = "") -> None:
        usual = self._typing.usual(self._row, field) if field and self._row >= 0 else ""
        name = self._names[field][2] if field else ""
        self.usual.setText(self.tr("{name}: usually {range}").format(name=name, range=usual) if usual else "")

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        field = str(watched.property("dose"))
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._last = field
            self._show_usual(field)
        elif kind == QEvent.Type.Wheel:
            event.ignore()
            return True  # turning the wheel over a choice never changes a dose
        elif isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusOut:
            self._leave_field(field, event.reason())
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride:
            return self._leave_undo_to_the_plan(watched, event)
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._key(field, event)
        return super().eventFilter(watched, event)

    @staticmethod
    def _leave_undo_to_the_plan(watched: QObject, event: QKeyEvent) -> bool:
        """Let Ctrl+Z take back a step of the plan as long as nothing is being typed."""
        line = watched.lineEdit() if isinstance(watched, QComboBox) else watched
        typing = isinstance(line, QLineEdit) and line.isModified()
        if not typing and any(event.matches(key) for key in _UNDO):
            event.ignore()
            return True
        return False

    def _key(self, field: str, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        single_line = isinstance(self.fields[field], QLineEdit)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self._step(field, key)
        if key in _TABS:
            return not self._commit(field)
        if key in _ENTER:
            self._go_on(field, 1)
            return True
        if single_line and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_on(field, -1 if key == Qt.Key.Key_Up else 1)
            return True
        if key == Qt.Key.Key_Escape:
            self._escape(field)
            return True
        return False

    def _step(self, field: str, key: Qt.Key) -> bool:
        """Alt with an arrow does here what it does in the table; in a choice, Alt+Down opens it."""
        steps = _STEPS if isinstance(self.fields[field], QLineEdit) else _STEPS - {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if key not in steps or not self._commit(field):
            return key in steps
        self.step_pressed.emit(key)
        return True

    def _go_on(self, field: str, by: int) -> None:
        if self._commit(field):
            self.row_asked.emit(by)

    def _escape(self, field: str) -> None:
        """Take back what is being typed; with nothing typed, go back to the table."""
        if self._text(field) != cell_text(self._item_of(self._row), field):
            self._fill(field, self.fields[field], cell_text(self._item_of(self._row), field))
            self.said.emit(Reply())
        else:
            self.left.emit()

    def _text(self, field: str) -> str:
        widget = self.fields[field]
        if isinstance(widget, QLineEdit):
            return widget.text()
        return widget.currentText() if widget.isEditable() else str(widget.currentData() or "")

    def _commit(self, field: str, *, ask: bool = True) -> bool:
        """Hand a field over; tell whether it was taken."""
        if self._row < 0 or self._text(field).strip() == cell_text(self._item_of(self._row), field):
            return True
        reply = self._typing.take(self._row, field, self._text(field), ask=ask)
        self._mark(self.fields[field], refused=bool(reply.sentence) and not reply.asks)
        if not reply.sentence:
            self.changed.emit()
        self.said.emit(reply)
        return not reply.sentence

    def _leave_field(self, field: str, why: Qt.FocusReason) -> None:
        """Take what was typed when the mouse goes elsewhere; what cannot be taken is put back, with the reason said."""
        if why not in _STAYING and not self._commit(field, ask=False):
            self._fill(field, self.fields[field], cell_text(self._item_of(self._row), field))

    @staticmethod
    def _mark(widget: QWidget, *, refused: bool) -> None:
        if bool(widget.property("refused")) != refused:
            widget.setProperty("refused", refused)
            theme.restyle(widget)
