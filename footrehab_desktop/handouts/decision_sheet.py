"""A review on paper: the decision first, then the reasons with their facts and sources, then what is still open."""

from dataclasses import replace

from footrehab_desktop.handouts.content import ReasonLine
from footrehab_desktop.handouts.content_clinician import DecisionSheet
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, listed_rows, text_rows

_SYMBOLS = {"PROGRESS": "▲", "HOLD": "■", "DELOAD": "◆", "REGRESS": "▼", "PAUSE": "❙❙", "REFER": "✚"}


def draw_decision_sheet(sheet: DecisionSheet, look: Look) -> tuple[bytes, int]:
    """Draw the sheet; return the PDF and its number of pages."""
    title = look.say("decision.title", day=look.words.day(sheet.decided_on))
    flow = begin(Furniture(title, sheet.clinic, sheet.printed_on, sheet.person, sheet.condition, sheet.side), look)
    draw_rows(flow, text_rows(title, look.title, flow.column()) + text_rows(sheet.phase, look.lead, flow.column()))
    _draw_decision(flow, sheet)
    if sheet.reasons:
        _draw_heading(flow, "decision.reasons")
    for number, reason in enumerate(sheet.reasons, 1):
        _draw_reason(flow, number, reason)
    for heading, texts in (
        ("decision.not_met", sheet.not_met),
        ("decision.missing", sheet.missing),
        ("decision.tasks", sheet.tasks),
    ):
        if texts:
            _draw_heading(flow, heading)
            draw_rows(flow, listed_rows(texts, "•" * len(texts), look.body, flow.column()))
    draw_rows(
        flow, text_rows(look.say("decision.rules_version", version=sheet.rules_version), look.small, flow.column(), 14)
    )
    return flow.close()


def _draw_decision(flow: Flow, sheet: DecisionSheet) -> None:
    column = flow.column(14)
    word = f"{_SYMBOLS[sheet.decision]} {flow.look.say(f'decision.{sheet.decision}')}"
    rows = text_rows(word, flow.look.style(flow.look.heading, 17), column)
    if sheet.urgency:
        rows += text_rows(flow.look.say(f"urgency.{sheet.urgency}"), flow.look.lead_bold, column)
    rows += text_rows(sheet.heading, flow.look.lead, column)
    if sheet.next_review_on:
        rows += text_rows(
            flow.look.say("decision.next", day=flow.look.words.day(sheet.next_review_on)), flow.look.lead_bold, column
        )
    flow.y -= 10
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


def _draw_heading(flow: Flow, phrase: str) -> None:
    flow.y -= 12
    flow.keep(60)
    draw_rows(flow, text_rows(flow.look.say(phrase), flow.look.heading, flow.column()))


def _draw_reason(flow: Flow, number: int, reason: ReasonLine) -> None:
    inner = flow.column(18)
    rows: list[Row] = listed_rows((reason.sentence,), (f"{number}.",), flow.look.body_bold, flow.column())
    rows += listed_rows(reason.facts, "–" * len(reason.facts), flow.look.body, inner)
    rule = flow.look.say("decision.rule", rule=reason.rule) if reason.rule else ""
    rows += text_rows(" · ".join(filter(None, (rule, *reason.sources))), flow.look.small, inner, 1)
    flow.y -= 4
    flow.keep(height_of(rows))
    draw_rows(flow, rows)
