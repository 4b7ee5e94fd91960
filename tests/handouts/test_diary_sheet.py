"""The diary can be read back: the marks on paper are where the layout says, and far enough from each other.

The distances come from measurements on simulated prints, scans and photographs.
"""

import json
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import cos, hypot, pi, sin

import numpy as np
import pypdfium2
import pytest

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts import diary_layout
from footrehab_desktop.handouts.diary_layout import MARKERS, DiaryForm, layout_pages, machine_codes
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text, render_pages
from footrehab_desktop.handouts.render import render

DPI = 300
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
TURNS = ("identity", "quarter", "half", "three quarters")
FORMS = [
    DiaryForm(kind, size, paper, days)
    for kind in ("short", "full")
    for size in ("normal", "large")
    for paper in ("A4", "Letter")
    for days in (7, 14)
]
# The forms that are drawn and looked at, a page each: every geometry, and page numbers beyond the first.
PRINTED = [
    (DiaryForm("short", "normal", "A4", 7), 0),
    (DiaryForm("short", "normal", "Letter", 14), 1),
    (DiaryForm("short", "large", "A4", 7), 0),
    (DiaryForm("full", "normal", "Letter", 7), 3),
    (DiaryForm("full", "normal", "A4", 14), 1),
    (DiaryForm("full", "large", "Letter", 14), 11),
]
# Bytes 0 and 1 of markers 2, 4, 7 and 9 in OpenCV's table of DICT_4X4_50: rows from the top, the first bit first.
DICTIONARY = {2: (51, 45), 4: (84, 158), 7: (196, 242), 9: (207, 86)}


@dataclass(frozen=True)
class Picture:
    """A rendered page that is asked in mm from the top left corner; 0 black, 255 white."""

    grey: np.ndarray
    dpi: float = DPI

    def at(self, x, y):
        scale = self.dpi / 25.4
        return self.grey[(np.asarray(y) * scale).astype(int), (np.asarray(x) * scale).astype(int)]

    def box(self, left, top, right, bottom):
        scale = self.dpi / 25.4
        return self.grey[int(top * scale) : int(bottom * scale) + 1, int(left * scale) : int(right * scale) + 1]


def picture_of(pdf, number, dpi=DPI):
    page = render_pages(pdf, dpi)[number]
    return Picture(np.frombuffer(page.bgra, np.uint8).reshape(page.height, page.width, 4)[:, :, 1], dpi)


def printed_with(diary, form):
    options = PrintOptions(paper=form.paper, size="normal" if form.print == "normal" else "large_print")
    return render(replace(diary, kind=form.kind, days=form.days), options)


@pytest.fixture(scope="module", params=PRINTED, ids=lambda given: f"{given[0].kind}-{given[0].print}-{given[0].paper}")
def printed(request, diary):
    """One page of a printed diary: form, page number from 0, its layout and picture, and the handout."""
    form, number = request.param
    handout = printed_with(diary, form)
    return form, number, layout_pages(handout.layout)[number], picture_of(handout.pdf, number), handout


def bubbles_of(page):
    return [bubble for field in page["fields"] for bubble in field["bubbles"]]


def circle(bubble, radius, parts=48):
    turn = np.arange(parts) * 2 * pi / parts
    return bubble["x"] + radius * np.cos(turn), bubble["y"] + radius * np.sin(turn)


def rows_of(page):
    return sorted({field["bubbles"][0]["y"] for field in page["fields"]})


