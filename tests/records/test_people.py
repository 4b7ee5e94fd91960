"""People in the record and in the key file: what a removal leaves, what read-only refuses, what the trail says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records import people
from footrehab_desktop.records.failures import (
    ClinicianUnknownError,
    DiskFullError,
    LastLeadError,
    LooksOnlyError,
    NotOnFileError,
    TooManyAttemptsError,
    WrongPassphraseError,
)
from footrehab_desktop.records.guess_delay import FREE_TRIES
from footrehab_desktop.records.key_file import (
    KeyFile,
    list_clinicians,
    new_data_key,
    read_key_file,
    wrap_for_clinician,
    write_key_file,
)
from footrehab_desktop.records.passphrase import passphrase_bytes
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Clinic, Outlook, PatientDetails
from tests.support.filled_patient import Filled, fill_patient
from tests.support.record_factory import CLINICIAN, FLOOR, PASSPHRASE, Template, make_folder, template

FIRST = "seven velvet otters"
HAZEL = PatientDetails("Hazel", "Ann", date(1990, 1, 2), "female")


@dataclass(frozen=True)
class Desk:
    """An open record of a lead with a colleague, and how to open it in the colleague's name."""

    made: Template
    record: Record
    colleague: str


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_folder(tmp_path / "clinic")
    record = open_record(made.folder, made.clinician_id, made.data_key)
    yield Desk(made, record, record.people.add("Ben Ruiz", FIRST, kdf=FLOOR).id)
    record.close()


def newest(record: Record, count: int = 1) -> list[tuple[str, str]]:
    with record.unit_of_work() as unit:
        return [(entry.action, entry.subject) for entry in unit.audit.entries(count)]


def test_everything_done_to_people_is_in_the_trail(desk: Desk) -> None:
    who, all_of_them = desk.colleague, desk.record.people
    all_of_them.set_role(who, "lead")
    all_of_them.set_passphrase(who, "entirely new words", given=True, kdf=FLOOR)
    all_of_them.renew_recovery_key(kdf=FLOOR)
    all_of_them.remove(who)
    expected = [
        ("clinician.removed", who),
        ("recovery_key.renewed", ""),
        ("passphrase.set", who),
        ("clinician.role", who),
        ("clinician.added", who),
    ]
    assert newest(desk.record, 5) == expected


def test_a_removed_person_keeps_the_name_and_loses_the_key(desk: Desk) -> None:
    desk.record.people.remove(desk.colleague)
    assert [known.name for known in list_clinicians(desk.made.folder)] == [CLINICIAN]
    removed = desk.record.people.all()[1]
    assert (removed.clinician.name, removed.clinician.active, removed.has_key) == ("Ben Ruiz", False, False)
    for act in (desk.record.people.remove, lambda who: desk.record.people.set_role(who, "lead")):
        with pytest.raises(NotOnFileError):
            act(desk.colleague)
    with pytest.raises(ClinicianUnknownError):
        desk.record.people.set_passphrase(desk.colleague, "entirely new words", kdf=FLOOR)


def test_the_old_key_file_beside_the_new_record_lets_nobody_in_who_was_removed(desk: Desk) -> None:
    """The data key can be had from an old key file: the program refuses, and mends the file at the next opening."""
    path = desk.made.folder / "keys.json"
    old = path.read_bytes()
    desk.record.people.remove(desk.colleague)
    desk.record.close()
    path.write_bytes(old)
    with pytest.raises(ClinicianUnknownError):
        open_record(desk.made.folder, desk.colleague, desk.made.data_key)
    with open_record(desk.made.folder, desk.made.clinician_id, desk.made.data_key):
        assert [known.name for known in list_clinicians(desk.made.folder)] == [CLINICIAN]


def test_a_removal_cut_short_is_finished_at_the_next_opening(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path, _keys: KeyFile) -> None:
        raise DiskFullError

    monkeypatch.setattr(people, "write_key_file", refuse)
    with pytest.raises(DiskFullError):
        desk.record.people.remove(desk.colleague)
    monkeypatch.undo()
    assert len(list_clinicians(desk.made.folder)) == 2
    desk.record.close()
    with open_record(desk.made.folder, desk.made.clinician_id, desk.made.data_key):
        assert len(list_clinicians(desk.made.folder)) == 1


