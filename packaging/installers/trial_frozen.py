"""The trial of the frozen program: the main job, from a folder with spaces and foreign letters, without Python.

Every step has a time limit, and a mark in what the program prints says that it came to its end: an exception in a slot
of Qt only prints.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from footrehab_desktop.clinic.demo import DEMO_PASSPHRASE
from installers import frozen, product, window_tour
from installers.product import InstallerError

REPORT: Final = product.DIST / "trial-frozen.json"
PICTURES: Final = product.DIST / "trial-frozen"
FOLDER: Final = Path("Räume für Übungen", "足 нога ποδι")
START_GOAL: Final = 1.3
OK: Final = "FROZEN TRIAL OK"
_ROUNDS: Final = 15
_START_SECONDS: Final = 60
_DEMO_SECONDS: Final = 300
_OPEN_SECONDS: Final = 5
_CLOSING: Final = re.compile(r"^(\d+) fictional patients, (\d+) reviews \(.+\), (\d+) files\.$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its unit and, where there is one, the most it may be."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def is_met(self) -> bool:
        """Tell whether the figure keeps its goal."""
        return self.goal is None or self.value <= self.goal


def run(arguments: list[str]) -> None:
    """Try the frozen program: the target ``trial-frozen``. Raises ``InstallerError`` on the first thing that fails."""
    parser = argparse.ArgumentParser(prog="dev.py installer --target trial-frozen")
    frozen.add_tree_option(parser)
    started = time.monotonic()
    tree = frozen.tree_of(parser.parse_args(arguments))
    built = time.monotonic() - started
    with tempfile.TemporaryDirectory(prefix="footrehab-trial-") as scratch:
        place = Path(scratch) / FOLDER
        program = place / product.PRODUCT
        shutil.copytree(tree, program, symlinks=True)
        for probe in frozen.PROBES:
            shutil.copy2(frozen.probe(probe), program)
        figures = [Figure("frozen program made", built, "s"), size_of(tree), *try_out(program, place)]
    report(figures, REPORT)
    refuse_missed_sizes(figures)
    print(OK)


def refuse_missed_sizes(figures: Sequence[Figure]) -> None:
    """Raise ``InstallerError`` if something is larger than it may be; a time is told and fails nothing.

    How long a thing takes depends on what else the computer does; its size does not.
    """
    missed = [figure.name for figure in figures if figure.unit == "MB" and not figure.is_met]
    if missed:
        raise InstallerError(f"Larger than it may be: {', '.join(missed)}.")


def size_of(tree: Path) -> Figure:
    """Return the installed size."""
    return Figure("installed", frozen.megabytes(tree), "MB", frozen.SIZE_GOAL_MB)


def try_out(program: Path, place: Path) -> list[Figure]:
    """Make the demo clinic, prove its record, open the window on it, and measure the start against that from source."""
    environment = bare_environment(place)
    demo, seconds = place / "demo", time.monotonic()
    files = make_demo(program, environment, demo)
    seconds = time.monotonic() - seconds
    verify(program, environment, demo / "clinic")
    stay_open(program, environment, demo / "clinic")
    pages = go_through_window(program, environment, demo / "clinic", PICTURES)
    starts = measure_starts(program, environment, demo / "clinic")
    return [
        Figure("demo of the main job", seconds, "s", _DEMO_SECONDS),
        Figure("files of the demo", files, ""),
        Figure("pages of the window seen", pages, ""),
        Figure("start to first paint, frozen", statistics.median(ours for ours, _ in starts), "ms"),
        Figure("start to first paint, from source", statistics.median(source for _, source in starts), "ms"),
        Figure("frozen against source", statistics.median(ours / source for ours, source in starts), "×", START_GOAL),
    ]


def bare_environment(place: Path) -> dict[str, str]:
    """Return an environment with a home of its own and nothing on the path: no Python can be found."""
    home, empty = place / "home", place / "no programs"
    for folder in (home, empty):
        folder.mkdir(parents=True, exist_ok=True)
    return {"HOME": str(home), "PATH": str(empty), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def make_demo(program: Path, environment: Mapping[str, str], out: Path) -> int:
    """Run ``demo`` and return how many files it says it wrote, once they are all there."""
    printed = run_program(program / product.COMMAND, ["demo", "--out", str(out)], environment, _DEMO_SECONDS)
    closing = _CLOSING.match(printed.strip().splitlines()[-1])
    if closing is None:
        raise InstallerError(f"demo did not come to its end: {printed[-500:]}")
    told, there = int(closing[3]), sum(path.suffix in (".pdf", ".png") for path in out.rglob("*"))
    if told != there or not told:
        raise InstallerError(f"demo tells of {told} files, but {there} are there.")
    return told


def verify(program: Path, environment: Mapping[str, str], record: Path, passphrase: str = DEMO_PASSPHRASE) -> str:
    """Have the program check a record and replay its decisions; return what it printed."""
    arguments = ["verify", "--folder", str(record)]
    return run_program(program / product.COMMAND, arguments, environment, _START_SECONDS, passphrase + "\n")


def stay_open(program: Path, environment: Mapping[str, str], record: Path) -> None:
    """Open the program's window; it stays open until it is asked to end, and nothing is printed meanwhile."""
    command = [str(program / product.COMMAND), "--folder", str(record)]
    opened = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        printed, errors = opened.communicate(timeout=_OPEN_SECONDS)
    except subprocess.TimeoutExpired:
        opened.terminate()
        printed, errors = opened.communicate(timeout=_OPEN_SECONDS)
    else:
        raise InstallerError(f"The window did not stay open: {printed}{errors}")
    if printed or errors:
        raise InstallerError(f"The open window printed: {printed}{errors}")


