"""Settings → Update by the keyboard: refused with the reason, shown, prepared, called off, typed by hand, gone back."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from footrehab_desktop import __version__
from footrehab_desktop.clinic import updating
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.releases import installing, stick
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Offer
from footrehab_desktop.ui.dialogs import PassphraseQuestion
from footrehab_desktop.ui.operations import updating as operations
from footrehab_desktop.ui.pages.settings_update import UpdateSection
from tests.support.page_desk import PageDesk
from tests.support.record_factory import PASSPHRASE
from tests.support.release_on_stick import NEW, Installed, install, put_on_stick, release
from tests.support.settings_sections import open_section

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the archive is one for Linux")


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    places: list[Path] = []
    monkeypatch.setattr(operations, "sticks", lambda: tuple(places))
    return places


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plugged_in: list[Path]) -> Iterator[Installed]:
    yield install(tmp_path / "prefix", monkeypatch)
    operations.stop_waiting()
    shutil.rmtree(updating.update_folder(), ignore_errors=True)


@pytest.fixture
def section(qtbot: QtBot, desk: PageDesk, installed: Installed) -> Iterator[UpdateSection]:
    with open_section(qtbot, desk, "update", UpdateSection) as opened:
        yield opened


@pytest.fixture
def on_stick(tmp_path: Path, plugged_in: list[Path]) -> Path:
    plugged_in.append(tmp_path / "STICK")
    return put_on_stick(tmp_path / "STICK")


def filled(section: UpdateSection) -> list[str]:
    buttons = [each for each in section.findChildren(QPushButton) if each.isVisible()]
    return [each.text() for each in buttons if each.property("kind") == "primary" and each.isEnabled()]


def stays_open(section: UpdateSection, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Have the window note that it was to close, and stay open as one that asks about a failed backup does."""
    asked: list[bool] = []
    monkeypatch.setattr(section.window(), "close", lambda: asked.append(True))
    return asked


def test_a_program_from_source_says_so_and_looks_nowhere(qtbot: QtBot, desk: PageDesk) -> None:
    with open_section(qtbot, desk, "update", UpdateSection) as section:
        assert "runs from its source" in section.why_not.label.text()
        assert not section.look_button.isEnabled()
        assert not section.former.isVisible()


def test_who_is_no_lead_is_told(qtbot: QtBot, desk: PageDesk, installed: Installed) -> None:
    installed.former_is("0.0.9")
    desk.session.record.clinician = replace(desk.session.record.clinician, role="clinician")
    with open_section(qtbot, desk, "update", UpdateSection) as section:
        assert "Only a lead" in section.why_not.label.text()
        for each in (section.look_button, section.choose_button, section.back_button):
            assert not each.isEnabled()


def test_a_damaged_note_of_the_installation_is_told(qtbot: QtBot, desk: PageDesk, installed: Installed) -> None:
    next(installed.folder.rglob("installation.json")).write_text("x")
    with open_section(qtbot, desk, "update", UpdateSection) as section:
        assert "installation.json" in section.why_not.label.text()
        assert not section.look_button.isEnabled()


def test_without_a_stick_and_in_a_wrong_folder_the_reason_is_told(
    section: UpdateSection, desk: PageDesk, tmp_path: Path
) -> None:
    desk.press(section.look_button)
    assert "no release on any stick" in section.refusal.text()
    desk.dialogs.paths = [tmp_path / "prefix"]
    desk.press(section.choose_button)
    assert str(tmp_path / "prefix") in section.refusal.text()
    assert filled(section) == ["Look on the stick"]
    assert section.progress.isHidden()


def test_what_is_wrong_with_a_release_is_told_and_nothing_is_offered(
    section: UpdateSection, desk: PageDesk, on_stick: Path
) -> None:
    (payload,) = on_stick.glob("*.tar.xz")
    payload.write_bytes(payload.read_bytes()[:-1])
    desk.press(section.look_button)
    assert "bytes instead of" in section.refusal.text()
    assert not section.offer.isVisible()
    shutil.copy(on_stick / "manifest.json", on_stick / "manifest.json.sig")
    desk.press(section.look_button)
    assert "signature of the release does not fit" in section.refusal.text()
    shutil.rmtree(on_stick)
    put_on_stick(on_stick.parent, release("0.0.1")[0])
    desk.press(section.look_button)
    assert "older than the one you have" in section.refusal.text()


def test_an_update_is_shown_asked_prepared_and_begins_when_the_program_closes(
    section: UpdateSection, desk: PageDesk, on_stick: Path, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = stays_open(section, monkeypatch)
    desk.press(section.look_button)
    assert section.offer.title.text() == f"Version {NEW} of 01-Jan-2027"
    assert "• Charts print on one page." in section.offer.news.text()
    assert filled(section) == [f"Update to {NEW}…"]
    desk.dialogs.passphrases = ["wrong in every word"]
    desk.press(section.update_button)
    assert desk.dialogs.errors
    assert not list_backups(backups_of(desk.session.record.folder))
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.update_button)
    question = desk.dialogs.asked[-1]
    assert isinstance(question, PassphraseQuestion)
    assert "you may pull the stick out" in question.act
    assert closed == [True]
    assert section.ready.isVisible()
    assert "the stick can be pulled out" in section.ready_words.text()
    assert filled(section) == ["Close the program"]
    assert operations.is_waiting()
    assert installed.current == __version__
    end_of_program()
    assert installed.current == NEW


