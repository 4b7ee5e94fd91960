"""Running surfaces in steps (SU-1 to SU-5): one step at most in two weeks."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

SURFACES: Final[dict[int, str]] = {
    1: "Treadmill, track or level grass",
    2: "Firm flat trail",
    3: "Flat road",
    4: "Mixed or undulating",
    5: "Technical, hills, long concrete",
}
STEP_DAYS: Final = 14
HIGHEST_BY_PHASE: Final[dict[str, int]] = {"PH4": 2, "PH5": 4, "PH6": 5}
"""The highest step of a phase: SU-1 and SU-2 beside the walk–run table (B.14); later a choice of this program."""


class SurfaceStep(NamedTuple):
    """The surface to run on now; ``next_step`` may be tried from ``next_on``. None where there is no next one."""

    now: int
    next_step: int | None = None
    next_on: date | None = None


def surface_step(phase: str, runs: Iterable[tuple[date, int]], today: date) -> SurfaceStep | None:
    """Return the surface for a phase after runs on (day, step); None in a phase without running.

    The highest step run on so far stands; the next one waits two weeks after the first run on it. Nothing recorded
    begins at the first step.
    """
    highest = HIGHEST_BY_PHASE.get(phase)
    if highest is None:
        return None
    done = sorted(runs)
    reached = max((step for _day, step in done), default=1)
    if reached >= highest:
        return SurfaceStep(highest)
    first = next((day for day, step in done if step == reached), today)
    return SurfaceStep(reached, reached + 1, max(today, first + timedelta(days=STEP_DAYS)))
