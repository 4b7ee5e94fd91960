"""The composition root of the desktop program: the only place where its parts are made and joined."""

import gc
import sys
from contextlib import ExitStack
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from footrehab_desktop import __version__
from footrehab_desktop.ui import background, garbage, theme
from footrehab_desktop.ui.error_hook import ErrorHook
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences, log_folder, preferences_file

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.library.forms import Forms
    from footrehab_desktop.library.load import Library
    from footrehab_desktop.records.backup_store import Backup
    from footrehab_desktop.records.record import Record
    from footrehab_desktop.records.restore import Rehearsal
    from footrehab_desktop.records.values import Clinic, Clinician

_TEMPORARY_FOLDER = "temporary"


class RecordGate:
    """Opens or makes the record of one folder; implements ``ui.gate.Gate``. Heavy libraries load inside the calls."""

    is_demo = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def demo_passphrase(self) -> str:
        """A real clinic shows no passphrase."""
        return ""

    def may_exist(self) -> bool:
        """Tell at once whether the folder holds something."""
        return self.folder.is_dir() and any(self.folder.iterdir())

    def exists(self) -> bool:
        """Tell whether there is a record in the folder."""
        from footrehab_desktop.records import key_file

        self._finish_restore()
        return key_file.record_exists(self.folder)

    def _finish_restore(self) -> None:
        """Finish a restore that a crash cut short. The libraries for it load only when there is one."""
        if next(self.folder.glob("restored-*"), None) is not None:
            from footrehab_desktop.records import restore

            restore.finish_if_cut_short(self.folder)

    def clinicians(self) -> "tuple[Clinician, ...]":
        """Return who can unlock."""
        from footrehab_desktop.records import key_file

        return key_file.list_clinicians(self.folder)

    def warm_up(self) -> None:
        """Load what unlocking and the first page need."""
        from footrehab_desktop.clinic import session  # noqa: F401 - loading is the point
        from footrehab_desktop.records import record  # noqa: F401
        from footrehab_desktop.ui import command_palette, commands, session_guard, work_frame  # noqa: F401
        from footrehab_desktop.ui.pages import today_page  # noqa: F401

        _shipped()

    def unlock(self, clinician_id: str, passphrase: str) -> "ClinicSession":
        """Open the record."""
        from footrehab_desktop.records.record import unlock_record

        return _session(unlock_record(self.folder, clinician_id, passphrase))

    def recover(self, recovery_key: str, clinician_id: str, new_passphrase: str) -> "ClinicSession":
        """Open the record with the key from the recovery sheet and give the clinician a new passphrase."""
        from footrehab_desktop.records.record import unlock_with_recovery_key

        return _session(unlock_with_recovery_key(self.folder, recovery_key, clinician_id, new_passphrase))

    def create(self, clinic: "Clinic", clinician_name: str, passphrase: str) -> "tuple[ClinicSession, str]":
        """Make a new record; return it open, with the recovery key."""
        from footrehab_desktop.records.record import create_record

        record, recovery_key = create_record(self.folder, clinic, clinician_name, passphrase)
        return _session(record), recovery_key

    def backups_in(self, folder: Path | None) -> "tuple[Backup, ...]":
        """Return the backups in a folder; None: those beside the record."""
        from footrehab_desktop.records import backup_store

        return backup_store.list_backups(folder or backup_store.backups_of(self.folder))

    def clinicians_of(self, backup: "Backup") -> "tuple[Clinician, ...]":
        """Return who can open a backup."""
        from footrehab_desktop.records import key_file

        return key_file.list_clinicians(backup.folder)

    def rehearse(self, backup: "Backup", clinician_id: str, secret: str, is_recovery_key: bool) -> "Rehearsal":
        """Read a backup from end to end."""
        from footrehab_desktop.clinic import backups

        return backups.rehearse_at_gate(backups.GateRestore(backup, self.folder, clinician_id, secret, is_recovery_key))

    def restore(self, backup: "Backup", clinician_id: str, secret: str, is_recovery_key: bool) -> "Rehearsal":
        """Put a backup in the record's place."""
        from footrehab_desktop.clinic import backups

        return backups.restore_at_gate(backups.GateRestore(backup, self.folder, clinician_id, secret, is_recovery_key))

    def demo(self) -> "RecordGate":
        """Return the way into the demo clinic."""
        from footrehab_desktop.records import folders

        return DemoGate(folders.demo_record_folder())

    def prepare_demo(self) -> None:
        """A real clinic is made on its first page, not here."""


