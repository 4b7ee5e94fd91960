"""Process start to the first paint, and memory, against a bare window started in turn."""

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, interleaved

HERE = Path(__file__).parent


def measure(runs: int) -> list[Figure]:
    """Return start-up and memory as ratios against the bare window."""
    ours, bare = interleaved(lambda: _first_paint("our_window.py"), lambda: _first_paint("bare_window.py"), runs)
    mine, theirs = interleaved(lambda: _memory("our_memory.py"), lambda: _memory("bare_memory.py"), runs)
    return [
        Figure("start to the unlock page painted", ours / bare, "×", 1.3, f"{ours:.0f} ms against {bare:.0f} ms"),
        Figure("memory at the main window", mine / theirs, "×", 1.8, f"{mine:.0f} MB against {theirs:.0f} MB"),
    ]


def _first_paint(script: str) -> float:
    """Return milliseconds from spawning the process to what it prints as the moment of its first paint."""
    start = time.monotonic()
    painted = float(_output(script).split()[0])
    return (painted - start) * 1000


def _memory(script: str) -> float:
    """Return the resident memory in MB that the script prints."""
    return float(_output(script).split()[0])


def _output(script: str) -> str:
    completed = subprocess.run([sys.executable, HERE / script], capture_output=True, text=True, check=True, timeout=120)
    return completed.stdout
