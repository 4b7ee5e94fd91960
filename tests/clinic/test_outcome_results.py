"""Signed results of measures in one line: score, form, what is missing, every item; and what may be compared."""

from datetime import UTC, date, datetime

import pytest

from footrehab_desktop.clinic.case_answers import measures_of
from footrehab_desktop.clinic.outcome_results import Measured, activity_code, change_words, outcome_words
from footrehab_desktop.records.values import Assessment, Observation, OutcomeEntry

DAY, LATER = date(2026, 3, 4), date(2026, 9, 2)


def line(
    measure: str, items: tuple[int | str | None, ...], score: float | None, missing: int = 0, version: str = ""
) -> str:
    return outcome_words(Measured(DAY, OutcomeEntry(measure, items, score, missing, version)))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (line("LEFS", (3,) * 20, 60), "LEFS: 60 points; items " + " ".join("3" * 20)),
        (
            line("FFI", (*[4] * 21, None, "n/a"), 40.0, 1, "total"),
            "FFI: 40 %; total ÷ 230; pain 40.0 %, disability 40.0 %, activity 40.0 %; 1 not answered; "
            "1 not applicable; items " + "4 " * 21 + "– n/a",
        ),
        (
            line("FFI", (9,) * 23, 100.0, 0, "vas"),
            "FFI: 100 %; old VAS form, total ÷ 207; pain 100.0 %, disability 100.0 %, activity 100.0 %; items "
            + " ".join("9" * 23),
        ),
        (line("VISA-A", (*[8] * 7, 20), 76, 0, "8b"), "VISA-A: 76 points; item 8 by branch b; items 8 8 8 8 8 8 8 20"),
        (
            line("VISA-A", (*[8] * 7, "n/a"), None),
            "VISA-A: not scored: without sport the score is not valid; use LEFS; 1 not applicable; "
            "items 8 8 8 8 8 8 8 n/a",
        ),
        (line("TSK-11", (3,) * 11, 33), "TSK-11: 33 points, moderate; items " + " ".join("3" * 11)),
        (line("EQ-5D-5L", (2, 1, 1, 4, 3, 70), 70), "EQ-5D-5L: profile 21143, 70 VAS; items 2 1 1 4 3 70"),
        (line("GROC", (3,), 3, 0, "5"), "GROC: 3 points; scale -5 to 5; items 3"),
    ],
)
def test_a_result_in_one_line(said: str, sentence: str) -> None:
    assert said == sentence


def psfs(on: date, ratings: dict[str, int], missing: int = 0) -> Measured:
    mean = round(sum(ratings.values()) / len(ratings), 1)
    return Measured(on, OutcomeEntry("PSFS", tuple(ratings.values()), mean, missing), tuple(ratings))


def test_the_own_activities_stand_with_their_ratings() -> None:
    said = outcome_words(psfs(DAY, {"Running": 3, "Stairs": 5}, missing=1))
    assert said == "PSFS: 4 points; Running 3, Stairs 5; 1 not rated"
    unnamed = Measured(DAY, OutcomeEntry("PSFS", (3, 5), 4.0, 0))
    assert outcome_words(unnamed) == "PSFS: 4 points; Activity 1 3, Activity 2 5"


def test_only_what_can_be_compared_is() -> None:
    old, new = (OutcomeEntry("VISA-A", (), score, 0) for score in (60, 70))
    assert "large enough to matter" in change_words(Measured(DAY, old), Measured(LATER, new)), "26 weeks apart"
    assert "not a change" in change_words(Measured(DAY, old), Measured(date(2026, 5, 4), new))
    branch = Measured(LATER, OutcomeEntry("VISA-A", (), 80, 0, "8b"))
    assert "certain" in change_words(Measured(DAY, old), branch), "a branch is no other form"
    long = Measured(LATER, OutcomeEntry("FFI-R", (), 40, 0, "long"))
    assert change_words(Measured(DAY, OutcomeEntry("FFI-R", (), 40, 0)), long) == (
        "Not compared: short form, 34 items then, long form, 68 items now."
    )
    unscored = Measured(LATER, OutcomeEntry("VISA-A", (), None, 1))
    assert change_words(Measured(DAY, old), unscored) == "Not compared: there is no score on one of the days."
    assert change_words(psfs(DAY, {"Running": 3}), psfs(LATER, {"Stairs": 8})) == (
        "Not compared: no activity was rated both times."
    )


def assessed(month: int, *entries: OutcomeEntry, activities: tuple[str, ...] = ()) -> Assessment:
    observations = tuple(Observation(activity_code(n), text=words) for n, words in enumerate(activities, start=1))
    at = datetime(2026, month, 1, tzinfo=UTC)
    return Assessment(str(month), "e", "review", at.date(), observations, entries, at, "c")


def test_a_decision_compares_only_scores_by_the_same_form_and_of_the_same_activities() -> None:
    history = (
        assessed(1, OutcomeEntry("FFI", (), 70, 0, "total"), OutcomeEntry("PSFS", (2, 2), 2, 0), activities=("a", "b")),
        assessed(2, OutcomeEntry("FFI", (), 60, 0, "vas"), OutcomeEntry("LEFS", (), None, 9)),
        assessed(3, OutcomeEntry("FFI", (), 50, 0), OutcomeEntry("PSFS", (8, 4), 6, 0), activities=("a", "c")),
        assessed(4, OutcomeEntry("PSFS", (5, 9), 7, 0), activities=("c", "A")),
    )
    assert [(each["measure"], each["on"], each["score"]) for each in measures_of(history, ())] == [
        ("FFI", "2026-01-01", 70),
        ("FFI", "2026-03-01", 50),
        ("PSFS", "2026-03-01", 6),
        ("PSFS", "2026-04-01", 7),
    ]
