"""Outcome measures by item number: what a key does, what the answers mean, what is signed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression import measure_info
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.records.values import Assessment, OutcomeEntry
from footrehab_desktop.ui.presenters.assess_measures import (
    EXAMINERS,
    LastScore,
    choices,
    item_place,
    item_value,
    last_scores,
    outcome_entry,
    read_measure,
    type_character,
    typed_measures,
)
from footrehab_desktop.ui.presenters.assess_sheet import Sheet


def filled(measure: str, answers: list[int | None]) -> Sheet:
    return Sheet({item_place(measure, n): str(a) for n, a in enumerate(answers, start=1) if a is not None})


def test_a_single_digit_goes_on_and_a_wrong_one_is_refused_with_what_is_allowed() -> None:
    assert type_character("LEFS", 1, "", "3").moves_on
    stroke = type_character("LEFS", 1, "", "5")
    assert (stroke.text, stroke.moves_on) == ("", False)
    assert stroke.refusal == "Item 1 takes 0 to 4."
    assert type_character("LEFS", 1, "", "a").refusal


def test_one_may_become_ten_and_passes_another_digit_to_the_next_item() -> None:
    one = type_character("FFI", 1, "", "1")
    assert (one.text, one.moves_on) == ("1", False)
    assert type_character("FFI", 1, "1", "0").moves_on
    next_item = type_character("FFI", 1, "1", "7")
    assert (next_item.text, next_item.moves_on, next_item.carried) == ("1", True, "7")


def test_tens_and_signs_are_typed_as_they_are_written() -> None:
    assert not type_character("I-PRRS", 1, "", "8").moves_on
    assert type_character("I-PRRS", 1, "8", "0").moves_on
    assert type_character("I-PRRS", 1, "8", "5").refusal == "Item 1 takes 0 to 100 in steps of 10."
    assert not type_character("GROC", 1, "", "-").moves_on
    assert type_character("GROC", 1, "-", "3").moves_on


def test_missing_items_follow_the_rule_of_the_measure() -> None:
    reading = read_measure(filled("FAAM-ADL", [3] * 19), "FAAM-ADL", None)
    assert reading.headline == "75 %"
    assert "19 of 21 items answered: pro-rated" in reading.detail
    short = read_measure(filled("FAAM-ADL", [3] * 18), "FAAM-ADL", None)
    assert short.headline == "No score yet"
    assert "at least 19 of 21" in short.detail


def test_the_change_is_worded_against_last_time_with_its_date() -> None:
    reading = read_measure(filled("LEFS", [3] * 20), "LEFS", LastScore(40, date(2026, 3, 4)))
    assert "40" in reading.change
    assert "certain" in reading.change
    assert "04-Mar-2026" in reading.change


def test_half_an_answer_is_not_signed() -> None:
    sheet = Sheet({item_place("I-PRRS", 1): "8"})
    with pytest.raises(FieldError, match="Item 1 takes 0 to 100"):
        outcome_entry(sheet, "I-PRRS")
    assert read_measure(sheet, "I-PRRS", None).headline == "No score yet"


def test_the_measures_of_the_condition_come_first_and_none_is_lost() -> None:
    codes = [code for code, _words in choices("plantar_heel")]
    assert codes[:2] == ["FFI", "FAAM-ADL"]
    assert set(codes) == set(MEASURES) - EXAMINERS


def test_the_newest_signed_score_counts_as_last() -> None:
    def signed(day: int, score: float | None) -> Assessment:
        at = datetime(2026, 3, day, tzinfo=UTC)
        entry = OutcomeEntry("LEFS", (), score, 0)
        return Assessment(str(day), "e", "review", date(2026, 3, day), (), (entry,), at, "c")

    found = last_scores((signed(1, 40), signed(9, 55), signed(12, None)))
    assert found["LEFS"] == LastScore(55, date(2026, 3, 9))


@given(st.sampled_from(sorted(MEASURES)), st.text("0123456789-x", max_size=80))
def test_any_keys_leave_only_allowed_answers_or_beginnings(measure: str, typed: str) -> None:
    """Whatever is typed, each box holds a beginning of an allowed answer, and what is signed is what is shown."""
    texts = [""] * measure_info(measure).items
    place = 0
    for character in typed:
        if place == len(texts):
            break
        stroke = type_character(measure, place + 1, texts[place], character)
        texts[place] = stroke.text
        if stroke.moves_on:
            place += 1
            if stroke.carried:
                texts[place] = stroke.carried
    sheet = Sheet({item_place(measure, n): text for n, text in enumerate(texts, start=1)})
    try:
        entry = outcome_entry(sheet, measure)
    except FieldError:
        return
    shown = tuple(item_value(measure, n, text) for n, text in enumerate(texts, start=1))
    assert (entry.items if entry else (None,) * len(texts)) == shown
    assert typed_measures(sheet) == ((measure,) if entry else ())
