"""The figures behind milestones and tasks that no rule of the core holds, each with unit, mark and source."""

from typing import Final

from footrehab_desktop.progression.figure import Figure

_F = Figure
_ROWS: Final[tuple[Figure, ...]] = (
    _F("milestone.low_pain", 2, "NPRS", "memory", "the safe zone of the pain-monitoring model, rules B.1", 0, 4),
    _F("milestone.low_pain_days", 14, "days", "design", "two weeks", 7, 28),
    _F("milestone.low_pain_entries", 8, "days", "design", "more than every other day of two weeks", 4, 14),
    _F("milestone.free_mornings", 7, "days", "design", "a week of mornings, each of them noted", 7, 14),
    _F("milestone.fear_left", 0.5, "part", "design", "S001-81: done when fear has halved", 0, 1),
    _F("exposure.days", 7, "days", "design", "a week for a step of the ladder", 3, 14),
    _F("silent.days", 7, "days", "design", "one week's sheet of the diary", 3, 14),
    _F("coverage.days", 7, "days", "design", "one week's sheet of the diary", 7, 14),
    _F("coverage.least", 4, "days", "design", "more than half of a week", 1, 7),
    _F("shoe.min_per_km", 6, "min/km", "design", "an easy run's pace, where only minutes were noted", 4, 9),
    _F("since.days", 28, "days", "design", "how far back the first day of a trend is looked for", 7, 56),
)  # fmt: skip
FIGURES: Final[dict[str, float]] = {figure.key: figure.value for figure in _ROWS}
FIGURE_ROWS: Final[dict[str, Figure]] = {figure.key: figure for figure in _ROWS}
