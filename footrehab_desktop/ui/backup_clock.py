"""Makes a backup every half hour when something was written, and at closing; knows how the backups stand."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui import background
from footrehab_desktop.ui.operations import backup as operations

if TYPE_CHECKING:
    from collections.abc import Callable

    from footrehab_desktop.clinic.backups import BackupOverview
    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.ui.operations.backup import Work
    from footrehab_desktop.ui.preferences import Preferences

EVERY_S: Final = 30 * 60
_SOON_S: Final = 60


class BackupClock(QObject):
    """Lives from unlocking to locking. Nothing runs by itself before ``start``.

    Signals: ``changed()`` when ``overview``, ``problem`` or ``is_busy`` did; ``restore_ready()`` when a backup takes
    the record's place as soon as the record is closed.
    """

    changed = Signal()
    restore_ready = Signal()

    def __init__(self, session: "ClinicSession", preferences: "Preferences", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.make_if_due)
        self._running = False
        self.overview: BackupOverview | None = None
        self.problem = ""
        self.is_busy = False

    @property
    def next_at(self) -> datetime | None:
        """Return when the clock looks next whether a backup is due; None while it does not run."""
        left = self._timer.remainingTime()
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + left / 1000, UTC) if left >= 0 else None

    def start(self) -> None:
        """Look how the backups stand, and go on looking every half hour."""
        self._running = True
        self.look()

    def stop(self) -> None:
        """Make no more backups."""
        self._running = False
        self._timer.stop()

    def look(self) -> None:
        """Read anew how the backups stand."""
        self._run(operations.overview, self._show)

    def make_now(self) -> None:
        """Make a backup, whether something changed or not."""
        self._set_busy(True)
        self._run(operations.back_up, self._made)

    def make_if_due(self) -> None:
        """Make a backup if something was written since the last one."""
        self._set_busy(True)
        self._run(operations.back_up_if_due, self._made)

    def tell_restore_ready(self) -> None:
        """A backup was made ready to take the record's place: whoever holds the record open closes it now."""
        self.stop()
        self.restore_ready.emit()

    def _run(self, work: "Work", then: "Callable[[BackupOverview | None], None]") -> None:
        session, places = self._session, operations.places_of(self._preferences.values.backup_folder)
        background.run_beside(self, partial(operations.unless_locked, work, session, places), then, self._failed)

    def _made(self, overview: "BackupOverview | None") -> None:
        self._set_busy(False)
        self._show(overview)

    def _show(self, overview: "BackupOverview | None") -> None:
        """Take over how it stands; None when the record was locked meanwhile, which is no failure."""
        if overview is None:
            return
        self.overview, self.problem = overview, overview.notes.failure
        self._wind(overview)
        self.changed.emit()

    def _failed(self, error: FootRehabError) -> None:
        self.is_busy = False
        self.problem = str(error)
        self._wind(self.overview)
        self.changed.emit()

    def _wind(self, overview: "BackupOverview | None") -> None:
        """Set the clock: half an hour after the last backup, but not in the first minute."""
        if not self._running:
            return
        newest = overview.newest if overview is not None else None
        age = (datetime.now(UTC) - newest.manifest.made_at).total_seconds() if newest is not None else EVERY_S
        wait = EVERY_S if self.problem or not 0 <= age < EVERY_S else EVERY_S - age
        first = overview is not None and overview.changed and not self.problem and age >= EVERY_S
        self._timer.start(round(1000 * (_SOON_S if first else max(wait, _SOON_S))))

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.changed.emit()
