"""One section of an assessment on screen: its fields under headings, the patient's left and right in two columns."""

from itertools import groupby, pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.library.field_spec import DATE, OUTCOME, YES_NO, FieldSpec, Section
from footrehab_desktop.progression.codes import SET_UPS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_fields import Asked, Editor, make_editor
from footrehab_desktop.ui.pages.assess_outcomes import OutcomeBlock
from footrehab_desktop.ui.pages.assess_reading import ReadingLine
from footrehab_desktop.ui.presenters.assess import BOTH_SIDES, SET_UP, AssessmentForm, places_of
from footrehab_desktop.ui.presenters.assess_outlook import POSTURE_PREFIX, Outlook, posture_words
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_LARGE_TEXT = 150
_LABEL_COLUMN, _LEFT_COLUMN, _RIGHT_COLUMN = range(3)
_COLUMN_OF = {"left": _LEFT_COLUMN, "right": _RIGHT_COLUMN, "": _LEFT_COLUMN}


class SectionForm(QWidget):
    """The fields of one section. It shows what the form holds and tells what was typed; it decides nothing.

    Signals: ``typed(place, text)`` on each edit, ``left()`` when a field is left, ``confirmed(place)``,
    ``rest_no(heading)`` for "all others: no", ``undo_asked()`` for Ctrl+Z inside a typed field,
    ``onward_asked()`` for the next section.
    """

    typed = Signal(object, str)
    left = Signal()
    confirmed = Signal(object)
    rest_no = Signal(str)
    undo_asked = Signal()
    onward_asked = Signal()

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section) -> None:
        super().__init__()
        self.section = section
        self._form = form
        self._outlook = outlook
        # With large text the words stand above their fields, so that nothing is cut off on a small screen.
        self._narrow = theme.scale() >= _LARGE_TEXT
        self._readings: dict[str, ReadingLine] = {}
        self._set_ups: dict[str, QComboBox] = {}
        self.editors: dict[Place, Editor] = {}
        self.totals: dict[str, QLabel] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(16)
        self.body.addWidget(SectionHeader(section.title, section.help))
        self.outcomes = self._outcome_block()
        self.onward = button(self.tr("Next section"), "outlined", self.onward_asked.emit, icon="right")
        self.body.addWidget(self.onward, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._chain: list[QWidget] = []
        self._headings: dict[QObject, str] = {}
        asked = [spec for spec in section.fields if spec.kind != OUTCOME]
        self._groups = [(heading, list(fields)) for heading, fields in groupby(asked, key=lambda spec: spec.heading)]
        self._made = 0
        self._make_group()

    def _make_group(self) -> None:
        """Make the next group, and the ones after it when the keyboard is not waiting: a long section opens at once."""
        if self._made == len(self._groups):
            return
        group = self._group(*self._groups[self._made])
        self.body.insertWidget(self._made + 1, group)
        group.show()
        self._made += 1
        self._order_tabs()
        QTimer.singleShot(0, self, self._make_group)

    def _order_tabs(self) -> None:
        """Let Tab follow the reading order. Only fields that share a window already can be put in order."""
        if self.isVisible() and self._chain:
            for before, after in pairwise((*self._chain, self.onward)):
                QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._order_tabs()

    def complete(self) -> None:
        """Make every group now, because the keyboard is to go to any of them."""
        while self._made < len(self._groups):
            self._make_group()

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

    def show_reading(self, code: str) -> None:
        """Show what the core says about one field now: symmetry, norm and marks, or the total it counts for."""
        if code in self._readings:
            self._readings[code].show_reading(self._outlook.reading(self._form.spec(code)))
        elif code.startswith(POSTURE_PREFIX):
            for side, total in self.totals.items():
                total.setText(posture_words(self._form, side))

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard into a place, or into the first that is empty."""
        if place is not None and place not in self.editors:
            self.complete()
        empty = [each for each in self.editors if not self._form.sheet.text(each)]
        wanted = place if place in self.editors else next(iter(empty or self.editors), None)
        if wanted is not None:
            self.editors[wanted].field.take_focus()
        elif self.outcomes is not None:
            self.outcomes.take_focus(place)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Hear the keys that mean more than the field they are pressed in."""
        if not isinstance(event, QKeyEvent):
            return False
        pressed = event.type() == QEvent.Type.KeyPress
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._undo_key(event, pressed)
        if pressed and isinstance(watched, QComboBox) and event.key() in _ENTER:
            return self.focusNextPrevChild(True)
        if pressed and watched in self._headings and event.text().lower() == "a":
            self._rest_of_group(self._headings[watched])
            return True
        return False

    def _undo_key(self, event: QKeyEvent, pressed: bool) -> bool:
        """Take back a step of the whole form, also where the field would only take back its own."""
        event.accept()
        if pressed:
            self.undo_asked.emit()
        return True

    def _rest_of_group(self, heading: str) -> None:
        """Answer the rest of a group with no and go on to the next group."""
        self.rest_no.emit(heading)
        self.complete()
        headings = [spec.heading for spec in self.section.fields]
        after = self.section.fields[len(headings) - headings[::-1].index(heading) :]
        if after:
            self.editors[places_of(after[0])[0]].field.take_focus()
        else:
            self.onward.setFocus()

    def _group(self, heading: str, fields: list[FieldSpec]) -> Card:
        card = Card()
        if heading:
            card.body.addWidget(self._heading(heading, fields))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnMinimumWidth(_LABEL_COLUMN, 0 if self._narrow else theme.scaled(140))
        for column, stretch in ((_LABEL_COLUMN, 0 if self._narrow else 4), (_LEFT_COLUMN, 3), (_RIGHT_COLUMN, 3)):
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
            words = self.tr("All others: no (A)")
            rest = button(words, "plain", lambda: self.rest_no.emit(heading))
            rest.setToolTip(self.tr("A key in any answer of this group does the same and goes on to the next group."))
            rest.setAccessibleName(self.tr("{heading}: {words}").format(heading=heading, words=words))
            header.add_action(rest)
            self._chain.append(rest)
        return header

    def _add_side_heads(self, grid: QGridLayout) -> None:
        for side, column in (("left", _LEFT_COLUMN), ("right", _RIGHT_COLUMN)):
            words = self.tr("Patient's LEFT") if side == "left" else self.tr("Patient's RIGHT")
            if self._form.involved in (side, "both"):
                head = theme.label(self.tr("{side}  ● involved").format(side=words), "accent", wrap=True)
            else:
                head = theme.label(words, "label", wrap=True)
            grid.addWidget(head, 0, column)

    def _add_row(self, grid: QGridLayout, spec: FieldSpec) -> None:
        row = grid.rowCount()
        if self._narrow:
            grid.addWidget(self._words(spec), row, _LEFT_COLUMN, 1, 2)
            row += 1
        for place in places_of(spec):
            editor = self._editor(spec, place)
            span = 1 if spec.two_sided else 2
            where = _TOP_LEFT if spec.kind == DATE else Qt.AlignmentFlag.AlignTop
            grid.addWidget(editor.field, row, _COLUMN_OF[place.part], 1, span, where)
            self._chain.append(editor.field.focusProxy() or editor.field)
        read = bool(spec.test and (spec.two_sided or spec.norm or spec.lsi))
        if not self._narrow:
            grid.addWidget(self._words(spec), row, _LABEL_COLUMN, 1 + read, 1, Qt.AlignmentFlag.AlignTop)
        if read:
            # With a parent from the start: without one it would flash up as a window of its own.
            line = ReadingLine(self)
            self._readings[spec.code] = line
            grid.addWidget(line, row + 1, _LEFT_COLUMN, 1, 2, Qt.AlignmentFlag.AlignTop)
            self.show_reading(spec.code)
            grid.setRowStretch(row + 1, 1)

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
        combo.installEventFilter(self)
        self._chain.append(combo)
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
            day=lambda: self._form.assessed_on,
        )
        editor = make_editor(asked)
        editor.write(self._form.sheet.text(place))
        editor.field.changed.connect(lambda: self.typed.emit(place, editor.read()))
        editor.field.committed.connect(self.left)
        asking = editor.field.focusProxy()
        if asking is not None:
            asking.installEventFilter(self)
            if spec.finding:
                self._headings[asking] = spec.heading
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
        column = _LEFT_COLUMN if self._narrow else _LABEL_COLUMN
        grid.addWidget(theme.label(self.tr("Total"), "label"), row, column)
        row += self._narrow
        for side in BOTH_SIDES:
            self.totals[side] = theme.label(posture_words(self._form, side), "label", wrap=True)
            grid.addWidget(self.totals[side], row, _COLUMN_OF[side])
