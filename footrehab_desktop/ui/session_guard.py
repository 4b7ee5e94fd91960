"""What watches over an open record and clears up behind it: idleness, leaving the computer, roles, other windows."""

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget

from footrehab_desktop.ui import clipboard
from footrehab_desktop.ui.idle_lock import IdleLock
from footrehab_desktop.ui.leaving import LeavingWatch
from footrehab_desktop.ui.look_only import LookOnly


class SessionGuard(QObject):
    """Signals: ``warned(seconds)`` before the record locks for idleness, 0 when someone is back; ``lock_wanted()``."""

    warned = Signal(int)
    lock_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.idle = IdleLock(self)
        self.idle.warned.connect(self.warned)
        self.idle.expired.connect(self.lock_wanted)
        self.leaving = LeavingWatch(window)
        self.leaving.left.connect(self.lock_wanted)
        self._look_only: LookOnly | None = None

    def watch(self, minutes: int, reason: str) -> None:
        """Watch from now on. ``reason`` says why the one signed in may change nothing; empty when they may."""
        self.idle.start(minutes)
        if reason:
            self._look_only = LookOnly(reason, self)

    def stop(self) -> None:
        """Watch no more, and close what stands above or beside the window: questions, previews, menus, tooltips."""
        self.idle.stop()
        if self._look_only is not None:
            self._look_only.stop()
            self._look_only = None
        QToolTip.hideText()
        for shown in QApplication.topLevelWidgets():
            if not isinstance(shown, QMainWindow) and shown.isVisible():
                shown.close()

    def clear_up(self) -> None:
        """Empty the clipboard of what was copied here, and give back soon what the closed pages held."""
        clipboard.clear()
        QTimer.singleShot(0, self, self._let_go)

    @Slot()
    def _let_go(self) -> None:
        """Delete what waits for it, then look for parts of pages that hold each other."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
