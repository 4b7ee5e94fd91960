"""From a passphrase or the recovery key to the data key. Light: needs no database library."""

from pathlib import Path

from footrehab_desktop.records.failures import WrongPassphraseError, WrongRecoveryKeyError
from footrehab_desktop.records.guess_delay import GuessDelay
from footrehab_desktop.records.key_file import Wrap, open_wrap, read_key_file
from footrehab_desktop.records.passphrase import passphrase_bytes
from footrehab_desktop.records.recovery_key import read_recovery_key


def derive_data_key(folder: Path, clinician_id: str, passphrase: str) -> bytes:
    """Return the record's data key; about a second of work by design.

    Raises ``WrongPassphraseError``, ``TooManyAttemptsError``, ``ClinicianUnknownError`` or what ails the key file.
    """
    wrap = read_key_file(folder).clinician_wrap(clinician_id)
    data_key = _try(folder, wrap, passphrase_bytes(passphrase), clinician_id)
    if data_key is None:
        raise WrongPassphraseError
    return data_key


def derive_data_key_by_recovery(folder: Path, recovery_key: str) -> bytes:
    """Return the record's data key from the recovery key as typed.

    Raises ``RecoveryKeyMistypedError`` before any derivation, ``WrongRecoveryKeyError``, else as ``derive_data_key``.
    """
    secret = read_recovery_key(recovery_key)
    data_key = _try(folder, read_key_file(folder).recovery_wrap(), secret, "")
    if data_key is None:
        raise WrongRecoveryKeyError
    return data_key


def _try(folder: Path, wrap: Wrap, secret: bytes, clinician_id: str) -> bytes | None:
    delay = GuessDelay(folder)
    delay.check()
    data_key = open_wrap(wrap, secret)
    if data_key is None:
        delay.failed(clinician_id)
    else:
        delay.succeeded()
    return data_key
