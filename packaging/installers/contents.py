"""What goes into the frozen program and what stays out: tables, and the functions that apply them.

PyInstaller follows imports and takes every plugin of a Qt module it meets. The tables name what this program has no
use for; the trials prove that nothing of it is missed.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Final

from installers.elf import needed_libraries
from installers.product import ROOT

# Destination, source and kind of one file, as PyInstaller notes it.
Entry = tuple[str, str, str]
SYMLINK: Final = "SYMLINK"

# Modules that are tried but never needed here. pyqtgraph loads QtOpenGL, QtOpenGLWidgets, pydoc and its multiprocess.
LEFT_OUT_MODULES: Final = (
    "PIL._avif",  # rare formats of pictures; ReportLab is given PNG and JPEG
    "PIL._imagingcms",
    "PIL._imagingtk",
    "PIL._webp",
    "PySide6.QtNetwork",  # the program makes no network connections
    "PySide6.QtTest",
    "_curses",
    "curses",
    "distutils",
    "numpy.f2py",
    "numpy.ma",
    "numpy.polynomial",
    "numpy.random",
    "numpy.testing",
    "pydoc_data",
    "pyqtgraph.console",
    "pyqtgraph.dockarea",
    "pyqtgraph.examples",
    "pyqtgraph.flowchart",
    "pyqtgraph.opengl",
    "readline",
    "reportlab.graphics.samples",
    "reportlab.graphics.testdrawings",
    "reportlab.graphics.testshapes",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlite3",  # the record is opened with SQLCipher's own module
    "tkinter",
    "unittest",
)

# PyInstaller's preparations for things this program does not do: each costs milliseconds at every start.
LEFT_OUT_PREPARATIONS: Final = ("pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pkgutil")

# Files by their place in the program.
LEFT_OUT_FILES: Final = (
    "*/Qt/plugins/egldeviceintegrations/*",
    "*/Qt/plugins/generic/*",  # input devices of a machine without a desktop
    "*/Qt/plugins/imageformats/*icns*",
    "*/Qt/plugins/imageformats/*pdf*",
    "*/Qt/plugins/imageformats/*tga*",
    "*/Qt/plugins/imageformats/*tiff*",
    "*/Qt/plugins/imageformats/*wbmp*",
    "*/Qt/plugins/networkinformation/*",
    "*/Qt/plugins/platforms/*eglfs*",
    "*/Qt/plugins/platforms/*linuxfb*",
    "*/Qt/plugins/platforms/*minimal*",
    "*/Qt/plugins/platforms/*vkkhrdisplay*",
    "*/Qt/plugins/platforms/*vnc*",
    "*/Qt/plugins/platformthemes/*gtk3*",
    "*/Qt/plugins/tls/*",
    "*/Qt/translations/*",  # the program speaks English; handouts have their own catalogue
    "*.dist-info/INSTALLER",
    "*.dist-info/RECORD",
    "*.dist-info/REQUESTED",
    "*.dist-info/WHEEL",
    "*.dist-info/direct_url.json",
    "*.dist-info/entry_points.txt",
    "*.dist-info/sboms/*",
    "*.dist-info/top_level.txt",
    "*.pyi",
    "alembic/templates/*",
    "numpy/*/tests/*",
    "pyqtgraph/examples/*",
    "pyqtgraph/icons/peegee/*",
)

# Debug symbols are taken out of these alone: stripping breaks numpy's OpenBLAS.
STRIPPED_FILES: Final = ("libpython3.*.so.*", "python3.*/lib-dynload/*.so", "sqlalchemy/*.so", "sqlcipher3/*.so")

# Libraries that every Linux with a desktop has and keeps in step with its drivers and services; taking our own along
# would break those. Their versions are asked for no more than Debian 12 offers.
LIBRARIES_OF_THE_SYSTEM: Final = (
    "ld-linux*.so*",
    "libEGL.so*",
    "libGL.so*",
    "libGLX.so*",
    "libX11*.so*",
    "libXau.so*",
    "libXdmcp.so*",
    "libXext.so*",
    "libc.so*",
    "libcups.so*",
    "libdbus-1.so*",
    "libdl.so*",
    "libdrm.so*",
    "libexpat.so*",
    "libfontconfig.so*",
    "libfreetype.so*",
    "libgbm.so*",
    "libgcc_s.so*",
    "libgio-2.0.so*",
    "libglib-2.0.so*",
    "libgobject-2.0.so*",
    "libgthread-2.0.so*",
    "libm.so*",
    "libpthread.so*",
    "librt.so*",
    "libstdc++.so*",
    "libutil.so*",
    "libvulkan.so*",
    "libwayland-*.so*",
    "libxcb.so*",
    "libz.so*",
)

# A Debian system has everything of its own packages; only Python's library comes along with the program.
KEPT_ON_DEBIAN: Final = ("libpython3.*.so*",)

_LOCKED: Final = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)", re.MULTILINE)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether a place in the program is named by one of the patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def locked_distributions(lock: Path = ROOT / "packaging" / "lock" / "run.txt") -> frozenset[str]:
    """Return the names of the distributions the program runs on, as the lock has them."""
    return frozenset(name for name, _ in _LOCKED.findall(lock.read_text(encoding="utf-8")))


def canonical(name: str) -> str:
    """Return the one spelling of a distribution's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(locked: frozenset[str]) -> tuple[str, ...]:
    """Return those of the locked distributions that this system and this Python have use for."""
    there = {canonical(distribution.name) for distribution in metadata.distributions()}
    return tuple(sorted(locked & there))


