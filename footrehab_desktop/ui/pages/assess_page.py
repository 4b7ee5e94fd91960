"""Patient → Assess: start, go on with, sign, read, amend and strike out assessments."""

from datetime import date
from typing import Any, ClassVar, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from footrehab_desktop.clinic.assessments import draft_form
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.compare_assessments import Comparison
from footrehab_desktop.clinic.naming import SIDE_WORDS, full_name
from footrehab_desktop.clinic.outcome_schedule import due_line, outcome_due
from footrehab_desktop.errors import FieldError, FootRehabError, UserFixableError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.records.values import Assessment, AssessmentKind
from footrehab_desktop.ui.dialogs import Question, TextQuestion
from footrehab_desktop.ui.operations import assess as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.assess_compare import CompareView
from footrehab_desktop.ui.pages.assess_start import StartView
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.pages.wanted_field import WantedField, take_wanted_field
from footrehab_desktop.ui.pages.wanted_sheet import want_sheet
from footrehab_desktop.ui.presenters.assess import AssessmentForm, form_from_draft, form_to_amend, load_examined
from footrehab_desktop.ui.presenters.assess_compare import compare_content
from footrehab_desktop.ui.presenters.assess_outlook import standing_referral
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.presenters.assess_signed import OpenDraft, clock_time, open_drafts, signed_rows
from footrehab_desktop.ui.presenters.assess_wanted import answered_in, asked_place
from footrehab_desktop.ui.presenters.handouts import ASSESSMENT, COMPARISON, REFERRAL_LETTER
from footrehab_desktop.ui.widgets.panels import EmptyState

# A pause in typing saves the draft; so does typing on without one. Both leave room for the write within two seconds.
_PAUSE_MS = 700
_LONGEST_MS = 1500