def end_of_program() -> None:
    """Do what the end of this process would do, and wait until the installer and the new program have run."""
    (waiting,) = operations._waiting
    operations._waiting.clear()
    assert waiting.end is not None
    os.close(waiting.end)
    waiting.process.wait(20)


def test_a_program_that_stays_open_can_call_it_off(
    section: UpdateSection, desk: PageDesk, on_stick: Path, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays_open(section, monkeypatch)
    desk.press(section.look_button)
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.update_button)
    desk.press(section.give_up_button)
    assert not operations.is_waiting()
    assert not updating.update_folder().exists()
    assert installed.current == __version__
    assert filled(section) == ["Look on the stick"]
    assert section.look_button.hasFocus()


def test_what_waits_is_shown_again_after_the_record_was_locked(
    section: UpdateSection,
    desk: PageDesk,
    on_stick: Path,
    installed: Installed,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    stays_open(section, monkeypatch)
    desk.press(section.look_button)
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.update_button)
    assert operations.words_after_start(desk.session) == ""
    with open_section(qtbot, desk, "update", UpdateSection) as again:
        assert again.ready.isVisible()
        assert not again.look_button.isEnabled()
        desk.press(again.give_up_button)
        assert not operations.is_waiting()


def test_without_pkexec_the_command_is_shown_to_be_typed(
    section: UpdateSection, desk: PageDesk, on_stick: Path, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = stays_open(section, monkeypatch)
    desk.press(section.look_button)
    command = "sudo /usr/bin/dpkg --install /somewhere/package.deb"
    monkeypatch.setattr(installing, "way_to_run", lambda *_arguments: installing.Run((), typed=command))
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.update_button)
    assert closed == []
    assert section.typed.toPlainText() == command
    assert section.copy_button.hasFocus()
    desk.press(section.copy_button)
    assert QGuiApplication.clipboard().text() == command
    assert not operations.is_waiting()
    assert installing.read_note(updating.update_folder()) is not None
    desk.press(section.close_button)
    assert closed == [True]


def test_a_full_disk_is_told_and_everything_is_as_it_was(
    section: UpdateSection, desk: PageDesk, on_stick: Path, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.press(section.look_button)
    monkeypatch.setattr(installing, "_check_room", no_room)
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.update_button)
    assert "no room for the update" in section.refusal.text()
    assert section.update_button.hasFocus()
    assert installed.current == __version__
    assert not updating.update_folder().exists()


def no_room(folder: Path, needed: int) -> None:
    raise installing.NoRoomForUpdateError(folder, needed)


def test_stop_ends_the_looking(
    section: UpdateSection, desk: PageDesk, on_stick: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    check, pressed = stick.check_payload, Event()

    def checked_late(offer: Offer, progress: Progress) -> None:
        pressed.wait(10)
        check(offer, progress)

    monkeypatch.setattr(stick, "check_payload", checked_late)
    section.look_button.click()
    qtbot.waitUntil(section.progress.stop_button.isVisible)
    section.progress.stop_button.click()
    pressed.set()
    desk.settle_all()
    assert section.refusal.text() == "Stopped. Program and record are as they were."
    assert section.look_button.isEnabled()


def test_how_far_it_has_come_is_said(section: UpdateSection) -> None:
    progress = section.progress.start("Copying…")
    section.progress._look()
    assert section.progress.words.text() == "Copying…"
    progress.begin(200)
    progress.add(86)
    section.progress._look()
    assert section.progress.words.text() == "Copying… 43 %"
    section.progress.done()
    assert section.progress.isHidden()


def test_what_the_installer_said_last_is_shown(qtbot: QtBot, desk: PageDesk, installed: Installed) -> None:
    updating.update_folder().mkdir(parents=True)
    (updating.update_folder() / installing.LOG_FILE).write_text("dpkg: error: no room\n")
    with open_section(qtbot, desk, "update", UpdateSection) as section:
        assert section.said.label.text().endswith("It said:\ndpkg: error: no room")


def test_going_back_asks_backs_up_and_starts_the_former_version(
    qtbot: QtBot, desk: PageDesk, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed.former_is("0.0.9")
    with open_section(qtbot, desk, "update", UpdateSection) as section:
        closed = stays_open(section, monkeypatch)
        assert section.back_button.text() == "Go back to 0.0.9…"
        assert "Version 0.0.9 of 21-Nov-2026 is kept on this computer." in section.former_words.text()
        desk.dialogs.passphrases = [PASSPHRASE]
        desk.press(section.back_button)
        question = desk.dialogs.asked[-1]
        assert isinstance(question, PassphraseQuestion)
        assert question.dangerous
        assert closed == [True]
        assert len(list_backups(backups_of(desk.session.record.folder))) == 1
        end_of_program()
    started = installed.prefix / "0.0.9" / "started" / "with"
    assert started.read_text() == f"--folder {desk.session.record.folder}\n"
    assert installed.current == __version__
