"""The CPython inside the Windows program: python.org's embeddable archive, given by whoever builds, checked by SHA-256.

It is shut off from the computer: a ``._pth`` file makes Python take its modules from the program's folder alone and
read no registry, no PYTHON* variable and nothing of a Python the user has.
"""

import hashlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from installers.product import InstallerError
from installers.windows_contents import is_kept_of_python
from installers.windows_links import AMD64, PeFile

OLDEST_MINOR: Final = 11
# Wheels are fetched for this one when no CPython is given.
USUAL_MINOR: Final = 13
MODULES: Final = "lib"
_LIBRARY: Final = re.compile(r"python3(\d\d)\.dll")
_NEEDED: Final = ("python.exe", "pythonw.exe", "vcruntime140.dll")


@dataclass(frozen=True, slots=True)
class WindowsPython:
    """A checked archive: where it lies, the folder its files are in (mostly none), 3.``minor``."""

    archive: Path
    folder: str
    minor: int


def read_windows_python(archive: Path, sha256: str, rehearsal: bool) -> WindowsPython:
    """Check the archive. Raises ``InstallerError`` when it is not the one named, or not what python.org lays out.

    For a rehearsal the files may lie in one folder, as others pack them.
    """
    _check_digest(archive, sha256)
    try:
        with zipfile.ZipFile(archive) as opened:
            folder, minor = _layout(opened.namelist(), archive.name)
            _check_machine(opened.read(f"{folder}python.exe"), archive.name)
    except zipfile.BadZipFile as error:
        raise InstallerError(f"{archive} is not a ZIP archive.") from error
    if folder and not rehearsal:
        raise InstallerError(
            f"The files of {archive.name} lie in {folder}: this is not the embeddable package of python.org. "
            "A repack by others is good for --rehearsal only."
        )
    if minor < OLDEST_MINOR:
        raise InstallerError(f"{archive.name} is Python 3.{minor}; 3.{OLDEST_MINOR} or newer is needed.")
    return WindowsPython(archive, folder, minor)


def unpack(python: WindowsPython, target: Path) -> tuple[str, ...]:
    """Put CPython into ``target`` and shut it off; return the names of the files that were left out."""
    target.mkdir(parents=True)
    left_out = []
    with zipfile.ZipFile(python.archive) as opened:
        for entry in sorted(opened.namelist()):
            name = PurePosixPath(entry).name
            if entry.endswith("/"):
                continue
            if is_kept_of_python(name):
                (target / name).write_bytes(opened.read(entry))
            else:
                left_out.append(name)
    (target / f"python3{python.minor}._pth").write_text(search_path(python.minor), encoding="utf-8", newline="\r\n")
    return tuple(left_out)


def search_path(minor: int) -> str:
    """Return the ``._pth`` file: the standard library, CPython's own folder, our modules. ``site`` is not loaded."""
    return f"python3{minor}.zip\n.\n..\\{MODULES}\n"


def _check_digest(archive: Path, sha256: str) -> None:
    try:
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
    except OSError as error:
        raise InstallerError(f"{archive} cannot be read: {error.strerror}.") from error
    if found != sha256.strip().lower():
        raise InstallerError(
            f"{archive.name} is not the file you named: its SHA-256 is {found}. "
            "Compare with the one on the download page of python.org."
        )


def _layout(names: list[str], archive: str) -> tuple[str, int]:
    """Return the folder the files lie in and the minor version, from the name of Python's library."""
    for name in names:
        folder, _, file = name.rpartition("/")
        found = _LIBRARY.fullmatch(file)
        if found is None:
            continue
        prefix = f"{folder}/" if folder else ""
        missing = [each for each in (*_NEEDED, f"python3{found[1]}.zip") if f"{prefix}{each}" not in names]
        if missing:
            raise InstallerError(f"{archive} has no {missing[0]}: it is not Python's embeddable package.")
        return prefix, int(found[1])
    raise InstallerError(f"{archive} holds no Python for Windows: python3NN.dll is missing.")


def _check_machine(program: bytes, archive: str) -> None:
    if PeFile(program, "python.exe").machine != AMD64:
        raise InstallerError(f"{archive} is for another processor; the one for 64-bit Windows (amd64) is needed.")