class AssessPage(Page):
    """Three faces: nothing chosen, the start with what was signed, and the workbench with an assessment being typed."""

    code: ClassVar[str] = "assess"
    title: ClassVar[str] = "Assess"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._file: EpisodeFile | None = None
        self._signed: tuple[Assessment, ...] = ()
        self._drafts: tuple[OpenDraft, ...] = ()
        self._compared: tuple[str, ...] = ()
        self.start = StartView(context.today)
        self.bench: Workbench | None = None
        self.nothing = EmptyState("assess", self.tr("Open an episode first: assessments belong to one injury."))
        self._faces = QStackedWidget()
        self.comparison = CompareView()
        for face in (self.nothing, self.start, self.comparison):
            self._faces.addWidget(face)
        page_layout(self).addWidget(self._faces)
        self._pause = self._draft_timer(_PAUSE_MS)
        self._longest = self._draft_timer(_LONGEST_MS)
        self._connect()

    def _draft_timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._keep_typing)
        return timer

    def _connect(self) -> None:
        self.start.card.start_asked.connect(self.begin)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._window_left)
        self.start.continue_asked.connect(self._continue)
        self.start.discard_asked.connect(self._ask_discard)
        self.start.amend_asked.connect(self._ask_amend)
        self.start.strike_asked.connect(self._ask_strike)
        self.start.plan_asked.connect(self._go_to_plan)
        self.start.compare_asked.connect(self._compare)
        self.start.print_asked.connect(self._print_signed)
        self.comparison.closed.connect(self._end_comparison)
        self.comparison.print_asked.connect(self._print_comparison)
        self.start.banner.letter_asked.connect(self._go_to_letter)

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        busy = self.bench is not None or self._faces.currentWidget() is self.comparison
        if self._file is not None and busy and self._file.episode.id == episode_id:
            return
        self._stop_timers()
        self._end_bench()
        if episode_id is None:
            self._file = None
            self._faces.setCurrentWidget(self.nothing)
            return
        file = self._load(episode_id)
        wanted = take_wanted_field(episode_id)
        if self._drafts:
            self._open_draft(file, self._drafts[0])
        else:
            self._show_start(file)
        if wanted is not None:
            self._show_wanted(wanted)

    def _show_wanted(self, wanted: WantedField) -> None:
        """Read a signed answer that another page leads to, or ask for one that is not there yet."""
        forms = self.context.session.forms
        found = answered_in(self._signed, forms, wanted.code, wanted.on) if wanted.on is not None else None
        if found is not None and self.bench is None:
            self.start.read(found[0].id, found[1])
        elif found is None:
            if self.bench is None:
                self.begin("review", self.context.today())
            place = asked_place(self.bench.form, forms, wanted.code) if self.bench else None
            if place is not None and self.bench is not None:
                self.bench.go_to(place)

    def refresh(self, changes: Changes) -> None:
        if self._file is None or not self._concerns(self._file, changes):
            return
        content = self.bench.form.content() if self.bench else None
        file = self._load(self._file.episode.id)
        if content is not None:
            self._open(form_from_draft(self.context.session.forms, file, content))
        else:
            self._show_start(file)

    def _concerns(self, file: EpisodeFile, changes: Changes) -> bool:
        # With the library the figures may have changed by which the gates are shown.
        here = file.patient.id in changes.patients or changes.concern_episode(file.episode.id)
        return here or changes.library

    def leave(self) -> None:
        if self._pause.isActive() or self._longest.isActive():
            self._keep_typing()

    def _window_left(self, state: Qt.ApplicationState) -> None:
        """Another program has the keyboard: keep what was typed without waiting for a pause."""
        if state != Qt.ApplicationState.ApplicationActive:
            self.leave()

    def focus_first(self) -> None:
        if self.bench is not None:
            self.bench.take_focus()
        elif self._faces.currentWidget() is self.comparison:
            self.comparison.take_focus()
        elif self._faces.currentWidget() is self.start:
            self.start.card.kind.take_focus()

    def print_requested(self) -> None:
        if self._faces.currentWidget() is self.comparison:
            self._print_comparison()
        elif self._faces.currentWidget() is self.start and self.start.chosen() is not None:
            self.start.print.click()

    def new_requested(self) -> None:
        if self._faces.currentWidget() is self.start:
            self.start.card.kind.take_focus()

    def undo_requested(self) -> None:
        if self.bench is not None:
            self.bench.undo()

    def redo_requested(self) -> None:
        if self.bench is not None:
            self.bench.redo()

    def ask_sign(self) -> None:
        """Ask once, with what is still open; values that cannot be taken come first."""
        bench = self.bench
        if bench is None:
            return
        if not bench.take_day():
            bench.day.take_focus()
            return
        form = bench.form
        refused = form.refused() or tuple((place, form.verdict(place).question) for place in form.unconfirmed())
        if refused:
            bench.go_to(refused[0][0])
            bench.notice.show_text(refused[0][1])
            return
        if bench.ask_sides():
            return
        kind = KINDS[form.kind]
        question = Question(
            title=self.tr("Sign: {kind}?").format(kind=kind),
            text="\n".join(self._sign_lines(form)),
            accept=self.tr("Sign"),
            reject=self.tr("Keep editing"),
            about=self._about(),
        )
        self.context.dialogs.confirm(question, self._sign)

    def _sign_lines(self, form: AssessmentForm) -> list[str]:
        """Say what signing means, what is still open, and what an amendment keeps as it was."""
        lines = [
            self.tr("{count} answers of {day} are frozen with your name and the time.").format(
                count=len(form.observations()) + len(form.outcomes()), day=format_date(form.assessed_on)
            )
        ]
        states = [(section, form.progress(section)) for section in form.sections]
        unfinished = [
            f"{section.title} ({progress.answered}/{progress.total})"
            for section, progress in states
            if progress.state != "done" and progress.total
        ]
        if unfinished:
            lines.append(self.tr("Still open: {sections}.").format(sections=", ".join(unfinished)))
        if form.carried:
            lines.append(self._carried_line(form))
        return lines

    def _carried_line(self, form: AssessmentForm) -> str:
        words = self.tr("Not asked by this form and kept as signed: {answers}.")
        return words.format(answers="; ".join(form.carried_words()))

    def _about(self) -> str:
        if self._file is None:
            return ""
        details = self._file.patient.details
        side = SIDE_WORDS[self._file.episode.details.side]
        return f"{full_name(details)}  Born {format_date(details.birth_date)}  {side}"

    def _sign(self) -> None:
        if self.bench is None:
            return
        self._stop_timers()
        self.bench.setEnabled(False)
        self.context.status.saving()
        operations.sign(
            self,
            self.context.session,
            assessment=self.bench.form.unsigned(),
            today=self.context.today(),
            on_done=self._signed_now,
            on_error=self._not_signed,
        )

    def _signed_now(self, result: tuple[Assessment, Changes]) -> None:
        _assessment, changes = result
        self._end_bench()
        self._written(changes)

    def _not_signed(self, error: FootRehabError) -> None:
        """Give the form back with the reason at its place; the typing is kept as a draft."""
        bench = self.bench
        self._edited()
        if bench is None or not isinstance(error, FieldError):
            self.context.status.not_saved(str(error))
            self.context.dialogs.show_error(error)
        if bench is None:
            return
        bench.setEnabled(True)
        if isinstance(error, FieldError) and error.field == "assessed_on":
            bench.day.set_error(str(error))
            bench.day.take_focus()
        elif isinstance(error, FieldError):
            bench.go_to(Place(error.field))
            bench.notice.show_text(str(error))

    def _written(self, changes: Changes) -> None:
        """Show the start again after something was written, and tell the other pages."""
        self.context.status.saved()
        if self._file is not None:
            self._show_start(self._load(self._file.episode.id))
        self.context.announce(changes, initiator=self)

    def _load(self, episode_id: str) -> EpisodeFile:
        session = self.context.session
        with session.unit_of_work() as unit:
            file = load_examined(unit, episode_id)
            self._signed = unit.assessments.for_episode(episode_id)
            self._drafts = open_drafts(unit, episode_id)
            names = {clinician.id: clinician.name for clinician in unit.clinicians.all()}
        self._file = file
        self.start.show_signed(signed_rows(self._signed, session.forms, names), file.episode.details.side)
        self.start.show_drafts(self._drafts)
        return file

    def _show_start(self, file: EpisodeFile) -> None:
        kinds = {assessment.kind for assessment in file.assessments}
        referral = standing_referral(file, self.context.session.forms, self.context.today())
        ready = "baseline" in kinds and file.state is None and referral is None
        self.start.banner.show_referral(referral)
        self.start.show_lead(self.tr("The baseline is signed. Next: choose where the plan starts.") if ready else "")
        today = self.context.today()
        self.start.show_due(due_line(outcome_due(file, today), today) if file.assessments else "")
        self.start.card.ask("review" if "baseline" in kinds else "baseline")
        self._faces.setCurrentWidget(self.start)
        self.start.plan.setFocus() if ready else self.focus_first()

    def begin(self, kind: str, day: date) -> None:
        """Open a new assessment, or the one of this kind that was begun."""
        if self._file is None:
            return
        begun = next((draft for draft in self._drafts if draft.kind == kind), None)
        if begun is not None:
            self._open_draft(self._file, begun)
            return
        self._open(AssessmentForm(self.context.session.forms, self._file, cast("AssessmentKind", kind), day))

    def _continue(self, kind: str) -> None:
        if self._file is not None:
            self._open_draft(self._file, next(draft for draft in self._drafts if draft.kind == kind))

    def _open_draft(self, file: EpisodeFile, found: OpenDraft) -> None:
        form = form_from_draft(self.context.session.forms, file, found.draft.content)
        when = found.draft.saved_at
        words = self.tr("Unsaved typing from {day}, {time} restored.")
        self._open(form, words.format(day=format_date(when.astimezone().date()), time=clock_time(when)))

    def _open(self, form: AssessmentForm, notice: str = "") -> None:
        self._end_bench()
        bench = Workbench(form, self.context.today, notice)
        bench.edited.connect(self._edited)
        bench.said.connect(self.context.status.say)
        bench.sign_asked.connect(self.ask_sign)
        bench.banner.letter_asked.connect(self._go_to_letter)
        bench.close_asked.connect(self._close)
        bench.discard_asked.connect(self._ask_discard_open)
        self.bench = bench
        self._faces.addWidget(bench)
        self._faces.setCurrentWidget(bench)
        bench.take_focus()

    def _end_bench(self) -> None:
        """Let go of the assessment on screen; a draft of it stays until it is signed or discarded."""
        bench, self.bench = self.bench, None
        if bench is not None:
            self._faces.removeWidget(bench)
            bench.deleteLater()

    def _close(self) -> None:
        """Go back to the start; what was typed stays as a draft."""
        if self._file is None:
            return
        self.leave()
        self._end_bench()
        self._show_start(self._load(self._file.episode.id))

    def _edited(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _stop_timers(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _keep_typing(self) -> None:
        self._stop_timers()
        if self.bench is None:
            return
        form = self.bench.form
        self.context.status.saving()
        operations.keep_typing(
            self,
            self.context.session,
            episode_id=form.file.episode.id,
            form=draft_form(form.kind),
            content=form.content(),
            on_done=self._kept,
            on_error=self._not_kept,
        )

    def _kept(self, _nothing: Any) -> None:
        self.context.status.saved()
        if self._file is not None and self.bench is None:
            self._load(self._file.episode.id)

    def _not_kept(self, error: FootRehabError) -> None:
        self.context.status.not_saved(str(error))

    def _ask_discard_open(self) -> None:
        if self.bench is not None:
            self._ask_discard(self.bench.form.kind)

    def _ask_discard(self, kind: str) -> None:
        words = KINDS[cast("AssessmentKind", kind)]
        question = Question(
            title=self.tr("Discard the typing?"),
            text=self.tr("What was typed and not signed is deleted: {kind}.").format(kind=words),
            accept=self.tr("Discard typing"),
            reject=self.tr("Keep typing"),
            about=self._about(),
            dangerous=True,
        )
        self.context.dialogs.confirm(question, lambda: self._discard(kind))

    def _discard(self, kind: str) -> None:
        if self._file is None:
            return
        self._stop_timers()
        self._end_bench()
        operations.forget_typing(
            self,
            self.context.session,
            episode_id=self._file.episode.id,
            form=draft_form(cast("AssessmentKind", kind)),
            on_done=self._discarded,
            on_error=self.context.dialogs.show_error,
        )

    def _discarded(self, _nothing: Any) -> None:
        if self._file is not None:
            self._show_start(self._load(self._file.episode.id))
        self.context.status.say(self.tr("Typing discarded."))

    def _chosen(self, assessment_id: str) -> Assessment:
        return next(each for each in self._signed if each.id == assessment_id)

    def _ask_amend(self, assessment_id: str) -> None:
        signed = self._chosen(assessment_id)
        if any(draft.kind == signed.kind for draft in self._drafts):
            words = self.tr("{kind}: typing of the same kind is not signed yet. Sign or discard it first.")
            self.context.dialogs.show_error(UserFixableError(words.format(kind=KINDS[signed.kind])))
            return
        question = TextQuestion(
            title=self.tr("Why is it amended?"),
            text=self.tr("The signed text stays readable. The reason is kept with the amendment."),
            accept=self.tr("Amend"),
            about=self._about(),
        )
        self.context.dialogs.ask_text(question, lambda reason: self._amend(signed, reason))

    def _amend(self, signed: Assessment, reason: str) -> None:
        if self._file is not None:
            form = form_to_amend(self.context.session.forms, self._file, signed, reason)
            self._open(form, self._carried_line(form) if form.carried else "")

    def _ask_strike(self, assessment_id: str) -> None:
        question = TextQuestion(
            title=self.tr("Strike out this assessment?"),
            text=self.tr("It stays readable but counts no more. Say why."),
            accept=self.tr("Strike out"),
            about=self._about(),
        )
        self.context.dialogs.ask_text(question, lambda reason: self._strike(assessment_id, reason))

    def _strike(self, assessment_id: str, reason: str) -> None:
        operations.strike_out(
            self,
            self.context.session,
            assessment_id=assessment_id,
            reason=reason,
            on_done=self._written,
            on_error=self.context.dialogs.show_error,
        )

    def _compare(self, first: str, second: str) -> None:
        if self._file is None:
            return
        operations.compare(
            self,
            self.context.session,
            episode_id=self._file.episode.id,
            pair=(first, second),
            today=self.context.today(),
            on_done=self._show_comparison,
            on_error=self.context.dialogs.show_error,
        )

    def _show_comparison(self, comparison: Comparison) -> None:
        if self._file is None or self.bench is not None:
            return
        self._compared = comparison.before.id, comparison.after.id
        side = self._file.episode.details.side
        self.comparison.show_content(compare_content(comparison, side), side)
        self._faces.setCurrentWidget(self.comparison)
        self.comparison.take_focus()

    def _end_comparison(self) -> None:
        self._faces.setCurrentWidget(self.start)
        self.start.list.setFocus()

    def _print_comparison(self) -> None:
        self._go_to_sheet(COMPARISON, self._compared)

    def _print_signed(self, assessment_id: str) -> None:
        self._go_to_sheet(ASSESSMENT, (assessment_id,))

    def _go_to_sheet(self, kind: str, assessments: tuple[str, ...]) -> None:
        """Preview, print and save where all handouts are."""
        if self._file is not None:
            want_sheet(self._file.episode.id, kind, assessments)
            self.context.navigate("handouts", self._file.patient.id, self._file.episode.id)

    def _go_to_plan(self) -> None:
        if self._file is not None:
            self.context.navigate("plan", self._file.patient.id, self._file.episode.id)

    def _go_to_letter(self) -> None:
        """Write the letter where all handouts are previewed; what is typed here goes into it as a draft."""
        if self._file is not None:
            want_sheet(self._file.episode.id, REFERRAL_LETTER)
            self.context.navigate("handouts", self._file.patient.id, self._file.episode.id)