@pytest.mark.parametrize("form", FORMS)
def test_layout_has_the_agreed_shape(form):
    layout = diary_layout.diary_layout("K7QM29XF4T", form)
    assert json.loads(json.dumps(layout)) == layout
    pages = layout_pages(layout)
    assert len(pages) == len(form.pages)
    for page in pages:
        assert set(page) == {"page_mm", "sheet_id", "fields"}
        assert page["page_mm"] == [form.width, form.height]
        assert page["sheet_id"] == layout["sheet_id"] == "K7QM29XF4T"
        assert all(
            set(bubble) == {"value", "x", "y", "w", "h", "shape"} and bubble["shape"] == "circle"
            for bubble in bubbles_of(page)
        )
    fields = [field for page in pages for field in page["fields"]]
    names = [question.name for question in form.questions]
    assert [field["id"] for field in fields] == [f"d{day + 1}.{name}" for day in range(form.days) for name in names]
    for field in fields:
        values = [bubble["value"] for bubble in field["bubbles"]]
        if field["kind"] == "yesno":
            assert values == ["yes", "part", "no"]
        else:
            assert field["kind"] == "scale"
            assert values == sorted(set(values))


def test_a_single_page_is_the_documented_object_itself(diary):
    assert set(render(diary).layout) == {"page_mm", "sheet_id", "fields"}
    assert set(render(replace(diary, days=14)).layout) == {"sheet_id", "pages"}


def test_the_full_form_asks_for_every_value_and_minutes_are_the_sum_of_two_marks():
    asked = {question.name: question.values for question in DiaryForm("full").questions}
    assert set(asked) == {
        *("ex", "tens", "ones", "effort", "during", "evening", "swelling", "morning", "stiffness", "sleep"),
    }
    assert {tens + ones for tens in asked["tens"] for ones in asked["ones"]} == set(range(100))
    assert all(asked[name] == tuple(range(11)) for name in ("during", "evening", "morning", "effort"))
    assert asked["swelling"] == (0, 1, 2, 3)


def test_every_bubble_is_printed_where_the_layout_says(printed):
    _, _, page, picture, _ = printed
    for bubble in bubbles_of(page):
        outer = bubble["w"] / 2
        assert (picture.at(*circle(bubble, outer - 0.17)) < 110).all()
        assert (picture.at(*circle(bubble, outer - 0.55)) > 200).all(), "ink touches the ring inside"
        assert (picture.at(*circle(bubble, outer + 0.3)) > 200).all(), "ink touches the ring outside"


def test_the_page_holds_no_bubble_beyond_those_of_the_layout(printed):
    """Rings are found by their ink alone: where a circle of the bubble's size is dark all round."""
    form, _, page, picture, _ = printed
    radius = form.bubble / 2 - 0.17
    step = 0.3
    xs, ys = np.arange(30, form.width - 15, step), np.arange(form.rule(0), form.height - 22, step)
    grid_x, grid_y = np.meshgrid(xs, ys)
    dark = np.zeros(grid_x.shape)
    for turn in np.arange(24) * 2 * pi / 24:
        hit = [
            picture.at(grid_x + (radius + d) * cos(turn), grid_y + (radius + d) * sin(turn)) < 128
            for d in (-0.15, 0, 0.15)
        ]
        dark += np.logical_or.reduce(hit)
    known = bubbles_of(page)
    for row, column in np.argwhere(dark >= 23):
        x, y = xs[column], ys[row]
        assert min(hypot(bubble["x"] - x, bubble["y"] - y) for bubble in known) < 0.7


def test_digits_inside_are_faint_and_small(printed):
    _, _, page, picture, _ = printed
    steps = np.arange(-25, 26) * 0.08
    dx, dy = np.meshgrid(steps, steps)
    inside = np.hypot(dx, dy) < 1.9
    for bubble in bubbles_of(page):
        ink = picture.at(bubble["x"] + dx[inside], bubble["y"] + dy[inside])
        assert (ink < 220).mean() <= 0.08
        assert ink.min() >= 100


def test_print_beside_bubbles_keeps_two_millimetres(printed):
    _, _, page, picture, _ = printed
    for bubble in bubbles_of(page):
        for radius in (2.9, 3.3, 3.8, bubble["w"] / 2 + 1.8):
            assert (picture.at(*circle(bubble, radius)) > 200).all(), (bubble, radius)


