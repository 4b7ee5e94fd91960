"""A referral on paper: how fast and what is asked, then why, the findings, the tests, and what holds meanwhile."""

from dataclasses import replace

from footrehab_desktop.handouts.content import ClinicLine, ReasonLine
from footrehab_desktop.handouts.content_clinician import ReferralLetter
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, listed_rows, text_rows
from footrehab_desktop.handouts.table import draw_table

_FINDING_HEAD = ("referral.finding", "referral.value", "referral.found")
_FINDING_SHARES = (0.62, 0.22, 0.16)
_TEST_HEAD = ("measure.name", "measure.left", "measure.right", "measure.symmetry", "measure.on")
_TEST_SHARES = (0.38, 0.15, 0.15, 0.16, 0.16)
_SIGNATURE_ROOM = 92.0
_SIGNATURE_WIDTH = 190.0


def draw_referral_letter(letter: ReferralLetter, look: Look) -> tuple[bytes, int]:
    """Draw the letter; return the PDF and its number of pages."""
    title = look.say("referral.title")
    warning = look.say("referral.draft") if letter.draft else ""
    furniture = Furniture(
        title, letter.clinic, letter.printed_on, letter.person, letter.condition, letter.side, warning
    )
    flow = begin(furniture, look)
    _draw_letterhead(flow, letter)
    draw_rows(flow, text_rows(title, look.title, flow.column(), 10))
    if letter.draft:
        draw_rows(flow, text_rows(warning, flow.look.style(flow.look.stop_label, 12), flow.column()))
    _draw_request(flow, letter)
    _draw_reasons(flow, letter.reasons)
    _draw_findings(flow, letter)
    _draw_tests(flow, letter)
    _draw_until_then(flow, letter)
    _draw_signature(flow, letter.clinic)
    if letter.rules_version:
        small = look.say("decision.rules_version", version=letter.rules_version)
        draw_rows(flow, text_rows(small, look.small, flow.column(), 8))
    return flow.close()


def _draw_letterhead(flow: Flow, letter: ReferralLetter) -> None:
    clinic, column = letter.clinic, flow.column()
    phone = flow.look.say("phone", phone=clinic.phone) if clinic.phone else ""
    rows = text_rows(clinic.name, flow.look.lead_bold, column)
    rows += text_rows(" · ".join(filter(None, (clinic.address.replace("\n", ", "), phone))), flow.look.small, column)
    addressee = letter.addressee or flow.look.say("referral.colleague")
    rows += text_rows(flow.look.say("referral.to", addressee=addressee), flow.look.lead, column, 10)
    rows += text_rows(flow.look.words.day(letter.printed_on), flow.look.lead, column)
    draw_rows(flow, rows)


def _draw_request(flow: Flow, letter: ReferralLetter) -> None:
    column = flow.column(14)
    rows = text_rows(flow.look.say("referral.when", when=letter.when), flow.look.style(flow.look.heading, 17), column)
    about = flow.look.say("referral.about", side=flow.look.words.side(letter.side), condition=letter.condition)
    rows += text_rows(about, flow.look.lead_bold, column)
    rows += listed_rows(letter.questions, "•" * len(letter.questions), flow.look.lead, column)
    rows += text_rows(letter.note, flow.look.lead, column, 4)
    flow.y -= 8
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


def _draw_reasons(flow: Flow, reasons: tuple[ReasonLine, ...]) -> None:
    if reasons:
        _draw_heading(flow, "referral.why")
    for number, reason in enumerate(reasons, 1):
        inner = flow.column(18)
        rows: list[Row] = listed_rows((reason.sentence,), (f"{number}.",), flow.look.body, flow.column())
        rule = flow.look.say("decision.rule", rule=reason.rule)
        rows += text_rows(" · ".join((rule, *reason.sources)), flow.look.small, inner, 1)
        flow.keep(height_of(rows))
        draw_rows(flow, rows)


def _draw_findings(flow: Flow, letter: ReferralLetter) -> None:
    if letter.findings:
        _draw_heading(flow, "referral.findings")
        cells = ((line.name, line.value, line.found) for line in letter.findings)
        draw_table(flow, [flow.look.say(name) for name in _FINDING_HEAD], _FINDING_SHARES, cells)
    if letter.left_out:
        draw_rows(
            flow,
            text_rows(flow.look.say("referral.more", count=letter.left_out), flow.look.body_bold, flow.column(), 6),
        )
    if letter.absent:
        absent = flow.look.say("referral.absent", findings="; ".join(letter.absent))
        draw_rows(flow, text_rows(absent, flow.look.body, flow.column(), 6))


def _draw_tests(flow: Flow, letter: ReferralLetter) -> None:
    if not letter.measures:
        return
    _draw_heading(flow, "referral.tests")
    cells = (
        (row.name, row.left, row.right, row.symmetry, flow.look.words.day(row.measured_on) if row.measured_on else "")
        for row in letter.measures
    )
    draw_table(flow, [flow.look.say(name) for name in _TEST_HEAD], _TEST_SHARES, cells)


def _draw_until_then(flow: Flow, letter: ReferralLetter) -> None:
    texts = letter.until_then + ((flow.look.say("referral.go_on", what=letter.go_on),) if letter.go_on else ())
    if texts:
        _draw_heading(flow, "referral.until_then")
        draw_rows(flow, listed_rows(texts, "•" * len(texts), flow.look.body, flow.column()))


def _draw_heading(flow: Flow, phrase: str) -> None:
    flow.y -= 10
    flow.keep(60)
    draw_rows(flow, text_rows(flow.look.say(phrase), flow.look.heading, flow.column()))


def _draw_signature(flow: Flow, clinic: ClinicLine) -> None:
    flow.keep(_SIGNATURE_ROOM)
    draw_rows(flow, text_rows(flow.look.say("referral.thanks"), flow.look.body, flow.column(), 10))
    flow.y -= 34
    flow.canvas.setStrokeColor(flow.look.ink)
    flow.canvas.setLineWidth(0.6)
    flow.canvas.line(flow.left, flow.y, flow.left + _SIGNATURE_WIDTH, flow.y)
    draw_rows(flow, text_rows(clinic.clinician or clinic.name, flow.look.body_bold, flow.column(), 2))
