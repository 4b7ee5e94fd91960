"""Keeps the typing of a plan as a draft shortly after it happened, and saves the plan as its next version."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations import plan as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.presenters.plan import PlanContent, PlanEditor, content_of, draft_of

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.records.values import Plan

# Typing is kept at most this long after it happened, however long it goes on.
KEEP_AFTER_MS = 1000


class PlanKeeper(QObject):
    """Works for one page. ``saved`` carries the plan and what changed, ``failed`` the error."""

    saved = Signal(object, object)
    failed = Signal(object)

    def __init__(self, context: PageContext, editor: PlanEditor, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._context = context
        self._editor = editor
        self._episode_id = ""
        self._sent = PlanContent()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)

    def work_for(self, episode_id: str) -> None:
        """Keep and save the plan of this episode from now on."""
        self._episode_id = episode_id

    def touched(self) -> None:
        """Note that something was typed."""
        self._context.status.saving()
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep now what is waiting to be kept."""
        if self._timer.isActive():
            self._keep()

    def save(self) -> None:
        """Save what differs from the record as the next version."""
        if not self._episode_id or not self._editor.changed:
            return
        self._timer.stop()
        self._context.status.saving()
        self._sent = content = self._editor.content
        session, today, episode_id = self._context.session, self._context.today(), self._episode_id
        run_in_background(
            self._page,
            lambda: operations.save_new_version(session, episode_id=episode_id, content=content, today=today),
            self._done,
            self._fail,
        )

    def _keep(self) -> None:
        self._timer.stop()
        session, episode_id = self._context.session, self._episode_id
        draft = draft_of(self._editor.content) if self._editor.changed else None

        def keep() -> None:
            if draft is None:
                operations.forget_typing(session, episode_id=episode_id)
            else:
                operations.keep_typing(session, episode_id=episode_id, draft=draft)

        run_in_background(self._page, keep, self._kept, self._fail)

    def _kept(self, _nothing: None) -> None:
        self._context.status.saved()

    def _done(self, result: "tuple[Plan, Changes]") -> None:
        plan, changes = result
        self._context.status.saved()
        if plan.episode_id == self._episode_id:
            self._editor.note_saved(self._sent, content_of(plan))
        self.saved.emit(plan, changes)

    def _fail(self, error: FootRehabError) -> None:
        self._context.status.not_saved(self.tr("see the message"))
        self.failed.emit(error)