@pytest.mark.parametrize("form", FORMS)
def test_bubbles_keep_the_measured_distances(form):
    for page in layout_pages(diary_layout.diary_layout("x", form)):
        width, height = page["page_mm"]
        bubbles = bubbles_of(page)
        assert all(4.5 <= bubble["w"] == bubble["h"] <= 5 for bubble in bubbles)
        for bubble in bubbles:
            reach = bubble["w"] / 2
            assert min(bubble["x"], bubble["y"], width - bubble["x"], height - bubble["y"]) - reach >= 12
            for corner in ((0, height), (width, height)):
                assert hypot(bubble["x"] - corner[0], bubble["y"] - corner[1]) - reach >= 25
        for one, other in combinations(bubbles, 2):
            assert hypot(one["x"] - other["x"], one["y"] - other["y"]) >= 9 - 1e-9


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_not_periodic(form):
    """Shifted by any distance that a crumpled sheet could show, most rows meet no other row.

    Rows at one pitch met 9 of 10 others when shifted by it.
    """
    rows = rows_of(layout_pages(diary_layout.diary_layout("x", form))[0])
    pitches = [b - a for a, b in pairwise(rows)]
    assert min(pitches) >= 9 - 1e-9
    assert all(abs(a - b) >= 0.09 for a, b in pairwise(pitches))
    for shift in np.arange(3, 60, 0.1):
        met = sum(any(abs(row + shift - other) <= 0.3 for other in rows) for row in rows)
        assert met / len(rows) <= 0.5, shift


@pytest.mark.parametrize("form", FORMS)
def test_days_are_set_apart_by_a_gap_that_is_wider_than_the_step_between_rows(form):
    for place in range(1, len(form.pages[0])):
        gap = form.row(place, 0) - form.row(place - 1, len(form.questions) - 1)
        steps = [form.row(0, index + 1) - form.row(0, index) for index in range(len(form.questions) - 1)]
        assert gap >= min(steps) + 2
        assert gap >= max(steps)
        assert form.row(place - 1, len(form.questions) - 1) + 4 < form.rule(place) < form.row(place, 0) - 4


def test_days_have_their_own_marks_at_both_sides_and_a_rule_above(printed):
    form, number, _, picture, _ = printed
    for place, day in enumerate(form.pages[number]):
        boxes = list(form.mark_boxes(place, day))
        for left, top, width, height in boxes:
            assert (picture.box(left + 0.2, top + 0.2, left + width - 0.2, top + height - 0.2) < 60).all()
        rule = form.rule(place)
        assert all(picture.box(x, rule - 0.3, x, rule + 0.3).min() < 128 for x in (20, 80, 140, 190))
    cells = {day: [box[:2] for box in form.mark_boxes(0, day)] for day in range(14)}
    assert len({tuple(places) for places in cells.values()}) == 14
    middle = form.width / 2
    for places in cells.values():
        left = [y for x, y in places if x < middle]
        assert left == [y for x, y in places if x > middle]


def test_nothing_but_the_markers_lies_within_ten_millimetres_of_the_edge(printed):
    form, _, _, picture, _ = printed
    for left, top, right, bottom in (
        (0, 0, form.width, 9.6),
        (0, form.height - 9.6, form.width, form.height - 0.3),
        (0, 0, 9.6, form.height - 0.3),
        (form.width - 9.6, 0, form.width - 0.3, form.height - 0.3),
    ):
        assert picture.box(left, top, right, bottom).min() > 240


def rotated(cells):
    return tuple("".join(row[column] for row in reversed(cells)) for column in range(4))


