"""The feet on screen: a click finds what is painted there at any size, keys reach all regions, marks keep place."""

from itertools import product

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.body_chart import FOOT_SIDES, VIEWS, ChartMark, FootSide, body_chart
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.body_chart import BodyChartView, two_dates
from footrehab_desktop.ui.widgets.foot_canvas import FootCanvas
from footrehab_desktop.ui.widgets.kind_bar import KindSign

SIZES = ((180, 320), (300, 520), (640, 900))
HEEL = ChartMark("heel_pad", "right", "burning", 6, True)


def canvas(qtbot: QtBot, view: str, side: FootSide, size: tuple[int, int] = (320, 560)) -> FootCanvas:
    made = FootCanvas(body_chart(), view, side, involved="right", picking=True)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def picture(widget: FootCanvas) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize(("view", "side"), list(product(VIEWS, FOOT_SIDES)))
def test_a_click_in_the_middle_of_a_region_chooses_it_at_every_size(qtbot: QtBot, view: str, side: FootSide) -> None:
    for size in SIZES:
        shown = canvas(qtbot, view, side, size)
        chosen: list[str] = []
        shown.chosen.connect(chosen.append)
        regions = list(body_chart().view(view, side).areas)
        for region in regions:
            QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.place_of(region).toPoint())
        wrong = {wanted: found for wanted, found in zip(regions, chosen, strict=True) if wanted != found}
        # At the smallest size a pixel is as large as the smallest region is wide.
        assert len(wrong) <= (len(regions) // 10 if size == SIZES[0] else 0), wrong


@pytest.mark.parametrize(("view", "side"), [("plantar", "left"), ("heel", "right"), ("lateral", "left")])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_painted_as_marked_is_what_a_click_there_finds(
    qtbot: QtBot, view: str, side: FootSide, size: tuple[int, int]
) -> None:
    """A mark changes pixels of its own region, and of others at most within the width of its border."""
    shown = canvas(qtbot, view, side, size)
    blank = picture(shown)
    shown.show_marks([ChartMark("heel_pad", side, "stiff")])
    marked = picture(shown)
    step = 2 + size[0] // 100
    changed = [
        QPoint(x, y)
        for x, y in product(range(0, shown.width(), step), range(0, shown.height(), step))
        if blank.pixelColor(x, y) != marked.pixelColor(x, y)
    ]
    assert len(changed) > 10
    for spot in changed:
        around = [spot + QPoint(x, y) for x, y in product((-2, 0, 2), repeat=2)]
        assert "heel_pad" in [region_under(shown, place) for place in around]


def region_under(shown: FootCanvas, place: QPoint) -> str:
    QTest.mouseMove(shown, place)
    return shown.pointed_at


@pytest.mark.parametrize(("view", "side"), [("dorsal", "right"), ("plantar", "left"), ("medial", "right")])
def test_arrow_keys_reach_every_region(qtbot: QtBot, view: str, side: FootSide) -> None:
    shown = canvas(qtbot, view, side)
    start = shown.pointed_at
    assert start
    reached, open_ends = {start}, [start]
    while open_ends:
        region = open_ends.pop()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            shown.point_at(region)
            QTest.keyClick(shown, key)
            if shown.pointed_at not in reached:
                reached.add(shown.pointed_at)
                open_ends.append(shown.pointed_at)
    assert reached == set(body_chart().view(view, side).areas)


def test_an_arrow_goes_where_it_points(qtbot: QtBot) -> None:
    shown = canvas(qtbot, "dorsal", "right")
    arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
    for region, (key, (across, down)) in product(body_chart().view("dorsal", "right").areas, arrows.items()):
        shown.point_at(region)
        QTest.keyClick(shown, key)
        if shown.pointed_at != region:
            step = shown.place_of(shown.pointed_at) - shown.place_of(region)
            assert step.x() * across + step.y() * down > 0
    shown.point_at("toe_2_mtp")
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.pointed_at in ("toe_3_mtp", "interspace_2")


def test_enter_picks_delete_removes_only_what_is_marked(qtbot: QtBot) -> None:
    shown = canvas(qtbot, "plantar", "right")
    chosen: list[str] = []
    removed: list[str] = []
    shown.chosen.connect(chosen.append)
    shown.removal_asked.connect(removed.append)
    shown.point_at("heel_pad")
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    shown.show_marks([HEEL])
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert (chosen, removed) == (["heel_pad"], ["heel_pad"])


def test_the_pointer_names_region_and_side(qtbot: QtBot) -> None:
    view = BodyChartView(body_chart(), "right", picking=True)
    qtbot.addWidget(view)
    view.resize(640, 520)
    view.show()
    qtbot.waitExposed(view)
    words: list[str] = []
    view.pointed.connect(words.append)
    left = view.canvases["plantar", "left"]
    QTest.mouseMove(left, left.place_of("heel_pad").toPoint())
    assert words[-1] == "Heel pad, Patient's LEFT"
    assert left.toolTip() == words[-1]


def test_each_foot_says_whose_it_is_and_what_is_marked(qtbot: QtBot) -> None:
    view = BodyChartView(body_chart(), "left", picking=True)
    qtbot.addWidget(view)
    view.show_views(VIEWS)
    view.show_marks([HEEL])
    for (code, side), shown in view.canvases.items():
        assert f"Patient's {side.upper()}" in shown.accessibleName()
        assert body_chart().view(code, side).title in shown.accessibleName()
    assert "Heel pad, Burning, NPRS 6, tender" in view.canvases["plantar", "right"].accessibleDescription()
    assert "Nothing is marked" in view.canvases["plantar", "left"].accessibleDescription()


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_kind_and_strength_are_painted_and_follow_the_theme(qtbot: QtBot, qapp: QApplication, mode: str) -> None:
    shown = canvas(qtbot, "plantar", "right")
    shown.show_marks([HEEL])
    theme.apply(qapp, mode)  # type: ignore[arg-type]  # one of the modes
    colours = colours_around(shown, "heel_pad")
    assert theme.colour("regress").name() in colours
    assert theme.colour("card").name() in colours  # the disc behind the number
    theme.apply(qapp, "light")


def colours_around(shown: FootCanvas, region: str) -> set[str]:
    image, middle = picture(shown), shown.place_of(region).toPoint()
    ratio = image.devicePixelRatio()
    spots = product(range(-40, 41), range(-40, 41))
    return {
        QColor(image.pixelColor(round((middle.x() + x) * ratio), round((middle.y() + y) * ratio))).name()
        for x, y in spots
    }


def test_left_stands_left_of_right_in_every_view(qtbot: QtBot) -> None:
    view = BodyChartView(body_chart(), picking=True)
    qtbot.addWidget(view)
    view.show_views(VIEWS)
    view.resize(1400, 1000)
    view.show()
    qtbot.waitExposed(view)
    for code in VIEWS:
        left, right = view.canvases[code, "left"], view.canvases[code, "right"]
        assert left.mapTo(view, QPoint(0, 0)).x() + left.width() <= right.mapTo(view, QPoint(0, 0)).x()


def test_a_chart_that_only_shows_takes_no_keys_and_shows_the_views_that_are_needed(qtbot: QtBot) -> None:
    view = BodyChartView(body_chart())
    qtbot.addWidget(view)
    view.show_marks([ChartMark("retrocalcaneal_bursa", "left", "aching", 3)])
    assert len(view.views) == 1
    assert "retrocalcaneal_bursa" in body_chart().view(view.views[0], "left").areas
    assert all(shown.focusPolicy() == Qt.FocusPolicy.NoFocus for shown in view.canvases.values())


def test_a_legend_names_the_kinds_in_use(qtbot: QtBot) -> None:
    view = BodyChartView(body_chart())
    qtbot.addWidget(view)
    for kinds in (["aching", "sharp"], ["stiff"], []):
        view.show_marks([ChartMark(f"toe_{n}_mtp", "left", kind) for n, kind in enumerate(kinds, start=1)])
        named = {sign.accessibleName() for sign in view.findChildren(KindSign) if not sign.isHidden()}
        assert named == {body_chart().kind(kind).label for kind in kinds}


def test_two_dates_show_the_same_views_side_by_side(qtbot: QtBot) -> None:
    first, second = [ChartMark("heel_pad", "left", "aching", 6)], [ChartMark("navicular", "left", "sharp", 3)]
    both = two_dates(body_chart(), [("02-Mar-2026", tuple(first)), ("16-Mar-2026", tuple(second))], "left")
    qtbot.addWidget(both)
    charts = both.findChildren(BodyChartView)
    assert charts[0].views == charts[1].views
    words = [label.text() for label in both.findChildren(QLabel)]
    assert {"02-Mar-2026", "16-Mar-2026"} <= set(words)


def test_pointing_and_marking_do_not_draw_the_foot_anew(qtbot: QtBot) -> None:
    """The foot is a hundred curves; keys, pointer and marks must not wait for them."""
    shown = canvas(qtbot, "dorsal", "right", (400, 900))
    picture(shown)
    kept = [shown.layer(name) for name in ("ground", "lines")]
    marks = shown.layer("marks")
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.layer("marks") is marks
    shown.show_marks([ChartMark("navicular", "right", "sharp")])
    picture(shown)
    assert shown.layer("marks") is not marks
    assert all(shown.layer(name) is drawn for name, drawn in zip(("ground", "lines"), kept, strict=True))
