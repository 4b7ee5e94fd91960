"""Heart-rate zones by the reserve method (B.7); with a beta-blocker or an arrhythmia effort takes their place."""

from typing import Final, NamedTuple


class ZoneRow(NamedTuple):
    """A training zone: parts of the heart-rate reserve and the effort (0–10) that goes with it."""

    code: str
    label: str
    lowest_part: float
    highest_part: float | None
    lowest_effort: int
    highest_effort: int


class Zone(NamedTuple):
    """A zone for one person. Beats are None where only effort counts or the zone has no upper end."""

    code: str
    label: str
    lowest_bpm: float | None
    highest_bpm: float | None
    lowest_effort: int
    highest_effort: int


HIGHEST_AT_BIRTH: Final = 208.0
FALL_PER_YEAR: Final = 0.7
MAXIMUM_SOURCE: Final = "Tanaka 2001 [memory]; reserve method Karvonen, scribd 723038729 [found]"
ZONE_SOURCE: Final = "ACSM bands 40-59 moderate, 60-89 vigorous [memory]; effort link gizmo.ai [found]"
ZONES: Final[tuple[ZoneRow, ...]] = (
    ZoneRow("Z1", "recovery", 0.30, 0.39, 1, 2),
    ZoneRow("Z2", "base", 0.40, 0.59, 3, 4),
    ZoneRow("Z3", "steady", 0.60, 0.74, 5, 6),
    ZoneRow("Z4", "hard", 0.75, 0.89, 7, 8),
    ZoneRow("Z5", "very hard", 0.90, None, 9, 10),
)
ZONES_BY_PHASE: Final[dict[str, tuple[str, ...]]] = {
    "PH0": ("Z1", "Z2"),
    "PH1": ("Z1", "Z2"),
    "PH2": ("Z1", "Z2", "Z3"),
    "PH3": ("Z1", "Z2", "Z3"),
    "PH4": ("Z2",),
    "PH5": ("Z2", "Z3", "Z4"),
    "PH6": ("Z2", "Z3", "Z4", "Z5"),
}
"""Zones that may be prescribed; Z3 by the end of PH2, Z4 in PH5 once duration is safe (LD-05)."""


def highest_heart_rate(age: int) -> float:
    """Return the estimated highest heart rate for an age in years, beats/min."""
    return round(HIGHEST_AT_BIRTH - FALL_PER_YEAR * age, 1)


def heart_rate_zones(age: int, resting_bpm: float, effort_only: bool = False) -> tuple[Zone, ...]:
    """Return the zones for an age in years and a resting heart rate, beats/min with one decimal.

    ``effort_only`` (beta-blocker, arrhythmia) gives effort alone. Raises ``ValueError`` when the resting heart rate
    is not below the estimated highest.
    """
    reserve = highest_heart_rate(age) - resting_bpm
    if reserve <= 0:
        raise ValueError("the resting heart rate must be below the highest")

    def beats(part: float | None) -> float | None:
        return None if effort_only or part is None else round(resting_bpm + part * reserve, 1)

    return tuple(
        Zone(z.code, z.label, beats(z.lowest_part), beats(z.highest_part), z.lowest_effort, z.highest_effort)
        for z in ZONES
    )
