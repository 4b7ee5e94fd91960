"""One section of an assessment on screen: its groups one beneath the other, made while the keyboard is not waiting."""

from itertools import groupby, pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from footrehab_desktop.library.field_spec import GRID, OUTCOME, FieldSpec, Section
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_fields import Editor
from footrehab_desktop.ui.pages.assess_grid import GridGroup
from footrehab_desktop.ui.pages.assess_group import GroupCard, RowsGroup
from footrehab_desktop.ui.pages.assess_outcomes import OutcomeBlock
from footrehab_desktop.ui.pages.assess_view import SectionView
from footrehab_desktop.ui.presenters.assess import AssessmentForm, can_be_no, places_of
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import SectionHeader

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoldLine(QFrame):
    """A group that is not usual for the patient, in one quiet line. ``opened(heading)``."""

    opened = Signal(str)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = heading
        words = self.tr("{heading}: not usual for this patient.").format(heading=heading)
        self.open = button(self.tr("Open (O)"), "plain", lambda: self.opened.emit(heading))
        self.open.setAccessibleName(f"{words} {self.open.text()}")
        self.open.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(theme.label(words, "soft", wrap=True), 1)
        row.addWidget(self.open)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().lower() == "o":
            self.opened.emit(self.heading)
            return True
        return super().eventFilter(watched, event)


