"""A language that does not exist proves that no English is hard-coded, that longer words fit and that a sheet can be
read from the right."""

import re
from dataclasses import replace
from string import Formatter

import pypdfium2
import pytest

from footrehab_desktop.handouts.content_patient import DiarySheet
from footrehab_desktop.handouts.diary_layout import layout_pages
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library import patient_texts

MM = 72 / 25.4
ACCENTED = str.maketrans("aeiouyAEIOUYncsl", "àéîöūýÀÉÎÖŪÝñçšł")
ENGLISH = patient_texts.catalogue("en")
DRAWN_AS_THEY_ARE = ("direction", "decimal", "date", "date.day_and_month")


def longer(text: str) -> str:
    """Return a text with accents on every word, longer by a third, with right-to-left letters at its end."""
    made = []
    for words, name, spec, _conversion in Formatter().parse(text):
        made.append(words.translate(ACCENTED))
        if name is not None:
            made.append(f"{{{name}{':' + spec if spec else ''}}}")
    return "".join(made) + " ẽẽẽ" * max(1, len(text) // 12)


@pytest.fixture(params=["ltr", "rtl"])
def strange(request, monkeypatch):
    """Options for a strange language, read from the left or from the right."""
    texts = {name: text if name in DRAWN_AS_THEY_ARE else longer(text) for name, text in ENGLISH.items()}
    texts |= {"direction": request.param, "exercises.title": "תרגילים ẽẽẽ"}
    real = patient_texts.catalogue
    monkeypatch.setattr(patient_texts, "catalogue", lambda language: texts if language != "en" else real("en"))
    return PrintOptions(language=f"strange-{request.param}", layout="sheet")


def content_words(value: object) -> str:
    return " ".join(re.findall(r"[A-Za-z]+", repr(value)))


def test_no_english_word_is_on_paper_that_was_not_put_in(patient_sheets, strange):
    for sheet in patient_sheets:
        given = set(content_words(sheet).split())
        printed = set(
            re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", " ".join(extract_text(render(sheet, strange).pdf)))
        )
        english = {word for word in printed - given if not any(word in other for other in given)}
        assert english == set(), type(sheet).__name__


def test_longer_words_stay_inside_the_margins(patient_sheets, strange):
    for sheet in patient_sheets:
        if isinstance(sheet, DiarySheet):  # its words stand in a geometry that a reader knows
            continue
        document = pypdfium2.PdfDocument(render(sheet, strange).pdf)
        for page in document:
            width, text = page.get_width(), page.get_textpage()
            found = [
                text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
            ]
            assert min(left for left, *_rest in found) >= 28
            assert max(right for _left, _bottom, right, _top in found) <= width - 28
        document.close()


def test_a_sheet_read_from_the_right_is_mirrored(exercise_sheet, strange):
    document = pypdfium2.PdfDocument(render(exercise_sheet, strange).pdf)
    page = document[0]
    searched = page.get_textpage().search("1.")
    index, _count = searched.get_next()
    left = page.get_textpage().get_charbox(index)[0]
    document.close()
    assert (left > 300) == strange.language.endswith("rtl")


@pytest.mark.parametrize("kind", ["short", "full"])
@pytest.mark.parametrize("days", [7, 14])
def test_longer_words_of_a_diary_reach_no_bubble_and_no_edge(diary, strange, kind, days):
    rendered = render(replace(diary, kind=kind, days=days), strange)
    document = pypdfium2.PdfDocument(rendered.pdf)
    for page, layout in zip(document, layout_pages(rendered.layout), strict=True):
        height = page.get_height()
        bubbles = [bubble for field in layout["fields"] for bubble in field["bubbles"]]
        for left, bottom, right, top in letters_of(page):
            assert left >= 8 * MM
            assert right <= page.get_width() - 8 * MM
            for bubble in bubbles:
                x, y, reach = bubble["x"] * MM, height - bubble["y"] * MM, bubble["w"] / 2 * MM
                assert not (left < x + reach and right > x - reach and bottom < y + reach and top > y - reach)
    document.close()


def letters_of(page):
    """Return the boxes of the letters of a page; the digits within bubbles are none."""
    text = page.get_textpage()
    found = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).isalpha()]
    text.close()
    return found
