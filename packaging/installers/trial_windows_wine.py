"""Debian's wine as a small Windows to try the installer in: one private prefix, its own screen, nothing left running.

Wine passes no QT variable on, has Windows 7 as its default, and Python in it wants pipes as standard handles.
"""

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from installers import trial_windows_lend
from installers.product import InstallerError

_OVERRIDES: Final = "winedbg.exe=d;mscoree=d;mshtml=d;winemenubuilder.exe=;bcryptprimitives,icuuc=n"
_VALUE: Final = re.compile(r"^ {4}(.+?) {4}REG_\w+ {4}(.*?)\r?$", re.MULTILINE)
_LIMIT: Final = 600


class TrialError(InstallerError):
    """A trial found something that is not as promised."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a Windows program ended: exit code, what it printed, seconds."""

    code: int
    text: str
    seconds: float


def wine() -> str | None:
    """Return the program, None when this computer has none."""
    return shutil.which("wine")


class Wine:
    """One prefix below ``folder``, from ``with`` to its end. ``display`` is that of an X server; none needs none."""

    def __init__(self, folder: Path, display: str = "") -> None:
        self.prefix = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
            "WINEPREFIX": str(folder),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            **({"DISPLAY": display} if display else {}),
        }

    def __enter__(self) -> Self:
        """Make the prefix, as Windows 10."""
        self.prefix.parent.mkdir(parents=True, exist_ok=True)
        self.run("wineboot", "-i")
        self.run("winecfg", "/v", "win10")
        trial_windows_lend.lend(self.prefix / "drive_c" / "windows" / "system32")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """End what still runs in this prefix, and only there."""
        subprocess.run([self._server(), "-k"], env=self._environment, capture_output=True, check=False)

    def run(
        self,
        program: str | Path,
        *arguments: str,
        limit: float = _LIMIT,
        typed: str = "",
        folder: Path | None = None,
        **variables: str,
    ) -> Ended:
        """Run a Windows program to its end, in a folder; ``typed`` is what it reads."""
        begun = time.monotonic()
        done = subprocess.run(
            [wine() or "wine", str(program), *arguments],
            env={**self._environment, **variables},
            input=typed.encode(),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=limit,
        )
        return Ended(done.returncode, done.stdout.decode("utf-8", "replace"), time.monotonic() - begun)

    def start(self, program: str | Path, *arguments: str, **variables: str) -> "subprocess.Popen[bytes]":
        """Start a Windows program and leave it to the caller, who ends it with ``end``."""
        return subprocess.Popen(
            [wine() or "wine", str(program), *arguments],
            env={**self._environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def registry(self, key: str) -> Mapping[str, str]:
        """Return the values of a key below HKEY_CURRENT_USER; none when there is no such key."""
        return dict(_VALUE.findall(self.run("reg", "query", f"HKCU\\{key}").text))

    def drive(self, letter: str, folder: Path) -> None:
        """Give Windows a drive that is a folder here."""
        link = self.prefix / "dosdevices" / f"{letter}:"
        link.unlink(missing_ok=True)
        link.symlink_to(folder)

    @property
    def local(self) -> Path:
        """Return the folder that Windows calls ``%LOCALAPPDATA%``."""
        return self._user() / "AppData" / "Local"

    @property
    def start_menu(self) -> Path:
        """Return the folder with the links of the start menu."""
        return self._user() / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"

    def _user(self) -> Path:
        users = self.prefix / "drive_c" / "users"
        return next(folder for folder in sorted(users.iterdir()) if folder.name != "Public")

    @staticmethod
    def _server() -> str:
        return shutil.which("wineserver") or "/usr/lib/wine/wineserver"


def end(process: "subprocess.Popen[bytes]") -> int:
    """End a started program as a power cut would, unless it has ended; return its exit code."""
    with process:
        process.kill()
    return process.returncode


def windows_path(path: Path) -> str:
    """Return how Windows names a path of this computer."""
    return "Z:" + str(path).replace("/", "\\")


def until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something holds. Raises ``TrialError`` when it does not in time."""
    last = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > last:
            raise TrialError(f"waited in vain: {what}")
        time.sleep(0.02)


def same_files(left: Path, right: Path, besides: Sequence[str] = ()) -> bool:
    """Tell whether two folders hold the same files with the same bytes."""
    return _contents(left, besides) == _contents(right, besides)


def _contents(folder: Path, besides: Sequence[str]) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in besides
    }
