"""What is really inside a built program: read from the files that were taken, not from what was asked for."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from installers import components_system, contents, frozen
from installers.components import Component, Packages, python_component
from installers.product import ROOT, InstallerError

LOCK: Final = ROOT / "packaging" / "lock" / "run.txt"
_LOCKED: Final = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_PRODUCT_VERSION: Final = re.compile("ProductVersion".encode("utf-16-le") + rb"(?:\0\0)+((?:[0-9.]\0)+)")


def of_frozen_program(tree: Path) -> tuple[Component, ...]:
    """Return the components of the frozen program in ``tree``, as PyInstaller noted them in the last build."""
    inside = tree / frozen.INSIDE
    libraries = {
        place: source for place, source in frozen.bundled_system_libraries().items() if (inside / place).exists()
    }
    return _ordered(
        (
            *_python_components(frozen.bundled_distributions(), Packages()),
            components_system.own_cpython(),
            *components_system.system_components(libraries),
            *components_system.fonts(),
        )
    )


def of_windows_program(program: Path, modules: str, wheels: Path, archive: Path) -> tuple[Component, ...]:
    """Return the components of the Windows program: those below ``modules``, which came from a folder of ``wheels``,
    and CPython from its ``archive``."""
    distributions = {
        contents.canonical(each.name): each.version for each in metadata.distributions(path=[str(program / modules)])
    }
    packages = Packages(tuple(str(wheel) for wheel in sorted(wheels.glob("*.whl"))))
    return _ordered(
        (
            *_python_components(distributions, packages),
            _windows_cpython(archive),
            *components_system.fonts(),
            *components_system.tools("windows"),
        )
    )


def lock_digests(lock: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the SHA-256 of each archive that the lock allows, by name and version."""
    return {(name, version): tuple(_HASH.findall(rest)) for name, version, rest in _LOCKED.findall(lock)}


def _python_components(distributions: Mapping[str, str], packages: Packages) -> Iterable[Component]:
    allowed = lock_digests(LOCK.read_text(encoding="utf-8"))
    for name, version in distributions.items():
        yield python_component(name, version, packages, allowed.get((name, version), ()))


def _windows_cpython(archive: Path) -> Component:
    """Return CPython for Windows with the version its library states and the licence in its archive."""
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        licence = next((name for name in names if Path(name).name == "LICENSE.txt"), None)
        library = next((name for name in names if re.fullmatch(r"(.*/)?python3\d\d\.dll", name)), None)
        found = _PRODUCT_VERSION.search(opened.read(library)) if library else None
        if licence is None or found is None:
            raise InstallerError(f"{archive.name} has no LICENSE.txt, or its python3NN.dll tells no version.")
        version = found[1].decode("utf-16-le")
        return components_system.cpython(version, opened.read(licence).decode("utf-8", "replace"))


def _ordered(components: Iterable[Component]) -> tuple[Component, ...]:
    return tuple(sorted(components, key=lambda each: (each.name.casefold(), each.version)))
