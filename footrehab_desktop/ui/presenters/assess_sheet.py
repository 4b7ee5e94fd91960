"""The typing of one assessment: what stands in every place, what was confirmed, and how to take steps back.

A place keeps what was typed, also what cannot be taken. Nothing here judges; that is done by ``assess``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

UNDO_STEPS = 200
SEPARATOR = "|"


class Place(NamedTuple):
    """Where something is typed: a field code or measure, and the part of it.

    ``part`` is "" for an answer without side, "left" or "right", "set_up", or the number of a measure's item.
    """

    code: str
    part: str = ""

    @property
    def key(self) -> str:
        """Return the name under which a draft keeps this place."""
        return f"{self.code}{SEPARATOR}{self.part}"


def place_of(key: str) -> Place:
    """Return the place of a draft's key."""
    code, _, part = key.rpartition(SEPARATOR)
    return Place(code, part)


@dataclass(frozen=True, slots=True)
class _Step:
    """What stood in some places before one step; several keystrokes in one place are one step."""

    before: Mapping[Place, str]
    growing: Place | None = None


def _kept_side(place: Place) -> Place:
    """Return under which name it is kept that a side was confirmed; no field has such a part."""
    return Place(place.code, f"{place.part} side kept")


class Sheet:
    """Typed text by place. Change it with ``enter`` and ``enter_all``; ``undo`` takes the last step back, ``redo`` does
    it again as long as nothing else was typed.
    """

    def __init__(self, typed: Mapping[Place, str] | None = None, confirmed: Mapping[Place, str] | None = None) -> None:
        self._typed = {place: text for place, text in (typed or {}).items() if text}
        self._confirmed = dict(confirmed or {})
        self._steps: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def typed(self) -> Mapping[Place, str]:
        """Return every place that holds something."""
        return self._typed

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._steps)

    def text(self, place: Place) -> str:
        """Return what stands in a place, "" for nothing."""
        return self._typed.get(place, "")

    def enter(self, place: Place, text: str) -> bool:
        """Put what was typed into a place and tell whether that changed anything."""
        if self.text(place) == text:
            return False
        if not (self._steps and self._steps[-1].growing == place):
            self._remember(_Step({place: self.text(place)}, growing=place))
        self._undone.clear()
        self._put(place, text)
        return True

    def enter_all(self, texts: Mapping[Place, str]) -> bool:
        """Fill several places in one step, e.g. "no" for every finding of a group."""
        changed = {place: text for place, text in texts.items() if self.text(place) != text}
        if not changed:
            return False
        self._remember(_Step({place: self.text(place) for place in changed}))
        self._undone.clear()
        for place, text in changed.items():
            self._put(place, text)
        return True

    def pause(self) -> None:
        """End the present step: the field was left, further typing is a new step."""
        if self._steps and self._steps[-1].growing is not None:
            self._steps[-1] = _Step(self._steps[-1].before)

    def undo(self) -> tuple[Place, ...]:
        """Take the last step back and return the places that changed."""
        return self._step_over(self._steps, self._undone)

    def redo(self) -> tuple[Place, ...]:
        """Do the step that was taken back last again and return the places that changed."""
        return self._step_over(self._undone, self._steps)

    def _step_over(self, taken: list[_Step], other: list[_Step]) -> tuple[Place, ...]:
        """Swap what stands now with what the newest step of ``taken`` remembers; ``other`` can swap it back."""
        if not taken:
            return ()
        before = taken.pop().before
        other.append(_Step({place: self.text(place) for place in before}))
        for place, text in before.items():
            self._put(place, text)
        return tuple(before)

    def confirm(self, place: Place) -> None:
        """Note that the clinician confirmed the unusual value that stands in a place now."""
        self._confirmed[place] = self.text(place)

    def is_confirmed(self, place: Place) -> bool:
        """Tell whether just this value was confirmed."""
        return place in self._confirmed and self._confirmed[place] == self.text(place)

    def keep_side(self, place: Place) -> None:
        """Note that the clinician confirmed the side on which this place lies."""
        self._confirmed[_kept_side(place)] = place.part

    def is_side_kept(self, place: Place) -> bool:
        """Tell whether the side of this place was confirmed."""
        return _kept_side(place) in self._confirmed

    def content(self) -> dict[str, Any]:
        """Return everything as plain JSON for the draft."""
        return {
            "typed": {place.key: text for place, text in self._typed.items()},
            "confirmed": {place.key: text for place, text in self._confirmed.items()},
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Sheet":
        """Return the sheet that a draft kept."""
        kept = [{place_of(key): text for key, text in content.get(part, {}).items()} for part in ("typed", "confirmed")]
        return cls(*kept)

    def _remember(self, step: _Step) -> None:
        self._steps.append(step)
        del self._steps[:-UNDO_STEPS]

    def _put(self, place: Place, text: str) -> None:
        if text:
            self._typed[place] = text
        else:
            self._typed.pop(place, None)
