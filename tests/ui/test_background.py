"""Slow work: results arrive on the main thread, in order; nothing that goes wrong is lost."""

import sys
import threading
import time
from collections import deque
from typing import NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import FootRehabError, SurroundingsError
from footrehab_desktop.ui import background

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Collect what reaches the error hook."""
    seen: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: seen.append(error))
    return seen


def _fail(error: BaseException) -> NoReturn:
    raise error


def test_work_runs_elsewhere_and_results_arrive_here_in_order() -> None:
    parent, ran, arrived = QObject(), [], []
    for number in range(20):
        background.run_in_background(
            parent,
            lambda number=number: (ran.append(threading.current_thread().name), number)[1],
            lambda number: arrived.append((number, threading.current_thread() is threading.main_thread())),
        )
    assert background.wait_until_idle(5)
    assert arrived == [(number, True) for number in range(20)]
    assert len(set(ran)) == 1
    assert threading.main_thread().name not in ran


def test_a_result_for_something_gone_is_dropped() -> None:
    parent, arrived, gate = QObject(), [], threading.Event()
    background.run_in_background(parent, lambda: gate.wait(5), arrived.append)
    shiboken6.delete(parent)
    gate.set()
    assert background.wait_until_idle(5)
    assert arrived == []


def test_an_expected_error_goes_to_the_page(hooked: list[BaseException]) -> None:
    parent, told = QObject(), []
    error = SurroundingsError("The disk is full.")
    background.run_in_background(parent, lambda: _fail(error), lambda _result: None, told.append)
    assert background.wait_until_idle(5)
    assert told == [error]
    assert hooked == []


def test_an_expected_error_nobody_takes_goes_to_the_hook(hooked: list[BaseException]) -> None:
    parent, error = QObject(), SurroundingsError("The disk is full.")
    background.run_in_background(parent, lambda: _fail(error), lambda _result: None)
    assert background.wait_until_idle(5)
    assert hooked == [error]


@pytest.mark.parametrize("error", [KeyError("x"), SystemExit(1), KeyboardInterrupt()])
def test_a_fault_of_ours_goes_to_the_hook_and_the_page_learns_that_it_failed(
    hooked: list[BaseException], error: BaseException
) -> None:
    parent, told = QObject(), []
    background.run_in_background(parent, lambda: _fail(error), lambda _result: None, told.append)
    assert background.wait_until_idle(5)
    assert hooked == [error]
    assert [type(item) for item in told] == [background.ProgramFaultError]


def test_an_error_outlives_the_page_that_asked(hooked: list[BaseException]) -> None:
    parent, gate, told = QObject(), threading.Event(), []
    error = SurroundingsError("The disk is full.")

    def operation() -> None:
        gate.wait(5)
        raise error

    background.run_in_background(parent, operation, lambda _result: None, told.append)
    shiboken6.delete(parent)
    gate.set()
    assert background.wait_until_idle(5)
    assert hooked == [error]
    assert told == []


def test_shutting_down_finishes_what_is_under_way() -> None:
    parent, arrived = QObject(), []
    for number in range(5):
        background.run_in_background(parent, lambda number=number: number, arrived.append)
    background.shut_down()
    assert arrived == [0, 1, 2, 3, 4]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("database")]


def test_work_after_a_shutdown_starts_anew(qtbot: QtBot) -> None:
    parent, arrived = QObject(), []
    background.shut_down()
    background.run_in_background(parent, lambda: "again", arrived.append)
    qtbot.waitUntil(lambda: arrived == ["again"])


def test_a_failing_receiver_is_reported(hooked: list[BaseException], qtbot: QtBot) -> None:
    parent, fault = QObject(), FootRehabError("receiver")
    with qtbot.capture_exceptions() as seen:
        background.run_in_background(parent, lambda: None, lambda _result: _fail(fault))
        assert background.wait_until_idle(5)
    assert fault in [*hooked, *[error for _kind, error, _trace in seen]]


class Dying:
    """Notes on which thread it is destroyed."""

    threads: list[str]

    def __init__(self, threads: list[str]) -> None:
        self.threads = threads

    def work(self) -> None:
        """Do nothing."""

    def __del__(self) -> None:
        self.threads.append(threading.current_thread().name)


class SlowOutcomes(deque[int]):
    """Keeps the worker busy for a moment after it has told an outcome."""

    def append(self, number: int) -> None:
        super().append(number)
        time.sleep(0.02)


def test_what_a_task_held_last_is_destroyed_on_the_main_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, parent, threads = background._Worker(), QObject(), list[str]()
    worker.arrived.disconnect()
    monkeypatch.setattr(worker, "_outcomes", SlowOutcomes())
    for _ in range(20):
        worker.submit(background._Task(parent, Dying(threads).work, lambda _nothing: None, None), "database")
        while not worker._outcomes:
            time.sleep(0.001)
        worker._hand_over()
    worker.stop()
    assert threads == [threading.main_thread().name] * 20
