"""Which passphrases are taken."""

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.passphrase import check_passphrase, passphrase_bytes, passphrase_strength


@pytest.mark.parametrize(
    "refused",
    [
        "",
        "short words",
        "x" * 257,
        "aaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "210987654321",
        "abcdefghijkl",
        "Passphrase123!",
        "password password",
        "Physiotherapist1",
    ],
)
def test_weak_or_unmanageable_ones_are_refused_with_a_reason(refused: str) -> None:
    assert passphrase_strength(refused).level == 0
    with pytest.raises(FieldError) as refusal:
        check_passphrase(refused)
    assert refusal.value.field == "passphrase"
    assert len(str(refusal.value)) > 20


@pytest.mark.parametrize(
    "taken", ["grün Ölberg 7", "кошка на крыше", "quiet-Lamp-94", "猫が屋根の上で眠っている午後三時", "p@ss phr4se zq"]
)
def test_any_script_and_any_composition_is_taken(taken: str) -> None:
    check_passphrase(taken)


def test_strength_grows_with_length_and_words() -> None:
    ladder = ["qzv81mkw0pdx", "qzv81mkw0pdx7u3n", "otter lamp velvet seven", "otter lamp velvet seven canal"]
    levels = [passphrase_strength(text).level for text in ladder]
    assert levels == sorted(levels)
    assert levels[0] == 1
    assert levels[-1] == 4


def test_composed_and_decomposed_accents_give_the_same_key() -> None:
    assert passphrase_bytes("caf\u00e9") == passphrase_bytes("cafe\u0301")
