"""The progress report: where the patient stands, in sentences, two charts and the measures of both sides."""

from footrehab_desktop.handouts import look as plain
from footrehab_desktop.handouts.charts import Frame, draw_pain_chart, draw_run_chart
from footrehab_desktop.handouts.content import MeasureRow, ProgressReport
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.phrases import day, say
from footrehab_desktop.handouts.rows import draw_rows, listed_rows, text_rows
from footrehab_desktop.handouts.table import draw_table

_PAIN_HEIGHT = 72 * plain.MM
_RUN_HEIGHT = 58 * plain.MM
_HEAD = ("measure.name", "measure.left", "measure.right", "measure.symmetry", "measure.judgement", "measure.on")
_SHARES = (0.29, 0.13, 0.13, 0.12, 0.18, 0.15)


def draw_progress_report(report: ProgressReport, look: Look) -> tuple[bytes, int]:
    """Draw the report; return the PDF and its number of pages."""
    title = say("progress.title")
    flow = begin(Furniture(title, report.clinic, report.printed_on, report.person, report.condition, report.side), look)
    draw_rows(flow, text_rows(title, plain.TITLE, flow.column()))
    draw_rows(flow, listed_rows(report.summary, "•" * len(report.summary), plain.LEAD, flow.column()))
    _draw_pain(flow, report)
    _draw_run(flow, report)
    _draw_measures(flow, report.measures)
    return flow.close()


def _draw_pain(flow: Flow, report: ProgressReport) -> None:
    frame = _chart_frame(flow, say("progress.pain"), _PAIN_HEIGHT if report.pain else 0)
    if not report.pain:
        draw_rows(flow, text_rows(say("progress.no_pain"), plain.BODY, flow.column()))
        return
    draw_pain_chart(flow.canvas, frame, report.pain, report.phases, report.ceiling)


def _draw_run(flow: Flow, report: ProgressReport) -> None:
    frame = _chart_frame(flow, say("progress.run"), _RUN_HEIGHT if report.run_weeks else 0)
    if not report.run_weeks:
        draw_rows(flow, text_rows(say("progress.no_run"), plain.BODY, flow.column()))
        return
    draw_run_chart(flow.canvas, frame, report.run_weeks)


def _chart_frame(flow: Flow, heading: str, height: float) -> Frame:
    """Write the chart's heading and keep the space for it; both stay on one page."""
    flow.y -= 12
    flow.keep(height + 30)
    draw_rows(flow, text_rows(heading, plain.HEADING, flow.column()))
    column = flow.column()
    frame = Frame(column.x, flow.y - 2, column.width, height)
    flow.y -= height
    return frame


def _draw_measures(flow: Flow, measures: tuple[MeasureRow, ...]) -> None:
    if not measures:
        return
    flow.y -= 14
    flow.keep(80)
    draw_rows(flow, text_rows(say("progress.measures"), plain.HEADING, flow.column()))
    cells = (
        (row.name, row.left, row.right, row.symmetry, row.judgement, day(row.measured_on) if row.measured_on else "")
        for row in measures
    )
    draw_table(flow, [say(name) for name in _HEAD], _SHARES, cells)
