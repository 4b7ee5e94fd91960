"""An outcome measure on screen: its form, its boxes, and at once the score, the change and the earlier scores."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from footrehab_desktop.clinic.outcome_results import PSFS
from footrehab_desktop.progression import measure_info
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_activities import ActivityBoxes
from footrehab_desktop.ui.pages.assess_item_boxes import ItemBoxes
from footrehab_desktop.ui.presenters.assess_measure_words import MeasureReading, activity_words, read_measure
from footrehab_desktop.ui.presenters.assess_measures import (
    MeasureAnswers,
    MeasureForm,
    activity_place,
    item_place,
    version_place,
)
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar
from footrehab_desktop.ui.widgets.sparkline import Sparkline

_LARGE_TEXT = 150


class MeasureCard(Card):
    """Form, boxes, score, change and earlier scores of one measure. ``typed(place, text)`` on every change."""

    typed = Signal(object, str)
    finished = Signal()

    def __init__(self, measure: str, title: str, form: MeasureForm, parent: QWidget | None = None) -> None:
        super().__init__(title, measure_info(measure).version_note, parent=parent)
        self.measure = measure
        self.versions = self._version_bar()
        self.how = theme.label("", "soft", wrap=True)
        self.boxes = self._make_boxes(form)
        self.headline: QLabel = theme.label("", "title")
        self.detail = theme.label("", "soft", wrap=True)
        self.change = theme.label("", wrap=True)
        self.refusal = theme.label("", "error", wrap=True)
        self.history = theme.label("", "soft", wrap=True)
        self.line = Sparkline()
        self._lay_out()
        self.refusal.hide()

    def _lay_out(self) -> None:
        if self.versions is not None:
            label = theme.label(self.tr("Form and formula"), "label")
            label.setBuddy(self.versions)
            row = QVBoxLayout() if theme.scale() >= _LARGE_TEXT else QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label)
            row.addWidget(self.versions, 1)
            self.body.addLayout(row)
        self.body.addWidget(self.how)
        self.body.addWidget(self.boxes)
        for label in (self.refusal, self.headline, self.detail, self.change):
            self.body.addWidget(label)
        past = QHBoxLayout()
        past.setSpacing(16)
        past.addWidget(self.line)
        past.addWidget(self.history, 1)
        self.body.addLayout(past)

    def _version_bar(self) -> SegmentBar | None:
        versions = measure_info(self.measure).versions
        if not versions:
            return None
        name = self.tr("{measure}: form and formula").format(measure=self.measure)
        bar = SegmentBar(name, [Option(version.code, version.words) for version in versions])
        bar.picked.connect(self._pick_version)
        bar.entered.connect(lambda: self.boxes.take_focus())
        return bar

    def _pick_version(self) -> None:
        """Take over the form; one of them is always in use."""
        if self.versions is not None and self.versions.value is not None:
            self.typed.emit(version_place(self.measure), str(self.versions.value))
        elif self.versions is not None:
            self.versions.choose(self.boxes.form.version)

    def _make_boxes(self, form: MeasureForm) -> ItemBoxes:
        boxes = ActivityBoxes(form) if self.measure == PSFS else ItemBoxes(form)
        boxes.refused.connect(self.refuse)
        boxes.finished.connect(self.finished)
        boxes.typed.connect(lambda number, text: self.typed.emit(item_place(self.measure, number), text))
        if isinstance(boxes, ActivityBoxes):
            boxes.named.connect(lambda number, words: self.typed.emit(activity_place(number), words))
        self.how.setText(self._how(form))
        return boxes

    @property
    def chain(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, in reading order."""
        return (*([self.versions] if self.versions is not None else []), *self.boxes.chain)

    def show_answers(self, answers: MeasureAnswers, on: date) -> bool:
        """Show what the sheet holds of the measure and what it means; tell whether the boxes had to be made anew."""
        renewed = answers.form != self.boxes.form
        if renewed:
            old, self.boxes = self.boxes, self._make_boxes(answers.form)
            self.body.replaceWidget(old, self.boxes)
            old.deleteLater()
        if self.versions is not None:
            self.versions.choose(answers.form.version)
        self.boxes.show_texts(answers.texts())
        if isinstance(self.boxes, ActivityBoxes):
            for number in range(1, len(self.boxes.boxes) + 1):
                typed = answers.sheet.text(activity_place(number))
                self.boxes.show_activity(
                    number, typed, answers.carried[number - 1], activity_words(answers, number, on)
                )
        self._show_reading(read_measure(answers, on), answers)
        return renewed

    def _show_reading(self, reading: MeasureReading, answers: MeasureAnswers) -> None:
        self.refuse("")
        history = self.tr("Before: {scores}.").format(scores=reading.history) if reading.history else ""
        shown = (
            (self.headline, reading.headline),
            (self.detail, reading.detail),
            (self.change, reading.change),
            (self.history, history),
        )
        for label, words in shown:
            label.setText(words)
            label.setVisible(bool(words))
        info = answers.form.info
        self.line.show_points(reading.points, info.lowest, info.highest, history)

    def refuse(self, sentence: str) -> None:
        """Say why a key was not taken; an empty text takes the sentence away."""
        self.refusal.setText(f"✕ {sentence}" if sentence else "")
        self.refusal.setVisible(bool(sentence))

    def _how(self, form: MeasureForm) -> str:
        if form.measure == PSFS:
            return self.tr(
                "The patient names activities that are difficult now: 0 cannot do it, 10 does it as well as before."
            )
        ranges = list(dict.fromkeys(form.range_words(number) for number in range(1, form.info.items + 1)))
        words = self.tr(
            "Read the items from the clinic's own form. Answers: {allowed}. A digit goes on to the next item; "
            "Space leaves an item out, Backspace empties it."
        )
        return words.format(allowed=self.tr("; the last item ").join(ranges))


class MeasurePicker(QWidget):
    """Chooses which measure to type. ``picked(code)``."""

    picked = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Measure to type"))
        # The long names must not make a small screen scroll sideways.
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
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
