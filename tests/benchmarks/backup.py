"""Backup of a full record while the window stays alive, and the check of a long audit trail."""

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from footrehab_desktop.ui import background
from footrehab_desktop.ui.backup_clock import BackupClock
from footrehab_desktop.ui.main_window import MainWindow
from tests.benchmarks.figures import Figure
from tests.benchmarks.window import locked_window, settle
from tests.support.full_record import fill_clinic, lengthen_audit_trail
from tests.support.record_factory import Template, make_folder
from tests.support.session_factory import shipped_forms, shipped_library

PATIENTS, SESSIONS_EACH = 5_000, 20
AUDIT_ENTRIES = 1_000_000
BACKUP_GOAL_S, STALL_GOAL_MS, VERIFY_GOAL_S = 10, 50, 20
_TURN = QEventLoop.ProcessEventsFlag.AllEvents


def measure(runs: int) -> list[Figure]:
    """Return the seconds of a backup, the longest stall of the window in ms, and the seconds of a check."""
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-") as place:
        made = make_folder(Path(place) / "record")
        with open_record(made.folder, made.clinician_id, made.data_key) as record:
            fill_clinic(record, PATIENTS, SESSIONS_EACH)
        figures = _backups(made, max(3, runs // 2))
        return [*figures, _check(made)]


def _backups(made: Template, runs: int) -> list[Figure]:
    with locked_window(made.folder) as window:
        record = open_record(made.folder, made.clinician_id, made.data_key)
        window.open_session(ClinicSession(record, shipped_library(), shipped_forms()))
        settle()
        clock = window.findChild(BackupClock)
        if clock is None:
            raise RuntimeError("The window has no backup clock.")
        times, stalls = [], []
        for _ in range(runs):
            stall, took = _one_backup(clock, window)
            times.append(took)
            stalls.append(stall)
        size = clock.overview.newest.manifest.size if clock.overview and clock.overview.newest else 0
    held = f"{PATIENTS:,} patients, {PATIENTS * SESSIONS_EACH:,} sessions, {size / 1e6:.0f} MB; median of {runs}"
    stalled = f"worst of {runs}; the window paints and takes keys meanwhile"
    return [
        Figure("backup, copied and checked", statistics.median(times), "s", BACKUP_GOAL_S, held),
        Figure("longest stall of the window in it", max(stalls), "ms", STALL_GOAL_MS, stalled),
    ]


def _one_backup(clock: BackupClock, window: MainWindow) -> tuple[float, float]:
    """Make one backup; return the longest turn of the event loop in ms and the seconds it took."""
    longest, start = 0.0, time.perf_counter()
    clock.make_now()
    while not background.is_idle():
        turn = time.perf_counter()
        window.repaint()
        QCoreApplication.processEvents(_TURN)
        longest = max(longest, (time.perf_counter() - turn) * 1000)
        time.sleep(0.002)
    return longest, time.perf_counter() - start


def _check(made: Template) -> Figure:
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        lengthen_audit_trail(record, AUDIT_ENTRIES)
        start = time.perf_counter()
        report = record.verify()
        took = time.perf_counter() - start
    if not report.ok:
        raise RuntimeError("The record does not pass its check.")
    return Figure("check of the record", took, "s", VERIFY_GOAL_S, f"{AUDIT_ENTRIES:,} audit entries, one run")
