"""The idle lock on a clock that the test turns: to the second, by keys and mouse only, counting down at the end."""

import time

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.idle_lock import IdleLock


class Watched:
    """An idle lock of five minutes with a clock; ``said`` holds (second, what was told)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.passed = 0.0
        self.said: list[tuple[float, int | str]] = []
        began, on_wall = time.monotonic(), time.time()
        monkeypatch.setattr(time, "monotonic", lambda: began + self.passed)
        monkeypatch.setattr(time, "time", lambda: on_wall + self.passed)
        self.parent = QObject()
        self.lock = IdleLock(self.parent)
        self.lock.warned.connect(lambda seconds: self.said.append((self.passed, seconds)))
        self.lock.expired.connect(lambda: self.said.append((self.passed, "locked")))
        self.lock.start(5)
        self.lock._looking.setInterval(3_600_000)

    def last(self) -> tuple[float, int | str]:
        """Return what was told last."""
        return self.said[-1]

    def wait(self, seconds: int) -> None:
        """Let time pass, looking once a second."""
        for _second in range(seconds):
            self.passed += 1
            self.lock._look()


@pytest.fixture
def watched(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


def test_it_locks_after_five_minutes_and_counts_the_last_half_minute_down(watched: Watched) -> None:
    watched.wait(300)
    told = [what for _when, what in watched.said]
    assert told == [*range(30, 0, -1), "locked"]
    assert watched.said[0][0] == pytest.approx(270, abs=1)
    assert watched.said[-1][0] == pytest.approx(300, abs=2)


def test_a_key_in_the_last_second_starts_the_five_minutes_anew(qtbot: QtBot, watched: Watched) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    watched.wait(299)
    QTest.keyClick(field, Qt.Key.Key_A)
    assert watched.last() == (299, 0)
    watched.wait(269)
    assert watched.last() == (299, 0)
    watched.wait(31)
    assert watched.last()[1] == "locked"


def test_only_keys_and_the_mouse_count(qtbot: QtBot, watched: Watched) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    for _minute in range(4):
        watched.wait(60)
        field.setFocus()
        for kind in (QEvent.Type.UpdateRequest, QEvent.Type.Enter, QEvent.Type.WindowActivate):
            QApplication.sendEvent(field, QEvent(kind))
    watched.wait(60)
    assert watched.last()[1] == "locked"


def test_a_sleep_that_stopped_the_other_clock_locks_at_waking(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.wait(10)
    woke = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: woke)
    watched.lock._look()
    assert watched.said == [(10, "locked")]


def test_a_short_stall_is_no_sleep(watched: Watched) -> None:
    watched.passed += 20
    watched.lock._look()
    assert watched.said == []
    watched.lock.stop()
