"""Which handouts are useful right after a decision, and why: one table."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from footrehab_desktop.records.values import StoredDecision

When = Literal["always", "plan changes", "new stage"]
_ALL: Final = frozenset({"PROGRESS", "HOLD", "DELOAD", "REGRESS", "PAUSE"})


class _Row(NamedTuple):
    """A kind of handout, the decisions it follows, and the sentence that says why. ``when`` narrows them."""

    kind: str
    decisions: frozenset[str]
    when: When
    why: str


TABLE: Final = (
    _Row(
        "referral_letter", frozenset({"REFER"}), "always", "Goes with the patient to whoever is asked for an opinion."
    ),
    _Row(
        "flare_care", frozenset({"REGRESS", "PAUSE"}), "always", "When the load was too much: what to do in a flare-up."
    ),
    _Row("exercise_sheet", _ALL, "plan changes", "The plan changes: print it once the changes are taken."),
    _Row("run_plan", _ALL, "new stage", "The stage changes, and with it every run of the calendar."),
    _Row("traffic_light", _ALL, "new stage", "What to do the morning after, by the rules of the new stage."),
    _Row("diary", _ALL, "always", "The coming week is what the next review looks at."),
)


@dataclass(frozen=True, slots=True)
class HandoutOffer:
    """A kind of handout to print now, and why."""

    kind: str
    why: str


def handouts_after(
    decided: StoredDecision, printable: Collection[str], *, plan_changes: bool
) -> tuple[HandoutOffer, ...]:
    """Return what to print after a decision, most needed first; only kinds that can be printed."""
    holds = {"always": True, "plan changes": plan_changes, "new stage": _is_new_stage(decided)}
    return tuple(
        HandoutOffer(row.kind, row.why)
        for row in TABLE
        if row.kind in printable and decided.final in row.decisions and holds[row.when]
    )


def _is_new_stage(decided: StoredDecision) -> bool:
    """Tell whether the decision leads to another stage of walking and running."""
    stage = (decided.decision.get("plan") or {}).get("stage")
    moved = decided.decision["next_level"] != decided.decision["level"]
    return bool(stage) and decided.final in ("PROGRESS", "REGRESS") and moved
