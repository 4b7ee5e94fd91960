"""Patient → Review: one key asks the core, the card shows the decision with its reasons, the clinician answers."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.changed_facts import OutOfDateError
from footrehab_desktop.clinic.next_review import LaterThanAllowedError
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.operations import review as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.review_answer import AnswerPanel
from footrehab_desktop.ui.pages.review_card import DecisionHeadline, DecisionReasons
from footrehab_desktop.ui.pages.review_follow import FollowCard
from footrehab_desktop.ui.pages.review_next import NextReviewLine
from footrehab_desktop.ui.pages.review_past import PastCard
from footrehab_desktop.ui.pages.review_wishes import WishesCard
from footrehab_desktop.ui.pages.wanted_day import want_day
from footrehab_desktop.ui.pages.wanted_field import want_field
from footrehab_desktop.ui.pages.wanted_sheet import want_sheet
from footrehab_desktop.ui.presenters.handouts import REFERRAL_LETTER
from footrehab_desktop.ui.presenters.review import card_of, compared_words, gate_lines, replay_words
from footrehab_desktop.ui.widgets.buttons import ButtonKind, button, primary_button
from footrehab_desktop.ui.widgets.panels import Card, EmptyState, Notice, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from footrehab_desktop.clinic.changed_facts import ChangedFact
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.clinic.decision_words import FactLine
    from footrehab_desktop.clinic.replay import Replayed
    from footrehab_desktop.clinic.review import Review
    from footrehab_desktop.ui.presenters.review import PastRow

CARD_WIDTH = 920
REVIEW_KEYS = "Ctrl+R"
MOST_CHANGES = 4


class ReviewPage(Page):
    """Ctrl+R reviews, Ctrl+Enter accepts. Earlier decisions open in the same card, without an answer to give."""

    code: ClassVar[str] = "review"
    title: ClassVar[str] = "Review"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._episode_id: str | None = None
        self._review: Review | None = None
        self._busy = False
        self._just_answered = False
        self._wanted_review = context.today()
        self.review_button = primary_button(self.tr("Review now"), self.review_now)
        self.review_button.setToolTip(REVIEW_KEYS)
        # A button would answer its own shortcut only after 100 ms of being shown pressed.
        self.review_keys = QShortcut(QKeySequence(REVIEW_KEYS), self, self.review_now)
        self.back_button = button(self.tr("Back to the present"), on_press=self._back)
        self.header = SectionHeader(self.tr("Review"))
        self.notice = Notice()
        self.headline = DecisionHeadline()
        self.answer = AnswerPanel()
        self.next_line = NextReviewLine(context.today)
        self.follow = FollowCard()
        self.reasons = DecisionReasons()
        self.wishes = WishesCard()
        self.past_card = PastCard()
        self.past = self.past_card.table
        self.decision_card = Card()
        self.start_first = EmptyState(
            "plan",
            self.tr("The plan has not been started. Start it, then review."),
            self.tr("Start the plan first"),
            self._go_to_plan,
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        content = QWidget()
        self._cards = column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        for part in (self.headline, self.answer, self.next_line):
            self.decision_card.body.addWidget(part)
        for card in (self.decision_card, self.follow, self.reasons, self.wishes, self.past_card):
            column.addWidget(card)
        column.addStretch(1)
        self.area: QScrollArea = scrolling(content, widest=theme.scaled(CARD_WIDTH))
        for made in (self.back_button, self.review_button):
            self.header.add_action(made)
        review = QWidget()
        upper = QVBoxLayout(review)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(8)
        for widget in (self.header, self.notice):
            upper.addWidget(widget)
        upper.addWidget(self.area, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(review)
        self.stack.addWidget(self.start_first)
        page_layout(self).addWidget(self.stack)

    def _connect(self) -> None:
        self.answer.accepted.connect(self._accept)
        self.answer.overridden.connect(self._override)
        self.answer.documented.connect(self._document)
        self.answer.letter_asked.connect(self._go_to_letter)
        self.next_line.chosen.connect(self._date_next_review)
        self.follow.plan_asked.connect(self._go_to_plan)
        self.follow.handout_asked.connect(self._go_to_handout)
        self.reasons.fact_chosen.connect(self._go_to_fact)
        self.past.opened.connect(self._open_past)
        self.past.replay_asked.connect(self._replay)
        self.past.compare_asked.connect(self._compare)

    @property
    def shown_decision(self) -> str | None:
        """Return the id of the decision on screen."""
        return self._review.stored.id if self._review is not None else None

    # What the window asks

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id != self._episode_id:
            self.wishes.clear()
            self.past_card.show_rows(())
        self._episode_id = episode_id
        self._just_answered = False
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
        self.context.navigate("handouts", None, self._episode_id)

    # Showing

    def _show_present(self) -> None:
        if self._episode_id is None:
            return
        present = operations.read_present(self.context.session, episode_id=self._episode_id)
        self.stack.setCurrentIndex(0 if present.started else 1)
        self._show_review(present.waiting)

    def _back(self) -> None:
        self._just_answered = False
        self.notice.show_text("")
        self._show_present()
        self.focus_first()

    def _show_review(self, review: "Review | None", *, newest: bool = True) -> None:
        """Show a decision, or without one the invitation to review. Only the ``newest`` one can be dated anew."""
        self._review = review
        waiting = review is not None and review.stored.response == "open"
        self._set_kind(self.review_button, "outlined" if waiting or self._just_answered else "primary")
        self.review_button.setText(self.tr("Review again") if waiting else self.tr("Review now"))
        self.back_button.setVisible(review is not None and not waiting)
        for part in (self.decision_card, self.reasons):
            part.setVisible(review is not None)
        self.follow.hide()
        # Before the answer the reasons come first, after it what follows.
        first, second = (self.reasons, self.follow) if waiting else (self.follow, self.reasons)
        self._cards.insertWidget(1, first)
        self._cards.insertWidget(2, second)
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
        self.next_line.show_card(card, changeable=newest)
        self.reasons.show_card(card)
        self.area.verticalScrollBar().setValue(0)
        # What stands around the decision needs the whole diary; the card is painted first.
        QTimer.singleShot(0, self, self._read_around)

    def _read_around(self) -> None:
        if self._review is None:
            return
        session, decision_id, today = self.context.session, self._review.stored.id, self.context.today()
        run_in_background(
            self,
            lambda: operations.read_around(session, decision_id=decision_id, today=today),
            self._show_around,
        )

    def _show_around(self, around: operations.Around) -> None:
        review = self._review
        if review is None or review.stored.id != around.decision_id:
            return
        self.reasons.show_gate(gate_lines(around.gate))
        answered = review.stored.response != "open"
        self.follow.show_what_follows(around.plan, around.handouts, answered=answered)
        if around.plan and not answered:
            self.headline.show_changes(self.follow.plan_heading(len(around.plan), answered=False))
        if around.changed:
            self._show_out_of_date(around.changed)
        step = self.follow.first_step()
        if self._just_answered and step is not None:
            self.follow.make_next_step()
            step.setFocus()

    def _show_out_of_date(self, changed: "tuple[ChangedFact, ...]") -> None:
        """Say what changed since the decision was made; the next step is to review again."""
        lines = [f"• {fact.words}" for fact in changed[:MOST_CHANGES]]
        if len(changed) > MOST_CHANGES:
            lines.append(self.tr("… and {count} more").format(count=len(changed) - MOST_CHANGES))
        heading = self.tr("Out of date: something changed since this decision was made. Review again, then answer.")
        self.notice.show_text("\n".join((heading, *lines)))
        self.answer.set_out_of_date()
        self._set_kind(self.review_button, "primary")
        self.review_button.setFocus()

    def _read_past(self) -> None:
        session, episode_id = self.context.session, self._episode_id
        if episode_id is not None:
            run_in_background(
                self, lambda: (episode_id, operations.read_past(session, episode_id=episode_id)), self._show_past
            )

    def _show_past(self, read: "tuple[str, tuple[PastRow, ...]]") -> None:
        episode_id, rows = read
        if episode_id == self._episode_id:
            self.past_card.show_rows(rows)

    # Earlier decisions

    def _open_past(self, decision_id: str) -> None:
        self._just_answered = False
        self.notice.show_text("")
        newest = bool(self.past.past.rows) and self.past.past.rows[0].decision_id == decision_id
        self._show_review(operations.read_review(self.context.session, decision_id=decision_id), newest=newest)
        self.back_button.setFocus()

    def _replay(self, decision_id: str) -> None:
        session = self.context.session
        work = partial(operations.replay, session, decision_id=decision_id)
        run_in_background(self, work, self._replayed, self.context.dialogs.show_error)

    def _replayed(self, replayed: "Replayed") -> None:
        self.past_card.say(replay_words(replayed))
        self.context.status.say(replay_words(replayed))
        self.area.ensureWidgetVisible(self.past_card.result)

    def _compare(self, earlier_id: str, later_id: str) -> None:
        session = self.context.session
        run_in_background(
            self,
            lambda: operations.compare(session, earlier_id=earlier_id, later_id=later_id),
            self._compared,
            self.context.dialogs.show_error,
        )

    def _compared(self, comparison: operations.Comparison) -> None:
        words = compared_words(comparison.earlier, comparison.later)
        lines = tuple(fact.words for fact in comparison.changes)
        self.past_card.say(words, lines or (self.tr("Nothing that the rules look at changed."),))
        self.area.ensureWidgetVisible(self.past_card.result)

    # Reviewing and answering

    def review_now(self) -> None:
        """Ask the core, with the wishes if there are any."""
        if self._episode_id is None or self._busy or self.stack.currentIndex() != 0 or not self.wishes.check():
            return
        session, episode_id, today = self.context.session, self._episode_id, self.context.today()
        request = self.wishes.request()
        self._start_work()
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
        if review.stored.episode_id == self._episode_id:
            self._just_answered = False
            self._show_review(review)
            self.answer.focus_first()
        self.context.announce(changes, initiator=self)

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
        self._start_work()
        run_in_background(self, operation, self._answered, self._failed)

    def _answered(self, changes: "Changes") -> None:
        self._end_work()
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        review = self._review
        if review is None or review.stored.episode_id not in changes.decisions:
            return
        self._just_answered = True
        self.wishes.clear()
        self._show_saved(review.stored.id)
        self.back_button.setFocus()
        self._read_past()

    def _show_saved(self, decision_id: str) -> None:
        saved = operations.read_review(self.context.session, decision_id=decision_id)
        self._show_review(saved)
        due = saved.decision.next_review_on
        self.notice.show_text(
            self.tr("Saved. Next review: {date}.").format(date=format_date(due)) if due else self.tr("Saved.")
        )

    # The next review

    def _date_next_review(self, on: "date", *, beyond_limit: bool = False) -> None:
        review = self._review
        if review is None or self._busy:
            return
        session, decision_id, today = self.context.session, review.stored.id, self.context.today()
        self._wanted_review = on
        self._start_work()
        run_in_background(
            self,
            lambda: operations.date_next_review(
                session, decision_id=decision_id, on=on, today=today, beyond_limit=beyond_limit
            ),
            self._next_review_dated,
            self._next_review_refused,
        )

    def _next_review_dated(self, changes: "Changes") -> None:
        self._end_work()
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        if self._review is not None and self._episode_id in changes.decisions:
            self._show_saved(self._review.stored.id)
            self.next_line.change_button.setFocus()

    def _next_review_refused(self, error: FootRehabError) -> None:
        self._end_work()
        self.context.status.not_saved(str(error))
        if isinstance(error, FieldError):
            self.next_line.refuse(str(error))
        elif isinstance(error, LaterThanAllowedError):
            question = Question(
                self.tr("Review later than the rules allow?"),
                str(error),
                self.tr("Review on {date}").format(date=format_date(self._wanted_review)),
                self.tr("Choose another day"),
                dangerous=True,
            )
            self.context.dialogs.confirm(question, self._date_beyond_limit, self.next_line.field.take_focus)
        else:
            self.context.dialogs.show_error(error)

    def _date_beyond_limit(self) -> None:
        self._date_next_review(self._wanted_review, beyond_limit=True)

    # Work under way

    def _start_work(self) -> None:
        """Take no second order. The status line says what is under way: a notice would move the page twice."""
        self._busy = True
        self.review_button.setEnabled(False)
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
        elif isinstance(error, OutOfDateError):
            self.notice.show_text(str(error))
            self._read_around()
        else:
            self.context.dialogs.show_error(error)

    # Going elsewhere

    def _go_to_fact(self, fact: "FactLine") -> None:
        if fact.source is None or self._episode_id is None:
            return
        if fact.source == "diary" and fact.on is not None:
            want_day(self._episode_id, fact.on, fact.session_id, fact.field)
        if fact.source == "assess" and fact.field is not None:
            want_field(self._episode_id, fact.field, fact.on)
        self.context.navigate(fact.source, None, self._episode_id)

    def _go_to_plan(self) -> None:
        self.context.navigate("plan", None, self._episode_id)

    def _go_to_handout(self, kind: str) -> None:
        if self._episode_id is not None:
            want_sheet(self._episode_id, kind)
            self.context.navigate("handouts", None, self._episode_id)

    def _go_to_letter(self) -> None:
        self._go_to_handout(REFERRAL_LETTER)

    @staticmethod
    def _set_kind(made: QPushButton, kind: ButtonKind) -> None:
        made.setProperty("kind", kind)
        theme.restyle(made)
