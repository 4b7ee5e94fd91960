"""What follows from a decision: the changes it means for the plan, and the handouts that are useful now."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.operations.review import NamedOffer
from footrehab_desktop.ui.presenters.plan_proposal import ProposalRow
from footrehab_desktop.ui.widgets.buttons import ButtonKind, button
from footrehab_desktop.ui.widgets.panels import Card

MOST_LINES = 5


class FollowCard(Card):
    """Signals: ``plan_asked()``, ``handout_asked(kind)``."""

    plan_asked = Signal()
    handout_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._content: QWidget | None = None
        self.plan_button: QPushButton | None = None
        self.handout_buttons: list[QPushButton] = []

    def show_what_follows(
        self, plan: tuple[ProposalRow, ...], handouts: tuple[NamedOffer, ...], *, answered: bool
    ) -> None:
        """Show both in place of what was shown; hidden when nothing follows."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self.plan_button, self.handout_buttons = None, []
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if plan:
            self._add_plan(column, plan, answered)
        if handouts:
            self._add_handouts(column, handouts)
        self.body.addWidget(self._content)
        self.setVisible(bool(plan or handouts))

    def first_step(self) -> QPushButton | None:
        """Return the button of what comes first: the plan, then the handouts."""
        return self.plan_button or next(iter(self.handout_buttons), None)

    def make_next_step(self) -> None:
        """Give the first of both the filled button of the page."""
        step = self.first_step()
        if step is not None:
            _set_kind(step, "primary")

    def _add_plan(self, column: QVBoxLayout, plan: tuple[ProposalRow, ...], answered: bool) -> None:
        column.addWidget(theme.label(self.plan_heading(len(plan), answered=answered), "lead", wrap=True))
        for row in plan[:MOST_LINES]:
            line = f"• {row.title}: {row.change}" if row.change else f"• {row.title}"
            column.addWidget(theme.label(line, wrap=True))
        if len(plan) > MOST_LINES:
            more = self.tr("… and {count} more").format(count=len(plan) - MOST_LINES)
            column.addWidget(theme.label(more, "soft"))
        words = self.tr("Take the changes into the plan…") if answered else self.tr("Open the plan")
        self.plan_button = button(words, on_press=self.plan_asked.emit)
        column.addWidget(self.plan_button, 0, Qt.AlignmentFlag.AlignLeft)

    def plan_heading(self, count: int, *, answered: bool) -> str:
        """Return how many changes to the plan are proposed, or would be."""
        if answered:
            one, many = self.tr("The plan: 1 change proposed"), self.tr("The plan: {count} changes proposed")
        else:
            one = self.tr("Accepting proposes 1 change to the plan")
            many = self.tr("Accepting proposes {count} changes to the plan")
        return one if count == 1 else many.format(count=count)

    def _add_handouts(self, column: QVBoxLayout, handouts: tuple[NamedOffer, ...]) -> None:
        column.addWidget(theme.label(self.tr("Handouts for now"), "lead", wrap=True))
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, named in enumerate(handouts):
            made = button(named.title, on_press=partial(self.handout_asked.emit, named.offer.kind))
            made.setAccessibleDescription(named.offer.why)
            self.handout_buttons.append(made)
            grid.addWidget(made, number, 0)
            grid.addWidget(theme.label(named.offer.why, "soft", wrap=True), number, 1)
        column.addWidget(table)


def _set_kind(made: QPushButton, kind: ButtonKind) -> None:
    made.setProperty("kind", kind)
    theme.restyle(made)
