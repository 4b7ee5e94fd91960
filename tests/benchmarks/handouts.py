"""The sheet of eight exercises against bare ReportLab and WeasyPrint; the pack of one patient; the preview.

WeasyPrint is no dependency: name a Python that has it in FOOTREHAB_WEASYPRINT, otherwise that figure is left out.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.demo import DEMO_DAY, DEMO_PASSPHRASE, make_demo_record
from footrehab_desktop.clinic.handout_catalogue import KINDS, Printing, WantedHandout, met_needs, prepare_handout
from footrehab_desktop.clinic.print_handout import dose_words
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.handouts.content import ClinicLine, MeasureRow, PersonLine
from footrehab_desktop.handouts.content_clinician import ProgressReport
from footrehab_desktop.handouts.content_patient import ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library.load import load_library
from footrehab_desktop.library.pictures import picture
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import unlock_record
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.pdf_pages import PageView, Sheet
from tests.benchmarks.bare_marks import recorded, replayed
from tests.benchmarks.figures import Figure, interleaved, milliseconds
from tests.benchmarks.sheet_as_html import sheet_as_html
from tests.support.session_factory import shipped_forms, shipped_library

WEASYPRINT = "FOOTREHAB_WEASYPRINT"
LEAST_RUNS = 15


def measure(runs: int) -> list[Figure]:
    """Return ratios, times in ms and the size of the file."""
    long = _report_of(2000)
    return [
        *_sheet_figures(max(runs, LEAST_RUNS)),
        *_against_weasyprint(runs),
        Figure("report of 2,000 measures", milliseconds(lambda: render(long)), "ms", 2000, "one rendering"),
        _pack(runs),
        _first_page(max(runs, LEAST_RUNS)),
    ]


def _sheet_figures(runs: int) -> list[Figure]:
    sheet = _sheet()
    marks = recorded(sheet)
    rendered, bare_pdf = render(sheet), replayed(marks)
    if bare_pdf.count(b"/Type /Page\n") != rendered.pages or abs(len(bare_pdf) - len(rendered.pdf)) > 20_000:
        raise RuntimeError("The rival does not draw the same pages.")
    ours, bare = interleaved(
        lambda: _processor_ms(lambda: render(sheet)), lambda: _processor_ms(lambda: replayed(marks)), runs
    )
    wall = statistics.median(milliseconds(lambda: render(sheet)) for _ in range(runs))
    pages = f"{rendered.pages} pages with pictures"
    return [
        Figure(
            "exercise sheet against ReportLab", ours / bare, "×", 1.5, f"{ours:.0f} ms against {bare:.0f} ms of CPU"
        ),
        Figure("exercise sheet, 8 exercises", wall, "ms", 250, pages),
        Figure("exercise sheet, file", len(rendered.pdf) / 1000, "kB", 300, pages),
    ]


def _processor_ms(work: Callable[[], object]) -> float:
    """Return how long one call keeps the processor, in milliseconds: what other programs do does not count."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _against_weasyprint(runs: int) -> list[Figure]:
    python = os.environ.get(WEASYPRINT)
    if not python:
        print(f"WeasyPrint is left out: name a Python that has it in {WEASYPRINT}.", file=sys.stderr)
        return []
    sheet = _sheet()
    ours = statistics.median(milliseconds(lambda: render(sheet)) for _ in range(LEAST_RUNS))
    script = str(Path(__file__).with_name("weasyprint_sheet.py"))
    html = sheet_as_html(sheet)
    said = subprocess.run([python, script, str(runs)], input=html, capture_output=True, text=True, check=True).stdout
    theirs, pages = (float(part) for part in said.split())
    detail = f"{ours:.0f} ms against {theirs:.0f} ms for {pages:.0f} pages from HTML"
    return [Figure("exercise sheet against WeasyPrint", ours / theirs, "×", 0.2, detail)]


