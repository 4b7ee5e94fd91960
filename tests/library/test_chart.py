"""The value behind a chart: where a line is joined, and when there is nothing to draw."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.library.chart import Bar, ChartContent, Level, Line, Piece, Strip, Table

DAY = date(2026, 3, 2)


def line(days: list[int], longest_gap: int | None) -> Line:
    return Line(
        "Pain", tuple((DAY + timedelta(days=at), 1.0) for at in days), "accent", "circle", longest_gap=longest_gap
    )


@given(st.sets(st.integers(0, 200)).map(sorted), st.none() | st.integers(0, 30))
def test_pieces_hold_every_value_once_in_order_and_are_cut_at_each_long_gap(days: list[int], gap: int | None) -> None:
    drawn = line(days, gap)
    pieces = drawn.pieces()
    assert tuple(point for piece in pieces for point in piece) == drawn.values
    steps = [(later - day) for day, later in pairwise(days)]
    cuts = 0 if gap is None else sum(step > gap for step in steps)
    assert len(pieces) == (cuts + 1 if days else 0)


def test_levels_and_empty_strips_alone_are_nothing_to_draw() -> None:
    chart = ChartContent("Pain", "", 0, 10, DAY, DAY, Table((), ()), levels=(Level(4, "Ceiling", "refer"),))
    assert chart.is_empty
    assert not chart.has_scale
    piece = Piece(DAY, DAY, "Road", "accent")
    for part, has_scale in (
        ({"lines": (line([0], None),)}, True),
        ({"bars": (Bar(DAY, DAY, 0),)}, True),
        ({"strips": (Strip("Surface", (piece,)),)}, False),
    ):
        filled = ChartContent("Pain", "", 0, 10, DAY, DAY, Table((), ()), **part)  # type: ignore[arg-type]  # one part each
        assert not filled.is_empty
        assert filled.has_scale is has_scale
    assert ChartContent("Pain", "", 0, 10, DAY, DAY, Table((), ()), strips=(Strip("Surface", ()),)).is_empty
