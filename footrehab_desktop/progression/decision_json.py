"""Writes a decision as JSON values in a fixed order: same decision, same bytes."""

from datetime import date
from typing import Any

from footrehab_desktop.progression.decision import Decision, Fact, Plan, Reason
from footrehab_desktop.progression.explain import reason_sentence, task_sentence, what_would_change
from footrehab_desktop.progression.values import CONTRACT


def write_decision(decision: Decision) -> dict[str, Any]:
    """Return the decision as JSON values."""
    return _answer(decision) | _grounds(decision)


def _answer(decision: Decision) -> dict[str, Any]:
    return {
        "contract": CONTRACT,
        "rules_version": decision.rules_version,
        "rulebook": decision.rulebook,
        "decided_on": decision.decided_on.isoformat(),
        "decision": decision.decision,
        "urgency": decision.urgency,
        "phase": decision.phase,
        "level": decision.level,
        "target_level": decision.target_level,
        "next_phase": decision.next_phase,
        "next_level": decision.next_level,
        "load_factor": decision.load_factor,
        "plan": _plan(decision.plan),
    }


def _grounds(decision: Decision) -> dict[str, Any]:
    return {
        "reasons": [_reason(reason) for reason in decision.reasons],
        "would_change": list(what_would_change(decision)),
        "not_met": [
            {"gate": item.gate, "item": item.item, "need": item.need, "have": item.have, "state": item.state}
            | ({"on": item.on.isoformat()} if item.on else {})
            for item in decision.not_met
        ],
        "missing": list(decision.missing),
        "caps": [{"rule": cap.rule, "limit": cap.limit, "unit": cap.unit} for cap in decision.caps],
        "tasks": [{"rule": task.rule, "text": task_sentence(task)} for task in decision.tasks],
        "next_review_on": decision.next_review_on.isoformat(),
        "flares": [day.isoformat() for day in decision.flares],
        "undecided": list(decision.undecided),
    }


def _plan(plan: Plan) -> dict[str, Any]:
    stage = plan.stage
    return {
        "week_min": plan.week_min,
        "long_run_min": plan.long_run_min,
        "stage": None
        if stage is None
        else {
            "table": stage.table,
            "stage": stage.stage,
            "run_min": stage.run_min,
            "total_min": stage.total_min,
            "bouts": stage.bouts,
        },
        "impact": plan.impact,
        "no_impact_until": None if plan.no_impact_until is None else plan.no_impact_until.isoformat(),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "decision": reason.decision,
        "urgency": reason.urgency,
        "facts": [_fact(fact) for fact in reason.facts],
        "figures": {figure.fact: _value(figure) for figure in reason.figures},
        "text": reason_sentence(reason),
        "sources": list(reason.sources),
        "mark": reason.mark,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    written: dict[str, Any] = {"fact": fact.fact, "value": _value(fact)}
    if fact.on is not None:
        written["on"] = fact.on.isoformat()
    if fact.session is not None:
        written["session"] = fact.session
    return written


def _value(fact: Fact) -> Any:
    if isinstance(fact.value, date):
        return fact.value.isoformat()
    return list(fact.value) if isinstance(fact.value, tuple) else fact.value
