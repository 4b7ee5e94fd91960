"""What a clinician types becomes an exercise of the library, and a copy loses nothing on the way through the form."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.own_exercises import content_to_copy, read_own
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import DOMAINS, Exercise, Span
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.ui.presenters.own_exercise import (
    content_of,
    faults_of,
    form_code,
    how_often,
    neighbour_options,
    new_values,
    usual_values,
    values_of,
)
from tests.support.session_factory import shipped_library

LIBRARY = shipped_library()
SHORT: dict[str, Any] = {
    "name": "Marble race",
    "steps": "Pick it up.\nDrop it.",
    "sets": 2.0,
    "reps": 10.0,
    "per_week": 7.0,
}


def typed(**changes: Any) -> dict[str, Any]:
    return {**new_values(), **SHORT, **changes}


@pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
def test_a_copy_that_is_not_changed_is_the_same_exercise(exercise: Exercise) -> None:
    base = content_to_copy(exercise)
    values = values_of(exercise)
    steps_fit = len(exercise.steps) <= 6
    assert [fault.field for fault in faults_of(values)] == ([] if steps_fit else ["steps"])
    assert read_own("OWN-1", content_of(values, base)) == read_own("OWN-1", base)


@pytest.mark.parametrize("domain", DOMAINS)
def test_name_steps_and_dose_are_enough_in_every_domain(domain: str) -> None:
    values = typed(domain=domain, **usual_values(domain))
    assert faults_of(values) == []
    exercise = read_own("OWN-1", content_of(values, {}))
    assert exercise.steps == ("Pick it up.", "Drop it.")
    assert exercise.dose.frequency == "daily"
    assert exercise.conditions == tuple(CONDITIONS)
    assert exercise.dose_range.reps == Span(5, 20)
    assert exercise.target


@given(reps=st.integers(1, 200), sets=st.integers(1, 20), week=st.integers(1, 50), hold=st.none() | st.integers(1, 600))
def test_every_dose_that_is_allowed_has_a_range_around_it(reps: int, sets: int, week: int, hold: int | None) -> None:
    values = typed(reps=float(reps), sets=float(sets), per_week=float(week), hold_s=hold)
    assert faults_of(values) == []
    exercise = read_own("OWN-1", content_of(values, {}))
    assert exercise.dose_range.reps is not None
    assert exercise.dose_range.reps.holds(reps)
    assert exercise.dose.per_week == week


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"steps": "One."}, "steps"),
        ({"steps": "\n".join(f"Step {number}." for number in range(7))}, "steps"),
        ({"cues": "Slowly.\nSlowly."}, "cues"),
        ({"reps": None}, "reps"),
        ({"sets": 21.0}, "sets"),
        ({"rest_s": 601.0}, "rest_s"),
        ({"reps_range": "many"}, "reps_range"),
        ({"reps_range": "15-8"}, "reps_range"),
        ({"reps_range": "11-15"}, "reps_range"),
        ({"hold_s_range": "5-10"}, "hold_s_range"),
    ],
)
def test_what_cannot_be_taken_is_named_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert [fault.field for fault in faults_of(typed(**changes))] == [field]


@pytest.mark.parametrize("text", ["8-15", "8–15", "8 to 15"])
def test_ranges_are_typed_as_people_write_them(text: str) -> None:
    exercise = read_own("OWN-1", content_of(typed(reps_range=text), {}))
    assert exercise.dose_range.reps == Span(8, 15)


def test_a_range_of_the_clinic_is_not_marked_as_published() -> None:
    original = LIBRARY.exercise("EX-P04")
    values = {**values_of(original), "reps_range": "4–16"}
    assert content_of(values, content_to_copy(original))["range"]["mark"] == "design"


def test_what_the_record_refuses_is_shown_at_a_field_of_the_form() -> None:
    assert form_code("dose.reps") == "reps"
    assert form_code("range.reps") == "reps_range"
    assert form_code("clinician.why") == "why"
    assert form_code("steps") == "steps"
    with pytest.raises(FieldError) as refusal:
        read_own("OWN-1", {**content_of(typed(), {}), "phases": []})
    assert form_code(refusal.value.field) == "phases"


def test_an_exercise_is_not_offered_as_its_own_neighbour() -> None:
    options = neighbour_options(LIBRARY.exercises, "EX-P04")
    assert options[0] == ("", "None")
    assert "EX-P04" not in dict(options)
    assert [words.casefold() for _code, words in options[1:]] == sorted(
        words.casefold() for _code, words in options[1:]
    )


@pytest.mark.parametrize(("per_week", "words"), [(1, "once a week"), (3, "3 times a week"), (7, "daily")])
def test_how_often_in_words(per_week: int, words: str) -> None:
    assert how_often(per_week) == words
