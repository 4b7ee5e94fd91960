"""Today's effort target of the plan, said where a heart rate is typed; read when a heart-rate cell is first entered."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import diary as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.diary_words import DiaryWords
from footrehab_desktop.ui.presenters.diary_lines import Row


class HeartRateTarget(QObject):
    """Puts the zones among the words of the grid. Signal: ``told()`` when they are there, or gone."""

    told = Signal()

    def __init__(self, context: PageContext, words: DiaryWords, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._words = words
        self._asked_for: str | None = None

    def forget(self) -> None:
        """Ask anew when it is wanted next: for another patient, or after a change."""
        self._asked_for = None
        self._words.mark_target("")

    def want(self, row: Row, episode_id: str | None) -> None:
        """Read the target of an episode once its line of heart rates is entered."""
        if row.code != "heart_rate" or episode_id is None or episode_id == self._asked_for:
            return
        self._asked_for = episode_id
        work = partial(
            operations.effort_target_words, self._context.session, episode_id=episode_id, today=self._context.today()
        )
        run_in_background(self, work, partial(self._take, episode_id), self._context.dialogs.show_error)

    def _take(self, episode_id: str, words: str) -> None:
        if episode_id == self._asked_for:
            self._words.mark_target(words)
            self.told.emit()
