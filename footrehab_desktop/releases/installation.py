"""How this program was installed, the keys it trusts, and the former version that was kept beside it.

Every installer puts ``installation.json`` beside the resources; a program that runs from its source has none.
"""

import json
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from footrehab_desktop.releases.failures import InstallationDamagedError
from footrehab_desktop.releases.manifest import Architecture, InstallerKind, version_key
from footrehab_desktop.resource_files import resource_path

INSTALLATION_FILE: Final = "installation.json"
RELEASE_KEYS_FILE: Final = "release_keys.pem"
FORMER: Final = ".former"
FORMER_LINK: Final = "former"
CURRENT_LINK: Final = "current"
WINDOWS_LAUNCHER: Final = "FootRehab Desktop.exe"
_DEEPEST: Final = 8
_ARCHITECTURES: Final[dict[str, Architecture]] = {
    "x86_64": "x86_64",
    "amd64": "x86_64",
    "arm64": "arm64",
    "aarch64": "arm64",
}


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed version: its kind, version, day of build, the note that says so, and the program to start."""

    kind: InstallerKind
    version: str
    built: str
    note: Path
    program: Path


def this_installation() -> Installation | None:
    """Return how this program was installed, None when it runs from its source.

    Raises ``InstallationDamagedError`` when the note is there and does not read.
    """
    note = resource_path(INSTALLATION_FILE)
    return _read(note, _started_by(Path(sys.executable))) if note.is_file() else None


def former_version(present: Installation) -> Installation | None:
    """Return the version kept beside this one; None when there is none that can be told and started."""
    for folder in list(present.note.parents)[:_DEEPEST]:
        if not present.program.is_relative_to(folder):
            continue
        for former in (folder.with_name(folder.name + FORMER), folder.with_name(FORMER_LINK)):
            found = _installed_in(former, present, folder)
            if found is not None:
                return found
    return None


def start_after_update(present: Installation) -> Path:
    """Return the program to start once another version may have been installed in this one's place."""
    if present.kind == "tarball":
        for folder in list(present.note.parents)[:_DEEPEST]:
            current = folder.with_name(CURRENT_LINK)
            if current.is_dir() and present.program.is_relative_to(folder):
                return current / present.program.relative_to(folder)
    return present.program


def release_keys() -> bytes:
    """Return the public keys that this program trusts, PEM; empty when it was built without."""
    try:
        return resource_path(RELEASE_KEYS_FILE).read_bytes()
    except OSError:
        return b""


def architecture() -> Architecture | None:
    """Return what kind of processor this is, None for one that no release is made for."""
    return _ARCHITECTURES.get(platform.machine().lower())


def _installed_in(former: Path, present: Installation, folder: Path) -> Installation | None:
    """Return the version in a folder that is laid out as ``folder`` is, None when it holds none or the same."""
    try:
        its = former.resolve(strict=True)
        found = _read(its / present.note.relative_to(folder), its / present.program.relative_to(folder))
    except (OSError, InstallationDamagedError):
        return None
    return found if found.program.is_file() and found.version != present.version else None


def _started_by(python: Path) -> Path:
    """Return what starts this program: itself when it is frozen, beside the interpreter of Windows the launcher."""
    launcher = python.parent.parent / WINDOWS_LAUNCHER
    return launcher if python.parent.name == "python" and launcher.is_file() else python


def _read(note: Path, program: Path) -> Installation:
    try:
        content = json.loads(note.read_bytes())
        kind, version, built = (content[name] for name in ("kind", "version", "built"))
        version_key(version)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InstallationDamagedError from error
    if kind not in get_args(InstallerKind) or not isinstance(built, str):
        raise InstallationDamagedError
    return Installation(kind, version, built, note, program)
