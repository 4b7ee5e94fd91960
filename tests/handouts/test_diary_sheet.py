"""The diary can be read back: the marks on paper are where the layout says, and far enough from each other.

The distances come from measurements on simulated prints, scans and photographs.
"""

import json
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import cos, hypot, pi, sin

import pytest

from footrehab_desktop.handouts import diary_geometry
from footrehab_desktop.handouts.diary_geometry import GEOMETRIES, MARKERS, diary_layout
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text, render_pages
from footrehab_desktop.handouts.render import render

PAPERS = ["A4", "Letter"]
DPI = 300
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
TURNS = ("identity", "quarter", "half", "three quarters")


@dataclass(frozen=True)
class Picture:
    """A rendered page that is asked in mm from the top left corner; 0 black, 255 white."""

    width: int
    height: int
    bgra: bytes

    def at(self, x, y):
        column, row = int(x / 25.4 * DPI), int(y / 25.4 * DPI)
        return self.bgra[4 * (row * self.width + column) + 1]

    def darkest(self, left, top, right, bottom, step=0.25):
        columns, rows = int((right - left) / step) + 1, int((bottom - top) / step) + 1
        return min(self.at(left + i * step, top + j * step) for i in range(columns) for j in range(rows))


@pytest.fixture(scope="module", params=PAPERS)
def printed(request, diary):
    """A printed diary: paper, handout and picture."""
    handout = render(diary, PrintOptions(paper=request.param))
    (page,) = render_pages(handout.pdf, DPI)
    return request.param, handout, Picture(page.width, page.height, page.bgra)


def bubbles_of(layout):
    return [bubble for field in layout["fields"] for bubble in field["bubbles"]]


def circle(bubble, radius, parts=24):
    for part in range(parts):
        yield bubble["x"] + radius * cos(2 * pi * part / parts), bubble["y"] + radius * sin(2 * pi * part / parts)


def test_layout_has_the_agreed_shape(diary):
    layout = render(diary).layout
    assert json.loads(json.dumps(layout)) == layout
    assert layout["page_mm"] == [210, 297]
    assert layout["sheet_id"] == diary.sheet_id
    assert set(layout) == {"page_mm", "sheet_id", "fields"}
    expected = [f"d{day}.{line}" for day in range(1, 8) for line in ("ex", "during", "morning")]
    assert [field["id"] for field in layout["fields"]] == expected
    for field in layout["fields"]:
        values = [bubble["value"] for bubble in field["bubbles"]]
        kind, allowed = ("yesno", ["yes", "part", "no"]) if field["id"].endswith("ex") else ("scale", list(range(11)))
        assert (field["kind"], values) == (kind, allowed)
        assert all(set(bubble) == {"value", "x", "y", "w", "h", "shape"} for bubble in field["bubbles"])


def test_every_bubble_is_printed_where_the_layout_says(printed):
    _, handout, picture = printed
    for bubble in bubbles_of(handout.layout):
        outer = bubble["w"] / 2
        assert all(picture.at(*place) < 110 for place in circle(bubble, outer - 0.17))
        assert all(picture.at(*place) > 200 for place in circle(bubble, outer - 0.55)), "ink touches the ring inside"
        assert all(picture.at(*place) > 200 for place in circle(bubble, outer + 0.4)), "ink touches the ring outside"


def test_digits_inside_are_faint_and_small(printed):
    _, handout, picture = printed
    for bubble in bubbles_of(handout.layout):
        steps = [index * 0.08 for index in range(-25, 26)]
        inside = [(dx, dy) for dx in steps for dy in steps if hypot(dx, dy) < 1.9]
        ink = [picture.at(bubble["x"] + dx, bubble["y"] + dy) for dx, dy in inside]
        assert sum(value < 220 for value in ink) / len(ink) <= 0.08
        assert min(ink) >= 100


def test_print_beside_bubbles_keeps_two_millimetres(printed):
    _, handout, picture = printed
    for bubble in bubbles_of(handout.layout):
        for radius in (2.8, 3.3, 3.8, 4.2):
            dark = [place for place in circle(bubble, radius, 48) if picture.at(*place) < 200]
            assert not dark, (bubble, radius, dark)