def test_markers_are_printed_cell_by_cell_in_a_white_margin(printed):
    form, _, _, picture, _ = printed
    side = diary_layout.MARKER_SIDE
    assert 8 <= side <= 10
    assert 8 <= diary_layout.MARKER_EDGE <= 10
    for corner, (_, cells) in MARKERS.items():
        left, top = form.marker_corner(*corner)
        for row in range(6):
            for column in range(6):
                inner = 0 < row < 5 and 0 < column < 5
                white = inner and cells[row - 1][column - 1] == "1"
                place = (left + (column + 0.5) * side / 6, top + (row + 0.5) * side / 6)
                assert (picture.at(*place) > 128) == white
        for x, y in ((left - 2.1, top - 2.1), (left + side, top - 2.1), (left - 2.1, top + side)):
            assert picture.box(x + 0.1, y + 0.1, x + 2, y + 2).min() > 240


def test_markers_are_those_of_the_dictionary_and_differ_in_every_turn():
    for number, cells in MARKERS.values():
        assert f"{DICTIONARY[number][0]:08b}{DICTIONARY[number][1]:08b}" == "".join(cells)
    seen = []
    for _, cells in MARKERS.values():
        for _ in TURNS:
            seen.append(cells)
            cells = rotated(cells)
    assert len({number for number, _ in MARKERS.values()}) == 4
    for one, other in combinations(seen, 2):
        assert sum(a != b for a, b in zip("".join(one), "".join(other), strict=True)) >= 3


def marker_centre(grey, row, column):
    """Find a corner marker as the extreme black square of its corner; return its centre in pixels."""
    height, width = grey.shape
    reach = round(height * 0.075)
    top = 0 if row == "top" else height - reach
    left = 0 if column == "left" else width - reach
    dark = np.argwhere(grey[top : top + reach, left : left + reach] < 128)
    low, high = dark.min(axis=0), dark.max(axis=0)
    return (left + (low[1] + high[1] + 1) / 2, top + (low[0] + high[0] + 1) / 2)


@pytest.mark.parametrize(("across", "down"), [(0.97, 0.97), (1.03, 1.03), (0.97, 1.0), (1.02, 0.985)])
def test_a_photocopy_is_read_from_its_markers_alone(diary, across, down):
    form = DiaryForm()
    handout = render(diary)
    whole = picture_of(handout.pdf, 0).grey
    # A copier that scales the sides differently and moves the sheet.
    height, width = round(whole.shape[0] * down), round(whole.shape[1] * across)
    rows = np.minimum((np.arange(height) / down).astype(int), whole.shape[0] - 1)
    columns = np.minimum((np.arange(width) / across).astype(int), whole.shape[1] - 1)
    copy = np.pad(whole[np.ix_(rows, columns)], ((17, 0), (23, 0)), constant_values=255)
    half = diary_layout.MARKER_SIDE / 2
    corners = {}
    for row, column in MARKERS:
        x, y = form.marker_corner(row, column)
        corners[x + half, y + half] = marker_centre(copy, row, column)
    known = np.array([[x, y, 1.0] for x, y in corners])
    fit, *_ = np.linalg.lstsq(known, np.array(list(corners.values())), rcond=None)
    for bubble in bubbles_of(handout.layout):
        x, y = circle(bubble, bubble["w"] / 2 - 0.17)
        pixels = np.stack([x, y, np.ones_like(x)], axis=1) @ fit
        near = [copy[int(b) - 3 : int(b) + 4, int(a) - 3 : int(a) + 4].min() for a, b in pixels]  # 3 pixels: 0.25 mm
        assert max(near) < 128


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


def test_qr_codes_hold_id_form_page_plan_and_week_in_a_quiet_zone(printed, diary):
    form, number, _, picture, _ = printed
    assert form.qr_module >= 0.85
    week = diary.week + form.pages[number].start // 7
    expected = machine_codes(diary.sheet_id, number + 1, diary.plan_version, week)
    for (left, top), wanted in zip(form.qr_corners(), expected, strict=True):
        step = form.qr_module
        modules = [
            [picture.at(left + (j + 0.5) * step, top + (i + 0.5) * step) < 128 for j in range(21)] for i in range(21)
        ]
        level, text = read_qr(modules)
        assert level == "Q"
        assert text == wanted
        assert len(text) <= 12
        quiet, end = 4 * step - 0.1, 21 * step
        for box in (
            (left - quiet, top - quiet, left - 0.2, top + end + quiet),
            (left + end + 0.2, top - quiet, left + end + quiet, top + end + quiet),
            (left - quiet, top - quiet, left + end + quiet, top - 0.2),
            (left - quiet, top + end + 0.2, left + end + quiet, top + end + quiet),
        ):
            assert picture.box(*box).min() > 240


