"""Tells that the one at the computer leaves it: the screen is locked or the computer goes to sleep.

Linux says so on its buses, Windows by messages to the window. Qt has no such word from macOS: there the record locks
when the computer wakes up (``idle_lock``) and after the idle time.
"""

import ctypes.wintypes
import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

SCREEN_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
_GOING_TO_SLEEP: Final = (WM_POWERBROADCAST, 4)
_SCREEN_LOCKED: Final = (WM_WTSSESSION_CHANGE, 7)
_USER_SWITCHED: Final = (WM_WTSSESSION_CHANGE, 2)
_REMOTE_LEFT: Final = (WM_WTSSESSION_CHANGE, 4)
_LEAVING: Final = frozenset({_GOING_TO_SLEEP, _SCREEN_LOCKED, _USER_SWITCHED, _REMOTE_LEFT})


class LeavingWatch(QObject):
    """Signal: ``left()`` at once when the screen is locked or the computer goes to sleep."""

    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._messages: WindowMessages | None = None
        if sys.platform == "win32":
            self._messages = WindowMessages(self)
            _ask_for_messages(int(window.winId()))
            QCoreApplication.instance().installNativeEventFilter(self._messages)
        elif sys.platform != "darwin":
            self._listen_to_buses()

    def _listen_to_buses(self) -> None:
        """Hear the screen savers on the session's bus and the login manager on the system's; none is no fault."""
        from PySide6.QtDBus import QDBusConnection

        # A slot is named by a text; the toolkit's type hints ask for bytes, which it does not take.
        began: Any = SLOT("_began_or_ended(bool)")
        locked: Any = SLOT("_locked()")
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name in SCREEN_SAVERS:
            session.connect("", "", name, "ActiveChanged", self, began)
        system.connect("", "", "org.freedesktop.login1.Manager", "PrepareForSleep", self, began)
        system.connect("", "", "org.freedesktop.login1.Session", "Lock", self, locked)

    @Slot(bool)
    def _began_or_ended(self, began: bool) -> None:
        if began:
            self.left.emit()

    @Slot()
    def _locked(self) -> None:
        self.left.emit()


class WindowMessages(QAbstractNativeEventFilter):
    """Picks the few messages of Windows that tell somebody leaves; lets every message pass."""

    def __init__(self, watch: LeavingWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: Any, message: int, /) -> object:
        if bytes(kind) == b"windows_generic_MSG":
            told = ctypes.wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in _LEAVING:
                self._watch.left.emit()
        return False, 0


if sys.platform == "win32":

    def _ask_for_messages(window: int) -> None:
        """Windows tells only windows that asked when the session is locked."""
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.wintypes.HWND(window), 0)
