"""What joins the exercise sheet when it is asked for, and what the patient agreed that a coach may read."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.handouts import EXERCISE_SHEET


class SheetExtraFields(QWidget):
    """``settled()`` after one was put in or taken out."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bad_day = QCheckBox(self.tr("Plan for a day with more pain"))
        self.run_dates = QCheckBox(self.tr("Dates of the next runs"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for box in (self.bad_day, self.run_dates):
            box.setMinimumHeight(theme.scaled(theme.SMALLEST_TARGET))
            box.toggled.connect(self.settled)
            column.addWidget(box)

    def show_for(self, kind: str, *, runs: bool) -> None:
        """Show what fits a kind of handout; dates only where the patient ``runs`` by stages."""
        self.setVisible(kind == EXERCISE_SHEET)
        self.run_dates.setVisible(runs)
        if not runs:
            with QSignalBlocker(self.run_dates):
                self.run_dates.setChecked(False)


class ConsentFields(QWidget):
    """What the patient agreed to; the diagnosis cannot go where no letter may. ``settled()`` after a change."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letter = QCheckBox(self.tr("The patient agreed that the coach gets this letter"))
        self.identity = QCheckBox(self.tr("… and that it names birth date, record number and diagnosis"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for box in (self.letter, self.identity):
            box.setMinimumHeight(theme.scaled(theme.SMALLEST_TARGET))
            column.addWidget(box)
        self.letter.toggled.connect(self._take)
        self.identity.toggled.connect(self.settled)
        self.clear()

    def clear(self) -> None:
        """Nothing is agreed to. No signal."""
        for box in (self.letter, self.identity):
            with QSignalBlocker(box):
                box.setChecked(False)
        self.identity.setEnabled(False)

    def _take(self, agreed: bool) -> None:
        self.identity.setEnabled(agreed)
        with QSignalBlocker(self.identity):
            self.identity.setChecked(False)
        self.settled.emit()
