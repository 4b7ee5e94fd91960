"""The board with 10,000 open episodes: cold, after one change, and working out what is due in the background."""

import atexit
import shutil
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from footrehab_desktop.clinic.caseload import work_out_outlooks
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.outlook import OUTLOOK_VERSION
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.values import DiaryDay, Outlook
from footrehab_desktop.ui import background
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.operations.today import PORTION
from footrehab_desktop.ui.pages.today_page import TodayPage
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window import LONGEST_WAIT_S, locked_window, settle
from tests.support.large_record import TODAY, LargeRecord, make_large_record
from tests.support.session_factory import shipped_forms, shipped_library

EPISODES = 10_000
SAMPLE = 200
CHANGES = 21


def measure(runs: int) -> list[Figure]:
    """Return what the board takes, in ms; the goal of the work in the background is that no portion is felt."""
    folder = Path(tempfile.mkdtemp(prefix="footrehab-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return measure_on(make_large_record(folder, patients=EPISODES, treated=EPISODES, past=0), runs)


def measure_on(made: LargeRecord, runs: int) -> list[Figure]:
    """Return the figures on a record with so many open episodes."""
    portions = _work_out(made)
    whole = statistics.fmean(portions) / PORTION * EPISODES / 1000
    detail = f"portions of {PORTION} episodes, p95 of {len(portions)}; {EPISODES:,} episodes take about {whole:.0f} s"
    cold: list[float] = []
    warm: list[float] = []
    for _ in range(runs):
        cold.append(_cold(made, warm))
    return [
        Figure("Today, 10,000 episodes, cold", statistics.median(cold), "ms", 1500, f"slowest {max(cold):.0f} ms"),
        Figure("Today, one episode changed", percentile(warm, 0.95), "ms", 100,
               f"p95 of {len(warm)} changes; median {statistics.median(warm):.0f} ms"),
        Figure("what is due, in the background", percentile(portions, 0.95), "ms", 150, detail),
    ]  # fmt: skip


def _open(made: LargeRecord) -> ClinicSession:
    record = open_record(made.folder, made.clinician_id, made.data_key)
    return ClinicSession(record, shipped_library(), shipped_forms())


def _work_out(made: LargeRecord) -> list[float]:
    """Measure a sample of portions, then give every episode the outlook of one of the sample."""
    session = _open(made)
    with session.unit_of_work() as unit:
        rows = unit.caseload.without_outlook()
    times = []
    for start in range(0, SAMPLE, PORTION):
        with session.unit_of_work() as unit:
            portion = rows[start : start + PORTION]
            times.append(milliseconds(partial(work_out_outlooks, unit, session.library, session.forms, portion, TODAY)))
    with session.unit_of_work() as unit:
        contents = list(unit.outlooks.all(OUTLOOK_VERSION).values())
        left = (row.person.episode_id for row in rows[SAMPLE:])
        unit.outlooks.put(Outlook(each, OUTLOOK_VERSION, contents[n % len(contents)]) for n, each in enumerate(left))
        unit.commit()
    session.close()
    return times


def _cold(made: LargeRecord, warm: list[float]) -> float:
    """Return the time from the record unlocked to the board painted; add the times of single changes."""
    with locked_window(made.folder) as window:
        session = _open(made)
        start = time.perf_counter()
        window.open_session(session)
        page = _board(window)
        cold = (time.perf_counter() - start) * 1000
        warm += [_change(session, page, number) for number in range(CHANGES)]
    return cold


def _board(window: MainWindow) -> TodayPage:
    until = time.monotonic() + LONGEST_WAIT_S
    while time.monotonic() < until:
        settle()
        page = window.frame.host.current_page
        if isinstance(page, TodayPage) and len(page.board.rows) >= EPISODES and not page.board.waiting:
            page.table.repaint()
            return page
    raise RuntimeError("The board does not come.")


def _change(session: ClinicSession, page: TodayPage, number: int) -> float:
    """Write a day into one diary and return the time until the board shows it."""
    episode_id = page.board.rows[number * 7].episode_id
    with session.unit_of_work() as unit:
        unit.diary.put_days(episode_id, [DiaryDay(TODAY, mood=1 + number % 5, note=str(time.perf_counter_ns()))])
        unit.commit()
    QApplication.processEvents()
    start = time.perf_counter()
    page.refresh(Changes(diary=frozenset({episode_id})))
    settle()
    page.table.repaint()
    if page.board.waiting or not background.is_idle():
        raise RuntimeError("The change is not shown.")
    return (time.perf_counter() - start) * 1000
