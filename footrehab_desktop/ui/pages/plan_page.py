"""Patient → Plan: left the library or what a review proposes, right the plan, beneath it the run plan or the start."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.exercise_pictures import pictures_of
from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine
from footrehab_desktop.errors import FieldError, FootRehabError, UserFixableError
from footrehab_desktop.progression import GateItem
from footrehab_desktop.records.values import Plan
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.command_palette import PaletteEntry
from footrehab_desktop.ui.operations import plan as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pages.library_browser import LibraryBrowser
from footrehab_desktop.ui.pages.plan_blocks import BlockFinder
from footrehab_desktop.ui.pages.plan_keeping import PlanKeeper
from footrehab_desktop.ui.pages.plan_panel import PlanPanel
from footrehab_desktop.ui.pages.plan_panes import PlanPanes
from footrehab_desktop.ui.pages.plan_proposal_panel import ProposalPanel, proposal_words
from footrehab_desktop.ui.pages.plan_run import RunPlanCard
from footrehab_desktop.ui.pages.plan_start import StartCard
from footrehab_desktop.ui.pages.plan_steps import PlanSteps
from footrehab_desktop.ui.pages.plan_views import PlanViews
from footrehab_desktop.ui.presenters.library import ExerciseIndex
from footrehab_desktop.ui.presenters.plan import PlanContent, PlanEditor, content_of, content_of_draft
from footrehab_desktop.ui.presenters.plan_proposal import open_lines, proposal_rows
from footrehab_desktop.ui.presenters.plan_situation import PlanSituation, load_situation, template_choices
from footrehab_desktop.ui.presenters.run_tables import default_table
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.exercise_picture import show_enlarged
from footrehab_desktop.ui.widgets.panels import Notice

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes


class PlanPage(Page):
    """Edits the plan of one episode. What is not saved is kept as a draft and comes back."""

    code: ClassVar[str] = "plan"
    title: ClassVar[str] = "Plan"
    holds_library: ClassVar[bool] = True

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        library = context.session.library
        self._library = library
        self._editor = PlanEditor(library)
        self._situation: PlanSituation | None = None
        self._proposal: PlanProposal | None = None
        self._put_off = ""
        self._print_after_save = False
        self._finder = BlockFinder(context, self)
        self._keeper = PlanKeeper(context, self._editor, self)
        self.browser = LibraryBrowser(ExerciseIndex(library.exercises, context.preferences.favourites))
        self.proposal = ProposalPanel()
        self.panel = PlanPanel(self._editor, library)
        self._steps = PlanSteps(context, self._finder, self.panel)
        self.run = RunPlanCard()
        self.start = StartCard(self._gate_before)
        self.discard = button(self.tr("Discard"), on_press=self._discard_typing)
        self.restored = ActionNotice(self.discard)
        self.see_proposal = button(self.tr("See them"), on_press=self._show_proposal)
        self.more_proposed = ActionNotice(self.see_proposal)
        self.warning = Notice()
        self.reason = theme.label("", "soft", wrap=True)
        self._left = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        library = QWidget()
        library_column = QVBoxLayout(library)
        library_column.setContentsMargins(0, 0, 0, 0)
        library_column.addWidget(self.more_proposed)
        library_column.addWidget(self.browser, 1)
        library_column.addWidget(self.reason)
        self._left.addWidget(library)
        self._left.addWidget(self.proposal)
        self._left.setMinimumWidth(theme.scaled(260))
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(0, 0, 0, 0)
        right_column.setSpacing(8)
        self.warning.hide()
        for widget in (self.restored, self.warning):
            right_column.addWidget(widget)
        right_column.addWidget(self.panel, 1)
        right_column.addWidget(self.run)
        right_column.addWidget(self.start)
        self.run.hide()
        self.panes = PlanPanes(self._left, right, widths=(324, 836))
        self.views = PlanViews(self.context, self.panes, self._editor, self._finder, self.run)
        page_layout(self).addWidget(self.views, 1)

    def _connect(self) -> None:
        self.browser.chosen.connect(self._steps.add)
        self.browser.current_exercise.connect(self._show_reason)
        self.panel.edited.connect(self._edited)
        self._steps.done.connect(self._to_the_plan)
        self.panel.save_asked.connect(self._save)
        self.panel.print_asked.connect(self.print_requested)
        self.panel.picture_asked.connect(self.show_picture)
        self.proposal.taken.connect(self._take_lines)
        self.proposal.left_for_now.connect(self._put_proposal_off)
        self.run.table_chosen.connect(self._choose_table)
        self.views.exercise_chosen.connect(self._steps.add)
        self.views.edited.connect(self.panel.show_plan)
        self.views.edited.connect(self._edited)
        self.views.save_asked.connect(self._save)
        self.start.table_chosen.connect(self._choose_table)
        self.start.phase_chosen.connect(self._suppose_phase)
        self.start.start_asked.connect(self._start)
        self.start.assess_asked.connect(lambda: self.context.navigate("assess"))
        self._finder.found.connect(self._show_blocks)
        self._finder.proposed.connect(self._proposed)
        self._keeper.saved.connect(self._saved)
        self._keeper.failed.connect(self._failed)

    # What the frame asks for

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id is None:
            return
        self.browser.show_favourites(self.context.preferences.favourites)
        before = self._situation
        if before is not None and before.episode.id == episode_id and self._editor.changed:
            self._load(episode_id, keep_typed=True)
            return
        self.leave()
        self._load(episode_id, keep_typed=False)

    def refresh(self, changes: "Changes") -> None:
        if self._situation is not None and changes.concern_episode(self._situation.episode.id):
            self._load(self._situation.episode.id, keep_typed=self._editor.changed)

    def leave(self) -> None:
        self._keeper.flush()

    def focus_first(self) -> None:
        self.views.show_exercises()
        if self._left.currentWidget() is self.proposal:
            self.panes.show_choice()
            self.proposal.focus_first()
        elif self.panes.one_at_a_time:
            self.panel.table.setFocus()
        else:
            self.browser.search.setFocus()

    def focus_search(self) -> None:
        self.views.show_exercises()
        self._left.setCurrentIndex(0)
        self.panes.show_choice()
        self.browser.search.setFocus()
        self.browser.search.selectAll()

    def undo_requested(self) -> None:
        self.panel.take_back()

    def redo_requested(self) -> None:
        self.panel.take_again()

    def print_requested(self) -> None:
        """Save what is not saved yet, then show the exercise sheet as it will be printed."""
        if not self.panel.take_open():
            return
        if self._editor.changed:
            self._print_after_save = True
            self._keeper.save()
        else:
            self.context.navigate("handouts")

    def show_picture(self) -> None:
        """Show the exercise that the keyboard is on, in the library or in the plan, on the full screen."""
        row, exercise = self.panel.current_row(), self.browser.current()
        if self.panel.isAncestorOf(self.focusWidget()) and row >= 0:
            exercise_id = self._editor.content.items[row].exercise_id
        elif exercise is not None:
            exercise_id = exercise.id
        else:
            return
        with self.context.session.unit_of_work() as unit:
            pictures = pictures_of(unit, exercise_id)
        if pictures:
            show_enlarged(self._library.exercise(exercise_id).name, pictures, self)

    def palette_entries(self) -> list[PaletteEntry]:
        save = PaletteEntry(self.tr("Save plan"), self.tr("Plan"), self._save, "Ctrl+S")
        return [save, *self._steps.palette_entries()]

    # Showing

    def _load(self, episode_id: str, *, keep_typed: bool) -> None:
        with self.context.session.unit_of_work() as unit:
            situation = load_situation(unit, episode_id, self.context.today())
        before, self._situation = self._situation, situation
        self._keeper.work_for(episode_id)
        self._steps.work_for(situation.episode)
        saved = content_of(situation.plan, default_table(situation.episode.details.condition))
        if keep_typed:
            self._editor.mark_saved(saved, situation.before_today)
        else:
            self._editor.start(saved, self._restored(situation), situation.before_today)
        if before is None or before.episode.id != episode_id:
            self.start.ask()
            self._proposed(None)
        self._show_run_plan()
        self._check_blocks(situation.phase or self.start.chosen_phase())
        self._finder.look_for_proposal(episode_id)
        self.views.load(episode_id)
        if before is None or (before.episode.id, before.phase) != (episode_id, situation.phase):
            self.browser.set_filter(phase=situation.phase or "")
        self.panel.show_plan(max(0, self.panel.current_row()))
        self._show_next_step()

    def _restored(self, situation: PlanSituation) -> PlanContent | None:
        """Return the unsaved plan of last time and say that it is back."""
        self.restored.show_text("")
        if situation.draft is None:
            return None
        try:
            typed = content_of_draft(situation.draft.content, self._library)
        except FieldError as fault:
            self.restored.show_text(self.tr("Unsaved typing could not be restored: {why}").format(why=fault))
            return None
        time = f"{situation.draft.saved_at.astimezone():%H:%M}"
        self.restored.show_text(self.tr("Unsaved typing from {time} restored.").format(time=time))
        return typed

    def _show_run_plan(self) -> None:
        situation = self._situation
        started = situation is not None and situation.phase is not None
        self.run.setVisible(started)
        self.start.setVisible(not started)
        if situation is not None:
            table = self._editor.content.run_table
            self.run.show_plan(table, situation.phase, situation.level)
            self.views.show_plan()
            self.start.show_table(table)
            self.start.show_assessed(situation.assessed)

    def _show_next_step(self) -> None:
        """Fill one button: saving while something is unsaved, then what is proposed, then starting, then printing."""
        started = self._situation is not None and self._situation.phase is not None
        changed, proposed = self._editor.changed, self._left.currentWidget() is self.proposal
        for step, filled in (
            (self.proposal.take, proposed),
            (self.panel.save, changed and not proposed),
            (self.start.start, not changed and not started and not proposed),
            (self.panel.print, not changed and started and not proposed),
        ):
            kind = "primary" if filled else "outlined"
            if step.property("kind") != kind:
                step.setProperty("kind", kind)
                theme.restyle(step)

    def _check_blocks(self, phase: str) -> None:
        """Find what is blocked in a phase and offer its template."""
        situation = self._situation
        if situation is not None:
            self.panel.show_templates(template_choices(self._library, situation.episode.details.condition), phase)
            self._finder.look(situation.episode.id, phase)

    def _show_blocks(self) -> None:
        self.browser.show_blocked(self._finder.sentences)
        self.panel.show_blocked(self._finder.sentences)
        self._show_warning()

    def _show_warning(self) -> None:
        blocked = self._finder.sentences
        sentences = [
            self.tr("{name} does not fit now: {reason}").format(
                name=self._library.exercise(item.exercise_id).name, reason=blocked[item.exercise_id]
            )
            for item in self._editor.content.items
            if item.exercise_id in blocked
        ]
        self.warning.show_text("\n".join(sentences))

    def _show_reason(self, exercise_id: str) -> None:
        reason = self._finder.sentences.get(exercise_id, "")
        self.reason.setText(self.tr("Not now: {reason}").format(reason=reason) if reason else "")
        self.reason.setVisible(bool(reason))

    def _gate_before(self, phase: str) -> tuple[GateItem, ...]:
        if self._situation is None:
            return ()
        return operations.gate_before(
            self.context.session, episode_id=self._situation.episode.id, phase=phase, today=self.context.today()
        )

    def _suppose_phase(self, phase: str) -> None:
        self.browser.set_filter(phase=phase)
        self._check_blocks(phase)

    # What a review proposes

    def _proposed(self, proposal: PlanProposal | None) -> None:
        self._proposal = proposal
        if proposal is not None and proposal.decision_id != self._put_off and self._open_lines():
            self._show_proposal(keyboard=self.browser.search.hasFocus() or self.panes.one_at_a_time)
        else:
            self._show_library()

    def _open_lines(self) -> tuple[ProposedLine, ...]:
        return open_lines(self._proposal, self._editor.content.items) if self._proposal else ()

    def _show_proposal(self, *, keyboard: bool = True) -> None:
        if self._proposal is not None:
            self.proposal.show_proposal(self._proposal, proposal_rows(self._open_lines(), self._library))
            self._left.setCurrentWidget(self.proposal)
            if keyboard:
                self.panes.show_choice()
                self.proposal.focus_first()
        self._show_next_step()

    def _show_library(self) -> None:
        """Go back to the library, with a line about what is proposed and still open."""
        lines = self._open_lines()
        one = self.tr("The review of {day} ({decision}) proposes 1 more change.")
        many = self.tr("The review of {day} ({decision}) proposes {count} more changes.")
        if self._proposal is not None and lines:
            self.more_proposed.show_text(proposal_words(one, many, self._proposal, len(lines)))
        else:
            self.more_proposed.show_text("")
        self._left.setCurrentIndex(0)
        self._show_next_step()

    def _put_proposal_off(self) -> None:
        self._put_off = self._proposal.decision_id if self._proposal else ""
        self._show_library()
        if self.panes.one_at_a_time:
            self._to_the_plan()
        else:
            self.browser.search.setFocus()

    def _take_lines(self, lines: tuple[ProposedLine, ...]) -> None:
        if self._proposal is None:
            return
        try:
            self.panel.take(self._proposal, lines)
        except FieldError as fault:
            self.proposal.say(str(fault))
            return
        self._put_off = self._proposal.decision_id
        self._show_library()
        self._to_the_plan()

    # Editing

    def _to_the_plan(self) -> None:
        self.views.show_exercises()
        self.panes.show_plan()
        self.panel.table.setFocus()

    def _choose_table(self, code: str) -> None:
        self._editor.choose_table(code or None)
        self._edited()

    def _edited(self) -> None:
        self._show_run_plan()
        self._show_warning()
        self.panel.show_state()
        if self._left.currentWidget() is self.proposal:
            self._show_proposal(keyboard=False)
        else:
            self._show_library()
        self._keeper.touched()

    # Keeping and saving

    def _discard_typing(self) -> None:
        self._editor.start(self._editor.saved, before_today=self._editor.before_today)
        self.restored.show_text("")
        self.panel.show_plan()
        self._edited()
        self.panel.table.setFocus()

    def _save(self) -> None:
        if self.panel.take_open():
            self._keeper.save()

    def _saved(self, plan: Plan, changes: "Changes") -> None:
        self.context.announce(changes, initiator=self)
        if self._situation is None or plan.episode_id != self._situation.episode.id:
            return
        self.restored.show_text("")
        self._proposal = None
        self.views.load(plan.episode_id)
        self._show_library()
        self.panel.show_state()
        self.context.status.say(self.tr("Plan saved as version {version}.").format(version=plan.version))
        if self._print_after_save:
            self._print_after_save = False
            self.context.navigate("handouts")

    def _failed(self, error: FootRehabError) -> None:
        self._print_after_save = False
        if isinstance(error, UserFixableError):
            self.panel.say(str(error))
        else:
            self.context.dialogs.show_error(error)

    def _start(self, phase: str, level: int, table: str) -> None:
        situation = self._situation
        if situation is None:
            return
        self._keeper.save()
        session, episode_id, today = self.context.session, situation.episode.id, self.context.today()
        run_in_background(
            self,
            lambda: operations.start_plan(
                session, episode_id=episode_id, phase=phase, level=level, table=table, today=today
            ),
            self._started,
            self._start_failed,
        )

    def _start_failed(self, error: FootRehabError) -> None:
        self._failed(error)
        self.context.status.not_saved(self.tr("see the message"))

    def _started(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self.refresh(changes)
        self.panel.table.setFocus()