def test_there_is_always_a_lead(desk: Desk) -> None:
    me = desk.made.clinician_id
    with pytest.raises(LastLeadError):
        desk.record.people.remove(me)
    with pytest.raises(LastLeadError):
        desk.record.people.set_role(me, "read_only")
    desk.record.people.set_role(desk.colleague, "lead")
    desk.record.people.set_role(me, "clinician")


@pytest.mark.parametrize("name", ["", "   ", "BEN RUIZ", "x" * 201])
def test_names_that_cannot_be_told_apart_or_shown_are_refused(desk: Desk, name: str) -> None:
    with pytest.raises(FieldError):
        desk.record.people.add(name, FIRST, kdf=FLOOR)
    assert len(read_key_file(desk.made.folder).wraps) == 3


WRITES: dict[str, Callable[[UnitOfWork, Filled], object]] = {
    "patient": lambda unit, _ids: unit.patients.add(HAZEL),
    "patient changed": lambda unit, ids: unit.patients.update(ids.patient, HAZEL),
    "statement": lambda unit, ids: unit.statements.add(ids.patient, "words"),
    "draft": lambda unit, ids: unit.drafts.save(ids.patient, "patient", {}),
    "draft discarded": lambda unit, ids: unit.drafts.discard(ids.patient, "patient"),
    "print options": lambda unit, ids: unit.print_options.save(ids.patient, {}),
    "answer": lambda unit, ids: unit.decisions.respond(ids.decision, "accepted", "HOLD", "words"),
    "clinic": lambda unit, _ids: unit.clinics.save(Clinic("Other")),
    "person": lambda unit, _ids: unit.clinicians.add("Eve", "lead"),
}


def test_read_only_is_refused_every_change(desk: Desk) -> None:
    with desk.record.unit_of_work() as unit:
        ids = fill_patient(unit)
        unit.commit()
    desk.record.people.set_role(desk.colleague, "read_only")
    desk.record.close()
    with open_record(desk.made.folder, desk.colleague, desk.made.data_key) as record:
        for write in WRITES.values():
            with record.unit_of_work() as unit:
                with pytest.raises(LooksOnlyError, match="look, not change"):
                    write(unit, ids)
                unit.commit()
    with open_record(desk.made.folder, desk.made.clinician_id, desk.made.data_key) as record:
        assert newest(record, 2) == [("record.unlocked", desk.made.clinician_id), ("record.unlocked", desk.colleague)]


def test_read_only_leaves_what_it_did_and_what_was_worked_out(desk: Desk) -> None:
    with desk.record.unit_of_work() as unit:
        ids = fill_patient(unit)
        unit.commit()
    desk.record.people.set_role(desk.colleague, "read_only")
    desk.record.close()
    with open_record(desk.made.folder, desk.colleague, desk.made.data_key) as record:
        with record.unit_of_work() as unit:
            unit.outlooks.put([Outlook(ids.episode, "1", {})])
            unit.audit.note("patient.printed", ids.patient)
            unit.commit()
        assert newest(record) == [("patient.printed", ids.patient)]
        record.change_passphrase(FIRST, "entirely new words", kdf=FLOOR)


def test_a_key_file_put_in_place_of_ours_does_not_confirm_anybody(desk: Desk) -> None:
    forged = wrap_for_clinician(new_data_key(), desk.record.clinician, passphrase_bytes("a thief's own words"), FLOOR)
    write_key_file(desk.made.folder, read_key_file(desk.made.folder).with_wrap(forged))
    with pytest.raises(WrongPassphraseError):
        desk.record.check_passphrase("a thief's own words")


def test_the_passphrase_asked_for_again_counts_wrong_tries_and_notes_each(desk: Desk) -> None:
    desk.record.check_passphrase(PASSPHRASE)
    for _try in range(FREE_TRIES):
        with pytest.raises(WrongPassphraseError):
            desk.record.check_passphrase("not the passphrase")
    with pytest.raises(TooManyAttemptsError):
        desk.record.check_passphrase(PASSPHRASE)
    assert newest(desk.record, FREE_TRIES) == [("record.refused", template().clinician_id)] * FREE_TRIES
