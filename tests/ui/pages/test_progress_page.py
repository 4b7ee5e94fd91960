"""The progress page on a real record: charts, their tables, keys, and what it says when there is nothing yet."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.ui.pages.progress_page import ProgressPage
from tests.support.page_desk import PageDesk
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

MONDAY = TODAY - timedelta(days=7)


def open_page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> ProgressPage:
    page = ProgressPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    desk.settle()
    page.focus_first()
    return page


def write_week(clinic: ClinicWithPatient, pain: int) -> None:
    days = [MONDAY + timedelta(days=offset) for offset in range(7)]
    runs = {on: (DiarySession(on, 1, "run", True, minutes=30, run_min=12, pain_during=pain),) for on in days[:2]}
    columns = tuple(DiaryColumn(on, DiaryDay(on), runs.get(on, ()), next_morning_pain=1) for on in days)
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(MONDAY, columns), TODAY)


def test_every_chart_has_the_same_values_as_a_table(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    titles = [page.list.item(row).text() for row in range(page.list.count())]
    assert titles == [
        "Pain",
        "Running per week",
        "Level",
        "Walk–run stage",
        "Single-leg heel raise",
        "Single-leg heel raise, LSI",
    ]
    assert page.views.currentWidget() is page.plot
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.views.currentWidget() is page.table)
    values = page.table.values
    assert values.rowCount() == 8
    assert [values.data(values.index(7, column)) for column in range(4)] == ["09-Mar-2026", "3", "", ""]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert [values.data(values.index(0, column)) for column in range(2)] == ["09-Mar-2026", "24"]
    assert page.table.hasFocus() or page.list.hasFocus()


def test_the_crosshair_is_read_in_words(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    assert page.readout.text() == "16-Mar-2026: In the morning 1"
    assert page.plot is not None
    for _day in range(6):
        QTest.keyClick(page.plot, Qt.Key.Key_Left)
    assert page.readout.text() == "10-Mar-2026: Pain during 3, In the morning 1"
    assert page.plot.accessibleDescription() == page.readout.text()


def test_an_episode_without_a_course_says_what_to_do(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    assert page.stack.currentIndex() == 2
    page._go_to_plan()
    assert desk.went_to == ["plan"]


def test_a_new_diary_entry_is_drawn_when_announced(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = open_page(qtbot, desk, clinic)
    page.list.setCurrentRow(0)
    write_week(clinic, pain=5)
    page.refresh(Changes(diary=frozenset({clinic.episode_id})))
    desk.settle()
    assert page.list.item(0).text() == "Pain"


def test_the_picture_is_copied_with_its_heading_and_printing_leads_to_the_handouts(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = open_page(qtbot, desk, clinic)
    page.copy_picture()
    picture = QGuiApplication.clipboard().pixmap()
    assert picture.size() == page.picture.size()
    page.print_requested()
    assert desk.went_to == ["handouts"]
