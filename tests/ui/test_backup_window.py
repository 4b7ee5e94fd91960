"""The window and its backups: at closing, told at the bottom, restored from the first page and after damage."""

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_failures import NoRoomForBackupError
from footrehab_desktop.records.backup_store import Backup, Kind, backups_of, list_backups
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.ui import background
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.idle_lock import WARNING_SECONDS
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.settings_backup import BackupSection
from footrehab_desktop.ui.pages.settings_page import SettingsPage
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.restore_page import RestorePage
from footrehab_desktop.ui.unlock_page import UnlockPage
from tests.support.opened_windows import OpenWindow, opened_windows, settle_window
from tests.support.record_factory import PASSPHRASE, Template, make_folder
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import make_patient, make_session, shipped_forms, shipped_library

TODAY = date(2026, 3, 20)


@pytest.fixture
def open_window(qtbot: QtBot, preferences: Preferences, dialogs: RecordingDialogs) -> Iterator[OpenWindow]:
    with opened_windows(preferences, dialogs, TODAY) as open_one:
        yield open_one


@pytest.fixture
def made(tmp_path: Path) -> Template:
    return make_folder(tmp_path / "clinic")


def unlocked(window: MainWindow, made: Template) -> ClinicSession:
    record = open_record(made.folder, made.clinician_id, made.data_key)
    session = ClinicSession(record, shipped_library(), shipped_forms())
    window.open_session(session)
    settle_window()
    return session


def backups_beside(made: Template) -> list[Backup]:
    return list(list_backups(backups_of(made.folder)))


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    settle_window()


def test_closing_after_work_makes_a_backup_and_without_work_none(open_window: OpenWindow, made: Template) -> None:
    window = open_window(made.folder)
    make_patient(unlocked(window, made))
    assert window.frame.status.backup_text == "No backup yet"
    window.close()
    (backup,) = backups_beside(made)
    assert backup.manifest.patients == 1
    window = open_window(made.folder)
    unlocked(window, made)
    assert window.frame.status.backup_text.startswith("Backup today ")
    window.close()
    assert len(backups_beside(made)) == 1


def test_half_a_minute_before_locking_work_is_backed_up(open_window: OpenWindow, made: Template) -> None:
    window = open_window(made.folder)
    make_patient(unlocked(window, made))
    window._show_idle_warning(WARNING_SECONDS)
    settle_window()
    assert len(backups_beside(made)) == 1
    window.lock()
    settle_window()
    assert len(backups_beside(made)) == 1


def test_a_backup_that_fails_at_closing_is_asked_about(
    open_window: OpenWindow, made: Template, dialogs: RecordingDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> Backup:
        raise NoRoomForBackupError(made.folder, 1 << 20, 9 << 20)

    monkeypatch.setattr(backups, "backup_record", full)
    window = open_window(made.folder)
    make_patient(unlocked(window, made))
    window.close()
    question = dialogs.asked[-1]
    assert isinstance(question, Question)
    assert "1 MB are free" in question.text
    assert window.isVisible()
    assert window.is_unlocked
    assert window.frame.isEnabled()
    assert window.frame.status.backup_text == "Backup failed – see Settings"
    assert window.frame.notice.label.text().startswith("The last backup failed.")
    dialogs.accepts = [True]
    window.close()
    settle_window()
    assert not window.isVisible()


def test_the_window_takes_keys_while_a_backup_runs(
    open_window: OpenWindow, made: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of the record meanwhile is answered before the copy is done."""

    def slow(record: Record, now: datetime, kind: Kind) -> Backup:
        time.sleep(0.8)
        return backup_record(record, now, kind)

    monkeypatch.setattr(backups, "backup_record", slow)
    window = open_window(made.folder)
    session = unlocked(window, made)
    make_patient(session)
    window._clock().make_now()
    QCoreApplication.processEvents()
    assert window.frame.status.backup_text == "Backing up…"
    answers: list[int] = []

    def count() -> int:
        with session.unit_of_work() as unit:
            return unit.patients.count()

    background.run_in_background(window, count, answers.append)
    until = time.monotonic() + 5
    while not answers and time.monotonic() < until:
        QCoreApplication.processEvents()
    assert answers == [1]
    assert backups_beside(made) == []
    settle_window()
    assert len(backups_beside(made)) == 1


def test_locked_in_the_midst_of_a_backup_nothing_failed(
    open_window: OpenWindow, made: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(record: Record, now: datetime, kind: Kind) -> Backup:
        time.sleep(0.5)
        return backup_record(record, now, kind)

    monkeypatch.setattr(backups, "backup_record", late)
    window = open_window(made.folder)
    make_patient(unlocked(window, made))
    window._clock().make_now()
    window.lock()
    settle_window()
    assert isinstance(window.centralWidget(), UnlockPage)
    monkeypatch.undo()
    unlocked(window, made)
    assert not window._clock().problem


def test_restored_from_the_settings_the_window_locks_and_opens_what_was(
    open_window: OpenWindow, made: Template, dialogs: RecordingDialogs
) -> None:
    window = open_window(made.folder)
    session = unlocked(window, made)
    window._clock().make_now()
    settle_window()
    make_patient(session)
    window.navigate("settings")
    page = window.frame.host.current_page
    assert isinstance(page, SettingsPage)
    section = page.show_section("backup")
    settle_window()
    dialogs.passphrases = [PASSPHRASE]
    assert isinstance(section, BackupSection)
    section.restore_button.click()
    settle_window()
    unlock = window.centralWidget()
    assert isinstance(unlock, UnlockPage)
    unlock.secret.set_value(PASSPHRASE)
    unlock.unlock_button.click()
    settle_window()
    assert window.is_unlocked
    again = window._session
    assert again is not None
    with again.unit_of_work() as unit:
        assert unit.patients.count() == 0
    assert len(list(made.folder.glob("before-restore-*"))) == 1
    assert again.record.verify().ok


def test_a_record_that_does_not_open_leads_to_its_backups_in_three_presses(
    open_window: OpenWindow, made: Template
) -> None:
    session = make_session(made.folder)
    backups.back_up(session.record, backups.Places(), session.record._context.clock())
    session.close()
    (made.folder / "record.db").write_bytes(b"\x05" * 8192)
    window = open_window(made.folder)
    unlock = window.centralWidget()
    assert isinstance(unlock, UnlockPage)
    assert unlock.restore_button.isHidden()
    unlock.secret.set_value(PASSPHRASE)
    press(unlock.unlock_button)
    assert "damaged" in unlock.secret.error()
    press(unlock.restore_button)
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    page.secret.set_value(PASSPHRASE)
    press(page.restore_button)
    again = window.centralWidget()
    assert isinstance(again, UnlockPage)
    again.secret.set_value(PASSPHRASE)
    press(again.unlock_button)
    assert window.is_unlocked


def test_a_demo_clinic_is_not_backed_up(qtbot: QtBot, made: Template, preferences: Preferences) -> None:
    gate = RecordGate(made.folder)
    gate.is_demo = True
    window = MainWindow(gate, preferences, dialogs=RecordingDialogs(), today=lambda: TODAY)
    qtbot.addWidget(window)
    window.show()
    make_patient(unlocked(window, made))
    window.close()
    assert backups_beside(made) == []
