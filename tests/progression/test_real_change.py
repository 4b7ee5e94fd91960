"""Real change: every row just below, at and above its figure, both directions, and what swapping the dates does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.progression import change_sentence, change_wording, measure_change, real_change
from footrehab_desktop.progression.codes import MARKS, TESTS
from footrehab_desktop.progression.measure_table import MEASURE_TABLE
from footrehab_desktop.progression.real_change import NPRS, TEST_CHANGES, ChangeRow, change_row

# before, then: just below the figure, at it, above it; and the word for at and above
EXAMPLES = {
    "weight_bearing_lunge": (8.0, 9.8, 9.9, 12.0, "better"),
    "mtp1_extension": (50, 59, 60, 65, "better"),
    "heel_raise": (20, 26, 27, 30, "better"),
    "single_leg_stance": (45, 37, 36.81, 30, "worse"),
    "single_leg_stance_closed": (9, 10.9, 11, 15, "better"),
    "step_down": (2, 1.5, 1, 0, "better"),
    "toe_strength": (92.5, 107.4, 107.5, 120, "better"),
    "toe_press_endurance": (45, 54.9, 55, 60, "better"),
    "arch_height_index": (0.34, 0.313, 0.312, 0.3, "changed"),
    "y_balance_anterior": (72, 77.9, 78, 85, "better"),
    "sprint_40m": (9.85, 10.14, 10.15, 11, "worse"),
    "foot_off_excursion": (20, 24, 25, 30, "changed"),
    "first_step_pain": (60, 42, 41, 20, "better"),
    NPRS: (3, 4, 5, 8, "worse"),
}
OPPOSITE = {"better": "worse", "worse": "better"}
RESULTS = st.floats(0.01, 200, allow_nan=False)


def test_every_row_has_an_example() -> None:
    assert set(EXAMPLES) == set(TEST_CHANGES)


@pytest.mark.parametrize("test", EXAMPLES)
def test_a_change_counts_from_the_figure_on(test: str) -> None:
    before, below, at, above, word = EXAMPLES[test]
    assert real_change(test, before, below).direction == "no_real_change"
    assert real_change(test, before, at).direction == word
    assert real_change(test, before, above).direction == word
    assert not real_change(test, before, below).is_real
    assert real_change(test, before, at).is_real
    assert change_sentence(real_change(test, before, at), "x").startswith(
        {"better": "Better by", "worse": "Worse by", "changed": "A difference of"}[word]
    )


@pytest.mark.parametrize("row", TEST_CHANGES.values(), ids=TEST_CHANGES)
def test_rows_are_marked_sourced_and_of_a_known_test_in_its_unit(row: ChangeRow) -> None:
    assert row.mark in MARKS
    assert row.source
    assert row.value > 0
    assert row.better in {"higher", "lower", "neither"}
    if row.test != NPRS and row.test not in {"first_step_pain", "step_down"}:
        assert row.unit == TESTS[row.test].unit


@given(st.sampled_from([*TEST_CHANGES, *TESTS]), RESULTS, RESULTS)
def test_swapping_the_dates_turns_the_direction_and_never_the_realness(test: str, first: float, second: float) -> None:
    there, back = real_change(test, first, second), real_change(test, second, first)
    assert back.is_real == there.is_real
    assert back.direction == OPPOSITE.get(there.direction, there.direction)
    assert back.difference == -there.difference
    assert back.threshold == there.threshold


@given(st.sampled_from(list(TEST_CHANGES)), RESULTS)
def test_the_same_result_twice_is_never_a_change(test: str, result: float) -> None:
    same = real_change(test, result, result)
    assert (same.direction, same.difference) == ("no_real_change", 0)
    assert change_sentence(same, "cm") == "Unchanged."


def test_nothing_at_either_date_is_no_change_although_a_percentage_of_nothing_is_nothing() -> None:
    assert real_change("toe_strength", 0, 0).direction == "no_real_change"
    assert real_change("toe_strength", 0, 3).direction == "better"


def test_a_test_without_a_known_error_is_not_judged() -> None:
    change = real_change("single_hop", 100, 150)
    assert (change.direction, change.difference, change.threshold, change.is_real) == ("not_known", 50, None, False)
    assert change_sentence(change, "cm") == ("A difference of 50 cm. No error figure is known, so it is not judged.")
    assert real_change("single_hop", 100, 100).direction == "no_real_change"
    assert change_row("navicular_drop") is None


def test_every_pain_score_of_the_core_is_judged_like_the_pain_scale() -> None:
    for code, test in TESTS.items():
        if test.unit == NPRS:
            assert change_row(code) == TEST_CHANGES[NPRS]
            assert real_change(code, 5, 3).direction == "better"
            assert real_change(code, 5, 4).direction == "no_real_change"


def test_the_sentence_names_size_figure_mark_and_source() -> None:
    assert change_sentence(real_change("heel_raise", 20, 28), "reps") == (
        "Better by 8 reps; the smallest change that counts is 7 reps "
        "(found: pubmed 28886865, limits of agreement -6.2 to 6.5 from day to day)."
    )
    assert change_sentence(real_change("heel_raise", 28, 25), "reps").startswith(
        "A difference of 3 reps can be measurement error; the smallest change that counts is 7 reps"
    )
    assert "smallest change that counts is 16 N (found" in change_sentence(real_change("toe_strength", 100, 113.3), "N")
    assert "neither way is better" in change_sentence(real_change("arch_height_index", 0.34, 0.3), "")


def test_figures_that_stand_elsewhere_are_read_from_there() -> None:
    assert TEST_CHANGES[NPRS].value == MEASURE_TABLE["NPRS"].change[0].value == 2
    assert TEST_CHANGES["first_step_pain"].value == MEASURE_TABLE["VAS-first-step"].change[0].value == 19
    assert TEST_CHANGES["single_leg_stance"].value == 20


@pytest.mark.parametrize(
    ("measure", "before", "after", "direction"),
    [
        ("FAAM-ADL", 60, 65.7, "no_real_change"),
        ("FAAM-ADL", 60, 65.8, "better"),
        ("FAAM-ADL", 65.8, 60, "worse"),
        ("FFI", 40, 34, "no_real_change"),
        ("FFI", 40, 33, "better"),
        ("FFI", 33, 40, "worse"),
        ("TSK-11", 30, 26, "no_real_change"),
        ("TSK-11", 30, 23, "better"),
        ("GROC", 1, 3, "not_known"),
        ("GROC", 1, 1, "no_real_change"),
    ],
)
def test_measures_change_from_the_mdc_on_or_the_mcid_where_no_mdc_is_known(
    measure: str, before: float, after: float, direction: str
) -> None:
    assert measure_change(measure, before, after).direction == direction


@given(st.sampled_from(list(MEASURE_TABLE)), st.floats(0, 100), st.floats(0, 100))
def test_the_judgement_of_a_measure_agrees_with_its_sentence(measure: str, before: float, after: float) -> None:
    change, words = measure_change(measure, before, after), change_wording(measure, before, after)
    real = ("certain and meaningful", "beyond measurement error", "a meaningful change (")
    assert change.is_real == any(part in words for part in real)
    assert (change.direction == "not_known") == ("no change value is known" in words)
    back = measure_change(measure, after, before)
    assert back.is_real == change.is_real
    assert back.direction == OPPOSITE.get(change.direction, change.direction)
