"""A stored decision as people read it. It is read from what was stored, so it never changes after the fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from footrehab_desktop.records.values import StoredDecision


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact behind a reason: what it is, its value, the day, and the diary session it comes from."""

    fact: str
    value: Any
    on: date | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One rule that fired: its sentence, facts, sources and mark (seed, found, memory, design)."""

    rule: str
    decision: str
    sentence: str
    facts: tuple[FactView, ...]
    sources: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class NotMetView:
    """A gate item that is not met, stale or unknown: what is needed, what is there, and the day of the test."""

    gate: str
    item: str
    need: str
    have: Any
    state: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """The decision card. ``explanation`` and ``would_change`` are whole sentences written once, by the core.

    ``next_review_on`` is the day that holds: the one that the clinician chose, or else ``proposed_review_on``.
    """

    decision: str
    urgency: str | None
    phase: str
    level: int
    target_level: int
    next_phase: str
    next_level: int
    load_factor: float
    plan: Mapping[str, Any]
    reasons: tuple[ReasonView, ...]
    not_met: tuple[NotMetView, ...]
    missing: tuple[str, ...]
    caps: tuple[Mapping[str, Any], ...]
    tasks: tuple[Mapping[str, Any], ...]
    next_review_on: date | None
    proposed_review_on: date | None
    rules_version: str
    explanation: tuple[str, ...]
    would_change: tuple[str, ...]


def view_decision(stored: StoredDecision) -> DecisionView:
    """Return the stored decision as values for the screen, the PDF and the audit record."""
    decision = stored.decision
    return DecisionView(
        decision=decision["decision"],
        urgency=decision.get("urgency"),
        phase=decision["phase"],
        level=decision["level"],
        target_level=decision["target_level"],
        next_phase=decision.get("next_phase", decision["phase"]),
        next_level=decision.get("next_level", decision["target_level"]),
        load_factor=decision["load_factor"],
        plan=decision.get("plan") or {},
        reasons=tuple(_reason(reason) for reason in decision["reasons"]),
        not_met=tuple(
            NotMetView(item["gate"], item["item"], item["need"], item.get("have"), item["state"], _day(item.get("on")))
            for item in decision.get("not_met", ())
        ),
        missing=tuple(decision.get("missing", ())),
        caps=tuple(decision.get("caps", ())),
        tasks=tuple(decision.get("tasks", ())),
        next_review_on=stored.review_on or _day(decision.get("next_review_on")),
        proposed_review_on=_day(decision.get("next_review_on")),
        rules_version=stored.rules_version,
        explanation=tuple(decision.get("explanation", ())),
        would_change=tuple(decision.get("would_change", ())),
    )


def _reason(reason: Mapping[str, Any]) -> ReasonView:
    facts = tuple(
        FactView(fact["fact"], fact.get("value"), _day(fact.get("on")), fact.get("session"))
        for fact in reason.get("facts", ())
    )
    return ReasonView(
        reason["rule"], reason["decision"], reason["text"], facts, tuple(reason["sources"]), reason.get("mark", "")
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
