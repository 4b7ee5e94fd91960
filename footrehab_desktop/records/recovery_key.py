"""The recovery key as people write it down: groups of letters and digits with a check against typing errors.

Crockford's base 32 (no I, L, O, U): https://www.crockford.com/base32.html. 32 key and 3 check bytes make 56 characters.
"""

import hashlib
import secrets

from footrehab_desktop.records.failures import RecoveryKeyMistypedError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_SEPARATORS = str.maketrans("", "", " -‐‑–—\u00a0\t\r\n")
_KEY_BYTES = 32
_CHECK_BYTES = 3
_LENGTH = 56
_GROUP = 4


def new_recovery_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(_KEY_BYTES)


def write_recovery_key(key: bytes) -> str:
    """Return the key as 14 groups of four characters joined by dashes."""
    number = int.from_bytes(key + _check(key), "big")
    characters = [_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_LENGTH))]
    return "-".join("".join(characters[start : start + _GROUP]) for start in range(0, _LENGTH, _GROUP))


def read_recovery_key(typed: str) -> bytes:
    """Return the key bytes; case, blanks and dashes do not matter. Raises ``RecoveryKeyMistypedError``."""
    characters = typed.translate(_SEPARATORS).upper().translate(_READ_AS)
    for position, character in enumerate(characters):
        if character not in _ALPHABET:
            raise RecoveryKeyMistypedError(
                f"Group {position // _GROUP + 1} holds a character that no key has. Compare it with your sheet."
            )
    if len(characters) != _LENGTH:
        raise RecoveryKeyMistypedError(
            f"The recovery key has {_LENGTH} characters, {len(characters)} were typed. Compare it group by group."
        )
    number = 0
    for character in characters:
        number = number * 32 + _ALPHABET.index(character)
    content = number.to_bytes(_KEY_BYTES + _CHECK_BYTES, "big")
    key, check = content[:_KEY_BYTES], content[_KEY_BYTES:]
    if check != _check(key):
        raise RecoveryKeyMistypedError(
            "At least one character of the recovery key is mistyped. Compare it group by group."
        )
    return key


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"footrehab recovery key" + key).digest()[:_CHECK_BYTES]
