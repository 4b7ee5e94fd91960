"""Digits that run through boxes: what one key does to its box and to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.ui.presenters.running_digits import Keystroke, type_into

PAIN = tuple(map(str, range(11)))
POSTURE = tuple(map(str, range(-2, 3)))


@pytest.mark.parametrize(
    ("present", "key", "stroke"),
    [
        ("", "4", Keystroke("4", moves_on=True)),
        ("", "1", Keystroke("1")),
        ("1", "0", Keystroke("10", moves_on=True)),
        ("1", "5", Keystroke("1", moves_on=True, carried="5")),
        ("", "x", Keystroke("", refusal="no")),
        ("1", "x", Keystroke("1", refusal="no")),
    ],
)
def test_pain_from_nought_to_ten(present: str, key: str, stroke: Keystroke) -> None:
    assert type_into(PAIN, PAIN, present, key, "no") == stroke


def test_a_sign_waits_for_its_digit() -> None:
    assert type_into(POSTURE, POSTURE, "", "-", "no") == Keystroke("-")
    assert type_into(POSTURE, POSTURE, "-", "2", "no") == Keystroke("-2", moves_on=True)
    assert type_into(POSTURE, POSTURE, "-", "5", "no") == Keystroke("-", refusal="no")


def test_the_last_box_hands_nothing_on() -> None:
    assert type_into(PAIN, (), "1", "5", "no") == Keystroke("1", refusal="no")


@given(st.lists(st.sampled_from("0123456789-x"), max_size=30))
def test_a_box_never_holds_what_no_answer_begins_with(keys: list[str]) -> None:
    text = ""
    for key in keys:
        stroke = type_into(PAIN, PAIN, text, key, "no")
        assert any(answer.startswith(stroke.text) for answer in PAIN)
        text = stroke.carried if stroke.moves_on else stroke.text
