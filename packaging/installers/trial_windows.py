"""The trial of the Windows installer under Debian's wine: the target ``trial-windows``.

First a stand-in in seconds, then, when CPython for Windows is named, the real program. Results go to
``dist/trial-windows.json`` with what only a real Windows can tell.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypeVar

from footrehab_desktop.releases.installation import WINDOWS_LAUNCHER
from installers import (
    product,
    trial_windows_program,
    trial_windows_stand_in,
    windows,
    windows_payload,
    windows_python,
    windows_setup,
)
from installers.product import InstallerError
from installers.trial_windows_program import Built
from installers.trial_windows_stand_in import Bench
from installers.trial_windows_wine import Wine, wine

Place = TypeVar("Place")

REPORT: Final = product.DIST / "trial-windows.json"
OK: Final = "WINDOWS TRIAL OK"
# Said in the README as well: what no wine can show.
NOT_TRIED: Final = (
    "a real Windows 10 or 11, its Defender and SmartScreen",
    "charts (numpy does not load under wine 8)",
    "printing on a printer, screen readers, high-resolution and several screens",
    "locking of the screen and sleep, as Windows tells them to the window",
    "CPython from python.org (here a repack serves the rehearsal)",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """One step of the trial: what, on which program, whether it held, what is worth telling, seconds."""

    step: str
    on: str
    held: bool
    told: str
    seconds: float


def run(arguments: list[str]) -> None:
    """Try the Windows installer. Raises ``InstallerError`` when a step did not hold."""
    chosen = _parser().parse_args(arguments)
    if wine() is None:
        raise InstallerError("wine is missing: on Debian install the packages wine and wine64.")
    with (
        tempfile.TemporaryDirectory(prefix="footrehab-windows-") as scratch,
        screen() as display,
        Wine(Path(scratch) / "prefix", display) as made,
    ):
        tried = [*_stand_in(made, Path(scratch) / "stand-in")]
        if chosen.windows_python is not None:
            tried += _program(made, Path(scratch) / "program", chosen, display)
    _report(tried)
    failed = [f"{each.step} ({each.on})" for each in tried if not each.held]
    if failed:
        raise InstallerError(f"This did not hold: {', '.join(failed)}.")
    print(OK)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py installer --target trial-windows")
    windows.add_python_options(parser)
    parser.add_argument("--as-is", action="store_true", help="take the rehearsal that was built last")
    return parser


def _stand_in(made: Wine, work: Path) -> Iterator[Tried]:
    bench = Bench(made, work)
    for step in trial_windows_stand_in.STEPS:
        bench.clear()
        yield _tried("stand-in", step, bench)
    if trial_windows_stand_in.may_mount():
        yield _tried("stand-in", lambda _: trial_windows_stand_in.disk_full(made, work), bench, "disk_full")
    bench.clear()


def _program(made: Wine, work: Path, chosen: argparse.Namespace, display: str) -> list[Tried]:
    """Build the rehearsal and try it; every CPython given here is only rehearsed with."""
    rehearsal = windows_setup.Product(product.version(), rehearsal=True)
    installer = windows.target_path(rehearsal)
    if not (chosen.as_is and installer.exists()):
        python = windows_python.read_windows_python(chosen.windows_python, chosen.windows_python_sha256 or "", True)
        program = windows_payload.lay_out(python, None)
        windows_setup.make_launcher(rehearsal, program / WINDOWS_LAUNCHER)
        windows.finish(rehearsal, program, installer)
    bench = Bench(made, work, rehearsal=True)
    built = Built(installer, windows_payload.WORK / "program", bench, display)
    tried = [_tried("program", step, built) for step in trial_windows_program.STEPS]
    if trial_windows_stand_in.may_mount():
        tried.append(_tried("program", trial_windows_program.disk_full, built))
    return tried


def _tried(on: str, step: Callable[[Place], str], place: Place, name: str = "") -> Tried:
    begun = time.monotonic()
    try:
        told, held = step(place), True
    except (InstallerError, OSError, subprocess.SubprocessError) as error:
        told, held = str(error), False
    named = (name or step.__name__).replace("_", " ")
    done = Tried(named, on, held, told, round(time.monotonic() - begun, 1))
    print(f"{'held  ' if held else 'FAILED'} {on:<9} {named:<28} {done.seconds:6.1f} s  {told}", flush=True)
    return done


@contextmanager
def screen() -> Iterator[str]:
    """Give the trial a screen of its own."""
    server = shutil.which("Xvfb")
    if server is None:
        raise InstallerError("Xvfb is missing: on Debian install the package xvfb.")
    command = [server, "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield f":{process.stdout.readline().strip()}" if process.stdout else ""
        finally:
            process.terminate()


def _report(tried: list[Tried]) -> None:
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "version": product.version(),
        "wine": subprocess.run(["wine", "--version"], capture_output=True, text=True, check=False).stdout.strip(),
        "steps": [asdict(each) for each in tried],
        "not_tried": NOT_TRIED,
    }
    REPORT.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("Not tried here: " + "; ".join(NOT_TRIED) + ".")
    print(REPORT)
