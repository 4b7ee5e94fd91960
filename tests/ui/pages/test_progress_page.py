"""The progress page on a real record: charts in groups, their tables, keys, comparing, and what is said of nothing."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.ui.pages.progress_page import NOTHING, ProgressPage
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


def write_week(clinic: ClinicWithPatient, pain: int, monday_back: int = 0) -> None:
    monday = MONDAY - timedelta(weeks=monday_back)
    days = [monday + timedelta(days=offset) for offset in range(7)]
    runs = {on: (DiarySession(on, 1, "run", True, minutes=30, run_min=12, pain_during=pain),) for on in days[:3]}
    columns = tuple(DiaryColumn(on, DiaryDay(on), runs.get(on, ()), next_morning_pain=1) for on in days)
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(monday, columns), TODAY)


def choose(page: ProgressPage, title: str) -> None:
    """Go to a chart by typing the beginning of its title, as one does in a list."""
    page.list.setFocus()
    page.list.keyboardSearch("")  # a pause: what was typed before is forgotten
    QTest.keyClicks(page.list, title)
    assert page.list.currentItem().text() == title


def test_charts_stand_in_groups_and_headings_are_passed_over(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    assert page.list.item(0).text() == "Symptoms"
    assert page.list.currentItem().text() == "Pain"
    seen = [page.list.currentItem().text()]
    while page.list.currentRow() < page.list.count() - 1:
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        seen.append(page.list.currentItem().text())
        assert page.view.content is not None
        assert page.view.content.title == seen[-1]
    assert seen == page.list.titles()
    assert {"Running per week", "Single-leg heel raise", "Single-leg heel raise, LSI"} <= set(seen)


def test_every_chart_has_the_same_values_as_a_table(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    view = page.view
    plot = view._ready_plot()
    assert view.views.currentWidget() is plot
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.views.currentWidget() is view.table)
    values = view.table.values
    assert view.content is not None
    assert values.rowCount() == len(view.content.table.rows) == 8
    assert [values.data(values.index(7, column)) for column in range(2)] == ["09-Mar-2026", "3"]
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert [tuple(line.split("\t")) for line in copied] == [view.content.table.headings, *view.content.table.rows]
    assert "patient data" in desk.status[-1]
    QTest.keyClick(view.table, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: view.views.currentWidget() is plot and plot.hasFocus())
    QTest.keyClick(plot, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: view.views.currentWidget() is view.table)


def test_the_crosshair_is_read_in_words(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    view = open_page(qtbot, desk, clinic).view
    assert view.readout.text() == "16-Mar-2026: In the morning 1"
    assert view.plot is not None
    for _day in range(6):
        QTest.keyClick(view.plot, Qt.Key.Key_Left)
    assert view.readout.text() == "10-Mar-2026: Pain during 3, In the morning 1"
    assert view.plot.accessibleDescription() == view.readout.text()


def test_an_episode_without_a_course_says_what_to_do(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    assert page.stack.currentIndex() == NOTHING
    page._go_to_plan()
    assert desk.went_to == ["plan"]


def test_an_empty_chart_says_why_and_leads_to_where_it_is_recorded(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    view = page.view
    for title, words, leads_to in (
        ("Confidence in the foot", "Open the diary", "diary"),
        ("Outcome measures", "Open the assessments", "assess"),
    ):
        choose(page, title)
        assert view.content is not None
        assert view.empty.sentence.text() == view.content.why_empty != ""
        assert not view.views.isVisible()
        assert not view.buttons.isVisible()
        assert view.empty.button is not None
        assert view.empty.button.text() == words
        view.empty.button.click()
        assert desk.went_to[-1] == leads_to
    choose(page, "Pain")
    assert view.views.isVisible()
    assert not view.empty.isVisible()


def test_a_new_diary_entry_is_drawn_when_announced(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = open_page(qtbot, desk, clinic)
    write_week(clinic, pain=5)
    choose(page, "Level")
    page.refresh(Changes(diary=frozenset({clinic.episode_id})))
    desk.settle()
    assert page.list.currentItem().text() == "Level"  # the chart that is looked at stays
    choose(page, "Pain")
    assert page.view.plot is not None
    assert page.view.plot.lines.all[0].values.tolist() == [5, 5, 5]


def test_two_windows_are_compared_with_the_keys(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, since=TODAY - timedelta(days=28))
    write_week(clinic, pain=4, monday_back=3)
    write_week(clinic, pain=1)
    view = open_page(qtbot, desk, clinic).view
    plot = view.plot
    assert plot is not None
    first = MONDAY - timedelta(weeks=3)
    plot.setXRange(first.toordinal() - 1, first.toordinal() + 7, padding=0)
    QTest.keyClick(plot, Qt.Key.Key_B)
    plot.setXRange(MONDAY.toordinal() - 1, MONDAY.toordinal() + 7, padding=0)
    QTest.keyClick(plot, Qt.Key.Key_A)
    assert [(shaded.first, shaded.label) for shaded in plot.backdrop.windows] == [(first, "Before"), (MONDAY, "After")]
    assert view.compare.table.texts.rows[0] == ("Pain: Pain during", "4", "4", "3", "1", "1", "3", "-3")
    assert "3 less" in view.compare.table.accessibleDescription()
    view.compare.fields["after_last"].editor.setText("1 Jan 2026")
    view.compare.fields["after_last"].committed.emit()
    assert view.compare.refusal.text() == "A window must end on or after its first day."
    assert not view.compare.table.isVisible()
    view.compare_button.click()
    assert plot.backdrop.windows == ()
    assert not view.compare.isVisible()


def test_the_picture_is_copied_with_its_heading_and_printing_leads_to_the_handouts(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = open_page(qtbot, desk, clinic)
    choose(page, "Level")
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(desk.status))
    assert QGuiApplication.clipboard().pixmap().size() == page.view.picture.size()
    assert "patient data" in desk.status[-1]
    page.print_requested()
    assert desk.went_to == ["handouts"]


def test_another_patient_starts_without_the_dates_of_the_one_before(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    page.view.compare_button.click()
    assert page.view.compare.windows() is not None
    page.show_for(None, None)
    assert page.view.compare.windows() is None
    assert page.view.content is None


def test_what_is_opened_below_the_chart_comes_into_sight(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_week(clinic, pain=3)
    page = open_page(qtbot, desk, clinic)
    page.resize(700, 300)
    page.view.compare_button.click()
    field = page.view.compare.fields["before_first"]
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
