"""``python -m tests.benchmarks [--runs 7] [--only start]``: measure, write benchmark.json, print a table."""

import argparse
import json
import platform
import sys
from pathlib import Path

from tests.benchmarks import (
    assess,
    backup,
    core,
    diary,
    handouts,
    library,
    pages,
    pictures,
    progress,
    review,
    saving,
    search,
    start,
    today,
    unlock,
    updating,
)
from tests.benchmarks.figures import Figure

PARTS = {"start": start.measure, "search": search.measure, "pages": pages.measure, "core": core.measure}
PARTS |= {"assess": assess.measure, "handouts": handouts.measure, "library": library.measure}
PARTS |= {"pictures": pictures.measure}
PARTS |= {"diary": diary.measure, "progress": progress.measure}
PARTS |= {"saving": saving.measure, "unlock": unlock.measure}
PARTS |= {"backup": backup.measure}
PARTS |= {"review": review.measure, "today": today.measure}
PARTS |= {"updating": updating.measure}
OUTPUT = Path("benchmark.json")
NAME_WIDTH = 38


def main() -> int:
    """Measure the chosen parts; exit 0 even when a goal is missed: the table says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="interleaved runs of each side (default 7)")
    parser.add_argument("--only", choices=PARTS, help="measure one part")
    parsed = parser.parse_args()
    figures: list[Figure] = []
    for name, measure in PARTS.items():
        if parsed.only in (None, name):
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            measured = measure(parsed.runs)
            figures += measured
            print_table(measured)
    report = {"python": platform.python_version(), "system": platform.system(), "runs": parsed.runs}
    OUTPUT.write_text(json.dumps(report | {"figures": [figure.as_json() for figure in figures]}, indent=2))
    return 0


def print_table(figures: list[Figure]) -> None:
    """Print one line a figure: name, value, goal, whether it is met, and what was measured."""
    for figure in figures:
        mark = "ok  " if figure.met else "MISS"
        print(
            f"{mark} {figure.name:<{NAME_WIDTH}} {figure.value:9.2f} {figure.unit:<2} goal {figure.goal:<4g}",
            figure.detail,
        )


if __name__ == "__main__":
    raise SystemExit(main())
