"""The Foot Posture Index of one side, from the six items that an assessment holds."""

from collections.abc import Iterable

from footrehab_desktop.progression import Score, score
from footrehab_desktop.records.values import Observation, Side

POSTURE_PREFIX = "fpi_"
POSTURE = "FPI-6"


def posture_score(observations: Iterable[Observation], side: Side) -> Score | None:
    """Return the index of one side with its band; None while one of the six items is missing."""
    own = [o for o in observations if o.code.startswith(POSTURE_PREFIX) and o.side == side and o.number is not None]
    result = score(POSTURE, [int(o.number) for o in own if o.number is not None])
    return result if result.value is not None else None
