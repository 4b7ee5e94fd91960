"""The outcome measures of an assessment: choose one, type it by item number, add another."""

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.progression import measure_info
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.ui.pages.assess_measure import MeasureCard, MeasurePicker
from footrehab_desktop.ui.presenters.assess import AssessmentForm
from footrehab_desktop.ui.presenters.assess_measures import (
    PREFIX,
    choices,
    item_place,
    measure_of,
    read_measure,
    typed_measures,
)
from footrehab_desktop.ui.presenters.assess_sheet import Place


class OutcomeBlock(QWidget):
    """A card per measure that is being typed; the main one of the condition stands ready. ``typed(place, text)``."""

    typed = Signal(object, str)

    def __init__(self, form: AssessmentForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        fitting = choices(form.file.episode.details.condition)
        self.cards: dict[str, MeasureCard] = {}
        self.picker = MeasurePicker(fitting)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for measure in typed_measures(form.sheet) or (fitting[0][0],):
            self.card(measure)
        self._column.addWidget(self.picker)
        self.picker.picked.connect(self.open_measure)

    def open_measure(self, measure: str) -> None:
        """Show a measure and put the keyboard into its first empty box."""
        self.card(measure).boxes.take_focus()

    def card(self, measure: str) -> MeasureCard:
        """Return the card of a measure, made when it is asked for first."""
        if measure not in self.cards:
            made = MeasureCard(measure, f"{measure}: {MEASURES[measure]}")
            self.cards[measure] = made
            self._column.insertWidget(len(self.cards) - 1, made)
            self._order_tabs()
            self.show_measure(measure)
            made.boxes.typed.connect(lambda number, text: self.typed.emit(item_place(measure, number), text))
            made.boxes.finished.connect(self.picker.combo.setFocus)
        return self.cards[measure]

    def _order_tabs(self) -> None:
        """Let Tab run through the boxes of every measure and then to the choice of another one."""
        if not self.isVisible():
            return
        boxes = [box for card in self.cards.values() for box in card.boxes.boxes]
        for before, after in pairwise((*boxes, self.picker.combo)):
            QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._order_tabs()

    def show_measure(self, measure: str) -> None:
        """Show what the form holds of a measure, and its score."""
        card = self.card(measure)
        numbers = range(1, measure_info(measure).items + 1)
        card.boxes.show_texts([self._form.sheet.text(item_place(measure, number)) for number in numbers])
        card.show_reading(read_measure(self._form.sheet, measure, self._form.last_scores.get(measure)))

    def show_place(self, place: Place) -> None:
        """Show what the form holds in the box of an item."""
        if place.code.startswith(PREFIX):
            self.show_measure(measure_of(place))

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard into the measure of a place, or the first one."""
        wanted = measure_of(place) if place is not None and place.code.startswith(PREFIX) else next(iter(self.cards))
        self.card(wanted).boxes.take_focus()
