"""Small shared parts of the benchmark: a figure with its goal, interleaved runs, percentiles."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. ``value`` is compared with ``goal`` (lower is better); ``unit`` is "ms" or "×"."""

    name: str
    value: float
    unit: str
    goal: float
    detail: str

    @property
    def met(self) -> bool:
        """Tell whether the goal is met."""
        return self.value <= self.goal

    def as_json(self) -> dict[str, object]:
        """Return the figure for benchmark.json."""
        return {**asdict(self), "met": self.met}


def interleaved(ours: Callable[[], float], bare: Callable[[], float], runs: int) -> tuple[float, float]:
    """Run both sides in turn ``runs`` times and return the two medians."""
    mine, theirs = [], []
    for _ in range(runs):
        theirs.append(bare())
        mine.append(ours())
    return statistics.median(mine), statistics.median(theirs)


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` (0–1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
