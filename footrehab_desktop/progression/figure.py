"""One figure of the rulebook."""

from typing import NamedTuple


class RulebookError(ValueError):
    """A changed rulebook names an unknown figure or leaves a figure's allowed range."""


class Figure(NamedTuple):
    """A number that a rule uses: what it is, unit, mark (seed, found, derived, memory, design), source, range."""

    key: str
    value: float
    unit: str
    mark: str
    source: str
    lowest: float
    highest: float

    @property
    def name(self) -> str:
        """Return the part of the key after the rule id; sentences use it."""
        return self.key.partition(".")[2]

    def changed(self, value: float) -> "Figure":
        """Return the figure with another value. Raises ``RulebookError`` outside the allowed range."""
        if not self.lowest <= value <= self.highest:
            raise RulebookError(f"{self.key} must lie between {self.lowest:g} and {self.highest:g} {self.unit}.")
        return self._replace(value=value)
