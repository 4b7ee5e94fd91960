"""What differs between two plans, and the rule that one exercise is made harder in one way at a time (LD-20)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.loading_tables import LOADING_TABLES
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.records.values import PlanItem

ChangeKind = Literal["added", "removed", "changed"]
# What can be raised in an exercise, in the words of a refusal.
VARIABLES: Final[dict[str, str]] = {
    "sets": "sets",
    "reps": "repetitions",
    "hold_s": "hold",
    "minutes": "minutes",
    "load": "load",
    "frequency": "days a week",
}
COMPARED: Final = (*VARIABLES, "tempo", "rest_s", "side", "time_of_day", "days", "note")
_TIMES_A_WEEK: Final = {"daily": Fraction(7), "every other day": Fraction(7, 2), "alternate days": Fraction(7, 2)}
_TIMES_A_DAY = re.compile(r"(\d) times a day")
_PER_WEEK = re.compile(r"(\d+) (?:times )?(?:per|a) week")
_REPETITION_MAXIMUM = re.compile(r"(\d+) ?RM", re.IGNORECASE)
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(.*)", re.DOTALL)
_TABLE_DOSE = re.compile(r"(\d+) x (\d+)RM")


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One exercise that two plans treat differently; ``fields`` are the parts of the dosage that changed."""

    kind: ChangeKind
    exercise_id: str
    before: PlanItem | None
    after: PlanItem | None
    fields: tuple[str, ...] = ()


def plan_changes(before: Sequence[PlanItem], after: Sequence[PlanItem]) -> tuple[PlanChange, ...]:
    """Return what was changed and added, in the order of the later plan, then what was removed. Order counts nothing.

    An exercise stands at most once in a plan.
    """
    earlier = {item.exercise_id: item for item in before}
    later = {item.exercise_id: item for item in after}
    found = [_change(earlier.get(item.exercise_id), item) for item in after]
    gone = [PlanChange("removed", item.exercise_id, item, None) for item in before if item.exercise_id not in later]
    return (*(change for change in found if change is not None), *gone)


def _change(before: PlanItem | None, after: PlanItem) -> PlanChange | None:
    if before is None:
        return PlanChange("added", after.exercise_id, None, after)
    fields = tuple(name for name in COMPARED if getattr(before, name) != getattr(after, name))
    return PlanChange("changed", after.exercise_id, before, after, fields) if fields else None


def raised_variables(before: PlanItem, after: PlanItem) -> tuple[str, ...]:
    """Return what asks more of the same exercise than before; codes of ``VARIABLES``."""
    numbers = ("sets", "reps", "hold_s", "minutes")
    raised = [name for name in numbers if (getattr(after, name) or 0) > (getattr(before, name) or 0)]
    if _is_heavier(before.load, after.load):
        raised.append("load")
    if times_a_week(after.frequency) > times_a_week(before.frequency):
        raised.append("frequency")
    return tuple(raised)


def check_raises(reference: Sequence[PlanItem], items: Sequence[PlanItem], library: Library) -> None:
    """Refuse an exercise that is raised in more ways than LD-20 allows against ``reference``, the plan done so far.

    Steps of a published loading table, which lowers the repetitions as the weight grows, are taken. Raises
    ``FieldError`` with the variable that was raised last as its field.
    """
    earlier = {item.exercise_id: item for item in reference}
    for item in items:
        before = earlier.get(item.exercise_id)
        if before is not None:
            check_raise(before, item, library)


def check_raise(before: PlanItem, after: PlanItem, library: Library) -> None:
    """Refuse one exercise that is raised in more ways than LD-20 allows."""
    raised = raised_variables(before, after)
    if len(raised) <= STANDARD["LD-20.changes"] or _follows_a_table(before, after):
        return
    ways = " and ".join(VARIABLES[name] for name in raised)
    name = library.exercise(after.exercise_id).name
    raise FieldError(
        raised[-1],
        f"{name}: {ways} would go up at once. Raise one of them now and the next one after two clean sessions (LD-20).",
    )


def _is_heavier(before: str, after: str) -> bool:
    """Compare two loads; of two that cannot be compared, the new one counts as heavier: it is a change to settle."""
    if before == after or not after:
        return False
    maxima = _REPETITION_MAXIMUM.search(before), _REPETITION_MAXIMUM.search(after)
    if maxima[0] and maxima[1]:
        return int(maxima[1][1]) < int(maxima[0][1])
    amounts = _AMOUNT.fullmatch(before), _AMOUNT.fullmatch(after)
    if amounts[0] and amounts[1] and amounts[0][2] == amounts[1][2]:
        return _number(amounts[1][1]) > _number(amounts[0][1])
    return True


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def times_a_week(frequency: str) -> Fraction:
    """Return how often a week; nothing for words that no number can be read from, which then never count as more."""
    words = frequency.casefold()
    if words in _TIMES_A_WEEK:
        return _TIMES_A_WEEK[words]
    a_day, per_week = _TIMES_A_DAY.search(words), _PER_WEEK.search(words)
    if a_day:
        return Fraction(7 * int(a_day[1]))
    return Fraction(int(per_week[1])) if per_week else Fraction(0)


def _follows_a_table(before: PlanItem, after: PlanItem) -> bool:
    """Tell whether an exercise goes one stage on in a loading table of the core."""
    own = _dose_by_maximum(before), _dose_by_maximum(after)
    for table in LOADING_TABLES.values():
        doses = [_TABLE_DOSE.search(dose) for stage in table.stages for dose in stage.doses]
        steps = [(int(dose[1]), int(dose[2])) for dose in doses if dose]
        if own in pairwise(steps):
            return True
    return False


def _dose_by_maximum(item: PlanItem) -> tuple[int, int]:
    maximum = _REPETITION_MAXIMUM.search(item.load)
    return item.sets, int(maximum[1]) if maximum else 0
