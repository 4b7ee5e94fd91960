"""Which test an item of the next gate looks at."""

from collections.abc import Iterable, Mapping

from footrehab_desktop.progression import GateItem
from footrehab_desktop.progression.codes import TESTS

# Gate items that are not named after the test they look at.
GATE_TESTS = {
    "lunge_difference": "weight_bearing_lunge",
    "toe_extension": "mtp1_extension",
    "y_balance_difference": "y_balance_anterior",
    "weight_bearing": "weight_bearing_permitted",
}


def items_by_test(items: Iterable[GateItem]) -> Mapping[str, tuple[GateItem, ...]]:
    """Group gate items by the test they look at: the longest code that the item's name begins with."""
    found: dict[str, list[GateItem]] = {}
    for item in items:
        name = GATE_TESTS.get(item.item, item.item)
        tests = [test for test in TESTS if name == test or name.startswith(f"{test}_")]
        if tests:
            found.setdefault(max(tests, key=len), []).append(item)
    return {test: tuple(group) for test, group in found.items()}
