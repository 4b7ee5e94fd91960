"""The exercise sheet in every layout, paper, size and colour: whole, inside its margins, nothing over anything else."""

from dataclasses import replace
from datetime import date
from itertools import product

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import textstat

from footrehab_desktop.handouts.content_patient import BadDayBlock, DoseFigures, RunDate, SheetExercise
from footrehab_desktop.handouts.options import Brand, PrintOptions, choices_of
from footrehab_desktop.handouts.page import fold_order, reading_order
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library import patient_texts
from footrehab_desktop.library.load import load_library
from footrehab_desktop.library.pictures import picture
from tests.handouts.test_render import normalised

LEAST_MARGIN = 10 / 25.4 * 72
FIGURES = DoseFigures(3, 12, 5, None, 60, 2, 4)
LAYOUTS = choices_of("layout")
SIZES = choices_of("size")


def from_library(count: int) -> tuple[SheetExercise, ...]:
    return tuple(
        SheetExercise(
            exercise.name,
            exercise.purpose,
            exercise.steps,
            "3 × 12 · hold 5 s · rest 60 s",
            "every other day",
            exercise.cues,
            exercise.stop_signs,
            side="left" if number % 2 else "right",
            picture=picture(exercise.id),
            figures=FIGURES,
        )
        for number, exercise in enumerate(load_library().exercises[:count])
    )


@pytest.fixture(scope="module")
def full(exercise_sheet):
    """A sheet with everything that it can hold."""
    return replace(
        exercise_sheet,
        exercises=from_library(7),
        run_plan=replace(exercise_sheet.run_plan, dates=(RunDate(date(2026, 11, 23), "1 min run"),) * 3),
        bad_day=BadDayBlock(("Towel curl",), ("Heel raise: 2 × 10",), ("Hop",), ("Cycling",), "Effort 3 of 10"),
        note="Keep the evenings for the calf.",
        version="Plan 3",
    )


