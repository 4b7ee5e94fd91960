"""A library file arrives whole or is refused; who signed it can be compared."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.library_file import (
    SharedExercise,
    fingerprint,
    read_library_file,
    sharing_keys,
    write_library_file,
)
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.values_library import OwnPicture

KEY = bytes(range(32))
PICTURE = OwnPicture("Start", "image/png", 4, 3, b"\x89PNG\r\n\x00 any bytes")
EXERCISES = (
    SharedExercise("OWN-1", {"name": "Zehenspreizen – ü 🦶", "steps": ["Sit.", "Spread."]}, (PICTURE, PICTURE)),
    SharedExercise("OWN-2", {"name": "<b>&amp;"}),
)


def test_it_comes_back_as_it_was_written() -> None:
    read = read_library_file(write_library_file("Harbour Physiotherapy", EXERCISES, KEY))
    assert (read.clinic, read.exercises) == ("Harbour Physiotherapy", EXERCISES)
    assert read.public_key == Ed25519PrivateKey.from_private_bytes(KEY).public_key().public_bytes_raw()
    assert write_library_file("A", EXERCISES, KEY) == write_library_file("A", EXERCISES, KEY)


@given(st.data())
def test_one_changed_byte_of_the_signed_text_is_noticed(data: st.DataObject) -> None:
    file = write_library_file("Harbour", EXERCISES[1:], KEY)
    start, end = file.index(b'"content": "') + len('"content": "'), len(file) - 2
    place = data.draw(st.integers(start, end - 1))
    byte = data.draw(st.integers(32, 126).filter(lambda value: value != file[place]))
    with pytest.raises(UserFixableError):
        read_library_file(file[:place] + bytes([byte]) + file[place + 1 :])


def test_another_clinics_signature_does_not_fit() -> None:
    ours = json.loads(write_library_file("Harbour", EXERCISES, KEY))
    theirs = json.loads(write_library_file("Harbour", EXERCISES, bytes(32)))
    with pytest.raises(UserFixableError, match="changed or damaged"):
        read_library_file(json.dumps({**ours, "public_key": theirs["public_key"]}).encode())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a library file"),
        (b"[]", "not a library file"),
        (b"\xff\xfe", "not a library file"),
        (b'{"format": "footrehab-library", "version": 2}', "newer version"),
        (b'{"format": "footrehab-library", "version": 1}', "changed or damaged"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UserFixableError, match=words):
        read_library_file(data)


def test_a_signed_file_without_exercises_is_refused() -> None:
    key = Ed25519PrivateKey.from_private_bytes(KEY)
    text = '{"clinic": "A"}'
    envelope = {"format": "footrehab-library", "version": 1, "content": text}
    envelope |= {"public_key": key.public_key().public_bytes_raw().hex(), "signature": key.sign(text.encode()).hex()}
    with pytest.raises(UserFixableError, match="no exercises"):
        read_library_file(json.dumps(envelope).encode())


def test_the_clinic_keeps_its_key(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        first = sharing_keys(unit)
        unit.commit()
    with session.unit_of_work() as unit:
        assert sharing_keys(unit) == first
    assert fingerprint(first[1]) == fingerprint(first[1])
    assert len(fingerprint(first[1]).replace(" ", "")) == 24
