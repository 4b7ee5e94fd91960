"""Handouts joined in one file: every page as it was, with a title, the language and an outline over all of them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pypdfium2

from footrehab_desktop.handouts.joining import joined
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render

BOTH_SIDES = PrintOptions(both_sides=True)


def outline(reader: pypdf.PdfReader) -> list[tuple[str, int, int, int]]:
    """Return title, depth, page (from 0) and place on the page of every entry, read by ``pypdf``."""
    found = []

    def walk(entries: list[object], depth: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, depth + 1)
            else:
                page = reader.get_destination_page_number(entry)
                found.append((str(entry.title), depth, page, round(float(entry.top))))

    walk(reader.outline, 0)
    return found


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf), strict=True)


def test_every_entry_of_every_outline_leads_to_its_page(patient_sheets):
    parts = [render(sheet, BOTH_SIDES).pdf for sheet in patient_sheets]
    whole = read(joined(parts, own_sheets=True))
    wanted, first = [], 0
    for part in map(read, parts):
        wanted += [(title, depth, first + page, top) for title, depth, page, top in outline(part)]
        first += len(part.pages) + len(part.pages) % 2
    assert outline(whole) == wanted
    assert len(wanted) > 10


def test_the_whole_names_its_parts_and_keeps_language_and_turning(exercise_sheet, diary):
    options = replace(BOTH_SIDES, language="en")
    parts = [render(sheet, options).pdf for sheet in (exercise_sheet, diary, exercise_sheet)]
    whole = read(joined(parts))
    titles = [read(part).metadata.title for part in parts]
    assert whole.metadata.title == f"{titles[0]} · {titles[1]}"
    assert set(whole.metadata) == {"/Title", "/Creator"}
    assert whole.root_object["/Lang"] == "en"
    assert whole.root_object["/PageMode"] == "/UseOutlines"
    assert whole.root_object["/ViewerPreferences"] == {"/DisplayDocTitle": True, "/Duplex": "/DuplexFlipLongEdge"}


def test_every_page_reads_as_before_with_both_readers(patient_sheets):
    parts = [render(sheet).pdf for sheet in patient_sheets]
    whole = joined(parts)
    assert extract_text(whole) == tuple(page for part in parts for page in extract_text(part))
    assert [page.extract_text() for page in read(whole).pages] == [
        page.extract_text() for part in parts for page in read(part).pages
    ]
    document = pypdfium2.PdfDocument(whole)
    assert [entry.get_title() for entry in document.get_toc()] == [entry[0] for entry in outline(read(whole))]
    document.close()


def test_titles_in_any_script_are_read_back(exercise_sheet, exercise):
    name = "Пятка (и ещё) – תרגיל \\ 🙂"
    odd = replace(exercise_sheet, exercises=(replace(exercise, name=name),))
    whole = read(joined([render(odd).pdf] * 2))
    assert [title for title, *_rest in outline(whole)].count(f"1. {name}") == 2


def test_the_same_documents_give_the_same_bytes_and_no_time_of_joining(exercise_sheet):
    parts = [render(exercise_sheet).pdf, render(replace(exercise_sheet, printed_on=date(2027, 1, 1))).pdf]
    whole = joined(parts)
    assert whole == joined(parts)
    assert b"CreationDate" not in whole


def test_a_document_without_an_outline_may_be_among_them(exercise_sheet):
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842).close()
    target = BytesIO()
    blank.save(target)
    blank.close()
    assert outline(read(joined([target.getvalue()] * 2))) == []
    pdf = render(exercise_sheet).pdf
    assert {page for _title, _depth, page, _top in outline(read(joined([target.getvalue(), pdf])))} >= {1, 2}