def _pack(runs: int) -> Figure:
    """Return how long every kind of one patient takes, from the record to the bytes."""
    with TemporaryDirectory(prefix="footrehab-bench-") as folder:
        place = Path(folder) / "clinic"
        make_demo_record(place, patients=1, today=DEMO_DAY)
        record = unlock_record(place, list_clinicians(place)[0].id, DEMO_PASSPHRASE)
        session = ClinicSession(record, shipped_library(), shipped_forms())
        with record, session.unit_of_work() as unit:
            at = Printing(unit, session.library, session.forms, DEMO_DAY)
            (episode,) = unit.episodes.active()
            wanted = _everything(at, episode.id)
            times = [milliseconds(lambda: [prepare_handout(at, each) for each in wanted]) for _ in range(runs)]
    return Figure("pack of one patient", statistics.median(times), "ms", 2000, f"{len(wanted)} kinds, from the record")


def _everything(at: Printing, episode_id: str) -> list[WantedHandout]:
    met, decision = met_needs(at, episode_id), at.unit.decisions.latest(episode_id)
    standing = [each.id for each in standing_assessments(at.unit, episode_id)]
    return [
        WantedHandout(
            kind.code,
            episode_id,
            PrintOptions(),
            DEMO_DAY,
            decision_id=decision.id if decision else None,
            assessments=(standing[0], standing[-1]) if "two_assessments" in kind.asks else tuple(standing[-1:]),
        )
        for kind in KINDS.values()
        if kind.needs in met
    ]


class _Painted(QObject):
    """Notes when a sheet with its picture is painted for the first time."""

    at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        drawn = isinstance(watched, Sheet) and watched.drawn is not None
        if drawn and event.type() == QEvent.Type.Paint and not self.at:
            self.at = time.perf_counter()
        return False


def _first_page(runs: int) -> Figure:
    """Return how long it takes from the bytes to the first page on screen."""
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError("The benchmark needs an application with windows.")
    theme.apply(application, "light")
    pdf = render(_sheet()).pdf
    times = [_until_painted(application, pdf) for _ in range(runs)]
    background.shut_down()
    detail = f"slowest of {runs}; median {statistics.median(times):.0f} ms"
    return Figure("preview, first page painted", max(times), "ms", 150, detail)


def _until_painted(application: QApplication, pdf: bytes) -> float:
    view, painted = PageView(), _Painted()
    view.resize(780, 560)
    view.show()
    QCoreApplication.processEvents()
    application.installEventFilter(painted)
    start = time.perf_counter()
    view.show_pdf(pdf, 0)
    while not painted.at and time.perf_counter() - start < 5:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
    application.removeEventFilter(painted)
    background.wait_until_idle(5)
    view.close()
    if not painted.at:
        raise RuntimeError("The preview was not painted.")
    return (painted.at - start) * 1000


def _report_of(measures: int) -> ProgressReport:
    return ProgressReport(
        person=PersonLine("RUNNER, Rosa", date(1984, 2, 3), 17),
        clinic=ClinicLine("Riverside Foot Clinic"),
        condition="Plantar heel pain",
        side="right",
        printed_on=date(2026, 3, 16),
        measures=tuple(MeasureRow(f"Measure {number}", "1", "2", "50 %", "met") for number in range(measures)),
    )


def _sheet() -> ExerciseSheet:
    library = load_library()
    return ExerciseSheet(
        person=PersonLine("RUNNER, Rosa", date(1984, 2, 3), 17),
        clinic=ClinicLine("Riverside Foot Clinic", "12 Mill Lane, Northbridge", "0555 010 200", "Alex Demo"),
        condition="Plantar heel pain",
        side="right",
        phase="Running",
        printed_on=date(2026, 3, 16),
        exercises=tuple(
            SheetExercise(
                name=exercise.name,
                purpose=exercise.purpose,
                steps=exercise.steps,
                dose=dose_words(PlanItem(exercise.id, 3, 10)),
                frequency="daily",
                cues=exercise.cues,
                stop_signs=exercise.stop_signs,
                side="right",
                picture=picture(exercise.id),
            )
            for exercise in library.exercises[:8]
        ),
        general_stop_signs=library.stop_signs,
        next_review_on=date(2026, 3, 23),
    )
