"""Moving house and restoring, from the first page on: found on a stick, checked, taken over, and what is left to do."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.records import backup as backup_module
from footrehab_desktop.records import record as record_module
from footrehab_desktop.records import restore as restore_module
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.ui.first_run_page import FirstRunPage
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.moving_page import MovingPage
from footrehab_desktop.ui.operations import drives
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.presenters import backup as words
from footrehab_desktop.ui.restore_page import RestorePage
from footrehab_desktop.ui.unlock_page import UnlockPage
from tests.support.opened_windows import OpenWindow, opened_windows, settle_window
from tests.support.record_factory import PASSPHRASE, Template, make_folder
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import make_patient, make_session

TODAY = date(2026, 3, 20)
NOW = datetime.now(UTC)


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What is plugged in: nothing, until a test puts a stick in."""
    places: list[Path] = []
    monkeypatch.setattr(drives, "sticks", lambda: tuple(places))
    return places


@pytest.fixture
def open_window(
    qtbot: QtBot, preferences: Preferences, dialogs: RecordingDialogs, plugged_in: list[Path]
) -> Iterator[OpenWindow]:
    with opened_windows(preferences, dialogs, TODAY) as open_one:
        yield open_one


@pytest.fixture
def old_laptop(tmp_path: Path) -> Template:
    """A record with one patient, backed up twice onto a stick with a second patient in between."""
    made = make_folder(tmp_path / "old laptop")
    (tmp_path / "STICK").mkdir()
    session = make_session(made.folder)
    make_patient(session)
    place = backups.choose_second_place(session.record, tmp_path / "STICK")
    backups.back_up(session.record, Places(place), NOW - timedelta(days=2))
    make_patient(session)
    backups.back_up(session.record, Places(place), NOW)
    session.close()
    return made


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)
    settle_window()


