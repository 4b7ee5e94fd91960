"""The tables of what a clinic adds to the library: own exercises with pictures, adjusted protocols, signing keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from footrehab_desktop.records.schema import LAST, Base, CreatedMixin, OriginMixin, VoidableMixin


class OwnExerciseTable(VoidableMixin, Base):
    """A version of a clinic's own exercise; the newest that is not voided stands. ``content`` is as in the library."""

    __tablename__ = "own_exercise"
    __table_args__ = (UniqueConstraint("exercise_id", "version"),)

    exercise_id: Mapped[str]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]


class OwnPictureTable(OriginMixin, Base):
    """A picture of one version of an own exercise, re-encoded as PNG or JPEG."""

    __tablename__ = "own_picture"
    __table_args__ = (
        UniqueConstraint("own_exercise_id", "position"),
        CheckConstraint("width > 0", name="width"),
        CheckConstraint("height > 0", name="height"),
    )

    own_exercise_id: Mapped[str] = mapped_column(ForeignKey("own_exercise.id"))
    position: Mapped[int]
    caption: Mapped[str]
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(sort_order=LAST)


class OwnProtocolTable(VoidableMixin, Base):
    """A version of a protocol as the clinic adjusted it; the newest of a condition that is not voided stands."""

    __tablename__ = "own_protocol"
    __table_args__ = (UniqueConstraint("condition", "version"),)

    condition: Mapped[str]
    version: Mapped[int]
    content: Mapped[dict[str, Any]]


class SigningKeyTable(CreatedMixin, Base):
    """The key pair with which the clinic signs what it shares: Ed25519, 32 raw bytes each. One row."""

    __tablename__ = "signing_key"

    private_key: Mapped[bytes]
    public_key: Mapped[bytes]


class TrustedKeyTable(OriginMixin, Base):
    """A clinic whose shared files were accepted, by its public key."""

    __tablename__ = "trusted_key"
    __table_args__ = (UniqueConstraint("public_key"),)

    public_key: Mapped[bytes]
    name: Mapped[str]
    trusted_at: Mapped[datetime]
    trusted_by: Mapped[str] = mapped_column(ForeignKey("clinician.id"))
