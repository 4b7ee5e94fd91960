"""The decision card: the decision in words, sign and colour, then why, what is missing, and what would change it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.clinic.decision_words import FactLine
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.review import DecisionCard, GateLine, ReasonLine
from footrehab_desktop.ui.tokens import DECISION_LOOK
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card, rule


class FactButton(QPushButton):
    """A fact that leads to the page where it was or can be recorded, by click, Space or Enter."""

    def __init__(self, words: str, where: str) -> None:
        super().__init__(words)
        self.setProperty("kind", "fact")
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setAccessibleDescription(where)
        self.setToolTip(where)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class DecisionHeadline(QWidget):
    """Sign, word and colour of the decision, with the urgency of a referral in words, and where it leads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = theme.label("", "display", wrap=True)
        self.urgency = theme.label("", "error", wrap=True)
        self.urgency.setFont(theme.font("lead"))
        self.answer = theme.label("", "label", wrap=True)
        self.move_line = theme.label("", "lead", wrap=True)
        self.plan_line = theme.label("", wrap=True)
        self.change_line = theme.label("", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for line in (self.word, self.urgency, self.answer, self.move_line, self.plan_line, self.change_line):
            column.addWidget(line)

    def show_card(self, card: DecisionCard) -> None:
        """Show the headline of a decision."""
        look = DECISION_LOOK[card.decision]
        self.word.setText(f"{look.sign} {look.word}")
        self.word.setStyleSheet(f"color: {theme.tokens().colour(look.colour)};")
        _show_or_hide(self.urgency, card.urgency)
        answer = card.answer
        if card.standing != card.decision:
            instead = DECISION_LOOK[card.standing]
            answer = self.tr("{answer} – what stands: {decision}").format(
                answer=answer, decision=f"{instead.sign} {instead.word}"
            )
        _show_or_hide(self.answer, answer)
        self.move_line.setText(card.move)
        _show_or_hide(self.plan_line, card.plan)
        _show_or_hide(self.change_line, "")

    def show_changes(self, words: str) -> None:
        """Say shortly what accepting means for the plan."""
        _show_or_hide(self.change_line, words)


class DecisionReasons(Card):
    """Everything behind the decision. Signal ``fact_chosen(FactLine)`` when a fact with a source is chosen."""

    fact_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._content: QWidget | None = None
        self._gate: QWidget | None = None

    def show_card(self, card: DecisionCard) -> None:
        """Show the reasons of a decision in place of the former ones; the gate as far as the decision names it."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = _column(self._content)
        self._add_reasons(column, self.tr("Why"), card.carrying)
        if card.missing:
            self._add_heading(column, self.tr("Not recorded: Enter goes to where it belongs"))
            column.addWidget(self._facts(card.missing))
        self._add_lines(column, self.tr("What would change it"), card.would_change)
        self._gate = QWidget()
        self._fill_gate(_column(self._gate), (), card.not_met)
        column.addWidget(self._gate)
        self._add_lines(column, self.tr("Limits for the week"), card.caps)
        self._add_lines(column, self.tr("To do"), card.tasks)
        if card.others:
            column.addWidget(rule())
            self._add_reasons(column, self.tr("Also found, outweighed by the above"), card.others)
        column.addWidget(rule())
        column.addWidget(_text(card.rulebook, "soft"))
        self.body.addWidget(self._content)

    def show_gate(self, lines: tuple[GateLine, ...]) -> None:
        """Show every item of the next gate in place of the open ones."""
        if self._gate is None or not lines:
            return
        layout = self._gate.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if isinstance(layout, QVBoxLayout):
            self._fill_gate(layout, lines, ())

    def _fill_gate(self, column: QVBoxLayout, lines: tuple[GateLine, ...], not_met: tuple[str, ...]) -> None:
        if lines:
            met = sum(line.met for line in lines)
            words = self.tr("The gate to the next phase: {met} of {all} met")
            self._add_heading(column, words.format(met=met, all=len(lines)))
            for line in lines:
                column.addWidget(self._gate_row(line))
        else:
            self._add_lines(column, self.tr("Not met for the next phase"), not_met)

    def _gate_row(self, line: GateLine) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        standing = theme.label(line.standing, "soft" if line.met else "label", wrap=True)
        standing.setFixedWidth(theme.scaled(112))
        layout.addWidget(standing)
        layout.addWidget(_text(line.sentence, "soft" if line.met else "body"), 1)
        if line.test is not None:
            words = self.tr("Test") if line.test.on is None else self.tr("See it")
            made = FactButton(words, self.tr("Go to the assessment: {item}").format(item=line.sentence))
            made.setAccessibleName(f"{words}: {line.sentence}")
            made.clicked.connect(partial(self._choose, line.test))
            layout.addWidget(made)
        return row

    def _add_heading(self, column: QVBoxLayout, heading: str) -> None:
        column.addWidget(rule())
        column.addWidget(theme.label(heading, "lead", wrap=True))

    def _add_lines(self, column: QVBoxLayout, heading: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._add_heading(column, heading)
            for line in lines:
                column.addWidget(_text(f"• {line}"))

    def _add_reasons(self, column: QVBoxLayout, heading: str, reasons: tuple[ReasonLine, ...]) -> None:
        column.addWidget(theme.label(heading, "lead", wrap=True))
        for reason in reasons:
            column.addWidget(_text(reason.sentence, "label"))
            if reason.facts:
                column.addWidget(self._facts(reason.facts))
            column.addWidget(_text(reason.basis, "soft"))

    def _facts(self, facts: tuple[FactLine, ...]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=4)
        for fact in facts:
            flow.addWidget(self._fact(fact))
        return row

    def _fact(self, fact: FactLine) -> QWidget:
        if fact.source is None:
            plain = _text(fact.words)
            plain.setWordWrap(False)
            plain.setContentsMargins(6, 4, 6, 4)
            return plain
        where = {
            "diary": self.tr("Go to the diary"),
            "assess": self.tr("Go to the assessment"),
            "summary": self.tr("Go to the episode"),
        }
        made = FactButton(fact.words, where[fact.source])
        made.clicked.connect(partial(self._choose, fact))
        return made

    def _choose(self, fact: FactLine, _checked: bool = False) -> None:
        self.fact_chosen.emit(fact)


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return column


def _text(words: str, role: theme.LabelRole = "body") -> QLabel:
    made = theme.label(words, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _show_or_hide(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
