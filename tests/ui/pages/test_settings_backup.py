"""Settings → Backup by the keyboard: state, back up, second place, rehearse, restore, check; what failed is told."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic import backups
from footrehab_desktop.records import backup_store
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_failures import NoRoomForBackupError
from footrehab_desktop.records.backup_store import BackupNotes, backups_of, list_backups
from footrehab_desktop.records.erasing import erase_patient
from footrehab_desktop.ui.dialogs import PassphraseQuestion
from footrehab_desktop.ui.pages.settings_backup import BackupSection
from tests.support.page_desk import PageDesk
from tests.support.record_factory import PASSPHRASE
from tests.support.session_factory import make_patient
from tests.support.settings_sections import open_section

Opener = Callable[[], BackupSection]


@pytest.fixture
def opened(qtbot: QtBot, desk: PageDesk) -> Iterator[Opener]:
    with ExitStack() as pages:

        def open_backups() -> BackupSection:
            return pages.enter_context(open_section(qtbot, desk, "backup", BackupSection))

        yield open_backups


@pytest.fixture
def section(opened: Opener) -> BackupSection:
    return opened()


def test_a_backup_by_one_key_and_how_it_stands_in_words(section: BackupSection, desk: PageDesk) -> None:
    assert "No backup was made yet" in section.newest.text()
    assert not section.rehearse_button.isEnabled()
    make_patient(desk.session)
    desk.press(section.now_button)
    (made,) = list_backups(backups_of(desk.session.record.folder))
    assert section.newest.text().startswith(f"Last backup today {made.manifest.made_at.astimezone():%H:%M}: 1 patient,")
    assert section.kept.text().startswith("1 backup is kept in ")
    assert "Nothing was written since." in section.kept.text()
    assert section.failure.isHidden()


def test_a_rehearsal_says_what_a_backup_holds_and_a_damaged_one_is_named(opened: Opener, desk: PageDesk) -> None:
    make_patient(desk.session)
    first = backup_record(desk.session.record, datetime.now(UTC) - timedelta(days=3))
    second = backup_record(desk.session.record, datetime.now(UTC))
    first.database.write_bytes(b"\x01" * 5000)
    section = opened()
    desk.press(section.rehearse_button)
    assert section.result.text().startswith("Opens; 1 patient; newest entry today ")
    assert section.list.chosen() is not None
    section.list.setFocus()
    QTest.keyClick(section.list, Qt.Key.Key_Down)
    assert section.result.isHidden()
    desk.press(section.rehearse_button)
    assert "damaged (record.db is not as it was written)" in section.result.text()
    assert second.database.exists()


def test_restoring_asks_for_the_passphrase_and_has_the_record_locked(opened: Opener, desk: PageDesk) -> None:
    backup_record(desk.session.record, datetime.now(UTC) - timedelta(hours=1))
    make_patient(desk.session)
    section = opened()
    ready: list[bool] = []
    desk.backups.restore_ready.connect(lambda: ready.append(True))
    desk.dialogs.passphrases = ["wrong in every word"]
    desk.press(section.restore_button)
    assert ready == []
    assert "passphrase does not fit" in str(desk.dialogs.errors.pop())
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.restore_button)
    assert ready == [True]
    question = desk.dialogs.asked[-1]
    assert isinstance(question, PassphraseQuestion)
    assert "0 patients" in question.act
    folder = desk.session.record.folder
    assert len(list(folder.glob("restored-*"))) == 1
    assert [each.manifest.kind for each in list_backups(backups_of(folder))] == ["before_restore", "regular"]


def test_a_folder_as_second_place_gets_a_copy_at_once_and_can_be_given_up(
    section: BackupSection, desk: PageDesk, tmp_path: Path
) -> None:
    assert section.forget_button.isHidden()
    (tmp_path / "STICK").mkdir()
    desk.dialogs.paths = [tmp_path / "STICK"]
    desk.press(section.choose_button)
    place = tmp_path / "STICK" / "FootRehab backups"
    assert len(list_backups(place)) == 1
    assert desk.preferences.values.backup_folder == str(place)
    assert "plugged in. Last copy today" in section.second.text()
    desk.press(section.forget_button)
    assert desk.preferences.values.backup_folder == ""
    assert section.second.text().startswith("Chosen is none.")


def test_a_failed_backup_is_told_and_stays_told(
    section: BackupSection, desk: PageDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise NoRoomForBackupError(Path("/small"), 12 << 20, 60 << 20)

    monkeypatch.setattr(backups, "backup_record", full)
    desk.press(section.now_button)
    assert "12 MB are free, about 61 MB are needed" in section.failure.label.text()
    section.load()
    desk.settle_all()
    assert section.failure.label.text().startswith("The backup today ")
    monkeypatch.undo()
    desk.press(section.now_button)
    assert section.failure.isHidden()


def test_after_a_restore_it_asks_to_look_and_to_erase_again(opened: Opener, desk: PageDesk) -> None:
    record = desk.session.record
    patient = make_patient(desk.session)
    old = backup_record(record, datetime.now(UTC) - timedelta(hours=2))
    erase_patient(record, patient.patient_id, "patient_request")
    with desk.session.unit_of_work() as unit:
        detail = [[patient.patient_id, 1, "patient_request", datetime.now(UTC).isoformat(), record.clinician.id]]
        unit.audit.note("record.restored", record.clinician.id, erase_again=detail)
        unit.commit()
    other = make_patient(desk.session).patient_id
    with desk.session.unit_of_work() as unit:
        returned = [[other, 2, "patient_request", datetime.now(UTC).isoformat(), record.clinician.id]]
        unit.audit.note("record.restored", record.clinician.id, erase_again=returned)
        unit.commit()
    backup_store.write_notes(record.folder, BackupNotes(paused_since=datetime.now(UTC)))
    section = opened()
    assert section.returned.label.text().endswith("record number 2.")
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.erase_button)
    with desk.session.unit_of_work() as unit:
        assert unit.patients.count() == 0
    assert section.returned.isHidden()
    assert not section.paused.isHidden()
    desk.press(section.confirm_button)
    assert section.paused.isHidden()
    assert backup_store.read_notes(record.folder).paused_since is None
    assert old.database.exists()


def test_the_check_of_the_record_names_what_does_not_fit(section: BackupSection, desk: PageDesk) -> None:
    desk.press(section.check_button)
    assert "✓ The audit trail is complete and unchanged." in section.report.text().splitlines()
    with desk.session.record.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET subject = 'x' WHERE sequence = 3")
    desk.press(section.check_button)
    assert "✗ Audit entry 3 was changed." in section.report.text().splitlines()
    assert section.report.property("role") == "error"


def test_one_filled_button_and_every_part_has_a_name_and_size(section: BackupSection, desk: PageDesk) -> None:
    desk.press(section.now_button)
    shown = [each for each in section.findChildren(QPushButton) if each.isVisibleTo(section)]
    assert [each for each in shown if each.property("kind") == "primary"] == [section.now_button]
    for each in (*shown, *section.findChildren(QListWidget), *section.findChildren(QComboBox)):
        assert each.accessibleName() or getattr(each, "text", str)()
        assert each.height() >= 24
