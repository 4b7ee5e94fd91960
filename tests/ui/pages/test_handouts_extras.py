"""What joins the exercise sheet is asked for with Space and stands in the preview."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.handout_desk import choose, show_page, shown_text
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient, start_plan


def test_bad_day_and_dates_join_the_sheet_when_asked_for(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    extras = page.choose.asks.extras
    assert "On a day with more pain" not in shown_text(page)
    for box, heading in ((extras.bad_day, "On a day with more pain"), (extras.run_dates, "Your next runs")):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        desk.settle()
        assert heading in shown_text(page)
    choose(page, desk, "diary")
    assert not extras.isVisible()


def test_dates_are_offered_only_to_who_runs_by_stages(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    page = show_page(qtbot, desk, clinic)
    extras = page.choose.asks.extras
    assert extras.bad_day.isVisible()
    assert not extras.run_dates.isVisible()
