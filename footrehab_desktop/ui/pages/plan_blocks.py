"""Finds in the background which exercises are refused in a phase, and what a decision proposes for the plan."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from footrehab_desktop.clinic.exercise_blocks import Blocks
from footrehab_desktop.clinic.plan_proposal import PlanProposal
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import plan as operations
from footrehab_desktop.ui.page import PageContext


class BlockFinder(QObject):
    """Knows what is refused for one episode in one phase. ``found`` when that is known, ``proposed`` with a proposal
    or None, which is asked for together with it."""

    found = Signal()
    proposed = Signal(object)

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._wanted = ("", "")
        self._blocks: Blocks | None = None

    @property
    def sentences(self) -> Mapping[str, str]:
        """Return what is refused now, by exercise id; known shortly after it was asked for."""
        return self._blocks.sentences if self._blocks else {}

    def look(self, episode_id: str, phase: str) -> None:
        """Find out anew; without a phase nothing is refused."""
        self._wanted, self._blocks = (episode_id, phase), None
        if phase:
            run_in_background(self._page, self._finder(), self._show, self._context.dialogs.show_error)
        else:
            self.found.emit()

    def look_for_proposal(self, episode_id: str) -> None:
        """Ask what the newest answered decision proposes."""
        session, today = self._context.session, self._context.today()
        run_in_background(
            self._page,
            lambda: operations.find_proposal(session, episode_id=episode_id, today=today),
            self._propose,
            self._context.dialogs.show_error,
        )

    def surely(self) -> Mapping[str, str]:
        """Return what is refused now, waiting for it where it is not known yet."""
        if self._blocks is None and self._wanted[1]:
            self._show(self._finder()())
        return self.sentences

    def _propose(self, proposal: PlanProposal | None) -> None:
        if proposal is None or proposal.episode_id == self._wanted[0]:
            self.proposed.emit(proposal)

    def _finder(self) -> Callable[[], Blocks]:
        session, today = self._context.session, self._context.today()
        episode_id, phase = self._wanted
        return lambda: operations.find_blocks(session, episode_id=episode_id, phase=phase, today=today)

    def _show(self, blocks: Blocks) -> None:
        if (blocks.episode_id, blocks.phase) == self._wanted:
            self._blocks = blocks
            self.found.emit()
