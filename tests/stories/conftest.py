"""The window of a story: on a real record, unlocked, at the size of a small laptop."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences
from tests.support.counted_keys import CountedKeys, Opened
from tests.support.keyboard import Keyboard
from tests.support.session_factory import TODAY


@pytest.fixture
def opened(qtbot: QtBot, session: ClinicSession, tmp_path: Path, preferences: Preferences) -> Iterator[Opened]:
    """The window on the record of the session, unlocked."""
    window = MainWindow(RecordGate(tmp_path / "record"), preferences, today=today)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(session)
    yield Opened(CountedKeys(Keyboard(qtbot, window), window), window, session)
    window.close()
    window.deleteLater()


def today() -> date:
    return TODAY
