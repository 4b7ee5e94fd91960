"""The key file: what opens it, what is refused, and that it is never left half written."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.errors import FieldError, SurroundingsError
from footrehab_desktop.records import key_file
from footrehab_desktop.records.failures import (
    ClinicianUnknownError,
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileNewerError,
    KeyFileWeakenedError,
    RecoveryKeyMistypedError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from footrehab_desktop.records.key_file import KEY_FILE, KdfSettings, list_clinicians, new_data_key, wrap_for_recovery
from footrehab_desktop.records.record import open_record, unlock_record, unlock_with_recovery_key
from footrehab_desktop.records.recovery_key import new_recovery_key, write_recovery_key
from footrehab_desktop.records.unlock import derive_data_key, derive_data_key_by_recovery
from tests.support.record_factory import CLINICIAN, FLOOR, PASSPHRASE, make_folder


def edit(folder: Path, change: Any) -> None:
    """Change the key file the way an attacker would: with a fitting checksum."""
    path = folder / KEY_FILE
    content = json.loads(path.read_bytes())
    del content["checksum"]
    change(content)
    content["checksum"] = key_file._checksum(content)
    path.write_text(json.dumps(content))


def test_the_passphrase_and_the_recovery_key_give_the_same_key(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    assert derive_data_key(tmp_path, made.clinician_id, PASSPHRASE) == made.data_key
    assert derive_data_key_by_recovery(tmp_path, made.recovery_key.lower()) == made.data_key
    assert [c.name for c in list_clinicians(tmp_path)] == [CLINICIAN]


def test_wrong_tries_change_no_byte_of_keys_and_data(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    kept = {name: (tmp_path / name).read_bytes() for name in ("keys.json", "record.db", "audit.anchor")}
    for wrong in ("", "otter lamp velvet eight", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphraseError):
            unlock_record(tmp_path, made.clinician_id, wrong)
    with pytest.raises(WrongRecoveryKeyError):
        derive_data_key_by_recovery(tmp_path, write_recovery_key(new_recovery_key()))
    assert {name: (tmp_path / name).read_bytes() for name in kept} == kept


def test_a_mistyped_recovery_key_is_named_without_a_key_file(tmp_path: Path) -> None:
    with pytest.raises(RecoveryKeyMistypedError):
        derive_data_key_by_recovery(tmp_path / "nowhere", "W3S1-KXHT")


def test_a_missing_key_file_and_an_unknown_clinician_have_their_own_sentences(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    with pytest.raises(ClinicianUnknownError):
        derive_data_key(tmp_path, "nobody", PASSPHRASE)
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(KeyFileMissingError, match="keys"):
        derive_data_key(tmp_path, made.clinician_id, PASSPHRASE)


def test_every_damaged_byte_is_called_damage_and_never_a_wrong_passphrase(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    path = tmp_path / KEY_FILE
    good = path.read_bytes()
    for position in range(0, len(good), 7):
        damaged = bytearray(good)
        damaged[position] ^= 0x04
        path.write_bytes(damaged)
        if json_equal(bytes(damaged), good):
            continue
        with pytest.raises(KeyFileDamagedError):
            derive_data_key(tmp_path, made.clinician_id, PASSPHRASE)
    for short in (b"", good[: len(good) // 2], b"[]", b"null"):
        path.write_bytes(short)
        with pytest.raises(KeyFileDamagedError):
            list_clinicians(tmp_path)


def json_equal(one: bytes, other: bytes) -> bool:
    """Say whether two texts mean the same: a changed blank is no damage."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@pytest.mark.parametrize("weaker", [{"memory_kib": 32 * 1024}, {"passes": 2}, {"lanes": 0}])
