"""An update of the program: refused with the reason, prepared with a backup, told of once, and taken back."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footrehab_desktop import __version__
from footrehab_desktop.clinic import backups, updating
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.clinic.permissions import NotAllowedError
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.updating import DemoUpdateError, PreparedUpdate
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records import backup as backup_module
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.records.restore import rehearse
from footrehab_desktop.releases import failures, installation, installing, signature
from footrehab_desktop.releases.progress import Progress
from tests.soak import updates
from tests.support.release_on_stick import NEW, Installed, install, put_on_stick
from tests.support.session_factory import make_patient

NOW = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    yield install(tmp_path / "prefix", monkeypatch)
    shutil.rmtree(updating.update_folder(), ignore_errors=True)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    put_on_stick(tmp_path / "stick")
    return tmp_path / "stick"


def prepared(session: ClinicSession, stick: Path, places: Places | None = None, now: datetime = NOW) -> PreparedUpdate:
    offer = updating.find_update(session, (stick,), stick, Progress())
    return updating.prepare_update(session, offer, places or Places(), Progress(), now)


def test_from_source_nothing_is_replaced(session, stick):
    standing = updating.standing(session)
    assert standing.installation is None
    assert "dev.py setup" in standing.reason_against
    with pytest.raises(failures.RunsFromSourceError):
        prepared(session, stick)


def test_without_release_keys_nothing_can_be_checked(session, stick, installed):
    (found,) = installed.folder.rglob("release_keys.pem")
    found.unlink()
    assert "without release keys" in updating.standing(session).reason_against
    with pytest.raises(failures.NoReleaseKeysError):
        prepared(session, stick)


def test_the_keys_are_told_as_the_printed_page_of_a_release_tells_them(session, installed):
    (found,) = installed.folder.rglob("release_keys.pem")
    assert updating.standing(session).keys == signature.fingerprints(found.read_bytes())
    assert len(updating.standing(session).keys) == 1
    found.write_bytes(b"damaged")
    assert updating.standing(session).keys == ()


@pytest.mark.parametrize("role", ["clinician", "read_only"])
def test_only_a_lead_updates_and_goes_back(session, stick, installed, role):
    installed.former_is("0.0.9")
    offer = updating.find_update(session, (stick,), stick, Progress())
    session.record.clinician = replace(session.record.clinician, role=role)
    assert updating.standing(session).reason_against
    with pytest.raises(NotAllowedError):
        updating.find_update(session, (stick,), stick, Progress())
    with pytest.raises(NotAllowedError):
        updating.prepare_update(session, offer, Places(), Progress(), NOW)
    with pytest.raises(NotAllowedError):
        updating.prepare_to_go_back(session, Places(), NOW)
    assert list_backups(backups_of(session.record.folder)) == ()


def test_in_the_demo_clinic_there_is_no_record_to_back_up(session, stick, installed, monkeypatch):
    monkeypatch.setattr(updating, "demo_record_folder", lambda: session.record.folder)
    with pytest.raises(DemoUpdateError, match="Open your own record"):
        prepared(session, stick)


def test_an_unknown_processor_is_told(session, stick, installed, monkeypatch):
    monkeypatch.setattr(installation, "architecture", lambda: None)
    with pytest.raises(failures.OtherSystemError, match="processor"):
        prepared(session, stick)


def test_a_backup_that_says_what_it_is_for_is_made_before_and_copied(session, stick, installed, tmp_path):
    make_patient(session)
    second = Places(backups.choose_second_place(session.record, tmp_path / "stick"))
    ready = prepared(session, stick, second)
    (backup,) = list_backups(backups_of(session.record.folder))
    assert (backup.manifest.kind, backup.manifest.program) == ("before_update", __version__)
    assert rehearse(backup, session.record.key).patients == 1
    assert ready.copied_to_second_place
    assert second.chosen is not None
    assert list_backups(second.chosen)[0].manifest.kind == "before_update"
    assert ready.payload.parent == updating.update_folder()
    assert not prepared(session, stick, now=NOW + timedelta(hours=1)).copied_to_second_place


def test_the_audit_trail_says_who_updated_and_who_went_back(session, stick, installed):
    prepared(session, stick)
    installed.former_is("0.0.9")
    updating.prepare_to_go_back(session, Places(), NOW + timedelta(hours=1))
    with session.unit_of_work() as unit:
        entries = {entry.action: entry for entry in unit.audit.entries()}
    assert entries["program.update"].clinician_id == session.clinician.id
    assert entries["program.update"].detail == {"former": __version__, "version": NEW}
    assert entries["program.former"].detail == {"former": "0.0.9", "version": __version__}


def test_a_backup_that_fails_ends_it_before_anything_is_copied(session, stick, installed, monkeypatch):
    offer = updating.find_update(session, (stick,), stick, Progress())
    small = shutil._ntuple_diskusage(2**20, 2**20, 0)
    monkeypatch.setattr(backup_module.shutil, "disk_usage", lambda _path: small)
    with pytest.raises(backup_module.NoRoomForBackupError):
        updating.prepare_update(session, offer, Places(), Progress(), NOW)
    assert not updating.update_folder().exists()


def test_the_first_start_of_the_new_version_tells_it_once_and_clears_up(session, stick, installed, monkeypatch):
    ready = prepared(session, stick)
    updating.note_update(ready)
    monkeypatch.setattr(updating, "__version__", NEW)
    after = updating.after_start(session)
    assert after is not None
    assert (after.done, after.former, after.version) == (True, __version__, NEW)
    assert after.backup == ready.backup
    assert not updating.update_folder().exists()
    assert updating.after_start(session) is None


def test_an_update_that_did_not_get_through_is_told_once_and_what_it_said_stays_a_while(session, stick, installed):
    updating.note_update(prepared(session, stick))
    (updating.update_folder() / installing.LOG_FILE).write_text("dpkg: error: no room\n")
    after = updating.after_start(session)
    assert after is not None
    assert not after.done
    assert updating.standing(session).said == "dpkg: error: no room"
    assert updating.after_start(session) is None
    assert updating.update_folder().exists()
    long_ago = time.time() - 2 * 3600
    for path in (*updating.update_folder().iterdir(), updating.update_folder()):
        os.utime(path, (long_ago, long_ago))
    assert updating.after_start(session) is None
    assert not updating.update_folder().exists()


def test_a_note_of_other_versions_says_nothing(session, stick, installed, monkeypatch):
    updating.note_update(prepared(session, stick))
    monkeypatch.setattr(updating, "__version__", "7.7.7")
    assert updating.after_start(session) is None


def test_a_note_that_cannot_be_written_leaves_no_copy(session, stick, installed, monkeypatch):
    ready = prepared(session, stick)

    def full(*_arguments: object) -> None:
        raise failures.NoRoomForUpdateError(updating.update_folder(), 1)

    monkeypatch.setattr(installing, "write_note", full)
    with pytest.raises(failures.NoRoomForUpdateError):
        updating.note_update(ready)
    assert not updating.update_folder().exists()


def test_the_record_is_opened_again_where_it_lies(session, stick, installed):
    run = prepared(session, stick).run
    assert run.then == (str(installed.prefix / "current" / "footrehab"), "--folder", str(session.record.folder))


def test_the_former_version_and_what_it_means_for_the_record(session, installed, monkeypatch):
    assert updating.standing(session).former is None
    with pytest.raises(UserFixableError, match="no former version"):
        updating.prepare_to_go_back(session, Places(), NOW)
    installed.former_is("0.0.9")
    former = updating.standing(session).former
    assert former is not None
    assert former.backup is None
    monkeypatch.setattr(backup_module, "__version__", "0.0.9")
    backups.back_up(session.record, Places(), NOW)
    former = updating.standing(session).former
    assert former is not None
    assert former.opens_record
    monkeypatch.setattr(updating, "REVISION", "0099")
    former = updating.standing(session).former
    assert former is not None
    assert not former.opens_record


def test_going_back_backs_up_and_starts_the_former_version(session, installed):
    installed.former_is("0.0.9")
    run = updating.prepare_to_go_back(session, Places(), NOW)
    assert run.command == (
        str(installed.prefix / "0.0.9" / "footrehab"),
        "--folder",
        str(session.record.folder),
    )
    assert len(list_backups(backups_of(session.record.folder))) == 1


@pytest.mark.skipif(os.name == "nt", reason="the trial forks")
def test_whatever_step_is_the_last_program_and_record_work():
    result = updates.run(18)
    assert result.ok, result.figures
