"""Sheet ids: random, readable, and a slip of pen or machine does not make another valid one."""

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.handouts.sheet_ids import ALPHABET, LENGTH, is_sheet_id, new_sheet_id


def test_new_ids_are_valid_and_differ():
    ids = {new_sheet_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(is_sheet_id(sheet_id) and len(sheet_id) == LENGTH for sheet_id in ids)


def test_characters_that_look_alike_are_not_used():
    assert not set("01ILO") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(place, character):
    right = new_sheet_id()
    wrong = right[:place] + character + right[place + 1 :]
    assert is_sheet_id(wrong) == (wrong == right)


@given(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_swapped_characters_are_noticed(one, other):
    right = list(new_sheet_id())
    wrong = right.copy()
    wrong[one], wrong[other] = wrong[other], wrong[one]
    assert is_sheet_id("".join(wrong)) == (wrong == right)


def test_other_texts_are_no_ids():
    for text in ("", "ABC", "0" * LENGTH, "é" * LENGTH, "2" * (LENGTH + 1)):
        assert not is_sheet_id(text)
