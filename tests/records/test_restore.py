"""From a backup to a record again: by passphrase or recovery key, over nothing or over a record, cut short."""

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records import backup_store, restore, sqlite
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_failures import BackupDamagedError, BackupNewerError, OtherRecordError
from footrehab_desktop.records.backup_store import Backup, list_backups, read_backup
from footrehab_desktop.records.failures import (
    NotOnFileError,
    TooManyAttemptsError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from footrehab_desktop.records.record import Record, create_record, open_record, unlock_record
from footrehab_desktop.records.restore import RestoreOrder, rehearse, restore_backup
from tests.records.conftest import HEEL, RUNNER
from tests.soak import cut_short
from tests.support.record_factory import CLINIC, FLOOR, PASSPHRASE, Template, make_folder

NOW = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
LATER = datetime(2026, 3, 17, 9, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> Template:
    return make_folder(tmp_path / "clinic")


def opened(made: Template) -> Record:
    return open_record(made.folder, made.clinician_id, made.data_key)


def add_patients(record: Record, number: int) -> list[str]:
    with record.unit_of_work() as unit:
        added = [unit.patients.add(replace(RUNNER, notes=f"ü{n}")) for n in range(number)]
        for patient in added:
            unit.episodes.add(patient.id, HEEL)
        unit.commit()
    return [patient.id for patient in added]


def backed_up(made: Template, patients: int = 3) -> Backup:
    with opened(made) as record:
        add_patients(record, patients)
        return backup_record(record, NOW)


def order(made: Template, backup: Backup, folder: Path) -> RestoreOrder:
    return RestoreOrder(backup, folder, sqlite.OpenKey(made.data_key), made.clinician_id)


def patients_in(folder: Path, made: Template) -> int:
    with open_record(folder, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        return unit.patients.count()


def contents(path: Path, made: Template) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the audit trail."""
    engine = sqlite.make_engine(path, sqlite.OpenKey(made.data_key), keep_connections=False, look_only=True)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        tables = [name for name in names if name != "audit_entry" and not name.startswith("patient_search_")]
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1')]  # noqa: S608 (names come from the file's own catalogue)
            for name in tables
        }


def test_a_clean_computer_needs_the_backup_and_the_passphrase_only(made: Template, tmp_path: Path) -> None:
    backup = backed_up(made)
    stick = tmp_path / "stick" / backup.folder.name
    shutil.copytree(backup.folder, stick)
    before = contents(made.folder / "record.db", made)
    shutil.rmtree(made.folder)
    (moved,) = list_backups(stick.parent)
    profile = tmp_path / "new profile"
    key = restore.key_by_passphrase(moved, made.clinician_id, PASSPHRASE, profile)
    rehearsal = restore_backup(RestoreOrder(moved, profile, sqlite.OpenKey(key), made.clinician_id), LATER)
    assert (rehearsal.patients, rehearsal.older_format) == (3, False)
    assert contents(profile / "record.db", made) == before
    with unlock_record(profile, made.clinician_id, PASSPHRASE) as record:
        assert record.verify().ok
    assert sorted(p.name for p in profile.iterdir()) == [
        "audit.anchor", "backups", "keys.json", "record.db", "record.lock",
    ]  # fmt: skip
    assert sorted(p.name for p in stick.iterdir()) == ["keys.json", "manifest.json", "record.db"]


def test_the_recovery_key_opens_a_backup_too(made: Template, tmp_path: Path) -> None:
    backup = backed_up(made)
    assert restore.key_by_recovery(backup, made.recovery_key.lower(), tmp_path / "new") == made.data_key


def test_wrong_secrets_are_told_and_slowed_down_and_write_nothing_to_the_backup(made: Template, tmp_path: Path) -> None:
    backup, other = backed_up(made), "0" * 56
    with pytest.raises(UserFixableError):
        restore.key_by_recovery(backup, other, tmp_path / "new")
    from footrehab_desktop.records.recovery_key import new_recovery_key, write_recovery_key

    with pytest.raises(WrongRecoveryKeyError):
        restore.key_by_recovery(backup, write_recovery_key(new_recovery_key()), tmp_path / "new")
    for _ in range(4):
        with pytest.raises(WrongPassphraseError):
            restore.key_by_passphrase(backup, made.clinician_id, "something else entirely", tmp_path / "new")
    with pytest.raises(TooManyAttemptsError):
        restore.key_by_passphrase(backup, made.clinician_id, PASSPHRASE, tmp_path / "new")
    assert len(list(backup.folder.iterdir())) == 3


def test_the_record_that_lay_there_is_kept_aside(made: Template, tmp_path: Path) -> None:
    backup = backed_up(made)
    with opened(made) as record:
        add_patients(record, 4)
    restore_backup(order(made, backup, made.folder), LATER)
    assert patients_in(made.folder, made) == 3
    (kept,) = made.folder.glob("before-restore-*")
    assert sorted(p.name for p in kept.iterdir()) == ["audit.anchor", "keys.json", "record.db"]
    assert patients_in(kept, made) == 7
    assert backup_store.read_notes(made.folder).paused_since is not None
    with opened(made) as record:
        report = record.verify()
        assert report.ok, report
        with record.unit_of_work() as unit:
            note = next(entry for entry in unit.audit.entries() if entry.action == "record.restored")
        assert note.detail["made_at"] == NOW.isoformat()


def test_a_damaged_record_is_kept_aside_as_it_is(made: Template) -> None:
    backup = backed_up(made)
    damaged = b"\x07" * 9000
    (made.folder / "record.db").write_bytes(damaged)
    (made.folder / "record.db-wal").write_bytes(b"left over")
    restore_backup(order(made, backup, made.folder), LATER)
    (kept,) = made.folder.glob("before-restore-*")
    assert (kept / "record.db").read_bytes() == damaged
    assert (kept / "record.db-wal").read_bytes() == b"left over"
    assert patients_in(made.folder, made) == 3


def test_todays_passphrases_stay_and_who_was_removed_stays_out(made: Template) -> None:
    with opened(made) as record:
        old = record.people.add("Robin Vale", "velvet otter seven lamps", role="clinician", kdf=FLOOR)
    backup = backed_up(made)
    with opened(made) as record:
        record.people.remove(old.id)
        record.people.set_passphrase(made.clinician_id, "another one of these days", kdf=FLOOR)
        late = record.people.add("Kim Late", "velvet otter seven lamps", role="clinician", kdf=FLOOR)
        now = RestoreOrder(backup, made.folder, record.key, made.clinician_id, record.engine)
        restore.prepare_restore(now, LATER)
    with unlock_record(made.folder, made.clinician_id, "another one of these days") as record:
        assert record.verify().ok
    from footrehab_desktop.records.key_file import list_clinicians

    ids = {each.id for each in list_clinicians(made.folder)}
    assert made.clinician_id in ids
    assert not {old.id, late.id} & ids


def test_a_person_the_backup_does_not_know_cannot_restore_it(made: Template) -> None:
    backup = backed_up(made)
    with opened(made) as record:
        late = record.people.add("Kim Late", "velvet otter seven lamps", role="lead", kdf=FLOOR)
    with pytest.raises(NotOnFileError):
        restore_backup(replace(order(made, backup, made.folder), clinician_id=late.id), LATER)
    assert not list(made.folder.glob("before-restore-*"))
    assert patients_in(made.folder, made) == 3


def test_who_was_erased_since_is_named_until_erased_again(made: Template) -> None:
    from footrehab_desktop.records.erasing import erase_again, erase_patient

    with opened(made) as record:
        gone, stays, *_rest = add_patients(record, 3)
        backup = backup_record(record, NOW)
        erase_patient(record, gone, "patient_request")
        backup_record(record, LATER)
        restore.prepare_restore(RestoreOrder(backup, made.folder, record.key, made.clinician_id, record.engine), LATER)
    with opened(made) as record:
        with record.engine.connect() as connection:
            (pending,) = restore.still_to_erase(connection)
        assert (pending.patient_id, pending.reason) == (gone, "patient_request")
        assert erase_again(record, [pending]) == 1
        with record.engine.connect() as connection:
            assert restore.still_to_erase(connection) == ()
        with record.unit_of_work() as unit:
            assert unit.patients.get(stays).id == stays
        assert record.verify().ok


@pytest.mark.parametrize("part", ["record.db", "keys.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "missing"])
def test_a_damaged_backup_is_named_and_nothing_changes(made: Template, part: str, harm: str) -> None:
    backup = backed_up(made)
    path = backup.folder / part
    good = path.read_bytes()
    harmed = {"flip": good[:300] + bytes([good[300] ^ 1]) + good[301:], "cut": good[:-10], "missing": b""}[harm]
    path.unlink() if harm == "missing" else path.write_bytes(harmed)
    before = (made.folder / "record.db").read_bytes()
    with pytest.raises(BackupDamagedError, match=part):
        restore_backup(order(made, backup, made.folder), LATER)
    assert (made.folder / "record.db").read_bytes() == before
    assert not list(made.folder.glob("before-restore-*"))


def test_a_backup_whose_files_were_exchanged_for_older_ones_is_noticed(made: Template) -> None:
    old = backed_up(made)
    with opened(made) as record:
        add_patients(record, 1)
        new = backup_record(record, LATER)
    shutil.copy(old.database, new.database)
    content = json.loads((new.folder / "manifest.json").read_bytes())
    content["files"]["record.db"] = old.manifest.files["record.db"]
    (new.folder / "manifest.json").write_text(json.dumps(content))
    with pytest.raises(BackupDamagedError, match=r"manifest\.json"):
        rehearse(read_backup(new.folder), sqlite.OpenKey(made.data_key))


def test_a_backup_of_another_record_is_told_apart_from_a_damaged_one(made: Template, tmp_path: Path) -> None:
    foreign, _key = create_record(tmp_path / "other", CLINIC, "Kim", PASSPHRASE, kdf=FLOOR)
    with foreign:
        backup = backup_record(foreign, NOW)
    with pytest.raises(OtherRecordError):
        rehearse(backup, sqlite.OpenKey(made.data_key))


def test_a_newer_backup_is_refused_with_its_version(made: Template) -> None:
    backup = backed_up(made)
    content = json.loads((backup.folder / "manifest.json").read_bytes())
    (backup.folder / "manifest.json").write_text(json.dumps({**content, "schema": "0099", "program": "7.5"}))
    with pytest.raises(BackupNewerError, match=r"FootRehab 7\.5 \(format 0099\)"):
        restore_backup(order(made, read_backup(backup.folder), made.folder), LATER)


def test_a_backup_of_an_older_format_is_brought_to_this_one_on_a_copy(tmp_path: Path) -> None:
    stored = Path(__file__).parent / "stored" / "revision_0001"
    old = tmp_path / "old"
    shutil.copytree(stored, old)
    from footrehab_desktop.records.key_file import list_clinicians

    (clinician,) = list_clinicians(old)
    unlock_record(old, clinician.id, PASSPHRASE).close()
    (backup,) = list_backups(backup_store.backups_of(old))
    assert (backup.manifest.schema, backup.manifest.kind) == ("0001", "before_upgrade")
    before = backup.database.read_bytes()
    key = restore.key_by_passphrase(backup, clinician.id, PASSPHRASE, tmp_path / "new")
    rehearsal = restore_backup(RestoreOrder(backup, tmp_path / "new", sqlite.OpenKey(key), clinician.id), LATER)
    assert (rehearsal.patients, rehearsal.older_format) == (1, True)
    assert backup.database.read_bytes() == before
    with unlock_record(tmp_path / "new", clinician.id, PASSPHRASE) as record:
        assert record.verify().ok


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="ends the process without ceremony")
def test_cut_short_at_any_step_a_whole_record_and_every_backup_are_there() -> None:
    result = cut_short.run(12)
    assert result.ok, result


def test_an_older_file_in_the_records_place_is_noticed_by_the_backups(made: Template) -> None:
    backed_up(made)
    older, anchor = (made.folder / "record.db").read_bytes(), (made.folder / "audit.anchor").read_bytes()
    with opened(made) as record:
        add_patients(record, 1)
        newer = backup_record(record, LATER)
    (made.folder / "record.db").write_bytes(older)
    (made.folder / "audit.anchor").write_bytes(anchor)
    with opened(made) as record:
        (fault,) = [item for item in record.verify().items if not item.ok]
    assert fault.name == "backups"
    assert f"entry {newer.manifest.audit.count}," in fault.sentence


def test_after_a_restore_newer_backups_of_before_are_no_alarm_but_those_of_after_are(made: Template) -> None:
    first = backed_up(made)
    with opened(made) as record:
        add_patients(record, 5)
        backup_record(record, LATER)
    restore_backup(order(made, first, made.folder), LATER)
    with opened(made) as record:
        assert record.verify().ok
    older, anchor = (made.folder / "record.db").read_bytes(), (made.folder / "audit.anchor").read_bytes()
    with opened(made) as record:
        add_patients(record, 1)
        backup_record(record, LATER)
    (made.folder / "record.db").write_bytes(older)
    (made.folder / "audit.anchor").write_bytes(anchor)
    with opened(made) as record:
        assert not record.verify().ok
