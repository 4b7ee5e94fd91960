"""Patient → Plan: left the library, right the plan, beneath it the run plan or, before the start, where to start."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.errors import FieldError, FootRehabError, UserFixableError
from footrehab_desktop.progression import GateItem
from footrehab_desktop.records.values import Plan, PlanItem
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import plan as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pages.library_browser import LibraryBrowser
from footrehab_desktop.ui.pages.plan_panel import PlanPanel
from footrehab_desktop.ui.pages.plan_run import RunPlanCard
from footrehab_desktop.ui.pages.plan_start import StartCard
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.library import ExerciseIndex
from footrehab_desktop.ui.presenters.plan import PlanContent, PlanEditor, content_of, content_of_draft, draft_of
from footrehab_desktop.ui.presenters.plan_situation import (
    Blocks,
    PlanSituation,
    Template,
    load_situation,
    template_choices,
    template_of,
)
from footrehab_desktop.ui.presenters.run_tables import default_table
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Notice

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

# Typing is kept at most this long after it happened, however long it goes on.
KEEP_AFTER_MS = 1000


class PlanPage(Page):
    """Edits the plan of one episode. What is not saved is kept as a draft and comes back."""

    code: ClassVar[str] = "plan"
    title: ClassVar[str] = "Plan"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        library = context.session.library
        self._library = library
        self._editor = PlanEditor(library)
        self._situation: PlanSituation | None = None
        self._phase = ""
        self._blocks: Blocks | None = None
        self._print_after_save = False
        self.browser = LibraryBrowser(ExerciseIndex(library.exercises))
        self.panel = PlanPanel(self._editor, library)
        self.run = RunPlanCard()
        self.start = StartCard(self._gate_before)
        self.discard = button(self.tr("Discard"), on_press=self._discard_typing)
        self.restored = ActionNotice(self.discard)
        self.warning = Notice()
        self.reason = theme.label("", "soft", wrap=True)
        self._keep_timer = QTimer(self)
        self._keep_timer.setSingleShot(True)
        self._keep_timer.setInterval(KEEP_AFTER_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget()
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.addWidget(self.browser, 1)
        left_column.addWidget(self.reason)
        left.setMinimumWidth(theme.scaled(260))
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(0, 0, 0, 0)
        right_column.setSpacing(8)
        self.warning.hide()
        right_column.addWidget(self.restored)
        right_column.addWidget(self.warning)
        right_column.addWidget(self.panel, 1)
        right_column.addWidget(self.run)
        right_column.addWidget(self.start)
        self.run.hide()
        page_layout(self).addWidget(two_panes(left, right, widths=(324, 836)), 1)

    def _connect(self) -> None:
        self.browser.chosen.connect(self._add)
        self.browser.current_exercise.connect(self._show_reason)
        self.panel.edited.connect(self._edited)
        self.panel.step_asked.connect(self._step_on_ladder)
        self.panel.dropped.connect(self._add)
        self.panel.template_chosen.connect(self._add_template)
        self.panel.save_asked.connect(self._save)
        self.panel.print_asked.connect(self.print_requested)
        self.run.table_chosen.connect(self._choose_table)
        self.start.table_chosen.connect(self._choose_table)
        self.start.phase_chosen.connect(self._suppose_phase)
        self.start.start_asked.connect(self._start)
        self.start.assess_asked.connect(lambda: self.context.navigate("assess"))
        self._keep_timer.timeout.connect(self._keep_typing)

    # What the frame asks for

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if episode_id is None:
            return
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
        if self._keep_timer.isActive():
            self._keep_typing()

    def focus_first(self) -> None:
        self.browser.search.setFocus()

    def focus_search(self) -> None:
        self.browser.search.setFocus()
        self.browser.search.selectAll()

    def undo_requested(self) -> None:
        self.panel.take_back()

    def print_requested(self) -> None:
        """Save what is not saved yet, then show the exercise sheet as it will be printed."""
        if self._editor.changed:
            self._print_after_save = True
            self._save()
        else:
            self.context.navigate("handouts")

    # Showing

    def _load(self, episode_id: str, *, keep_typed: bool) -> None:
        with self.context.session.unit_of_work() as unit:
            situation = load_situation(unit, episode_id)
        before, self._situation = self._situation, situation
        saved = content_of(situation.plan, default_table(situation.episode.details.condition))
        if keep_typed:
            self._editor.mark_saved(saved)
        else:
            self._editor.start(saved, self._restored(situation))
        if before is None or before.episode.id != episode_id:
            self.start.ask()
        self.panel.show_templates(template_choices(self._library, situation.episode.details.condition))
        self._show_run_plan()
        self._check_blocks(situation.phase or self.start.chosen_phase())
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
            self.start.show_table(table)
            self.start.show_assessed(situation.assessed)

    def _show_next_step(self) -> None:
        """Fill one button: saving while something is unsaved, then starting, then printing."""
        started = self._situation is not None and self._situation.phase is not None
        changed = self._editor.changed
        for step, filled in (
            (self.panel.save, changed),
            (self.start.start, not changed and not started),
            (self.panel.print, not changed and started),
        ):
            kind = "primary" if filled else "outlined"
            if step.property("kind") != kind:
                step.setProperty("kind", kind)
                theme.restyle(step)

    def _check_blocks(self, phase: str) -> None:
        """Find what is blocked in a phase and say which exercises of the plan are."""
        situation = self._situation
        if situation is None:
            return
        self._phase, self._blocks = phase, None
        if phase:
            find = self._finder(situation, phase)
            run_in_background(self, find, self._blocks_found, self.context.dialogs.show_error)
        else:
            self._show_blocks()

    def _finder(self, situation: PlanSituation, phase: str) -> Callable[[], Blocks]:
        session, episode_id, today = self.context.session, situation.episode.id, self.context.today()
        return lambda: operations.find_blocks(session, episode_id=episode_id, phase=phase, today=today)

    def _blocks_found(self, blocks: Blocks) -> None:
        situation = self._situation
        if situation is not None and (blocks.episode_id, blocks.phase) == (situation.episode.id, self._phase):
            self._blocks = blocks
            self._show_blocks()

    def _show_blocks(self) -> None:
        self.browser.show_blocked(self._blocked())
        self._show_warning()

    def _blocked(self) -> Mapping[str, str]:
        """Return what is refused now, by exercise id; known shortly after the page is shown."""
        return self._blocks.sentences if self._blocks else {}

    def _surely_blocked(self) -> Mapping[str, str]:
        """Return what is refused now, waiting for it where it is not known yet."""
        if self._blocks is None and self._phase and self._situation is not None:
            self._blocks_found(self._finder(self._situation, self._phase)())
        return self._blocked()

    def _show_warning(self) -> None:
        blocked = self._blocked()
        sentences = [
            self.tr("{name} does not fit now: {reason}").format(
                name=self._library.exercise(item.exercise_id).name, reason=blocked[item.exercise_id]
            )
            for item in self._editor.content.items
            if item.exercise_id in blocked
        ]
        self.warning.show_text("\n".join(sentences))

    def _show_reason(self, exercise_id: str) -> None:
        reason = self._blocked().get(exercise_id, "")
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

    # Editing

    def _add(self, exercise_id: str, at: int | None = None) -> None:
        situation = self._situation
        if situation is None:
            return
        exercise = self._library.exercise(exercise_id)
        if self._refused(exercise_id):
            return
        if any(item.exercise_id == exercise_id for item in self._editor.content.items):
            self.panel.say(self.tr("{name} is in the plan already.").format(name=exercise.name))
            return
        self.panel.add(item_for(exercise, situation.episode.details.side), at=at)

    def _refused(self, exercise_id: str) -> bool:
        reason = self._surely_blocked().get(exercise_id)
        if reason:
            name = self._library.exercise(exercise_id).name
            self.panel.say(self.tr("{name} was not added: {reason}").format(name=name, reason=reason))
        return bool(reason)

    def _step_on_ladder(self, row: int, by: int) -> None:
        item = self._editor.content.items[row]
        exercise = self._library.exercise(item.exercise_id)
        neighbour = exercise.easier if by < 0 else exercise.harder
        if neighbour is None:
            self.panel.say(
                self.tr("{name} is the easiest step of its ladder.").format(name=exercise.name)
                if by < 0
                else self.tr("{name} is the hardest step of its ladder.").format(name=exercise.name)
            )
        elif not self._refused(neighbour):
            self.panel.replace(row, self._neighbour_item(item, neighbour))

    def _neighbour_item(self, item: PlanItem, neighbour: str) -> PlanItem:
        """Return the neighbour with its own start dose, on the side of the exercise it replaces."""
        made = item_for(self._library.exercise(neighbour), item.side or "both")
        return made if item.side is None else replace(made, side=item.side)

    def _add_template(self, phase: str) -> None:
        situation = self._situation
        if situation is None:
            return
        blocked = self._surely_blocked()
        template = template_of(self._library, situation.episode, phase, blocked, self._editor.content.items)
        if template.items:
            self.panel.add(*template.items)
        self.panel.say(self._template_words(template))

    def _template_words(self, template: Template) -> str:
        if template.left_out:
            left_out = "; ".join(f"{name}: {reason}" for name, reason in template.left_out)
            return self.tr("Left out: {left_out}").format(left_out=left_out)
        return "" if template.items else self.tr("All exercises of this template are in the plan already.")

    def _choose_table(self, code: str) -> None:
        self._editor.choose_table(code or None)
        self._edited()

    def _edited(self) -> None:
        self._show_run_plan()
        self._show_warning()
        self.panel.show_state()
        self._show_next_step()
        self.context.status.saving()
        if not self._keep_timer.isActive():
            self._keep_timer.start()

    # Keeping and saving

    def _keep_typing(self) -> None:
        self._keep_timer.stop()
        if self._situation is None:
            return
        session, episode_id = self.context.session, self._situation.episode.id
        draft = draft_of(self._editor.content) if self._editor.changed else None

        def keep() -> None:
            if draft is None:
                operations.forget_typing(session, episode_id=episode_id)
            else:
                operations.keep_typing(session, episode_id=episode_id, draft=draft)

        run_in_background(self, keep, self._kept, self._failed)

    def _kept(self, _nothing: None) -> None:
        self.context.status.saved()

    def _discard_typing(self) -> None:
        self._editor.start(self._editor.saved)
        self.restored.show_text("")
        self.panel.show_plan()
        self._edited()
        self.panel.table.setFocus()

    def _save(self) -> None:
        situation = self._situation
        if situation is None or not self._editor.changed:
            return
        self._keep_timer.stop()
        self.context.status.saving()
        session, today = self.context.session, self.context.today()
        episode_id, content = situation.episode.id, self._editor.content
        run_in_background(
            self,
            lambda: operations.save_new_version(session, episode_id=episode_id, content=content, today=today),
            self._saved,
            self._failed,
        )

    def _saved(self, result: "tuple[Plan, Changes]") -> None:
        plan, changes = result
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        if self._situation is None or plan.episode_id != self._situation.episode.id:
            return
        self._editor.mark_saved(content_of(plan))
        self.restored.show_text("")
        self.panel.show_state()
        self._show_next_step()
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
        self.context.status.not_saved(self.tr("see the message"))

    def _start(self, phase: str, level: int, table: str) -> None:
        situation = self._situation
        if situation is None:
            return
        self._save()
        session, episode_id, today = self.context.session, situation.episode.id, self.context.today()
        run_in_background(
            self,
            lambda: operations.start_plan(
                session, episode_id=episode_id, phase=phase, level=level, table=table, today=today
            ),
            self._started,
            self._failed,
        )

    def _started(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self.refresh(changes)
        self.panel.table.setFocus()
