"""For every gate: a case that passes it, and for each item the value at its edge and the one just beside."""

from typing import Any

from tests.progression.building import (
    Json,
    ago,
    building,
    measure,
    merged,
    result,
    run,
    session,
    strength,
    strengthening,
)

JUMP_SESSIONS = [
    session("j1", 6, kind="plyometric", impact=True, foot_contacts=100, tenderness="none"),
    session("j2", 3, kind="plyometric", impact=True, foot_contacts=100, tenderness="none"),
]
FIRST_RUN_TESTS = [
    result("heel_raise", 20, 22, set_up="incline"),
    result("weight_bearing_lunge", 9.0, 10.5),
    result("mtp1_extension", 60, 60),
    result("toe_strength", 90, 100),
    result("single_leg_stance", 36, 40),
    result("hip_abduction", 90, 100),
    result("single_leg_hops", 2),
    result("brisk_walk_30", 2),
]


def at_first_run(**changes: Any) -> Json:
    """Ankle sprain at the last rung of PH3, everything for the first run met at the edge."""
    base = strengthening(
        episode={"condition": "ankle_sprain"},
        state={"phase": "PH3", "level": 3, "stable_levels": [1, 2]},
        sessions=JUMP_SESSIONS,
        tests=FIRST_RUN_TESTS,
    )
    return merged(base, changes)


def at_settling(**changes: Any) -> Json:
    """Plantar plate in PH0, everything for PH1 met at the edge."""
    base = strengthening(
        episode={"condition": "plantar_plate"},
        state={"phase": "PH0", "level": 0, "stable_levels": []},
        sessions=[strength("a", 5, rest_pain=0, swelling=0), strength("b", 3, rest_pain=0, swelling=0)],
        tests=[result("daily_walking", 3), result("weight_bearing_permitted", 1)],
    )
    return merged(base, changes)


ROUTINE_DAYS = [{"on": ago(n), "exercises": "yes" if n <= 10 else "no"} for n in range(1, 14)]


def at_awakening(**changes: Any) -> Json:
    """Plantar heel in PH1, everything for PH2 met at the edge."""
    base = strengthening(
        state={"phase": "PH1", "level": 3},
        sessions=[strength("x", 11, limp=True), *(strength(f"s{n}", n) for n in (9, 7, 5, 3))],
        history=[{"on": ago(4), "decision": "HOLD", "from_level": 3, "to_level": 3}],
        recovery=ROUTINE_DAYS,
        tests=[
            result("short_foot", 10),
            result("double_leg_heel_raise", 15),
            result("double_leg_heel_raise_pain", 4),
            result("single_leg_stance", 15),
            result("tripod", 1),
        ],
    )
    return merged(base, changes)


def at_strengthening(**changes: Any) -> Json:
    """Plantar heel at the last rung of PH2, everything for PH3 met at the edge."""
    base = strengthening(
        state={"phase": "PH2", "level": 6},
        sessions=[strength(f"s{n}", n, tenderness="none") for n in (7, 5, 3)],
        tests=[
            result("stairs", 4),
            result("brisk_walk_30", 4),
            result("weight_bearing_lunge", 8, 10),
            result("mtp1_extension", 50, 60),
            result("heel_raise", 12, 15),
            result("single_leg_stance", 30, 30),
            result("step_down", 1, 0),
        ],
    )
    return merged(base, changes)


def at_continuous_running(**changes: Any) -> Json:
    """Plantar heel at the last stage of W-GEN, everything for PH5 met at the edge."""
    base = strengthening(
        episode={"first_run_on": ago(14)},
        state={"phase": "PH4", "table": "W-GEN", "level": 12, "stable_levels": []},
        sessions=[run(f"r{n}", n, level=12) for n in (7, 5, 3)],
        tests=[result("fatigue_gait", 0)],
    )
    return merged(base, changes)


SPORT_TESTS = [
    *(result(hop, 90, 100) for hop in ("single_hop", "triple_hop", "crossover_hop")),
    *(result(hop, 10, 9) for hop in ("timed_hop_6m", "side_hop", "figure_8")),
    result("heel_raise", 21.6, 24, set_up="incline"),
    result("y_balance_anterior", 60, 64),
    result("sprint_40m_pain", 2),
    result("fatigue_gait", 0),
]
SPORT_MEASURES = [measure("FFI", 10), measure("I-PRRS", 50), measure("TSK-11", 28)]


def at_full_sport(**changes: Any) -> Json:
    """Plantar heel in the last week of PH5, everything for PH6 met at the edge."""
    base = building(
        state={"top_level": 8},
        sessions=[run(f"r{n}", n) for n in (13, 10, 6, 3)],
        tests=SPORT_TESTS,
        measures=SPORT_MEASURES,
    )
    return merged(base, changes)


def with_result(base: Json, code: str, *sides: float, days: int = 2, **fields: Any) -> Json:
    """A case with one test result in place of the one it has."""
    others = [test for test in base["tests"] if test["test"] != code]
    return {**base, "tests": [*others, result(code, *sides, days=days, **fields)]}


def without_result(base: Json, code: str) -> Json:
    """A case without one test."""
    return {**base, "tests": [test for test in base["tests"] if test["test"] != code]}
