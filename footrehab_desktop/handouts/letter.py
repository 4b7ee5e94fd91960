"""A letter about a patient: letterhead, addressee, what the clinician writes, parts from the record, a signature."""

from typing import Final

from footrehab_desktop.handouts.content_clinician import Letter
from footrehab_desktop.handouts.leaflet import draw_parts
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, text_rows
from footrehab_desktop.handouts.text import draw, one_line

_SIGNATURE_HEIGHT: Final = 62.0
_SIGNATURE_WIDTH: Final = 190.0


def draw_letter(letter: Letter, look: Look) -> tuple[bytes, int]:
    """Draw the letter; return the PDF and its number of pages."""
    furniture = Furniture(
        letter.title,
        letter.clinic,
        letter.printed_on,
        letter.person,
        letter.condition,
        letter.side,
        draft=letter.draft,
        name_only=letter.name_only,
    )
    flow = begin(furniture, look)
    column = flow.column()
    rows = text_rows(letter.clinic.name, look.lead_bold, column)
    rows += text_rows(letter.clinic.address.replace("\n", ", "), look.small, column)
    rows += text_rows(look.say("referral.to", addressee=letter.addressee), look.lead, column, look.grown(10))
    rows += text_rows(look.words.day(letter.printed_on), look.lead, column)
    rows += text_rows(letter.title, look.title, column, look.grown(10))
    rows += text_rows(letter.note, look.lead, column, look.grown(4))
    draw_rows(flow, rows)
    flow.y -= look.grown(12)
    draw_parts(flow, letter.parts)
    draw_rows(flow, text_rows(letter.consent, look.body, column, look.grown(4)))
    _draw_signature(flow, letter.clinic.clinician)
    return flow.close()


def _draw_signature(flow: Flow, clinician: str) -> None:
    look = flow.look
    flow.keep(look.grown(_SIGNATURE_HEIGHT))
    flow.y -= look.grown(_SIGNATURE_HEIGHT) - look.body.leading
    width = look.grown(_SIGNATURE_WIDTH)
    left = look.start(flow.left, width)
    flow.canvas.setStrokeColor(look.ink)
    flow.canvas.setLineWidth(0.8)
    flow.canvas.line(left, flow.y, left + width, flow.y)
    flow.y -= look.body.leading
    name = one_line(clinician, look.body)
    draw(flow.canvas, name, look.start(flow.left, name.width), flow.y)