def texts(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def filled(window: MainWindow) -> list[str]:
    """Return the filled buttons that can be seen."""
    buttons = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    return [each.text() for each in buttons if each.property("kind") == "primary"]


def moving(window: MainWindow) -> MovingPage:
    first = window.centralWidget()
    assert isinstance(first, FirstRunPage)
    assert filled(window) == ["I am new here"]
    press(first.restore_button)
    page = window.centralWidget()
    assert isinstance(page, MovingPage)
    return page


def test_a_record_moves_to_a_new_laptop_with_the_passphrase(
    open_window: OpenWindow, old_laptop: Template, plugged_in: list[Path], tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new laptop")
    page = moving(window)
    assert "Plug in the stick" in page.note.label.text()
    assert window.focusWidget() is page.look_button
    plugged_in.append(tmp_path / "STICK")
    press(page.look_button)
    assert page.list.count() == 2
    assert window.focusWidget() is page.secret.editor
    assert not page.restore_button.isVisible()
    page.secret.set_value("wrong in every word")
    QTest.keyClick(page.secret.editor, Qt.Key.Key_Return)
    settle_window()
    assert "does not fit" in page.secret.error()
    page.secret.set_value(PASSPHRASE)
    QTest.keyClick(page.secret.editor, Qt.Key.Key_Return)
    settle_window()
    assert page.result.text().startswith("Harbour Physiotherapy. Opens; 2 patients; newest entry today ")
    assert filled(window) == ["Take this record over"]
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert filled(window) == ["Open and check the backup"]
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    press(page.rehearse_button)
    press(page.restore_button)
    said = texts(window)
    for sentence in (
        "The record is on this laptop",
        "Harbour Physiotherapy: 2 patients, newest entry today",
        "two laptops with one record drift apart",
        "Choose the second place for backups anew",
        "text size",
    ):
        assert sentence in said
    assert filled(window) == ["Unlock the record"]
    assert window.focusWidget() is page.unlock_button
    press(page.unlock_button)
    unlock = window.centralWidget()
    assert isinstance(unlock, UnlockPage)
    unlock.secret.set_value(PASSPHRASE)
    press(unlock.unlock_button)
    assert window.is_unlocked
    session = window._session
    assert session is not None
    with session.unit_of_work() as unit:
        assert unit.patients.count() == 2
        assert unit.clinics.get().name == "Harbour Physiotherapy"
    assert session.record.verify().ok


def test_a_record_moves_with_the_recovery_key_from_a_chosen_folder(
    open_window: OpenWindow, old_laptop: Template, dialogs: RecordingDialogs, tmp_path: Path
) -> None:
    window = open_window(tmp_path / "new laptop")
    page = moving(window)
    dialogs.paths = [tmp_path / "new laptop", tmp_path]
    press(page.choose_button)
    assert "no backup in this folder" in page.note.label.text()
    press(page.choose_button)
    assert page.list.count() == 4, "those on the old laptop's own disk and those on the stick"
    press(page.recovery_button)
    page.secret.set_value(old_laptop.recovery_key)
    press(page.rehearse_button)
    press(page.restore_button)
    press(page.unlock_button)
    assert isinstance(window.centralWidget(), UnlockPage)


def test_a_damaged_backup_is_told_and_nothing_is_taken_over(
    open_window: OpenWindow, old_laptop: Template, plugged_in: list[Path], tmp_path: Path
) -> None:
    newest = list_backups(tmp_path / "STICK" / "FootRehab backups")[0]
    newest.database.write_bytes(newest.database.read_bytes()[:-512])
    plugged_in.append(tmp_path / "STICK")
    window = open_window(tmp_path / "new laptop")
    page = moving(window)
    page.secret.set_value(PASSPHRASE)
    press(page.rehearse_button)
    assert "damaged" in page.secret.error()
    assert not page.restore_button.isVisible()
    assert not (tmp_path / "new laptop" / "record.db").exists()


def test_a_stick_pulled_out_in_the_middle_leaves_no_half_record(
    open_window: OpenWindow, old_laptop: Template, plugged_in: list[Path], tmp_path: Path
) -> None:
    plugged_in.append(tmp_path / "STICK")
    window = open_window(tmp_path / "new laptop")
    page = moving(window)
    page.secret.set_value(PASSPHRASE)
    press(page.rehearse_button)
    shutil.rmtree(tmp_path / "STICK")
    press(page.restore_button)
    assert page.secret.error()
    assert not (tmp_path / "new laptop" / "record.db").exists()
    press(page.back_button)
    first = window.centralWidget()
    assert isinstance(first, FirstRunPage | UnlockPage)


def test_back_and_forth_on_the_first_page(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window(tmp_path / "new laptop")
    first = window.centralWidget()
    assert isinstance(first, FirstRunPage)
    press(first.new_button)
    assert filled(window) == ["Create the record"]
    press(first.back_button)
    assert window.focusWidget() is first.new_button
    page = moving(window)
    press(page.back_button)
    assert isinstance(window.centralWidget(), FirstRunPage)


def refused_as_newer(window: MainWindow) -> RestorePage:
    """Type the passphrase of a record that this version does not read, and go to the backups."""
    unlock = window.centralWidget()
    assert isinstance(unlock, UnlockPage)
    unlock.secret.set_value(PASSPHRASE)
    press(unlock.unlock_button)
    assert "newer version" in unlock.secret.error()
    press(unlock.restore_button)
    page = window.centralWidget()
    assert isinstance(page, RestorePage)
    assert not isinstance(page, MovingPage)
    return page


def test_a_record_of_a_newer_version_is_refused_and_the_backup_before_it_is_offered(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former version after going back: the newest backups need the newer one, the one before the update opens."""
    made = used_with_a_newer_version(tmp_path / "clinic", monkeypatch)
    window = open_window(made.folder)
    with monkeypatch.context() as newer:
        newer.setattr(record_module, "_bring_to_this_version", of_newer_version)
        page = refused_as_newer(window)
    chosen = page.list.chosen()
    assert chosen is not None
    assert chosen.backup.manifest.kind == "before_update"
    assert "made by a newer version (9.1.0)" in page.note.label.text()
    assert "kept beside it" in page.note.label.text()
    assert "needs version 9.1.0" in page.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.secret.set_value(PASSPHRASE)
    press(page.restore_button)
    again = window.centralWidget()
    assert isinstance(again, UnlockPage)
    again.secret.set_value(PASSPHRASE)
    press(again.unlock_button)
    opened = window._session
    assert opened is not None
    with opened.unit_of_work() as unit:
        assert unit.patients.count() == 1
    (kept,) = made.folder.glob(restore_module.KEPT + "*")
    assert (kept / "record.db").is_file()
    assert "0099" in {each.manifest.schema for each in list_backups(backups_of(made.folder))}


def used_with_a_newer_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Template:
    """Return a record of two patients: one backup was made before the update, with one, another by the new version."""
    made = make_folder(folder)
    session = make_session(made.folder)
    make_patient(session)
    backups.back_up(session.record, Places(), NOW - timedelta(hours=2), "before_update")
    make_patient(session)
    with monkeypatch.context() as newer:
        newer.setattr(backup_module.sqlite, "revision", lambda _connection: "0099")
        newer.setattr(backup_module, "__version__", "9.1.0")
        backups.back_up(session.record, Places(), NOW)
    session.close()
    return made


def of_newer_version(_folder: Path, _key: object) -> None:
    raise record_module.RecordNewerError("0099")


def test_words_about_backups_that_need_a_newer_version() -> None:
    assert words.newer_words(()) == ""
