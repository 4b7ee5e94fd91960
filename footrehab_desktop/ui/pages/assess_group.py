"""One group of fields under its heading: fields in rows, the patient's left and right in two columns."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from footrehab_desktop.clinic.foot_posture import POSTURE_PREFIX
from footrehab_desktop.library.field_spec import DATE, YES_NO, FieldSpec, Section
from footrehab_desktop.progression.codes import SET_UPS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_fields import Asked, Editor, make_editor
from footrehab_desktop.ui.pages.assess_reading import ReadingLine
from footrehab_desktop.ui.pages.assess_side import SideQuestion
from footrehab_desktop.ui.presenters.assess import (
    BOTH_SIDES,
    NOTHING_FOUND,
    SET_UP,
    AssessmentForm,
    can_be_no,
    places_of,
)
from footrehab_desktop.ui.presenters.assess_outlook import Outlook, posture_words
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader

_TOP = Qt.AlignmentFlag.AlignTop
_TOP_LEFT = _TOP | Qt.AlignmentFlag.AlignLeft
_LARGE_TEXT = 150
_LABEL_COLUMN, _LEFT_COLUMN, _RIGHT_COLUMN = range(3)
_COLUMN_OF = {"left": _LEFT_COLUMN, "right": _RIGHT_COLUMN, "": _LEFT_COLUMN}


def is_narrow() -> bool:
    """Tell whether words stand above their fields, so that large text is not cut off on a small screen."""
    return theme.scale() >= _LARGE_TEXT


class GroupCard(Card):
    """A card with the fields of one heading. The signals are those of the section it stands in.

    ``editors`` are its fields by place, ``chain`` what Tab reaches, in reading order.
    """

    typed = Signal(object, str)
    left = Signal(object)
    confirmed = Signal(object)
    kept = Signal(object)
    moved = Signal(object)
    rest_no = Signal(str)
    finished = Signal()

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section, fields: Sequence[FieldSpec]) -> None:
        super().__init__()
        self.heading = fields[0].heading
        self.fields = tuple(fields)
        self.editors: dict[Place, Editor] = {}
        self.chain: list[QWidget] = []
        self.totals: dict[str, QLabel] = {}
        self._form = form
        self._outlook = outlook
        self._section = section
        self._group = section.group(self.heading)
        self._readings: dict[str, ReadingLine] = {}
        self._questions: dict[Place, SideQuestion] = {}
        self.findings = theme.label("", "body", wrap=True)
        if self.heading:
            self.body.addWidget(self._header())
            self.body.addWidget(self.findings)
            self.show_findings()

    def show_findings(self) -> None:
        """Show in one line what the rules make of the findings under the heading; nothing before the first answer."""
        words = self._outlook.group_reading(self.heading) if self.heading else ""
        if words != self.findings.text():
            self.findings.setText(words)
        self.findings.setVisible(bool(words))

    def _header(self) -> SectionHeader:
        header = SectionHeader(self.heading, self._group.help)
        if any(can_be_no(spec) for spec in self.fields):
            words = self.tr("All others: no (A)")
            rest = button(words, "plain", lambda: self.rest_no.emit(self.heading))
            rest.setToolTip(
                self.tr(
                    "A in any answer of this group does the same and goes on to the next group; Shift+A: all groups."
                )
            )
            rest.setAccessibleName(self.tr("{heading}: {words}").format(heading=self.heading, words=words))
            header.add_action(rest)
            self.chain.append(rest)
        return header

    def watch(self, watcher: QObject) -> None:
        """Let the section hear the keys of every field, before the field itself does."""
        for editor in self.editors.values():
            editor.asking.installEventFilter(watcher)
        for widget in self.chain:
            if isinstance(widget, QComboBox):
                widget.installEventFilter(watcher)

    def first_answer(self) -> QWidget:
        """Return the first field that takes "all others: no", else the first field."""
        places = [place for place in self.editors if can_be_no(self._form.spec(place.code))] or list(self.editors)
        return self.editors[places[0]].asking

    def show_place(self, place: Place) -> None:
        """Show what the form holds in a place now."""
        if place in self.editors:
            self.editors[place].write(self._form.sheet.text(place))
        self.show_sides()

    def show_reading(self, code: str) -> None:
        """Show what the core says about one field now: symmetry, norm and marks, or the total it counts for."""
        if code in self._readings:
            self._readings[code].show_reading(self._outlook.reading(self._form.spec(code)))
        elif code.startswith(POSTURE_PREFIX):
            for side, total in self.totals.items():
                total.setText(posture_words(self._form, side))

    def reading_words(self, code: str) -> str:
        """Return what the core says beneath a test as one text."""
        return self._readings[code].words()

    def ask_side(self, place: Place) -> None:
        """Ask whether the sound side is meant."""
        if place not in self._questions:
            question = SideQuestion(place, self._form.involved, self.name_of(place))
            question.kept.connect(self.kept)
            question.moved.connect(self.moved)
            self._questions[place] = question
            self._place_question(question)
        self._questions[place].show()

    def show_sides(self) -> None:
        """Take away every question about a side that is settled."""
        for place, question in self._questions.items():
            if not self._form.is_side_open(place):
                question.hide()

    def side_asked(self, place: Place) -> bool:
        """Tell whether the question about the side of a place is shown."""
        return place in self._questions and not self._questions[place].isHidden()

    def _place_question(self, question: SideQuestion) -> None:
        raise NotImplementedError

    def _tab_after(self, before: QWidget, *widgets: QWidget) -> None:
        """Let Tab reach widgets that were made later at their place."""
        for widget in widgets:
            QWidget.setTabOrder(before, widget)
            before = widget

    def side_head(self, side: str) -> QLabel:
        """Return the head of a side's column; the involved side is marked in words."""
        words = self.tr("Patient's LEFT") if side == "left" else self.tr("Patient's RIGHT")
        if self._form.involved in (side, "both"):
            return theme.label(self.tr("{side}  ● involved").format(side=words), "accent", wrap=is_narrow())
        return theme.label(words, "label", wrap=is_narrow())

    def name_of(self, place: Place) -> str:
        """Return what a screen reader calls a place."""
        return self._with_side(self.title_of(self._form.spec(place.code)), place.part)

    def title_of(self, spec: FieldSpec) -> str:
        """Return what a field is called, with its heading where another group of the section has the same name."""
        words = ", ".join(part for part in (spec.row or spec.label, spec.column) if part)
        alike = [other for other in self._section.fields if _cell_of(other) == _cell_of(spec)]
        if all(other.heading == spec.heading for other in alike):
            return words
        return self.tr("{heading}: {field}").format(heading=spec.heading, field=words)

    def _with_side(self, label: str, side: str) -> str:
        if side not in BOTH_SIDES:
            return label
        if self._form.involved in (side, "both"):
            words = self.tr("{label}, patient's {side}, involved side")
        else:
            words = self.tr("{label}, patient's {side}")
        return words.format(label=label, side=side)

    def hint_of(self, spec: FieldSpec, place: Place) -> str:
        """Return the last answer with its date. A row of "last: No" would hide the one finding that was there."""
        last = self._form.last(place)
        if last is None or (spec.finding and last.observation.text in NOTHING_FOUND):
            return ""
        return self._form.last_words(place)

    def _editor(self, spec: FieldSpec, place: Place, *, compact: bool = False) -> Editor:
        asked = Asked(
            spec=spec,
            place=place,
            name=self.name_of(place),
            hint=self.hint_of(spec, place),
            judge=lambda: self._form.verdict(place),
            confirm=lambda: self.confirmed.emit(place),
            day=lambda: self._form.assessed_on,
            typed=lambda text: self.typed.emit(place, text),
            left=lambda: self.left.emit(place),
            compact=compact,
        )
        editor = make_editor(asked)
        editor.write(self._form.sheet.text(place))
        self.editors[place] = editor
        self.chain.append(editor.asking)
        return editor

    def _reading(self, spec: FieldSpec) -> ReadingLine | None:
        if not (spec.test and (spec.two_sided or spec.norm or spec.lsi)):
            return None
        # With a parent from the start: without one it would flash up as a window of its own.
        line = ReadingLine(self)
        self._readings[spec.code] = line
        self.show_reading(spec.code)
        return line

    def _add_totals(self, grid: QGridLayout, row: int, label_column: int, columns: dict[str, int]) -> None:
        grid.addWidget(theme.label(self.tr("Total"), "label"), row, label_column)
        row += is_narrow()
        for side, column in columns.items():
            self.totals[side] = theme.label(posture_words(self._form, side), "label", wrap=True)
            grid.addWidget(self.totals[side], row, column)

    @property
    def _has_totals(self) -> bool:
        return any(spec.code.startswith(POSTURE_PREFIX) for spec in self.fields)


