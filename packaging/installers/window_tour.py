"""A hand that goes through the program's window: unlocks it, looks at every page, prints how many it saw, and ends.

A program of its own beside the frozen one during trials; no installer carries it. Arguments: the folder of a record,
its passphrase, a folder for pictures of the pages.
"""

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from footrehab_desktop import app, cli
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui import background
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.registry import CLINIC_PAGES, PATIENT_PAGES
from footrehab_desktop.ui.unlock_page import UnlockPage

SEEN: Final = "pages of the window seen:"
_EVERY_MS: Final = 50
_PATIENCE_SECONDS: Final = 60
_SETTLE_SECONDS: Final = 0.8


class Tour:
    """Goes on whenever what it waits for has come: each step yields the question that has to become true."""

    def __init__(self, window: MainWindow, passphrase: str, pictures: Path) -> None:
        self._window, self._passphrase, self._pictures = window, passphrase, pictures
        self._session: ClinicSession | None = None
        self._steps = self._walk()
        self._question: Callable[[], bool] = lambda: True
        self._since = time.monotonic()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin, now that the window is painted."""
        page = self._window.centralWidget()
        if not isinstance(page, UnlockPage):
            self._give_up("the unlock page")
            return
        page.unlocked.connect(self._keep_session)
        self._window.activateWindow()  # a bare screen has no window manager to give it the keyboard
        self._timer.start(_EVERY_MS)

    def _keep_session(self, session: ClinicSession) -> None:
        self._session = session

    def _go_on(self) -> None:
        unasked = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not self._window]
        if unasked:
            self._give_up(f"the window alone: {type(unasked[0]).__name__} {unasked[0].windowTitle()}")
        elif not self._question():
            if time.monotonic() - self._since > _PATIENCE_SECONDS:
                self._give_up("what was to come")
        else:
            self._since = time.monotonic()
            self._question = next(self._steps, lambda: False)

    def _walk(self) -> Iterator[Callable[[], bool]]:
        yield lambda: isinstance(QApplication.focusWidget(), QLineEdit)
        self._type_passphrase()
        yield lambda: self._window.is_unlocked and self._session is not None
        codes = [entry.code for entry in (*CLINIC_PAGES, *PATIENT_PAGES)]
        patient = self._a_patient()
        for code in codes:
            self._window.navigate(code, patient if code in {entry.code for entry in PATIENT_PAGES} else None)
            yield partial(self._shows, code)
            yield self._settled
            self._window.grab().save(str(self._pictures / f"{code}.png"))
        print(SEEN, len(codes), flush=True)
        self._timer.stop()
        QApplication.quit()

    def _type_passphrase(self) -> None:
        field = QApplication.focusWidget()
        if field is None:
            raise RuntimeError("no widget has the keyboard")
        for key, text in (*((Qt.Key.Key_unknown, sign) for sign in self._passphrase), (Qt.Key.Key_Return, "\r")):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def _a_patient(self) -> str:
        if self._session is None:
            raise RuntimeError("locked")
        with self._session.unit_of_work() as unit:
            return unit.patients.search("")[0].id

    def _shows(self, code: str) -> bool:
        page = self._window.frame.host.current_page
        return page is not None and page.code == code

    def _settled(self) -> bool:
        return background.is_idle() and time.monotonic() - self._since > _SETTLE_SECONDS

    def _give_up(self, what: str) -> None:
        print(f"The tour did not find {what}.", file=sys.stderr, flush=True)
        self._timer.stop()
        QApplication.exit(1)


def main() -> int:
    """Start the program as the ``footrehab`` command does, with a hand at its window."""
    folder, passphrase, pictures = sys.argv[1:4]

    class ToursWindow(MainWindow):
        """The program's window; its first paint starts the tour."""

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type] # what the program passes
            self.painted.connect(Tour(self, passphrase, Path(pictures)).start)

    vars(app).update(MainWindow=ToursWindow)
    return cli.main(["--folder", folder])


if __name__ == "__main__":
    sys.exit(main())
