"""Random cases for the properties of the core. A case grows from one seed, which keeps ten thousand of them quick."""

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from footrehab_desktop.progression import codes
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from tests.progression.building import TODAY, Json, ago, building, strengthening, walk_running
from tests.progression.gate_examples import (
    at_awakening,
    at_continuous_running,
    at_first_run,
    at_full_sport,
    at_settling,
    at_strengthening,
)

EXAMPLES = max(200, settings.get_profile(settings.get_current_profile_name()).max_examples)
"""Examples of each property: 200 at least, 10,000 in the long profile."""


def recorded(fields: Json) -> Json:
    """Leave out what was not recorded."""
    return {name: value for name, value in fields.items() if value is not None}


def sometimes(chance: Random, value: Any, part: float = 0.5) -> Any:
    """A value, or not recorded."""
    return value if chance.random() < part else None


def pain(chance: Random) -> int:
    """Mostly low pain, sometimes any."""
    return chance.randint(0, 2) if chance.random() < 0.6 else chance.randint(0, 10)


def a_session(chance: Random, days: int, level: int) -> Json:
    """A session so many days ago: mostly calm, so that every decision is reached, with trouble mixed in."""
    kind = chance.choice(["run", "run", "strength", "plyometric", "walk", "cycle", None])
    fields = {
        "id": f"s{days}",
        "on": ago(days),
        "kind": kind,
        "impact": sometimes(chance, chance.random() < 0.5),
        "level": chance.choice([level, level, None, max(0, level - 1)]),
        "pain_during": chance.randint(0, 2),
        "settle_h": 8,
        "completed_pct": 100,
        "rpe": 3,
    }
    return recorded(fields | (_trouble(chance) if chance.random() < 0.25 else {}))


def _trouble(chance: Random) -> Json:
    fields = {
        "pain_during": pain(chance),
        "settle_h": chance.randint(0, 90),
        "completed_pct": chance.randint(50, 100),
        "rpe": chance.randint(0, 10),
        "pain_24h": pain(chance),
        "pain_48h": pain(chance),
        "rest_pain": pain(chance),
        "swelling": chance.randint(0, 3),
        "swelling_h": chance.randint(0, 60),
        "stiffness_delta_min": chance.randint(-10, 30),
        "sharp": chance.random() < 0.3,
        "limp": chance.random() < 0.3,
        "night_waking_nights_7d": chance.randint(0, 4),
        "tenderness": chance.choice(list(codes.TENDERNESS)),
        "target_rpe": chance.randint(2, 6),
        "foot_contacts": chance.randint(0, 200),
        "trigger": chance.choice(list(codes.TRIGGERS)),
    }
    return {name: sometimes(chance, value, 0.3) for name, value in fields.items()}


def a_state(chance: Random) -> Json:
    """A state in any phase, at a level that its table has."""
    phase = chance.choice(["PH0", "PH1", "PH2", "PH2", "PH3", "PH4", "PH4", "PH5", "PH6"])
    table = chance.choice(list(STAGE_TABLES))
    stages = [stage.number for stage in STAGE_TABLES[table].stages]
    fields = {
        "phase": phase,
        "table": table,
        "level": chance.choice(stages) if phase == "PH4" else chance.randint(0, 8),
        "stable_levels": chance.sample(range(9), chance.randint(0, 4)),
        "baseline_pain": sometimes(chance, chance.randint(0, 3)),
        "baseline_swelling": sometimes(chance, chance.randint(0, 1)),
        "week_in_cycle": sometimes(chance, chance.randint(1, 8)),
        "cycle_weeks": sometimes(chance, chance.randint(6, 8)),
        "weeks_since_light": sometimes(chance, chance.randint(0, 5)),
        "first_review_after_light_week": sometimes(chance, chance.random() < 0.3),
        "reference_week_min": sometimes(chance, chance.randint(0, 200)),
        "longest_run_30d_min": sometimes(chance, chance.randint(0, 60)),
    }
    return recorded(fields)


