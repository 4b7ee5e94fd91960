"""One section of an assessment on screen: its fields under headings, the patient's left and right in two columns."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.library.field_spec import OUTCOME, YES_NO, FieldSpec, Section
from footrehab_desktop.progression.codes import SET_UPS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_fields import Asked, Editor, make_editor
from footrehab_desktop.ui.pages.assess_outcomes import OutcomeBlock
from footrehab_desktop.ui.pages.assess_reading import ReadingLine
from footrehab_desktop.ui.presenters.assess import BOTH_SIDES, SET_UP, AssessmentForm, places_of
from footrehab_desktop.ui.presenters.assess_outlook import POSTURE_PREFIX, RowReading
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader

_LABEL_COLUMN, _LEFT_COLUMN, _RIGHT_COLUMN = range(3)
_COLUMN_OF = {"left": _LEFT_COLUMN, "right": _RIGHT_COLUMN, "": _LEFT_COLUMN}


class SectionForm(QWidget):
    """The fields of one section. It shows what the form holds and tells what was typed; it decides nothing.

    Signals: ``typed(place, text)`` on each edit, ``left()`` when a field is left, ``confirmed(place)``,
    ``rest_no(heading)`` for "all others: no", ``undo_asked()`` for Ctrl+Z inside a typed field.
    """

    typed = Signal(object, str)
    left = Signal()
    confirmed = Signal(object)
    rest_no = Signal(str)
    undo_asked = Signal()

    def __init__(self, form: AssessmentForm, section: Section, day: Callable[[], date]) -> None:
        super().__init__()
        self.section = section
        self._form = form
        self._day = day
        self._readings: dict[str, ReadingLine] = {}
        self._set_ups: dict[str, QComboBox] = {}
        self.editors: dict[Place, Editor] = {}
        self.totals: dict[str, QLabel] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(16)
        self.body.addWidget(SectionHeader(section.title, section.help))
        asked = [spec for spec in section.fields if spec.kind != OUTCOME]
        for heading, fields in groupby(asked, key=lambda spec: spec.heading):
            self.body.addWidget(self._group(heading, list(fields)))
        self.outcomes = self._outcome_block()

    def _outcome_block(self) -> OutcomeBlock | None:
        if all(spec.kind != OUTCOME for spec in self.section.fields):
            return None
        block = OutcomeBlock(self._form)
        block.typed.connect(self.typed)
        self.body.addWidget(block)
        return block

    def show_place(self, place: Place) -> None:
        """Show what the form holds in a place now, e.g. after a step was taken back."""
        if place.part == SET_UP:
            self._show_set_up(place.code)
        elif place in self.editors:
            self.editors[place].write(self._form.sheet.text(place))
        elif self.outcomes is not None:
            self.outcomes.show_place(place)

    def show_reading(self, code: str, reading: RowReading) -> None:
        """Show symmetry, norm and marks of one test."""
        if code in self._readings:
            self._readings[code].show_reading(reading)

    @property
    def tests(self) -> Iterator[FieldSpec]:
        """Go through the fields that have a reading beneath."""
        return (spec for spec in self.section.fields if spec.code in self._readings)

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard into a place, or into the first that is empty."""
        empty = [each for each in self.editors if not self._form.sheet.text(each)]
        wanted = place if place in self.editors else next(iter(empty or self.editors), None)
        if wanted is not None:
            self.editors[wanted].field.take_focus()
        elif self.outcomes is not None:
            self.outcomes.take_focus(place)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Take back steps of the whole form, also where the field would only take back its own."""
        undo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if undo and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if undo and event.type() == QEvent.Type.KeyPress:
            self.undo_asked.emit()
            return True
        return super().eventFilter(watched, event)

    def _group(self, heading: str, fields: list[FieldSpec]) -> Card:
        card = Card()
        if heading:
            card.body.addWidget(self._heading(heading, fields))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(_LABEL_COLUMN, theme.scaled(140))
        for column, stretch in ((_LABEL_COLUMN, 4), (_LEFT_COLUMN, 3), (_RIGHT_COLUMN, 3)):
            grid.setColumnStretch(column, stretch)
        if any(spec.two_sided for spec in fields):
            self._add_side_heads(grid)
        for spec in fields:
            self._add_row(grid, spec)
        if any(spec.code.startswith(POSTURE_PREFIX) for spec in fields):
            self._add_totals(grid)
        card.body.addLayout(grid)
        return card

    def _heading(self, heading: str, fields: list[FieldSpec]) -> SectionHeader:
        header = SectionHeader(heading)
        if any(spec.finding for spec in fields):
            words = self.tr("All others: no")
            rest = button(words, "plain", lambda: self.rest_no.emit(heading))
            rest.setAccessibleName(self.tr("{heading}: {words}").format(heading=heading, words=words))
            header.add_action(rest)
        return header

    def _add_side_heads(self, grid: QGridLayout) -> None:
        for side, column in (("left", _LEFT_COLUMN), ("right", _RIGHT_COLUMN)):
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            words = self.tr("Patient's LEFT") if side == "left" else self.tr("Patient's RIGHT")
            if self._form.involved in (side, "both"):
                row.addWidget(theme.label(self.tr("{side}  ● involved side").format(side=words), "accent"))
            else:
                row.addWidget(theme.label(words, "label"))
            row.addStretch(1)
            grid.addWidget(head, 0, column)

    def _add_row(self, grid: QGridLayout, spec: FieldSpec) -> None:
        row = grid.rowCount()
        for place in places_of(spec):
            editor = self._editor(spec, place)
            span = 1 if spec.two_sided else 2
            grid.addWidget(editor.field, row, _COLUMN_OF[place.part], 1, span, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._words(spec), row, _LABEL_COLUMN, Qt.AlignmentFlag.AlignTop)
        if spec.test and (spec.two_sided or spec.norm or spec.lsi):
            line = ReadingLine()
            self._readings[spec.code] = line
            grid.addWidget(line, row + 1, _LEFT_COLUMN, 1, 2)

    def _words(self, spec: FieldSpec) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(theme.label(spec.label, "body" if spec.kind == YES_NO else "label", wrap=True))
        if spec.help:
            column.addWidget(theme.label(spec.help, "soft", wrap=True))
        if spec.set_ups:
            column.addWidget(self._set_up_choice(spec), 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return holder

    def _set_up_choice(self, spec: FieldSpec) -> QWidget:
        if len(spec.set_ups) == 1:
            return theme.label(self.tr("Set-up: {words}").format(words=SET_UPS[spec.set_ups[0]]), "soft")
        combo = QComboBox()
        combo.setAccessibleName(self.tr("{label}: set-up").format(label=spec.label))
        for code in spec.set_ups:
            combo.addItem(SET_UPS[code], code)
        self._set_ups[spec.code] = combo
        self._show_set_up(spec.code)
        combo.activated.connect(lambda: self.typed.emit(Place(spec.code, SET_UP), str(combo.currentData())))
        return combo

    def _show_set_up(self, code: str) -> None:
        combo = self._set_ups.get(code)
        if combo is not None:
            combo.setCurrentIndex(combo.findData(self._form.set_up(self._form.spec(code))))

    def _editor(self, spec: FieldSpec, place: Place) -> Editor:
        asked = Asked(
            spec=spec,
            place=place,
            name=self._name(spec, place),
            hint=self._hint(spec, place),
            judge=lambda: self._form.verdict(place),
            confirm=lambda: self.confirmed.emit(place),
            day=self._day,
        )
        editor = make_editor(asked)
        editor.write(self._form.sheet.text(place))
        editor.field.changed.connect(lambda: self.typed.emit(place, editor.read()))
        editor.field.committed.connect(self.left)
        typed_in = editor.field.findChild(QLineEdit) or editor.field.findChild(QPlainTextEdit)
        if typed_in is not None:
            typed_in.installEventFilter(self)
        self.editors[place] = editor
        return editor

    def _name(self, spec: FieldSpec, place: Place) -> str:
        if place.part not in BOTH_SIDES:
            return spec.label
        if self._form.involved in (place.part, "both"):
            words = self.tr("{label}, patient's {side}, involved side")
        else:
            words = self.tr("{label}, patient's {side}")
        return words.format(label=spec.label, side=place.part)

    def _hint(self, spec: FieldSpec, place: Place) -> str:
        last = self._form.last(place)
        # A row of "last: No" beneath every finding would hide the one that was there.
        if last is None or (spec.finding and last.observation.text != "yes"):
            return ""
        return self._form.last_words(place)

    def _add_totals(self, grid: QGridLayout) -> None:
        row = grid.rowCount()
        grid.addWidget(theme.label(self.tr("Total"), "label"), row, _LABEL_COLUMN)
        for side in BOTH_SIDES:
            self.totals[side] = theme.label("", "label", wrap=True)
            grid.addWidget(self.totals[side], row, _COLUMN_OF[side])
