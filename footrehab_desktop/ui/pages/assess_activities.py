"""The Patient-Specific Functional Scale: the patient's own activities, named once, rated each time."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_item_boxes import ItemBoxes
from footrehab_desktop.ui.presenters.assess_measures import MeasureForm
from footrehab_desktop.ui.widgets.buttons import plain_button

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LARGE_TEXT = 150
_TEXT_DROP = 6


class ActivityRow:
    """One activity: its words to type, or as they stand, with the way to name another one instead."""

    def __init__(self, number: int, box: QLineEdit, boxes: "ActivityBoxes") -> None:
        self.box = box
        self.edit = QLineEdit()
        self.edit.setAccessibleName(boxes.tr("Activity {number}, in the patient's words").format(number=number))
        self.edit.setPlaceholderText(boxes.tr("Activity {number}, in the patient's words").format(number=number))
        self.words: QLabel = theme.label("", "label", wrap=True)
        self.another: QPushButton = plain_button(boxes.tr("Another activity"))
        self.change: QLabel = theme.label("", "soft", wrap=True)
        # On one line with what stands in the box.
        self.words.setContentsMargins(0, _TEXT_DROP, 0, 0)
        self.change.setContentsMargins(0, _TEXT_DROP, 0, 0)
        self.carried = ""
        self.wants_another = False

    @property
    def is_fixed(self) -> bool:
        """Tell whether the activity stands as it was named before."""
        return bool(self.carried) and not self.edit.text() and not self.wants_another

    @property
    def name(self) -> str:
        """Return the words of the activity as they are shown."""
        return self.edit.text() or self.carried

    def show_state(self) -> None:
        """Show the words to read or to type."""
        fixed = self.is_fixed
        self.words.setText(self.carried)
        self.words.setVisible(fixed)
        self.another.setVisible(fixed)
        self.edit.setVisible(not fixed)


class ActivityBoxes(ItemBoxes):
    """A row per activity. ``named(number, words)`` when the words of an activity change."""

    named = Signal(int, str)

    def __init__(self, form: MeasureForm, parent: QWidget | None = None) -> None:
        self.rows: tuple[ActivityRow, ...] = ()
        super().__init__(form, parent)

    def _lay_out(self) -> None:
        self.rows = tuple(ActivityRow(number, box, self) for number, box in enumerate(self.boxes, start=1))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        narrow = theme.scale() >= _LARGE_TEXT
        for number, row in enumerate(self.rows, start=1):
            name = QHBoxLayout()
            name.setSpacing(8)
            for widget, stretch in ((row.edit, 1), (row.words, 1), (row.another, 0)):
                name.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
            line = 2 * number if narrow else number
            grid.addLayout(name, line, 0, 1, 2 if narrow else 1)
            grid.addWidget(row.box, line + narrow, 0 if narrow else 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(row.change, line + narrow, 1 if narrow else 2, Qt.AlignmentFlag.AlignTop)
            self._listen(number, row)
        grid.setColumnStretch(1 if narrow else 0, 3)
        grid.setColumnStretch(2, 0 if narrow else 4)

    def _listen(self, number: int, row: ActivityRow) -> None:
        row.edit.installEventFilter(self)
        row.edit.textEdited.connect(lambda words: self._name(number, words))
        row.another.clicked.connect(lambda: self._ask_another(number))

    @property
    def chain(self) -> tuple[QWidget, ...]:
        return tuple(widget for row in self.rows for widget in (row.edit, row.another, row.box))

    def show_activity(self, number: int, typed: str, carried: str, change: str) -> None:
        """Show what an activity is called, as typed now and as it was called last, and how its rating changed."""
        row = self.rows[number - 1]
        if row.edit.text() != typed:
            row.edit.setText(typed)
        row.carried = carried
        row.change.setText(change)
        row.show_state()
        name = typed or carried or self.tr("activity {number}").format(number=number)
        words = self.tr("Rating of {activity}, {range}").format(activity=name, range=self.form.range_words(number))
        row.box.setAccessibleName(words)
        row.box.setToolTip(words)

    def take_focus(self) -> None:
        """Put the keyboard into the first activity that is not rated: its words, or its rating once it has words."""
        row = next((row for row in self.rows if not row.box.text()), self.rows[0])
        (row.box if row.name else row.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            for row in self.rows:
                if watched is row.edit:
                    self._named(row)
                    return True
        return super().eventFilter(watched, event)

    def _named(self, row: ActivityRow) -> None:
        """Go on to the rating; without words there are no more activities."""
        row.wants_another = False
        row.show_state()
        if row.name:
            row.box.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _name(self, number: int, words: str) -> None:
        self.rows[number - 1].wants_another = True
        self.named.emit(number, words)

    def _ask_another(self, number: int) -> None:
        row = self.rows[number - 1]
        row.wants_another = True
        row.show_state()
        row.edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, index: int) -> None:
        if 0 <= index < len(self.rows) and not self.rows[index].name:
            self.rows[index].edit.setFocus(Qt.FocusReason.TabFocusReason)
            self._fresh = True
        else:
            super()._go(index)
