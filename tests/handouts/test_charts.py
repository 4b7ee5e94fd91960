"""Charts on paper: what stands there, in colour and without, and what must not: joined gaps, touching dates."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from footrehab_desktop.handouts.chart_legend import legend_rows
from footrehab_desktop.handouts.chart_parts import DASHES, dash_of, role_colour, ticks
from footrehab_desktop.handouts.look import look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text, render_pages
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library.chart import Bar, ChartContent, Line, Piece, RightScale, Strip, Table

MONDAY = date(2026, 3, 2)


def line_chart(values, last=None, **changed):
    chart = ChartContent(
        title="Pain",
        unit="0 to 10",
        low=0,
        high=10,
        first=values[0][0],
        last=last or values[-1][0],
        table=Table((), ()),
        lines=(Line("Pain during", tuple(values), "accent", "circle", longest_gap=14),),
    )
    return replace(chart, **changed)


def daily(count, first=MONDAY, value=5.0):
    return [(first + timedelta(days=at), value) for at in range(count)]


@pytest.fixture
def printed(report):
    """Print charts alone on a sheet."""

    def print_charts(*charts, **options):
        bare = replace(report, summary=(), milestones=(), goals=(), measures=(), outcomes=(), decisions=())
        return render(replace(bare, charts=charts), PrintOptions(**options))

    return print_charts


def words(handout):
    return " ".join(" ".join(extract_text(handout.pdf)).split())


def ink(handout):
    return sum(value < 140 for page in render_pages(handout.pdf, 72) for value in page.bgra[1::4])


def test_newest_values_phases_limit_signs_and_names_stand_on_paper(report, printed):
    text = words(printed(*report.charts))
    for part in (
        "Pain, 0 to 10",
        "Pain during 3 (22-Oct-2026)",
        "Before: Pain during 2 (21-Oct-2026)",
        "In the morning",
        "Ceiling 4",
        "PH1",
        "PH2",
        "✱ Flare",
        "Too much",
        "Light week",
        "Limit of the week",
        "24-Aug-2026",
    ):
        assert part in text


def test_a_gap_longer_than_the_line_may_cross_stays_open(printed):
    values = daily(5) + daily(5, MONDAY + timedelta(days=25))
    joined = line_chart(values)
    joined = replace(joined, lines=(replace(joined.lines[0], longest_gap=None),))
    assert ink(printed(line_chart(values))) < ink(printed(joined)) - 100


@pytest.mark.parametrize("size", ["normal", "large_print"])
@pytest.mark.parametrize("count", [1, 2, 9, 40, 200, 3650])
def test_dates_are_whole_and_never_touch(printed, count, size):
    handout = printed(line_chart(daily(count)), size=size)
    document = pypdfium2.PdfDocument(handout.pdf)
    boxes = []
    for page in document:
        text_page = page.get_textpage()
        for place in range(text_page.count_rects()):
            left, bottom, right, top = text_page.get_rect(place)
            if text_page.get_text_bounded(left, bottom, right, top).strip().endswith(("2026", "2027", "2030", "2035")):
                boxes.append((round(bottom), left, right))
        text_page.close()
    document.close()
    for (row, _left, right), (below, left, _right) in zip(sorted(boxes), sorted(boxes)[1:], strict=False):
        assert row != below or left > right + 1
    assert "Mar-2026" in words(handout)


@pytest.mark.parametrize(("paper", "colours"), [("A4", "colour"), ("Letter", "black_and_white"), ("A5", "toner_saver")])
def test_ten_years_of_every_part_print_in_every_style(printed, paper, colours):
    first = date(2016, 3, 7)
    values = daily(3650, first)
    weeks = tuple(
        Bar(first + timedelta(weeks=at), first + timedelta(weeks=at, days=6), at % 90, "5/7" if at % 3 else "", 80)
        for at in range(520)
    )
    strip = Strip("Surface", tuple(Piece(on, on, f"Kind {on.day % 5}", "accent", "dotted") for on, _v in values[::30]))
    whole = line_chart(values, bars=weeks, right=RightScale("%", 0, 100), strips=(strip,))
    handout = printed(whole, paper=paper, colours=colours)
    assert "Kind 4" in words(handout)
    assert not handout.unprintable


def test_strips_alone_need_no_scale(printed):
    strip = Strip("Shoe", (Piece(MONDAY, MONDAY, "Trainer", "accent", "hatched"),))
    chart = line_chart(daily(1), last=MONDAY + timedelta(days=27), lines=(), strips=(strip,))
    text = words(printed(chart))
    assert "Trainer" in text
    assert " 10 " not in text.partition("Shoe")[2]


def test_without_colours_every_line_differs_by_dash_or_symbol_and_reads():
    look = look_for(PrintOptions(colours="black_and_white"))
    assert len({dash_of(place) for place in range(len(DASHES))}) == len(DASHES)
    for role in ("accent", "deload", "hold", "regress", "refer", "soft", "ink"):
        colour = role_colour(look, role)
        assert colour.red == colour.green == colour.blue < 0.5


def test_a_look_that_means_two_things_is_named_with_its_strip():
    look = look_for(PrintOptions())
    strips = (
        Strip("Surface", (Piece(MONDAY, MONDAY, "Road", "accent"),)),
        Strip("Shoe", (Piece(MONDAY, MONDAY, "Trainer", "accent"),)),
    )
    rows = legend_rows(line_chart(daily(1), lines=(), strips=strips), look, 400)
    names = ["".join(run.text for run in entry.name.runs) for row in rows for entry in row]
    assert names == ["Surface: Road", "Shoe: Trainer"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, (0, 2, 4, 6, 8, 10)),
        (-30, 30, (-30, -20, -10, 0, 10, 20, 30)),
        (0.25, 0.45, (0.25, 0.3, 0.35, 0.4, 0.45)),
        (11, 44, (20, 30, 40)),
    ],
)
def test_scales_are_written_in_round_steps(low, high, expected):
    assert ticks(low, high, 6) == pytest.approx(expected)
