"""For the scripts of the benchmark: an error ends the script, so that no window waits for what never comes."""

import os
import sys
import traceback
from types import TracebackType


def fail_at_once() -> None:
    """Let the first error that nobody catches end the process with its traceback."""
    sys.excepthook = _end


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)
