"""A year later: a stick with a new version, taken, opened, taken back, in the real window with the keyboard alone."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from footrehab_desktop import __version__, silence
from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic import updating
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records import backup as backup_module
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.releases import installation
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.operations import updating as operations
from footrehab_desktop.ui.preferences import Preferences
from tests.support.keyboard import Keyboard
from tests.support.record_factory import PASSPHRASE, Template, make_folder, open_record
from tests.support.release_on_stick import (
    NEW,
    Installed,
    archive_with_real_script,
    install,
    put_on_stick,
    release,
)
from tests.support.session_factory import make_patient, shipped_forms, shipped_library

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the archive is one for Linux")
TODAY = date(2027, 11, 21)


class Laptop:
    """A clinic laptop with an installed program, a filled record and a stick; the program is opened and closed."""

    def __init__(self, qtbot: QtBot, place: Path, preferences: Preferences, patches: pytest.MonkeyPatch) -> None:
        self.qtbot = qtbot
        self.place = place
        self.preferences = preferences
        self.patches = patches
        self.installed: Installed = install(place / "prefix", patches)
        self.made: Template = make_folder(place / "record")
        self.stick = place / "STICK"
        self.stick.mkdir()
        self.window: MainWindow | None = None

    def open(self) -> None:
        """Start the program and type the passphrase."""
        window = MainWindow(RecordGate(self.made.folder), self.preferences, today=lambda: TODAY)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.window, self.keys = window, Keyboard(self.qtbot, window)
        self.keys.wait_for("Passphrase")
        self.keys.settle()
        self.keys.type(PASSPHRASE, "Return")
        assert window.is_unlocked

    def close(self) -> None:
        if self.window is not None:
            assert self.window.close()
            self._gone()

    def texts(self) -> str:
        """Return every word on screen."""
        assert self.window is not None
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())

    def go_to_update(self) -> None:
        """Go to Settings → Update; the keyboard is then at its first button."""
        self.keys.press("Ctrl+5")
        self.keys.type("upd")
        self.keys.press("Return")
        self.keys.settle()

    def put_release_on_stick(self) -> Path:
        """Put a release on the stick with the very script that releases are installed with."""
        made, payload = release(payload=archive_with_real_script())
        return put_on_stick(self.stick, made, payload)

    def ends_by_itself(self) -> None:
        """The window closes, the process ends, and what waits for that runs."""
        window = self.window
        assert window is not None
        self.qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
        self._gone()
        (waiting,) = operations._waiting
        operations._waiting.clear()
        assert waiting.end is not None
        os.close(waiting.end)
        waiting.process.wait(30)

    def become(self, version: str) -> None:
        """Be the program that starts now."""
        folder = self.installed.prefix / version
        (note,) = folder.rglob("installation.json")
        self.patches.setattr(installation, "resource_path", note.parent.joinpath)
        self.patches.setattr(installation.sys, "executable", str(folder / "footrehab"))
        self.patches.setattr(updating, "__version__", version)
        self.patches.setattr(backup_module, "__version__", version)

    def _gone(self) -> None:
        assert self.window is not None
        self.window.deleteLater()
        self.window = None
        QApplication.processEvents()


@pytest.fixture
def laptop(qtbot: QtBot, tmp_path: Path, preferences: Preferences, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    made = Laptop(qtbot, tmp_path, preferences, monkeypatch)
    monkeypatch.setattr(operations, "sticks", lambda: (made.stick,))
    record = open_record(made.made.folder, made.made.clinician_id, made.made.data_key)
    session = ClinicSession(record, shipped_library(), shipped_forms())
    make_patient(session)
    session.close()
    yield made
    made.close()
    operations.stop_waiting()
    shutil.rmtree(updating.update_folder(), ignore_errors=True)


def test_a_new_version_from_the_stick_and_back_again(laptop: Laptop) -> None:
    before = silence.attempts()
    take_the_update(laptop)
    look_at_the_new_version(laptop)
    go_back(laptop)
    assert silence.attempts() == before


def take_the_update(laptop: Laptop) -> None:
    laptop.open()
    laptop.go_to_update()
    keys = laptop.keys
    keys.press("Return")
    assert "no release on any stick" in laptop.texts()
    folder = laptop.put_release_on_stick()

    assert keys.name == "Look on the stick"
    keys.press("Return")
    assert f"Version {NEW} of 01-Jan-2027" in laptop.texts()
    assert "Your record stays in its format" in laptop.texts()
    assert keys.name == f"Update to {NEW}…"
    keys.press("Return")
    assert "A backup of the record is made and checked" in laptop.texts()
    keys.type(PASSPHRASE, "Return")
    shutil.rmtree(folder)  # pulled out
    laptop.ends_by_itself()

    assert laptop.installed.current == NEW
    assert (laptop.installed.prefix / "former").readlink() == Path(__version__)
    started = laptop.installed.prefix / NEW / "started" / "with"
    assert started.read_text() == f"--folder {laptop.made.folder}\n"
    (backup,) = list_backups(backups_of(laptop.made.folder))
    assert (backup.manifest.kind, backup.manifest.patients) == ("before_update", 1)


def look_at_the_new_version(laptop: Laptop) -> None:
    laptop.become(NEW)
    laptop.open()
    assert f"Updated from version {__version__} to {NEW}. The backup before it is the one made today" in laptop.texts()
    assert not updating.update_folder().exists()
    laptop.close()
    laptop.open()
    assert "Updated from version" not in laptop.texts()


def go_back(laptop: Laptop) -> None:
    laptop.go_to_update()
    keys = laptop.keys
    assert f"Version {__version__} of 21-Nov-2026 is kept on this computer." in laptop.texts()
    assert "It reads your record as it is, with everything" in laptop.texts()
    keys.tab_to(f"Go back to {__version__}…")
    keys.press("Return")
    keys.type(PASSPHRASE, "Return")
    laptop.ends_by_itself()
    assert (laptop.installed.folder / "started" / "with").read_text() == f"--folder {laptop.made.folder}\n"

    laptop.become(__version__)
    laptop.open()
    with laptop_session(laptop).unit_of_work() as unit:
        assert unit.patients.count() == 1


def laptop_session(laptop: Laptop) -> ClinicSession:
    assert laptop.window is not None
    session = laptop.window._session
    assert session is not None
    return session


def tampered(folder: Path) -> None:
    values = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps({**values, "version": "99.0.0"}))


def cut_short(folder: Path) -> None:
    (payload,) = folder.glob("*.tar.xz")
    payload.write_bytes(payload.read_bytes()[:-100])


def exchanged(folder: Path) -> None:
    (payload,) = folder.glob("*.tar.xz")
    payload.write_bytes(payload.read_bytes()[:-1] + b"!")


def without_signature(folder: Path) -> None:
    (folder / "manifest.json.sig").unlink()


def test_what_is_wrong_on_the_stick_is_said_and_nothing_changes(laptop: Laptop) -> None:
    laptop.open()
    laptop.go_to_update()
    refused = {
        tampered: "signature of the release does not fit",
        without_signature: "nobody can tell who made this release",
        cut_short: "bytes instead of",
        exchanged: "its content differs",
    }
    for harm, sentence in refused.items():
        folder = laptop.put_release_on_stick()
        harm(folder)
        assert laptop.keys.name == "Look on the stick"
        laptop.keys.press("Return")
        assert sentence in laptop.texts(), harm.__name__
        shutil.rmtree(folder)
    put_on_stick(laptop.stick, release("0.0.9")[0])
    laptop.keys.press("Return")
    assert f"older than the one you have ({__version__})" in laptop.texts()
    assert laptop.installed.current == __version__
    assert list_backups(backups_of(laptop.made.folder)) == ()
    assert not updating.update_folder().exists()


def test_an_installer_that_does_not_get_through_is_told_at_the_next_start(laptop: Laptop) -> None:
    (laptop.installed.prefix / ".footrehab-desktop").unlink()  # so the script takes the folder for somebody else's
    laptop.open()
    laptop.put_release_on_stick()
    laptop.go_to_update()
    laptop.keys.press("Return")
    laptop.keys.press("Return")
    laptop.keys.type(PASSPHRASE, "Return")
    laptop.ends_by_itself()
    assert laptop.installed.current == __version__
    assert (laptop.installed.folder / "started" / "with").exists(), "the program opens again"
    laptop.open()
    assert f"The update to version {NEW} was not finished; this is still version {__version__}." in laptop.texts()
    laptop.go_to_update()
    assert "holds other things" in laptop.texts()
