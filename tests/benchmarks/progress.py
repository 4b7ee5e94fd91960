"""Ten years of daily diary on the Progress page: opened, panned and zoomed beside bare pyqtgraph, and its memory."""

import gc
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pyqtgraph
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.ui.backup_clock import BackupClock
from footrehab_desktop.ui.charts.plot import ChartPlot
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.operations.progress import read_course
from footrehab_desktop.ui.pages.progress_page import ProgressPage
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.resident import resident_mb
from tests.benchmarks.window import open_window, settle
from tests.support.large_record import TODAY, LargeRecord, make_large_record

DAYS = 3650
REVIEW_EVERY = timedelta(days=24)  # 150 decisions
OPENINGS = 21
WARM_UP, OPENED = 60, 1000
LAPTOP = (1366, 740)  # beneath a title bar
SIZE = (900, 420)
Patient = tuple[str, str]
Ranges = list[tuple[float, float]]


def measure(runs: int) -> list[Figure]:
    """Return opening and frames in ms, frames beside bare pyqtgraph, and the memory that patients leave in MB."""
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-", ignore_cleanup_errors=True) as folder:
        made = make_large_record(Path(folder), patients=20, treated=12, past=0, days=DAYS, review_every=REVIEW_EVERY)
        with open_window(made) as (window, session):
            window.resize(*LAPTOP)
            opening = _opening(window, session, made)
            pain = read_course(session, episode_id=made.daily_episode_id, today=TODAY).charts[0].content
            return [opening, *_frames(pain, runs), _memory(window, session, made)]


def _others(session: ClinicSession, made: LargeRecord) -> list[Patient]:
    with session.unit_of_work() as unit:
        people = [row.person for row in unit.caseload.rows()]
    return [(each.patient_id, each.episode_id) for each in people if each.patient_id != made.daily_patient_id]


def _opening(window: MainWindow, session: ClinicSession, made: LargeRecord) -> Figure:
    other = _others(session, made)[0]
    times = []
    for _ in range(OPENINGS):
        _open(window, *other)
        times.append(milliseconds(lambda: _open(window, made.daily_patient_id, made.daily_episode_id)))
    detail = f"p95 of {OPENINGS} openings; median {statistics.median(times):.0f} ms, first {times[0]:.0f} ms"
    return Figure("progress with 10 years of diary", percentile(times, 0.95), "ms", 250, detail)


def _open(window: MainWindow, patient_id: str, episode_id: str) -> None:
    """Go to a patient's charts and wait until the first one is painted."""
    window.navigate("progress", patient_id, episode_id)
    settle()
    QApplication.processEvents()
    page = window.frame.host.current_page
    if not isinstance(page, ProgressPage) or page.view.content is None:
        raise RuntimeError("The charts are not on screen.")


def _frames(pain: ChartContent, runs: int) -> list[Figure]:
    """Pan and zoom the pain of ten years; bare pyqtgraph draws the same points with its own thinning switched on."""
    ours, bare = ChartPlot(), _bare(pain)
    for plot in (ours, bare):
        plot.resize(*SIZE)
        plot.show()
    ours.show_chart(pain)
    settle()
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        theirs += _walk(bare, pain)
        mine += _walk(ours, pain)
    for plot in (ours, bare):
        plot.close()
        plot.deleteLater()
    ratio = statistics.median(mine) / statistics.median(theirs)
    points = sum(len(line.values) for line in pain.lines)
    detail = f"{points} points, {len(mine)} frames of panning and zooming; median {statistics.median(mine):.1f} ms"
    both = f"median {statistics.median(mine):.1f} ms, bare {statistics.median(theirs):.1f} ms, in turn"
    return [
        Figure("a frame of 10 years, p95", percentile(mine, 0.95), "ms", 16.7, detail),
        Figure("a frame beside bare pyqtgraph", ratio, "×", 1.3, both),
    ]


def _bare(pain: ChartContent) -> pyqtgraph.PlotWidget:
    plot = pyqtgraph.PlotWidget()
    plot.setMouseEnabled(x=True, y=False)
    plot.setYRange(pain.low, pain.high)
    for line in pain.lines:
        days = [float(on.toordinal()) for on, _value in line.values]
        values = [value for _on, value in line.values]
        item = plot.plot(days, values, pen=pyqtgraph.mkPen("k", width=2), symbol="o", symbolSize=8)
        item.setDownsampling(auto=True, method="peak")
        item.setClipToView(True)
    return plot


def _walk(plot: pyqtgraph.PlotWidget, pain: ChartContent) -> list[float]:
    """Return the time of each frame: zooming out from twelve weeks to everything, and panning at three widths."""
    times = []
    for first, last in _ranges(pain):
        times.append(milliseconds(_frame(plot, first, last)))
    return times


def _frame(plot: pyqtgraph.PlotWidget, first: float, last: float) -> Callable[[], None]:
    def paint() -> None:
        plot.setXRange(first, last, padding=0)
        plot.viewport().repaint()

    return paint


def _ranges(pain: ChartContent) -> Iterator[tuple[float, float]]:
    start, end = pain.first.toordinal(), pain.last.toordinal()
    width = 84.0
    while width < end - start:
        yield end - width, float(end)
        width *= 1.15
    for shown in (84, 365, 1500):
        for step in range(20):
            yield end - shown - step * shown / 40, end - step * shown / 40


def _memory(window: MainWindow, session: ClinicSession, made: LargeRecord) -> Figure:
    """Open the charts of one patient after the other; what stays beyond the first ones is the figure."""
    patients = [*_others(session, made), (made.daily_patient_id, made.daily_episode_id)]
    window.findChild(BackupClock).make_now()  # the first one, a minute after unlocking, fills caches for good
    settle()
    for number in range(WARM_UP):
        _open(window, *patients[number % len(patients)])
    start = _settled_mb()
    for number in range(OPENED):
        _open(window, *patients[number % len(patients)])
    grown = _settled_mb() - start
    detail = f"resident memory after {OPENED} patients opened and closed, beyond the first {WARM_UP}"
    return Figure("memory of 1,000 patients' charts", grown, "MB", 5, detail)


def _settled_mb() -> float:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return resident_mb()
