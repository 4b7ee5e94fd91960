"""The exercise list: filters, what is blocked, the card."""

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import ExerciseFilter
from footrehab_desktop.library.load import load_library
from footrehab_desktop.ui.presenters.library import ExerciseIndex, exercise_card, phases_in_words

LIBRARY = load_library()
INDEX = ExerciseIndex(LIBRARY)


def test_a_row_for_every_exercise_and_a_choice_for_every_code_in_use() -> None:
    assert len(INDEX.matching(ExerciseFilter())) == len(INDEX) == len(LIBRARY.exercises)
    for choices, name in ((INDEX.domains, "domain"), (INDEX.targets, "target"), (INDEX.equipment, "equipment")):
        for code, words in choices:
            assert words
            assert INDEX.matching(ExerciseFilter(**{name: code})), f"{name} {code} offers nothing"


def test_filters_narrow_together_and_say_so_by_their_rows() -> None:
    strong = {row.id for row in INDEX.matching(ExerciseFilter(phase="PH2", domain="strength"))}
    assert strong == {e.id for e in LIBRARY.exercises if "PH2" in e.phases and e.domain == "strength"}
    assert {row.id for row in INDEX.matching(ExerciseFilter(phase="PH2", domain="strength", impact=True))} < strong


def test_blocked_exercises_stay_in_the_list_with_their_sentence() -> None:
    rows = INDEX.matching(ExerciseFilter(text="ankle circles"), {"EX-M01": "Not yet. (GA-34)", "EX-P04": "No."})
    assert [(row.id, row.blocked) for row in rows] == [("EX-M01", "Not yet. (GA-34)")]


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


def test_every_card_holds_what_a_clinician_looks_for() -> None:
    for exercise in LIBRARY.exercises:
        card = exercise_card(LIBRARY, exercise.id)
        lists = dict(card.lists)
        assert card.purpose
        assert lists["steps"] == exercise.steps
        assert lists["stop_signs"][-len(LIBRARY.stop_signs) :] == LIBRARY.stop_signs
        assert dict(card.facts)["dose"]
        assert card.sources
        assert (card.easier or ("", ""))[0] == (exercise.easier or "")
        assert (card.harder or ("", ""))[0] == (exercise.harder or "")


def test_an_unknown_exercise_is_refused() -> None:
    with pytest.raises(FieldError, match="not in the library"):
        exercise_card(LIBRARY, "EX-X99")
