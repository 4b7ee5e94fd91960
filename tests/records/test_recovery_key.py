"""The recovery key survives being written on paper, and typing errors are found before any key is derived."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.records.failures import RecoveryKeyMistypedError
from footrehab_desktop.records.recovery_key import read_recovery_key, write_recovery_key

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_what_is_written_is_read_back(key: bytes) -> None:
    written = write_recovery_key(key)
    assert len(written.split("-")) == 14
    assert read_recovery_key(written) == key


@given(KEYS)
def test_case_blanks_and_dashes_do_not_matter_and_look_alikes_are_read(key: bytes) -> None:
    written = write_recovery_key(key)
    as_copied = " " + written.lower().replace("-", " – ").replace("0", "o").replace("1", "l") + "\n"
    assert read_recovery_key(as_copied) == key


@given(KEYS, st.integers(0, 55), st.integers(1, 31))
def test_any_single_wrong_character_is_noticed(key: bytes, position: int, shift: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    characters = list(write_recovery_key(key).replace("-", ""))
    characters[position] = alphabet[(alphabet.index(characters[position]) + shift) % 32]
    with pytest.raises(RecoveryKeyMistypedError, match="mistyped"):
        read_recovery_key("".join(characters))


@given(KEYS, st.integers(0, 54))
def test_swapping_neighbours_is_noticed(key: bytes, position: int) -> None:
    characters = list(write_recovery_key(key).replace("-", ""))
    swapped = characters.copy()
    swapped[position], swapped[position + 1] = swapped[position + 1], swapped[position]
    if swapped != characters:
        with pytest.raises(RecoveryKeyMistypedError):
            read_recovery_key("".join(swapped))


def test_a_missing_character_names_the_count_and_a_foreign_one_its_group() -> None:
    written = write_recovery_key(bytes(range(32)))
    with pytest.raises(RecoveryKeyMistypedError, match="55 were typed"):
        read_recovery_key(written[:-1])
    with pytest.raises(RecoveryKeyMistypedError, match="Group 2 "):
        read_recovery_key(written[:5] + "U" + written[6:])
