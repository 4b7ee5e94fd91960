"""The progress report in two versions: the patient's celebrates and says it plainly, the clinician's shows all."""

from collections.abc import Sequence

from footrehab_desktop.handouts.charts import draw_charts
from footrehab_desktop.handouts.content import MeasureRow
from footrehab_desktop.handouts.content_clinician import DecisionLine, OutcomeLine, ProgressReport
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, listed_rows, text_rows
from footrehab_desktop.handouts.table import draw_table

STAR = "★"
_BULLET = "•"
_MEASURES = ("name", "left", "right", "symmetry", "judgement", "on")
_MEASURE_SHARES = (0.29, 0.13, 0.13, 0.12, 0.18, 0.15)
_OUTCOMES = ("name", "first", "before", "now", "change")
_OUTCOME_SHARES = (0.12, 0.17, 0.17, 0.17, 0.37)
_DECISIONS = ("on", "decision", "why")
_DECISION_SHARES = (0.15, 0.3, 0.55)


def draw_progress_report(report: ProgressReport, look: Look) -> tuple[bytes, int]:
    """Draw the report; return the PDF and its number of pages."""
    title = look.say(f"progress.title.{report.reader}")
    flow = begin(Furniture(title, report.clinic, report.printed_on, report.person, report.condition, report.side), look)
    draw_rows(flow, text_rows(title, look.title, flow.column()))
    _draw_list(flow, "", report.summary, _BULLET)
    reached = [
        look.say("progress.reached_on", words=line.words, day=look.words.day(line.on)) for line in report.milestones
    ]
    _draw_list(flow, "progress.reached", reached, STAR)
    _draw_list(flow, "progress.goals", report.goals, _BULLET)
    if not report.charts:
        draw_rows(flow, text_rows(look.say("progress.no_charts"), look.body, flow.column(), before=look.grown(8)))
    draw_charts(flow, report.charts)
    _draw_outcomes(flow, report.outcomes)
    _draw_measures(flow, report.measures)
    _draw_decisions(flow, report.decisions)
    return flow.close()


def _draw_list(flow: Flow, heading: str, texts: Sequence[str], mark: str) -> None:
    if not texts:
        return
    look, column = flow.look, flow.column()
    rows = listed_rows(texts, mark * len(texts), look.lead, column)
    if heading:
        flow.y -= look.grown(8)
        flow.keep(look.heading.leading + rows[0].height)
        draw_rows(flow, text_rows(look.say(heading), look.heading, column))
    draw_rows(flow, rows)


def _draw_outcomes(flow: Flow, outcomes: Sequence[OutcomeLine]) -> None:
    cells = [(line.name, line.first, line.before, line.now, line.change) for line in outcomes]
    _draw_table(flow, "outcome", _OUTCOMES, _OUTCOME_SHARES, cells)


def _draw_measures(flow: Flow, measures: Sequence[MeasureRow]) -> None:
    day = flow.look.words.day
    cells = [
        (row.name, row.left, row.right, row.symmetry, row.judgement, day(row.measured_on) if row.measured_on else "")
        for row in measures
    ]
    _draw_table(flow, "measure", _MEASURES, _MEASURE_SHARES, cells)


def _draw_decisions(flow: Flow, decisions: Sequence[DecisionLine]) -> None:
    look = flow.look
    cells = [(look.words.day(line.on), look.say(f"decision.{line.decision}"), line.sentence) for line in decisions]
    _draw_table(flow, "review", _DECISIONS, _DECISION_SHARES, cells)


def _draw_table(
    flow: Flow, kind: str, head: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]
) -> None:
    """Draw a table below its heading, both on one page; nothing when it has no rows."""
    if not rows:
        return
    look = flow.look
    flow.y -= look.grown(14)
    flow.keep(look.grown(80))
    draw_rows(flow, text_rows(look.say(f"progress.{kind}s"), look.heading, flow.column()))
    draw_table(flow, [look.say(f"{kind}.{name}") for name in head], shares, rows)