def boxes(pdf: bytes):
    """Yield each page's size and the boxes of its visible characters."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        visible = [index for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
        yield page.get_size(), [text.get_charbox(index) for index in visible]
    document.close()


def outside(size: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = box
    return min(left, bottom, size[0] - right, size[1] - top) < LEAST_MARGIN - 0.5


def drawn_over(found) -> int:
    """Return how many characters lie in the middle of another one."""
    middles = {(round((left + right) / 2), round((bottom + top) / 2)) for left, bottom, right, top in found}
    over = 0
    for left, bottom, right, top in found:
        inner = product(range(int(left + 1), int(right)), range(int(bottom + 1), int(top)))
        over += sum(place in middles for place in inner) > 1
    return over


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_everything_lies_inside_the_margins_and_nothing_over_anything_else(full, layout, size, paper):
    handout = render(full, PrintOptions(paper=paper, size=size, layout=layout))
    for page_size, found in boxes(handout.pdf):
        assert [box for box in found if outside(page_size, box)] == []
        assert drawn_over(found) <= 2


@pytest.mark.parametrize(("orientation", "colours"), [("landscape", "toner_saver"), ("portrait", "black_and_white")])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_drawings_lie_inside_the_margins_and_are_grey_without_colours(full, layout, orientation, colours):
    options = PrintOptions(paper="Letter", orientation=orientation, colours=colours, layout=layout)
    document = pypdfium2.PdfDocument(render(full, options).pdf)
    for page in document:
        size = page.get_size()
        assert [item for item in page.get_objects() if outside(size, item.get_bounds())] == []
        image = page.render(scale=0.5).to_pil().convert("RGB")
        assert all(max(pixel) - min(pixel) < 12 for _count, pixel in image.getcolors(1 << 20))
    document.close()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_who_which_side_which_page_and_what(full, layout):
    handout = render(full, PrintOptions(layout=layout))
    pages = extract_text(handout.pdf)
    text = normalised(" ".join(pages))
    for page in pages:
        assert "WEBER, Maria (Ms)" in page
        assert "Born 04-Mar-1984" in page
        assert "RIGHT foot" in page
        assert "Printed 21-Nov-2026 · Plan 3" in page
    for exercise in full.exercises:
        assert normalised(exercise.name) in text


def test_the_sheet_and_the_booklet_hold_every_word(full):
    for layout in ("sheet", "booklet"):
        text = normalised(" ".join(extract_text(render(full, PrintOptions(layout=layout)).pdf)))
        for exercise in full.exercises:
            for words in (exercise.purpose, *exercise.steps, *exercise.cues, *exercise.stop_signs, exercise.dose):
                assert normalised(words) in text


@pytest.mark.parametrize("count", [1, 2, 5, 8, 12])
def test_a_card_of_up_to_twelve_exercises_is_one_page(full, count):
    card = replace(full, exercises=from_library(count), run_plan=None, bad_day=None, note="")
    handout = render(card, PrintOptions(layout="card"))
    assert handout.pages == 1
    assert extract_text(handout.pdf)[0].count("LEFT foot") == count // 2


@pytest.mark.parametrize(
    ("layout", "size"),
    [("sheet", "normal"), ("card", "normal"), ("booklet", "low_literacy"), ("poster", "large_print")],
)
def test_forty_exercises_are_all_printed(full, layout, size):
    many = replace(full, exercises=from_library(40))
    text = normalised(" ".join(extract_text(render(many, PrintOptions(layout=layout, size=size)).pdf)))
    assert all(normalised(exercise.name) in text for exercise in many.exercises)


def test_a_note_of_twenty_thousand_words_flows_over_pages(full):
    note = " ".join(f"w{number}" for number in range(20_000))
    for layout in ("sheet", "card", "booklet"):
        text = normalised(" ".join(extract_text(render(replace(full, note=note), PrintOptions(layout=layout)).pdf)))
        assert "w19998w19999" in text
        assert normalised(full.exercises[-1].name) in text


def test_the_poster_is_read_at_three_metres(full):
    document = pypdfium2.PdfDocument(render(full, PrintOptions(layout="poster")).pdf)
    text = document[0].get_textpage()
    heights = {}
    for index in range(text.count_chars()):
        _left, bottom, _right, top = text.get_charbox(index)
        heights.setdefault(text.get_text_range(index, 1), []).append((top - bottom) / 72 * 25.4)
    assert sum(height >= 13.8 for height in heights["3"]) >= 3, "the dose: 16 minutes of arc at 3 m are 14 mm"
    name = full.exercises[0].name
    assert max(heights[name[0]]) >= 8.4, "a name: 10 minutes of arc at 3 m are 8.7 mm, less the overshoot"


def test_a_booklet_folds_into_its_order(full):
    assert fold_order(6) == [(None, 0), (1, None), (5, 2), (3, 4)]
    assert fold_order(4) == [(3, 0), (1, 2)]
    assert reading_order(3) == [(0, 1), (2, None)]
    folded = render(full, PrintOptions(layout="booklet", both_sides=True))
    document = pypdfium2.PdfDocument(folded.pdf)
    assert [round(side) for side in document.get_page_size(0)] == [842, 595]
    document.close()
    first = extract_text(folded.pdf)[0]
    assert "In this booklet" in first
    assert "Page 1 of" in first
    assert b"/DuplexFlipShortEdge" in folded.pdf


def test_pictures_can_be_left_out_and_can_stay_unmirrored(full):
    left = replace(full, exercises=tuple(e for e in full.exercises if e.side == "left")[:1], run_plan=None)
    mirrored = replace(
        left, exercises=tuple(replace(e, picture=tuple(f.mirrored() for f in e.picture)) for e in left.exercises)
    )
    plain = replace(left, exercises=tuple(replace(e, picture=()) for e in left.exercises))
    assert render(left, PrintOptions(pictures=False)).pdf == render(plain).pdf
    right = replace(left, exercises=tuple(replace(e, side="right") for e in left.exercises))
    as_made = render(mirrored, PrintOptions(mirrored=False)).pdf
    assert as_made != render(mirrored).pdf
    assert len(as_made) == pytest.approx(len(render(right).pdf), rel=0.01)


def test_a_draft_says_so_across_every_page(full):
    for layout in LAYOUTS:
        for page in extract_text(render(replace(full, draft=True), PrintOptions(layout=layout)).pdf):
            assert page.count("DRAFT") >= 2
    assert "DRAFT" not in " ".join(extract_text(render(full).pdf))


def test_the_clinics_logo_colour_and_footer_are_printed(full):
    import io

    from PIL import Image

    logo = io.BytesIO()
    Image.new("RGB", (300, 100), "#0B3D91").save(logo, "PNG")
    brand = Brand("#0B3D91", "Open on Saturdays", logo.getvalue())
    handout = render(full, PrintOptions(brand=brand))
    document = pypdfium2.PdfDocument(handout.pdf)
    for page in document:
        assert sum(item.type == pdfium.FPDF_PAGEOBJ_IMAGE for item in page.get_objects()) == 1
    document.close()
    assert all("Open on Saturdays" in page for page in extract_text(handout.pdf))
    assert handout.pdf == render(full, PrintOptions(brand=brand)).pdf


def test_only_embedded_fonts_are_used_and_the_document_is_described(full):
    handout = render(full)
    document = pypdfium2.PdfDocument(handout.pdf)
    for page in document:
        for item in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
            assert pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item.raw)) == 1
    titles = [entry.get_title() for entry in document.get_toc()]
    assert titles[0] == "Your exercises"
    assert all(f"{number}. {exercise.name}" in titles for number, exercise in enumerate(full.exercises, 1))
    document.close()
    assert b"/Lang (en)" in handout.pdf


def test_few_words_are_a_dozen_an_exercise_and_easy_to_read(full):
    captions = 2
    for exercise in load_library().exercises:
        assert len(exercise.name.split()) + len(["RIGHT", "foot"]) + captions <= 12
    sheet = replace(full, run_plan=None, bad_day=None, note="", general_stop_signs=load_library().stop_signs)
    text = " ".join(extract_text(render(sheet, PrintOptions(size="low_literacy")).pdf))
    assert not any(normalised(step) in normalised(text) for exercise in full.exercises for step in exercise.steps)
    fixed = [words for name, words in patient_texts.catalogue("en").items() if name.startswith("icons.")]
    assert textstat.flesch_kincaid_grade(" ".join((*fixed, *(f"{sign}." for sign in sheet.general_stop_signs)))) <= 6
