"""Patient → Review: one key asks the core, the card shows the decision with its reasons, the clinician answers."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import review as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.review_answer import AnswerPanel
from footrehab_desktop.ui.pages.review_card import DecisionHeadline, DecisionReasons
from footrehab_desktop.ui.pages.review_past import PastTable
from footrehab_desktop.ui.pages.review_wishes import WishesCard
from footrehab_desktop.ui.pages.wanted_day import want_day
from footrehab_desktop.ui.pages.wanted_sheet import want_sheet
from footrehab_desktop.ui.presenters.handouts import REFERRAL_LETTER
from footrehab_desktop.ui.presenters.review import FactLine, PastRow, card_of
from footrehab_desktop.ui.widgets.buttons import ButtonKind, button, primary_button
from footrehab_desktop.ui.widgets.panels import Card, EmptyState, Notice, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.clinic.review import Review

CARD_WIDTH = 920


class ReviewPage(Page):
    """Ctrl+R reviews, Ctrl+Enter accepts. Earlier decisions open in the same card, without an answer to give."""

    code: ClassVar[str] = "review"
    title: ClassVar[str] = "Review"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._episode_id: str | None = None
        self._review: Review | None = None
        self._busy = False
        self.review_button = primary_button(self.tr("Review now"), self.review_now, keys="Ctrl+R")
        self.back_button = button(self.tr("Back to the present"), on_press=self._show_present)
        self.handout_button = button(self.tr("Print the next handout"), on_press=self._go_to_handouts)
        self.header = SectionHeader(self.tr("Review"))
        self.notice = Notice()
        self.headline = DecisionHeadline()
        self.answer = AnswerPanel()
        self.reasons = DecisionReasons()
        self.wishes = WishesCard()
        self.past = PastTable()
        self.decision_card = Card()
        self.past_card = Card(self.tr("Earlier decisions"))
        self.start_first = EmptyState(
            "plan",
            self.tr("The plan has not been started. Start it, then review."),
            self.tr("Start the plan first"),
            self._go_to_plan,
        )
        self._build()
        self.answer.accepted.connect(self._accept)
        self.answer.overridden.connect(self._override)
        self.answer.documented.connect(self._document)
        self.answer.letter_asked.connect(self._go_to_letter)
        self.reasons.fact_chosen.connect(self._go_to_fact)
        self.past.opened.connect(self._open_past)

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        self.decision_card.body.addWidget(self.headline)
        self.decision_card.body.addWidget(self.answer)
        self.past_card.body.addWidget(self.past)
        for card in (self.decision_card, self.reasons, self.wishes, self.past_card):
            column.addWidget(card)
        column.addStretch(1)
        self.area: QScrollArea = scrolling(content, widest=theme.scaled(CARD_WIDTH))
        for made in (self.back_button, self.handout_button, self.review_button):
            self.header.add_action(made)
        review = QWidget()
        upper = QVBoxLayout(review)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(8)
        for part in (self.header, self.notice):
            upper.addWidget(part)
        upper.addWidget(self.area, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(review)
        self.stack.addWidget(self.start_first)
        page_layout(self).addWidget(self.stack)

    # What the window asks

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id != self._episode_id:
            self.wishes.clear()
            self.past.show_rows(())
        self._episode_id = episode_id
        self.notice.show_text("")
        self._show_present()
        # The earlier decisions are long to read; the page is painted first.
        QTimer.singleShot(0, self, self._read_past)

    def refresh(self, changes: "Changes") -> None:
        if changes.concern_episode(self._episode_id) and not self._busy:
            self._show_present()
            self._read_past()

    def focus_first(self) -> None:
        if self._review is not None and self.answer.isVisibleTo(self):
            self.answer.focus_first()
        else:
            self.review_button.setFocus()

    def print_requested(self) -> None:
        self._go_to_handouts()

    # Showing

    def _show_present(self) -> None:
        if self._episode_id is None:
            return
        present = operations.read_present(self.context.session, episode_id=self._episode_id)
        self.stack.setCurrentIndex(0 if present.started else 1)
        self._show_review(present.waiting)

    def _show_review(self, review: "Review | None") -> None:
        """Show a decision, or without one the invitation to review."""
        self._review = review
        waiting = review is not None and review.stored.response == "open"
        self._set_kind(self.review_button, "outlined" if waiting else "primary")
        self._set_kind(self.handout_button, "outlined")
        self.review_button.setText(self.tr("Review again") if waiting else self.tr("Review now"))
        self.back_button.setVisible(review is not None and not waiting)
        self.handout_button.setVisible(review is not None and not waiting)
        self.decision_card.setVisible(review is not None)
        self.reasons.setVisible(review is not None)
        if review is None:
            self.header.set_detail(self.tr("No decision is waiting for an answer."))
            return
        on = format_date(review.stored.decided_on)
        if waiting:
            self.header.set_detail(self.tr("Decision of {date}, waiting for your answer").format(date=on))
        else:
            self.header.set_detail(self.tr("Decision of {date}").format(date=on))
        card = card_of(review)
        self.headline.show_card(card)
        self.answer.show_card(card)
        self.reasons.show_card(card)
        self.area.verticalScrollBar().setValue(0)

    def _read_past(self) -> None:
        session, episode_id = self.context.session, self._episode_id
        if episode_id is not None:
            run_in_background(
                self, lambda: (episode_id, operations.read_past(session, episode_id=episode_id)), self._show_past
            )

    def _show_past(self, read: tuple[str, tuple[PastRow, ...]]) -> None:
        episode_id, rows = read
        if episode_id == self._episode_id:
            self.past.show_rows(rows)
            self.past_card.setVisible(bool(rows))

    def _open_past(self, decision_id: str) -> None:
        self._show_review(operations.read_review(self.context.session, decision_id=decision_id))
        self.back_button.setFocus()

    # Reviewing and answering

    def review_now(self) -> None:
        """Ask the core, with the wishes if there are any."""
        if self._episode_id is None or self._busy or self.stack.currentIndex() != 0 or not self.wishes.check():
            return
        session, episode_id, today = self.context.session, self._episode_id, self.context.today()
        request = self.wishes.request()
        self._start_work(self.tr("Reviewing…"))
        run_in_background(
            self,
            lambda: operations.review_now(session, episode_id=episode_id, today=today, request=request),
            self._reviewed,
            self._failed,
        )

    def _reviewed(self, result: "tuple[Review, Changes]") -> None:
        review, changes = result
        self._end_work()
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        if review.stored.episode_id == self._episode_id:
            self._show_review(review)
            self.answer.focus_first()

    def _accept(self) -> None:
        review = self._review
        if review is None or self._busy:
            return
        session, decision_id, today = self.context.session, review.stored.id, self.context.today()
        self._answer(lambda: operations.accept(session, decision_id=decision_id, today=today))

    def _override(self, final: str, reason: str) -> None:
        review = self._review
        if review is None or self._busy:
            return
        session, decision_id, today = self.context.session, review.stored.id, self.context.today()
        self._answer(
            lambda: operations.override(session, decision_id=decision_id, final=final, reason=reason, today=today)
        )

    def _document(self, note: str) -> None:
        review = self._review
        if review is None or self._busy:
            return
        session, decision_id, today = self.context.session, review.stored.id, self.context.today()
        self._answer(lambda: operations.document(session, decision_id=decision_id, note=note, today=today))

    def _answer(self, operation: "Callable[[], Changes]") -> None:
        self.answer.set_busy(True)
        self._start_work(self.tr("Saving the answer…"))
        run_in_background(self, operation, self._answered, self._failed)

    def _answered(self, changes: "Changes") -> None:
        self._end_work()
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        review = self._review
        if review is None or review.stored.episode_id not in changes.decisions:
            return
        answered = operations.read_review(self.context.session, decision_id=review.stored.id)
        self._show_review(answered)
        self.wishes.clear()
        due = answered.decision.next_review_on
        self.notice.show_text(
            self.tr("Saved. Next review: {date}.").format(date=format_date(due)) if due else self.tr("Saved.")
        )
        self._set_kind(self.review_button, "outlined")
        self._set_kind(self.handout_button, "primary")
        self.handout_button.setFocus()
        self._read_past()

    def _start_work(self, sentence: str) -> None:
        self._busy = True
        self.review_button.setEnabled(False)
        self.notice.show_text(sentence)
        self.context.status.saving()

    def _end_work(self) -> None:
        self._busy = False
        self.review_button.setEnabled(True)
        self.notice.show_text("")

    def _failed(self, error: FootRehabError) -> None:
        self._end_work()
        self.answer.set_busy(False)
        self.context.status.not_saved(str(error))
        if isinstance(error, FieldError):
            self.answer.refuse(error.field, str(error))
        else:
            self.context.dialogs.show_error(error)

    # Going elsewhere

    def _go_to_fact(self, fact: FactLine) -> None:
        if fact.source is None or self._episode_id is None:
            return
        if fact.on is not None:
            want_day(self._episode_id, fact.on)
        self.context.navigate(fact.source, None, self._episode_id)

    def _go_to_plan(self) -> None:
        self.context.navigate("plan", None, self._episode_id)

    def _go_to_handouts(self) -> None:
        self.context.navigate("handouts", None, self._episode_id)

    def _go_to_letter(self) -> None:
        if self._episode_id is not None:
            want_sheet(self._episode_id, REFERRAL_LETTER)
            self._go_to_handouts()

    @staticmethod
    def _set_kind(made: QPushButton, kind: ButtonKind) -> None:
        made.setProperty("kind", kind)
        theme.restyle(made)
