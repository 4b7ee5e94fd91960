"""Forgotten things are found on the main thread alone: a widget must not be destroyed on another."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui import activity, background, garbage

pytestmark = pytest.mark.usefixtures("qapp")


class Forgotten:
    """Holds itself, so that only a search finds it; notes on which thread that was."""

    def __init__(self, threads: list[str]) -> None:
        self.itself = self
        self.threads = threads

    def __del__(self) -> None:
        self.threads.append(threading.current_thread().name)


def _make_far_more_than_the_threshold() -> list[list[str]]:
    return [[] for _ in range(100 * gc.get_threshold()[0])]


def test_what_is_forgotten_is_never_found_on_the_worker(qtbot: QtBot) -> None:
    parent, threads, made = QObject(), list[str](), list[list[list[str]]]()
    Forgotten(threads)
    for _ in range(5):
        background.run_in_background(parent, _make_far_more_than_the_threshold, made.append)
    qtbot.waitUntil(lambda: len(made) == 5)
    assert threads in ([], [threading.main_thread().name])
    qtbot.waitUntil(lambda: threads == [threading.main_thread().name])


def test_nothing_is_searched_between_an_outcome_and_its_hand_over() -> None:
    """The moment in which the worker has finished but still holds parts of the task."""
    parent, searching = QObject(), list[bool]()
    background.run_in_background(parent, gc.isenabled, searching.append)
    assert background.wait_until_idle()
    assert [*searching, gc.isenabled()] == [False, False]


def test_python_searches_again_after_a_shutdown() -> None:
    assert gc.isenabled()
    garbage.search_on_main_thread_only()
    garbage.search_on_main_thread_only()
    assert not gc.isenabled()
    background.shut_down()
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("made", "searches", "quiet", "expected"),
    [
        (700, 100, True, []),
        (701, 0, True, [1]),
        (701, 9, True, [1]),
        (701, 10, True, [2]),
        (70_000, 10, False, []),
        (70_001, 0, False, [1]),
        (70_001, 10, False, [2]),
    ],
)
def test_the_young_are_searched_once_there_are_enough_and_at_times_all(
    made: int, searches: int, quiet: bool, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody at the keys is held up by a search only when there is much."""
    searched = list[int]()
    with monkeypatch.context() as patched:
        patched.setattr(activity, "is_quiet", lambda: quiet)
        patched.setattr(gc, "collect", searched.append)
        patched.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        patched.setattr(gc, "get_count", lambda: (made, 0, searches))
        garbage.search_if_due()
    assert searched == expected
