"""What the program says when it ends before it has a window: on the console, or in a plain window where there is none.

The start menu of Windows starts it without a console, so that ``sys.stdout`` and ``sys.stderr`` are ``None``.
"""

import sys
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

_TITLE = "FootRehab Desktop"


def say(sentence: str) -> None:
    """Tell one sentence to whoever started the program."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    elif sys.platform == "win32":
        _show(sentence)


def take_over() -> None:
    """Have errors said that nobody catches before the window is there. Where there is a console, Python does so."""
    if sys.stderr is None:
        sys.excepthook = _say_error


def _say_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Name the kind and the place of an error; its text could hold anything."""
    frames = extract_tb(trace)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
    say(
        f"{_TITLE} could not start ({kind.__name__}, {place}). Records are not touched. "
        "Restart the computer; if it happens again, install the program once more."
    )


if sys.platform == "win32":

    def _show(sentence: str) -> None:
        import ctypes

        as_error_in_front = 0x10 | 0x10000
        ctypes.windll.user32.MessageBoxW(None, sentence, _TITLE, as_error_in_front)
