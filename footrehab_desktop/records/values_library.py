"""What the record holds of a clinic's own library: exercises with pictures, adjusted protocols, trusted keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture of an own exercise; ``image`` is the encoded file, width and height in pixels."""

    caption: str
    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int
    image: bytes


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """The standing version of an exercise that the clinic made. ``content`` is JSON in the library's form."""

    id: str
    exercise_id: str
    version: int
    content: Mapping[str, Any]
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class OwnProtocol:
    """A version of a protocol as the clinic adjusted it. ``content`` holds the changed figures as JSON."""

    id: str
    condition: str
    version: int
    content: Mapping[str, Any]
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A clinic whose shared files were accepted: its Ed25519 public key, 32 bytes."""

    public_key: bytes
    name: str
    trusted_at: datetime