@pytest.mark.parametrize("paper", PAPERS)
def test_bubbles_keep_the_measured_distances(paper):
    layout = diary_layout("x", paper)
    width, height = layout["page_mm"]
    bubbles = bubbles_of(layout)
    assert all(4.5 <= bubble["w"] == bubble["h"] <= 5 for bubble in bubbles)
    for bubble in bubbles:
        reach = bubble["w"] / 2
        assert min(bubble["x"], bubble["y"], width - bubble["x"], height - bubble["y"]) - reach >= 12
        for corner in ((0, height), (width, height)):
            assert hypot(bubble["x"] - corner[0], bubble["y"] - corner[1]) - reach >= 25
    for one, other in combinations(bubbles, 2):
        assert hypot(one["x"] - other["x"], one["y"] - other["y"]) >= 9 - 1e-9


@pytest.mark.parametrize("paper", PAPERS)
def test_days_are_set_apart_and_have_their_own_marks_at_both_sides(paper, diary):
    geometry = GEOMETRIES[paper]
    assert geometry.line_pitch >= 9
    assert geometry.day_pitch - 2 * geometry.line_pitch >= geometry.line_pitch + 2
    (page,) = render_pages(render(diary, PrintOptions(paper=paper)).pdf, DPI)
    picture = Picture(page.width, page.height, page.bgra)
    left, right = [], []
    for index in range(7):
        places = [geometry.line(index, 1) - 4 + 4 * place for place in range(3)]
        left.append(tuple(picture.at(13.6, y) < 128 for y in places))
        right.append(tuple(picture.at(geometry.width - 13.6, y) < 128 for y in places))
        rule = geometry.line(index, 0) - (geometry.day_pitch - 2 * geometry.line_pitch) / 2
        assert all(picture.at(x, rule) < 128 for x in (20, 80, 140, 190))
    assert left == right
    assert len(set(left)) == 7


def rotated(cells):
    return tuple("".join(row[column] for row in reversed(cells)) for column in range(4))


def test_markers_are_printed_cell_by_cell_in_a_white_margin(printed):
    paper, _, picture = printed
    geometry = GEOMETRIES[paper]
    side = diary_geometry.MARKER_SIDE
    assert 8 <= side <= 10
    assert 8 <= diary_geometry.MARKER_EDGE <= 10
    for corner, (_, cells) in MARKERS.items():
        left, top = geometry.marker_corner(*corner)
        for row in range(6):
            for column in range(6):
                inner = 0 < row < 5 and 0 < column < 5
                white = inner and cells[row - 1][column - 1] == "1"
                place = (left + (column + 0.5) * side / 6, top + (row + 0.5) * side / 6)
                assert (picture.at(*place) > 128) == white
        for x, y in ((left - 2.1, top - 2.1), (left + side, top - 2.1), (left - 2.1, top + side)):
            assert picture.darkest(x + 0.1, y + 0.1, x + 2, y + 2) > 240


def test_markers_differ_in_every_turn():
    seen = []
    for _, cells in MARKERS.values():
        for _ in TURNS:
            seen.append(cells)
            cells = rotated(cells)
    assert len({number for number, _ in MARKERS.values()}) == 4
    for one, other in combinations(seen, 2):
        assert sum(a != b for a, b in zip("".join(one), "".join(other), strict=True)) >= 3