def go_through_window(program: Path, environment: Mapping[str, str], record: Path, pictures: Path) -> int:
    """Unlock the window and look at every page; keep their pictures and return how many there are."""
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    name = frozen.probe(frozen.TOUR).name
    printed = run_program(program / name, [str(record), DEMO_PASSPHRASE, str(pictures)], environment, _DEMO_SECONDS)
    told = printed.removeprefix(window_tour.SEEN).strip()
    if not printed.startswith(window_tour.SEEN) or len(list(pictures.glob("*.png"))) != int(told):
        raise InstallerError(f"Not every page of the window was seen: {printed}")
    refuse_logged_errors(Path(environment["HOME"]))
    return int(told)


def refuse_logged_errors(home: Path) -> None:
    """Raise ``InstallerError`` when the program's log below a home folder holds an error."""
    for log in sorted(home.rglob("footrehab.log")):
        errors = [line for line in log.read_text(encoding="utf-8").splitlines() if " ERROR " in line]
        if errors:
            raise InstallerError(f"The program logged an error: {errors[0]}")


def measure_starts(program: Path, environment: Mapping[str, str], record: Path) -> list[tuple[float, float]]:
    """Return pairs of milliseconds to the first paint, frozen and from source, started in turn.

    Two that follow each other meet the same load: the middle of their ratios tells more than the ratio of the middles.
    """
    probe = str(program / frozen.probe(frozen.FIRST_PAINT).name)

    def frozen_start() -> float:
        return _first_paint([probe, str(record)], environment)

    def source_start() -> float:
        command = [sys.executable, "-m", "tests.benchmarks.our_window", str(record)]
        return _first_paint(command, environment)

    return in_turn(frozen_start, source_start)


def in_turn(
    first: Callable[[], float], second: Callable[[], float], rounds: int = _ROUNDS
) -> list[tuple[float, float]]:
    """Return pairs of measurements, taken in turn after one of each that does not count."""
    first(), second()
    return [(first(), second()) for _ in range(rounds)]


def report(figures: list[Figure], path: Path) -> None:
    """Print the figures as a table and keep them as JSON."""
    rows = [
        {"name": each.name, "value": round(each.value, 2), "unit": each.unit, "goal": each.goal, "met": each.is_met}
        for each in figures
    ]
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for each in figures:
        goal = "" if each.goal is None else f"≤ {each.goal:g} {each.unit}  {'ok' if each.is_met else 'MISSED'}"
        print(f"{each.name:36}{each.value:10.2f} {each.unit:3} {goal}".rstrip())


def _first_paint(command: list[str], environment: Mapping[str, str]) -> float:
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=product.ROOT, env=environment, capture_output=True, text=True, check=False, timeout=_START_SECONDS
    )
    if done.returncode or done.stderr:
        raise InstallerError(f"{Path(command[0]).name} did not show its window: {done.stdout}{done.stderr}")
    return (float(done.stdout.split()[0]) - started) * 1000


def run_program(
    program: Path, arguments: list[str], environment: Mapping[str, str], seconds: float, typed: str = ""
) -> str:
    """Run a program to its end and return what it printed; it may say nothing on standard error."""
    name = f"{program.name} {arguments[0]}"
    try:
        done = subprocess.run(
            [str(program), *arguments],
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise InstallerError(f"{name} took longer than {seconds:.0f} s.") from None
    if done.returncode or done.stderr:
        raise InstallerError(f"{name} failed ({done.returncode}): {done.stdout[-500:]}{done.stderr}")
    return done.stdout
