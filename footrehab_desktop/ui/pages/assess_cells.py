"""The cells of a grid: one-character boxes, typed lines, and choices that open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit

from footrehab_desktop.library.field_spec import CHOICE, DATE, NPRS, NUMBER, TEXT, FieldSpec
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.assess_sheet import Place

_BOX_WIDTH, _NUMBER_WIDTH, _DATE_WIDTH, _TEXT_WIDTH = 48, 84, 124, 150
# More steps than this are typed and confirmed, not run through.
_MOST_STEPS = 10
_TYPED = (NUMBER, NPRS, TEXT, DATE)


def box_answers(spec: FieldSpec) -> tuple[str, ...]:
    """Return every text that a box of one character takes; empty for a field that is typed at length."""
    if spec.kind not in (NPRS, NUMBER) or spec.decimals or spec.low is None or spec.high is None:
        return ()
    low, high = int(spec.low), int(spec.high)
    return tuple(map(str, range(low, high + 1))) if high - low <= _MOST_STEPS else ()


def is_line(spec: FieldSpec) -> bool:
    """Tell whether a field is typed in a line of its cell."""
    return spec.kind in _TYPED


def is_combo(spec: FieldSpec) -> bool:
    """Tell whether a field is chosen from a list that opens."""
    return spec.kind == CHOICE


class LineCell(QLineEdit):
    """A typed cell. ``answers`` is not empty for a box whose characters run on to the next cell."""

    def __init__(self, spec: FieldSpec, place: Place) -> None:
        super().__init__()
        self.place = place
        self.spec = spec
        self.answers = box_answers(spec)
        if self.answers:
            self.setFixedWidth(theme.scaled(_BOX_WIDTH))
            self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        elif spec.kind == NUMBER:
            self.setFixedWidth(theme.scaled(_NUMBER_WIDTH))
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            self.setMinimumWidth(theme.scaled(_DATE_WIDTH if spec.kind == DATE else _TEXT_WIDTH))

    def set_refused(self, refused: bool) -> None:
        """Draw the frame as refused or not."""
        if bool(self.property("refused")) != refused:
            self.setProperty("refused", refused)
            theme.restyle(self)


class ComboCell(QComboBox):
    """One of several, closed to one line. ``picked()`` when the user chose; the first entry is no answer."""

    picked = Signal()

    def __init__(self, spec: FieldSpec, place: Place) -> None:
        super().__init__()
        self.place = place
        self.spec = spec
        self.addItem("", "")
        for code, words in spec.choices:
            self.addItem(words, code)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.activated.connect(lambda _index: self.picked.emit())

    def code(self) -> str:
        """Return the code of the answer, "" for none."""
        return str(self.currentData() or "")

    def show_code(self, code: str) -> None:
        """Show an answer without a signal."""
        self.setCurrentIndex(max(self.findData(code), 0))

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        # Scrolling the section must not change an answer under the pointer.
        event.ignore()
