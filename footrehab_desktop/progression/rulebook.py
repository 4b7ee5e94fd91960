"""The rulebook is a value: every figure that a rule uses, with its unit, mark, source and allowed range.

A clinic may change figures within their ranges; the changed copy carries its own name into each decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from footrehab_desktop.progression.figure import Figure, RulebookError
from footrehab_desktop.progression.figures_course import COURSE_FIGURES
from footrehab_desktop.progression.figures_gates import GATE_FIGURES
from footrehab_desktop.progression.figures_safety import SAFETY_FIGURES

RULES_VERSION: Final = "2026.1"
STANDARD_NAME: Final = "standard"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All figures by key (``"PM-09.settled_h"``). ``name`` is "standard" or the clinic's name for its copy."""

    version: str
    name: str
    figures: Mapping[str, Figure]
    values: Mapping[str, float]

    def __getitem__(self, key: str) -> float:
        """Return the value of a figure. Raises ``KeyError`` for an unknown key."""
        return self.values[key]

    @property
    def label(self) -> str:
        """Return the version, with the name of a changed copy behind it."""
        return self.version if self.name == STANDARD_NAME else f"{self.version} {self.name}"

    def changed(self, name: str, values: Mapping[str, float]) -> "Rulebook":
        """Return a copy with other values. Raises ``RulebookError`` outside a figure's range."""
        figures = dict(self.figures)
        for key, value in values.items():
            if key not in figures:
                raise RulebookError(f"There is no figure {key}.")
            figures[key] = figures[key].changed(value)
        return _rulebook(self.version, name, figures.values())


def _rulebook(version: str, name: str, figures: Iterable[Figure]) -> Rulebook:
    by_key = {figure.key: figure for figure in figures}
    values = {key: figure.value for key, figure in by_key.items()}
    return Rulebook(version, name, MappingProxyType(by_key), MappingProxyType(values))


STANDARD: Final = _rulebook(RULES_VERSION, STANDARD_NAME, (*SAFETY_FIGURES, *COURSE_FIGURES, *GATE_FIGURES))
