"""Case files as a broken program would write them: valid ones with junk in random places."""

import copy
import random

from tests.progression.strategies import a_case

JUNK: list[object] = [
    None,
    True,
    -1,
    11,
    10**30,
    1e300,
    "",
    "x" * 200,
    "2026-13-01",
    [],
    {},
    [[]],
    {"a": 1},
    float("nan"),
    "\x00",
    "🦶",
]


def mutated(seed: int) -> object:
    """Return a case with one to three places changed for junk; the same seed gives the same case."""
    chance = random.Random(seed)
    case: object = copy.deepcopy(a_case(seed))
    for _ in range(chance.randint(1, 3)):
        case = _mutate(case, chance)
    return case


def _mutate(value: object, chance: random.Random) -> object:
    if chance.random() < 0.12:
        return chance.choice(JUNK)
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        if chance.random() < 0.1:
            value.pop(key)
        else:
            value[chance.choice([key, key, key, f"{key}x"])] = _mutate(value[key], chance)
    elif isinstance(value, list) and value:
        index = chance.randrange(len(value))
        value[index] = _mutate(value[index], chance)
    else:
        return chance.choice(JUNK)
    return value
