"""The decision card in words, prepared without a window: headline, reasons with their facts, what is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from footrehab_desktop.clinic.decision_view import DecisionView, FactView, NotMetView, ReasonView
from footrehab_desktop.clinic.naming import bouts_words, phase_name
from footrehab_desktop.clinic.review import Review
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression.codes import DECISIONS, FINDINGS, MEASURES, TESTS
from footrehab_desktop.records.values import StoredDecision

REFER = "REFER"
OVERRIDES = tuple(decision for decision in DECISIONS if decision != REFER)
Source = Literal["diary", "assess"]

URGENCY_WORDS = {
    "EMERGENCY": "Emergency: now, to the emergency department",
    "SAME_DAY": "On the same day",
    "URGENT": "Urgent: within 1 to 2 working days",
    "SOON": "Soon: within 7 days",
    "ROUTINE": "Routine: hold the present level while waiting",
}
PRODUCT_CHOICE = "product choice"
MARK_WORDS = {
    "seed": "from the source documents",
    "found": "read in a source",
    "derived": "worked out from a source",
    "memory": "recalled, not checked",
    "design": PRODUCT_CHOICE,
}
STATE_WORDS = {"not_met": "not met", "stale": "too old", "unknown": "not tested", "met": "met"}
RESPONSE_WORDS = {
    "open": "Not answered",
    "accepted": "Accepted",
    "overridden": "Overridden",
    "documented": "Documented",
}
_NAMES = {
    "settle_h": ("Time to settle", "h"),
    "swelling_h": ("Swelling lasted", "h"),
    "stiffness_delta_min": ("Morning stiffness above usual", "min"),
    "completed_pct": ("Completed", "%"),
    "rpe": ("Effort", ""),
    "hr_over_usual_bpm": ("Heart rate above usual", "beats/min"),
}
_UNITS = {"min": "min", "h": "h", "pct": "%", "days": "days", "bpm": "beats/min"}
_WORDS = {"lsi": "LSI", "rpe": "effort", "hr": "heart rate", "24h": "after 24 h", "48h": "after 48 h", "nprs": "NPRS"}
_MISSING = re.compile(r"(?P<list>\w+)\[(?P<number>\d+)\]\.(?P<field>\w+)")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words, and where it was recorded: the page and the day to go to (None: nowhere)."""

    words: str
    source: Source | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason: its sentence, its facts, and the rule with sources and mark."""

    sentence: str
    facts: tuple[FactLine, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """Everything the card shows. ``decision`` is the core's answer, ``standing`` what the clinician let stand."""

    decision: str
    standing: str
    urgency: str
    move: str
    plan: str
    next_review: str
    rulebook: str
    reasons: tuple[ReasonLine, ...]
    missing: tuple[str, ...]
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
    return DecisionCard(
        decision=view.decision,
        standing=stored.final,
        urgency=URGENCY_WORDS.get(view.urgency or "", ""),
        move=_move(view),
        plan=_plan(view),
        next_review=format_date(view.next_review_on) if view.next_review_on else "",
        rulebook=view.rules_version,
        reasons=tuple(reason_line(reason) for reason in view.reasons),
        missing=tuple(missing_words(path, stored.case) for path in view.missing),
        would_change=view.would_change,
        not_met=tuple(not_met_words(item) for item in view.not_met),
        caps=tuple(f"{_amount(cap['limit'])} {cap['unit']} ({cap['rule']})" for cap in view.caps),
        tasks=tuple(f"{task['text']} ({task['rule']})" for task in view.tasks),
        answer=_answer(stored),
        is_open=stored.response == "open",
    )


def reason_line(reason: ReasonView) -> ReasonLine:
    """Return a reason with its dated facts in words and what it rests on; undated figures are in the sentence."""
    sources = ", ".join(source for source in reason.sources if source != PRODUCT_CHOICE)
    mark = MARK_WORDS.get(reason.mark, reason.mark)
    return ReasonLine(
        reason.sentence,
        tuple(fact_line(fact) for fact in reason.facts if fact.on is not None),
        " · ".join(part for part in (reason.rule, mark, sources) if part),
    )


