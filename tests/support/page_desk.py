"""What one page needs around it in a test: a context that remembers where it went, what it announced and said."""

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.background import wait_until_idle
from footrehab_desktop.ui.backup_clock import BackupClock
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.preferences import Preferences
from tests.support.recording_dialogs import RecordingDialogs


@dataclass
class PageDesk:
    """Stands in for the frame. ``context`` goes to the page; everything else is looked at afterwards."""

    session: ClinicSession
    dialogs: RecordingDialogs
    preferences: Preferences
    today: date
    went_to: list[str] = field(default_factory=list)
    announced: list[Changes] = field(default_factory=list)
    status: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.backups = BackupClock(self.session, self.preferences)

    @property
    def context(self) -> PageContext:
        return PageContext(
            session=self.session,
            dialogs=self.dialogs,
            announce=self._announce,
            navigate=self._navigate,
            today=lambda: self.today,
            status=self,
            preferences=self.preferences,
            backups=self.backups,
        )

    def saving(self) -> None:
        self.status.append("saving")

    def saved(self) -> None:
        self.status.append("saved")

    def not_saved(self, reason: str) -> None:
        self.status.append(f"not saved: {reason}")

    def say(self, sentence: str) -> None:
        self.status.append(sentence)

    def settle(self) -> None:
        """Wait until everything asked for in the background is done and handed over."""
        assert wait_until_idle()

    def settle_all(self) -> None:
        """Wait, too, for what the outcomes asked for in their turn."""
        for _round in range(4):
            self.settle()

    def press(self, button: QPushButton) -> None:
        """Press a button by keyboard and wait until everything is done."""
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
        self.settle_all()

    def _announce(self, changes: Changes, initiator: QWidget | None = None) -> None:
        self.announced.append(changes)

    def _navigate(self, code: str, patient_id: str | None = None, episode_id: str | None = None) -> None:
        self.went_to.append(code)
