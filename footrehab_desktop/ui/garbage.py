"""Searches for garbage on the main thread alone, between two events.

Left to itself Python searches on whichever thread happens to make an object: on the worker, too, where a forgotten
widget would lose its half in Python while Qt goes on using the other, and the program would end without a word.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

from footrehab_desktop.ui import activity

_EVERY_MS: Final = 500
_YOUNG: Final = 1
_ALL: Final = 2
_MUCH: Final = 100


class _Search(QObject):
    """Looks now and then whether so many objects were made that a search is worth while."""

    def __init__(self) -> None:
        super().__init__()
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(search_if_due)
        self._timer.start(_EVERY_MS)

    def end(self) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()


_search: _Search | None = None


def search_on_main_thread_only() -> None:
    """Take the search over; a second call changes nothing. Called on the main thread."""
    global _search
    if _search is None:
        _search = _Search()


def stop() -> None:
    """Leave the search to Python again, as it was before."""
    global _search
    if _search is not None:
        _search.end()
        _search = None


def search_if_due() -> None:
    """Search what is young once enough was made since the last time, and after some such searches everything.

    While somebody types or waits for an answer it stands back, until there is much. What was loaded at the start is
    left out of every search, so that even a whole one takes a few milliseconds.
    """
    made, _young, searches = gc.get_count()
    enough, _, some = gc.get_threshold()
    if made > (enough if activity.is_quiet() else _MUCH * enough):
        gc.collect(_ALL if searches >= some else _YOUNG)
