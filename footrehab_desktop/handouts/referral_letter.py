"""A referral on paper: how fast and what is asked, then why, the findings, the tests, and what holds meanwhile."""

from dataclasses import replace

from footrehab_desktop.handouts import look as plain
from footrehab_desktop.handouts.content import ClinicLine, ReasonLine, ReferralLetter
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.phrases import day, say, side_in_words
from footrehab_desktop.handouts.rows import Row, draw_rows, height_of, listed_rows, text_rows
from footrehab_desktop.handouts.table import draw_table
from footrehab_desktop.handouts.text import Style

_WORD = Style("bold", 17, 23, plain.INK)
_DRAFT = Style("bold", 12, 17, plain.STOP)
_FINDING_HEAD = ("referral.finding", "referral.value", "referral.found")
_FINDING_SHARES = (0.62, 0.22, 0.16)
_TEST_HEAD = ("measure.name", "measure.left", "measure.right", "measure.symmetry", "measure.on")
_TEST_SHARES = (0.38, 0.15, 0.15, 0.16, 0.16)
_SIGNATURE_ROOM = 92.0
_SIGNATURE_WIDTH = 190.0


def draw_referral_letter(letter: ReferralLetter, look: Look) -> tuple[bytes, int]:
    """Draw the letter; return the PDF and its number of pages."""
    title = say("referral.title")
    warning = say("referral.draft") if letter.draft else ""
    furniture = Furniture(
        title, letter.clinic, letter.printed_on, letter.person, letter.condition, letter.side, warning
    )
    flow = begin(furniture, look)
    _draw_letterhead(flow, letter)
    draw_rows(flow, text_rows(title, plain.TITLE, flow.column(), 10))
    if letter.draft:
        draw_rows(flow, text_rows(warning, _DRAFT, flow.column()))
    _draw_request(flow, letter)
    _draw_reasons(flow, letter.reasons)
    _draw_findings(flow, letter)
    _draw_tests(flow, letter)
    _draw_until_then(flow, letter)
    _draw_signature(flow, letter.clinic)
    if letter.rules_version:
        small = say("decision.rules_version", version=letter.rules_version)
        draw_rows(flow, text_rows(small, plain.SMALL, flow.column(), 8))
    return flow.close()


def _draw_letterhead(flow: Flow, letter: ReferralLetter) -> None:
    clinic, column = letter.clinic, flow.column()
    phone = say("phone", phone=clinic.phone) if clinic.phone else ""
    rows = text_rows(clinic.name, plain.LEAD_BOLD, column)
    rows += text_rows(" · ".join(filter(None, (clinic.address.replace("\n", ", "), phone))), plain.SMALL, column)
    addressee = letter.addressee or say("referral.colleague")
    rows += text_rows(say("referral.to", addressee=addressee), plain.LEAD, column, 10)
    rows += text_rows(day(letter.printed_on), plain.LEAD, column)
    draw_rows(flow, rows)


def _draw_request(flow: Flow, letter: ReferralLetter) -> None:
    column = flow.column(14)
    rows = text_rows(say("referral.when", when=letter.when), _WORD, column)
    about = say("referral.about", side=side_in_words(letter.side), condition=letter.condition)
    rows += text_rows(about, plain.LEAD_BOLD, column)
    rows += listed_rows(letter.questions, "•" * len(letter.questions), plain.LEAD, column)
    rows += text_rows(letter.note, plain.LEAD, column, 4)
    flow.y -= 8
    draw_rows(flow, [replace(row, bar_x=flow.left) for row in rows])


def _draw_reasons(flow: Flow, reasons: tuple[ReasonLine, ...]) -> None:
    if reasons:
        _draw_heading(flow, "referral.why")
    for number, reason in enumerate(reasons, 1):
        inner = flow.column(18)
        rows: list[Row] = listed_rows((reason.sentence,), (f"{number}.",), plain.BODY, flow.column())
        rule = say("decision.rule", rule=reason.rule)
        rows += text_rows(" · ".join((rule, *reason.sources)), plain.SMALL, inner, 1)
        flow.keep(height_of(rows))
        draw_rows(flow, rows)


def _draw_findings(flow: Flow, letter: ReferralLetter) -> None:
    if letter.findings:
        _draw_heading(flow, "referral.findings")
        cells = ((line.name, line.value, line.found) for line in letter.findings)
        draw_table(flow, [say(name) for name in _FINDING_HEAD], _FINDING_SHARES, cells)
    if letter.left_out:
        draw_rows(flow, text_rows(say("referral.more", count=letter.left_out), plain.BODY_BOLD, flow.column(), 6))
    if letter.absent:
        absent = say("referral.absent", findings="; ".join(letter.absent))
        draw_rows(flow, text_rows(absent, plain.BODY, flow.column(), 6))


def _draw_tests(flow: Flow, letter: ReferralLetter) -> None:
    if not letter.measures:
        return
    _draw_heading(flow, "referral.tests")
    cells = (
        (row.name, row.left, row.right, row.symmetry, day(row.measured_on) if row.measured_on else "")
        for row in letter.measures
    )
    draw_table(flow, [say(name) for name in _TEST_HEAD], _TEST_SHARES, cells)


def _draw_until_then(flow: Flow, letter: ReferralLetter) -> None:
    texts = letter.until_then + ((say("referral.go_on", what=letter.go_on),) if letter.go_on else ())
    if texts:
        _draw_heading(flow, "referral.until_then")
        draw_rows(flow, listed_rows(texts, "•" * len(texts), plain.BODY, flow.column()))


def _draw_heading(flow: Flow, phrase: str) -> None:
    flow.y -= 10
    flow.keep(60)
    draw_rows(flow, text_rows(say(phrase), plain.HEADING, flow.column()))


def _draw_signature(flow: Flow, clinic: ClinicLine) -> None:
    flow.keep(_SIGNATURE_ROOM)
    draw_rows(flow, text_rows(say("referral.thanks"), plain.BODY, flow.column(), 10))
    flow.y -= 34
    flow.canvas.setStrokeColor(plain.INK)
    flow.canvas.setLineWidth(0.6)
    flow.canvas.line(flow.left, flow.y, flow.left + _SIGNATURE_WIDTH, flow.y)
    draw_rows(flow, text_rows(clinic.clinician or clinic.name, plain.BODY_BOLD, flow.column(), 2))
