"""Outlines: a hull holds its circles and nothing far from them, a grown one lies outside by its width."""

from math import cos, hypot, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.library.drawing import Point, Shape
from footrehab_desktop.library.outline import Blob, Circle, arrow, circle, hull, merged, smooth

circles = st.lists(st.builds(Circle, st.floats(0, 100), st.floats(0, 100), st.floats(0.5, 20)), min_size=1, max_size=7)


def rim(part: Circle, share: float) -> list[Point]:
    """Return points on a circle of a share of the radius."""
    angles = [2 * pi * k / 16 for k in range(16)]
    return [Point(part.x + part.r * share * cos(a), part.y + part.r * share * sin(a)) for a in angles]


@given(circles)
def test_a_hull_holds_all_its_circles(parts: list[Circle]) -> None:
    outline = hull(parts)
    assert all(outline.contains(point) for part in parts for point in rim(part, 0.97))


@given(circles)
def test_a_hull_reaches_as_far_as_its_circles_and_no_farther(parts: list[Circle]) -> None:
    box = hull(parts).bounds
    assert box.left == pytest.approx(min(c.x - c.r for c in parts), abs=0.15)
    assert box.top == pytest.approx(min(c.y - c.r for c in parts), abs=0.15)
    assert box.right == pytest.approx(max(c.x + c.r for c in parts), abs=0.15)
    assert box.bottom == pytest.approx(max(c.y + c.r for c in parts), abs=0.15)


@given(circles, st.floats(0.2, 3))
def test_a_grown_blob_lies_outside_by_its_width(parts: list[Circle], width: float) -> None:
    blob = Blob(tuple(parts))
    inner, outer = blob.path(), blob.grown(width)
    assert outer.bounds.left == pytest.approx(inner.bounds.left - width, abs=0.05)
    assert outer.bounds.bottom == pytest.approx(inner.bounds.bottom + width, abs=0.05)
    assert all(outer.contains(point) for part in inner.outlines for point in part)


def test_a_circle_is_round_to_a_fifth_of_a_per_cent() -> None:
    for point in circle(50, 50, 40).outlines[0]:
        assert hypot(point.x - 50, point.y - 50) == pytest.approx(40, rel=0.002)


def test_a_curve_goes_through_its_points() -> None:
    points = [(0, 0), (10, 5), (20, 0), (30, 8)]
    ends = [piece.points[-1] for piece in smooth(points, closed=False).pieces]
    assert ends == points


def test_merged_parts_have_lines_around_and_none_between() -> None:
    parts = [Blob((Circle(10, 10, 5),)), smooth([(12, 8), (20, 8), (20, 12), (12, 12)])]
    *around, first, second = merged(parts, "skin", width=0.5)
    assert [shape.fill or shape.stroke for shape in around] == ["ink", "ink"]
    assert {first.fill, second.fill} == {"skin"}
    assert not first.stroke
    assert not second.stroke


@pytest.mark.parametrize("both", [False, True])
def test_an_arrow_ends_in_its_head(both: bool) -> None:
    shapes = arrow([(10, 50), (40, 50)], both=both)
    heads = [shape for shape in shapes if shape.fill == "move"]
    tips = sorted(head.path.pieces[0].points[0] for head in heads)
    assert tips == ([(10, 50), (40, 50)] if both else [(40, 50)])
    shaft = next(shape for shape in shapes if shape.stroke == "move")
    assert isinstance(shaft, Shape)
    assert shaft.path.bounds.right < 38
    assert shaft.path.bounds.left == pytest.approx(10, abs=0.01) or both
