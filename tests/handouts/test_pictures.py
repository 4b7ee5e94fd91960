"""Exercise pictures on paper: vectors, not images; whole on a page; every exercise on the contact sheet."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from footrehab_desktop.handouts.contact_sheet import PicturedExercise, draw_contact_sheet
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library.load import load_library
from footrehab_desktop.library.pictures import picture
from tests.handouts.test_every_kind import beyond_the_margins
from tests.handouts.test_exercise_layouts import from_library


def objects(pdf: bytes) -> list[list[int]]:
    """Return the kinds of the objects of each page."""
    return [[item.type for item in page.get_objects()] for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("exercise_id", ["EX-P04", "EX-P05", "EX-R05"])
def test_the_sheet_draws_every_moment_as_vectors(exercise_sheet, exercise, exercise_id):
    frames = picture(exercise_id)
    plain = replace(exercise_sheet, exercises=(exercise,), run_plan=None)
    drawn = replace(plain, exercises=(replace(exercise, picture=frames, note=""),))
    bare, pictured = objects(render(plain).pdf)[0], objects(render(drawn).pdf)[0]
    assert pdfium.FPDF_PAGEOBJ_IMAGE not in pictured
    lines = pictured.count(pdfium.FPDF_PAGEOBJ_PATH) - bare.count(pdfium.FPDF_PAGEOBJ_PATH)
    assert lines == sum(len(frame.drawing.shapes) for frame in frames)
    text = extract_text(render(drawn).pdf)[0]
    assert text.count("Start") == 1
    assert text.count("End") == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("exercise_id", ["EX-P04", "EX-R05"])
def test_exercises_with_pictures_stay_whole_on_a_page(exercise_sheet, exercise, paper, exercise_id):
    with_picture = replace(exercise, picture=picture(exercise_id), note="")
    pages = extract_text(render(replace(exercise_sheet, exercises=(with_picture,) * 7), PrintOptions(paper=paper)).pdf)
    assert sum(page.count("End") for page in pages) == 7
    for page in pages:
        assert page.count(exercise.name) == page.count("Tick when done") == page.count("End")


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_every_exercise_stays_whole_on_a_low_page_and_inside_it(exercise_sheet, paper):
    every = from_library(len(load_library().exercises))
    plain = tuple(each for each in every if {frame.caption for frame in each.picture} <= {"start", "then", "end"})
    assert len(plain) > 100
    sheet = replace(exercise_sheet, exercises=plain[::3], run_plan=None)
    made = render(sheet, PrintOptions(paper=paper, orientation="landscape"))
    assert beyond_the_margins(made.pdf) == []
    for page in extract_text(made.pdf):
        assert page.count("Tick when done") == len(re.findall(r"\bStart\s(?:Then\s)*End\b", page)), page


def test_a_sheet_with_pictures_is_the_same_each_time(exercise_sheet, exercise):
    drawn = replace(exercise_sheet, exercises=(replace(exercise, picture=picture("EX-I01")),))
    assert render(drawn).pdf == render(drawn).pdf


def test_the_contact_sheet_holds_every_exercise():
    exercises = load_library().exercises
    pdf, pages = draw_contact_sheet(PicturedExercise(e.id, e.name, picture(e.id)) for e in exercises)
    texts = extract_text(pdf)
    assert len(texts) == pages
    whole = "\n".join(texts)
    assert [e.id for e in exercises if whole.count(f"{e.id} ") != 1] == []
    assert all(pdfium.FPDF_PAGEOBJ_IMAGE not in kinds for kinds in objects(pdf))
    per_page = [text.count("EX-") for text in texts[:-1]]
    assert min(per_page) >= 12


def test_the_day_of_the_sheet_does_not_change_its_pictures(exercise_sheet, exercise):
    drawn = replace(exercise_sheet, exercises=(replace(exercise, picture=picture("EX-I01")),), next_review_on=None)
    later = replace(drawn, printed_on=date(2027, 1, 1))
    count = [objects(render(sheet).pdf)[0].count(pdfium.FPDF_PAGEOBJ_PATH) for sheet in (drawn, later)]
    assert count[0] == count[1]
