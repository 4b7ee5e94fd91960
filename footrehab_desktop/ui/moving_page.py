"""Moving house: from a backup of another laptop to the record on this one, step by step, and what to do over there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.moving import moved_words, moving_words
from footrehab_desktop.ui.restore_page import RestorePage
from footrehab_desktop.ui.widgets.buttons import primary_button

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from footrehab_desktop.records.restore import Rehearsal
    from footrehab_desktop.ui.dialogs import Dialogs
    from footrehab_desktop.ui.gate import Gate


class MovingPage(RestorePage):
    """Finds the backups, checks one from end to end, says whose it is, takes it over, and says what remains to do."""

    def __init__(self, gate: "Gate", dialogs: "Dialogs", now: "Callable[[], datetime]") -> None:
        self._checked = False
        super().__init__(gate, dialogs, now)
        self.rehearse_button.setText(self.tr("Open and check the backup"))
        self.restore_button.setText(self.tr("Take this record over"))
        self.unlock_button = primary_button(self.tr("Unlock the record"), self.restored.emit)
        self._show_step()

    def _words(self) -> tuple[str, str]:
        return self.tr("Move a record to this laptop"), self.tr(
            "On the other laptop: plug in a stick, choose it under Settings, Backup as the second place, press Back up "
            "now, close the program. Then plug the stick in here."
        )

    @Slot()
    def _show_who(self) -> None:
        super()._show_who()
        self._set_checked(False)

    def _secret_entered(self) -> None:
        if self._checked:
            self._restore()
        else:
            self._rehearse()

    def _rehearsed(self, rehearsal: "Rehearsal") -> None:
        super()._rehearsed(rehearsal)
        self.result.setText(moving_words(rehearsal, self._now()))
        self._set_checked(True)
        self.restore_button.setFocus()
        self.bring_into_view(self.restore_button)

    def _set_checked(self, checked: bool) -> None:
        self._checked = checked
        self._show_step()

    def _show_step(self) -> None:
        """Fill the button of the next step: check first, then take over."""
        self.restore_button.setVisible(self._checked)
        self.rehearse_button.setProperty("kind", "outlined" if self._checked else "primary")
        theme.restyle(self.rehearse_button)

    def _show_restored(self, rehearsal: "Rehearsal") -> None:
        body = self.card.body
        while (item := body.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self._show_moved(rehearsal)

    def _show_moved(self, rehearsal: "Rehearsal") -> None:
        body = self.card.body
        words = moved_words(rehearsal, self._now())
        title = theme.label(words.title, "title", wrap=True)
        body.addWidget(title)
        for heading, sentences in words.parts:
            body.addWidget(theme.label(heading, "label", wrap=True))
            body.addWidget(theme.label("\n".join(f"• {sentence}" for sentence in sentences), wrap=True))
        body.addWidget(self.unlock_button)
        self.unlock_button.setFocus()
        self.bring_into_view(title)
