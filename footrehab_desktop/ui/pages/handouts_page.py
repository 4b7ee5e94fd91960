"""Patient → Handouts: what to print, the preview of the very PDF, and what was given before."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.clinic.referral import NO_TEXT
from footrehab_desktop.errors import FootRehabError, UserFixableError
from footrehab_desktop.records.values import Paper
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import handouts as operations
from footrehab_desktop.ui.operations.handouts import Wanted
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pages.handouts_assessments import AssessmentFields
from footrehab_desktop.ui.pages.handouts_extras import SheetExtraFields
from footrehab_desktop.ui.pages.handouts_history import GivenTable
from footrehab_desktop.ui.pages.handouts_kinds import KindList
from footrehab_desktop.ui.pages.letter_fields import LetterFields
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.pages.wanted_sheet import take_wanted_sheet
from footrehab_desktop.ui.pdf_preview import PdfPreview
from footrehab_desktop.ui.presenters.handouts import (
    DIARY,
    REFERRAL_LETTER,
    HandoutSituation,
    file_name,
    given_rows,
    load_handouts,
    printable,
)
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import DateField

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

PAPERS: tuple[tuple[Paper, str], ...] = (("A4", "A4"), ("Letter", "Letter"))


class HandoutsPage(Page):
    """Prepares one handout at a time in the background; printing or saving it keeps a copy."""

    code: ClassVar[str] = "handouts"
    title: ClassVar[str] = "Handouts"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._situation: HandoutSituation | None = None
        self._wanted: Wanted | None = None
        self._prepared: PreparedHandout | None = None
        self.kind = KindList()
        self.paper = ChoiceField(Ask("paper", self.tr("Paper")), PAPERS)
        self.first_day = DateField(Ask("first_day", self.tr("First day of the diary")), today=context.today)
        self.letter = LetterFields(context)
        self.assessments = AssessmentFields()
        self.extras = SheetExtraFields()
        self.back = button(self.tr("Back to the new one"), on_press=self._prepare)
        self.message = ActionNotice(self.back)
        self.history = GivenTable()
        self.preview = PdfPreview(context.dialogs)
        self._nothing_given = theme.label(
            self.tr("Nothing was given yet. Printing or saving a handout keeps a copy here."), "soft", wrap=True
        )
        self._options = Card()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._options.body.addWidget(theme.label(self.tr("What to print"), "label"))
        self._options.body.addWidget(self.kind)
        self._options.body.addWidget(self.paper)
        self._options.body.addWidget(self.first_day)
        self._options.body.addWidget(self.letter)
        self._options.body.addWidget(self.assessments)
        self._options.body.addWidget(self.extras)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._options)
        column.addWidget(theme.label(self.tr("Given before"), "lead"))
        column.addWidget(self._nothing_given)
        column.addWidget(self.history, 1)
        column.addStretch(0)
        self.history.setMinimumHeight(theme.scaled(120))
        left.setMinimumWidth(theme.scaled(300))
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(0, 0, 0, 0)
        right_column.setSpacing(8)
        right_column.addWidget(self.message)
        right_column.addWidget(self.preview, 1)
        page_layout(self).addWidget(two_panes(left, right, widths=(400, 760)), 1)

    def _connect(self) -> None:
        self.kind.picked.connect(self._prepare)
        self.paper.changed.connect(self._prepare)
        self.first_day.committed.connect(self._prepare)
        self.letter.settled.connect(self._prepare)
        self.assessments.settled.connect(self._prepare)
        self.extras.settled.connect(self._prepare)
        self.history.opened.connect(self._show_given)
        self.preview.printed.connect(self._give)
        self.preview.saved.connect(self._give)

    # What the frame asks for

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id is None:
            return
        fresh = self._situation is None or self._situation.episode_id != episode_id
        self._load(episode_id)
        if fresh:
            self._start_anew()
        asked_for, assessments = take_wanted_sheet(episode_id)
        if asked_for:
            self.kind.choose(asked_for)
            self.assessments.choose(asked_for, assessments)
        if self.kind.kind() == REFERRAL_LETTER:
            self._wanted = None  # what is typed and not signed yet may have changed
        self._prepare()

    def leave(self) -> None:
        self.letter.keep()

    def refresh(self, changes: "Changes") -> None:
        if self._situation is None:
            return
        if changes.concern_episode(self._situation.episode_id) or changes.library:
            self._load(self._situation.episode_id)
            self._wanted = None
            if self._situation.episode_id in changes.plans:
                self.kind.setCurrentRow(0)  # the sheet of the plan that was just saved
            if self.isVisible():
                self._prepare()

    def focus_first(self) -> None:
        self.kind.setFocus()

    def print_requested(self) -> None:
        self.letter.keep()
        self.preview.print_now()

    # Showing

    def _load(self, episode_id: str) -> None:
        with self.context.session.unit_of_work() as unit:
            self._situation = load_handouts(unit, episode_id)
        rows = given_rows(self._situation)
        self.history.rows.show_rows(rows)
        self.history.setVisible(bool(rows))
        self._nothing_given.setVisible(not rows)
        self.assessments.offer(self._situation.assessments)
        self.kind.offer(printable(self._situation))

    def _start_anew(self) -> None:
        """Suggest the first thing to print, on the clinic's paper, the diary from tomorrow's page on."""
        if self._situation is not None:
            self.kind.choose(printable(self._situation)[0][0])
            self.paper.set_value(self._situation.paper)
            self.first_day.set_value(self.context.today())
            self.letter.load(self._situation.episode_id)
        self._wanted = None

    def _prepare(self) -> None:
        """Render what is chosen now, unless it is on screen or under way already."""
        situation, kind = self._situation, self.kind.kind()
        self.first_day.setVisible(kind == DIARY)
        self.letter.setVisible(kind == REFERRAL_LETTER)
        self.assessments.show_for(kind)
        self.extras.show_for(kind, runs=situation is not None and situation.has_runs)
        if situation is None or not kind or not self._can_be_taken(kind):
            return
        wanted = Wanted(
            kind=kind,
            episode_id=situation.episode_id,
            paper="Letter" if self.paper.value() == "Letter" else "A4",
            first_day=self.first_day.value() or self.context.today(),
            decision_id=situation.decision_id,
            letter=self.letter.text() if kind == REFERRAL_LETTER else NO_TEXT,
            assessments=self.assessments.chosen(kind),
            with_bad_day=self.extras.bad_day.isChecked(),
            with_run_dates=self.extras.run_dates.isChecked(),
        )
        if wanted == self._wanted:
            return
        if kind == REFERRAL_LETTER:
            self.preview.clear()  # a letter without the last words must not be printed
        self._wanted, self._prepared = wanted, None
        self.back.hide()
        self.message.show_text(self.tr("Preparing the preview …"))
        session, today = self.context.session, self.context.today()

        def prepare() -> tuple[Wanted, PreparedHandout]:
            return wanted, operations.prepare(session, wanted, today=today)

        run_in_background(self, prepare, self._show_prepared, self._failed)

    def _can_be_taken(self, kind: str) -> bool:
        if kind == DIARY:
            return self.first_day.check()
        return kind != REFERRAL_LETTER or self.letter.check()

    def _show_prepared(self, result: tuple[Wanted, PreparedHandout]) -> None:
        wanted, prepared = result
        if wanted != self._wanted or self._situation is None:
            return
        self._prepared = prepared
        draft = self.tr("Some answers in it are not signed yet. Sign the assessment for a letter without the mark.")
        self.message.show_text(draft if prepared.draft else "")
        name = file_name(self._situation, prepared.kind, self.context.today())
        self.preview.show_pdf(prepared.pdf, name, prepared.paper)

    def _show_given(self, handout_id: str) -> None:
        """Show the stored bytes of a handout that was given."""
        situation = self._situation
        if situation is None:
            return
        with self.context.session.unit_of_work() as unit:
            handout = unit.handouts.get(handout_id)
        self._wanted = self._prepared = None
        self.back.show()
        given = next(row for row in given_rows(situation) if row.id == handout_id)
        self.message.show_text(
            self.tr("{title} as given on {date} by {clinician}. Printing it again adds nothing to the record.").format(
                title=given.title, date=given.given_on, clinician=given.clinician
            )
        )
        self.preview.show_pdf(
            handout.pdf, file_name(situation, handout.kind, handout.printed_at.astimezone().date()), handout.paper
        )

    def _failed(self, error: FootRehabError) -> None:
        self._wanted = None
        self.preview.clear()
        if isinstance(error, UserFixableError):
            self.message.show_text(str(error))
        else:
            self.message.show_text("")
            self.context.dialogs.show_error(error)

    # Giving

    def _give(self, _path: object = None) -> None:
        """Keep a copy of what was printed or saved; the same preview is kept once only."""
        prepared, situation = self._prepared, self._situation
        if prepared is None or situation is None:
            return
        self._prepared = None
        if prepared.kind == REFERRAL_LETTER:
            self.letter.forget()
        session, episode_id = self.context.session, situation.episode_id
        self.context.status.saving()
        run_in_background(
            self,
            lambda: operations.give(session, episode_id=episode_id, prepared=prepared),
            self._given,
            self.context.dialogs.show_error,
        )

    def _given(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.status.say(self.tr("A copy of the handout is kept in the record."))
        self.context.announce(changes, initiator=self)
        if self._situation is not None:
            self._load(self._situation.episode_id)
