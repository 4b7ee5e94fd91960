"""Looking after the people: a lead adds, removes and gives roles and passphrases; everybody changes their own.

Nobody changes their own role or removes themselves, so the lead who acts stays one: there is always a lead.
"""

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.permissions import NotAllowedError, require
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.text_checks import check_name
from footrehab_desktop.records.key_file import STRONG, KdfSettings
from footrehab_desktop.records.people import Person
from footrehab_desktop.records.values import Role

_CHANGED = Changes(clinic=True)


def list_people(session: ClinicSession) -> tuple[Person, ...]:
    """Return everybody ever added, in that order."""
    return session.record.people.all()


def add_person(session: ClinicSession, name: str, role: Role, passphrase: str, *, kdf: KdfSettings = STRONG) -> Changes:
    """Add someone with a first passphrase, which they are asked to replace. Raises ``FieldError``."""
    require(session, "lead")
    check_name("clinician_name", "The name", name.strip())
    session.record.people.add(name, passphrase, role=role, kdf=kdf)
    return _CHANGED


def change_role(session: ClinicSession, clinician_id: str, role: Role) -> Changes:
    """Let someone do more or less from their next unlocking on."""
    require(session, "lead")
    _check_is_another(session, clinician_id)
    session.record.people.set_role(clinician_id, role)
    return _CHANGED


def remove_person(session: ClinicSession, clinician_id: str) -> Changes:
    """Take someone's key away. What they wrote keeps their name; a copy made before can still be opened by them."""
    require(session, "lead")
    _check_is_another(session, clinician_id)
    session.record.people.remove(clinician_id)
    return _CHANGED


def give_passphrase(
    session: ClinicSession, clinician_id: str, passphrase: str, *, kdf: KdfSettings = STRONG
) -> Changes:
    """Give someone who forgot theirs a new passphrase, which they are asked to replace. Raises ``FieldError``."""
    require(session, "lead")
    _check_is_another(session, clinician_id)
    session.record.people.set_passphrase(clinician_id, passphrase, given=True, kdf=kdf)
    return _CHANGED


def change_own_passphrase(session: ClinicSession, old: str, new: str, *, kdf: KdfSettings = STRONG) -> Changes:
    """Replace one's own passphrase. Raises ``WrongPassphraseError`` for the old, ``FieldError`` for the new one."""
    session.record.change_passphrase(old, new, kdf=kdf)
    return _CHANGED


def renew_recovery_key(session: ClinicSession, *, kdf: KdfSettings = STRONG) -> str:
    """Return a new recovery key, to be printed now; the old one opens nothing any more."""
    require(session, "lead")
    return session.record.people.renew_recovery_key(kdf=kdf)


def passphrase_was_given(session: ClinicSession) -> bool:
    """Tell whether somebody else chose the passphrase of the one signed in."""
    return any(person.given for person in list_people(session) if person.clinician.id == session.clinician.id)


def _check_is_another(session: ClinicSession, clinician_id: str) -> None:
    if clinician_id == session.clinician.id:
        raise NotAllowedError("Nobody does this to themselves. Ask another lead.")
