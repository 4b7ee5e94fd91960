"""What a day of the plan takes, by the time of the day, and what is needed for it."""

from dataclasses import replace

import pytest

from footrehab_desktop.clinic.plan_day import day_minutes, equipment_of, item_minutes
from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.progression.planning import routine_minutes
from footrehab_desktop.records.values import PlanItem
from tests.support.session_factory import shipped_library

LIBRARY = shipped_library()
BIKE = PlanItem("EX-C01", 1, minutes=20, frequency="2 per week")
SHORT_FOOT = PlanItem("EX-I05", 2, 10, 5, side="right")


def test_minutes_of_a_set_rests_and_both_sides_count() -> None:
    assert item_minutes(BIKE, LIBRARY) == 20
    one = item_minutes(replace(SHORT_FOOT, sets=3), LIBRARY)
    assert item_minutes(replace(SHORT_FOOT, sets=3, rest_s=60), LIBRARY) == one + 2
    if LIBRARY.exercise("EX-I05").each_side:
        assert item_minutes(replace(SHORT_FOOT, sets=3, side="both"), LIBRARY) == 2 * one


@pytest.mark.parametrize(("frequency", "times"), [("daily", 1), ("2 times a day", 2), ("3 to 5 times a day", 5)])
def test_an_exercise_done_more_than_once_a_day_counts_each_time(frequency: str, times: int) -> None:
    once = item_minutes(SHORT_FOOT, LIBRARY)
    assert item_minutes(replace(SHORT_FOOT, frequency=frequency), LIBRARY) == times * once


def test_the_day_is_split_into_its_blocks() -> None:
    morning = replace(SHORT_FOOT, time_of_day="morning")
    evening = replace(SHORT_FOOT, time_of_day="evening")
    day = day_minutes((morning, evening, BIKE, SHORT_FOOT), LIBRARY)
    own = item_minutes(SHORT_FOOT, LIBRARY)
    assert (day.morning, day.evening, day.any_time) == (own, own, 20 + own)
    assert day.total == 20 + 3 * own
    assert day.every_day == 3 * own, "cycling twice a week is no daily routine"


def test_a_plan_of_nothing_takes_and_needs_nothing() -> None:
    assert day_minutes((), LIBRARY).total == 0
    assert equipment_of((), LIBRARY) == ()


def test_what_is_needed_is_named_once_in_the_order_of_the_plan() -> None:
    with_things = [exercise for exercise in LIBRARY.exercises if exercise.equipment][:6]
    items = [item_for(exercise, "right") for exercise in (*with_things, *with_things)]
    names = equipment_of(items, LIBRARY)
    assert len(names) == len(set(names))
    assert len(names) == len({code for exercise in with_things for code in exercise.equipment})


def test_only_the_first_loaded_phase_has_a_daily_routine() -> None:
    assert routine_minutes("PH1") == 15
    assert routine_minutes("PH2") is routine_minutes("") is None
