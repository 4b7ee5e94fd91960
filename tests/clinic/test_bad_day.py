"""A bad day keeps what is easy on the foot, lightens what loads it, and leaves impact out."""

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.bad_day import bad_day
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.records.values import PlanItem
from tests.support.session_factory import shipped_library

LIBRARY = shipped_library()
FOOT, CALF, BALANCE = PlanItem("EX-I05", 2, 10, 5), PlanItem("EX-P04", 3, 10), PlanItem("EX-B02", 1, hold_s=30)
HOPS, BIKE = PlanItem("EX-J05", 3, 10), PlanItem("EX-C01", 1, minutes=20)


def test_load_falls_and_foot_work_stays() -> None:
    day = bad_day((FOOT, CALF, BALANCE), "PH3", LIBRARY, (), STANDARD)
    assert [(item.exercise_id, item.sets, item.hold_s) for item in day.items] == [
        ("EX-I05", 2, 5),
        ("EX-P04", 2, None),
        ("EX-B02", 1, 21),
    ]
    assert (day.left_out, day.instead) == ((), ())


def test_a_clinics_own_figure_says_how_much_lighter() -> None:
    book = STANDARD.changed("own 1", {"FL-02.load": 0.5})
    assert bad_day((CALF,), "PH3", LIBRARY, (), book).items[0].sets == 1


def test_impact_is_left_out_and_something_easier_is_offered() -> None:
    day = bad_day((CALF, HOPS), "PH3", LIBRARY, {"EX-C01"}, STANDARD)
    assert day.left_out == ("EX-J05",)
    assert day.instead
    assert "EX-C01" not in day.instead
    assert all(not LIBRARY.exercise(exercise_id).impact for exercise_id in day.instead)


def test_cross_training_of_the_plan_is_enough() -> None:
    day = bad_day((HOPS, BIKE), "PH3", LIBRARY, (), STANDARD)
    assert (day.items, day.instead) == ((BIKE,), ())


@given(st.lists(st.sampled_from([exercise.id for exercise in LIBRARY.exercises]), unique=True), st.integers(1, 9))
def test_nothing_with_impact_stays_and_nothing_grows(exercise_ids: list[str], sets: int) -> None:
    plan = {exercise_id: PlanItem(exercise_id, sets, 10, 20) for exercise_id in exercise_ids}
    day = bad_day(tuple(plan.values()), "PH4", LIBRARY, (), STANDARD)
    assert {item.exercise_id for item in day.items} | set(day.left_out) == set(exercise_ids)
    for item in day.items:
        before = plan[item.exercise_id]
        assert not LIBRARY.exercise(item.exercise_id).impact
        assert 1 <= item.sets <= before.sets
        assert (item.reps or 0) <= (before.reps or 0)
        assert (item.hold_s or 0) <= (before.hold_s or 0)
