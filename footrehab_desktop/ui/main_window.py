"""The one window. It joins the parts and moves between locked and unlocked; what they do is their own business."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.unlock_page import UnlockPage

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QShortcut

    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.records.values import PatientRow
    from footrehab_desktop.ui.backup_clock import BackupClock
    from footrehab_desktop.ui.command_palette import CommandPalette, PaletteEntry
    from footrehab_desktop.ui.dialogs import Dialogs
    from footrehab_desktop.ui.gate import Gate
    from footrehab_desktop.ui.page import PageContext
    from footrehab_desktop.ui.patient_banner import BannerContent
    from footrehab_desktop.ui.preferences import Preferences, PreferenceValues
    from footrehab_desktop.ui.restore_page import RestorePage
    from footrehab_desktop.ui.session_guard import SessionGuard
    from footrehab_desktop.ui.work_frame import WorkFrame

_CLOSING_SECONDS = 60.0
_SMALL_SCREEN = 1500
_TITLE_BAR = 36


class MainWindow(QMainWindow):
    """Signals: ``painted()`` once, after the first paint; ``unlocked()`` and ``locked()``."""

    painted = Signal()
    unlocked = Signal()
    locked = Signal()

    def __init__(
        self,
        gate: "Gate",
        preferences: "Preferences",
        *,
        dialogs: "Dialogs | None" = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self.setWindowTitle("FootRehab Desktop")
        self.setMinimumSize(800, 560)
        self._dialogs = dialogs
        self._gate = gate
        self._preferences = preferences
        self._today = today
        self._was_painted = False
        self._session: ClinicSession | None = None
        self._backups: BackupClock | None = None
        self._is_closing = False
        self._closes_without_backup = False
        self._frame: WorkFrame | None = None
        self._palette: CommandPalette | None = None
        self._guard: SessionGuard | None = None
        self._shortcuts: list[QShortcut] = []
        self._wanted: tuple[str, str | None, str | None] = ("today", None, None)
        self._restore_geometry()
        preferences.on_change(self._look_changed)
        self.show_gate()

    @property
    def dialogs(self) -> "Dialogs":
        """Return the way to ask the user something; made on first use."""
        if self._dialogs is None:
            from footrehab_desktop.ui.dialogs import QtDialogs

            self._dialogs = QtDialogs(self)
        return self._dialogs

    @property
    def frame(self) -> "WorkFrame":
        """Return the frame. Raises ``RuntimeError`` while the record is locked."""
        if self._frame is None:
            raise RuntimeError("locked")
        return self._frame

    @property
    def is_unlocked(self) -> bool:
        """Tell whether a record is open."""
        return self._session is not None

    def show_gate(self) -> None:
        """Show the unlock page, or the set-up when there is no record yet."""
        if self._gate.is_demo or self._gate.may_exist():
            page = UnlockPage(self._gate, self._preferences)
            page.unlocked.connect(self.open_session)
            page.no_record.connect(self._show_first_run)
            page.restore_wanted.connect(self._show_restore)
            self.setCentralWidget(page)
        else:
            self._show_first_run()

    def open_session(self, session: "ClinicSession") -> None:
        """Start working with an open record."""
        self._session = session
        self._wanted = ("today", None, None)
        self._start_backups(session)
        self._build_frame()
        self.unlocked.emit()

    def lock(self) -> None:
        """Keep what is typed, forget everything on screen, close the record, and ask for the passphrase again.

        The page on screen writes its draft before the record closes: both run in the background, in this order.
        """
        session = self._session
        if session is None or self._frame is None:
            return
        self._frame.host.leave_current()
        background.drop_results()
        self._tear_down()
        self._stop_backups()
        self._session = None
        background.run_in_background(self, session.close, lambda _nothing: None)
        self._session_guard().clear_up()
        self.show_gate()
        self.locked.emit()

    def navigate(self, code: str, patient_id: str | None = None, episode_id: str | None = None) -> None:
        """Go to a page. A patient page without ``patient_id`` stays with the patient on screen."""
        from footrehab_desktop.ui.pages.registry import PATIENT_CODES

        if code not in PATIENT_CODES:
            self._wanted = (code, None, None)
            self._show_clinic_page(code)
            return
        shown = self.frame.banner.content
        if patient_id is None and shown is None:
            self.navigate("patients")
            return
        same = shown is not None and patient_id in (None, shown.patient_id)
        if same and shown is not None and episode_id in (None, shown.episode_id):
            self._wanted = (code, shown.patient_id, shown.episode_id)
            self._show_patient_page(shown)
            return
        self._wanted = (code, patient_id or (shown.patient_id if shown else None), episode_id)
        self._load_banner(self._wanted, self._show_patient_page)

    def announce(self, changes: "Changes", initiator: QWidget | None = None) -> None:
        """Tell every page but the initiator what changed, and look again at the banner."""
        if self._frame is None:
            return
        self._frame.host.announce(changes, initiator)
        content = self._frame.banner.content
        concerned = content is not None and (
            content.patient_id in changes.patients or changes.concern_episode(content.episode_id)
        )
        if content is not None and concerned:
            self._load_banner(self._wanted, self._frame.banner.show_patient)

    def show_palette(self) -> None:
        """Open the palette that finds patients, pages and commands."""
        if self._palette is not None:
            self._palette.pop_up()

    def show_help(self) -> None:
        """Show the help for the page on screen."""
        from footrehab_desktop.ui.pages.help_page import HelpPage

        code = self._wanted[0]
        self.navigate("help")
        page = self.frame.host.current_page
        if isinstance(page, HelpPage) and code != "help":
            page.show_topic(code)

    def step_tab(self, step: int) -> None:
        """Go to the next or previous page of the patient on screen."""
        from footrehab_desktop.ui.pages.registry import PATIENT_PAGES

        order = [entry.code for entry in PATIENT_PAGES]
        if self._wanted[0] in order:
            self.navigate(order[(order.index(self._wanted[0]) + step) % len(order)])

    def paintEvent(self, event: "QPaintEvent", /) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def closeEvent(self, event: "QCloseEvent", /) -> None:
        if self._is_closing:
            event.ignore()
            return
        self._is_closing = True
        self._preferences.change(geometry=self.saveGeometry().toBase64().toStdString())
        if self._frame is not None:
            self._frame.host.leave_current()
        background.wait_until_idle(_CLOSING_SECONDS)
        may_close = self._back_up_at_closing()
        self._is_closing = False
        if not may_close:
            event.ignore()
            return
        self._tear_down()
        self._stop_backups()
        if self._session is not None:
            self._session.close()
            self._session = None
            self._session_guard().clear_up()
        super().closeEvent(event)

    def _after_first_paint(self) -> None:
        self.painted.emit()
        theme.load_fonts(theme.LATER_FONTS)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._look_changed(self._preferences.values))
        background.run_in_background(self, self._gate.warm_up, lambda _nothing: None)

    def _restore_geometry(self) -> None:
        kept = self._preferences.values.geometry
        if not (kept and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            self._take_room(self.screen().availableGeometry())

    def _take_room(self, room: "QRect") -> None:
        """Fill a small screen, beneath room for the title bar; on a large one be large enough."""
        if room.width() < _SMALL_SCREEN:
            self.move(room.topLeft())
            self.resize(room.width(), room.height() - _TITLE_BAR)
        else:
            self.resize(1280, 720)

    def _show_first_run(self) -> None:
        from footrehab_desktop.ui.first_run_page import FirstRunPage

        page = FirstRunPage(self._gate, self.dialogs, self._today)
        page.finished.connect(self.open_session)
        page.demo_wanted.connect(self._open_demo)
        page.restore_wanted.connect(self._show_moving)
        self.setCentralWidget(page)
        page.setFocus()

    def _show_restore(self) -> None:
        from footrehab_desktop.ui.restore_page import RestorePage

        self._show_way_back(RestorePage(self._gate, self.dialogs, lambda: datetime.now(UTC)))

    def _show_moving(self) -> None:
        from footrehab_desktop.ui.moving_page import MovingPage

        self._show_way_back(MovingPage(self._gate, self.dialogs, lambda: datetime.now(UTC)))

    def _show_way_back(self, page: "RestorePage") -> None:
        page.restored.connect(self.show_gate)
        page.left.connect(self.show_gate)
        self.setCentralWidget(page)
        page.take_focus()

    def _open_demo(self) -> None:
        self._gate = self._gate.demo()
        self.show_gate()

    def _build_frame(self) -> None:
        """Make the frame and go to the wanted page."""
        from footrehab_desktop.ui import commands
        from footrehab_desktop.ui.command_palette import CommandPalette
        from footrehab_desktop.ui.work_frame import WorkFrame

        session = self._session
        if session is None:
            return
        self._watch_over(session)
        frame = WorkFrame()
        frame.host.open_with(self._context(session, frame))
        frame.rail.chosen.connect(self.navigate)
        frame.tabs.chosen.connect(self.navigate)
        frame.banner.episode_chosen.connect(self._change_episode)
        frame.status.lock_button.clicked.connect(self.lock)
        frame.status.show_clinician(session.clinician.name)
        self._frame = frame
        self.setCentralWidget(frame)
        known = commands.frame_commands(self)
        self._shortcuts = commands.bind(known, self)
        self._palette = CommandPalette(self, commands.palette_entries(known), self._find_patients, self._page_entries)
        self.navigate(*self._wanted)
        self._load_standing(session)
        self._show_backups()

    def _watch_over(self, session: "ClinicSession") -> None:
        """Begin before the first page is made: for a person who may only look, its buttons start turned off."""
        from footrehab_desktop.clinic.permissions import reason_against

        minutes = self._preferences.values.idle_lock_minutes
        self._session_guard().watch(minutes, reason_against(session, "clinician"))

    def _session_guard(self) -> "SessionGuard":
        from footrehab_desktop.ui.session_guard import SessionGuard

        if self._guard is None:
            self._guard = SessionGuard(self)
            self._guard.warned.connect(self._show_idle_warning)
            self._guard.lock_wanted.connect(self.lock)
        return self._guard

    def _load_standing(self, session: "ClinicSession") -> None:
        from footrehab_desktop.ui.operations.people import load_standing

        def show(words: str) -> None:
            if self._frame is not None:
                self._frame.standing.show_text(words)

        background.run_in_background(self, lambda: load_standing(session), show)

    def _context(self, session: "ClinicSession", frame: "WorkFrame") -> "PageContext":
        from footrehab_desktop.ui.page import PageContext

        return PageContext(
            session=session,
            dialogs=self.dialogs,
            announce=self.announce,
            navigate=self.navigate,
            today=self._today,
            status=frame.status,
            preferences=self._preferences,
            backups=self._clock(),
        )

    # Backups

    def _start_backups(self, session: "ClinicSession") -> None:
        from footrehab_desktop.ui.backup_clock import BackupClock

        self._backups = BackupClock(session, self._preferences, self)
        self._backups.changed.connect(self._show_backups)
        self._backups.restore_ready.connect(self.lock)
        if not self._gate.is_demo:
            self._backups.start()

    def _clock(self) -> "BackupClock":
        if self._backups is None:
            raise RuntimeError("locked")
        return self._backups

    def _stop_backups(self) -> None:
        if self._backups is not None:
            self._backups.stop()
            self._backups.deleteLater()
            self._backups = None

    @Slot()
    def _show_backups(self) -> None:
        from footrehab_desktop.ui.presenters.backup import status_words

        if self._backups is not None and self._frame is not None and not self._gate.is_demo:
            clock = self._backups
            stands = status_words(clock.overview, clock.problem, clock.is_busy, datetime.now(UTC))
            self._frame.status.show_backup(*stands)
            if not clock.is_busy:
                failed = self.tr("The last backup failed. What is saved is safe; Settings, Backup says what to do.")
                self._frame.notice.show_text(failed if clock.problem else "")

    def _back_up_at_closing(self) -> bool:
        """Make the last backup of the day; say whether to close. The window takes no input meanwhile."""
        clock, frame = self._backups, self._frame
        if clock is None or frame is None or self._gate.is_demo or self._closes_without_backup:
            return True
        frame.notice.show_text(self.tr("Making the backup; the program closes when it is done…"))
        frame.setEnabled(False)
        clock.make_if_due()
        background.wait_until_idle(_CLOSING_SECONDS)
        if not clock.problem:
            return True
        frame.setEnabled(True)
        self._show_backups()
        self._ask_to_close(clock.problem)
        return False

    def _ask_to_close(self, problem: str) -> None:
        from footrehab_desktop.ui.dialogs import Question

        question = Question(
            self.tr("The backup was not made"),
            problem,
            accept=self.tr("Close without a backup"),
            reject=self.tr("Stay"),
            dangerous=True,
        )
        self.dialogs.confirm(question, self._close_without_backup)

    def _close_without_backup(self) -> None:
        self._closes_without_backup = True
        QTimer.singleShot(0, self, self.close)

    def _tear_down(self) -> None:
        """Take the frame apart: nothing of a patient stays on screen or in memory."""
        if self._guard is not None:
            self._guard.stop()
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = []
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        if self._frame is not None:
            self._frame.host.close_pages()
            self._frame = None

    def _look_changed(self, values: "PreferenceValues") -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if theme.apply(app, values.theme, values.text_scale) and self._frame is not None:
            QTimer.singleShot(0, self, self._rebuild)
        if self._guard is not None and self.is_unlocked:
            self._guard.idle.start(values.idle_lock_minutes)

    def _rebuild(self) -> None:
        """Make every page anew, in the new look and size."""
        if self._frame is not None:
            self._frame.host.leave_current()
            self._tear_down()
            self._build_frame()

    def _show_idle_warning(self, seconds: int) -> None:
        from footrehab_desktop.ui.idle_lock import WARNING_SECONDS

        if self._frame is not None:
            text = self.tr("The record locks in {seconds} seconds. Press any key to go on working; typing is kept.")
            self._frame.notice.show_text(text.format(seconds=seconds) if seconds else "")
        if seconds == WARNING_SECONDS and self._backups is not None and not self._gate.is_demo:
            self._backups.make_if_due()

    def _show_clinic_page(self, code: str) -> None:
        frame = self.frame
        frame.banner.clear()
        frame.tabs.hide()
        frame.rail.mark(code)
        frame.host.show_page(code, None, None).focus_first()

    def _show_patient_page(self, content: "BannerContent") -> None:
        code = self._wanted[0]
        frame = self.frame
        frame.banner.show_patient(content)
        frame.tabs.show()
        frame.tabs.mark(code)
        frame.rail.mark("patients")
        frame.host.show_page(code, content.patient_id, content.episode_id).focus_first()

    def _change_episode(self, episode_id: str) -> None:
        code, patient_id, _episode_id = self._wanted
        self.navigate(code, patient_id, episode_id)

    def _load_banner(self, wanted: tuple[str, str | None, str | None], then: Callable[["BannerContent"], None]) -> None:
        from footrehab_desktop.ui.operations.banner import load_banner

        session, (_code, patient_id, episode_id) = self._session, wanted
        if session is None or patient_id is None:
            return
        today = self._today()

        def deliver(content: "BannerContent") -> None:
            if self._wanted == wanted and self._frame is not None:
                then(content)

        background.run_in_background(
            self, lambda: load_banner(session, patient_id, episode_id, today), deliver, self.dialogs.show_error
        )

    def _find_patients(self, typed: str, deliver: Callable[[Sequence["PaletteEntry"]], None]) -> None:
        from footrehab_desktop.ui.operations.find_patients import find_patients

        session = self._session
        if session is None:
            return

        def show(rows: "tuple[PatientRow, ...]") -> None:
            deliver([self._patient_entry(row) for row in rows])

        background.run_in_background(self, lambda: find_patients(session, typed), show)

    def _page_entries(self) -> "list[PaletteEntry]":
        page = self.frame.host.current_page
        return page.palette_entries() if page is not None else []

    def _patient_entry(self, row: "PatientRow") -> "PaletteEntry":
        from footrehab_desktop.ui.command_palette import PaletteEntry
        from footrehab_desktop.ui.operations.find_patients import patient_words

        return PaletteEntry(patient_words(row), self.tr("Patient"), lambda: self.navigate("summary", row.id))