def fact_line(fact: FactView) -> FactLine:
    """Return a fact in words with the page it comes from."""
    name, unit = _name_and_unit(fact.fact)
    value = _value_words(fact.value)
    words = f"{name}: {value}{f' {unit}' if unit and value[-1:].isdigit() else ''}" if value else name
    if fact.on is not None and fact.value != fact.on.isoformat() and fact.value != fact.on:
        words = f"{words}, {format_date(fact.on)}"
    return FactLine(words, _source(fact), fact.on)


def not_met_words(item: NotMetView) -> str:
    """Return a gate item with what is needed and what is there."""
    name = _name_and_unit(item.item)[0]
    have = "" if item.have is None else f", now {_amount(item.have)}"
    return f"{item.gate} · {name}: {STATE_WORDS.get(item.state, item.state)}, needs {item.need}{have}"


def missing_words(path: str, case: Mapping[str, Any]) -> str:
    """Return what a path of the case means: ``sessions[2].pain_24h`` is a value of the session of that day."""
    match = _MISSING.fullmatch(path)
    if match is None:
        return _name_and_unit(path.rpartition(".")[2])[0]
    name = _name_and_unit(match["field"])[0]
    entries = case.get(match["list"], ())
    number = int(match["number"])
    on = entries[number].get("on") if number < len(entries) else None
    return f"{name}, session of {format_date(date.fromisoformat(on))}" if on else name


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
    if view.target_level == view.level:
        return f"{here}: stays"
    return f"{here} → level {view.target_level}"


def _plan(view: DecisionView) -> str:
    """Return the coming week in one line: minutes, longest run, stage, rest from impact."""
    plan = view.plan
    stage = plan.get("stage") or {}
    until = plan.get("no_impact_until")
    parts = [
        f"{_amount(plan['week_min'])} running minutes in the week" if plan.get("week_min") is not None else "",
        f"longest run {_amount(plan['long_run_min'])} min" if plan.get("long_run_min") is not None else "",
        f"{stage['table']} stage {stage['stage']}: {bouts_words(stage['bouts'])}" if stage else "",
        f"no impact until {format_date(date.fromisoformat(until))}" if until else "",
        f"load × {_amount(view.load_factor)}" if view.load_factor != 1 else "",
    ]
    return " · ".join(part for part in parts if part)


def _answer(stored: StoredDecision) -> str:
    if stored.response == "open":
        return ""
    words = RESPONSE_WORDS[stored.response]
    return f"{words}: {stored.reason}" if stored.reason else words


def _source(fact: FactView) -> Source | None:
    if fact.session_id is not None:
        return "diary"
    code = fact.fact.removesuffix("_lsi")
    if fact.on is not None and (code in FINDINGS or code in TESTS or code in MEASURES):
        return "assess"
    return None


def _name_and_unit(code: str) -> tuple[str, str]:
    """Return a code of the core in words, and the unit its ending names."""
    if code in _NAMES:
        return _NAMES[code]
    if code in FINDINGS:
        return FINDINGS[code].label, FINDINGS[code].unit or ""
    if code in TESTS:
        return TESTS[code].label, TESTS[code].unit
    if code.removesuffix("_lsi") in TESTS:
        return f"{TESTS[code.removesuffix('_lsi')].label}, LSI", "%"
    if code in MEASURES:
        return MEASURES[code], ""
    parts = code.split("_")
    unit = _UNITS.get(parts[-1], "") if len(parts) > 1 else ""
    if unit or (parts[-1] == "on" and len(parts) > 1):
        parts = parts[:-1]
    words = " ".join(_WORDS.get(part, part) for part in parts)
    return words[:1].upper() + words[1:], unit


def _value_words(value: Any) -> str:
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, list | tuple):
        return ", ".join(_value_words(part) for part in value)
    if isinstance(value, int | float):
        return _amount(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return format_date(date.fromisoformat(value))
    return "" if value is None else str(value).replace("_", " ")


def _amount(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
