"""Backups with a second place: copied and read back, found again elsewhere, removed in the middle, reminded of."""

import contextlib
import io
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footrehab_desktop import cli
from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.clinic.permissions import NotAllowedError
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records import backup as backup_module
from footrehab_desktop.records import backup_place, backup_store
from footrehab_desktop.records.backup_failures import (
    NoRoomForBackupError,
    PlaceOfOtherRecordError,
    SecondPlaceInsideError,
    SecondPlaceLostError,
    SecondPlaceUnreliableError,
)
from footrehab_desktop.records.backup_store import Backup, backups_of, list_backups
from footrehab_desktop.records.failures import BackupFailedError
from footrehab_desktop.records.record import create_record
from footrehab_desktop.records.restore import rehearse
from tests.support.record_factory import CLINIC, FLOOR, PASSPHRASE, make_folder
from tests.support.session_factory import make_patient, make_session

NOW = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def stick(tmp_path: Path, session: ClinicSession) -> Places:
    (tmp_path / "media" / "STICK").mkdir(parents=True)
    return Places(backups.choose_second_place(session.record, tmp_path / "media" / "STICK"))


def chosen(places: Places) -> Path:
    assert places.chosen is not None
    return places.chosen


def test_each_backup_is_copied_and_the_copy_opens(session: ClinicSession, stick: Places) -> None:
    make_patient(session)
    stands = backups.back_up(session.record, stick, NOW)
    (copy,) = list_backups(chosen(stick))
    assert stands.second is not None
    assert (stands.second.found, stands.second.copied_at, stands.second.copy_is_old) == (stick.chosen, NOW, False)
    assert rehearse(copy, session.record.key).patients == 1
    assert not stands.changed
    make_patient(session)
    assert backups.overview(session.record, stick, NOW).changed


def test_the_second_place_is_found_on_another_drive(session: ClinicSession, stick: Places, tmp_path: Path) -> None:
    elsewhere = tmp_path / "media" / "STICK1"
    shutil.move(chosen(stick).parent, elsewhere)
    roots = (Path("/"), tmp_path / "other", elsewhere)
    stands = backups.back_up(session.record, Places(stick.chosen, roots), NOW)
    assert stands.second is not None
    assert stands.second.found == elsewhere / "FootRehab backups"
    assert len(list_backups(elsewhere / "FootRehab backups")) == 1


def test_without_the_stick_the_backup_is_made_and_the_reminder_comes_after_a_week(
    session: ClinicSession, stick: Places
) -> None:
    backups.back_up(session.record, stick, NOW)
    shutil.rmtree(chosen(stick))
    stands = backups.back_up(session.record, stick, NOW + 6 * DAY)
    assert stands.second is not None
    assert (stands.second.found, stands.second.copy_is_old, len(stands.backups)) == (None, False, 2)
    later = backups.overview(session.record, stick, NOW + 7 * DAY)
    assert later.second is not None
    assert later.second.copy_is_old


def test_a_stick_of_another_record_or_a_folder_of_the_record_is_refused(
    session: ClinicSession, stick: Places, tmp_path: Path
) -> None:
    other, _key = create_record(tmp_path / "other", CLINIC, "Kim", PASSPHRASE, kdf=FLOOR)
    with other, pytest.raises(PlaceOfOtherRecordError):
        backups.choose_second_place(other, chosen(stick).parent)
    with pytest.raises(SecondPlaceInsideError):
        backups.choose_second_place(session.record, session.record.folder / "backups")


