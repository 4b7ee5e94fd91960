"""Has NSIS make the launcher and the installer from the recipes in ``windows/``.

Everything that is a fact of the product stands in a table here and goes to the recipes by name. The list of files is
written in one order, so that the same program folder gives the same installer on the same NSIS.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from footrehab_desktop.clinic.library_file import SUFFIX
from footrehab_desktop.records.folders import APPLICATION
from footrehab_desktop.releases.installation import WINDOWS_LAUNCHER
from installers import icons, product, windows_payload, windows_picture
from installers.product import InstallerError

RECIPES: Final = Path(__file__).with_name("windows")
COMPLETE: Final = "complete.ini"
DESCRIPTION: Final = "Foot and toe rehabilitation"
PUBLISHER: Final = "FootRehab Desktop project"
LICENCE: Final = "Apache License 2.0"
DATA_FOLDER: Final = f"$LOCALAPPDATA\\{APPLICATION}"
REHEARSAL: Final = " rehearsal"
# Half seconds that the installer waits for a program that is just ending.
PATIENCE: Final = 20
ROOM_BESIDE_MB: Final = 40

# What the installer ends with; 1 and 2 are NSIS's own.
EXIT_CODES: Final[Mapping[str, tuple[int, str]]] = {
    "DONE": (0, "done"),
    "CANCELLED": (1, "cancelled"),
    "WRITING_FAILED": (2, "a file could not be written; the version before is in place"),
    "OLD_WINDOWS": (3, "not a 64-bit Windows 10 or newer; nothing was changed"),
    "NO_ROOM": (4, "too little room on the disk; nothing was changed"),
    "IN_USE": (5, "the program is open; nothing was changed"),
    "OLDER": (6, "a newer version is installed; nothing was changed"),
    "BUSY": (7, "another installation or removal is under way; nothing was changed"),
    "NOT_REPLACED": (8, "something holds the program's files; the version before is in place"),
}

_WELCOME: Final = (
    "This installs {title} {version} for you alone; no administrator and no network are needed. "
    "A version that is there already is replaced and kept beside the new one.$\\r$\\n$\\r$\\n"
    "Records, settings and backups are not touched.$\\r$\\n$\\r$\\nClose {title} before you go on."
)
_REHEARSAL: Final = (
    "THIS IS A REHEARSAL OF THE INSTALLER. Do not use it in a clinic: its Python does not come from python.org."
    "$\\r$\\n$\\r$\\n"
)


@dataclass(frozen=True, slots=True)
class Product:
    """What is installed: under which title and version. A rehearsal has a title of its own, so both can be there."""

    version: str
    rehearsal: bool = False

    @property
    def title(self) -> str:
        """Return the name in the start menu, of the folder and of the launcher."""
        return product.TITLE + (REHEARSAL if self.rehearsal else "")

    @property
    def numbers(self) -> str:
        """Return the version in the four figures of Windows."""
        parts = self.version.split(".")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            raise InstallerError(f"{self.version} is not a version of three numbers.")
        return f"{self.version}.0"

    @property
    def uninstall_key(self) -> str:
        """Return the key below which Windows lists installed programs."""
        return f"Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{self.title}"

    @property
    def library_class(self) -> str:
        """Return what Windows calls a library file; each title has its own."""
        return f"{self.title.replace(' ', '')}.Library"

    @property
    def page_name(self) -> str:
        """Return the name of the page that says what is installed where."""
        return "What is installed where.txt"


def nsis() -> str:
    """Return the compiler of the recipes. Raises ``InstallerError`` when it is not installed."""
    beside = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    found = shutil.which("makensis") or (str(beside) if beside.is_file() else None)
    if found is None:
        raise InstallerError("makensis is missing: on Debian install the package nsis, on Windows NSIS 3.")
    return found


def make_launcher(made: Product, out: Path) -> None:
    """Make the launcher."""
    with tempfile.TemporaryDirectory() as work:
        _compile("launcher.nsi", {**_facts(made, Path(work)), "OUT": str(out)})


def make_installer(made: Product, program: Path, out: Path, trial: Mapping[str, str] | None = None) -> None:
    """Make the installer of a whole program folder, its launcher included.

    ``trial``: facts for a trial alone, such as the step at which it stops (``HALT_AT``).
    """
    work = out.parent / "parts"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    kilobytes = windows_payload.kilobytes(program)
    (work / "files.nsh").write_text(file_list(program), encoding="utf-8-sig")
    (work / "where.txt").write_text(page(made), encoding="utf-8-sig", newline="\r\n")
    command = (RECIPES / "footrehab.cmd").read_text(encoding="ascii").replace("@COMPLETE@", COMPLETE)
    (work / "footrehab.cmd").write_text(command, encoding="ascii", newline="\r\n")
    (work / "picture.bmp").write_bytes(windows_picture.side_picture())
    facts = {
        "OUT": str(out),
        "FILES": str(work / "files.nsh"),
        "LAUNCHER": str(program / WINDOWS_LAUNCHER),
        "COMMAND": str(work / "footrehab.cmd"),
        "PAGE": str(work / "where.txt"),
        "PAGE_NAME": made.page_name,
        "PICTURE": str(work / "picture.bmp"),
        "WELCOME": (_REHEARSAL if made.rehearsal else "") + _WELCOME.format(title=made.title, version=made.version),
        "UNINSTALL_KEY": made.uninstall_key,
        "MUTEX": made.title,
        "DATA_FOLDER": DATA_FOLDER,
        "LIBRARY_SUFFIX": SUFFIX,
        "LIBRARY_CLASS": made.library_class,
        "INSTALLED_KB": str(kilobytes),
        "NEEDED_MB": str(kilobytes // 1024 + ROOM_BESIDE_MB),
        "PATIENCE": str(PATIENCE),
        **{f"EXIT_{name}": str(code) for name, (code, _) in EXIT_CODES.items()},
    }
    _compile("setup.nsi", {**_facts(made, work), **facts, **(trial or {})})


def _facts(made: Product, work: Path) -> dict[str, str]:
    """Return what both recipes need to know."""
    icon = work / "program.ico"
    icon.write_bytes(icons.ico())
    return {
        "TITLE": made.title,
        "VERSION": made.version,
        "NUMBERS": made.numbers,
        "DESCRIPTION": DESCRIPTION,
        "PUBLISHER": PUBLISHER,
        "LICENCE": LICENCE,
        "COMPLETE": COMPLETE,
        "ICON": str(icon),
    }


def make_stand_in(version: str, out: Path) -> None:
    """Make a program that stands in for Python in trials of the installer."""
    _compile("stand_in.nsi", {"VERSION": version, "OUT": str(out)})


def file_list(program: Path) -> str:
    """Return the instructions that unpack every file of the program folder."""
    lines, folder = [], None
    for place in windows_payload.places(program):
        inside = PurePosixPath(place).parent
        if inside != folder:
            folder = inside
            lines.append(f'SetOutPath "{_quoted(_windows("$INSTDIR/program.new", inside))}"')
        lines.append(f'File "{_quoted(str(program / place))}"')
    return "\n".join(lines) + "\n"


def _windows(base: str, inside: PurePosixPath) -> str:
    """Return a folder below ``base`` in Windows' spelling; ``base`` begins with a variable of NSIS."""
    return "\\".join([*base.split("/"), *(part.replace("$", "$$") for part in inside.parts)])


def _quoted(path: str) -> str:
    if '"' in path:
        raise InstallerError(f"NSIS takes no quotation mark in a path: {path}")
    return path


def page(made: Product) -> str:
    """Return the page that says what is installed where, for the one who runs the practice's computers."""
    words = {
        "TITLE": made.title,
        "VERSION": made.version,
        "PROGRAM": f"%LOCALAPPDATA%\\Programs\\{made.title}",
        "DATA": f"%LOCALAPPDATA%\\{APPLICATION}",
        "SUFFIX": SUFFIX,
        "CLASS": made.library_class,
        "CODES": "\n".join(f"  {code:<15}{sentence}" for code, sentence in EXIT_CODES.values()),
    }
    text = (RECIPES / "where.txt").read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    return text


def _compile(recipe: str, facts: Mapping[str, str]) -> None:
    """Run NSIS with every warning as an error."""
    command = [nsis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in facts.items())]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(product.source_date_epoch()), "TZ": "UTC"}
    done = subprocess.run(
        [*command, str(RECIPES / recipe)], capture_output=True, text=True, check=False, env=environment, timeout=1800
    )
    if done.returncode:
        raise InstallerError(f"NSIS refused {recipe}: {(done.stdout + done.stderr)[-1500:]}")
