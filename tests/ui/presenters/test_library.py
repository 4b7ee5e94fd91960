"""The exercise list: filters, what is blocked, the card."""

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercise_search import ExerciseFilter
from footrehab_desktop.library.exercises import Block
from footrehab_desktop.library.load import load_library
from footrehab_desktop.ui.presenters.library import (
    ExerciseIndex,
    block_in_words,
    dose_in_words,
    exercise_card,
    phases_in_words,
    range_in_words,
)

LIBRARY = load_library()
INDEX = ExerciseIndex(LIBRARY.exercises)


def ids(wanted: ExerciseFilter) -> set[str]:
    return {row.id for row in INDEX.listing(wanted).rows}


def test_a_row_for_every_exercise_and_a_choice_for_every_code_in_use() -> None:
    assert len(ids(ExerciseFilter())) == len(INDEX) == len(LIBRARY.exercises)
    for name, choices in INDEX.choices.items():
        for code, words in choices:
            assert words
            value = frozenset({code}) if name == "equipment" else code
            assert ids(ExerciseFilter(**{name: value})), f"{name} {code} offers nothing"


def test_blocked_exercises_stay_in_the_list_with_their_sentence() -> None:
    index = ExerciseIndex(LIBRARY.exercises)
    index.mark_blocked({"EX-M01": "Not yet. (GA-34)", "EX-P04": "No."})
    rows = index.listing(ExerciseFilter(text="ankle circles")).rows
    assert (rows[0].id, rows[0].blocked) == ("EX-M01", "Not yet. (GA-34)")
    index.mark_blocked({})
    assert not index.listing(ExerciseFilter(text="ankle circles")).rows[0].blocked


def test_favourites_are_marked_and_found() -> None:
    index = ExerciseIndex(LIBRARY.exercises, {"EX-I05"})
    index.mark_favourites({"EX-I05", "EX-P02"})
    rows = index.listing(ExerciseFilter(favourites=True)).rows
    assert [row.id for row in rows] == ["EX-I05", "EX-P02"]
    assert all(row.favourite for row in rows)


@pytest.mark.parametrize(
    ("phases", "words"),
    [
        (("PH1",), "PH1"),
        (("PH1", "PH2"), "PH1, PH2"),
        (("PH1", "PH2", "PH3"), "PH1–PH3"),
        (("PH1", "PH2", "PH6"), "PH1, PH2, PH6"),
    ],
)
def test_phases_are_written_short(phases: tuple[str, ...], words: str) -> None:
    assert phases_in_words(phases) == words


def test_every_card_holds_what_patient_and_clinician_look_for() -> None:
    for exercise in LIBRARY.exercises:
        card = exercise_card(LIBRARY, exercise.id)
        assert card.purpose == exercise.purpose
        assert card.set_up == exercise.set_up
        assert card.parts["steps"] == exercise.steps
        assert card.parts["stop_signs"][-len(LIBRARY.stop_signs) :] == LIBRARY.stop_signs
        assert card.parts["mistakes"] == exercise.clinician.mistakes
        assert all(card.facts[name] for name in ("dose", "range", "range_mark", "minutes", "positions"))
        assert card.sources
        assert card.mark
        assert len(card.parts["blocks"]) == len(set(map(block_in_words, exercise.blocks)))


def test_the_first_neighbour_is_the_main_step_of_the_ladder() -> None:
    for exercise in LIBRARY.exercises:
        card = exercise_card(LIBRARY, exercise.id)
        if exercise.harder:
            assert card.harder[0][0] == exercise.harder
        if exercise.easier:
            assert card.easier[0][0] == exercise.easier


def test_a_dosage_and_its_range_are_written_on_one_line() -> None:
    heavy = LIBRARY.exercise("EX-P08")
    assert dose_in_words(heavy.dose) == "3 × 15 · tempo 3-0-3 · 15RM · 3 per week · rest 150 s between sets"
    assert range_in_words(heavy.dose_range) == "3–5 sets · 6–15 repetitions · 2–3 times a week"


def test_a_block_says_whom_when_why_and_by_which_rule() -> None:
    block = next(block for block in LIBRARY.exercise("EX-P06").blocks if block.rule == "AT-03")
    words = block_in_words(block)
    assert words.startswith("Achilles tendon, insertion; before PH3 Impact preparation: ")
    assert words.endswith("(AT-03)")
    assert block_in_words(Block("Only so.")) == "Only so."


def test_an_unknown_exercise_is_refused() -> None:
    with pytest.raises(FieldError, match="not in the library"):
        exercise_card(LIBRARY, "EX-X99")
