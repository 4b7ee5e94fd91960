"""The one place where errors end that nobody caught.

They go to a local log without values, and one calm window per distinct error.
"""

import faulthandler
import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot, qInstallMessageHandler

from footrehab_desktop.errors import FootRehabError

if TYPE_CHECKING:
    from collections.abc import Callable

LOG_NAME = "footrehab.log"
CRASH_NAME = "crash.log"
_LARGEST_LOG = 1_000_000
_KEPT_LOGS = 4
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|\S*[/\\]\S*|\d{3,}")
_log = logging.getLogger("footrehab")


class UnexpectedError(FootRehabError):
    """What the user sees of a fault of ours: what is safe, and where it was noted."""

    def __init__(self, place: str) -> None:
        super().__init__(
            "Something in the program went wrong. What was saved before is safe, and you can go on working. "
            f"The place was noted in the program's log ({place}); the log holds no patient data."
        )


class ErrorHook(QObject):
    """Takes every uncaught error of any thread. Made on the main thread; set ``show_error`` once there is a window."""

    _seen = Signal(object)

    def __init__(self, log_folder: Path) -> None:
        super().__init__()
        self.show_error: Callable[[FootRehabError], None] | None = None
        self._shown: set[str] = set()
        self._handler = _open_log(log_folder)
        self._crash_file: TextIO | None = _open_crash_file(log_folder)
        self._seen.connect(self._show)
        self._previous = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Become the hook of Python, its threads, and Qt."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        qInstallMessageHandler(_log_qt_message)
        _log.addHandler(self._handler)
        _log.propagate = False
        if self._crash_file is not None:
            faulthandler.enable(self._crash_file)

    def uninstall(self) -> None:
        """Give everything back as it was."""
        sys.excepthook, threading.excepthook = self._previous
        qInstallMessageHandler(None)
        _log.removeHandler(self._handler)
        _log.propagate = True
        self._handler.close()
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Note an error and have it shown. May be called on any thread."""
        if issubclass(kind, KeyboardInterrupt):
            QtCore.QCoreApplication.quit()
            return
        _log.error(describe_error(error, trace))
        self._seen.emit(error)

    def _handle_thread(self, arguments: "threading.ExceptHookArgs") -> None:
        if arguments.exc_value is not None:
            self.handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(object)
    def _show(self, error: BaseException) -> None:
        place = place_of(error.__traceback__)
        shown_as = error if isinstance(error, FootRehabError) else UnexpectedError(f"{type(error).__name__}, {place}")
        key = str(shown_as)
        if self.show_error is not None and key not in self._shown:
            self._shown.add(key)
            self.show_error(shown_as)


def describe_error(error: BaseException, trace: TracebackType | None) -> str:
    """Return type and places of an error. Its text is left out, unless it is one of our own sentences."""
    places = " < ".join(reversed([_frame(frame) for frame in traceback.extract_tb(trace)]))
    sentence = f": {error}" if isinstance(error, FootRehabError) else ""
    cause = f"; from {describe_error(error.__cause__, error.__cause__.__traceback__)}" if error.__cause__ else ""
    return f"{type(error).__name__}{sentence} at {places or 'an unknown place'}{cause}"


def place_of(trace: TracebackType | None) -> str:
    """Return the innermost place of a traceback, e.g. ``"plan_page.py:120 save"``."""
    frames = traceback.extract_tb(trace)
    return _frame(frames[-1]) if frames else "an unknown place"


def _frame(frame: traceback.FrameSummary) -> str:
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"


def _log_qt_message(kind: "QtCore.QtMsgType", context: "QtCore.QMessageLogContext", message: str) -> None:
    """Note a message of Qt; quoted parts, paths and long numbers could name a patient and are left out."""
    mild = kind in (QtCore.QtMsgType.QtDebugMsg, QtCore.QtMsgType.QtInfoMsg)
    _log.log(logging.DEBUG if mild else logging.WARNING, f"Qt {context.category}: {_QUOTED.sub('…', message)}")


def _open_log(folder: Path) -> logging.Handler:
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _rotate(folder)
        handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def _rotate(folder: Path) -> None:
    """Start a new file once the log is large; four old ones stay."""
    current = folder / LOG_NAME
    if not current.exists() or current.stat().st_size < _LARGEST_LOG:
        return
    for number in range(_KEPT_LOGS - 1, 0, -1):
        older = folder / f"{LOG_NAME}.{number}"
        if older.exists():
            older.replace(folder / f"{LOG_NAME}.{number + 1}")
    current.replace(folder / f"{LOG_NAME}.1")


def _open_crash_file(folder: Path) -> TextIO | None:
    try:
        return (folder / CRASH_NAME).open("a", encoding="utf-8")
    except OSError:
        return None
