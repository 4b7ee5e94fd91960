"""The decision card: the decision in words, sign and colour, then why, what is missing, and what would change it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.review import DecisionCard, FactLine, ReasonLine
from footrehab_desktop.ui.tokens import DECISION_LOOK
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card, rule


class FactButton(QPushButton):
    """A fact that leads to the page where it was recorded, by click, Space or Enter."""

    def __init__(self, fact: FactLine, where: str) -> None:
        super().__init__(fact.words)
        self.setProperty("kind", "plain")
        self.setAutoDefault(False)
        self.setAccessibleName(fact.words)
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
        self.answer = theme.label("", "label", wrap=True)
        self.move_line = theme.label("", wrap=True)
        self.plan_line = theme.label("", "soft", wrap=True)
        self.next_line = theme.label("", "soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for line in (self.word, self.urgency, self.answer, self.move_line, self.plan_line, self.next_line):
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
        review = self.tr("Next review: {date}").format(date=card.next_review) if card.next_review else ""
        book = self.tr("Rulebook {version}").format(version=card.rulebook)
        self.next_line.setText(" · ".join(part for part in (review, book) if part))


class DecisionReasons(Card):
    """Everything behind the decision. Signal ``fact_chosen(FactLine)`` when a fact with a source is chosen."""

    fact_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._content: QWidget | None = None

    def show_card(self, card: DecisionCard) -> None:
        """Show the reasons of a decision in place of the former ones."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(theme.label(self.tr("Why"), "lead"))
        for reason in card.reasons:
            self._add_reason(column, reason)
        for heading, lines in self._lists(card):
            if lines:
                column.addWidget(rule())
                column.addWidget(theme.label(heading, "lead"))
                for line in lines:
                    column.addWidget(_text(f"• {line}"))
        self.body.addWidget(self._content)

    def _lists(self, card: DecisionCard) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            (self.tr("Not recorded"), card.missing),
            (self.tr("What would change it"), card.would_change),
            (self.tr("Not met for the next phase"), card.not_met),
            (self.tr("Limits for the week"), card.caps),
            (self.tr("To do"), card.tasks),
        )

    def _add_reason(self, column: QVBoxLayout, reason: ReasonLine) -> None:
        column.addWidget(_text(reason.sentence, "label"))
        if reason.facts:
            row = QWidget()
            flow = FlowLayout(row, spacing=4)
            for fact in reason.facts:
                flow.addWidget(self._fact(fact))
            column.addWidget(row)
        column.addWidget(_text(reason.basis, "soft"))

    def _fact(self, fact: FactLine) -> QWidget:
        if fact.source is None:
            plain = _text(fact.words)
            plain.setWordWrap(False)
            plain.setContentsMargins(12, 6, 12, 6)
            return plain
        where = self.tr("Go to the diary") if fact.source == "diary" else self.tr("Go to the assessment")
        made = FactButton(fact, where)
        made.clicked.connect(partial(self._choose, fact))
        return made

    def _choose(self, fact: FactLine, _checked: bool = False) -> None:
        self.fact_chosen.emit(fact)


def _text(words: str, role: theme.LabelRole = "body") -> QLabel:
    made = theme.label(words, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _show_or_hide(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
