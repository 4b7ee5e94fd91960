"""Leaving the computer locks the record: what Linux says on its buses and Windows in its messages is heard."""

import ctypes.wintypes
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.leaving import (
    SCREEN_SAVERS,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    LeavingWatch,
    WindowMessages,
)
from tests.support.lock_window import lock_window

ROOT = Path(__file__).parents[2]
LISTENING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from footrehab_desktop.ui.leaving import LeavingWatch

application = QApplication([])
window = QWidget()
watch = LeavingWatch(window)
watch.left.connect(lambda: print("left", flush=True))
QTimer.singleShot(30_000, application.quit)
print("ready", flush=True)
application.exec()
"""
LOGIN = "org.freedesktop.login1"
SAID = [
    *((f"/{name.replace('.', '/')}", f"{name}.ActiveChanged", ["boolean:true"], True) for name in SCREEN_SAVERS),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", ["boolean:false"], False),
    ("/org/freedesktop/login1", f"{LOGIN}.Manager.PrepareForSleep", ["boolean:true"], True),
    ("/org/freedesktop/login1", f"{LOGIN}.Manager.PrepareForSleep", ["boolean:false"], False),
    ("/org/freedesktop/login1/session/_31", f"{LOGIN}.Session.Lock", [], True),
]


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session") or not shutil.which("dbus-send"),
    reason="needs a message bus of its own",
)
def test_screen_savers_and_the_login_manager_are_heard_within_a_second() -> None:
    script = 'export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"; echo "$DBUS_SESSION_BUS_ADDRESS"; exec "$@"'
    command = ["dbus-run-session", "--", "sh", "-c", script, "sh", sys.executable, "-c", LISTENING]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            assert running.stdout is not None
            address, ready = running.stdout.readline().strip(), running.stdout.readline().strip()
            assert ready == "ready"
            for place, signal, values, locks in SAID:
                said_at = time.monotonic()
                say(address, place, signal, values)
                if locks:
                    assert running.stdout.readline().strip() == "left", signal
                    assert time.monotonic() - said_at < 1.0
        finally:
            running.terminate()


def say(address: str, place: str, signal: str, values: list[str]) -> None:
    sender = ["dbus-send", f"--bus={address}", "--type=signal", place, signal, *values]
    subprocess.run(sender, check=True, env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address})


@pytest.mark.parametrize(
    ("message", "detail", "locks"),
    [
        (WM_POWERBROADCAST, 4, True),
        (WM_POWERBROADCAST, 7, False),
        (WM_WTSSESSION_CHANGE, 7, True),
        (WM_WTSSESSION_CHANGE, 8, False),
        (0x0200, 7, False),
    ],
)
def test_the_messages_of_windows_are_told_apart(qtbot: QtBot, message: int, detail: int, locks: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    watch = LeavingWatch(window)
    left: list[bool] = []
    watch.left.connect(lambda: left.append(True))
    told = ctypes.wintypes.MSG(message=message, wParam=detail)
    passed = WindowMessages(watch).nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told))
    assert passed == (False, 0)
    assert bool(left) == locks


def test_leaving_locks_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    with lock_window(tmp_path) as desk:
        assert desk.window._guard is not None
        desk.window._guard.leaving.left.emit()
        assert not desk.window.is_unlocked


def test_waking_up_locks_where_nobody_told_of_the_sleep(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lock_window(tmp_path) as desk:
        assert desk.window._guard is not None
        idle = desk.window._guard.idle
        idle._look()
        assert desk.window.is_unlocked
        slept = time.time() + 120
        monkeypatch.setattr(time, "time", lambda: slept)
        idle._look()
        monkeypatch.undo()
        assert not desk.window.is_unlocked
