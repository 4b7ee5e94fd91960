"""What every test may rely on: no display, no network, its own folders, nothing left running, no quiet warning."""

import gc
import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

import platformdirs
import pytest
from hypothesis import settings

from tests.support.recording_dialogs import RecordingDialogs

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QTimer

    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.ui.preferences import Preferences
    from tests.support.session_factory import ClinicWithPatient

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_LOCAL_FAMILIES = {getattr(socket, "AF_UNIX", None)}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program makes no network calls: an attempt fails the test that made it."""

    def refuse(connection: socket.socket, address: object, *_rest: object) -> None:
        if connection.family not in _LOCAL_FAMILIES:
            pytest.fail(f"a network connection was attempted: {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and data never reach the account of who runs the tests."""
    home: Path | None = None

    def folder(*_args: object, **_options: object) -> str:
        nonlocal home
        home = home or tmp_path_factory.mktemp("account")
        return str(home)

    def folder_path(*_args: object, **_options: object) -> Path:
        return Path(folder())

    for name in ("user_config", "user_data", "user_cache", "user_log", "user_documents"):
        monkeypatch.setattr(platformdirs, f"{name}_dir", folder)
        monkeypatch.setattr(platformdirs, f"{name}_path", folder_path)


@pytest.fixture(autouse=True)
def _no_logged_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test, unless the test is about it (``pytest.mark.logs``)."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, "logged: " + "; ".join(f"{record.name}: {record.getMessage()}" for record in loud)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A thread that outlives its test is named."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    for thread in left:
        thread.join(2.0)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left running: {alive}"


@pytest.fixture(autouse=True)
def _clean_toolkit(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _no_thread_left: None
) -> Iterator[None]:
    """Qt tests start with the product's light look and end with no window open and no timer ticking, or name them."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    from PySide6.QtWidgets import QApplication

    from footrehab_desktop.ui import background, theme

    timers = _watched_timers(monkeypatch)
    theme.apply(request.getfixturevalue("qapp"), "light", 100)
    yield
    background.shut_down()
    _delete_what_was_closed()
    windows = [_describe(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"windows left open: {windows}"
    ticking = _ticking(timers)
    assert not ticking, f"timers left running: {ticking}"


def _watched_timers(monkeypatch: pytest.MonkeyPatch) -> "WeakSet[QTimer]":
    """Remember every timer that Python code starts."""
    from PySide6.QtCore import QTimer

    started: WeakSet[QTimer] = WeakSet()
    start = QTimer.start

    def start_watched(timer: QTimer, *interval: int) -> None:
        started.add(timer)
        start(timer, *interval)

    monkeypatch.setattr(QTimer, "start", start_watched)
    return started


def _delete_what_was_closed() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _ticking(timers: "WeakSet[QTimer]") -> list[str]:
    import shiboken6

    return [_describe(timer) for timer in timers if shiboken6.isValid(timer) and timer.isActive()]


def _describe(thing: "QObject") -> str:
    return f"{type(thing).__name__} {thing.objectName()!r} in {type(thing.parent()).__name__}"


@pytest.fixture
def session(tmp_path: Path) -> "Iterator[ClinicSession]":
    """An unlocked, empty clinic on a real encrypted record."""
    from tests.support.session_factory import make_session

    made = make_session(tmp_path / "record")
    yield made
    made.close()


@pytest.fixture
def clinic(session: "ClinicSession") -> "ClinicWithPatient":
    """The clinic with one patient and an open episode, nothing assessed yet."""
    from tests.support.session_factory import make_patient

    return make_patient(session)


@pytest.fixture
def dialogs() -> RecordingDialogs:
    """Answers questions from a script."""
    return RecordingDialogs()


@pytest.fixture
def preferences(tmp_path: Path) -> "Preferences":
    """Settings of a fresh account."""
    from footrehab_desktop.ui.preferences import Preferences

    return Preferences(tmp_path / "preferences.json")
