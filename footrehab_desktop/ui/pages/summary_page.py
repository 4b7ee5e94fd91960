"""Patient → Summary: the problem, where the patient stands, the present decision, and the one next step."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.caseload import tasks_of_episode
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.tasks import Task, TypedAnswer
from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.operations import patients as operations
from footrehab_desktop.ui.operations.today import keep_answer
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages import episode_form, patient_form
from footrehab_desktop.ui.pages.episode_form import EpisodeForm
from footrehab_desktop.ui.pages.patient_form import PatientForm
from footrehab_desktop.ui.pages.summary_overview import SummaryOverview
from footrehab_desktop.ui.presenters.summary import Summary, UnsavedForm, summarise

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.errors import FootRehabError
    from footrehab_desktop.records.unit_of_work import UnitOfWork

PATIENT, NEW_EPISODE, EPISODE = "patient", "new episode", "episode"


class SummaryPage(Page):
    """The overview, or in its place the form of the patient or of an episode. Without an episode: a new one."""

    code: ClassVar[str] = "summary"
    title: ClassVar[str] = "Summary"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._patient_id: str | None = None
        self._episode_id: str | None = None
        self._summary: Summary | None = None
        self.overview = SummaryOverview()
        self.episode_form = EpisodeForm(context, self.tr("Back to the summary"))
        self.patient_form = PatientForm(context, self.tr("Back to the summary"))
        self.stack = QStackedWidget()
        for part in (self.overview, self.episode_form, self.patient_form):
            self.stack.addWidget(part)
        page_layout(self).addWidget(self.stack)
        self._connect()

    def _connect(self) -> None:
        overview = self.overview
        overview.step_taken.connect(self._go_on)
        overview.edit_patient.connect(self.edit_patient)
        overview.edit_episode.connect(self.edit_episode)
        overview.new_episode.connect(self.new_requested)
        overview.close_episode.connect(self.ask_to_close)
        overview.reassessed.connect(self.record_reassessment)
        overview.rights_wanted.connect(self._show_rights)
        overview.go_on_typing.connect(self._open_form)
        overview.tasks.go.connect(self._go_to)
        overview.tasks.answered.connect(self._answer)
        overview.tasks.left.connect(overview.step_button.setFocus)
        self.episode_form.saved.connect(self._episode_saved)
        self.patient_form.saved.connect(self._back)
        for form in (self.episode_form, self.patient_form):
            form.left.connect(self._back)
            form.kept.connect(self._look_for_typing)

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        self._patient_id, self._episode_id = patient_id, episode_id
        if patient_id is None:
            return
        if episode_id is None:
            self.new_requested()
            return
        with self.context.session.unit_of_work() as unit:
            file = load_episode(unit, episode_id)
            plan = unit.plans.current(episode_id)
            statements = unit.statements.for_patient(*unit.patients.group(patient_id))
            session, today = self.context.session, self.context.today()
            tasks = tasks_of_episode(unit, session.library, session.forms, file, today)
        self._summary = summarise(file, plan, self.context.today())
        self.overview.show_summary(self._summary)
        self.overview.show_tasks(tasks, self.context.today())
        self.overview.show_statements([statement.content for statement in statements])
        self._look_for_typing()
        self.stack.setCurrentWidget(self.overview)

    def refresh(self, changes: "Changes") -> None:
        concerned = changes.concern_episode(self._episode_id) or self._patient_id in changes.patients
        if concerned and self.stack.currentWidget() is self.overview:
            self.show_for(self._patient_id, self._episode_id)

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.overview:
            self.overview.step_button.setFocus()
        else:
            self._form().focus_first()

    def leave(self) -> None:
        if self.stack.currentWidget() is not self.overview:
            self._form().keep()

    def new_requested(self) -> None:
        if self._patient_id is None:
            return
        with self.context.session.unit_of_work() as unit:
            patient = unit.patients.get(self._patient_id)
        self.episode_form.start_new(patient)
        self.episode_form.back_button.setVisible(self._episode_id is not None)
        self._show_form(self.episode_form)

    @Slot()
    def _show_rights(self) -> None:
        self.context.navigate("rights", self._patient_id)

    @Slot()
    def edit_patient(self) -> None:
        """Show the form of the patient on screen."""
        if self._patient_id is None:
            return
        with self.context.session.unit_of_work() as unit:
            patient = unit.patients.get(self._patient_id)
        self.patient_form.start_edit(patient)
        self._show_form(self.patient_form)

    @Slot()
    def edit_episode(self) -> None:
        """Show the form of the episode on screen."""
        if self._patient_id is None or self._episode_id is None:
            return
        with self.context.session.unit_of_work() as unit:
            patient, episode = unit.patients.get(self._patient_id), unit.episodes.get(self._episode_id)
        self.episode_form.start_edit(patient, episode)
        self.episode_form.back_button.show()
        self._show_form(self.episode_form)

    @Slot()
    def ask_to_close(self) -> None:
        """Ask whether the episode ends today."""
        if self._summary is None:
            return
        question = Question(
            self.tr("Close the episode?"),
            self.tr("{problem}. It ends today, leaves the caseload and stays readable.").format(
                problem=self._summary.problem[0]
            ),
            self.tr("Close the episode"),
            self.tr("Keep it open"),
            about=self._summary.identity,
            dangerous=True,
        )
        self.context.dialogs.confirm(question, self._close)

    @Slot()
    def record_reassessment(self) -> None:
        """Record that the patient was reassessed today, so that the next review can end the pause."""
        if self._episode_id is not None:
            self.context.status.saving()
            operations.note_reassessment(
                self,
                self.context.session,
                episode_id=self._episode_id,
                today=self.context.today(),
                on_done=self._changed,
                on_error=self._failed,
            )

    def _close(self) -> None:
        if self._episode_id is not None:
            self.context.status.saving()
            operations.close_for_good(
                self,
                self.context.session,
                episode_id=self._episode_id,
                today=self.context.today(),
                on_done=self._changed,
                on_error=self._failed,
            )

    def _changed(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self._back()

    def _failed(self, error: "FootRehabError") -> None:
        self.context.status.not_saved(str(error))
        self.context.dialogs.show_error(error)

    def _show_form(self, form: EpisodeForm | PatientForm) -> None:
        self.stack.setCurrentWidget(form)
        form.focus_first()

    def _form(self) -> EpisodeForm | PatientForm:
        return self.patient_form if self.stack.currentWidget() is self.patient_form else self.episode_form

    @Slot(str)
    def _open_form(self, which: str) -> None:
        {PATIENT: self.edit_patient, EPISODE: self.edit_episode, NEW_EPISODE: self.new_requested}[which]()

    @Slot()
    def _look_for_typing(self) -> None:
        """Offer to go on with typing about the patient or an episode that was neither saved nor discarded."""
        with self.context.session.unit_of_work() as unit:
            self.overview.show_unsaved(self._unsaved(unit))

    def _unsaved(self, unit: "UnitOfWork") -> tuple[UnsavedForm, ...]:
        kept = (
            (EPISODE, self._episode_id, episode_form.FORM),
            (NEW_EPISODE, self._patient_id, episode_form.FORM),
            (PATIENT, self._patient_id, patient_form.FORM),
        )
        found = [(which, find_draft(unit, owner, form)) for which, owner, form in kept if owner is not None]
        return tuple(UnsavedForm(which, draft.saved_at) for which, draft in found if draft is not None)

    @Slot()
    def _go_on(self) -> None:
        page = self._summary.next_step.page if self._summary else ""
        if page:
            self.context.navigate(page, self._patient_id, self._episode_id)
        else:
            self.new_requested()

    @Slot(str)
    def _go_to(self, page: str) -> None:
        self.context.navigate(page, self._patient_id, self._episode_id)

    @Slot(object, object)
    def _answer(self, task: Task, typed: TypedAnswer) -> None:
        """Keep what was answered to a task."""
        if self._episode_id is None:
            return
        self.context.status.saving()
        work = partial(
            keep_answer, self.context.session, episode_id=self._episode_id, task=task, typed=typed,
            today=self.context.today(),
        )  # fmt: skip
        run_in_background(self, work, self._answered, self._not_answered)

    def _answered(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self.show_for(self._patient_id, self._episode_id)
        self.overview.tasks.focus_list()

    def _not_answered(self, error: "FootRehabError") -> None:
        self.context.status.not_saved(str(error))
        if isinstance(error, FieldError):
            self.overview.tasks.show_fault(str(error))
        else:
            self.context.dialogs.show_error(error)

    @Slot(str)
    def _episode_saved(self, episode_id: str) -> None:
        if episode_id == self._episode_id:
            self._back()
        else:
            self.context.navigate("summary", self._patient_id, episode_id)

    @Slot()
    def _back(self, _subject_id: str = "") -> None:
        self.show_for(self._patient_id, self._episode_id)
        self.focus_first()
