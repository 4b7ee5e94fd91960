"""Which signed assessments are printed: one, or two that are compared."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.handouts import ASSESSMENT, COMPARISON, AssessmentChoice


class AssessmentFields(QWidget):
    """``settled()`` after another assessment was chosen. At first the newest is chosen, compared with the first."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._choices: tuple[AssessmentChoice, ...] = ()
        self.earlier, self.later = QComboBox(), QComboBox()
        self._earlier_label = theme.label(self.tr("Compare"), "label")
        self._later_label = theme.label("", "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label, combo in ((self._earlier_label, self.earlier), (self._later_label, self.later)):
            combo.setMinimumHeight(theme.scaled(theme.SMALLEST_TARGET))
            combo.setMinimumContentsLength(12)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            column.addWidget(label)
            column.addWidget(combo)
            combo.currentIndexChanged.connect(self.settled)
        self.earlier.setAccessibleName(self.tr("First of the two assessments"))
        self.later.setAccessibleName(self.tr("Assessment"))

    def offer(self, choices: Sequence[AssessmentChoice]) -> None:
        """Offer signed assessments, newest first; what was chosen stays chosen while it is among them. No signal."""
        self._choices = tuple(choices)
        self._fill((self.earlier.currentData(), self.later.currentData()))

    def choose(self, kind: str, assessments: Sequence[str]) -> None:
        """Choose what a kind of handout is printed from, one or the earlier and the later of two. No signal."""
        self._kind = kind
        earlier = assessments[0] if len(assessments) > 1 else None
        self._fill((earlier, assessments[-1] if assessments else None))

    def show_for(self, kind: str) -> None:
        """Show what a kind of handout asks for."""
        self.setVisible(kind in (ASSESSMENT, COMPARISON))
        for widget in (self.earlier, self._earlier_label):
            widget.setVisible(kind == COMPARISON)
        self._later_label.setText(self.tr("with") if kind == COMPARISON else self.tr("Which"))
        if kind != self._kind:
            self.choose(kind, (self.earlier.currentData(), self.later.currentData()))

    def chosen(self, kind: str) -> tuple[str, ...]:
        """Return the ids that a kind of handout is printed from."""
        if kind == COMPARISON:
            return self.earlier.currentData(), self.later.currentData()
        return (self.later.currentData(),) if kind == ASSESSMENT else ()

    def _fill(self, kept: tuple[str | None, str | None]) -> None:
        """Only assessments that stand are compared; any can be printed. At first: the newest, against the first."""
        offered = [choice for choice in self._choices if choice.stands or self._kind != COMPARISON]
        for combo, wanted, other in ((self.earlier, kept[0], len(offered) - 1), (self.later, kept[1], 0)):
            with QSignalBlocker(combo):
                combo.clear()
                for choice in offered:
                    combo.addItem(choice.title, choice.id)
                found = combo.findData(wanted)
                combo.setCurrentIndex(found if found >= 0 else other)
