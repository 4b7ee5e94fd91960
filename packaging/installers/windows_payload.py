"""The program folder of the Windows installer, laid out file by file: CPython, the libraries, our package, a launcher.

    program/
      FootRehab Desktop.exe   starts the program without a console
      python/                 CPython, shut off by its ``._pth``
      lib/                    the libraries and ``footrehab_desktop`` with resources and migrations
      LICENSE.txt

Bytecode is compiled here, because a program that is first started in a clinic should not take its time for it; it is
of the kind that is never compared with the source, so that it says nothing about when it was made.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from installers import frozen, product, windows_links, windows_python, windows_wheels
from installers.product import InstallerError
from installers.windows_python import MODULES, WindowsPython

WORK: Final = product.BUILD / "windows"
WHEELS: Final = WORK / "wheels"
PYTHON: Final = "python"
PACKAGE: Final = "footrehab_desktop"
# Windows takes 260 characters for a whole path; this leaves 110 for the folder the program is installed to.
LONGEST_PLACE: Final = 150
_WINE: Final = "wine"
_COMPILE: Final = (
    "import compileall, sys; sys.exit(not compileall.compile_dir({modules!r}, quiet=1, force=True, {kind}))"
)
_KIND: Final = "invalidation_mode=__import__('py_compile').PycInvalidationMode.UNCHECKED_HASH"


def lay_out(python: WindowsPython | None, release_keys: bytes | None) -> Path:
    """Make the program folder anew, without the launcher, and return it; without ``python`` it lacks CPython."""
    folder = WORK / "program"
    shutil.rmtree(folder, ignore_errors=True)
    minor = python.minor if python else windows_python.USUAL_MINOR
    wheels = windows_wheels.fetch_wheels(minor, WHEELS / f"3.{minor}")
    left_out = windows_wheels.unpack(wheels, folder / MODULES)
    _put_program(folder / MODULES, release_keys)
    if python:
        left_out += windows_python.unpack(python, folder / PYTHON)
    shutil.copyfile(product.ROOT / "LICENSE", folder / "LICENSE.txt")
    _check(folder, left_out)
    return folder


def _put_program(modules: Path, release_keys: bytes | None) -> None:
    """Copy our package with its resources, as it lies in the source."""
    unwanted = shutil.ignore_patterns("__pycache__", ".*", "*.pyc")
    target = modules / PACKAGE
    shutil.copytree(product.ROOT / PACKAGE, target, ignore=unwanted)
    shutil.copytree(product.RESOURCES, target / "resources", ignore=unwanted)
    frozen.stamp_resources(target / "resources", "windows", release_keys)


def _check(folder: Path, left_out: tuple[str, ...]) -> None:
    """Refuse a folder that misses a library of its own or that Windows could not unpack everywhere."""
    missing = windows_links.missing_libraries(folder, left_out)
    if missing:
        raise InstallerError("These libraries were left out but are needed: " + "; ".join(missing))
    too_long = [place for place in places(folder) if len(place) > LONGEST_PLACE]
    if too_long:
        raise InstallerError(f"This path is too long for Windows: {too_long[0]}")


def compile_modules(folder: Path) -> bool:
    """Compile the libraries and our package with the very CPython inside; False when it cannot run on this computer."""
    python = folder / PYTHON / "python.exe"
    command = [str(python)] if os.name == "nt" else [shutil.which(_WINE) or "", str(python)]
    if not command[0]:
        return False
    text = _COMPILE.format(modules=MODULES, kind=_KIND)
    quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "winedbg.exe=d;mscoree=d;mshtml=d"}
    environment = {**os.environ, **quiet, "WINEPREFIX": str(WORK / "wine")}
    done = subprocess.run(
        [*command, "-I", "-c", text],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    if done.returncode:
        raise InstallerError(f"The program could not be compiled: {(done.stdout + done.stderr)[-500:]}")
    return True


def places(folder: Path) -> tuple[str, ...]:
    """Return the path of each file in the folder, with slashes, in one order everywhere."""
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))


def kilobytes(folder: Path) -> int:
    """Return what all files in the folder take together, in units of 1,024 bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
