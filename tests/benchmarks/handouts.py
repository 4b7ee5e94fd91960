"""The exercise sheet of eight exercises, against ReportLab alone making the very same marks."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.clinic.print_handout import dose_words
from footrehab_desktop.handouts import look, page
from footrehab_desktop.handouts.content import ClinicLine, MeasureRow, PersonLine
from footrehab_desktop.handouts.content_clinician import ProgressReport
from footrehab_desktop.handouts.content_patient import ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library.load import load_library
from footrehab_desktop.records.values import PlanItem
from tests.benchmarks.figures import Figure, interleaved, milliseconds

MARKS = (
    "setFont",
    "drawString",
    "setFillColor",
    "setStrokeColor",
    "setLineWidth",
    "line",
    "rect",
    "roundRect",
    "circle",
)
Mark = tuple[int, str, tuple[Any, ...], dict[str, Any]]


def measure(runs: int) -> list[Figure]:
    """Return the sheet as a ratio."""
    sheet = _sheet()
    marks = _recorded(sheet)
    if _replayed(marks).count(b"/Type /Page\n") != render(sheet).pdf.count(b"/Type /Page\n"):
        raise RuntimeError("The rival does not draw the same pages.")
    ours, bare = interleaved(
        lambda: milliseconds(lambda: render(sheet)), lambda: milliseconds(lambda: _replayed(marks)), max(runs, 15)
    )
    long = _report_of(2000)
    return [
        Figure("exercise sheet, 8 exercises", ours / bare, "×", 1.5, f"{ours:.1f} ms against {bare:.1f} ms"),
        Figure("report of 2,000 measures", milliseconds(lambda: render(long)), "ms", 2000, "one rendering"),
    ]


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
            )
            for exercise in library.exercises[:8]
        ),
        general_stop_signs=library.stop_signs,
        next_review_on=date(2026, 3, 23),
    )


def _recorded(sheet: ExerciseSheet) -> list[list[Mark]]:
    """Draw the sheet once and return every mark, page by page."""
    marks: list[Mark] = []

    class Recording(page.NumberedCanvas):
        """Our canvas, noting every mark with its page."""

    def noting(name: str) -> Callable[..., None]:
        def call(self: Recording, *values: Any, **named: Any) -> None:
            marks.append((self.getPageNumber(), name, values, named))
            getattr(Canvas, name)(self, *values, **named)

        return call

    for name in MARKS:
        setattr(Recording, name, noting(name))
    original, page.NumberedCanvas = page.NumberedCanvas, Recording
    try:
        pages = render(sheet).pages
    finally:
        page.NumberedCanvas = original
    return [[mark for mark in marks if mark[0] == number] for number in range(1, pages + 1)]


def _replayed(pages: list[list[Mark]]) -> bytes:
    """Make the same marks with ReportLab alone."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=look.PAPER_SIZES["A4"], invariant=1, pageCompression=1)
    for marks in pages:
        for _page, name, values, named in marks:
            getattr(canvas, name)(*values, **named)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
