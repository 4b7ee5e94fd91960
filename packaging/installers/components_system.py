"""What comes into an installer besides Python packages: CPython, libraries of the system, fonts, tools."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from installers.components import Component, table, table_component
from installers.product import RESOURCES, InstallerError

_DOCUMENTATION: Final = Path("/usr/share/doc")


def cpython(version: str, licence_text: str) -> Component:
    """Return CPython with the licence that lies beside it."""
    return Component("CPython", version, "PSF-2.0", kind="platform", texts=(licence_text.strip("\n"),))


def own_cpython() -> Component:
    """Return the CPython that runs this, as PyInstaller takes it along."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    places = (
        Path(os.__file__).with_name("LICENSE.txt"),
        Path(sys.base_prefix) / "LICENSE.txt",
        _DOCUMENTATION / f"python{version}" / "copyright",
    )
    for place in places:
        if place.is_file():
            return cpython(platform.python_version(), place.read_text(encoding="utf-8"))
    raise InstallerError(f"The licence of Python {version} was not found beside it.")


def fonts() -> tuple[Component, ...]:
    """Return the fonts of screen and print with their licences."""
    folder = RESOURCES / "fonts"
    found = []
    for entry in table()["fonts"]:
        files = sorted(folder.glob(entry["files"]))
        text = (folder / entry["text"]).read_text(encoding="utf-8").strip("\n")
        digests = tuple(sha256(file.read_bytes()).hexdigest() for file in files)
        found.append(
            Component(entry["name"], entry["version"], entry["licence"], kind="font", texts=(text,), digests=digests)
        )
    return tuple(found)


def tools(kind: str) -> tuple[Component, ...]:
    """Return what the tool that makes an installer of this kind leaves in it."""
    told = table()["tools"].get(kind, ())
    return tuple(table_component(entry, _version_said_by(entry.get("version", ()))) for entry in told)


def _version_said_by(command: Sequence[str]) -> str:
    """Return the version that a tool says of itself; nothing where it is not installed or none is asked."""
    if not command or not shutil.which(command[0]):
        return ""
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip().removeprefix("v")


def system_components(libraries: Mapping[str, str]) -> tuple[Component, ...]:
    """Return the Debian packages that bundled libraries come from (place in the program -> file of this system)."""
    packages: dict[str, list[Path]] = {}
    for source in libraries.values():
        packages.setdefault(_package_of(Path(source)), []).append(Path(source))
    return tuple(_debian_component(name, packages[name]) for name in sorted(packages))


def _package_of(file: Path) -> str:
    """Return the Debian package that a file of this system belongs to."""
    real = file.resolve()
    # Where /lib leads to /usr/lib, the list of a package may name either.
    for path in dict.fromkeys((str(real), str(real).removeprefix("/usr"), str(file))):
        asked = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.partition(":")[0]
    raise InstallerError(f"{file} is in the program, but belongs to no package of this system.")


def _debian_component(name: str, files: Iterable[Path]) -> Component:
    version = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=True
    ).stdout
    told = _DOCUMENTATION / name / "copyright"
    return Component(
        name=name,
        version=version,
        licence=f"LicenseRef-{name}",
        purl=f"pkg:deb/debian/{name}@{version}",
        texts=(told.read_text(encoding="utf-8").strip("\n"), *_named_texts(told)),
        digests=tuple(sorted(sha256(file.read_bytes()).hexdigest() for file in files)),
    )


def _named_texts(told: Path) -> tuple[str, ...]:
    """Return the licence texts a copyright file only points to, where Debian keeps them."""
    words = told.read_text(encoding="utf-8")
    named = {word.rstrip(".,;:'\"’)") for word in words.split() if "/usr/share/common-licenses/" in word}
    files = {Path(word.lstrip("'\"‘(<")).resolve() for word in named}
    return tuple(
        file.read_text(encoding="utf-8", errors="replace").strip("\n") for file in sorted(files) if file.is_file()
    )
