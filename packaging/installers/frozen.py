"""The frozen program: one folder with Python, Qt, the libraries, resources and migrations, made by PyInstaller.

``build/frozen/contents.json`` says of every file and module where it came from; what a release lists as its parts is
read from there. The folder starts on a machine without Python.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Final

from installers import contents, product
from installers.product import InstallerError

SPEC: Final = Path(__file__).with_name("footrehab.spec")
WORK: Final = product.BUILD / "frozen"
TREE: Final = product.DIST / product.PRODUCT
CONTENTS: Final = WORK / "contents.json"
PROPERTIES: Final = WORK / "windows_properties.txt"

FIRST_PAINT: Final = "first-paint"
TOUR: Final = "window-tour"
# Programs of the trials, made of the same modules; no installer carries them. The first measures the start from source
# too, so that both starts are measured alike.
PROBES: Final = {
    FIRST_PAINT: product.ROOT / "tests" / "benchmarks" / "our_window.py",
    TOUR: Path(__file__).with_name("window_tour.py"),
}

# Their bootloader and start-up modules are part of every frozen program.
FREEZERS: Final = frozenset({"pyinstaller", "pyinstaller-hooks-contrib"})
SIZE_GOAL_MB: Final = 240
INSIDE: Final = "_internal"
_SUFFIX: Final = ".exe" if sys.platform == "win32" else ""


def build(arguments: list[str]) -> None:
    """Make the frozen program in ``dist/``: the target ``frozen``."""
    argparse.ArgumentParser(prog="dev.py installer --target frozen").parse_args(arguments)
    started = time.monotonic()
    tree = make_tree()
    print(f"{tree}: {megabytes(tree):.0f} MB (goal {SIZE_GOAL_MB}), made in {time.monotonic() - started:.0f} s")


def add_tree_option(parser: argparse.ArgumentParser) -> None:
    """Give a target the option that takes the frozen program as it stands."""
    parser.add_argument("--frozen-as-is", action="store_true", help="take the frozen program that was made last")


def tree_of(chosen: argparse.Namespace) -> Path:
    """Return the frozen program: made anew, or the last one when asked for."""
    if not chosen.frozen_as_is:
        return make_tree()
    if not (TREE / product.COMMAND).with_suffix(_SUFFIX).is_file():
        raise InstallerError("There is no frozen program yet: leave --frozen-as-is out.")
    return TREE


def make_tree() -> Path:
    """Freeze the program and return its folder. Raises ``InstallerError`` when something foreign got in."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    _freeze()
    made = WORK / "dist" / product.PRODUCT
    _refuse_foreign_parts()
    if sys.platform == "linux":
        _strip(made)
    even_out(made)
    shutil.rmtree(TREE, ignore_errors=True)
    product.DIST.mkdir(exist_ok=True)
    made.rename(TREE)
    return TREE


def probe(name: str) -> Path:
    """Return one of the programs of the trials, to be put beside the frozen program."""
    return WORK / "work" / "footrehab" / f"{name}{_SUFFIX}"


def build_environment() -> dict[str, str]:
    """Return an environment in which the same source gives the same bytes."""
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(product.source_date_epoch()),
        "PYTHONHASHSEED": "1",
        "PYTHONPATH": str(product.ROOT / "packaging"),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def note_contents(modules: Iterable[contents.Entry], *files: Iterable[contents.Entry]) -> None:
    """Keep where every module and file came from; called by the recipe."""
    noted = {
        "modules": sorted([name, source] for name, source, _ in modules),
        "files": sorted([place, source] for part in files for place, source, kind in part if kind != contents.SYMLINK),
    }
    CONTENTS.write_text(json.dumps(noted, indent=1), encoding="utf-8")


def noted(part: str) -> tuple[tuple[str, str], ...]:
    """Return ``modules`` (name, source) or ``files`` (place below ``_internal``, source) of the last build."""
    if not CONTENTS.is_file():
        raise InstallerError("There is no frozen program yet: run --target frozen first.")
    return tuple((name, source) for name, source in json.loads(CONTENTS.read_text(encoding="utf-8"))[part])


