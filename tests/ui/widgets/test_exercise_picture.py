"""The picture of an exercise on screen: named, wrapped, in the theme's colours, painted once, enlarged by a key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.pictures import ROLES, picture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import ThemeMode, contrast
from footrehab_desktop.ui.widgets.exercise_picture import EnlargedPicture, ExercisePicture
from footrehab_desktop.ui.widgets.picture_colours import picture_colours


def shown(qtbot: QtBot, exercise_id: str, width: int = 600, height: int = 240) -> ExercisePicture:
    widget = ExercisePicture()
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show_picture("Heel raise", picture(exercise_id))
    qtbot.waitExposed(widget)
    return widget


def dark_pixels(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
        if image.pixelColor(x, y).lightness() < 90
    }


def test_it_tells_what_it_shows(qtbot: QtBot) -> None:
    assert shown(qtbot, "EX-P04").accessibleName() == "Heel raise: start and end"
    assert shown(qtbot, "EX-P05").accessibleName() == "Heel raise: start, then and end"
    assert shown(qtbot, "EX-P04").accessibleDescription()


def test_nothing_to_show_takes_no_room(qtbot: QtBot) -> None:
    widget = shown(qtbot, "EX-P04")
    widget.show_picture("Heel raise", ())
    assert widget.isHidden()


def test_moments_that_do_not_fit_side_by_side_stand_below_each_other(qtbot: QtBot) -> None:
    widget = shown(qtbot, "EX-P05")
    assert widget.heightForWidth(140) > 3 * 112
    assert widget.heightForWidth(600) < 2 * 112 + 150


def test_start_and_end_are_both_painted(qtbot: QtBot) -> None:
    widget = shown(qtbot, "EX-P04", 420, 230)
    dark = dark_pixels(widget.grab().toImage())
    assert any(x < 180 for x, _ in dark)
    assert any(x > 230 for x, _ in dark)


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_lines_stand_out_in_every_theme(qapp: QApplication, mode: ThemeMode) -> None:
    theme.apply(qapp, mode)
    try:
        colours = {role: colour.name() for role, colour in picture_colours().items()}
    finally:
        theme.apply(qapp, "light")
    assert set(colours) == set(ROLES)
    for role in ("paper", "skin", "shirt", "prop", "work", "far"):
        assert contrast(colours["ink"], colours[role]) >= 3, role
    assert contrast(colours["move"], colours["paper"]) >= 3
    assert contrast(colours["work"], colours["skin"]) >= 1.3


def test_a_new_theme_repaints_and_the_same_one_does_not(qtbot: QtBot, qapp: QApplication) -> None:
    widget = shown(qtbot, "EX-P04")
    light = widget.grab().toImage()
    painted = widget._drawn
    widget.grab()
    assert widget._drawn is painted
    theme.apply(qapp, "dark")
    try:
        assert widget.grab().toImage() != light
    finally:
        theme.apply(qapp, "light")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_shows_it_large_and_any_key_closes_it(qtbot: QtBot, key: Qt.Key) -> None:
    widget = shown(qtbot, "EX-P04")
    widget.setFocus()
    QTest.keyClick(widget, key)
    large = widget.findChild(EnlargedPicture)
    assert large.picture.frames == widget.frames
    assert large.picture.heightForWidth(1000) > 450
    QTest.keyClick(large, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: widget.findChild(EnlargedPicture) is None)
