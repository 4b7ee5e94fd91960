"""The Windows installer, made on Linux or on Windows by the same recipe: the target ``windows``.

CPython for Windows is an input: python.org's embeddable package with the SHA-256 of its download page. Without one
everything else is laid out and what is missing is said. ``--rehearsal`` takes another's repack to try the recipe; what
comes out has another name and stays in the build folder.
"""

import argparse
import time
from pathlib import Path
from typing import Final

from footrehab_desktop.releases.installation import WINDOWS_LAUNCHER
from installers import (
    components_inside,
    frozen,
    product,
    release_record,
    windows_payload,
    windows_python,
    windows_setup,
)
from installers.product import InstallerError
from installers.signing import add_key_options, release_keys_pem
from installers.windows_setup import Product

SIZE_GOAL_MB: Final = 60


def build(arguments: list[str]) -> None:
    """Make the installer: the target ``windows``."""
    chosen = _parser().parse_args(arguments)
    started = time.monotonic()
    python = _python(chosen)
    made = Product(product.version(), chosen.rehearsal)
    release_keys = release_keys_pem(chosen.signing_key, chosen.also_trust)
    program = windows_payload.lay_out(python, release_keys)
    windows_setup.make_launcher(made, program / WINDOWS_LAUNCHER)
    if python is None:
        raise InstallerError(
            f"Everything but CPython is in {program} ({windows_payload.kilobytes(program) // 1024} MB). For the "
            "installer name python.org's embeddable package for 64-bit Windows, with the SHA-256 of its download "
            "page: --windows-python FILE.zip --windows-python-sha256 HEX"
        )
    installer = finish(made, program, target_path(made))
    wheels = windows_payload.WHEELS / f"3.{python.minor}"
    inside = components_inside.of_windows_program(program, windows_python.MODULES, wheels, python.archive)
    release_record.note(installer, "windows", inside, release_keys, rehearsal=made.rehearsal)
    megabytes = installer.stat().st_size / 2**20
    print(
        f"{installer}: {megabytes:.1f} MB (goal {SIZE_GOAL_MB}), {windows_payload.kilobytes(program) // 1024} MB "
        f"installed, made in {time.monotonic() - started:.0f} s"
    )


def finish(made: Product, program: Path, installer: Path) -> Path:
    """Compile the program folder and pack it; return the installer."""
    if not windows_payload.compile_modules(program):
        print("Python for Windows cannot run here: without bytecode the first start takes longer.")
    frozen.even_out(program)
    installer.parent.mkdir(parents=True, exist_ok=True)
    windows_setup.make_installer(made, program, installer)
    return installer


def target_path(made: Product) -> Path:
    """Return where the installer goes: ``dist``, but never with a rehearsal."""
    if made.rehearsal:
        return windows_payload.WORK / f"rehearsal-{made.version}-setup.exe"
    return product.DIST / product.windows_name()


def _python(chosen: argparse.Namespace) -> windows_python.WindowsPython | None:
    if (chosen.windows_python is None) != (chosen.windows_python_sha256 is None):
        raise InstallerError("--windows-python and --windows-python-sha256 go together.")
    if chosen.windows_python is None:
        return None
    return windows_python.read_windows_python(chosen.windows_python, chosen.windows_python_sha256, chosen.rehearsal)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py installer --target windows")
    add_python_options(parser)
    parser.add_argument("--rehearsal", action="store_true", help="only to try the recipe; never for a clinic")
    add_key_options(parser)
    return parser


def add_python_options(parser: argparse.ArgumentParser) -> None:
    """Give a target the options that name CPython for Windows."""
    parser.add_argument("--windows-python", type=Path, metavar="FILE.zip", help="CPython's embeddable package, amd64")
    parser.add_argument("--windows-python-sha256", metavar="HEX", help="its SHA-256, from the download page")
