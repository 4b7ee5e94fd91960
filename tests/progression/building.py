"""Builds cases for the tests of the core: a quiet base that would progress, and changes to it."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from footrehab_desktop.progression import Case, decide, read_case

TODAY = date(2026, 3, 16)
Json = dict[str, Any]


def ago(days: int) -> str:
    """The ISO date so many days before the day of the review."""
    return (TODAY - timedelta(days=days)).isoformat()


def session(name: str, days: int, **fields: Any) -> Json:
    """A clean session so many days ago."""
    return {"id": name, "on": ago(days), "pain_during": 2, "settle_h": 10, **fields}


def run(name: str, days: int, **fields: Any) -> Json:
    """A clean run so many days ago."""
    return session(name, days, kind="run", impact=True, **fields)


def strength(name: str, days: int, **fields: Any) -> Json:
    """A clean strength session so many days ago."""
    return session(name, days, kind="strength", impact=False, **fields)


def history(days: int, decision: str, before: int, after: int, *rules: str, **fields: Any) -> Json:
    """An earlier review so many days ago."""
    return {
        "on": ago(days),
        "decision": decision,
        "from_level": before,
        "to_level": after,
        "rules": list(rules),
    } | fields


def result(code: str, involved: float, uninvolved: float | None = None, days: int = 2, **fields: Any) -> Json:
    """A test result so many days ago."""
    sides = {"involved": involved} | ({} if uninvolved is None else {"uninvolved": uninvolved})
    return {"test": code, "on": ago(days), **sides, **fields}


def found(code: str, **fields: Any) -> Json:
    """A finding of yesterday."""
    return {"code": code, "on": ago(1), **fields}


def measure(code: str, score: float, days: int = 2) -> Json:
    """A measure's score so many days ago."""
    return {"measure": code, "on": ago(days), "score": score}


def strengthening(**changes: Any) -> Json:
    """Plantar heel pain in PH2 level 3 with two clean sessions: PROGRESS."""
    return merged(
        {
            "contract": 1,
            "today": TODAY.isoformat(),
            "patient": {"birth_date": "1984-02-03", "sex": "female"},
            "episode": {"condition": "plantar_heel", "side": "right"},
            "state": {"phase": "PH2", "level": 3, "stable_levels": [1, 2], "baseline_pain": 1, "baseline_swelling": 0},
            "sessions": [strength("a", 5), strength("b", 3)],
        },
        changes,
    )


def walk_running(**changes: Any) -> Json:
    """Forefoot pain in PH4 stage 3 with two clean runs: PROGRESS."""
    base = strengthening(
        episode={"condition": "forefoot_other"},
        state={"phase": "PH4", "table": "W-GEN"},
        sessions=[run("a", 5), run("b", 3)],
    )
    return merged(base, changes)


def building(**changes: Any) -> Json:
    """Plantar heel pain in PH5 week 8, 100 min a week, longest run 40 min, gait check fresh: PROGRESS."""
    base = strengthening(
        episode={"first_run_on": ago(90)},
        state={
            "phase": "PH5",
            "level": 8,
            "stable_levels": [6, 7],
            "reference_week_min": 100,
            "longest_run_30d_min": 40,
        },
        sessions=[run("a", 5), run("b", 3)],
        tests=[result("fatigue_gait", 0)],
    )
    return merged(base, changes)


def merged(base: Json, changes: Json) -> Json:
    """The base with changes: objects field by field, anything else in whole; None takes a field away."""
    result = deepcopy(base)
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        elif value is None:
            result.pop(key, None)
        else:
            result[key] = deepcopy(value)
    return result


def case_of(given: Json) -> Case:
    """The case of the JSON."""
    return read_case(given)


def fired(given: Json) -> set[str]:
    """The rows that fired, with the tasks."""
    case = read_case(given)
    decision = decide(case, case.today)
    return {reason.key for reason in decision.reasons} | {task.key for task in decision.tasks}


def decided(given: Json) -> str:
    """The decision, with its urgency for a referral."""
    case = read_case(given)
    decision = decide(case, case.today)
    return f"{decision.decision} {decision.urgency}" if decision.urgency else decision.decision