def read_qr(modules):
    """Decode a faultless QR code of version 1 in alphanumeric mode; return its level and text."""
    levels = {1: "L", 0: "M", 3: "Q", 2: "H"}
    form = [modules[8][column] for column in (0, 1, 2, 3, 4)]
    form_bits = int("".join("1" if bit else "0" for bit in form), 2) ^ 0b10101
    level, mask = levels[form_bits >> 3], form_bits & 7
    masks = (
        lambda i, j: (i + j) % 2 == 0,
        lambda i, j: i % 2 == 0,
        lambda i, j: j % 3 == 0,
        lambda i, j: (i + j) % 3 == 0,
        lambda i, j: (i // 2 + j // 3) % 2 == 0,
        lambda i, j: i * j % 2 + i * j % 3 == 0,
        lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
        lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
    )
    fixed = lambda i, j: (i < 9 and (j < 9 or j > 12)) or (i > 12 and j < 9) or i == 6 or j == 6  # noqa: E731 - a table
    bits, upwards = "", True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        for i in range(20, -1, -1) if upwards else range(21):
            for j in (right, right - 1):
                if not fixed(i, j):
                    bits += "1" if modules[i][j] ^ masks[mask](i, j) else "0"
        upwards = not upwards
    assert bits[:4] == "0010", "not alphanumeric"
    length, bits, text = int(bits[4:13], 2), bits[13:], ""
    for _ in range(length // 2):
        value, bits = int(bits[:11], 2), bits[11:]
        text += ALPHANUMERIC[value // 45] + ALPHANUMERIC[value % 45]
    return level, text + (ALPHANUMERIC[int(bits[:6], 2)] if length % 2 else "")


def test_both_qr_codes_hold_id_form_and_page_in_a_quiet_zone(printed, diary):
    paper, _, picture = printed
    geometry = GEOMETRIES[paper]
    assert geometry.qr_module >= 0.85
    for left, top in geometry.qr_corners():
        step = geometry.qr_module
        modules = [
            [picture.at(left + (j + 0.5) * step, top + (i + 0.5) * step) < 128 for j in range(21)] for i in range(21)
        ]
        level, text = read_qr(modules)
        assert level == "Q"
        assert text == f"{diary.sheet_id}{diary_geometry.FORM_VERSION}1"
        assert len(text) <= 12
        quiet, end = 4 * step - 0.1, 21 * step
        for box in (
            (left - quiet, top - quiet, left - 0.2, top + end + quiet),
            (left + end + 0.2, top - quiet, left + end + quiet, top + end + quiet),
            (left - quiet, top - quiet, left + end + quiet, top - 0.2),
            (left - quiet, top + end + 0.2, left + end + quiet, top + end + quiet),
        ):
            assert picture.darkest(*box) > 240


def test_nothing_round_lies_near_the_bottom_corners_and_samples_keep_their_distance(printed):
    paper, handout, picture = printed
    first = min(bubble["y"] for bubble in bubbles_of(handout.layout))
    assert first - 34 >= 15, "the filled sample would be taken for a mark"
    geometry = GEOMETRIES[paper]
    assert picture.at(13.4, 34) < 50, "the filled sample is printed"
    assert picture.darkest(geometry.width - 8, geometry.height - 60, geometry.width - 1, geometry.height - 20) > 240


def test_the_page_says_how_to_fill_undo_and_whose_it_is(printed, diary):
    _, handout, _ = printed
    (text,) = extract_text(handout.pdf)
    for words in (diary.sheet_id, "Fill the circle", "Cross it out", "Your pain limit: 4 of 10", "Stop and call"):
        assert words in text
    days = [f"{day}-Nov-2026" for day in range(23, 30)]
    assert all(day in text for day in days)
    assert all(text.count(weekday) == 1 for weekday in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))


def test_exercises_that_do_not_fit_are_counted(diary):
    (text,) = extract_text(render(replace(diary, exercises=("A long name of an exercise",) * 30)).pdf)
    shown = text.count("A long name of an exercise")
    assert shown >= 3
    assert f"and {30 - shown} more" in text


def test_lines_of_a_day_are_even_and_days_follow_each_other():
    for geometry in GEOMETRIES.values():
        starts = [geometry.line(day, 0) for day in range(7)]
        assert all(b - a == pytest.approx(geometry.day_pitch) for a, b in pairwise(starts))


def test_an_id_that_is_none_is_refused(diary):
    with pytest.raises(ValueError, match="new_sheet_id"):
        render(replace(diary, sheet_id="1234567890"))
