"""Files and corrections beside the week: opened, read, taken and left with keys, on a real record."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.records.values import DiarySession
from footrehab_desktop.ui.pages.diary_corrections_view import DiaryCorrectionsView
from footrehab_desktop.ui.pages.diary_import_view import DiaryImportView
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from tests.support.page_desk import PageDesk
from tests.support.session_factory import TODAY, ClinicWithPatient

LAST_WEEK = date(2026, 3, 11)
FILE = (
    "date;kind;minutes;pain_during;weather\n"
    "2026-03-09;run;30;2;rain\n"
    "2026-03-10;strength;25;1;\n"
    "2026-03-11;run;30;11;\n"
)


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> DiaryPage:
    shown = DiaryPage(desk.context)
    qtbot.addWidget(shown)
    shown.resize(1100, 640)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.show_for(clinic.patient_id, clinic.episode_id)
    return shown


def files_of(page: DiaryPage) -> DiaryImportView:
    page.show_files()
    assert page.faces.files is not None
    return page.faces.files


def sessions(clinic: ClinicWithPatient) -> list[DiarySession]:
    with clinic.session.unit_of_work() as unit:
        return list(unit.diary.sessions(clinic.episode_id))


def test_a_file_is_looked_at_then_taken_with_one_key(
    page: DiaryPage, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(FILE, encoding="utf-8")
    desk.dialogs.paths = [path]
    view = files_of(page)
    QTest.keyClick(view.choose_button, Qt.Key.Key_Return)
    desk.settle()
    assert view.summary.text() == "2 new, 1 refused"
    assert "Columns not taken: weather" in view.read_as.text()
    assert view.fates.texts.rows[0][2] == "Refused"
    assert view.fates.detail.text() == "pain_during: Takes a whole number from 0 to 10."
    assert view.fates.table.hasFocus()
    assert sessions(clinic) == []
    QTest.keyClick(view.fates.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.announced) == 1)
    assert [session.kind for session in sessions(clinic)] == ["run", "strength"]
    assert "Rows taken: 2." in view.notice.label.text()
    assert "Refused and left out: 1." in view.notice.label.text()
    assert desk.announced[-1].diary == {clinic.episode_id}


def test_escape_leads_back_to_the_week_with_what_was_taken(
    page: DiaryPage, desk: PageDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("date,kind,minutes\n2026-03-11,run,33\n", encoding="utf-8")
    view = files_of(page)
    view.open_file(path)
    desk.settle()
    view.take()
    desk.settle()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.faces.shows_week)
    assert page.grid.hasFocus()
    texts = [
        page.model.data(page.model.index(row, column))
        for row in range(page.model.rowCount())
        for column in range(page.model.columnCount())
    ]
    assert "33" in texts


def test_a_dropped_file_is_read(page: DiaryPage, desk: PageDesk, tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text(FILE, encoding="utf-8")
    view = files_of(page)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    view.dropEvent(
        QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    desk.settle()
    assert view.fates.texts.rowCount() == 3


def test_unclear_dates_are_settled_by_saying_the_order(page: DiaryPage, desk: PageDesk, tmp_path: Path) -> None:
    path = tmp_path / "diary.csv"
    path.write_text("date,kind\n4/3/26,run\n", encoding="utf-8")
    view = files_of(page)
    assert view.order_row.isHidden()
    view.open_file(path)
    desk.settle()
    assert not view.order_row.isHidden()
    assert not view.take_button.isEnabled()
    view.order.setCurrentIndex(1)
    view.order.activated.emit(1)
    desk.settle()
    assert view.fates.texts.rows[0][1:3] == ("04-Mar-2026 (Wed)", "New")
    assert view.take_button.isEnabled()


def test_an_unusable_file_is_refused_in_words(page: DiaryPage, desk: PageDesk, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\0\0")
    view = files_of(page)
    view.open_file(path)
    desk.settle()
    assert "not a text file" in view.notice.label.text() or "cannot be read" in view.notice.label.text()
    assert view.fates.isHidden()
    view.open_file(tmp_path / "gone.csv")
    desk.settle()
    assert "cannot be read" in view.notice.label.text()


def test_the_diary_goes_out_and_comes_back_as_the_same(
    page: DiaryPage, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, [DiarySession(LAST_WEEK, 1, "run", True, run_min=12, note="=1")])
        unit.commit()
    whole, week, template = (tmp_path / name for name in ("all.csv", "week.csv", "template.csv"))
    view = files_of(page)
    desk.dialogs.paths = [whole, week, template]
    view.save_all()
    view.save_week()
    view.save_template()
    desk.settle()
    assert whole.read_bytes() == week.read_bytes() != template.read_bytes()
    view.open_file(whole)
    desk.settle()
    assert view.summary.text() == "1 the same"
    assert not view.take_button.isEnabled()


def test_page_keys_do_not_turn_weeks_behind_the_files(page: DiaryPage, qtbot: QtBot) -> None:
    before = page.week_label.text()
    view = files_of(page)
    QTest.keyClick(view.choose_button, Qt.Key.Key_PageUp)
    page.undo_requested()
    page.new_requested()
    assert page.week_label.text() == before


def test_corrections_are_read_with_keys(
    page: DiaryPage, desk: PageDesk, clinic: ClinicWithPatient, qtbot: QtBot
) -> None:
    def opened() -> DiaryCorrectionsView:
        page.show_corrections()
        desk.settle()
        assert page.faces.corrections is not None
        return page.faces.corrections

    view = opened()
    assert not view.nothing.isHidden()
    QTest.keyClick(view.back_button, Qt.Key.Key_Return)
    assert page.faces.shows_week
    for pain in (2, 5):
        with clinic.session.unit_of_work() as unit:
            unit.diary.put_sessions(clinic.episode_id, [DiarySession(TODAY, 1, "run", True, pain_during=pain)])
            unit.commit()
    view = opened()
    assert view.table.hasFocus()
    assert view.table.texts.rows[0][2] == "Pain during: 2 → 5"
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.faces.shows_week)


def test_the_palette_leads_to_files_and_corrections(page: DiaryPage, desk: PageDesk) -> None:
    files, corrections = page.palette_entries()
    files.run()
    assert page.faces.currentWidget() is page.faces.files
    corrections.run()
    desk.settle()
    assert page.faces.currentWidget() is page.faces.corrections
