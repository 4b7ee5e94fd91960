"""The real window over a real record, unlocked and unlocked again without waiting for a key derivation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from footrehab_desktop.ui import background
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.unlock_page import UnlockPage
from tests.support.record_factory import PASSPHRASE, Template, make_folder
from tests.support.session_factory import TODAY, shipped_forms, shipped_library


class ReadyGate(RecordGate):
    """The program's gate to a copy of the template; the data key is at hand, so unlocking takes no time."""

    def __init__(self, made: Template) -> None:
        super().__init__(made.folder)
        self._made = made

    def unlock(self, clinician_id: str, passphrase: str) -> ClinicSession:
        return self.open(clinician_id)

    def open(self, clinician_id: str = "") -> ClinicSession:
        """Return the record open in the name of a clinician."""
        record = open_record(self._made.folder, clinician_id or self._made.clinician_id, self._made.data_key)
        return ClinicSession(record, shipped_library(), shipped_forms())


@dataclass(frozen=True)
class LockWindow:
    """A window with its gate."""

    window: MainWindow
    gate: ReadyGate

    @property
    def session(self) -> ClinicSession:
        """Return the session that is open."""
        session = self.window._session
        assert session is not None
        return session

    def go(self, code: str, patient_id: str | None = None) -> None:
        """Go to a page and let it be filled and painted."""
        self.window.navigate(code, patient_id)
        for _round in range(3):
            settle()

    def unlock(self) -> None:
        """Type a passphrase on the unlock page and come in."""
        settle()
        page = self.window.centralWidget()
        assert isinstance(page, UnlockPage)
        QTest.qWait(10)
        page.secret.set_value(PASSPHRASE)
        page.unlock_button.click()
        settle()
        assert self.window.is_unlocked


def settle() -> None:
    """Let everything under way arrive and be painted."""
    assert background.wait_until_idle(30)
    QTest.qWait(1)
    assert background.wait_until_idle(30)


@contextmanager
def lock_window(folder: Path) -> Iterator[LockWindow]:
    """Show a window of 1366 × 768 on a fresh record, unlocked; closes it at the end."""
    gate = ReadyGate(make_folder(folder / "record"))
    window = MainWindow(gate, Preferences(folder / "preferences.txt"), today=lambda: TODAY)
    window.resize(1366, 768)
    window.show()
    QTest.qWaitForWindowActive(window)
    settle()
    window.open_session(gate.open())
    settle()
    try:
        yield LockWindow(window, gate)
    finally:
        window.close()
        window.deleteLater()
