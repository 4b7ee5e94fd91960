"""The outcome measures of an assessment: what is due, each measure typed by item number, and others to add."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.clinic.outcome_schedule import OutcomeDue, due_next, when_words
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_measure import MeasureCard, MeasurePicker
from footrehab_desktop.ui.presenters.assess import AssessmentForm
from footrehab_desktop.ui.presenters.assess_measures import choices, is_of_measure, measure_of, typed_measures
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card


class DueLine(Card):
    """What is due now, a button for each, and what comes next. ``opened(measure)``."""

    opened = Signal(str)

    def __init__(self, dues: tuple[OutcomeDue, ...], form: AssessmentForm, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._form = form
        now = [due for due in dues if due.is_due(form.assessed_on)]
        self.buttons = {due.measure: self._button(due) for due in now}
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        flow.addWidget(self._lead(now))
        for each in self.buttons.values():
            flow.addWidget(each)
        self.body.addWidget(holder)
        later = due_next(dues, form.assessed_on)
        if later:
            self.body.addWidget(theme.label(f"{later}.", "soft", wrap=True))

    def _button(self, due: OutcomeDue) -> QPushButton:
        return button("", "outlined", lambda: self.opened.emit(due.measure))

    def _lead(self, now: list[OutcomeDue]) -> QLabel:
        words = self.tr("Nothing is due now.")
        if now:
            words = self.tr("Due now, {when}:").format(when=when_words(now[0], self._form.assessed_on))
        lead = theme.label(words, "label")
        lead.setMinimumHeight(theme.SMALLEST_TARGET + 8)
        return lead

    def show_taken(self, measure: str) -> None:
        """Mark a due measure when it is taken."""
        each = self.buttons.get(measure)
        if each is not None:
            each.setText(self.tr("✓ {measure}").format(measure=measure) if self._form.is_taken(measure) else measure)
            each.setAccessibleName(self.tr("{measure}, due").format(measure=each.text()))

    def waiting(self) -> QPushButton | None:
        """Return the button of the first due measure that is not scored."""
        return next((each for measure, each in self.buttons.items() if not self._form.is_taken(measure)), None)


class OutcomeBlock(QWidget):
    """A card per measure that is being typed; the first that is due stands ready. ``typed(place, text)``."""

    typed = Signal(object, str)

    def __init__(self, form: AssessmentForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        fitting = choices(form.file.episode.details.condition)
        self.cards: dict[str, MeasureCard] = {}
        self._dues = form.due()
        self.due = self._due_line()
        self.picker = MeasurePicker(fitting)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.addWidget(self.due)
        first = next(iter(self.due.buttons), fitting[0][0])
        for measure in typed_measures(form.sheet) or (first,):
            self.card(measure)
        self._column.addWidget(self.picker)
        self.picker.picked.connect(self.open_measure)

    def open_measure(self, measure: str) -> None:
        """Show a measure and put the keyboard into its first empty box."""
        self.card(measure).boxes.take_focus()

    def card(self, measure: str) -> MeasureCard:
        """Return the card of a measure, made when it is asked for first."""
        if measure not in self.cards:
            made = MeasureCard(measure, f"{measure}: {MEASURES[measure]}", self._form.measure(measure).form)
            self.cards[measure] = made
            self._column.insertWidget(len(self.cards), made)
            self.show_measure(measure)
            # At once, so that the keyboard can go there.
            made.show()
            self._order_tabs()
            made.typed.connect(self._typed)
            made.finished.connect(self._finished)
        return self.cards[measure]

    def _typed(self, place: Place, text: str) -> None:
        self.typed.emit(place, text)
        self.show_measure(measure_of(place))

    def _finished(self) -> None:
        """Go on to the next measure that is due, or to the choice of another one."""
        waiting = self.due.waiting()
        (waiting or self.picker.combo).setFocus(Qt.FocusReason.TabFocusReason)

    def _order_tabs(self) -> None:
        """Let Tab run from what is due through the boxes of every measure to the choice of another one."""
        if not self.isVisible():
            return
        chain = [*self.due.buttons.values(), *(widget for card in self.cards.values() for widget in card.chain)]
        for before, after in pairwise((*chain, self.picker.combo)):
            QWidget.setTabOrder(before, after)

    def _due_line(self) -> DueLine:
        # With a parent from the start: without one it would flash up as a window of its own.
        made = DueLine(self._dues, self._form, self)
        made.opened.connect(self.open_measure)
        made.setVisible(bool(self._dues))
        for measure in made.buttons:
            made.show_taken(measure)
        return made

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._renew_due()
        self._order_tabs()

    def _renew_due(self) -> None:
        """Bring up to date what is due: the day of the assessment or the pain section may have changed meanwhile."""
        if self._form.due() != self._dues:
            self._dues = self._form.due()
            old, self.due = self.due, self._due_line()
            self._column.replaceWidget(old, self.due)
            old.deleteLater()
        for measure in self.due.buttons:
            self.due.show_taken(measure)

    def show_measure(self, measure: str) -> None:
        """Show what the form holds of a measure, and its score."""
        if self.card(measure).show_answers(self._form.measure(measure), self._form.assessed_on):
            self._order_tabs()
        self.due.show_taken(measure)

    def show_place(self, place: Place) -> None:
        """Show what the form holds in the box of an item."""
        if is_of_measure(place):
            self.show_measure(measure_of(place))

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard into the measure of a place, or the first one."""
        wanted = measure_of(place) if place is not None and is_of_measure(place) else next(iter(self.cards))
        self.card(wanted).boxes.take_focus()
