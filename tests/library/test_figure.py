"""The figure and the close-ups of the foot: believable measures, contact with the floor, toes that stay above it."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.library.figure import FLOOR, SIZE, figure
from footrehab_desktop.library.foot_side import SideFoot
from footrehab_desktop.library.foot_views import FlatFoot, FrontFoot

angles = st.floats(-20, 100)


def lowest(shapes) -> float:
    return max(shape.path.bounds.bottom for shape in shapes)


def test_proportions_of_an_adult() -> None:
    standing = figure(work="none")
    height = lowest(standing.shapes) - min(shape.path.bounds.top for shape in standing.shapes)
    assert height == pytest.approx(SIZE, rel=0.05)
    at = standing.anchors
    assert dist(at["right_hip"], at["right_knee"]) / SIZE == pytest.approx(0.245, abs=0.002)
    assert dist(at["right_knee"], at["right_ankle"]) / SIZE == pytest.approx(0.243, abs=0.002)
    assert at["right_wrist"][1] > at["right_hip"][1] - 0.03 * SIZE
    assert (FLOOR - at["right_hip"][1]) / SIZE == pytest.approx(0.53, abs=0.01)


@given(hip=angles, knee=st.floats(0, 140), lean=st.floats(-90, 90), view=st.floats(-90, 90))
def test_a_figure_without_a_height_rests_on_the_floor(hip: float, knee: float, lean: float, view: float) -> None:
    posed = figure(view=view, lean=lean, right_leg={"hip": hip, "knee": knee}, left_leg={"hip": hip})
    assert lowest(posed.shapes) == pytest.approx(FLOOR, abs=1.6)


@given(hip=angles, knee=st.floats(0, 140), abd=st.floats(-20, 60), view=st.floats(-90, 90))
def test_bones_never_look_longer_than_they_are(hip: float, knee: float, abd: float, view: float) -> None:
    at = figure(view=view, right_leg={"hip": hip, "knee": knee, "abd": abd}).anchors
    assert dist(at["right_hip"], at["right_knee"]) <= 0.2451 * SIZE
    assert dist(at["right_knee"], at["right_ankle"]) <= 0.2431 * SIZE


def test_the_far_leg_is_lighter_and_the_working_one_marked() -> None:
    fills = [shape.fill for shape in figure(work="right").shapes]
    assert {"work", "far", "shorts_far"} <= set(fills)
    assert "work_far" in [shape.fill for shape in figure(work="both").shapes]
    assert "work" not in [shape.fill for shape in figure(work="none").shapes]
    from_front = [shape.fill for shape in figure(view="front", work="right").shapes]
    assert "far" not in from_front


def test_from_the_front_the_right_side_is_left_in_the_picture() -> None:
    front, back = figure(view="front").anchors, figure(view="back").anchors
    assert front["right_ankle"][0] < front["left_ankle"][0]
    assert back["right_ankle"][0] > back["left_ankle"][0]


def test_a_raised_heel_stands_on_the_ball() -> None:
    flat = figure(at=(50.0, 52.0), right_leg={"to": [55]}).anchors
    raised = figure(at=(50.0, 48.0), right_leg={"to": [55], "heel": 40}).anchors
    assert raised["right_ball"] == pytest.approx(flat["right_ball"], abs=0.6)
    assert raised["right_heel"][1] < flat["right_heel"][1] - 4


@given(lift=st.floats(-40, 60), curl=st.floats(0, 80), heel=st.floats(0, 50), view=st.sampled_from(["inner", "outer"]))
def test_toes_never_go_through_the_floor(lift: float, curl: float, heel: float, view: str) -> None:
    drawn = SideFoot(view=view, toes=lift, curl=curl, heel=heel).draw()
    skin = [shape for shape in drawn.shapes if shape.fill in {"skin", "far"}]
    assert lowest(skin) <= FLOOR + 1.0


def test_an_arch_that_rises_shortens_the_foot() -> None:
    flat, high = SideFoot(arch=0).draw().anchors, SideFoot(arch=1).draw().anchors
    assert high["arch"][1] < flat["arch"][1] - 2
    assert abs(high["ball"][0] - high["heel"][0]) < abs(flat["ball"][0] - flat["heel"][0]) - 1.5


def test_every_toe_moves_by_itself() -> None:
    rest = SideFoot().draw().anchors
    yoga = SideFoot(toes=[0, 40]).draw().anchors
    assert yoga["big_toe"] == rest["big_toe"]
    assert all(yoga[f"{toe}_toe"][1] < rest[f"{toe}_toe"][1] - 4 for toe in ("second", "third", "fourth", "little"))
    front = FrontFoot(lift=[1, 0, 0, 0, 0]).draw().anchors
    assert front["big_toe"][1] < front["little_toe"][1] - 8


def test_spread_toes_stand_farther_apart() -> None:
    rest, wide = FlatFoot().draw().anchors, FlatFoot(spread=1).draw().anchors
    assert dist(wide["big_toe"], wide["little_toe"]) > dist(rest["big_toe"], rest["little_toe"]) + 4


def test_a_right_foot_has_its_big_toe_where_anatomy_has_it() -> None:
    top, sole, front = FlatFoot().draw(), FlatFoot(view="sole").draw(), FrontFoot().draw()
    assert top.anchors["big_toe"][0] < top.anchors["little_toe"][0]
    assert sole.anchors["big_toe"][0] > sole.anchors["little_toe"][0]
    assert front.anchors["big_toe"][0] > front.anchors["little_toe"][0]
    inner, outer = SideFoot(view="inner").draw().anchors, SideFoot(view="outer", at=(17, FLOOR)).draw().anchors
    assert inner["big_toe"][0] < inner["heel"][0]
    assert outer["big_toe"][0] > outer["heel"][0]
