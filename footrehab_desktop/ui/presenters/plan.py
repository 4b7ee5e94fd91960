"""The plan while it is being edited: exercises in order, dosage as typed, every step undoable. No toolkit here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from footrehab_desktop.clinic.plan_changes import check_raise, check_raises
from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine, take_lines
from footrehab_desktop.clinic.plans import (
    DOSE_LABELS,
    DOSE_LIMITS,
    TIMES_OF_DAY,
    WEEKDAYS,
    check_item,
    in_order_of_the_week,
)
from footrehab_desktop.clinic.text_checks import check_name, check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import Plan, PlanItem

# Editable parts of an exercise's dosage, in the order in which they are typed.
DOSE_FIELDS = (
    "sets", "reps", "minutes", "hold_s", "rest_s", "tempo", "load", "side", "frequency", "time_of_day", "note"
)  # fmt: skip
NUMBER_FIELDS = frozenset(DOSE_LIMITS)
SIDES = ("left", "right", "both")
FREQUENCIES = (
    "daily", "2 times a day", "3 times a day", "every other day", "1 per week", "2 per week", "3 per week", "4 per week"
)  # fmt: skip
DRAFT_FORM = "plan"
_TEMPO = re.compile(r"\d{1,2}(-\d{1,2}){1,3}")
_BETWEEN_DAYS = re.compile(r"[\s,;/+·]+")


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What a plan holds at one moment; ``run_table`` is a code of the walk–run tables or None.

    ``note`` is why it is changed now, ``decision_id`` the decision that lines were taken from; ``run_days`` are the
    weekdays for running, None: any.
    """

    items: tuple[PlanItem, ...] = ()
    run_table: str | None = None
    note: str = ""
    decision_id: str | None = None
    run_days: str | None = None


def content_of(plan: Plan | None, default_table: str | None = None) -> PlanContent:
    """Return what a saved plan holds; without a plan an empty one with the table to suggest."""
    if plan is None:
        return PlanContent((), default_table)
    return PlanContent(plan.items, plan.run_table, run_days=plan.run_days)


def cell_text(item: PlanItem, field: str) -> str:
    """Return one part of the dosage as typed; empty when it is not used."""
    if field == "frequency" and item.days:
        return " ".join(WEEKDAYS[day] for day in item.days.split())
    value = getattr(item, field)
    return "" if value is None else str(value)


def with_typed(item: PlanItem, field: str, text: str, library: Library) -> PlanItem:
    """Return the item with one part of the dosage as typed. Raises ``FieldError`` with what the field takes.

    Weekdays typed as frequency ("Mon Wed Fri", "mo we fr") become fixed days.
    """
    typed = _typed_frequency(text.strip()) if field == "frequency" else {field: _typed_value(field, text.strip())}
    changed = replace(item, **typed)
    check_item(changed, library)
    return changed


def _typed_value(field: str, text: str) -> int | str | None:
    if field in NUMBER_FIELDS:
        return _number(field, text)
    if field == "side":
        return _one_of(field, text, SIDES, "Side takes left, right or both.")
    if field == "time_of_day":
        return _one_of(field, text, TIMES_OF_DAY, "Time of day takes morning, evening or nothing.")
    if field == "tempo" and text and not _TEMPO.fullmatch(text):
        raise FieldError("tempo", "Tempo takes seconds up, held and down, with dashes: 3-2-3.")
    if field == "load" and text:
        check_name(field, "Load", text)
    return text


def _typed_frequency(text: str) -> dict[str, Any]:
    days = weekdays_in(text)
    if days:
        return {"frequency": f"{len(days.split())} per week", "days": days}
    check_name("frequency", "How often", text)
    return {"frequency": text, "days": None}


def weekdays_in(text: str) -> str | None:
    """Return the codes of weekdays when nothing but weekdays was typed, by two letters or more each, else None."""
    words = [word for word in _BETWEEN_DAYS.split(text.casefold()) if word]
    found = [_weekday(word) for word in words]
    return in_order_of_the_week([day for day in found if day]) if words and all(found) else None


def _weekday(word: str) -> str:
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next((day[:3] for day in full if len(word) > 1 and day.startswith(word)), "")


def _number(field: str, text: str) -> int | None:
    low, high = DOSE_LIMITS[field]
    if not text and field != "sets":
        return None
    if not text.isdecimal():
        raise FieldError(field, f"{DOSE_LABELS[field]} takes a whole number from {low} to {high}.")
    return int(text)


