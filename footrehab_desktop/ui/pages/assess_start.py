"""Before and between assessments: start one, go on with one, and read, amend or strike out what was signed."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.assess_notice import ActionNotice
from footrehab_desktop.ui.pages.assess_reading import ReferralBanner
from footrehab_desktop.ui.pages.assess_signed_pane import SignedPane
from footrehab_desktop.ui.presenters.assess_signed import OpenDraft, SignedRow
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import DateField

_LARGE_TEXT = 150


class StartCard(Card):
    """Asks which assessment and when. ``start_asked(kind, date)``."""

    start_asked = Signal(str, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("New assessment"), parent=parent)
        self._today = today
        self.kind = ChoiceField(Ask("kind", self.tr("Kind"), required=True), tuple(KINDS.items()))
        self.day = DateField(
            Ask("assessed_on", self.tr("Assessed on"), required=True), today=today, validate=self._past
        )
        self.start = primary_button(self.tr("Start the assessment"), self._start, icon="assess")
        row = QHBoxLayout()
        row.setSpacing(16)
        if theme.scale() < _LARGE_TEXT:
            row.addWidget(self.kind, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self.body.addWidget(self.kind)
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def step_back(self, back: bool) -> None:
        """Leave the one filled button of the page to another next step, or take it again."""
        self.start.setProperty("kind", "outlined" if back else "primary")
        theme.give_icon(self.start, "assess", "ink" if back else "on_accent")
        theme.restyle(self.start)

    def ask(self, kind: str) -> None:
        """Ask anew, with a kind suggested and today's date."""
        self.kind.set_value(kind)
        self.day.set_value(self._today())

    def _past(self, day: date) -> None:
        if day > self._today():
            raise FieldError("assessed_on", self.tr("The assessment cannot be dated in the future."))

    def _start(self) -> None:
        if all([self.kind.check(), self.day.check()]):
            self.start_asked.emit(self.kind.value(), self.day.value())


class DraftNotice(ActionNotice):
    """An assessment that was begun and not signed, with *Continue* and *Discard*."""

    def __init__(self, draft: OpenDraft, on_continue: Callable[[], object], on_discard: Callable[[], object]) -> None:
        super().__init__(draft.words)
        go_on = button(self.tr("Continue"), "outlined", on_continue)
        discard = button(self.tr("Discard"), "plain", on_discard)
        go_on.setAccessibleName(self.tr("Continue: {draft}").format(draft=draft.words))
        discard.setAccessibleName(self.tr("Discard: {draft}").format(draft=draft.words))
        self.add_action(go_on)
        self.add_action(discard)


class SignedList(QListWidget):
    """The signed assessments, newest first. The keys 1 and 2 mark the two that are compared: ``marked()``."""

    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Signed assessments, newest first. Keys 1 and 2 mark what is compared."))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._rows: tuple[SignedRow, ...] = ()
        self._marks: dict[str, int] = {}

    @property
    def pair(self) -> tuple[str, str] | None:
        """Return the ids of the two that are marked, None until both marks stand on different assessments."""
        found = (self._marks.get("1"), self._marks.get("2"))
        if found[0] is None or found[1] is None or found[0] == found[1]:
            return None
        return self._rows[found[0]].id, self._rows[found[1]].id

    def show_rows(self, rows: Sequence[SignedRow]) -> None:
        """Show other assessments; the first and the newest that stand are marked."""
        self._rows = tuple(rows)
        self.clear()
        standing = [number for number, row in enumerate(rows) if row.stands]
        self._marks = {"1": standing[-1], "2": standing[0]} if len(standing) > 1 else {}
        for _row in rows:
            self.addItem(QListWidgetItem())
        self._write()

    def mark(self, key: str) -> None:
        """Move a mark to the chosen assessment; the other mark gives way. One that does not stand takes no mark."""
        number = self.currentRow()
        if not (0 <= number < len(self._rows) and self._rows[number].stands):
            return
        self._marks = {other: at for other, at in self._marks.items() if at != number} | {key: number}
        self._write()
        self.marked.emit()

    def _write(self) -> None:
        signs = {number: f"[{key}] " for key, number in self._marks.items()}
        for number, row in enumerate(self._rows):
            self.item(number).setText(f"{signs.get(number, '')}{row.title}\n{row.detail}")

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.text() in ("1", "2") and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.mark(event.text())
        else:
            super().keyPressEvent(event)


