"""What the clinician adds to a letter: to whom, and a note. Kept as a draft until the letter is given."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.referral import NO_TEXT, LetterText
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui.operations import drafts as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.text_fields import TextField

# After this pause in typing the draft is kept and the letter drawn anew.
_PAUSE_MS = 700
_NOTE_LINES = 4


class LetterFields(QWidget):
    """Addressee and note of one kind of letter; ``hint`` stands beneath the addressee.

    Signal: ``settled()`` after a pause in typing, when a field is left, or on Return.
    """

    settled = Signal()

    def __init__(self, context: PageContext, kind: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kind = kind
        self._episode_id = ""
        self._kept = NO_TEXT
        addressee, note = self.tr("To"), self.tr("Question or note")
        self.addressee = TextField(
            Ask("addressee", addressee, hint),
            validate=lambda text: check_note("addressee", addressee, text),
        )
        self.note = TextField(
            Ask("note", note), lines=_NOTE_LINES, validate=lambda text: check_note("note", note, text)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        for field in (self.addressee, self.note):
            column.addWidget(field)
            field.changed.connect(self._pause.start)
            field.committed.connect(self.keep)

    def load(self, episode_id: str) -> None:
        """Show the typing kept for an episode; what was typed for another one is kept first."""
        self.keep()
        self._episode_id = episode_id
        with self._context.session.unit_of_work() as unit:
            draft = find_draft(unit, episode_id, self._kind)
        content = draft.content if draft else {}
        self.addressee.set_value(content.get("addressee"))
        self.note.set_value(content.get("note"))
        self._kept = self.text()

    def text(self) -> LetterText:
        """Return what is typed."""
        return LetterText(self.addressee.text(), self.note.text())

    def check(self) -> bool:
        """Tell whether both can be taken; a refused field says why."""
        return all([self.addressee.check(), self.note.check()])

    def keep(self) -> None:
        """Keep the typing if there is any new, and tell that it has settled."""
        self._pause.stop()
        text = self.text()
        if text == self._kept or not self._episode_id:
            return
        self._kept = text
        operations.keep_typing(
            self,
            self._context.session,
            draft=(self._episode_id, self._kind),
            content={"addressee": text.addressee, "note": text.note},
            on_done=self._was_kept,
            on_error=self._failed,
        )
        self.settled.emit()

    def forget(self) -> None:
        """Forget the draft: the letter was given and is kept as such."""
        operations.forget_typing(
            self,
            self._context.session,
            draft=(self._episode_id, self._kind),
            on_done=self._was_kept,
            on_error=self._failed,
        )

    def _was_kept(self, _nothing: None) -> None:
        self._context.status.saved()

    def _failed(self, error: FootRehabError) -> None:
        self._kept = NO_TEXT
        self._context.status.not_saved(str(error))
