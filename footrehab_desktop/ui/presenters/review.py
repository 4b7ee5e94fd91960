"""The decision card in words, prepared without a window: headline, reasons with their facts, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from footrehab_desktop.clinic.decision_view import DecisionView, ReasonView
from footrehab_desktop.clinic.decision_words import (
    FactLine,
    amount,
    basis_words,
    fact_line,
    missing_line,
    not_met_words,
    rulebook_words,
)
from footrehab_desktop.clinic.gate_items import items_by_test
from footrehab_desktop.clinic.naming import bouts_words, phase_name
from footrehab_desktop.clinic.replay import Replayed
from footrehab_desktop.clinic.review import Review
from footrehab_desktop.library.dates import format_date, format_date_weekday
from footrehab_desktop.progression import GateItem
from footrehab_desktop.progression.codes import DECISIONS
from footrehab_desktop.records.values import StoredDecision
from footrehab_desktop.ui.tokens import DECISION_LOOK

REFER = "REFER"
OVERRIDES = tuple(decision for decision in DECISIONS if decision != REFER)

URGENCY_WORDS = {
    "EMERGENCY": "Emergency: now, to the emergency department",
    "SAME_DAY": "On the same day",
    "URGENT": "Urgent: within 1 to 2 working days",
    "SOON": "Soon: within 7 days",
    "ROUTINE": "Routine: hold the present level while waiting",
}
RESPONSE_WORDS = {
    "open": "Not answered",
    "accepted": "Accepted",
    "overridden": "Overridden",
    "documented": "Documented",
}
GATE_SIGNS = {"met": "✓ Met", "not_met": "✗ Not met", "stale": "↻ Too old", "unknown": "? Not tested"}
CAP_WORDS = {"min/week": "At most {limit} running minutes in the week", "min": "Longest run at most {limit} min"}


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason: its sentence, its facts, and the rule with sources and mark."""

    sentence: str
    facts: tuple[FactLine, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class GateLine:
    """One item of the next gate: how it stands in sign and words, the sentence, and the test to go to, if any."""

    standing: str
    sentence: str
    test: FactLine | None
    met: bool


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """Everything the card shows. ``decision`` is the core's answer, ``standing`` what the clinician let stand.

    ``carrying`` are the reasons for the decision itself, ``others`` those that a safer one outweighs.
    """

    decision: str
    standing: str
    urgency: str
    move: str
    plan: str
    next_review: str
    next_review_note: str
    rulebook: str
    carrying: tuple[ReasonLine, ...]
    others: tuple[ReasonLine, ...]
    missing: tuple[FactLine, ...]
    would_change: tuple[str, ...]
    not_met: tuple[str, ...]
    caps: tuple[str, ...]
    tasks: tuple[str, ...]
    answer: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PastRow:
    """One line of the earlier decisions."""

    decision_id: str
    decided_on: str
    decision: str
    response: str
    final: str
    reason: str
    clinician: str


def card_of(review: Review) -> DecisionCard:
    """Return a stored decision in words."""
    view, stored = review.decision, review.stored
    carrying = [reason for reason in view.reasons if reason.decision == view.decision]
    return DecisionCard(
        decision=view.decision,
        standing=stored.final,
        urgency=URGENCY_WORDS.get(view.urgency or "", ""),
        move=_move(view),
        plan=_plan(view),
        next_review=format_date_weekday(view.next_review_on) if view.next_review_on else "",
        next_review_note=_review_note(view),
        rulebook=rulebook_words(view.rules_version),
        carrying=tuple(reason_line(reason) for reason in carrying),
        others=tuple(reason_line(reason) for reason in view.reasons if reason not in carrying),
        missing=tuple(missing_line(path, stored.case) for path in view.missing),
        would_change=view.would_change,
        not_met=tuple(not_met_words(item) for item in view.not_met),
        caps=tuple(_cap(cap) for cap in view.caps),
        tasks=tuple(f"{task['text']} ({task['rule']})" for task in view.tasks),
        answer=_answer(stored),
        is_open=stored.response == "open",
    )


def reason_line(reason: ReasonView) -> ReasonLine:
    """Return a reason with its dated facts in words and what it rests on; undated figures are in the sentence."""
    dated = tuple(fact_line(fact) for fact in reason.facts if fact.on is not None)
    return ReasonLine(reason.sentence, tuple(dict.fromkeys(dated)), basis_words(reason))


def gate_lines(items: tuple[GateItem, ...]) -> tuple[GateLine, ...]:
    """Return the items of the next gate, those that are open first."""
    tests = {item: test for test, group in items_by_test(items).items() for item in group}
    lines = [
        GateLine(
            GATE_SIGNS[item.state],
            item.sentence,
            FactLine("", "assess", item.on, field=tests[item]) if item in tests and item.state != "met" else None,
            item.state == "met",
        )
        for item in items
    ]
    return tuple(sorted(lines, key=lambda line: line.met))


def past_row(stored: StoredDecision, clinicians: Mapping[str, str]) -> PastRow:
    """Return a decision as one line; ``clinicians`` maps ids to names."""
    return PastRow(
        stored.id,
        format_date(stored.decided_on),
        str(stored.decision["decision"]),
        RESPONSE_WORDS[stored.response],
        stored.final,
        stored.reason,
        clinicians.get(stored.clinician_id, ""),
    )


def replay_words(replayed: Replayed) -> str:
    """Return what replaying a decision showed, as a sentence."""
    on = format_date(replayed.decided_on) if replayed.decided_on else ""
    if replayed.outcome == "same":
        return f"Decision of {on} replayed today: same case, same decision."
    if replayed.outcome == "other rules":
        return (
            f"The decision of {on} was made by the rules {replayed.rules}, which this program does not hold: "
            "it can be read, but not replayed."
        )
    return f"The decision of {on} cannot be trusted: {replayed.why}."


def compared_words(earlier: StoredDecision, later: StoredDecision) -> str:
    """Return which two decisions are compared."""
    first, second = (
        f"{format_date(stored.decided_on)} {DECISION_LOOK[stored.decision['decision']].word}"
        for stored in (earlier, later)
    )
    return f"What changed from {first} to {second}:"


def request_of(week_min: float | None, long_run_min: float | None, adds: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the wishes for the coming week in the words of the contract, or None when there are none."""
    wishes: dict[str, Any] = {}
    if week_min is not None:
        wishes["week_min"] = week_min
    if long_run_min is not None:
        wishes["long_run_min"] = long_run_min
    if adds:
        wishes["adds"] = list(adds)
    return wishes or None


def _move(view: DecisionView) -> str:
    here = f"{phase_name(view.phase)}, level {view.level}"
    if view.next_phase != view.phase:
        return f"{here} → {phase_name(view.next_phase)}, level {view.next_level}"
    if view.target_level == view.level:
        return f"{here}: stays"
    return f"{here} → level {view.target_level}"


def _plan(view: DecisionView) -> str:
    """Return the coming week in one line: minutes, longest run, stage, rest from impact."""
    plan = view.plan
    stage = plan.get("stage") or {}
    until = plan.get("no_impact_until")
    parts = [
        f"{amount(plan['week_min'])} running minutes in the week" if plan.get("week_min") is not None else "",
        f"longest run {amount(plan['long_run_min'])} min" if plan.get("long_run_min") is not None else "",
        f"{stage['table']} stage {stage['stage']}: {bouts_words(stage['bouts'])}" if stage and view.load_factor else "",
        f"no impact until {format_date(date.fromisoformat(until))}" if until else "",
        _load(view.load_factor),
    ]
    return " · ".join(part for part in parts if part)


def _load(factor: float) -> str:
    if factor == 0:
        return "All loading of the foot is stopped"
    return "" if factor == 1 else f"{round(100 * factor)} % of the load"


def _review_note(view: DecisionView) -> str:
    """Return whose day the next review is."""
    proposed = view.proposed_review_on
    if proposed is None or view.next_review_on is None:
        return ""
    if view.next_review_on == proposed:
        return "As the rules propose"
    return f"Chosen by the clinician; the rules propose {format_date(proposed)}"


def _cap(cap: Mapping[str, Any]) -> str:
    words = CAP_WORDS.get(cap["unit"], f"At most {{limit}} {cap['unit']}")
    return f"{words.format(limit=amount(cap['limit']))} ({cap['rule']})"


def _answer(stored: StoredDecision) -> str:
    if stored.response == "open":
        return ""
    words = RESPONSE_WORDS[stored.response]
    return f"{words}: {stored.reason}" if stored.reason else words