class StartView(QWidget):
    """Start or continue; beneath, the signed assessments, newest first, and the chosen one to read.

    Signals carry the kind of a draft, the id of a signed assessment, or the ids of two that are compared.
    """

    continue_asked = Signal(str)
    discard_asked = Signal(str)
    amend_asked = Signal(str)
    strike_asked = Signal(str)
    print_asked = Signal(str)
    compare_asked = Signal(str, str)
    plan_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = StartCard(today)
        self.list = SignedList()
        self.pane = SignedPane(self.tr("The chosen assessment"))
        self.compare = button(self.tr("Compare [1] and [2]"), "outlined", self._compare, keys="Ctrl+D")
        self.print = button(self.tr("Print…"), "outlined", lambda: self._emit(self.print_asked), icon="print")
        self.amend = button(self.tr("Amend…"), "outlined", lambda: self._emit(self.amend_asked))
        self.strike = button(self.tr("Strike out…"), "danger", lambda: self._emit(self.strike_asked))
        self.room = button(self.tr("More room to read"), "plain", self._change_room, keys="Ctrl+Shift+R")
        self.room.setCheckable(True)
        self.plan = primary_button(self.tr("Start the plan"), self.plan_asked.emit, icon="plan")
        self.banner = ReferralBanner()
        self.lead = ActionNotice()
        self.due = theme.label("", wrap=True)
        self._rows: tuple[SignedRow, ...] = ()
        self._involved: Side | None = None
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(8)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_row)
        self.list.marked.connect(self._show_pair)

    def _lay_out(self) -> None:
        self.lead.add_action(self.plan)
        self.due.hide()
        begin = QVBoxLayout()
        begin.setContentsMargins(0, 0, 0, 0)
        begin.setSpacing(16)
        begin.addWidget(self.banner)
        begin.addWidget(self.lead)
        begin.addLayout(self._drafts)
        self.card.body.addWidget(self.due)
        begin.addWidget(self.card)
        self._signed = self._signed_card()
        begin.addWidget(self._signed, 1)
        self._filler = QWidget()
        begin.addWidget(self._filler, 1)
        content = QWidget()
        content.setLayout(begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(content))

    def _signed_card(self) -> Card:
        card = Card(self.tr("Signed assessments"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self.list)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self.pane.setMinimumHeight(theme.scaled(200))
        card.body.addWidget(split, 1)
        card.body.addLayout(self._actions())
        return card

    def _actions(self) -> QLayout:
        """Return what is done with the chosen assessment: in one row, or one below the other for large text."""
        if theme.scale() >= _LARGE_TEXT:
            flow = FlowLayout()
            for each in (self.compare, self.room, self.strike, self.amend, self.print):
                flow.addWidget(each)
            return flow
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.compare, self.room):
            row.addWidget(each)
        row.addStretch(1)
        for each in (self.strike, self.amend, self.print):
            row.addWidget(each)
        return row

    def show_drafts(self, drafts: Sequence[OpenDraft]) -> None:
        """Show what was begun and not signed."""
        while self._drafts.count():
            item = self._drafts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for draft in drafts:
            self._drafts.addWidget(self._draft_notice(draft))

    def _draft_notice(self, draft: OpenDraft) -> DraftNotice:
        return DraftNotice(
            draft,
            lambda: self.continue_asked.emit(draft.kind),
            lambda: self.discard_asked.emit(draft.kind),
        )

    def show_due(self, line: str) -> None:
        """Say which outcome measures are due; an empty line takes it away."""
        self.due.setText(self.tr("Outcome measures. {due}").format(due=line) if line else "")
        self.due.setVisible(bool(line))

    def show_signed(self, rows: Sequence[SignedRow], involved: Side | None = None) -> None:
        """Show the signed assessments, newest first, and read the first. ``involved`` is marked on the body chart."""
        self._rows, self._involved = tuple(rows), involved
        self.list.show_rows(rows)
        self._signed.setVisible(bool(rows))
        self._filler.setVisible(not rows)
        self._show_pair()
        self.list.setCurrentRow(0 if rows else -1)

    def read(self, assessment_id: str, words: str) -> None:
        """Read a signed assessment at some words, e.g. at the label of a field."""
        for number, row in enumerate(self._rows):
            if row.id == assessment_id:
                self.list.setCurrentRow(number)
                self.pane.setFocus()
                self.pane.find(words)

    def show_lead(self, sentence: str) -> None:
        """Offer to start the plan with a sentence; an empty one takes the offer away."""
        self.lead.show_text(sentence)
        self.card.step_back(bool(sentence))

    def chosen(self) -> SignedRow | None:
        """Return the signed assessment that is read."""
        index = self.list.currentRow()
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def _show_pair(self) -> None:
        self.compare.setEnabled(self.list.pair is not None)
        self.compare.setVisible(sum(row.stands for row in self._rows) > 1)

    def _change_room(self) -> None:
        """Give the signed assessments the whole page, or show again what starts a new one."""
        wide = self.room.isChecked()
        self.card.setVisible(not wide)
        self.room.setText(self.tr("Less room to read") if wide else self.tr("More room to read"))

    def _compare(self) -> None:
        if self.list.pair is not None:
            self.compare_asked.emit(*self.list.pair)

    def _show_row(self) -> None:
        row = self.chosen()
        self.amend.setEnabled(row is not None and row.stands)
        self.strike.setEnabled(row is not None and row.stands)
        self.print.setEnabled(row is not None)
        self.pane.show_row(row, self._involved)

    def _emit(self, signal: SignalInstance) -> None:
        row = self.chosen()
        if row is not None:
            signal.emit(row.id)
