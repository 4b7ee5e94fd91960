"""The body chart on paper: lines not pixels, every mark there, sides in words, readable without colour."""

import re
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.body_chart import (
    chart_colours,
    draw_body_chart,
    draw_feet,
    feet_height,
    legend_height,
)
from footrehab_desktop.handouts.look import PAPER_SIZES, look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.library.body_chart import COLOURS, FOOT_SIDES, VIEWS, ChartMark, body_chart
from footrehab_desktop.library.drawing import Box

WIDTH, HEIGHT = PAPER_SIZES["A4"]
COLUMN = Box(45, HEIGHT - 40, WIDTH - 45, 40)
PLAIN, GREY = look_for(PrintOptions()), look_for(PrintOptions(colours="black_and_white"))
MARKS = (
    ChartMark("heel_pad", "left", "burning", 8, True),
    ChartMark("navicular", "right", "sharp", 3),
    ChartMark("achilles_insertion", "right", tender=True),
)


def printed(marks=MARKS, box=COLUMN, **look) -> tuple[bytes, float]:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), pageCompression=0)
    lowest = draw_body_chart(canvas, marks, box, **{"look": PLAIN, **look})
    canvas.showPage()
    canvas.save()
    return buffer.getvalue(), lowest


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(extract_text(pdf)).split())


def test_the_chart_is_lines_not_pixels():
    pdf, _lowest = printed()
    page = pypdfium2.PdfDocument(pdf)[0]
    kinds = {each.type for each in page.get_objects()}
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in kinds


def test_every_foot_of_every_view_says_whose_it_is():
    words = words_of(printed()[0])
    for side in FOOT_SIDES:
        assert words.count(f"PATIENT'S {side.upper()}") == len(VIEWS)
    for view in body_chart().views:
        assert view.title in words


def test_the_involved_side_is_marked_and_explained():
    assert words_of(printed(involved="right")[0]).count("PATIENT'S RIGHT ●") == len(VIEWS)
    assert "● Involved side" in words_of(printed(involved="right")[0])


@pytest.mark.parametrize("width", range(120, 520, 20))
def test_the_side_is_never_cut_off(width):
    """Shrunk over small feet, then without the patient; never "LE…"."""
    words = words_of(printed(box=Box(45, 800, 45 + width, 500), views=("plantar", "dorsal"), involved="right")[0])
    assert "…" not in words
    assert (words.count("LEFT"), words.count("RIGHT ●")) == (2, 2)


def test_scores_and_the_kinds_in_use_are_printed():
    words = words_of(printed()[0])
    assert words.count("8") == sum("heel_pad" in view.areas for view in body_chart().views)
    for said in ("Burning", "Sharp, stabbing", "Pain, NPRS 0 to 10", "Tender to pressure"):
        assert said in words
    assert "Throbbing" not in words
    assert "Nothing is marked" not in words
    assert "Nothing is marked." in words_of(printed(())[0])


def test_left_is_printed_left_of_right():
    page = pypdfium2.PdfDocument(printed()[0])[0].get_textpage()
    text = page.get_text_range()
    lefts, rights = ([found.start() for found in re.finditer(f"PATIENT'S {side}", text)] for side in ("LEFT", "RIGHT"))
    assert len(lefts) == len(rights) == len(VIEWS)
    for left, right in zip(lefts, rights, strict=True):
        assert page.get_charbox(left)[0] < page.get_charbox(right)[0]


def test_a_mark_is_drawn_on_its_own_side_only():
    middle = printed_width("plantar") / 2
    assert all(x < middle for x in changed_columns(ChartMark("heel_pad", "left", "stiff"), "plantar"))
    assert all(x > middle for x in changed_columns(ChartMark("heel_pad", "right", "stiff"), "plantar"))


def printed_width(view: str) -> float:
    return 2 * body_chart().view(view, "right").width + 8


def changed_columns(mark: ChartMark, view: str) -> list[int]:
    """Return the x (points from the chart's left) where a mark changes the picture of a single view."""
    box = Box(0, 400, printed_width(view), 40)
    blank, marked = (
        pypdfium2.PdfDocument(printed(marks, box, views=(view,))[0])[0].render(scale=1).to_pil().convert("L")
        for marks in ((), (mark,))
    )
    feet = range(int(HEIGHT - 400 + 25), int(HEIGHT - 400 + 25 + 282))
    return [x for x in range(int(box.width)) if any(blank.getpixel((x, y)) != marked.getpixel((x, y)) for y in feet)]


def test_black_and_white_tells_kinds_by_pattern_alone():
    colours = chart_colours(GREY)
    assert len({colours[role].hexval() for role in COLOURS}) == 1
    assert {colours[f"{role}_pale"].hexval() for role in COLOURS} == {"0xffffff"}
    pdf, _lowest = printed(look=GREY)
    drawn = set(re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)", pdf))
    for red, green, blue in drawn:
        assert max(float(red), float(green), float(blue)) - min(float(red), float(green), float(blue)) < 0.16


def test_kinds_differ_in_colour_on_paper():
    colours = chart_colours(PLAIN)
    assert len({colours[role].hexval() for role in COLOURS}) == len(COLOURS)


@pytest.mark.parametrize("width", [240, 360, 505])
@pytest.mark.parametrize("views", [VIEWS, ("plantar",), ("medial", "lateral")])
def test_the_chart_is_as_high_as_it_says_and_smaller_where_there_is_less_room(width, views):
    height = feet_height(width, views) + legend_height(width, MARKS, PLAIN)
    _pdf, lowest = printed(box=Box(45, 800, 45 + width, 800 - height), views=views)
    assert 800 - height - 1 <= lowest <= 800 - height + 16
    _pdf, lowest = printed(box=Box(45, 800, 45 + width, 800 - height * 0.7), views=views)
    assert lowest >= 800 - height * 0.7 - 1


def test_a_wider_column_never_gives_a_lower_chart():
    heights = [feet_height(width) for width in range(240, 520, 40)]
    assert all(first <= second for first, second in pairwise(heights))


def test_feet_without_legend_keep_to_their_box_and_have_the_same_size_whatever_is_marked():
    canvas = Canvas(BytesIO(), pagesize=(WIDTH, HEIGHT))
    box = Box(45, 800, 285, 700)
    ends = {round(draw_feet(canvas, marks, box, look=PLAIN, views=("plantar", "heel")), 3) for marks in ((), MARKS)}
    assert len(ends) == 1
    assert 699 <= ends.pop() <= 720
