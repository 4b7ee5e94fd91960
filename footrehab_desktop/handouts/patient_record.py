"""The whole record of one patient on paper: chapters with an outline, facts, texts as typed, tables."""

from footrehab_desktop.handouts.content_record import PatientRecord, RecordPart
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.page import Flow, Furniture, begin
from footrehab_desktop.handouts.rows import draw_rows, labelled_rows, text_rows
from footrehab_desktop.handouts.table import draw_table

_TEXT_BELOW = 48.0  # room that a heading wants below it, for print of 10 points


def draw_patient_record(record: PatientRecord, look: Look) -> tuple[bytes, int]:
    """Draw the record; return the PDF and its number of pages."""
    flow = begin(Furniture(record.title, record.clinic, record.printed_on, record.person), look)
    draw_rows(flow, text_rows(record.title, look.title, flow.column()))
    draw_rows(flow, text_rows(record.lead, look.body, flow.column(), look.grown(2)))
    for part in record.parts:
        _draw_part(flow, part)
    return flow.close()


def _draw_part(flow: Flow, part: RecordPart) -> None:
    look, column = flow.look, flow.column()
    style = (look.heading, look.subheading, look.lead_bold)[part.level]
    flow.y -= look.grown((14, 8, 4)[part.level])
    flow.keep(style.leading + look.grown(_TEXT_BELOW))
    flow.mark(part.heading, part.level)
    draw_rows(flow, text_rows(part.heading, style, column))
    draw_rows(flow, text_rows(part.struck, look.stop_label, column))
    for label, text in part.facts:
        draw_rows(flow, labelled_rows(f"{label}:", text, (look.body_bold, look.body), column))
    for text in part.texts:
        draw_rows(flow, text_rows(text, look.body, column, look.grown(2)))
    if part.table is not None and part.table.rows:
        flow.y -= look.grown(4)
        draw_table(flow, part.table.head, part.table.shares, part.table.rows)
