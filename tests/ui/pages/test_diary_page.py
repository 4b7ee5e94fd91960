"""A week typed with the keyboard alone, on a real record: kept, refused, restored, saved."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, load_week, save_week
from footrehab_desktop.records.values import DiaryDay
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from footrehab_desktop.ui.pages.wanted_day import want_day
from footrehab_desktop.ui.presenters.diary_lines import Place
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient, make_patient, start_plan

TODAY = date(2026, 3, 17)
MONDAY = date(2026, 3, 9)


def open_page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> DiaryPage:
    page = DiaryPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 560)
    want_day(clinic.episode_id, MONDAY)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


def keys(page: DiaryPage, typed: str) -> None:
    """Press keys as a person does: a letter or digit at a time; ``↵`` is Enter, the arrows are arrows, ``⌦`` Delete."""
    special = {
        "↵": Qt.Key.Key_Return,
        "↓": Qt.Key.Key_Down,
        "↑": Qt.Key.Key_Up,
        "→": Qt.Key.Key_Right,
        "←": Qt.Key.Key_Left,
        "⌦": Qt.Key.Key_Delete,
    }
    for character in typed:
        target = QApplication.focusWidget()
        assert target is not None
        if character in special:
            QTest.keyClick(target, special[character])
        else:
            QTest.keyClicks(target, character)


def line(page: DiaryPage) -> str:
    """Return the code of the line that the keyboard is on."""
    place = page.model.place(page.grid.currentIndex())
    assert place is not None
    return place.row.code


def shown(page: DiaryPage, code: str, column: int = 0) -> object:
    """Return what a cell of the first session or of the day shows."""
    row = next(row for row in page.model.rows() if row.code == code)
    return page.model.data(page.model.index_of(Place(row, column)))


def stored(clinic: ClinicWithPatient, start: date = MONDAY) -> DiaryWeek:
    with clinic.session.unit_of_work() as unit:
        return load_week(unit, clinic.episode_id, start)


def test_a_week_typed_by_keys_is_saved_day_by_day(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    for _day in range(7):
        keys(page, "x↵r↵30↵10↵2↵1↵0↵4↵2↵A↵1↵5↵7,5↵4↵ok↵")
    desk.settle()
    page.save_week()
    desk.settle()
    week = stored(clinic)
    assert week.coverage == 7
    session = week.columns[6].sessions[0]
    assert (session.kind, session.impact, session.minutes, session.run_min, session.pain_during) == (
        "run",
        True,
        30,
        10,
        2,
    )
    assert (session.swelling, session.rpe, session.surface, session.shoe) == (0, 4, 2, "A")
    assert week.columns[6].day == replace(week.columns[6].day, exercises="yes", sleep_h=7.5, mood=4, note="ok")
    assert week.columns[6].next_morning_pain == 1
    assert desk.announced
    assert desk.announced[-1].diary == {clinic.episode_id}
    assert page.coverage_label.text() == "7 of 7 days"
    assert page.state_line.text() == "Saved as diary entries."


def test_a_wrong_value_holds_the_cell_and_the_line_says_why(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "x↵r↵↓↓11↵")
    assert line(page) == "pain_during"
    assert "from 0 to 10" in page.reason_line.text()
    assert page.model.data(page.grid.currentIndex()) == "✕ 11"
    page.save_week()
    desk.settle()
    assert stored(clinic).coverage == 0
    assert "1 to mend" in page.state_line.text()
    keys(page, "3↵")
    assert line(page) == "pain_evening"
    page.save_week()
    desk.settle()
    assert stored(clinic).columns[0].sessions[0].pain_during == 3


def test_arrows_leave_a_typed_cell_and_delete_clears(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "x→p→n↓s↑⌦")
    page.save_week()
    desk.settle()
    assert page.state_line.text() == "Saved as diary entries."
    days = stored(clinic).columns
    assert [column.day.exercises for column in days[:4]] == ["yes", "part", None, None]
    assert [s.kind for s in days[2].sessions] == ["strength"]


def test_typing_is_kept_within_two_seconds_and_restored(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "x↵bicycle↵")
    qtbot.waitUntil(lambda: "Kept as a draft" in page.state_line.text(), timeout=2000)
    assert stored(clinic).coverage == 0
    again = open_page(qtbot, desk, clinic)
    assert "restored" in again.notice.label.text()
    assert again.restored.isVisible()
    assert shown(again, "kind") == "✕ bicycle"
    again.discard_typing()
    desk.settle()
    assert not again.restored.isVisible()
    assert shown(again, "exercises") == ""
    page.discard_typing()
    desk.settle()


def test_leaving_saves_a_valid_week_and_keeps_an_invalid_one_as_a_draft(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "x")
    page.leave()
    desk.settle()
    assert stored(clinic).columns[0].day.exercises == "yes"
    keys(page, "→maybe↵")
    page.leave()
    desk.settle()
    assert stored(clinic).coverage == 1
    page.show_for(clinic.patient_id, clinic.episode_id)
    assert page.restored.isVisible()
    assert shown(page, "exercises", 1) == "✕ maybe"


def test_page_keys_change_the_week_and_what_was_typed_follows(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "x↵r↵")
    QTest.keyClick(page.grid, Qt.Key.Key_PageUp)
    desk.settle()
    assert page.week_label.text() == "02-Mar-2026 to 08-Mar-2026"
    assert page.coverage_label.text() == "0 of 7 days"
    QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
    desk.settle()
    assert page.coverage_label.text() == "1 of 7 days"
    assert shown(page, "kind") == "run"


def test_days_to_come_are_refused(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    page.show_next_week()
    page.grid.setFocus()
    keys(page, "→→x↵")
    assert "not come yet" in page.reason_line.text()
    keys(page, "⌦")
    assert "not come yet" not in page.reason_line.text()


def test_a_second_session_gets_its_own_lines(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "↓r")
    page.new_requested()
    keys(page, "c↵45↵")
    page.save_week()
    desk.settle()
    assert [(s.slot, s.kind, s.minutes) for s in stored(clinic).columns[0].sessions] == [
        (1, "run", None),
        (2, "cycle", 45),
    ]


def test_ctrl_z_takes_a_cell_back(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = open_page(qtbot, desk, clinic)
    keys(page, "x↵")
    page.undo_requested()
    assert shown(page, "exercises") == ""
    page.redo_requested()
    assert shown(page, "exercises") == "yes"
    page.undo_requested()
    page.undo_requested()
    assert "Nothing to take back." in desk.status
    desk.settle()


def test_a_change_from_elsewhere_is_shown_unless_something_is_being_typed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    columns = [DiaryColumn(MONDAY + timedelta(days=n), DiaryDay(MONDAY + timedelta(days=n))) for n in range(7)]
    columns[3] = replace(columns[3], day=replace(columns[3].day, mood=5))
    with clinic.session.unit_of_work() as unit:
        changes = save_week(unit, clinic.episode_id, DiaryWeek(MONDAY, tuple(columns)), TODAY)
    page.refresh(changes)
    assert page.coverage_label.text() == "1 of 7 days"


def test_every_cell_and_button_is_named_for_a_screen_reader(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    spoken = page.model.data(page.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "All exercises, 09-Mar-2026, empty"
    assert page.grid.accessibleName()
    focusable = [
        w for w in QApplication.allWidgets() if w.window() is page and w.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert all(w.accessibleName() or getattr(w, "text", str)() for w in focusable if w.isVisible())


def test_todays_target_stands_where_a_heart_rate_is_typed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_days(clinic.episode_id, [DiaryDay(TODAY - timedelta(days=1), resting_hr=60)])
        unit.commit()
    page = open_page(qtbot, desk, clinic)
    page.show_more()
    row = next(row for row in page.model.rows() if row.code == "heart_rate")
    page.grid.go_to(page.model.index_of(Place(row, 0)))
    desk.settle()
    said = page.grid.accessibleDescription()
    assert said.startswith("Heart rate, mean: 30 to 240; today's target: base 108–130 beats/min.\n")

    other = make_patient(clinic.session)
    page.show_for(other.patient_id, other.episode_id)
    page.show_more()
    page.grid.go_to(page.model.index_of(Place(row, 0)))
    desk.settle()
    assert "target" not in page.grid.accessibleDescription()
