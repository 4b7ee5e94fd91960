"""Process start to the first paint, and memory, against a bare window started in turn."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.big_clinic import big_clinic
from tests.benchmarks.figures import Figure, interleaved
from tests.benchmarks.resident import STATUS
from tests.support.record_factory import make_folder

ROOT = Path(__file__).parent.parent.parent


def measure(runs: int) -> list[Figure]:
    """Return start-up and memory as ratios against the bare window."""
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-") as folder:
        make_folder(Path(folder))
        _first_paint("our_window", folder)  # the first start after an installation compiles the modules
        ours, bare = interleaved(lambda: _first_paint("our_window", folder), lambda: _first_paint("bare_window"), runs)
    figures = [
        Figure("start to the unlock page painted", ours / bare, "×", 1.3, f"{ours:.0f} ms against {bare:.0f} ms")
    ]
    return figures + (_memory_figures(runs) if STATUS.exists() else [])


def _memory_figures(runs: int) -> list[Figure]:
    folder = str(big_clinic().folder)
    ours, bare = interleaved(lambda: printed("our_memory", folder), lambda: printed("bare_memory"), runs)
    return [Figure("memory at the main window", ours / bare, "×", 1.8, f"{ours:.0f} MB against {bare:.0f} MB")]


def _first_paint(script: str, *arguments: str) -> float:
    """Return milliseconds from spawning the process to the moment it prints."""
    start = time.monotonic()
    return (printed(script, *arguments) - start) * 1000


def printed(script: str, *arguments: str) -> float:
    """Run a script of this folder in a fresh process, with bytecode in place, and return the number it prints."""
    command = [sys.executable, "-m", f"tests.benchmarks.{script}", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    completed = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    if completed.returncode:
        raise RuntimeError(completed.stderr)
    return float(completed.stdout.split()[0])
