"""Whatever is done to the people, in any order: who should get in does, with the newest secret, and nobody else.

A fast stand-in takes the place of the costly key derivation, which has tests of its own; all else is real.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from footrehab_desktop.clinic import people as acts
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.clinic.permissions import NotAllowedError
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records import key_file, people
from footrehab_desktop.records.failures import (
    ClinicianUnknownError,
    DiskFullError,
    LastLeadError,
    LooksOnlyError,
)
from footrehab_desktop.records.passphrase import passphrase_bytes
from footrehab_desktop.records.record import create_record, open_record, unlock_record, unlock_with_recovery_key
from footrehab_desktop.records.recovery_key import read_recovery_key
from footrehab_desktop.records.unlock import derive_data_key_by_recovery
from footrehab_desktop.records.values import Role
from tests.support.record_factory import CLINIC
from tests.support.session_factory import RUNNER, TODAY, shipped_forms, shipped_library

ROLES: st.SearchStrategy[Role] = st.sampled_from(["lead", "clinician", "read_only"])


@dataclass
class Known:
    """What ought to be so about one person. ``secrets`` are all passphrases ever, the newest last."""

    name: str
    role: Role
    secrets: list[str]
    active: bool = True
    given: bool = True
    has_key: bool = True


class PeopleMachine(RuleBasedStateMachine):
    """Acts of whoever is signed in; the disk may be full at the moment when the key file is written."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(key_file, "_derive", lambda wrap, secret: hashlib.sha256(wrap.salt + secret).digest())
        self.folder = Path(tempfile.mkdtemp(prefix="footrehab-people-"))
        self.known: dict[str, Known] = {}
        self.session: ClinicSession | None = None
        self.full = False
        self.count = 0
        self.patch.setattr(people, "write_key_file", self.write)

    def write(self, folder: Path, keys: key_file.KeyFile) -> None:
        if self.full:
            raise DiskFullError
        key_file.write_key_file(folder, keys)

    @initialize()
    def begin(self) -> None:
        secret = self.secret()
        record, self.recovery = create_record(self.folder / "record", CLINIC, "Dana", secret)
        self.known[record.clinician.id] = Known("Dana", "lead", [secret], given=False)
        self.old_recovery: list[str] = []
        self.data_key = record.key.raw()
        self.session = ClinicSession(record, shipped_library(), shipped_forms())

    def teardown(self) -> None:
        if self.session is not None:
            self.session.close()
        self.patch.undo()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Who is there

    def secret(self) -> str:
        self.count += 1
        return f"passphrase number {self.count} of otters"

    def me(self) -> Known:
        assert self.session is not None
        return self.known[self.session.clinician.id]

    def refused(self, who: str = "") -> bool:
        """Say whether a lead's act about ``who`` has to be refused to the one signed in."""
        assert self.session is not None
        return self.session.clinician.role != "lead" or who == self.session.clinician.id

    def pick(self, place: int) -> str:
        return sorted(self.known)[place % len(self.known)]

    def unlocked(self) -> bool:
        return self.session is not None

    # In and out

    @rule()
    @precondition(unlocked)
    def lock(self) -> None:
        assert self.session is not None
        self.session.close()
        self.session = None

    @rule(place=st.integers(0, 9))
    @precondition(lambda self: not self.unlocked())
    def unlock(self, place: int) -> None:
        who = self.pick(place)
        person = self.known[who]
        if not person.active:
            with pytest.raises(ClinicianUnknownError):
                open_record(self.folder / "record", who, self.data_key)
        if not (person.active and person.has_key):
            with pytest.raises(UserFixableError):
                unlock_record(self.folder / "record", who, person.secrets[-1])
            return
        record = unlock_record(self.folder / "record", who, person.secrets[-1])
        self.session = ClinicSession(record, shipped_library(), shipped_forms())
        assert self.session.clinician.role == person.role
        assert acts.passphrase_was_given(self.session) == person.given

    @rule(place=st.integers(0, 9))
    @precondition(lambda self: not self.unlocked())
    def recover(self, place: int) -> None:
        who, secret = self.pick(place), self.secret()
        person, folder = self.known[who], self.folder / "record"
        if not person.active:
            with pytest.raises(ClinicianUnknownError):
                unlock_with_recovery_key(folder, self.recovery, who, secret)
            return
        record = unlock_with_recovery_key(folder, self.recovery, who, secret)
        person.secrets.append(secret)
        person.given, person.has_key = False, True
        self.session = ClinicSession(record, shipped_library(), shipped_forms())

    # Acts on people

    @rule(role=ROLES, full=st.booleans())
    @precondition(unlocked)
    def add(self, role: Role, full: bool) -> None:
        assert self.session is not None
        secret = self.secret()
        name, self.full = f"Person {self.count}", full and not self.refused()
        try:
            acts.add_person(self.session, name, role, secret)
        except NotAllowedError:
            assert self.refused()
            return
        except DiskFullError:
            assert full
        finally:
            self.full = False
        assert not self.refused()
        (who,) = {each.clinician.id for each in acts.list_people(self.session)} - set(self.known)
        self.known[who] = Known(name, role, [secret], has_key=not full, given=not full)

    @rule(place=st.integers(0, 9), role=ROLES)
    @precondition(unlocked)
    def change_role(self, place: int, role: Role) -> None:
        assert self.session is not None
        who = self.pick(place)
        try:
            acts.change_role(self.session, who, role)
        except NotAllowedError:
            assert self.refused(who)
        except UserFixableError:
            assert not self.known[who].active
        else:
            assert not self.refused(who)
            self.known[who].role = role

    @rule(place=st.integers(0, 9), full=st.booleans())
    @precondition(unlocked)
    def remove(self, place: int, full: bool) -> None:
        assert self.session is not None
        who = self.pick(place)
        self.full = full
        try:
            acts.remove_person(self.session, who)
        except NotAllowedError:
            assert self.refused(who)
            return
        except DiskFullError:
            assert full
        except UserFixableError:
            assert not self.known[who].active
            return
        finally:
            self.full = False
        assert not self.refused(who)
        self.known[who].active = False
        if full:
            self.lock()

    @rule(place=st.integers(0, 9), full=st.booleans())
    @precondition(unlocked)
    def give_passphrase(self, place: int, full: bool) -> None:
        assert self.session is not None
        who, secret, self.full = self.pick(place), self.secret(), full
        try:
            acts.give_passphrase(self.session, who, secret)
        except NotAllowedError:
            assert self.refused(who)
        except DiskFullError:
            assert full
        except UserFixableError:
            assert not self.known[who].active
        else:
            assert not self.refused(who)
            self.known[who].secrets.append(secret)
            self.known[who].given = self.known[who].has_key = True
        finally:
            self.full = False

    @rule()
    @precondition(unlocked)
    def change_own(self) -> None:
        assert self.session is not None
        secret = self.secret()
        acts.change_own_passphrase(self.session, self.me().secrets[-1], secret)
        self.me().secrets.append(secret)
        self.me().given = False

    @rule()
    @precondition(unlocked)
    def renew_recovery(self) -> None:
        assert self.session is not None
        if self.refused():
            with pytest.raises(NotAllowedError):
                acts.renew_recovery_key(self.session)
            return
        self.old_recovery.append(self.recovery)
        self.recovery = acts.renew_recovery_key(self.session)

    @rule()
    @precondition(unlocked)
    def write_something(self) -> None:
        assert self.session is not None
        with self.session.unit_of_work() as unit:
            if self.me().role == "read_only":
                with pytest.raises(LooksOnlyError):
                    register_patient(unit, RUNNER, TODAY)
            else:
                unit.drafts.save("somebody", "patient", {"notes": "typed"})
                unit.commit()

    @rule()
    @precondition(lambda self: self.unlocked() and self.me().role == "lead")
    def the_last_lead_stays(self) -> None:
        assert self.session is not None
        leads = [who for who, person in self.known.items() if person.active and person.role == "lead"]
        if len(leads) == 1:
            with pytest.raises(LastLeadError):
                self.session.record.people.remove(leads[0])
            with pytest.raises(LastLeadError):
                self.session.record.people.set_role(leads[0], "clinician")

    # What is always so

    @invariant()
    def the_newest_secret_opens_and_no_other(self) -> None:
        if not self.known:
            return
        keys = key_file.read_key_file(self.folder / "record")
        wraps = {wrap.id: wrap for wrap in keys.wraps if wrap.kind == "clinician"}
        opens = {who for who, person in self.known.items() if person.active and person.has_key}
        assert opens <= set(wraps)
        if self.session is not None:
            assert opens == set(wraps), "who was removed has no wrap"
        secrets = [secret for person in self.known.values() for secret in person.secrets]
        for who in opens:
            fitting = [s for s in secrets if key_file.open_wrap(wraps[who], passphrase_bytes(s)) is not None]
            assert fitting == [self.known[who].secrets[-1]]
            assert key_file.open_wrap(wraps[who], passphrase_bytes(fitting[0])) == self.data_key

    @invariant()
    def one_recovery_key_opens(self) -> None:
        if not self.known:
            return
        assert derive_data_key_by_recovery(self.folder / "record", self.recovery) == self.data_key
        wrap = key_file.read_key_file(self.folder / "record").recovery_wrap()
        assert all(key_file.open_wrap(wrap, read_recovery_key(old)) is None for old in self.old_recovery)

    @invariant()
    def there_is_a_lead_who_can_unlock(self) -> None:
        if self.known:
            assert any(p.active and p.role == "lead" and p.has_key for p in self.known.values())

    @invariant()
    def names_stay_and_states_fit(self) -> None:
        if self.session is None:
            return
        for person in acts.list_people(self.session):
            known = self.known[person.clinician.id]
            assert (person.clinician.name, person.clinician.role) == (known.name, known.role)
            assert person.clinician.active == known.active


TestPeople = PeopleMachine.TestCase
TestPeople.settings = settings(max_examples=12, stateful_step_count=25)
