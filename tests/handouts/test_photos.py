"""A clinic's own pictures on the exercise sheet: whole, in their own shape, inside the page, with their words below."""

from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from footrehab_desktop.handouts.content_patient import ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library.pictures import Photo
from tests.support.pictures import png

MARGIN = 20.0


def photo(caption: str, width: int = 80, height: int = 60) -> Photo:
    return Photo(caption, png(width, height), width, height)


def printed(sheet: ExerciseSheet, exercise: SheetExercise, *photos: Photo) -> bytes:
    shown = replace(exercise, picture=photos, note="")
    return render(replace(sheet, exercises=(shown,), run_plan=None)).pdf


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of every image on the first page."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return [item.get_bounds() for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]


@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_all_of_them_stand_inside_the_page_side_by_side(
    exercise_sheet: ExerciseSheet, exercise: SheetExercise, count: int
) -> None:
    pdf = printed(exercise_sheet, exercise, *(photo(f"No {number}") for number in range(count)))
    found = boxes(pdf)
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert len(found) == count
    for left, bottom, right, top in found:
        assert MARGIN < left < right < width - MARGIN
        assert MARGIN < bottom < top < height - MARGIN
        assert (right - left) / (top - bottom) == pytest.approx(80 / 60, rel=0.01)
    for before, after in pairwise(found):
        assert before[2] < after[0]
    text = extract_text(pdf)[0]
    assert all(f"No {number}" in text for number in range(count))


def test_a_tall_picture_is_not_wider_than_a_broad_one_is_high(
    exercise_sheet: ExerciseSheet, exercise: SheetExercise
) -> None:
    broad, tall = boxes(printed(exercise_sheet, exercise, photo("Start"), photo("End", 60, 80)))
    assert tall[3] - tall[1] == pytest.approx(broad[2] - broad[0], rel=0.01)


def test_words_that_are_too_long_end_in_an_ellipsis(exercise_sheet: ExerciseSheet, exercise: SheetExercise) -> None:
    text = extract_text(
        printed(exercise_sheet, exercise, photo("The heel goes slowly down to the floor"), photo("End"))
    )[0]
    assert "The heel goes" in text
    assert "…" in text
    assert "to the floor" not in text
