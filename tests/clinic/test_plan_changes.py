"""What differs between two plans, and which changes ask too much at once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.plan_changes import check_raise, check_raises, plan_changes, raised_variables
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import PlanItem
from tests.support.session_factory import shipped_library

CALF = PlanItem("EX-P04", 3, reps=12, load="10 kg backpack", frequency="3 per week")
BALANCE = PlanItem("EX-B02", 3, hold_s=30)
RAISED = {
    "sets": {"sets": 4},
    "reps": {"reps": 15},
    "hold_s": {"hold_s": 5},
    "minutes": {"minutes": 2},
    "load": {"load": "12 kg backpack"},
    "frequency": {"frequency": "daily"},
}


def test_a_plan_against_itself_has_no_changes_whatever_the_order() -> None:
    assert plan_changes((CALF, BALANCE), (BALANCE, CALF)) == ()


def test_added_changed_and_removed() -> None:
    harder = replace(CALF, reps=15, note="slowly")
    found = plan_changes((CALF, BALANCE), (PlanItem("EX-I05", 2, 10), harder))
    assert [(change.kind, change.exercise_id, change.fields) for change in found] == [
        ("added", "EX-I05", ()),
        ("changed", "EX-P04", ("reps", "note")),
        ("removed", "EX-B02", ()),
    ]
    assert (found[1].before, found[1].after) == (CALF, harder)


@pytest.mark.parametrize("variable", RAISED)
def test_one_way_of_raising_is_taken(variable: str) -> None:
    assert raised_variables(CALF, replace(CALF, **RAISED[variable])) == (variable,)
    check_raise(CALF, replace(CALF, **RAISED[variable]), shipped_library())


@given(st.lists(st.sampled_from(sorted(RAISED)), min_size=2, unique=True))
def test_two_ways_at_once_are_refused_with_both_named(variables: list[str]) -> None:
    changes = {name: value for variable in variables for name, value in RAISED[variable].items()}
    with pytest.raises(FieldError, match=r"at once.*LD-20") as refusal:
        check_raise(CALF, replace(CALF, **changes), shipped_library())
    assert refusal.value.field in variables


@pytest.mark.parametrize(
    ("before", "after", "heavier"),
    [
        ("", "5 kg", True),
        ("5 kg", "", False),
        ("10 kg", "7,5 kg", False),
        ("7.5 kg", "10 kg", True),
        ("12RM", "10RM", True),
        ("10 RM", "12RM", False),
        ("red band", "blue band", True),
        ("5 kg", "5 lb", True),
    ],
)
def test_loads_are_compared_by_what_they_say(before: str, after: str, heavier: bool) -> None:
    raised = raised_variables(replace(CALF, load=before), replace(CALF, load=after))
    assert ("load" in raised) is heavier


def test_a_step_of_a_published_loading_table_is_one_step() -> None:
    first, second = replace(CALF, sets=3, load="12RM"), replace(CALF, sets=4, reps=10, load="10RM")
    assert raised_variables(first, second) == ("sets", "load")
    check_raises([first], [second, BALANCE], shipped_library())
    with pytest.raises(FieldError):
        check_raises([first], [replace(second, load="8RM")], shipped_library())


def test_doing_less_of_one_and_more_of_another_raises_one() -> None:
    assert raised_variables(CALF, replace(CALF, sets=2, reps=20)) == ("reps",)
    assert raised_variables(CALF, replace(CALF, frequency="when it suits")) == ()