def test_a_derivation_below_the_floor_is_refused_as_a_downgrade(tmp_path: Path, weaker: dict[str, int]) -> None:
    made = make_folder(tmp_path)
    edit(tmp_path, lambda content: content["wraps"][0]["kdf"].update(weaker))
    with pytest.raises(KeyFileWeakenedError):
        derive_data_key(tmp_path, made.clinician_id, PASSPHRASE)
    with pytest.raises(ValueError, match="floor"):
        wrap_for_recovery(new_data_key(), b"secret", KdfSettings(**{"memory_kib": 65536, "passes": 3, **weaker}))


def test_a_cost_that_would_take_the_machine_down_is_called_damage(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    edit(tmp_path, lambda content: content["wraps"][0]["kdf"].update(memory_kib=2**40))
    with pytest.raises(KeyFileDamagedError):
        derive_data_key(tmp_path, made.clinician_id, PASSPHRASE)


def test_every_word_of_a_wrap_is_authenticated(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    edit(tmp_path, lambda content: content["wraps"][0].update(name="Somebody Else"))
    with pytest.raises(WrongPassphraseError):
        derive_data_key(tmp_path, made.clinician_id, PASSPHRASE)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    make_folder(tmp_path)
    edit(tmp_path, lambda content: content.update(format=2))
    with pytest.raises(KeyFileNewerError):
        list_clinicians(tmp_path)


def test_the_default_cost_is_well_above_the_floor() -> None:
    assert not KdfSettings().is_too_weak
    assert KdfSettings().memory_kib == 4 * 64 * 1024


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such mode")
def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    make_folder(tmp_path)
    for name in ("keys.json", "record.db", "audit.anchor"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_colleagues_have_passphrases_of_their_own(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    with open_record(tmp_path, made.clinician_id, made.data_key) as record:
        colleague = record.people.add("Ben Ruiz", "seven velvet otters", kdf=FLOOR)
    assert [c.name for c in list_clinicians(tmp_path)] == [CLINICIAN, "Ben Ruiz"]
    with unlock_record(tmp_path, colleague.id, "seven velvet otters") as record:
        assert record.clinician == colleague
    with pytest.raises(WrongPassphraseError):
        unlock_record(tmp_path, colleague.id, PASSPHRASE)


def test_changing_the_passphrase_needs_the_old_one_and_keeps_the_others(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    with open_record(tmp_path, made.clinician_id, made.data_key) as record:
        with pytest.raises(WrongPassphraseError):
            record.change_passphrase("not the old one", "entirely new words", kdf=FLOOR)
        with pytest.raises(FieldError):
            record.change_passphrase(PASSPHRASE, "short", kdf=FLOOR)
        record.change_passphrase(PASSPHRASE, "entirely new words", kdf=FLOOR)
    with pytest.raises(WrongPassphraseError):
        derive_data_key(tmp_path, made.clinician_id, PASSPHRASE)
    assert derive_data_key(tmp_path, made.clinician_id, "entirely new words") == made.data_key
    assert derive_data_key_by_recovery(tmp_path, made.recovery_key) == made.data_key


def test_the_recovery_key_sets_a_new_passphrase_and_leaves_a_trace(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    opened = unlock_with_recovery_key(tmp_path, made.recovery_key, made.clinician_id, "entirely new words", kdf=FLOOR)
    with opened as record, record.unit_of_work() as unit:
        assert "record.recovered" in [entry.action for entry in unit.audit.entries()]
    assert derive_data_key(tmp_path, made.clinician_id, "entirely new words") == made.data_key


@pytest.mark.logs
def test_a_key_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_folder(tmp_path)
    kept = (tmp_path / KEY_FILE).read_bytes()

    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with open_record(tmp_path, made.clinician_id, made.data_key) as record:
        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(SurroundingsError, match="disk is full"):
            record.change_passphrase(PASSPHRASE, "entirely new words", kdf=FLOOR)
        monkeypatch.undo()
    assert (tmp_path / KEY_FILE).read_bytes() == kept
    assert sorted(path.name for path in tmp_path.glob("*.new")) == []
