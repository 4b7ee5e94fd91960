"""A group as a grid of compact cells: digits run on from cell to cell, arrows move, refusals stand beneath."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from footrehab_desktop.clinic.answer_words import answer_words
from footrehab_desktop.library.dates import format_date_weekday, parse_date
from footrehab_desktop.library.field_spec import DATE, NPRS, NUMBER, TEXT, FieldSpec, Section
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_cells import ComboCell, LineCell, is_combo, is_line
from footrehab_desktop.ui.pages.assess_fields import Editor
from footrehab_desktop.ui.pages.assess_group import GroupCard, is_narrow
from footrehab_desktop.ui.pages.assess_side import SideQuestion
from footrehab_desktop.ui.presenters.assess import BOTH_SIDES, AssessmentForm, places_of
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.presenters.running_digits import type_into
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_STEPS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
}  # fmt: skip
_TOP = Qt.AlignmentFlag.AlignTop
# How much of the width a column of this kind takes; boxes take what they need.
_STRETCH = {TEXT: 4, DATE: 2}
_MOST_NARROW_COLUMNS = 2
Column = tuple[str, str]


class GridGroup(GroupCard):
    """Rows of cells under column heads, or the patient's left and right.

    Digits go across; where the row above left a column out they leave it out too, and a grid of boxes under own heads
    is run through column by column.
    """

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section, fields: Sequence[FieldSpec]) -> None:
        super().__init__(form, outlook, section, fields)
        self._fresh = True
        self._refusals: dict[Place, str] = {}
        self._rows = [
            (title, list(members)) for title, members in groupby(fields, key=lambda spec: spec.row or spec.label)
        ]
        columns = dict.fromkeys(_column(spec, place) for spec in fields for place in places_of(spec))
        self._columns: list[Column] = list(columns)
        self._matrix: list[list[Editor | None]] = []
        self._where: dict[Place, tuple[int, int]] = {}
        self._note = theme.label("", "soft", wrap=True)
        for _title, members in self._rows:
            self._make_row(members)
        self._lay_out()
        self._down = len(self._rows) > 1 and not self._sided and all(map(_is_box, self.editors.values()))
        self.body.addWidget(self._note)
        self._note.hide()

    @property
    def _sided(self) -> bool:
        return any(side for _title, side in self._columns)

    def _make_row(self, members: list[FieldSpec]) -> None:
        row: list[Editor | None] = [None] * len(self._columns)
        for spec in members:
            for place in places_of(spec):
                column = self._columns.index(_column(spec, place))
                row[column] = self._cell(spec, place)
                self._where[place] = (len(self._matrix), column)
        self._matrix.append(row)

    def _cell(self, spec: FieldSpec, place: Place) -> Editor:
        if is_line(spec):
            editor = self._line(spec, place)
        elif is_combo(spec):
            editor = self._combo(spec, place)
        else:
            return self._editor(spec, place, compact=True)
        editor.asking.setAccessibleName(self.name_of(place))
        editor.asking.setAccessibleDescription(self.hint_of(spec, place))
        editor.asking.installEventFilter(self)
        editor.write(self._form.sheet.text(place))
        self.editors[place] = editor
        self.chain.append(editor.asking)
        return editor

    def _line(self, spec: FieldSpec, place: Place) -> Editor:
        cell = LineCell(spec, place)
        if not cell.answers:
            cell.setPlaceholderText(self.hint_of(spec, place))
            cell.textEdited.connect(lambda text: self._put(place, text))
        else:
            cell.textEdited.connect(lambda text: self._pasted(cell, text))
        return Editor(place, cell, cell.text, cell.setText)

    def _combo(self, spec: FieldSpec, place: Place) -> Editor:
        cell = ComboCell(spec, place)
        cell.picked.connect(lambda: self._put(place, cell.code()))
        return Editor(place, cell, cell.code, cell.show_code)

    def name_of(self, place: Place) -> str:
        """Return e.g. ``Stairs down, patient's left, involved side, 0 to 10``."""
        spec = self._form.spec(place.code)
        words = self._with_side(self.title_of(spec), place.part)
        if spec.kind not in (NUMBER, NPRS) or spec.low is None or spec.high is None:
            return words
        allowed = self.tr("{name}, {low} to {high} {unit}").format(
            name=words, low=f"{spec.low:g}", high=f"{spec.high:g}", unit=spec.unit
        )
        return allowed.strip()

    # Layout

    def _lay_out(self) -> None:
        mixed = any(not _is_box(editor) for editor in self.editors.values())
        if is_narrow() and (mixed or len(self._columns) > _MOST_NARROW_COLUMNS):
            self._lay_out_flowing()
        else:
            self._lay_out_grid()

    def _lay_out_grid(self) -> None:
        """Heads above, row titles at the left; with large text the titles stand above their cells."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        first = 0 if is_narrow() else 1
        for column, key in enumerate(self._columns, start=first):
            grid.addWidget(self._head(key), 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(column, self._stretch(column - first))
        if first:
            grid.setColumnMinimumWidth(0, theme.scaled(140))
            grid.setColumnStretch(0, 4 if self._sided else 0)
        # Cells stay near their words; what is left of the width stays free at the right.
        grid.setColumnStretch(len(self._columns) + first, 3 if self._sided else 0 if self._stretches else 1)
        for (title, members), cells in zip(self._rows, self._matrix, strict=True):
            self._add_row(grid, title, members, cells, first)
        if self._has_totals:
            sides = {side: first + number for number, (_title, side) in enumerate(self._columns)}
            self._add_totals(grid, grid.rowCount(), 0, sides)
        self.body.addLayout(grid)

    def _add_row(
        self, grid: QGridLayout, title: str, members: list[FieldSpec], cells: list[Editor | None], first: int
    ) -> None:
        row = grid.rowCount()
        if first:
            grid.addWidget(self._title(title, members), row, 0)
        else:
            grid.addWidget(self._title(title, members), row, 0, 1, len(self._columns))
            row += 1
        for column, editor in enumerate(cells):
            if editor is not None:
                grid.addWidget(self._with_words(editor), row, first + column)
        for spec in members:
            line = self._reading(spec)
            if line is not None:
                grid.addWidget(line, grid.rowCount(), first, 1, len(self._columns), _TOP)

    def _lay_out_flowing(self) -> None:
        """Put the cells of a row one after the other, each beneath its head, wrapping as words do."""
        for (title, members), cells in zip(self._rows, self._matrix, strict=True):
            self.body.addWidget(self._title(title, members))
            holder = QWidget()
            flow = FlowLayout(holder, spacing=12)
            for key, editor in zip(self._columns, cells, strict=True):
                if editor is not None:
                    flow.addWidget(_stacked(self._head(key), self._with_words(editor)))
            self.body.addWidget(holder)

    def _title(self, title: str, members: list[FieldSpec]) -> QWidget:
        helps = " ".join(dict.fromkeys(spec.help for spec in members if spec.help))
        words = theme.label(title, wrap=True)
        return _stacked(words, theme.label(helps, "soft", wrap=True)) if helps else words

    def _head(self, column: Column) -> QWidget:
        title, side = column
        if not side:
            return theme.label(title, "label", wrap=not is_narrow())
        head = self.side_head(side)
        if title:
            head.setText(f"{title}: {head.text()}")
        return head

    def _with_words(self, editor: Editor) -> QWidget:
        """Return a cell with its unit and the last value beside it."""
        cell = editor.asking
        hint = self._short_hint(editor.place) if isinstance(cell, LineCell | ComboCell) else ""
        unit = self._form.spec(editor.place.code).unit if isinstance(cell, LineCell) else ""
        if not hint and not unit and not (isinstance(cell, LineCell) and (cell.answers or cell.spec.kind == NUMBER)):
            return editor.field
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(editor.field)
        for words in (unit, hint):
            if words:
                row.addWidget(theme.label(words, "soft", wrap=words is hint), 1 if words is hint else 0)
        if not hint:
            row.addStretch(1)
        return holder

    def _short_hint(self, place: Place) -> str:
        """Return ``last 4`` for a box; longer cells carry the whole hint themselves. The date is told beneath."""
        spec = self._form.spec(place.code)
        last = self._form.last(place)
        if last is None or not self.hint_of(spec, place) or spec.kind in (TEXT, DATE):
            return ""
        return self.tr("last {value}").format(value=answer_words(spec, last.observation).removesuffix("/10"))

    @property
    def _stretches(self) -> int:
        return sum(self._stretch(column) for column in range(len(self._columns)))

    def _stretch(self, column: int) -> int:
        if self._sided:
            return 3
        cells = [cell for row in self._matrix if (cell := row[column]) is not None]
        specs = [self._form.spec(cell.place.code) for cell in cells]
        return max((2 if is_combo(spec) else _STRETCH.get(spec.kind, 0) for spec in specs), default=0)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(watched, LineCell | ComboCell):
            if event.type() == QEvent.Type.FocusIn:
                self._fresh = True
                self._tell(watched.place)
            elif event.type() == QEvent.Type.FocusOut:
                self._leave(watched)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, cell: LineCell | ComboCell, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key in _ENTER:
            self._enter(cell)
        elif isinstance(cell, ComboCell):
            return key in _ERASE and self._clear(cell)
        elif key in _STEPS and self._may_step(cell, key):
            self._step(cell.place, *_STEPS[key])
        elif cell.answers:
            return self._box_key(cell, key, event.text())
        else:
            return False
        return True

    def _box_key(self, cell: LineCell, key: Qt.Key, text: str) -> bool:
        if key == Qt.Key.Key_Space:
            self._go_on(cell.place)
        elif key in _ERASE:
            self._erase(cell)
        elif text and text.isprintable():
            self._type(cell, text)
        else:
            return False
        return True

    def _may_step(self, cell: LineCell, key: Qt.Key) -> bool:
        """Tell whether an arrow leaves the cell; in a typed line left and right move between the letters first."""
        if cell.answers or key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return True
        at = cell.cursorPosition()
        return not cell.hasSelectedText() and at == (0 if key == Qt.Key.Key_Left else len(cell.text()))

    def _step(self, place: Place, rows: int, columns: int) -> None:
        row, column = self._where[place]
        row, column = row + rows, column + columns
        if 0 <= row < len(self._matrix) and 0 <= column < len(self._columns):
            self._focus(self._matrix[row][column])

    def _focus(self, editor: Editor | None) -> None:
        if editor is not None:
            editor.asking.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self, cell: LineCell | ComboCell) -> None:
        """Go on; an unusual value is asked about first and confirmed by the next Enter."""
        question = self._form.verdict(cell.place).question
        if question and question not in self._note.text():
            self._tell(cell.place)
            return
        if question:
            self.confirmed.emit(cell.place)
        self._go_on(cell.place)

    def _type(self, cell: LineCell, character: str) -> LineCell:
        """Type one character and return the cell where the next one belongs."""
        following = self._next(cell.place)
        after = following.asking if following is not None else None
        present = "" if self._fresh else cell.text()
        answers = after.answers if isinstance(after, LineCell) else ()
        stroke = type_into(cell.answers, answers, present, character, self._range_words(cell.spec))
        if stroke.refusal:
            self._show_note(stroke.refusal, "error")
            return cell
        self._fresh = False
        self._set(cell, stroke.text)
        if not stroke.moves_on:
            return cell
        self._go_on(cell.place)
        if stroke.carried and isinstance(after, LineCell):
            return self._type(after, stroke.carried)
        return after if isinstance(after, LineCell) else cell

    def _range_words(self, spec: FieldSpec) -> str:
        words = self.tr("{field} takes a whole number from {low} to {high}.")
        return words.format(field=spec.label, low=f"{spec.low:g}", high=f"{spec.high:g}")

    def _pasted(self, cell: LineCell, text: str) -> None:
        """Take pasted digits as if they had been typed from this cell on."""
        cell.setText(self._form.sheet.text(cell.place))
        self._fresh = True
        for character in text.replace(" ", ""):
            cell = self._type(cell, character)

    def _erase(self, cell: LineCell) -> None:
        """Empty the cell; in an empty one go back to the cell before and empty that."""
        if not cell.text():
            places = list(self._where)
            before = places[max(places.index(cell.place) - 1, 0)]
            found = self.editors[before].asking
            if isinstance(found, LineCell) and found.answers:
                self._focus(self.editors[before])
                cell = found
        self._set(cell, "")
        self._fresh = True

    def _clear(self, cell: ComboCell) -> bool:
        cell.show_code("")
        self._put(cell.place, "")
        return True

    def _set(self, cell: LineCell, text: str) -> None:
        if cell.text() != text:
            cell.setText(text)
            self._put(cell.place, text)

    def _put(self, place: Place, text: str) -> None:
        self.typed.emit(place, text)
        self._tell(place)

    def _go_on(self, place: Place) -> None:
        following = self._next(place)
        if following is None:
            self.finished.emit()
        else:
            self._focus(following)

    def _next(self, place: Place) -> Editor | None:
        """Return the cell after a place as the keyboard runs, None after the last one."""
        row, column = self._where[place]
        if self._down:
            places = sorted(self._where, key=lambda each: self._where[each][::-1])
            after = places.index(place) + 1
            return self.editors[places[after]] if after < len(places) else None
        wanted = self._pattern(row - 1)
        later = [editor for editor in self._matrix[row][column + 1 :] if editor is not None]
        following = [editor for editor in later if self._where[editor.place][1] in wanted]
        if not following and row + 1 < len(self._matrix):
            pattern = self._pattern(row)
            following = [e for number, e in enumerate(self._matrix[row + 1]) if e is not None and number in pattern]
        return following[0] if following else None

    def _pattern(self, row: int) -> frozenset[int]:
        """Return the columns that are answered in a row of boxes; all of them for other rows and while it is empty."""
        every = frozenset(range(len(self._columns)))
        if row < 0 or not all(editor is None or _is_box(editor) for editor in self._matrix[row]):
            return every
        filled = [n for n, e in enumerate(self._matrix[row]) if e is not None and self._form.sheet.text(e.place)]
        return frozenset(filled) or every

    # What is said beneath

    def _leave(self, cell: LineCell | ComboCell) -> None:
        refusal = self._form.verdict(cell.place).refusal
        self._mark(cell, refusal)
        if refusal:
            self._show_note(refusal, "error")
        self.left.emit(cell.place)

    def _tell(self, place: Place) -> None:
        """Say beneath the grid what there is to know about the cell with the keyboard."""
        verdict = self._form.verdict(place)
        spec = self._form.spec(place.code)
        if verdict.question:
            self._show_note(self.tr("{question} Press Enter to confirm.").format(question=verdict.question))
        elif spec.kind == DATE and verdict.text:
            self._show_note(format_date_weekday(parse_date(verdict.text, self._form.assessed_on)))
        elif self._refusals:
            self._show_note(next(iter(self._refusals.values())), "error")
        else:
            last = self.hint_of(spec, place)
            self._show_note(f"{spec.row or spec.label}: {last}" if last else "")

    def _mark(self, cell: LineCell | ComboCell, refusal: str) -> None:
        """Mark a cell as refused or not; what was refused stays in sight until it is mended."""
        self._refusals.pop(cell.place, None)
        if refusal:
            self._refusals[cell.place] = refusal
        if isinstance(cell, LineCell):
            cell.set_refused(bool(refusal))

    def _show_note(self, words: str, role: str = "soft") -> None:
        self._note.setText(f"✕ {words}" if role == "error" else words)
        if self._note.property("role") != role:
            self._note.setProperty("role", role)
            theme.restyle(self._note)
        self._note.setVisible(bool(words))
        if role == "error":
            QTimer.singleShot(0, self, self._bring_note_into_view)

    def _bring_note_into_view(self) -> None:
        """Let the refusal be seen beneath a tall grid; the cell with the keyboard stays in sight."""
        area: QWidget | None = self
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        cell = QApplication.focusWidget()
        if area is not None:
            area.ensureWidgetVisible(self._note, 0, 8)
        if area is not None and cell is not None and self.isAncestorOf(cell):
            area.ensureWidgetVisible(cell)

    def show_place(self, place: Place) -> None:
        super().show_place(place)
        editor = self.editors.get(place)
        if editor is not None and isinstance(editor.asking, LineCell):
            self._mark(editor.asking, self._form.verdict(place).refusal)

    def _place_question(self, question: SideQuestion) -> None:
        title = theme.label(self._form.spec(question.place.code).label, "label", wrap=True)
        column = question.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, title)
        self.body.addWidget(question)
        self._tab_after(self.chain[-1], *question.buttons)


def _column(spec: FieldSpec, place: Place) -> Column:
    return spec.column, place.part if place.part in BOTH_SIDES else ""


def _is_box(editor: Editor) -> bool:
    return isinstance(editor.asking, LineCell) and bool(editor.asking.answers)


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget)
    return holder
