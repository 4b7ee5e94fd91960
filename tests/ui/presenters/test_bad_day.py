"""The plan on a day with symptoms, line by line, and what to do instead of running."""

from footrehab_desktop.progression.heart_rate import heart_rate_zones
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.presenters.bad_day import bad_day_rows, choices, easy_words
from tests.support.session_factory import shipped_library

LIBRARY = shipped_library()
FOOT, CALF = PlanItem("EX-I05", 2, 10, 5), PlanItem("EX-P04", 3, 10)
HOPS, BIKE = PlanItem("EX-J05", 3, 10), PlanItem("EX-C01", 1, minutes=20)


def test_every_exercise_says_what_becomes_of_it() -> None:
    rows = bad_day_rows((FOOT, CALF, HOPS), "PH4", LIBRARY, (), STANDARD)
    assert [(row.kind, row.usual, row.then) for row in rows] == [
        ("kept", "2 × 10 · hold 5 s · daily", "as always"),
        ("lighter", "3 × 10 · daily", "2 × 10, lighter"),
        ("left out", "3 × 10 · daily", "left out: impact waits for a calm day"),
    ]


def test_cross_training_is_without_impact_allowed_and_reached_in_this_phase() -> None:
    early = {choice.exercise_id for choice in choices((), "PH0", LIBRARY, ())}
    later = choices((BIKE,), "PH4", LIBRARY, {"EX-C02"})
    ids = {choice.exercise_id for choice in later}
    assert early < ids | {"EX-C02"}
    assert "EX-C02" not in ids
    assert "EX-C06" not in ids, "intervals are hard work"
    for choice in later:
        exercise = LIBRARY.exercise(choice.exercise_id)
        assert (exercise.domain, exercise.impact) == ("cardio", False)
        assert choice.planned == (choice.exercise_id == "EX-C01")
        assert choice.dose


def test_the_easy_zones_are_one_range() -> None:
    assert easy_words(heart_rate_zones(40, 60)[:2]) == "Easy: 96–130 beats/min, effort 1–4 of 10"
    assert easy_words(heart_rate_zones(40, 60, effort_only=True)[:2]) == "Easy: effort 1–4 of 10"