def modules_of_development(locked: frozenset[str]) -> tuple[str, ...]:
    """Return the top-level modules in this environment that do not belong to a locked distribution or to us."""
    owners = metadata.packages_distributions()
    ours = locked | {"footrehab-desktop"}
    return tuple(
        sorted(name for name, owning in owners.items() if not any(canonical(owner) in ours for owner in owning))
    )


def without_left_out(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that are not named in ``LEFT_OUT_FILES``; a link goes with what it leads to."""
    kept = [entry for entry in entries if not matches(_posix(entry[0]), LEFT_OUT_FILES)]
    return without_dangling(kept)


def without_dangling(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries without links that lead to nothing."""
    kept = list(entries)
    places = {_posix(place) for place, _, _ in kept}
    return [entry for entry in kept if entry[2] != SYMLINK or _target(entry) in places]


def without_unneeded_libraries(entries: Iterable[Entry], is_of_the_system: Callable[[Entry], bool]) -> list[Entry]:
    """Return the entries without libraries that nothing needs any more, and without those the system has.

    A library is a shared object that lies at the top or in a folder of libraries; the rest are modules and plugins,
    which are loaded by name.
    """
    whole = list(entries)
    libraries = {PurePosixPath(entry[0]).name: entry for entry in whole if _is_library(entry)}
    asking = [entry for entry in whole if entry[2] != SYMLINK and not _is_library(entry) and ".so" in entry[0]]
    needs = needed_libraries(entry[1] for entry in (*asking, *libraries.values()))
    reached: set[str] = {name for name in libraries if matches(name, KEPT_ON_DEBIAN)}
    waiting = deque(name for entry in asking for name in needs.get(entry[1], ()))
    while waiting:
        name = waiting.popleft()
        if name in libraries and name not in reached and not is_of_the_system(libraries[name]):
            reached.add(name)
            waiting.extend(needs.get(libraries[name][1], ()))
    kept = [entry for entry in whole if not _is_library(entry) or PurePosixPath(entry[0]).name in reached]
    return without_dangling(kept)


def is_library_of_every_desktop(entry: Entry) -> bool:
    """Tell whether a library at the top of the program is one that the system brings."""
    place = PurePosixPath(entry[0])
    return place.parent == PurePosixPath() and matches(place.name, LIBRARIES_OF_THE_SYSTEM)


def _is_library(entry: Entry) -> bool:
    place, kind = PurePosixPath(_posix(entry[0])), entry[2]
    in_library_folder = (
        place.parent == PurePosixPath() or place.parent.name == "lib" or place.parent.name.endswith(".libs")
    )
    return kind == "BINARY" and in_library_folder and place.name.startswith("lib")


def _target(entry: Entry) -> str:
    """Return the place a link leads to."""
    parts: list[str] = []
    for part in (*PurePosixPath(_posix(entry[0])).parent.parts, *PurePosixPath(_posix(entry[1])).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _posix(place: str) -> str:
    return place.replace("\\", "/")