@pytest.mark.parametrize("harm", ["removed", "rotten"])
def test_a_stick_pulled_out_in_the_middle_is_told_and_harms_no_backup(
    session: ClinicSession, stick: Places, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    backups.back_up(session.record, stick, NOW)
    copy = backup_place.copy_durably

    def pulled_out(source: Path, target: Path) -> None:
        copy(source, target)
        if harm == "removed":
            shutil.rmtree(chosen(stick))
        else:
            target.write_bytes(b"\x00" * target.stat().st_size)

    monkeypatch.setattr(backup_place, "copy_durably", pulled_out)
    make_patient(session)
    expected = SecondPlaceLostError if harm == "removed" else SecondPlaceUnreliableError
    with pytest.raises(expected, match="backups on this computer are complete"):
        backups.back_up(session.record, stick, NOW + DAY)
    found = list_backups(backups_of(session.record.folder))
    assert [rehearse(each, session.record.key).patients for each in found] == [1, 0]
    assert chosen(stick).name in backup_store.read_notes(session.record.folder).failure
    monkeypatch.undo()
    chosen(stick).parent.mkdir(exist_ok=True)
    again = Places(backups.choose_second_place(session.record, chosen(stick).parent))
    assert backups.back_up(session.record, again, NOW + 2 * DAY).notes.failure == ""


def failing(error: FootRehabError) -> Callable[..., Backup]:
    def fail(*_arguments: object) -> Backup:
        raise error

    return fail


def test_a_failed_backup_is_noted_and_removes_none(session: ClinicSession, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (40, 39, 38):
        backup_module.backup_record(session.record, NOW - days * DAY)
    before = [each.folder for each in list_backups(backups_of(session.record.folder))]
    monkeypatch.setattr(backups, "backup_record", failing(BackupFailedError("tables")))
    with pytest.raises(BackupFailedError):
        backups.back_up(session.record, Places(), NOW)
    stands = backups.overview(session.record, Places(), NOW)
    assert [each.folder for each in stands.backups] == before
    assert (stands.notes.failed_at, stands.notes.failure[:10]) == (NOW, "The backup")
    monkeypatch.undo()
    assert backups.back_up(session.record, Places(), NOW).notes.failure == ""


def test_a_full_stick_is_named_with_its_room(
    session: ClinicSession, stick: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_place, "copy_durably", full)
    with pytest.raises(NoRoomForBackupError, match="FootRehab backups"):
        backups.back_up(session.record, stick, NOW)
    assert [path.name for path in chosen(stick).iterdir()] == [backup_place.MARKER_FILE]


def test_after_a_restore_none_goes_until_somebody_says_it_is_right(session: ClinicSession) -> None:
    for hours in (60 * 24, 60 * 24 + 1, 60 * 24 + 2):
        backup_module.backup_record(session.record, NOW - timedelta(hours=hours))
    notes = backup_store.read_notes(session.record.folder)
    assert notes.paused_since is None
    backup_store.write_notes(session.record.folder, backup_store.BackupNotes(paused_since=NOW))
    assert len(backups.back_up(session.record, Places(), NOW).backups) == 4
    backups.let_old_ones_go_again(session.record)
    assert len(backups.back_up(session.record, Places(), NOW + timedelta(hours=1)).backups) == 3


def test_only_a_lead_restores(session: ClinicSession) -> None:
    stands = backups.back_up(session.record, Places(), NOW)
    session.record.people.add("Robin Vale", "velvet otter seven lamps", role="lead", kdf=FLOOR)
    session.record.people.set_role(session.record.clinician.id, "clinician")
    with session.unit_of_work() as unit:
        session.record.clinician = unit.clinicians.get(session.record.clinician.id)
    with pytest.raises(NotAllowedError):
        backups.prepare_to_restore(session, stands.backups[0], NOW)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def type_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text + "\n"))

    return type_in


def test_the_verbs_back_up_rehearse_and_restore(
    tmp_path: Path, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    made = make_folder(tmp_path / "clinic")
    with contextlib.closing(make_session(tmp_path / "clinic")) as session:
        make_patient(session)
    stick, new = str(tmp_path / "stick"), tmp_path / "new"
    typed(PASSPHRASE)
    assert cli.main(["backup", "--folder", str(made.folder), "--to", stick]) == 0
    assert "A copy lies in" in capsys.readouterr().out
    copies = str(tmp_path / "stick" / "FootRehab backups")
    typed(made.recovery_key)
    assert cli.main(["restore", copies, "--folder", str(new), "--rehearse", "--recovery-key"]) == 0
    assert capsys.readouterr().out.startswith("Opens; 1 patients; newest entry ")
    assert not new.exists()
    typed("not the passphrase")
    assert cli.main(["restore", copies, "--folder", str(new)]) == 1
    typed(PASSPHRASE)
    assert cli.main(["restore", copies, "--folder", str(new)]) == 0
    typed(PASSPHRASE)
    assert cli.main(["verify", "--folder", str(new)]) == 0
    assert cli.main(["restore", str(tmp_path), "--folder", str(new)]) == 1
    assert "There is no backup in" in capsys.readouterr().err
