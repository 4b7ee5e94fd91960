"""What a review proposes for the plan: each line with before, after and reason, to take or to leave."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.plan_proposal import ProposalRow
from footrehab_desktop.ui.widgets.buttons import plain_button, primary_button
from footrehab_desktop.ui.widgets.panels import Card, rule

_TAKE_KEYS = "Ctrl+Return"


def proposal_words(template_one: str, template_many: str, proposal: PlanProposal, count: int) -> str:
    """Fill in which review proposes how many changes."""
    look = theme.DECISION_LOOK[proposal.decision]
    template = template_one if count == 1 else template_many
    return template.format(
        day=format_date(proposal.decided_on), decision=f"{look.sign}\u00a0{look.word.upper()}", count=count
    )


class ProposalPanel(Card):
    """Lists the open lines, all of them marked. ``taken`` carries the marked ones, ``left_for_now`` nothing."""

    taken = Signal(tuple)
    left_for_now = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: tuple[ProposalRow, ...] = ()
        self.boxes: list[QCheckBox] = []
        self.heading = theme.label("", "lead", wrap=True)
        self._hint = theme.label(
            self.tr("Space marks a line. What is taken stays editable; nothing is saved yet."), "soft", wrap=True
        )
        self.message = theme.label("", "error", wrap=True)
        self.take = primary_button("", self._take, keys=_TAKE_KEYS)
        self.leave = plain_button(self.tr("Not now"), self.left_for_now.emit)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(4)
        for widget in (self.heading, self._hint):
            self.body.addWidget(widget)
        self._area: QScrollArea | None = None
        if theme.scale() < STACKED_FROM_SCALE:
            self._area = scrolling(self._list)
            self._area.setStyleSheet("QScrollArea, QWidget#scrolled { background: transparent; }")
        self.body.addWidget(self._area or self._list, 1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.take)
        self.body.addWidget(self.leave)
        self.message.hide()

    def show_proposal(self, proposal: PlanProposal, rows: tuple[ProposalRow, ...]) -> None:
        """List the open lines, every one marked."""
        self.heading.setText(
            proposal_words(
                self.tr("The review of {day} ({decision}) proposes 1 change"),
                self.tr("The review of {day} ({decision}) proposes {count} changes"),
                proposal,
                len(rows),
            )
        )
        self.say("")
        if rows == self._rows:
            return
        self._rows = rows
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.boxes = [self._add_row(row) for row in rows]
        self._column.addStretch(1)
        self._count_marked()

    def _add_row(self, row: ProposalRow) -> QCheckBox:
        box = QCheckBox()
        box.setAccessibleName(". ".join(part for part in (row.title, row.change, row.reason) if part))
        box.setChecked(True)
        box.toggled.connect(self._count_marked)
        box.installEventFilter(self)
        line = _Row(box, row)
        self._column.addWidget(line)
        self._column.addWidget(rule())
        return box

    def focus_first(self) -> None:
        """Put the keyboard on the first line."""
        if self.boxes:
            self.boxes[0].setFocus(Qt.FocusReason.TabFocusReason)

    def say(self, sentence: str) -> None:
        """Show why the marked lines cannot be taken; an empty sentence takes it away."""
        self.message.setText(sentence and f"✕ {sentence}")
        self.message.setVisible(bool(sentence))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QCheckBox):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self._go(self.boxes.index(watched) + steps[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left_for_now.emit()
                return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QCheckBox) and self._area is not None:
            self._area.ensureWidgetVisible(watched.parentWidget() or watched)
        return super().eventFilter(watched, event)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.boxes):
            self.boxes[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _marked(self) -> tuple[ProposedLine, ...]:
        return tuple(row.line for row, box in zip(self._rows, self.boxes, strict=True) if box.isChecked())

    def _count_marked(self) -> None:
        count = len(self._marked())
        self.take.setText(
            self.tr("Take the marked line") if count == 1 else self.tr("Take {n} marked lines").format(n=count)
        )
        self.take.setShortcut(_TAKE_KEYS)  # new words take the keys away
        self.take.setEnabled(count > 0)

    def _take(self) -> None:
        self.taken.emit(self._marked())


class _Row(QWidget):
    """One line: the box, what it is about, before → after, and the reason. A click anywhere marks it."""

    def __init__(self, box: QCheckBox, row: ProposalRow) -> None:
        super().__init__()
        self._box = box
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(theme.label(row.title, "label", wrap=True))
        if row.change:
            words.addWidget(theme.label(row.change, wrap=True))
        words.addWidget(theme.label(row.reason, "soft", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()
        self._box.setFocus(Qt.FocusReason.MouseFocusReason)
        self._box.toggle()