def some_history(chance: Random, level: int) -> list[Json]:
    """Earlier reviews."""
    items = []
    for days in chance.sample(range(1, 41), chance.randint(0, 4)):
        decision = chance.choice(["HOLD", "HOLD", "PROGRESS", "REGRESS", "DELOAD", "PAUSE"])
        before = {"PROGRESS": max(0, level - 1), "REGRESS": level + 1}.get(decision, level)
        rules = ["PM-06", "FL-02"] if decision == "REGRESS" else []
        items.append({"on": ago(days), "decision": decision, "from_level": before, "to_level": level, "rules": rules})
    return items


def some_tests(chance: Random) -> list[Json]:
    """Test results."""
    results = []
    for code in chance.sample(list(codes.TESTS), chance.randint(0, 6)):
        kind = codes.TESTS[code]
        sides = ("involved", "uninvolved") if kind.sided else ("involved",)
        values = {side: sometimes(chance, round(chance.uniform(kind.lowest, kind.highest), 1), 0.9) for side in sides}
        results.append(recorded({"test": code, "on": ago(chance.randint(0, 60)), **values}))
    return results


def some_findings(chance: Random) -> list[Json]:
    """Findings, in one case of four."""
    if chance.random() > 0.25:
        return []
    return [
        {"code": code, "on": ago(chance.randint(0, 20))}
        for code in chance.sample(list(codes.FINDINGS), chance.randint(1, 2))
    ]


def an_episode(chance: Random) -> Json:
    """An episode of any condition."""
    fields = {
        "condition": chance.choice(list(codes.CONDITIONS)),
        "side": chance.choice(["left", "right", "both"]),
        "plan_start": (TODAY - timedelta(days=chance.randint(0, 120))).isoformat(),
        "adherence_pct": sometimes(chance, chance.randint(40, 100)),
        "reassessed_on": sometimes(chance, ago(chance.randint(0, 30))),
        "restriction": sometimes(chance, chance.choice(list(codes.PHASES))),
        "first_run_on": sometimes(chance, ago(chance.randint(0, 60))),
    }
    return recorded(fields)


def a_case(seed: int) -> Json:
    """A whole case, every second one quiet but for one thing at most."""
    chance = Random(seed)
    return _quiet_case(chance) if chance.random() < 0.5 else _busy_case(chance)


def _quiet_case(chance: Random) -> Json:
    case = chance.choice(
        [strengthening, walk_running, building, at_settling, at_awakening, at_strengthening, at_first_run,
         at_continuous_running, at_full_sport]
    )()  # fmt: skip
    other = _busy_case(chance)
    for block in chance.sample(["tests", "findings", "request", "history", "measures"], 1):
        if block in other and chance.random() < 0.4:
            case[block] = other[block]
    if chance.random() < 0.4:
        case["sessions"] = [
            *case["sessions"],
            {**a_session(chance, chance.randint(0, 20), case["state"]["level"]), "id": "one more"},
        ]
    if chance.random() < 0.4:
        case["episode"] = {**case["episode"], "condition": chance.choice(list(codes.CONDITIONS))}
    return {"tests": [], "findings": [], "history": [], **case}


def _busy_case(chance: Random) -> Json:
    state = a_state(chance)
    request = {
        "week_min": sometimes(chance, chance.randint(0, 250)),
        "long_run_min": sometimes(chance, chance.randint(0, 90)),
        "adds": chance.sample(list(codes.ADDITIONS), chance.randint(0, 1)),
    }
    case = {
        "contract": 1,
        "today": TODAY.isoformat(),
        "patient": recorded(
            {"birth_date": sometimes(chance, chance.choice(["1984-02-03", "2010-01-01", "1950-05-05"]))}
        ),
        "episode": an_episode(chance),
        "state": state,
        "history": some_history(chance, state["level"]),
        "sessions": [a_session(chance, day, state["level"]) for day in chance.sample(range(41), chance.randint(0, 8))],
        "findings": some_findings(chance),
        "tests": some_tests(chance),
        "request": sometimes(chance, recorded(request)),
    }
    return recorded(case)


def cases() -> st.SearchStrategy[Json]:
    """Random cases, made to reach every decision."""
    return st.integers(0, 2**48).map(a_case)
