"""Paths are read strictly, moved exactly, and know what lies inside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.library.drawing import Box, Drawing, Piece, Point, Shape, Transform, path, polyline

SQUARE = path("M 0 0 L 10 0 L 10 10 L 0 10 Z")


def test_numbers_of_a_piece_may_go_on() -> None:
    assert path("M0,0 L1 2 3 4Z").pieces == (
        Piece("M", (Point(0, 0),)),
        Piece("L", (Point(1, 2),)),
        Piece("L", (Point(3, 4),)),
        Piece("Z"),
    )


@pytest.mark.parametrize(
    "text", ["", "L 1 1", "M 1", "M 0 0 Q 1 1 2 2", "M 0 0 l 1 1", "M 0 0 C 1 1 2 2", "M 0 0 Z 1", "M 0 0 # L 1 1"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"path|takes|piece"):
        path(text)


def test_inside_and_outside() -> None:
    assert SQUARE.contains(Point(5, 5))
    assert not SQUARE.contains(Point(11, 5))
    ring = path("M 0 0 L 10 0 L 10 10 L 0 10 Z M 3 3 L 7 3 L 7 7 L 3 7 Z")
    assert ring.contains(Point(1, 5))
    assert not ring.contains(Point(5, 5))


def test_a_curve_bulges_past_its_chord() -> None:
    bow = path("M 0 0 C 0 8 10 8 10 0 Z")
    assert bow.bounds == Box(0, 0, 10, 6)
    assert bow.contains(Point(5, 5.5))


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_mirroring_twice_gives_the_same_place(x: float, y: float) -> None:
    drawing = Drawing(20, 10, (Shape(polyline([Point(x, y), Point(y, x)]), stroke="ink"),))
    twice = drawing.mirrored().mirrored().shapes[0].path.pieces[0].points[0]
    assert twice == pytest.approx((x, y))


def test_a_line_grows_with_the_drawing() -> None:
    shape = Shape(SQUARE, stroke="ink", width=2, dash=(1, 3), clip=SQUARE)
    grown = shape.transformed(Transform(a=2, d=2), scale=2)
    assert (grown.width, grown.dash, grown.path.bounds) == (4, (2, 6), Box(0, 0, 20, 20))
    assert grown.clip is not None
    assert grown.clip.bounds == Box(0, 0, 20, 20)
