"""The steps that need the library and the rules: adding an exercise, a template, and going along a ladder."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.records.values import Episode, PlanItem
from footrehab_desktop.ui.command_palette import PaletteEntry
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.plan_blocks import BlockFinder
from footrehab_desktop.ui.pages.plan_panel import PlanPanel
from footrehab_desktop.ui.presenters.plan_situation import Template, template_of


class PlanSteps(QObject):
    """Works on the plan in a ``PlanPanel``. What is refused is said there, with the rule and what would lift it.

    ``done`` after a step that leads to the plan rather than back to the list of exercises.
    """

    done = Signal()

    def __init__(self, context: PageContext, finder: BlockFinder, panel: PlanPanel) -> None:
        super().__init__(panel)
        self._library = context.session.library
        self._status = context.status
        self._finder = finder
        self._panel = panel
        self._episode: Episode | None = None
        panel.step_asked.connect(self.step_on_ladder)
        panel.dropped.connect(self.add)
        panel.template_chosen.connect(self.add_template)

    def work_for(self, episode: Episode) -> None:
        """Work on the plan of this episode from now on."""
        self._episode = episode

    def palette_entries(self) -> list[PaletteEntry]:
        """Return the steps as the palette lists them, and adding every exercise there is."""
        kind = self.tr("Plan")
        return [
            PaletteEntry(self.tr("Template of this phase"), kind, self._panel.template.click, "Ctrl+T"),
            PaletteEntry(
                self.tr("Easier step"), kind, self._on_row(lambda row: self.step_on_ladder(row, -1)), "Alt+Left"
            ),
            PaletteEntry(
                self.tr("Harder step"), kind, self._on_row(lambda row: self.step_on_ladder(row, 1)), "Alt+Right"
            ),
            PaletteEntry(self.tr("Remove exercise"), kind, self._on_row(self._panel.remove), "Delete"),
            *(
                PaletteEntry(
                    self.tr("Add exercise: {name}").format(name=exercise.name), kind, self._adding(exercise.id)
                )
                for exercise in self._library.exercises
            ),
        ]

    def add(self, exercise_id: str, at: int | None = None) -> None:
        """Add an exercise with its start dose, at the end or before a row, unless it is refused."""
        if self._episode is not None and not self._refused(exercise_id):
            exercise = self._library.exercise(exercise_id)
            self._panel.add(item_for(exercise, self._episode.details.side), at=at)
            self._status.say(self.tr("{name} added.").format(name=exercise.name))

    def step_on_ladder(self, row: int, by: int) -> None:
        """Exchange an exercise for its easier (−1) or harder (+1) neighbour, unless that is refused."""
        item = self._panel.item(row)
        exercise = self._library.exercise(item.exercise_id)
        neighbour = exercise.easier if by < 0 else exercise.harder
        if neighbour is None:
            self._panel.say(
                self.tr("{name} is the easiest step of its ladder.").format(name=exercise.name)
                if by < 0
                else self.tr("{name} is the hardest step of its ladder.").format(name=exercise.name)
            )
        elif not self._refused(neighbour):
            self._panel.replace(row, self._neighbour_item(item, neighbour))

    def add_template(self, phase: str) -> None:
        """Add what the protocol gives in a phase, and say what is left out and why."""
        if self._episode is None:
            return
        template = template_of(self._library, self._episode, phase, self._finder.surely(), self._panel.items)
        if template.items:
            self._panel.add(*template.items)
            self.done.emit()
        self._panel.say(self._template_words(template))

    def _adding(self, exercise_id: str) -> Callable[[], None]:
        def add() -> None:
            self.add(exercise_id)
            self.done.emit()

        return add

    def _on_row(self, step: Callable[[int], object]) -> Callable[[], None]:
        return lambda: self._panel.for_current(step)

    def _refused(self, exercise_id: str) -> bool:
        """Say why an exercise cannot be added: a rule refuses it now, or it is there already."""
        name = self._library.exercise(exercise_id).name
        reason = self._finder.surely().get(exercise_id)
        there = any(item.exercise_id == exercise_id for item in self._panel.items)
        if reason:
            self._panel.say(self.tr("{name} was not added: {reason}").format(name=name, reason=reason))
        elif there:
            words = self.tr("{name} is in the plan already.").format(name=name)
            self._panel.say(words)
            self._status.say(words)
        return bool(reason) or there

    def _neighbour_item(self, item: PlanItem, neighbour: str) -> PlanItem:
        """Return the neighbour with its own start dose, on the side and at the time of what it replaces."""
        made = item_for(self._library.exercise(neighbour), item.side or "both")
        return replace(made, side=item.side or made.side, time_of_day=item.time_of_day)

    def _template_words(self, template: Template) -> str:
        if template.left_out:
            left_out = "; ".join(f"{name}: {reason}" for name, reason in template.left_out)
            return self.tr("Left out: {left_out}").format(left_out=left_out)
        return "" if template.items else self.tr("All exercises of this template are in the plan already.")