class SectionForm(SectionView):
    """The fields of one section in groups, with the outcome measures if it has them, and the way to the next section.

    Enter in the last field goes on to the next section; Tab stops at the button first.
    """

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section) -> None:
        super().__init__(form, outlook, section)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(16)
        self.body.addWidget(SectionHeader(section.title, section.help))
        self.outcomes = self._outcome_block()
        self.body.addWidget(self.onward, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        asked = [spec for spec in section.fields if spec.kind != OUTCOME]
        self._fields = [list(fields) for _heading, fields in groupby(asked, key=lambda spec: spec.heading)]
        self._groups: list[GroupCard | FoldLine] = []
        self._group_of: dict[str, GroupCard] = {}
        self._places: dict[QObject, Place] = {}
        self._by_enter = False
        self._make_group()

    @property
    def editors(self) -> dict[Place, Editor]:
        """Return the fields made so far, in reading order."""
        return {place: editor for group in self.groups for place, editor in group.editors.items()}

    @property
    def groups(self) -> list[GroupCard]:
        """Return the groups made so far that are not folded."""
        return [group for group in self._groups if isinstance(group, GroupCard)]

    @property
    def totals(self) -> dict[str, QLabel]:
        """Return the totals of both sides, where a group has them."""
        return {side: total for group in self.groups for side, total in group.totals.items()}

    def reading_words(self, code: str) -> str:
        """Return what the core says beneath a test, for reading aloud and for tests."""
        return self._group_of[code].reading_words(code)

    # Making

    def _make_group(self) -> None:
        """Make the next group, and the ones after it when the keyboard is not waiting: a long section opens at once."""
        if len(self._groups) == len(self._fields):
            return
        made = self._group(self._fields[len(self._groups)])
        self._groups.append(made)
        self.body.insertWidget(len(self._groups), made)
        made.show()
        self._order_tabs(self._groups)
        QTimer.singleShot(0, self, self._make_if_seen)

    def _make_if_seen(self) -> None:
        """Go on making groups only while the section is on screen: the keys in another one come first."""
        if self.isVisible():
            self._make_group()

    def _group(self, fields: list[FieldSpec]) -> GroupCard | FoldLine:
        heading = fields[0].heading
        if self._form.is_folded(self.section, heading):
            line = FoldLine(heading)
            line.opened.connect(self.unfold)
            return line
        kind = GridGroup if self.section.group(heading).layout == GRID else RowsGroup
        group = kind(self._form, self._outlook, self.section, fields)
        group.typed.connect(self.typed)
        group.left.connect(self._left)
        group.confirmed.connect(self.confirmed)
        group.kept.connect(self.kept)
        group.moved.connect(self.moved)
        group.rest_no.connect(self._rest_of_group)
        group.finished.connect(lambda: self._after_group(group))
        group.watch(self)
        self._group_of.update({spec.code: group for spec in fields})
        self._places.update({editor.asking: place for place, editor in group.editors.items()})
        return group

    def unfold(self, heading: str) -> None:
        """Open a folded group and put the keyboard into it."""
        for number, line in enumerate(self._groups):
            if isinstance(line, FoldLine) and line.heading == heading:
                self.unfolded.emit(heading)
                group = self._group(self._fields[number])
                self._groups[number] = group
                self.body.replaceWidget(line, group)
                group.show()
                self._put_in_place(line, group)
                return

    def _put_in_place(self, line: FoldLine, group: GroupCard | FoldLine) -> None:
        """Let Tab find an opened group where its line was, and put the keyboard into it."""
        chain = self._chain([group])
        QWidget.setTabOrder(line.open, chain[0])
        self._order_tabs(self._groups)
        line.hide()
        line.deleteLater()
        if isinstance(group, GroupCard):
            group.first_answer().setFocus()

    def _chain(self, groups: list[GroupCard | FoldLine]) -> list[QWidget]:
        chains = ([group.open] if isinstance(group, FoldLine) else group.chain for group in groups)
        return [widget for chain in chains for widget in chain]

    def _order_tabs(self, groups: list[GroupCard | FoldLine]) -> None:
        """Let Tab follow the reading order. Only fields that share a window already can be put in order."""
        chain = self._chain(groups)
        if self.isVisible() and chain:
            for before, after in pairwise((*chain, self.onward)):
                QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._order_tabs(self._groups)
        QTimer.singleShot(0, self, self._make_if_seen)

    def complete(self) -> None:
        while len(self._groups) < len(self._fields):
            self._make_group()

    def _outcome_block(self) -> OutcomeBlock | None:
        if all(spec.kind != OUTCOME for spec in self.section.fields):
            return None
        block = OutcomeBlock(self._form)
        block.typed.connect(self.typed)
        self.body.addWidget(block)
        return block

    # Showing

    def show_place(self, place: Place) -> None:
        if place.code in self._group_of:
            self._group_of[place.code].show_place(place)
        elif self.outcomes is not None:
            self.outcomes.show_place(place)

    def show_reading(self, code: str) -> None:
        if code in self._group_of:
            self._group_of[code].show_reading(code)
        spec = self._form.spec(code)
        if spec.finding or spec.fact or spec.part_of:
            for group in self.groups:
                group.show_findings()

    def show_readings(self) -> None:
        for code in self._group_of:
            self.show_reading(code)

    def ask_side(self, place: Place) -> None:
        if place.code in self._group_of:
            self._group_of[place.code].ask_side(place)

    def take_focus(self, place: Place | None = None) -> None:
        wanted = place or self._first_open()
        if wanted is not None and not (self.outcomes is not None and wanted.code not in self._codes()):
            self._show_field(wanted)
        elif self.outcomes is not None:
            self.outcomes.take_focus(place)
        else:
            self.onward.setFocus()

    def _codes(self) -> set[str]:
        return {spec.code for fields in self._fields for spec in fields}

    def _first_open(self) -> Place | None:
        """Return the first place that is asked and empty, else the first that is asked."""
        asked = [spec for spec in self._form.asked_fields(self.section) if spec.kind != OUTCOME]
        places = [place for spec in asked for place in places_of(spec)]
        return next((place for place in places if not self._form.sheet.text(place)), places[0] if places else None)

    def _show_field(self, place: Place) -> None:
        if place.code not in self._group_of:
            self.complete()
        if place.code not in self._group_of:
            self.unfold(self._form.spec(place.code).heading)
        group = self._group_of[place.code]
        editor = group.editors.get(place) or next(e for each, e in group.editors.items() if each.code == place.code)
        editor.asking.setFocus()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Hear the keys that mean more than the field they are pressed in."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        self._by_enter = event.key() in _ENTER
        place = self._places.get(watched)
        if place is not None and self._answers_side(place, watched, event):
            return True
        if type(watched) is QComboBox and event.key() in _ENTER:
            return self.focusNextPrevChild(True)
        spec = self._form.spec(place.code) if place is not None else None
        if spec is not None and can_be_no(spec) and event.text().lower() == "a":
            self._all_no(spec, whole=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return False

    def _answers_side(self, place: Place, watched: QObject, event: QKeyEvent) -> bool:
        """Enter keeps and M moves where the side is asked about; in a note both are letters like others."""
        if isinstance(watched, QPlainTextEdit) or not self._group_of[place.code].side_asked(place):
            return False
        if event.key() in _ENTER and not event.modifiers():
            self.kept.emit(place)
            return False
        if event.text().lower() == "m":
            self.moved.emit(place)
            return True
        return False

    def focusNextPrevChild(self, following: bool, /) -> bool:
        """Go on. Enter in the last field goes straight to the next section; anything else stops at the way onward."""
        chain = self._chain(self._groups)
        if following and chain and QApplication.focusWidget() is chain[-1]:
            if len(self._groups) < len(self._fields):
                # Typed faster than the groups were made: the field after this one is still to come.
                self.complete()
            elif self._by_enter:
                self._go_beyond()
                return True
        return super().focusNextPrevChild(following)

    def _go_beyond(self) -> None:
        if self.outcomes is not None:
            self.outcomes.take_focus()
        elif self.is_last or not self._by_enter:
            self.onward.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.onward_asked.emit()

    def _after_group(self, group: GroupCard) -> None:
        """Go on to what comes after a grid."""
        self.complete()
        following = self._groups.index(group) + 1
        chain = self._chain(self._groups[following:])
        if chain:
            chain[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._go_beyond()

    def _left(self, place: Place) -> None:
        """A field was left; when the keyboard is in another field, an answer on the sound side alone is asked about."""
        self.left.emit()
        sides = [each for each in places_of(self._form.spec(place.code)) if self._form.is_side_open(each)]
        if sides:
            QTimer.singleShot(0, self, lambda: self._ask_if_gone(sides[0]))

    def _ask_if_gone(self, place: Place) -> None:
        now = self._places.get(QApplication.focusWidget() or self)
        if (now is None or now.code != place.code) and self._form.is_side_open(place):
            self.ask_side(place)

    def _all_no(self, spec: FieldSpec, *, whole: bool) -> None:
        if not whole:
            self._rest_of_group(spec.heading)
            return
        self.complete()
        self.all_no.emit()
        self.onward.setFocus()

    def _rest_of_group(self, heading: str) -> None:
        """Answer the rest of a group with no and go on to the next group."""
        self.rest_no.emit(heading)
        self.complete()
        following = 1 + max(n for n, fields in enumerate(self._fields) if fields[0].heading == heading)
        later = [group for group in self._groups[following:] if isinstance(group, GroupCard)]
        (later[0].first_answer() if later else self.onward).setFocus()
