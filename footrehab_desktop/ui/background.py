"""The one way to do slow work: a single database worker, results handed over on the main thread.

Copies of the record, which take seconds, have a worker of their own, so that nothing else waits for them.

An operation runs on the worker and returns plain values. What it raises is never lost: the page gets it, or the
error hook does.
"""

import sys
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui import garbage

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Result = TypeVar("Result")

# Work on the worker and painting take turns in Python; the usual turn of 5 ms would be felt with every key.
_TURN_S = 0.0005


class ProgramFaultError(FootRehabError):
    """Given to ``on_error`` when an operation failed by a fault of ours; the error hook has the real one."""

    def __init__(self) -> None:
        super().__init__("This did not work because of a fault in the program. What was saved before is safe.")


class _Task:
    """One operation under way: who waits for it and where its outcome goes."""

    def __init__(
        self,
        parent: QObject,
        operation: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[FootRehabError], None] | None,
    ) -> None:
        self.parent = parent
        self.operation = operation
        self.on_done = on_done
        self.on_error = on_error
        self.result: Any = None
        self.error: BaseException | None = None
        self.round = 0


class _Worker(QObject):
    """Owns the worker thread and hands outcomes over on the thread it was made on (the main thread)."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._executors: dict[str, ThreadPoolExecutor] = {}
        self._tasks: dict[int, _Task] = {}
        self._outcomes: deque[int] = deque()
        self._open = self._submitted = 0
        self.round = 0
        self.arrived.connect(self._hand_over)  # emitted on the worker, so Qt queues it to this thread

    def submit(self, task: _Task, lane: str) -> None:
        task.round = self.round
        if lane not in self._executors:
            from concurrent.futures import ThreadPoolExecutor  # 6 ms that the first paint need not wait for

            sys.setswitchinterval(_TURN_S)
            self._executors[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=lane)
        self._open += 1
        self._submitted += 1
        self._tasks[self._submitted] = task
        self._executors[lane].submit(self._run, self._submitted)

    @property
    def open_tasks(self) -> int:
        return self._open

    def stop(self) -> None:
        for executor in self._executors.values():
            executor.shutdown(wait=True)
        self._executors = {}

    def _run(self, number: int) -> None:
        """Run on the worker thread, which holds nothing of the task any more once its outcome is told.

        The last reference may be the last one to a page, too, and a widget must not be destroyed on this thread.
        """
        _finish(self._tasks[number])
        self._outcomes.append(number)
        self.arrived.emit()

    @Slot()
    def _hand_over(self) -> None:
        task = self._tasks.pop(self._outcomes.popleft())
        self._open -= 1
        alive = task.round == self.round and shiboken6.isValid(task.parent)
        if task.error is not None:
            _hand_over_error(task, task.error, alive)
        elif alive:
            task.on_done(task.result)


def _finish(task: _Task) -> None:
    try:
        task.result = task.operation()
    except BaseException as error:  # noqa: BLE001 - handed over on the main thread, none may be lost
        task.error = error


def _hand_over_error(task: _Task, error: BaseException, alive: bool) -> None:
    expected = isinstance(error, FootRehabError)
    handler = task.on_error if alive else None
    if handler is None or not expected:
        sys.excepthook(type(error), error, error.__traceback__)
    if handler is not None:
        handler(error if isinstance(error, FootRehabError) else ProgramFaultError())


_worker: _Worker | None = None


def run_in_background(
    parent: QObject,
    operation: Callable[[], Result],
    on_done: Callable[[Result], None],
    on_error: Callable[[FootRehabError], None] | None = None,
) -> None:
    """Run ``operation`` on the database worker and call ``on_done(result)`` on the main thread.

    Operations run one after the other, in the order asked for. When ``parent`` is destroyed first, the result is
    dropped.
    ``on_error`` gets errors made to be shown; without it, and for every fault of the program, the error hook reports.
    """
    _shared_worker().submit(_Task(parent, operation, on_done, on_error), "database")


def run_beside(
    parent: QObject,
    operation: Callable[[], Result],
    on_done: Callable[[Result], None],
    on_error: Callable[[FootRehabError], None] | None = None,
) -> None:
    """Like ``run_in_background``, for copies of the record: they run one after the other, beside everything else."""
    _shared_worker().submit(_Task(parent, operation, on_done, on_error), "backup")


def _shared_worker() -> _Worker:
    global _worker
    if _worker is None:
        garbage.search_on_main_thread_only()
        _worker = _Worker()
    return _worker


def drop_results() -> None:
    """Hand over no result of what is under way: who waited for it is about to be closed. Everything still runs."""
    if _worker is not None:
        _worker.round += 1


def is_idle() -> bool:
    """Tell whether every operation has run and its outcome was handed over."""
    return _worker is None or _worker.open_tasks == 0


def wait_until_idle(timeout: float = 10.0) -> bool:
    """Keep the window alive until nothing is under way, at most ``timeout`` seconds. Return whether it is idle."""
    until = monotonic() + timeout
    while not is_idle() and monotonic() < until:
        QtCore.QCoreApplication.processEvents(QtCore.QEventLoop.ProcessEventsFlag.AllEvents, 10)
    return is_idle()


def shut_down(timeout: float = 30.0) -> None:
    """Finish what is under way, hand it over, and end the worker thread. A later operation starts a new one."""
    global _worker
    if _worker is not None:
        wait_until_idle(timeout)
        _worker.stop()
        wait_until_idle(0.5)
        _worker = None
    garbage.stop()
