"""Decides one case: asks every rule row, takes the safest answer, and plans the coming week from it."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.case_json import CaseError, case_faults
from footrehab_desktop.progression.clean import clean_streak
from footrehab_desktop.progression.decision import Cap, Decision, Fact, NotMet, Plan, Reason, StageStep
from footrehab_desktop.progression.gates import MET, GateRow, Outcome, gate_outcomes
from footrehab_desktop.progression.review import BSI, Review, open_review
from footrehab_desktop.progression.rule import fire, reason, safest_first, tasks
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.rules_condition import CONDITION_RULES, TASK_RULES
from footrehab_desktop.progression.rules_course import COURSE_RULES
from footrehab_desktop.progression.rules_flare import FLARE_TABLE, lock, new_flares, regress_target
from footrehab_desktop.progression.rules_load import LOAD_RULES
from footrehab_desktop.progression.rules_outcome import (
    AFTER_LIGHT_WEEK,
    CAPPED,
    MAINTAIN,
    NEXT_LEVEL,
    ROUTINE_TESTS,
    RUN_CAPPED,
    UNEVEN,
    gate_rule,
)
from footrehab_desktop.progression.rules_safety import SAFETY_RULES
from footrehab_desktop.progression.rules_session import missing_entries, verdict, window_open
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.values import Case

TABLES = (SAFETY_RULES, CONDITION_RULES, FLARE_TABLE, COURSE_RULES, LOAD_RULES, ROUTINE_TESTS)
LEVELS_BACK = {"FL-03": "FL-03.levels", "LD-11:long": "LD-11.levels"}
STOP_LOADING = frozenset({"EMERGENCY", "SAME_DAY", "URGENT"})
UNDECIDED = frozenset({"PM-01", "PM-02", "PM-02:pain", "PM-15:hours"})
MISSING_FIELDS = {
    "PM-02": ("pain_24h",),
    "PM-02:pain": ("pain_during",),
    "PM-15:hours": ("swelling_h",),
}
MISSING_PLACES = {
    "LD-01:unknown": "state.reference_week_min",
    "PO-01": "episode.restriction",
    "SF-12:site": "episode.site",
}


class Course(NamedTuple):
    """Where a decision leads: target in the present phase, and the phase and level of the next state."""

    target_level: int
    next_phase: str
    next_level: int


def decide(case: Case, today: date, book: Rulebook = STANDARD) -> Decision:
    """Return the decision for a case on a day. Pure: same case, same answer.

    Raises ``CaseError`` when the case holds days after ``today``.
    """
    if today != case.today and (faults := tuple(case_faults(case, today))):
        raise CaseError(faults)
    review = open_review(case, today, book)
    failed = [pair for pair in _gate(review) if pair[1].state != MET]
    reasons = _reasons(review, failed)
    caps = _caps(review)
    if not reasons:
        reasons += _progress_reasons(review, caps)
    return _decision(review, sorted(reasons, key=safest_first), failed, caps)


def _gate(review: Review) -> list[tuple[GateRow, Outcome]]:
    return list(gate_outcomes(review)) if planning.at_boundary(review) else []


def _reasons(review: Review, failed: list[tuple[GateRow, Outcome]]) -> list[Reason]:
    reasons = [each for table in TABLES for each in fire(review, table)]
    reasons += _session_reasons(review)
    reasons += _gate_reasons(review, failed)
    return reasons + list(fire(review, MAINTAIN))


def _session_reasons(review: Review) -> Iterator[Reason]:
    for session in review.new:
        for rule, facts in verdict(review, session):
            yield reason(rule, facts, review.book)
    for session, name in missing_entries(review):
        lacking = Fact("lacking", (name,), session.on, session.id)
        yield reason(UNEVEN, (Fact("session_on", session.on, session.on, session.id), lacking), review.book)


def _gate_reasons(review: Review, failed: list[tuple[GateRow, Outcome]]) -> Iterator[Reason]:
    by_rule: dict[str, list[str]] = {}
    for row, _outcome in failed:
        by_rule.setdefault(row.rule or row.gate, []).append(row.label)
    for rule, labels in by_rule.items():
        facts = (Fact("items", tuple(labels)), Fact("next_phase", planning.phase_to_come(review)))
        yield reason(gate_rule(rule), facts, review.book)


def _caps(review: Review) -> list[Cap]:
    """Return the limits on weekly minutes and on the longest run (LD-01, LD-03, LD-09) where volume is built."""
    caps: list[Cap] = []
    if not planning.builds_volume(review):
        return caps
    reference, longest = planning.reference_week_min(review), planning.longest_run_min(review)
    after_light = review.case.state.first_review_after_light_week is True
    asked = planning.request_of(review).week_min
    small = max(asked or 0, reference or 0) < review.book["LD-01.weekly_min"]
    if reference is not None and (after_light or not small):
        rule = "LD-09" if after_light else "LD-01"
        caps.append(Cap(rule, _whole(reference * review.book[f"{rule}.growth"]), "min/week"))
    if longest is not None:
        caps.append(Cap("LD-03", _whole(longest * review.book["LD-03.growth"]), "min"))
    return caps


def _whole(minutes: float) -> int:
    """Return whole minutes, rounded down; 98.99999999 from a product is 99."""
    return math.floor(round(minutes, 6))


def _clean_sessions(review: Review) -> list[Fact]:
    """Return the pain of the clean sessions that carry a progress, each with its day, latest first."""
    streak = islice(clean_streak(review), int(review.book["LD-14.clean"]))
    return [Fact("pain_during", s.pain_during, s.on, s.id) for s in streak if s.pain_during is not None]


def _progress_reasons(review: Review, caps: list[Cap]) -> list[Reason]:
    """Return HL-02 and the caps that bite."""
    request = planning.request_of(review)
    course = course_of(review, "PROGRESS", frozenset())
    facts = (
        Fact("level", review.level),
        Fact("next_level", course.next_level),
        Fact("next_phase", course.next_phase),
        *_clean_sessions(review),
    )
    reasons = [reason(NEXT_LEVEL, facts, review.book)]
    rows = {"LD-01": CAPPED, "LD-09": AFTER_LIGHT_WEEK, "LD-03": RUN_CAPPED}
    for cap in caps:
        asked = request.long_run_min if cap.rule == "LD-03" else request.week_min
        if (asked is not None and asked > cap.limit) or cap.rule == "LD-09":
            asked_fact = () if asked is None else (Fact("asked_min", asked),)
            reasons.append(reason(rows[cap.rule], (Fact("limit_min", cap.limit), *asked_fact), review.book))
    return reasons


def _decision(
    review: Review, reasons: list[Reason], failed: list[tuple[GateRow, Outcome]], caps: list[Cap]
) -> Decision:
    first = reasons[0]
    course = course_of(review, first.decision, frozenset(each.key for each in reasons))
    factor = _load_factor(review, reasons)
    to_do = tuple(tasks(review, TASK_RULES))
    return Decision(
        decided_on=review.today,
        decision=first.decision,
        urgency=first.urgency,
        phase=review.phase,
        level=review.level,
        target_level=course.target_level,
        next_phase=course.next_phase,
        next_level=course.next_level,
        load_factor=factor,
        plan=_plan(review, reasons, course, factor, caps),
        reasons=tuple(reasons),
        not_met=_not_met(failed),
        missing=_missing(review, reasons, [task.key for task in to_do]),
        caps=tuple(caps),
        tasks=to_do,
        next_review_on=_next_review(review, reasons),
        flares=tuple(session.on for session in new_flares(review)),
        undecided=_undecided(reasons),
        rules_version=review.book.version,
        rulebook=review.book.name,
    )


def _not_met(failed: list[tuple[GateRow, Outcome]]) -> tuple[NotMet, ...]:
    return tuple(NotMet(row.gate, row.item, o.need, o.have, o.state, o.on) for row, o in failed)


def course_of(review: Review, decision: str, keys: frozenset[str]) -> Course:
    """Return where a decision leads; ``keys`` are the rows that fired."""
    if decision == "PROGRESS":
        phase = planning.phase_to_come(review)
        entered = phase != review.phase
        return Course(review.level + 1, phase, first_level(review, phase) if entered else review.level + 1)
    target = review.level
    if decision == "REGRESS":
        steps = [int(review.book[figure]) for key, figure in LEVELS_BACK.items() if key in keys]
        target = regress_target(review, max(steps, default=1))
    elif decision == "HOLD" and "FL-07" in keys:
        target = regress_target(review)
    return Course(target, review.phase, target)


def first_level(review: Review, phase: str) -> int:
    """Return the level at which a phase is entered; PH5 counts on from the last stage."""
    if phase == "PH4":
        return STAGE_TABLES[table_of(review.case.state.table, review.condition)].first
    return review.level + 1 if phase == "PH5" else 1


def table_of(table: str | None, condition: str) -> str:
    """Return the walk–run table: the one chosen, else the default of the condition."""
    return table or ("W-BSI" if condition in BSI else "W-GEN")


def _load_factor(review: Review, reasons: list[Reason]) -> float:
    decision, urgency = reasons[0].decision, reasons[0].urgency
    keys = {each.key for each in reasons}
    if decision == "REFER":
        return 0.0 if urgency in STOP_LOADING else 1.0
    if decision == "DELOAD":
        return review.book["LD-07.load"]
    if decision == "REGRESS":
        return review.book["FL-03.load" if "FL-03" in keys else "FL-02.load"]
    return 1.0


def _plan(review: Review, reasons: list[Reason], course: Course, factor: float, caps: list[Cap]) -> Plan:
    stage = None
    if course.next_phase == "PH4":
        table = STAGE_TABLES[table_of(review.case.state.table, review.condition)]
        found = table.stage(course.next_level)
        stage = StageStep(table.code, found.number, found.run_min, found.total_min, found.bouts)
    decision = reasons[0].decision
    week, run = _minutes(review, decision, factor, caps)
    until = _no_impact_until(review, {each.key for each in reasons})
    impact = decision in {"HOLD", "DELOAD", "PROGRESS"} and until is None
    return Plan(week, run, stage, impact, until)


def _minutes(review: Review, decision: str, factor: float, caps: list[Cap]) -> tuple[float | None, float | None]:
    """Return weekly minutes and longest run of the coming week, where volume is built."""
    reference, longest = planning.reference_week_min(review), planning.longest_run_min(review)
    if not planning.builds_volume(review):
        return None, None
    if decision != "PROGRESS":
        return None if reference is None else _whole(reference * factor), longest
    request = planning.request_of(review)
    limits = {cap.unit: cap.limit for cap in caps}
    week = _within(request.week_min, limits.get("min/week"), reference)
    return week, _within(request.long_run_min, limits.get("min"), longest)


def _within(asked: float | None, limit: float | None, known: float | None) -> float | None:
    """Return what was asked for up to the limit; without a request the limit, without a limit what is known."""
    if asked is None:
        return known if limit is None else limit
    return asked if limit is None else min(asked, limit)


def _no_impact_until(review: Review, keys: set[str]) -> date | None:
    days = [review.book[f"{key}.rest_days"] for key in ("FL-03", "BS-03") if key in keys]
    given = review.case.state.no_impact_until
    dates = [review.today + timedelta(days=each) for each in days]
    dates += [given] if given is not None and given > review.today else []
    return max(dates, default=None)


def _missing(review: Review, reasons: list[Reason], task_keys: list[str]) -> tuple[str, ...]:
    """Return the places of the case that are asked for; sessions are numbered in order of date."""
    missing = []
    for each in reasons:
        names: tuple[str, ...] = MISSING_FIELDS.get(each.key, ())
        lacking = [fact for fact in each.facts if fact.fact == "lacking" and each.key == UNEVEN.key]
        names += tuple(str(name) for fact in lacking if isinstance(fact.value, tuple) for name in fact.value)
        sessions = [fact.session for fact in each.facts if fact.session is not None]
        missing += [f"sessions[{review.position[sessions[0]]}].{name}" for name in names]
    missing += [MISSING_PLACES[key] for key in (*(e.key for e in reasons), *task_keys) if key in MISSING_PLACES]
    return tuple(dict.fromkeys(missing))


def _undecided(reasons: list[Reason]) -> tuple[str, ...]:
    waiting = [fact.session for each in reasons if each.key in UNDECIDED for fact in each.facts if fact.session]
    return tuple(dict.fromkeys(waiting))


def _next_review(review: Review, reasons: list[Reason]) -> date:
    """Return the next review: for a HOLD the day on which what holds can have changed."""
    first = reasons[0]
    days = review.book[f"review.{first.urgency or first.decision}"]
    if first.decision != "HOLD":
        return review.today + timedelta(days=days)
    waits = [s.on + timedelta(days=review.window_days(s)) for s in review.new if window_open(review, s)]
    held = lock(review)
    waits += [held[1]] if held is not None else []
    light, stepped = planning.light_week_end(review), planning.last_decision(review, "PROGRESS")
    waits += [light] if light is not None else []
    if stepped is not None and any(each.key == "LD-01:week" for each in reasons):
        waits.append(stepped.on + planning.WEEK)
    later = [day for day in waits if day > review.today]
    return max(later, default=review.today + timedelta(days=days))
