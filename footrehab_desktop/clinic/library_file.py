"""The library file: a clinic's own exercises with pictures, signed, to be carried to another laptop.

The file is JSON with the content as one text and the Ed25519 signature over its UTF-8 bytes, so that whoever reads it
sees whether a single character was changed. It holds no patient data and is not secret.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_library import OwnPicture

FORMAT: Final = "footrehab-library"
VERSION: Final = 1
LARGEST_FILE: Final = 200 * 1024 * 1024
SUFFIX: Final = ".footrehab-library"
_FINGERPRINT_GROUPS = 6


@dataclass(frozen=True, slots=True)
class SharedExercise:
    """One exercise of a library file: its content in the library's form, and its pictures."""

    exercise_id: str
    content: Mapping[str, Any]
    pictures: tuple[OwnPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedLibrary:
    """What a library file holds. The signature was checked; whether to trust its clinic is asked of the user."""

    clinic: str
    public_key: bytes
    exercises: tuple[SharedExercise, ...]


def sharing_keys(unit: UnitOfWork) -> tuple[bytes, bytes]:
    """Return the clinic's private and public key, made and kept at the first call. The caller commits."""
    own = unit.sharing_keys.own()
    if own is not None:
        return own
    private = Ed25519PrivateKey.generate()
    made = private.private_bytes_raw(), private.public_key().public_bytes_raw()
    unit.sharing_keys.keep_own(*made)
    return made


def fingerprint(public_key: bytes) -> str:
    """Return a key as people compare it on the phone: six groups of four digits and letters."""
    digits = sha256(public_key).hexdigest().upper()
    return " ".join(digits[place * 4 : place * 4 + 4] for place in range(_FINGERPRINT_GROUPS))


def write_library_file(clinic: str, exercises: Sequence[SharedExercise], private_key: bytes) -> bytes:
    """Return the signed file. The same exercises and key give the same bytes."""
    content = {"clinic": clinic, "exercises": [_written(exercise) for exercise in exercises]}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "public_key": key.public_key().public_bytes_raw().hex(),
            "signature": key.sign(text.encode()).hex(),
            "content": text,
        },
        ensure_ascii=False,
    ).encode()


def read_library_file(data: bytes) -> SharedLibrary:
    """Return what a library file holds. Raises ``UserFixableError`` for a foreign, newer, changed or damaged file."""
    if len(data) > LARGEST_FILE:
        raise UserFixableError("The file is larger than 200 MB. It was not read; ask for it in smaller parts.")
    envelope = _envelope(data)
    text, public_key = _checked(envelope)
    try:
        content = json.loads(text)
        exercises = tuple(_read(exercise) for exercise in content["exercises"])
        return SharedLibrary(str(content["clinic"]), public_key, exercises)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserFixableError(
            "The file is signed, but holds no exercises that can be read. Ask for it again."
        ) from error


def _envelope(data: bytes) -> Mapping[str, Any]:
    try:
        envelope = json.loads(data)
    except (ValueError, RecursionError):
        envelope = None
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise UserFixableError(f"This is not a library file. Library files end with {SUFFIX}.")
    if envelope.get("version") != VERSION:
        raise UserFixableError("The file was made by a newer version of the program. Update this one first.")
    return envelope


def _checked(envelope: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return content and public key once the signature fits."""
    try:
        public_key = bytes.fromhex(envelope["public_key"])
        text = str(envelope["content"])
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(envelope["signature"]), text.encode())
    except (InvalidSignature, ValueError, KeyError, TypeError) as error:
        raise UserFixableError(
            "The file was changed or damaged after it was signed. Nothing was taken from it; ask for it again."
        ) from error
    return text, public_key


def _written(exercise: SharedExercise) -> dict[str, Any]:
    pictures = [
        {
            "caption": picture.caption,
            "media_type": picture.media_type,
            "width": picture.width,
            "height": picture.height,
            "image": b64encode(picture.image).decode(),
        }
        for picture in exercise.pictures
    ]
    return {"id": exercise.exercise_id, "content": dict(exercise.content), "pictures": pictures}


def _read(entry: Mapping[str, Any]) -> SharedExercise:
    pictures = tuple(
        OwnPicture(
            caption=str(picture["caption"]),
            media_type=picture["media_type"],
            width=int(picture["width"]),
            height=int(picture["height"]),
            image=b64decode(picture["image"], validate=True),
        )
        for picture in entry["pictures"]
    )
    return SharedExercise(str(entry["id"]), dict(entry["content"]), pictures)