def test_the_codes_tell_nothing_about_the_patient_and_stay_short():
    assert machine_codes("K7QM29XF4T", 14, 3, 5) == ("K7QM29XF4T2E", "K7QM29XF4T35")
    assert machine_codes("K7QM29XF4T", 1, 40, 36) == ("K7QM29XF4T21", "K7QM29XF4T40")


def test_samples_keep_their_distance_from_real_bubbles(printed):
    form, _, page, picture, _ = printed
    first = min(bubble["y"] for bubble in bubbles_of(page))
    filled = np.argwhere((picture.box(12.5, 20, 16.5, form.rule(0) - 1) < 60).all(axis=1))
    last_dark = 20 + filled.max() * 25.4 / DPI
    assert first - last_dark >= 12, "a filled sample would be taken for a mark"


def test_the_page_says_how_to_fill_undo_and_whose_it_is(diary):
    (text,) = extract_text(render(diary).pdf)
    for words in (diary.sheet_id, "Fill the circle", "Cross it out", "Your pain limit: 4 of 10", "Stop and call"):
        assert words in text
    assert "23-Nov-2026 to 29-Nov-2026" in text
    assert all(f"{day}-Nov" in text for day in range(23, 30))
    assert all(text.count(weekday) == 1 for weekday in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))


@pytest.mark.parametrize("form", FORMS)
def test_every_page_tells_its_days_and_every_question(diary, form):
    texts = extract_text(printed_with(diary, form).pdf)
    assert len(texts) == len(form.pages)
    for number, text in enumerate(texts, 1):
        flat = " ".join(text.split())
        assert f"Page {number} of {len(texts)}" in flat
        assert diary.person.name in flat
        assert "RIGHT foot" in flat
        labels = ["Exercises done?", "Pain while active", "Pain next morning"]
        labels += ["Hours of sleep", "How hard?", "Swelling"] if form.kind == "full" else ["Minutes run"]
        assert all(label in flat for label in labels)


@pytest.mark.parametrize("form", [form for form in FORMS if form.days == 7])
def test_lines_of_the_head_do_not_touch(diary, form):
    document = pypdfium2.PdfDocument(printed_with(diary, form).pdf)
    text = document[0].get_textpage()
    boxes = []
    for words in ("WEBER", "Born", "Your diary", "Fill the circle"):
        start, count = text.search(words).get_next()
        letters = [
            text.get_charbox(index) for index in range(start, start + count) if text.get_text_range(index, 1) != " "
        ]
        boxes.append((min(box[1] for box in letters), max(box[3] for box in letters)))
    document.close()
    for (lower_edge, _), (_, upper_edge) in pairwise(boxes):
        assert lower_edge - upper_edge >= 0.8


def test_exercises_that_do_not_fit_are_counted(diary):
    (text,) = extract_text(render(replace(diary, exercises=("A long name of an exercise",) * 30)).pdf)
    shown = text.count("A long name of an exercise")
    assert shown >= 2
    assert f"and {30 - shown} more" in text


def test_the_diary_is_upright_and_refuses_paper_that_is_too_small(diary):
    assert render(diary, PrintOptions(orientation="landscape")).layout == render(diary).layout
    with pytest.raises(UserFixableError, match="A4 or Letter"):
        render(diary, PrintOptions(paper="A5"))


def test_an_id_that_is_none_is_refused(diary):
    with pytest.raises(ValueError, match="new_sheet_id"):
        render(replace(diary, sheet_id="1234567890"))
