"""What a clinic adds to the library: own exercises and adjusted protocols in versions, and whom it shares them with."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.repositories.base import AnySelect, Repository, columns_of, row_of
from footrehab_desktop.records.schema_library import (
    OwnExerciseTable,
    OwnPictureTable,
    OwnProtocolTable,
    SigningKeyTable,
    TrustedKeyTable,
)
from footrehab_desktop.records.values_library import OwnExercise, OwnPicture, OwnProtocol, TrustedKey

_EXERCISE = columns_of(OwnExercise, OwnExerciseTable)
_PICTURE = columns_of(OwnPicture, OwnPictureTable)
_PROTOCOL = columns_of(OwnProtocol, OwnProtocolTable)
_TRUSTED = columns_of(TrustedKey, TrustedKeyTable)


class OwnExercises(Repository):
    """Exercises that the clinic made. Saving again makes the next version; an older version stays for old plans."""

    def save(
        self, exercise_id: str, content: Mapping[str, Any], pictures: Sequence[OwnPicture] | None = None
    ) -> OwnExercise:
        """Save the next version; ``pictures`` None keeps those of the version before."""
        kept = self.pictures(exercise_id) if pictures is None else tuple(pictures)
        own_exercise = OwnExerciseTable.exercise_id == exercise_id
        newest = self._first(select(func.max(OwnExerciseTable.version)).where(own_exercise))
        version = ((newest[0] if newest else None) or 0) + 1
        created = self._transaction.created()
        row = {**created, "exercise_id": exercise_id, "version": version, "content": dict(content)}
        self._transaction.insert(OwnExerciseTable, [row])
        own = {"own_exercise_id": created["id"], "origin": self._transaction.origin}
        parts = [{"id": new_id(), **own, "position": place, **row_of(each)} for place, each in enumerate(kept)]
        self._transaction.insert(OwnPictureTable, parts)
        self._note("own_exercise.saved", created["id"], version=version, pictures=len(kept))
        when, who = created["created_at"], created["created_by"]
        return OwnExercise(created["id"], exercise_id, version, content, when, who)

    def all(self) -> tuple[OwnExercise, ...]:
        """Return the standing version of every own exercise, oldest exercise first."""
        return self._newest_versions(OwnExerciseTable.voided_at.is_(None))

    def newest(self) -> tuple[OwnExercise, ...]:
        """Return the newest version of every own exercise, retired ones too: an old plan must stay readable."""
        return self._newest_versions()

    def pictures(self, exercise_id: str) -> tuple[OwnPicture, ...]:
        """Return the pictures of an exercise's newest version, in order."""
        newest = _newest_of(exercise_id).scalar_subquery()
        statement = select(*_PICTURE).where(OwnPictureTable.own_exercise_id == newest)
        return tuple(OwnPicture(*row) for row in self._rows(statement.order_by(OwnPictureTable.position)))

    def retire(self, exercise_id: str, reason: str) -> None:
        """Take an exercise out of the library; plans that hold it keep its name. Twice changes nothing."""
        newest = self._first(_newest_of(exercise_id))
        if newest is None:
            return
        standing = and_(OwnExerciseTable.id == newest[0], OwnExerciseTable.voided_at.is_(None))
        if self._transaction.update(OwnExerciseTable, standing, self._voided(reason)):
            self._note("own_exercise.retired", newest[0])

    def _newest_versions(self, *conditions: ColumnElement[bool]) -> tuple[OwnExercise, ...]:
        newer = aliased(OwnExerciseTable)
        superseded = and_(newer.exercise_id == OwnExerciseTable.exercise_id, newer.version > OwnExerciseTable.version)
        statement = (
            select(*_EXERCISE)
            .outerjoin(newer, superseded)
            .where(newer.id.is_(None), *conditions)
            .order_by(OwnExerciseTable.exercise_id)
        )
        return tuple(OwnExercise(*row) for row in self._rows(statement))


class OwnProtocols(Repository):
    """Protocols with the figures that the clinic changed."""

    def save(self, condition: str, content: Mapping[str, Any]) -> OwnProtocol:
        """Save the next version for a condition."""
        version = self._newest(condition) + 1
        created = self._transaction.created()
        row = {**created, "condition": condition, "version": version, "content": dict(content)}
        self._transaction.insert(OwnProtocolTable, [row])
        self._note("own_protocol.saved", created["id"], condition=condition, version=version)
        return OwnProtocol(created["id"], condition, version, content, created["created_at"], created["created_by"])

    def versions(self, condition: str) -> tuple[OwnProtocol, ...]:
        """Return the versions for a condition that were not taken back, newest first."""
        return self._versions(OwnProtocolTable.condition == condition, OwnProtocolTable.voided_at.is_(None))

    def every(self, condition: str) -> tuple[OwnProtocol, ...]:
        """Return every version for a condition, also those taken back, newest first."""
        return self._versions(OwnProtocolTable.condition == condition)

    def void(self, protocol_id: str, reason: str) -> None:
        """Take a version back; the one before it, or the library's own figures, stand again."""
        standing = and_(OwnProtocolTable.id == protocol_id, OwnProtocolTable.voided_at.is_(None))
        if self._transaction.update(OwnProtocolTable, standing, self._voided(reason)):
            self._note("own_protocol.voided", protocol_id)

    def _versions(self, *conditions: ColumnElement[bool]) -> tuple[OwnProtocol, ...]:
        statement = select(*_PROTOCOL).where(*conditions).order_by(OwnProtocolTable.version.desc())
        return tuple(OwnProtocol(*row) for row in self._rows(statement))

    def _newest(self, condition: str) -> int:
        newest = self._first(select(func.max(OwnProtocolTable.version)).where(OwnProtocolTable.condition == condition))
        return (newest[0] if newest else None) or 0


class SharingKeys(Repository):
    """The clinic's own signing key, and the public keys of clinics whose files were accepted."""

    def own(self) -> tuple[bytes, bytes] | None:
        """Return private and public key, 32 raw bytes each, or None before the first file was shared."""
        row = self._first(select(SigningKeyTable.private_key, SigningKeyTable.public_key))
        return None if row is None else (row[0], row[1])

    def keep_own(self, private_key: bytes, public_key: bytes) -> None:
        """Keep the key pair of the clinic."""
        created = self._transaction.created()
        self._transaction.insert(SigningKeyTable, [{**created, "private_key": private_key, "public_key": public_key}])
        self._note("signing_key.made", created["id"])

    def trusted(self) -> tuple[TrustedKey, ...]:
        """Return the clinics whose files were accepted, oldest first."""
        return tuple(TrustedKey(*row) for row in self._rows(select(*_TRUSTED).order_by(TrustedKeyTable.trusted_at)))

    def trust(self, public_key: bytes, name: str) -> None:
        """Accept files signed with a key from now on."""
        who, when = self._transaction.clinician_id, self._transaction.now()
        own_id = new_id()
        row = {"id": own_id, "origin": self._transaction.origin, "public_key": public_key, "name": name}
        self._transaction.insert(TrustedKeyTable, [{**row, "trusted_at": when, "trusted_by": who}])
        self._note("trusted_key.added", own_id)


def _newest_of(exercise_id: str) -> AnySelect:
    """Return the question for the id of an exercise's newest version."""
    statement = select(OwnExerciseTable.id).where(OwnExerciseTable.exercise_id == exercise_id)
    return statement.order_by(OwnExerciseTable.version.desc()).limit(1)
