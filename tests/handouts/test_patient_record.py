"""The whole record on paper: any text as typed, very long ones over many pages, chapters in the outline."""

import random
from datetime import date
from io import BytesIO

import pypdf
import pypdfium2
import pytest

from footrehab_desktop.handouts.content import ClinicLine, PersonLine
from footrehab_desktop.handouts.content_record import PatientRecord, RecordPart, RecordTable
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.render import render
from tests.handouts.test_random_sheets import anything

PERSON = PersonLine("OKAFOR, Miriam", date(1984, 3, 4), 12)
LONG = " ".join(f"word{number}" for number in range(20_000))


def record(*parts: RecordPart) -> PatientRecord:
    return PatientRecord(PERSON, ClinicLine("Harbour"), date(2026, 3, 16), "The whole record", "Everything.", parts)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_a_note_of_twenty_thousand_words_is_printed_to_the_last_in_text_and_table() -> None:
    table = RecordTable(("When", "What"), (0.3, 0.7), (("16-Mar-2026", LONG), ("17-Mar-2026", "short")))
    made = render(record(RecordPart("Note", 0, facts=(("Note", LONG),)), RecordPart("Table", table=table)))
    text = text_of(made.pdf)
    assert text.count("word19999") == 2
    assert text.endswith("Harbour") or "short" in text
    assert made.pages > 60
    assert f"Page1of{made.pages}" in text


def test_markup_is_words_and_every_page_says_whose_it_is() -> None:
    typed = "<b>not bold</b> <img src='http://example.org/x.png'/> & 3 < 4"
    made = render(record(RecordPart("A & <b>", 0, struck="<i>", texts=(typed, "", "\n\n"), facts=(("<u>", typed),))))
    text = text_of(made.pdf)
    assert text.count("<b>notbold</b><imgsrc='http://example.org/x.png'/>&3<4") == 2
    assert "OKAFOR,Miriam" in text
    assert "Recordno.12" in text or "12" in text


def test_chapters_and_parts_stand_in_the_outline() -> None:
    parts = (RecordPart("One", 0), RecordPart("In one", 1), RecordPart("In that", 2), RecordPart("Two", 0))
    outline = pypdf.PdfReader(BytesIO(render(record(*parts)).pdf)).outline
    assert [entry["/Title"] for entry in outline if not isinstance(entry, list)][-2:] == ["One", "Two"]


@pytest.mark.parametrize("seed", range(12))
def test_any_text_in_any_style_is_read_back_without_a_fault(seed: int) -> None:
    chance = random.Random(seed)
    parts = [
        RecordPart(
            anything(chance, 6),
            chance.randrange(3),
            anything(chance, 4),
            tuple((anything(chance, 3), anything(chance)) for _ in range(chance.randrange(6))),
            tuple(anything(chance, 200) for _ in range(chance.randrange(3))),
            RecordTable(("A", "B"), (0.5, 0.5), tuple((anything(chance), anything(chance)) for _ in range(6))),
        )
        for _part in range(8)
    ]
    options = PrintOptions(paper=chance.choice(("A4", "Letter")), size=chance.choice(("normal", "large_print")))
    made = render(record(*parts), options)
    assert len(pypdf.PdfReader(BytesIO(made.pdf), strict=True).pages) == made.pages
    assert text_of(made.pdf)
