"""The plan while it is being edited: exercises in order, dosage as typed, every step undoable. No toolkit here."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from footrehab_desktop.clinic.plans import DOSE_LABELS, DOSE_LIMITS, check_item
from footrehab_desktop.clinic.text_checks import check_name
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import Plan, PlanItem

# Editable parts of an exercise's dosage, in the order of the plan table.
DOSE_FIELDS = ("sets", "reps", "hold_s", "minutes", "tempo", "load", "side", "frequency", "note")
NUMBER_FIELDS = frozenset(DOSE_LIMITS)
SIDES = ("left", "right", "both")
FREQUENCIES = (
    "daily", "2 times a day", "3 times a day", "every other day", "1 per week", "2 per week", "3 per week", "4 per week"
)  # fmt: skip
DRAFT_FORM = "plan"
_TEMPO = re.compile(r"\d{1,2}(-\d{1,2}){1,3}")


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What a plan holds at one moment; ``run_table`` is a code of the walk–run tables or None."""

    items: tuple[PlanItem, ...] = ()
    run_table: str | None = None


def content_of(plan: Plan | None, default_table: str | None = None) -> PlanContent:
    """Return what a saved plan holds; without a plan an empty one with the table to suggest."""
    return PlanContent(plan.items, plan.run_table) if plan else PlanContent((), default_table)


def cell_text(item: PlanItem, field: str) -> str:
    """Return one part of the dosage as typed; empty when it is not used."""
    value = getattr(item, field)
    return "" if value is None else str(value)


def with_typed(item: PlanItem, field: str, text: str, library: Library) -> PlanItem:
    """Return the item with one part of the dosage as typed. Raises ``FieldError`` with what the field takes."""
    typed: dict[str, Any] = {field: _typed_value(field, text.strip())}
    changed = replace(item, **typed)
    check_item(changed, library)
    return changed


def _typed_value(field: str, text: str) -> int | str | None:
    if field in NUMBER_FIELDS:
        return _number(field, text)
    if field == "side":
        return _side(text)
    if field == "tempo" and text and not _TEMPO.fullmatch(text):
        raise FieldError("tempo", "Tempo takes seconds up, held and down, with dashes: 3-2-3.")
    if field == "frequency" or (field == "load" and text):
        check_name(field, {"frequency": "Frequency", "load": "Load"}[field], text)
    return text


def _number(field: str, text: str) -> int | None:
    low, high = DOSE_LIMITS[field]
    if not text and field != "sets":
        return None
    if not text.isdecimal():
        raise FieldError(field, f"{DOSE_LABELS[field]} takes a whole number from {low} to {high}.")
    return int(text)


def _side(text: str) -> str | None:
    if text and text not in SIDES:
        raise FieldError("side", "Side takes left, right or both.")
    return text or None


class PlanEditor:
    """Holds the plan being edited and what was saved last. Positions count from 0."""

    def __init__(self, library: Library, saved: PlanContent | None = None) -> None:
        self._library = library
        self.content = self.saved = saved or PlanContent()
        self._past: list[PlanContent] = []

    @property
    def changed(self) -> bool:
        """Tell whether something differs from what was saved."""
        return self.content != self.saved

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._past)

    def start(self, saved: PlanContent, typed: PlanContent | None = None) -> None:
        """Begin anew with what is saved; ``typed`` is unsaved work to go on with."""
        self.saved, self.content = saved, typed or saved
        self._past = [saved] if typed and typed != saved else []

    def mark_saved(self, saved: PlanContent) -> None:
        """Note what now stands in the record; the steps back stay possible."""
        self.saved = saved

    def add(self, *items: PlanItem, at: int | None = None) -> int:
        """Put exercises into the plan, at its end or before position ``at``. Return where the first one stands."""
        kept = self.content.items
        place = len(kept) if at is None else max(0, min(at, len(kept)))
        self._become(items=(*kept[:place], *items, *kept[place:]))
        return place

    def remove(self, position: int) -> None:
        """Take one exercise out."""
        kept = self.content.items
        self._become(items=kept[:position] + kept[position + 1 :])

    def move(self, position: int, by: int) -> int:
        """Move one exercise up (−1) or down (+1), as far as there is room. Return where it stands now."""
        items = list(self.content.items)
        place = max(0, min(position + by, len(items) - 1))
        items.insert(place, items.pop(position))
        self._become(items=tuple(items))
        return place

    def replace_exercise(self, position: int, item: PlanItem) -> None:
        """Put another exercise in the place of one, e.g. the easier or harder step of its ladder."""
        items = list(self.content.items)
        items[position] = item
        self._become(items=tuple(items))

    def type_into(self, position: int, field: str, text: str) -> None:
        """Take one typed part of a dosage. Raises ``FieldError`` and keeps what was there."""
        self.replace_exercise(position, with_typed(self.content.items[position], field, text, self._library))

    def choose_table(self, run_table: str | None) -> None:
        """Choose the walk–run table."""
        self._become(run_table=run_table)

    def undo(self) -> None:
        """Take the last step back."""
        if self._past:
            self.content = self._past.pop()

    def _become(self, **changes: Any) -> None:
        content = replace(self.content, **changes)
        if content != self.content:
            self._past.append(self.content)
            self.content = content


def draft_of(content: PlanContent) -> dict[str, Any]:
    """Return the plan as plain JSON for a draft."""
    return {"items": [asdict(item) for item in content.items], "run_table": content.run_table}


def content_of_draft(draft: Mapping[str, Any], library: Library) -> PlanContent:
    """Read a plan back from a draft. Raises ``FieldError`` when the draft holds what a plan does not take."""
    items = tuple(PlanItem(**entry) for entry in draft["items"])
    for item in items:
        check_item(item, library)
    return PlanContent(items, draft["run_table"])
