"""The preview shows the pages themselves: right size, right colours, every page."""

import struct

import pytest

from footrehab_desktop.handouts.preview import page_count, render_page, render_pages, save_pngs
from footrehab_desktop.handouts.render import render


def test_pictures_have_the_asked_resolution_and_opaque_pixels(exercise_sheet):
    handout = render(exercise_sheet)
    images = render_pages(handout.pdf, 72)
    assert len(images) == handout.pages == page_count(handout.pdf)
    for image in images:
        assert (image.width, image.height) in {(595, 842), (596, 842)}
        assert len(image.bgra) == 4 * image.width * image.height
        assert set(image.bgra[3::4]) == {255}
        assert image.bgra[:4] == b"\xff\xff\xff\xff"


def test_colours_are_blue_green_red(exercise_sheet):
    image = render_page(render(exercise_sheet).pdf, 0, 100)
    pixels = set(zip(image.bgra[0::4], image.bgra[1::4], image.bgra[2::4], strict=True))
    assert (0x63, 0x6B, 0x0B) in pixels, "the title is in the accent colour"


def test_one_page_is_the_same_as_among_all(exercise_sheet):
    pdf = render(exercise_sheet).pdf
    assert render_page(pdf, 1, 50) == render_pages(pdf, 50)[1]
    with pytest.raises(IndexError):
        render_page(pdf, 99, 50)


def test_saved_pictures_are_png_files(exercise_sheet, tmp_path):
    handout = render(exercise_sheet)
    paths = save_pngs(handout.pdf, tmp_path, "sheet", 50)
    assert [path.name for path in paths] == [f"sheet-{number}.png" for number in range(1, handout.pages + 1)]
    for path, image in zip(paths, render_pages(handout.pdf, 50), strict=True):
        content = path.read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", content[16:24]) == (image.width, image.height)
