"""The history of a plan in words: every version with who, when and why, and what two versions do differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.clinic.plan_changes import PlanChange, plan_changes
from footrehab_desktop.clinic.plans import WEEKDAYS
from footrehab_desktop.clinic.print_handout import dose_words, when_words
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Plan, PlanItem, StoredDecision

SIDE_WORDS: Final = {"left": "LEFT", "right": "RIGHT", "both": "both sides", None: "no side"}
# What stands behind the numbers of a change, or before a text that changed.
UNITS: Final = {"sets": "sets", "reps": "repetitions", "hold_s": "s hold", "minutes": "min", "rest_s": "s rest"}
LABELS: Final = {"tempo": "tempo", "load": "load", "frequency": "", "note": "note"}
SAME, ONLY_LATER, ONLY_EARLIER, OTHER = "same", "new", "taken out", "changed"


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """Every version, newest first, with the names of who saved them and the decisions that proposed them."""

    versions: tuple[Plan, ...]
    clinicians: Mapping[str, str]
    decisions: Mapping[str, StoredDecision]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version as shown: ``changes`` says in words what differs from the version before."""

    version: int
    saved: str
    clinician: str
    why: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One exercise (or the run plan) in two versions; ``kind`` says in a word what became of it."""

    name: str
    earlier: str
    later: str
    kind: str
    change: str = ""


def load_history(unit: UnitOfWork, episode_id: str) -> PlanHistory:
    """Read every version of the plan of an episode."""
    return PlanHistory(
        versions=unit.plans.versions(episode_id),
        clinicians={clinician.id: clinician.name for clinician in unit.clinicians.all()},
        decisions={decision.id: decision for decision in unit.decisions.for_episode(episode_id)},
    )


def version_rows(history: PlanHistory, library: Library) -> tuple[VersionRow, ...]:
    """Return the versions as lines, newest first."""
    before = (*history.versions[1:], None)
    return tuple(
        VersionRow(
            version=plan.version,
            saved=f"{format_date(plan.created_at.astimezone().date())} {plan.created_at.astimezone():%H:%M}",
            clinician=history.clinicians[plan.created_by],
            why=_why(plan, history.decisions),
            changes=change_words(earlier, plan, library) if earlier else (_first_words(plan),),
        )
        for plan, earlier in zip(history.versions, before, strict=False)
    )


def _why(plan: Plan, decisions: Mapping[str, StoredDecision]) -> str:
    decision = decisions.get(plan.decision_id or "")
    review = f"Review of {format_date(decision.decided_on)}: {decision.final}" if decision else ""
    return " · ".join(part for part in (review, plan.note) if part)


def _first_words(plan: Plan) -> str:
    count = len(plan.items)
    return "First version: 1 exercise" if count == 1 else f"First version: {count} exercises"


def change_words(earlier: Plan, later: Plan, library: Library) -> tuple[str, ...]:
    """Return in one sentence each what the later version does differently."""
    changes = plan_changes(earlier.items, later.items)
    words = [f"{library.exercise(change.exercise_id).name}: {_change(change)}" for change in changes]
    words += [f"{name}: {before} → {after}" for name, before, after in _running(earlier, later) if before != after]
    if not words and earlier.items != later.items:
        words.append("Another order of the exercises")
    return tuple(words) or ("Nothing changed",)


def _running(earlier: Plan, later: Plan) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Run plan", earlier.run_table or "none", later.run_table or "none"),
        ("Days for running", days_words(earlier.run_days), days_words(later.run_days)),
    )


def days_words(days: str | None) -> str:
    """Return weekdays as shown; any day without a choice."""
    return " ".join(WEEKDAYS[code] for code in days.split()) if days else "any"


def _change(change: PlanChange) -> str:
    if change.before is None or change.after is None:
        item = change.after or change.before
        return f"{ONLY_LATER if change.after else ONLY_EARLIER}, {full_dose(item)}" if item else ""
    return ", ".join(_field(name, change.before, change.after) for name in change.fields)


def _field(name: str, before: PlanItem, after: PlanItem) -> str:
    """Return one changed part: ``10 → 12 repetitions``, ``load 5 kg → 7 kg``, ``daily → 3 per week``."""
    old, new = getattr(before, name), getattr(after, name)
    if name in UNITS:
        return f"{_amount(old)} → {_amount(new)} {UNITS[name]}"
    if name == "side":
        return f"{SIDE_WORDS[old]} → {SIDE_WORDS[new]}"
    if name == "days":
        return f"days {days_words(old)} → {days_words(new)}"
    if name == "time_of_day":
        return f"{old or 'any time'} → {new or 'any time'}"
    return f"{LABELS[name]} {old or 'none'} → {new or 'none'}".strip()


def _amount(value: int | None) -> str:
    return "no" if value is None else str(value)


def full_dose(item: PlanItem) -> str:
    """Return dosage, side and frequency in one line."""
    side = SIDE_WORDS[item.side] if item.side else ""
    return " · ".join(part for part in (dose_words(item), side, when_words(item), item.note) if part)


def compare_rows(earlier: Plan, later: Plan, library: Library) -> tuple[CompareRow, ...]:
    """Return both versions line by line: the later one's order, then what is only in the earlier one, then running."""
    changes = {change.exercise_id: change for change in plan_changes(earlier.items, later.items)}
    old = {item.exercise_id: item for item in earlier.items}
    new = {item.exercise_id: item for item in later.items}
    rows = [
        CompareRow(
            name=library.exercise(exercise_id).name,
            earlier=full_dose(old[exercise_id]) if exercise_id in old else "–",
            later=full_dose(new[exercise_id]) if exercise_id in new else "–",
            kind=_kind(exercise_id, old, new, changes),
            change=_changed_fields(changes.get(exercise_id)),
        )
        for exercise_id in dict.fromkeys((*new, *old))
    ]
    rows += [CompareRow(name, a, b, SAME if a == b else OTHER) for name, a, b in _running(earlier, later)]
    return tuple(rows)


def _kind(
    exercise_id: str, old: Mapping[str, PlanItem], new: Mapping[str, PlanItem], changes: Mapping[str, PlanChange]
) -> str:
    if exercise_id not in old:
        return ONLY_LATER
    if exercise_id not in new:
        return ONLY_EARLIER
    return OTHER if exercise_id in changes else SAME


def _changed_fields(change: PlanChange | None) -> str:
    return _change(change) if change is not None and change.kind == "changed" else ""


def compare_summary(rows: tuple[CompareRow, ...]) -> str:
    """Return how many lines differ, in one sentence."""
    counts = {kind: sum(row.kind == kind for row in rows) for kind in (ONLY_LATER, OTHER, ONLY_EARLIER, SAME)}
    return ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
