"""The line at the bottom: whether everything is saved, what just happened, who is signed in, and the lock."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.buttons import button

_SHOWN_MS = 6000


class StatusLine(QFrame):
    """Implements ``page.SaveStatus``. The save state never fades; a sentence said beside it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._saved = theme.label("", "soft")
        self._said = theme.label("", "soft")
        self._backup = theme.label("", "soft")
        self._who = theme.label("", "soft")
        self.lock_button = button(self.tr("Lock"), "plain", icon="lock")
        self.lock_button.setToolTip(self.tr("Lock the record (Ctrl+L)"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._said.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 8, 2)
        row.setSpacing(16)
        row.addWidget(self._saved)
        row.addWidget(self._said, 1)
        row.addWidget(self._backup)
        row.addWidget(self._who)
        row.addWidget(self.lock_button)

    @property
    def text(self) -> str:
        """Return the save state as shown."""
        return self._saved.text()

    def saving(self) -> None:
        """Say that something is being saved."""
        self._show(self.tr("Saving…"), "soft")

    def saved(self) -> None:
        """Say that everything is saved, with the time."""
        now = datetime.now().astimezone()
        self._show(self.tr("Saved {time}").format(time=f"{now:%H:%M}"), "soft")

    def not_saved(self, reason: str) -> None:
        """Say that something could not be saved."""
        self._show(self.tr("Not saved – {reason}").format(reason=reason), "error")

    def say(self, sentence: str) -> None:
        """Show a short sentence for a few seconds."""
        self._said.setText(sentence)
        self._timer.start(_SHOWN_MS)

    @property
    def backup_text(self) -> str:
        """Return what is said about the last backup."""
        return self._backup.text()

    def show_backup(self, words: str, role: str) -> None:
        """Say when the last backup was made, or what is wrong with it; ``role`` is that of the label."""
        self._backup.setText(words)
        if self._backup.property("role") != role:
            self._backup.setProperty("role", role)
            theme.restyle(self._backup)

    def show_clinician(self, name: str) -> None:
        """Say who is signed in."""
        self._who.setText(self.tr("Signed in: {name}").format(name=name))

    def _show(self, text: str, role: str) -> None:
        self._saved.setText(text)
        if self._saved.property("role") != role:
            self._saved.setProperty("role", role)
            theme.restyle(self._saved)
