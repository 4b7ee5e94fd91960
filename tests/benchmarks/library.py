"""The library alone: loading it, and one filter keystroke."""

import statistics
from functools import partial

from footrehab_desktop.library.exercise_search import ExerciseFilter
from footrehab_desktop.library.load import load_library
from footrehab_desktop.ui.presenters.library import ExerciseIndex
from tests.benchmarks.figures import Figure, milliseconds, percentile

TYPED = ("c", "ca", "cal", "calf", "calf r", "calf ra", "calf rai", "calf")


def measure(runs: int) -> list[Figure]:
    """Return both in ms."""
    loading = statistics.median(milliseconds(load_library) for _ in range(max(runs, 15)))
    library = load_library()
    index = ExerciseIndex(library.exercises)
    keys = [
        milliseconds(partial(index.listing, ExerciseFilter(text=letters, phase="PH2")))
        for _ in range(max(runs, 15))
        for letters in TYPED
    ]
    return [
        Figure("loading the exercise library", loading, "ms", 30, f"{len(library.exercises)} exercises, checked"),
        Figure("a key in the exercise filter", percentile(keys, 0.95), "ms", 16, "p95, rows ready to be drawn"),
    ]