def _one_of(field: str, text: str, choices: Sequence[str] | Mapping[str, str], refusal: str) -> str | None:
    if text and text not in choices:
        raise FieldError(field, refusal)
    return text or None


class PlanEditor:
    """Holds the plan being edited and what was saved last. Positions count from 0.

    ``before_today`` is what the patient was asked to do until today: nothing is raised in two ways against it (LD-20).
    """

    def __init__(
        self, library: Library, saved: PlanContent | None = None, before_today: tuple[PlanItem, ...] = ()
    ) -> None:
        self._library = library
        self._past: list[PlanContent] = []
        self._undone: list[PlanContent] = []
        self.content = self.saved = saved or PlanContent()
        self.before_today = before_today

    @property
    def changed(self) -> bool:
        """Tell whether something differs from what was saved."""
        return self.content != self.saved

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a step that was taken back."""
        return bool(self._undone)

    def start(
        self, saved: PlanContent, typed: PlanContent | None = None, before_today: tuple[PlanItem, ...] = ()
    ) -> None:
        """Begin anew with what is saved; ``typed`` is unsaved work to go on with."""
        self.saved, self.content, self.before_today = saved, typed or saved, before_today
        self._past = [saved] if typed and typed != saved else []
        self._undone = []

    def mark_saved(self, saved: PlanContent, before_today: tuple[PlanItem, ...] = ()) -> None:
        """Note what stands in the record now; what is typed and the steps back stay."""
        self.saved, self.before_today = saved, before_today

    def note_saved(self, sent: PlanContent, saved: PlanContent) -> None:
        """Note that ``sent`` was saved: its reason and decision belong to that version, not to the next one."""
        self.saved = saved
        if self.content == sent:
            self.content = saved

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
        """Take one typed part of a dosage. Raises ``FieldError`` and keeps what was there.

        Refused is what a field does not take, and a second thing raised in the same exercise (LD-20).
        """
        typed = with_typed(self.content.items[position], field, text, self._library)
        before = next((item for item in self.before_today if item.exercise_id == typed.exercise_id), None)
        if before is not None:
            check_raise(before, typed, self._library)
        self.replace_exercise(position, typed)

    def choose_table(self, run_table: str | None) -> None:
        """Choose the walk–run table."""
        self._become(run_table=run_table)

    def choose_days(self, run_days: str | None) -> None:
        """Choose the weekdays for running; None for any."""
        self._become(run_days=run_days)

    def take_version(self, version: Plan, *, with_table: bool) -> None:
        """Take what a saved version holds in one step; its walk–run table only ``with_table``."""
        table = version.run_table if with_table else self.content.run_table
        self._become(items=version.items, run_table=table, run_days=version.run_days)

    def give_reason(self, note: str) -> None:
        """Take why the plan is changed. Raises ``FieldError`` for what cannot be kept."""
        check_note("note", "The reason", note.strip())
        self._become(note=note.strip())

    def take(self, proposal: PlanProposal, lines: tuple[ProposedLine, ...]) -> None:
        """Take lines of a proposal in one step. Raises ``FieldError`` when one raises an exercise twice (LD-20)."""
        items = take_lines(self.content.items, lines)
        check_raises(self.before_today, items, self._library)
        self._become(items=items, decision_id=proposal.decision_id)

    def undo(self) -> None:
        """Take the last step back."""
        if self._past:
            self._undone.append(self.content)
            self.content = self._past.pop()

    def redo(self) -> None:
        """Take the step again that was taken back last."""
        if self._undone:
            self._past.append(self.content)
            self.content = self._undone.pop()

    def _become(self, **changes: Any) -> None:
        content = replace(self.content, **changes)
        if content != self.content:
            self._past.append(self.content)
            self._undone = []
            self.content = content


def draft_of(content: PlanContent) -> dict[str, Any]:
    """Return the plan as plain JSON for a draft."""
    return {**asdict(content), "items": [asdict(item) for item in content.items]}


def content_of_draft(draft: Mapping[str, Any], library: Library) -> PlanContent:
    """Read a plan back from a draft. Raises ``FieldError`` when the draft holds what a plan does not take."""
    items = tuple(PlanItem(**entry) for entry in draft["items"])
    for item in items:
        check_item(item, library)
    note, decision_id, run_days = draft.get("note", ""), draft.get("decision_id"), draft.get("run_days")
    return PlanContent(items, draft["run_table"], note, decision_id, run_days)
