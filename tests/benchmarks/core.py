"""The progression core alone: one decision on a year and on ten years of sessions, and loading the core."""

import dataclasses
import functools
import os
import statistics
import subprocess
import sys
from datetime import date, timedelta
from random import Random
from typing import Any

from footrehab_desktop.progression import Case, CaseError, decide, read_case
from tests.benchmarks.figures import Figure, milliseconds
from tests.progression.mutated_cases import mutated

TODAY = date(2026, 3, 16)
SESSIONS_A_YEAR = 200
LOADING = (
    "import time; start = time.perf_counter(); import footrehab_desktop.progression; print(time.perf_counter() - start)"
)


def measure(runs: int) -> list[Figure]:
    """Return ``decide`` in ms and against ten years, and the import in ms."""
    year, decade = _case(1), _case(10)
    one, ten = [], []
    for _ in range(max(runs, 20)):
        one.append(milliseconds(lambda: decide(year, TODAY)))
        ten.append(milliseconds(lambda: decide(decade, TODAY)))
    short, long = statistics.median(one), statistics.median(ten)
    loading = statistics.median(_loading() for _ in range(runs))
    sessions = f"{len(year.sessions)} sessions"
    return [
        Figure("decide, one year of sessions", short, "ms", 1, sessions),
        Figure(
            "decide, ten years against one", long / short, "×", 12, f"{long:.2f} ms, {len(decade.sessions)} sessions"
        ),
        Figure("slowest of 10,000 mutated cases", _slowest_mutated(), "ms", 50, "read and decided, or refused"),
        Figure("10,000 episodes in one process", _many_episodes(), "s", 10, "decide on ten weeks of sessions each"),
        Figure("import of the core", loading, "ms", 60, "a fresh process, bytecode in place"),
    ]


def _slowest_mutated() -> float:
    """Return the longest time in ms that one mutated case takes to be answered."""
    return max(milliseconds(functools.partial(_answer, mutated(seed))) for seed in range(10_000))


def _answer(content: object) -> None:
    try:
        case = read_case(content)
        decide(case, case.today)
    except CaseError:
        pass


def _many_episodes() -> float:
    """Return the seconds that 10,000 episodes take."""
    case = _case(1)
    episode = dataclasses.replace(case, sessions=case.sessions[-40:])
    return milliseconds(lambda: [decide(episode, TODAY) for _ in range(10_000)]) / 1000


def _loading() -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    completed = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=True, env=environment
    )
    return float(completed.stdout) * 1000


def _case(years: int) -> Case:
    """Return a runner's case: sessions every second day, the morning after each, a test every four weeks."""
    chance = Random(5)
    start = TODAY - timedelta(days=365 * years)
    many = SESSIONS_A_YEAR * years
    days = [start + timedelta(days=number * 365 * years // many) for number in range(1, many + 1)]
    visits = [start + timedelta(weeks=4 * number) for number in range(13 * years)]
    return read_case(
        {
            "contract": 1,
            "today": TODAY.isoformat(),
            "patient": {"birth_date": "1984-02-03", "sex": "female", "diabetes": False, "neuropathy": False},
            "episode": {"condition": "plantar_heel", "side": "right", "plan_start": start.isoformat()},
            "state": {"phase": "PH4", "level": 3, "table": "W-GEN", "baseline_pain": 1, "baseline_swelling": 0},
            "sessions": [_session(number, on, chance) for number, on in enumerate(days)],
            "tests": [
                {"test": "heel_raise", "on": on.isoformat(), "involved": 20, "uninvolved": 24, "set_up": "incline"}
                for on in visits
            ],
            "measures": [],
            "findings": [],
            "history": [
                {"on": on.isoformat(), "decision": "HOLD", "from_level": 3, "to_level": 3, "rules": ["PM-HOLD"]}
                for on in visits
            ],
            "recovery": [
                {"on": on.isoformat(), "sleep_h": 7, "mood": 4, "worst_pain": chance.randint(0, 2)} for on in days
            ],
            "weeks": [],
        }
    )


def _session(number: int, on: date, chance: Random) -> dict[str, Any]:
    return {
        "id": str(number),
        "on": on.isoformat(),
        "kind": "run",
        "impact": True,
        "level": 3,
        "completed_pct": 100,
        "minutes": 30,
        "run_min": 12,
        "pain_during": chance.randint(0, 3),
        "pain_24h": chance.randint(0, 1),
        "settle_h": chance.randint(0, 14),
        "rest_pain": 0,
        "swelling": 0,
        "sharp": False,
        "limp": False,
        "rpe": 3,
    }
