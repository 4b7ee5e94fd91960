"""What Linux libraries ask of the system: read from the files by ``objdump``, owners by ``dpkg-query``."""

import re
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from installers.product import InstallerError

_OBJECT_FILE: Final = re.compile(r"^(.+):\s+file format ", re.MULTILINE)
_NEEDED: Final = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC: Final = re.compile(r"\bGLIBC_(\d+)\.(\d+)")
_CACHED: Final = re.compile(r"^\s+(\S+) \(.*x86-64.*\) => (\S+)$", re.MULTILINE)


def headers(files: Iterable[str]) -> Mapping[str, str]:
    """Return what ``objdump`` tells of each object file; files of other kinds are left out."""
    wanted = sorted(set(files))
    if not wanted:
        return {}
    asked = subprocess.run(["objdump", "-p", *wanted], capture_output=True, text=True, check=False)
    if not asked.stdout:
        raise InstallerError(f"objdump could not read the libraries: {asked.stderr.strip()[:300]}")
    parts = _OBJECT_FILE.split(asked.stdout)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def needed_libraries(files: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return for each object file the names of the libraries it is linked to."""
    return {file: frozenset(_NEEDED.findall(told)) for file, told in headers(files).items()}


def newest_glibc(files: Iterable[str]) -> str:
    """Return the oldest version of the C library that has everything the object files ask for, such as ``2.34``."""
    asked = (match for told in headers(files).values() for match in _GLIBC.findall(told))
    major, minor = max((int(major), int(minor)) for major, minor in asked)
    return f"{major}.{minor}"


def object_files(folder: Path) -> tuple[str, ...]:
    """Return the programs and shared objects in a folder; links are left out."""
    return tuple(str(path) for path in sorted(folder.rglob("*")) if _is_object(path))


def package_of(library: str) -> str:
    """Return the Debian package a library of this system belongs to; ``library`` is its name or its path."""
    path = library if library.startswith("/") else _cached().get(library, "")
    for place in dict.fromkeys((path, str(Path(path).resolve()), path.removeprefix("/usr"), f"/usr{path}")):
        asked = subprocess.run(["dpkg-query", "--search", place], capture_output=True, text=True, check=False)
        if path and asked.returncode == 0:
            return asked.stdout.split(":")[0]
    raise InstallerError(f"No Debian package of this system has {library}.")


@cache
def _cached() -> Mapping[str, str]:
    listed = subprocess.run(["/sbin/ldconfig", "--print-cache"], capture_output=True, text=True, check=True).stdout
    return dict(reversed(_CACHED.findall(listed)))


def _is_object(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