def _cell_of(spec: FieldSpec) -> tuple[str, str]:
    return spec.row or spec.label, spec.column


class RowsGroup(GroupCard):
    """Fields one beneath the other: words at the left, answers at the right, with large text above each other."""

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section, fields: Sequence[FieldSpec]) -> None:
        super().__init__(form, outlook, section, fields)
        self._narrow = is_narrow()
        self._set_ups: dict[str, QComboBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnMinimumWidth(_LABEL_COLUMN, 0 if self._narrow else theme.scaled(140))
        for column, stretch in ((_LABEL_COLUMN, 0 if self._narrow else 4), (_LEFT_COLUMN, 3), (_RIGHT_COLUMN, 3)):
            self._grid.setColumnStretch(column, stretch)
        if any(spec.two_sided for spec in fields):
            for side in BOTH_SIDES:
                self._grid.addWidget(self.side_head(side), 0, _COLUMN_OF[side])
        for spec in fields:
            self._add_row(spec)
        if self._has_totals:
            column = _LEFT_COLUMN if self._narrow else _LABEL_COLUMN
            sides: dict[str, int] = {side: _COLUMN_OF[side] for side in BOTH_SIDES}
            self._add_totals(self._grid, self._grid.rowCount(), column, sides)
        self.body.addLayout(self._grid)

    def show_place(self, place: Place) -> None:
        if place.part == SET_UP:
            self._show_set_up(place.code)
        super().show_place(place)

    def _add_row(self, spec: FieldSpec) -> None:
        row = self._grid.rowCount()
        if self._narrow:
            self._grid.addWidget(self._words(spec), row, _LEFT_COLUMN, 1, 2)
            row += 1
        for place in places_of(spec):
            editor = self._editor(spec, place)
            span = 1 if spec.two_sided else 2
            where = _TOP_LEFT if spec.kind == DATE else _TOP
            self._grid.addWidget(editor.field, row, _COLUMN_OF[place.part], 1, span, where)
        line = self._reading(spec)
        if not self._narrow:
            self._grid.addWidget(self._words(spec), row, _LABEL_COLUMN, 1 + (line is not None), 1, _TOP)
        if line is not None:
            self._grid.addWidget(line, row + 1, _LEFT_COLUMN, 1, 2, _TOP)
            self._grid.setRowStretch(row + 1, 1)

    def _place_question(self, question: SideQuestion) -> None:
        holder = self.editors[question.place].field.layout()
        if holder is not None:
            holder.addWidget(question)
        last = Place(question.place.code, BOTH_SIDES[-1])
        self._tab_after(self.editors[last].asking, *question.buttons)

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
        self.chain.append(combo)
        combo.activated.connect(lambda: self.typed.emit(Place(spec.code, SET_UP), str(combo.currentData())))
        return combo

    def _show_set_up(self, code: str) -> None:
        combo = self._set_ups.get(code)
        if combo is not None:
            combo.setCurrentIndex(combo.findData(self._form.set_up(self._form.spec(code))))