class DemoGate(RecordGate):
    """The way into the demo clinic; makes it on the first visit."""

    is_demo = True

    @property
    def demo_passphrase(self) -> str:
        """Return the passphrase shown on the page."""
        from footrehab_desktop.clinic.demo import DEMO_PASSPHRASE

        return DEMO_PASSPHRASE

    def prepare_demo(self) -> None:
        """Make the invented patients with their weeks of diary and reviews."""
        from footrehab_desktop.clinic.demo import make_demo_record

        if not self.exists():
            make_demo_record(self.folder, today=date.today())  # noqa: DTZ011 - the local day


def _session(record: "Record") -> "ClinicSession":
    """Put the open record together with the library and the forms."""
    from footrehab_desktop.clinic.session import ClinicSession

    return ClinicSession(record, *_shipped())


@cache
def _shipped() -> "tuple[Library, Forms]":
    """Return the library and the forms, read once.

    With them everything is loaded that stays until the end: no search for garbage need go through it again, which
    stalls a page by 100 to 400 ms. Nothing of a patient is in memory yet.
    """
    from footrehab_desktop.library.forms import load_forms
    from footrehab_desktop.library.load import load_library

    shipped = load_library(), load_forms()
    gc.freeze()
    return shipped


def make_application() -> QApplication:
    """Return the Qt application with its names set, made once per process."""
    existing = QApplication.instance()
    # The style is named here and not with setStyle(), which makes Python load everything about styles (5 ms).
    app = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0], "-style", "Fusion"])
    app.setApplicationName("footrehab-desktop")
    app.setApplicationDisplayName("FootRehab Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("footrehab-desktop")
    return app


def run_app(folder: Path | None, demo: bool) -> int:
    """Open the program and return its exit code. ``folder`` holds the record; None is the usual place of this user."""
    app = make_application()
    preferences = Preferences(preferences_file())
    hook = ErrorHook(log_folder())
    hook.install()
    theme.apply(app, preferences.values.theme, preferences.values.text_scale)
    window = MainWindow(_gate(folder, demo, preferences), preferences)
    hook.show_error = lambda error: window.dialogs.show_error(error)
    window.painted.connect(_collect_garbage_from_now_on)
    window.painted.connect(_use_program_icon)
    with ExitStack() as at_the_end:
        window.painted.connect(partial(_use_private_folder, at_the_end))
        window.show()
        return _run_until_closed(app, hook)


def _run_until_closed(app: QApplication, hook: ErrorHook) -> int:
    try:
        return app.exec()
    finally:
        background.shut_down()
        hook.uninstall()


def _use_private_folder(at_the_end: ExitStack) -> None:
    """Have temporary files of libraries and of printing in a folder of our own. Loaded once the window is painted."""
    from footrehab_desktop.records.temporary_folder import TemporaryFolder

    folder = TemporaryFolder(preferences_file().parent / _TEMPORARY_FOLDER).use()
    at_the_end.callback(folder.remove)


def _use_program_icon() -> None:
    """Show our picture on the window. On Windows it would be Python's."""
    from footrehab_desktop.ui.program_icon import program_icon

    QApplication.setWindowIcon(program_icon())


def _collect_garbage_from_now_on() -> None:
    gc.freeze()
    garbage.search_on_main_thread_only()


def _gate(folder: Path | None, demo: bool, preferences: Preferences) -> RecordGate:
    from footrehab_desktop.records import folders

    if demo:
        return DemoGate(folder or folders.demo_record_folder())
    chosen = preferences.values.record_folder
    return RecordGate(folder or (Path(chosen) if chosen else folders.default_record_folder()))
