"""Who can open the record: each with a row in it and a wrap in the key file, changed together.

The record is changed first and the key file last. Cut short between the two, an addition leaves somebody without a key
(a lead gives one), a removal somebody whom the record does not let in; the next opening takes their wrap away.
Nothing here encrypts data anew: only the data key is locked anew, with another secret.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.failures import ClinicianUnknownError
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.key_file import (
    STRONG,
    KdfSettings,
    read_key_file,
    wrap_for_clinician,
    wrap_for_recovery,
    write_key_file,
)
from footrehab_desktop.records.passphrase import check_passphrase, passphrase_bytes
from footrehab_desktop.records.recovery_key import new_recovery_key, write_recovery_key
from footrehab_desktop.records.sqlite import OpenKey
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Clinician, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on file. ``has_key``: can unlock; ``given``: with a passphrase that somebody else chose."""

    clinician: Clinician
    has_key: bool
    given: bool


class People:
    """The people of one open record. Who may call what is checked above (``clinic.people``)."""

    def __init__(self, folder: Path, key: OpenKey, units: Callable[[], UnitOfWork]) -> None:
        self._folder = folder
        self._key = key
        self._units = units

    def all(self) -> tuple[Person, ...]:
        """Return everybody ever added, in that order; those who were removed are not ``active``."""
        wraps = {wrap.id: wrap for wrap in read_key_file(self._folder).wraps if wrap.kind == "clinician"}
        with self._units() as unit:
            clinicians = unit.clinicians.all()
        return tuple(Person(who, who.id in wraps, who.id in wraps and wraps[who.id].given) for who in clinicians)

    def add(self, name: str, passphrase: str, *, role: Role = "clinician", kdf: KdfSettings = STRONG) -> Clinician:
        """Add someone with a first passphrase, to be replaced by one of their own. Raises ``FieldError``."""
        clinician = Clinician(new_id(), checked_name(name), role)
        check_passphrase(passphrase)
        wrap = wrap_for_clinician(self._key.raw(), clinician, passphrase_bytes(passphrase), kdf, given=True)
        with self._units() as unit:
            self._check_is_new(unit, clinician.name)
            unit.clinicians.add(clinician.name, role, clinician.id)
            unit.commit()
        write_key_file(self._folder, read_key_file(self._folder).with_wrap(wrap))
        return clinician

    def set_role(self, clinician_id: str, role: Role) -> None:
        """Change what someone may do. Raises ``LastLeadError``, ``NotOnFileError``."""
        with self._units() as unit:
            unit.clinicians.set_role(clinician_id, role)
            unit.commit()

    def remove(self, clinician_id: str) -> None:
        """Take someone's key away; what they wrote keeps their name. Raises ``LastLeadError``, ``NotOnFileError``."""
        with self._units() as unit:
            unit.clinicians.deactivate(clinician_id)
            unit.commit()
        self.forget_removed()

    def set_passphrase(
        self, clinician_id: str, passphrase: str, *, given: bool = False, kdf: KdfSettings = STRONG
    ) -> None:
        """Give someone a new passphrase in place of the old one; ``given`` when another person chose it.

        Raises ``FieldError``, ``NotOnFileError``, ``ClinicianUnknownError`` for somebody who was removed.
        """
        check_passphrase(passphrase)
        with self._units() as unit:
            clinician = unit.clinicians.get(clinician_id)
        if not clinician.active:
            raise ClinicianUnknownError
        wrap = wrap_for_clinician(self._key.raw(), clinician, passphrase_bytes(passphrase), kdf, given=given)
        with self._units() as unit:
            unit.audit.note("passphrase.set", clinician_id)
            unit.commit()
        write_key_file(self._folder, read_key_file(self._folder).with_wrap(wrap))

    def renew_recovery_key(self, *, kdf: KdfSettings = STRONG) -> str:
        """Return a new recovery key, to be shown once; the one on the old sheet opens nothing any more."""
        recovery_key = new_recovery_key()
        wrap = wrap_for_recovery(self._key.raw(), recovery_key, kdf)
        with self._units() as unit:
            unit.audit.note("recovery_key.renewed", "")
            unit.commit()
        write_key_file(self._folder, read_key_file(self._folder).with_wrap(wrap))
        return write_recovery_key(recovery_key)

    def forget_removed(self) -> None:
        """Take the wraps of those who were removed out of the key file."""
        with self._units() as unit:
            removed = {clinician.id for clinician in unit.clinicians.all() if not clinician.active}
        keys = read_key_file(self._folder)
        kept = keys.without_clinicians(removed)
        if kept != keys:
            write_key_file(self._folder, kept)

    def _check_is_new(self, unit: UnitOfWork, name: str) -> None:
        """The unlock page offers names: two alike would be one too many."""
        if any(other.active and other.name.casefold() == name.casefold() for other in unit.clinicians.all()):
            raise FieldError("clinician_name", "Somebody with this name is on file. Add a second name or a number.")


def checked_name(name: str) -> str:
    """Return the name without blanks around it. Raises ``FieldError`` for an empty or overlong one."""
    trimmed = name.strip()
    if not trimmed:
        raise FieldError("clinician_name", "The clinician's name is needed.")
    if len(trimmed) > 200:
        raise FieldError("clinician_name", "At most 200 characters are taken.")
    return trimmed