def bundled_distributions() -> dict[str, str]:
    """Return the Python distributions in the last build as name -> version, from the files that were really taken."""
    owners = _owners()
    sources = {os.path.realpath(source) for _, source in (*noted("modules"), *noted("files")) if source}
    names = {owners[source] for source in sources if source in owners}
    return {contents.canonical(name): metadata.version(name) for name in sorted(names, key=str.lower)}


def bundled_system_libraries() -> dict[str, str]:
    """Return the libraries of the build machine's system in the last build, as place -> source."""
    ours = tuple(os.path.realpath(folder) for folder in (sys.prefix, _folder_of_python(), product.ROOT))
    return {
        place: source
        for place, source in noted("files")
        if ".so" in Path(place).name and not os.path.realpath(source).startswith(ours)
    }


def _folder_of_python() -> str:
    """Return where Python and nothing else lies; the system's own one shares its folder with the whole system."""
    return sysconfig.get_path("stdlib") if sys.base_prefix == "/usr" else sys.base_prefix


def windows_properties() -> str:
    """Write what Windows shows as the properties of the program; return the path of the file."""
    numbers = (*(int(part) for part in product.version().split(".")), 0)
    strings = {
        "ProductName": product.TITLE,
        "FileDescription": product.TITLE,
        "ProductVersion": product.version(),
        "FileVersion": product.version(),
        "InternalName": product.COMMAND,
        "OriginalFilename": f"{product.COMMAND}.exe",
        "LegalCopyright": "Apache-2.0",
    }
    table = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in strings.items())
    lines = (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=[",
        f"StringFileInfo([StringTable('040904B0', [{table}])]),",
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])",
    )
    PROPERTIES.write_text("\n".join(lines), encoding="utf-8")
    return str(PROPERTIES)


def stamp(tree: Path, kind: str, release_keys: bytes | None) -> None:
    """Put into an installer's copy of the program how it is installed, and whose releases it takes."""
    stamp_resources(tree / INSIDE / "footrehab_desktop" / "resources", kind, release_keys)


def stamp_resources(resources: Path, kind: str, release_keys: bytes | None) -> None:
    """Put the same into a folder of resources, wherever it lies."""
    told = {"kind": kind, "version": product.version(), "built": product.build_date().isoformat()}
    (resources / product.INSTALLATION_FILE).write_text(json.dumps(told) + "\n", encoding="utf-8")
    if release_keys is not None:
        (resources / product.RELEASE_KEYS_FILE).write_bytes(release_keys)


def even_out(folder: Path) -> None:
    """Give every file the date of the source and the plainest rights, so that archives of it come out alike."""
    moment = product.source_date_epoch()
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def megabytes(folder: Path) -> float:
    """Return the size of all files in a folder, in MB of 1,048,576 bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 2**20


def _freeze() -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(WORK / "dist"), "--workpath", str(WORK / "work"), str(SPEC)]
    log = WORK / "pyinstaller.log"
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            [*command, *places], cwd=WORK, env=build_environment(), stdout=file, stderr=file, check=False, timeout=1800
        )
    if done.returncode:
        raise InstallerError(f"PyInstaller failed:\n{log.read_text(encoding='utf-8')[-3000:]}")


def _refuse_foreign_parts() -> None:
    """Only what the lock of the running program names may be inside."""
    foreign = set(bundled_distributions()) - contents.locked_distributions() - FREEZERS
    if foreign:
        raise InstallerError(f"These are in the program but not in its lock: {', '.join(sorted(foreign))}.")


def _strip(tree: Path) -> None:
    inside = tree / INSIDE
    wanted = [
        str(path)
        for path in sorted(inside.rglob("*.so*"))
        if not path.is_symlink() and contents.matches(path.relative_to(inside).as_posix(), contents.STRIPPED_FILES)
    ]
    subprocess.run(["strip", "--strip-unneeded", "--enable-deterministic-archives", *wanted], check=True)


def _owners() -> dict[str, str]:
    """Return which distribution each installed file belongs to."""
    return {
        os.path.realpath(str(file.locate())): distribution.name
        for distribution in metadata.distributions()
        for file in distribution.files or ()
    }
