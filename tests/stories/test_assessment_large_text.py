"""Text at 200 % on a small laptop: whoever goes through the sections by keys sees the field with the keyboard."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from tests.support.counted_keys import Opened
from tests.support.session_factory import make_patient


def test_the_first_field_of_every_section_is_in_sight(opened: Opened, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", 200)
    opened.assess(make_patient(opened.session))
    bench = opened.window.findChild(Workbench)
    assert bench is not None
    for _section in bench.form.sections:
        qtbot.waitUntil(lambda: in_sight(bench, QApplication.focusWidget()), timeout=2000)
        opened.keys.on("Ctrl+Down")


def in_sight(bench: Workbench, field: QWidget | None) -> bool:
    area = bench.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    assert field is not None
    assert area.isAncestorOf(field), field.accessibleName()
    top = field.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + field.height() <= area.viewport().height()
