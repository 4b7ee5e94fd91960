"""How far slow work has come: written by the worker, read by the window, stopped from there."""

from footrehab_desktop.releases.failures import StoppedError


class Progress:
    """``done`` of ``total`` bytes. One thread adds, another looks; both only read or replace whole numbers."""

    def __init__(self) -> None:
        self.total = 0
        self.done = 0
        self._stopped = False

    def begin(self, total: int) -> None:
        """Start a piece of work of so many bytes."""
        self.total, self.done = total, 0

    def add(self, done: int) -> None:
        """So many bytes more are done. Raises ``StoppedError`` once somebody pressed Stop."""
        self.done += done
        if self._stopped:
            raise StoppedError

    def stop(self) -> None:
        """Have the work end at its next step."""
        self._stopped = True
