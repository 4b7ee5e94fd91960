"""The keys of the diary grid in a real window: jumps, marked blocks, copies, and nobody is held in the grid."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from footrehab_desktop.ui.pages.wanted_day import want_day
from footrehab_desktop.ui.presenters.diary_lines import Heading, Place, Row
from tests.support.page_desk import PageDesk
from tests.support.record_factory import make_record
from tests.support.session_factory import (
    ClinicWithPatient,
    shipped_forms,
    shipped_library,
    start_plan,
)

TODAY = date(2026, 3, 17)
MONDAY = date(2026, 3, 9)
KEYS = {"↵": "Return", "↓": "Down", "↑": "Up", "→": "Right", "←": "Left", "⇥": "Tab", "⌦": "Delete"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    """A clinic in which the plan was made before the week that is typed."""
    record = make_record(tmp_path / "record", clock=lambda: datetime(2026, 3, 2, 10, tzinfo=UTC))
    made = ClinicSession(record, shipped_library(), shipped_forms())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[DiaryPage]:
    """The diary of a patient with a plan of three exercises, on the week from 09-Mar-2026."""
    start_plan(clinic)
    made = DiaryPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    want_day(clinic.episode_id, MONDAY)
    made.show_for(clinic.patient_id, clinic.episode_id)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_first()
    yield made
    made.discard_typing()
    desk.settle()


def press(*combinations: str) -> None:
    for text in combinations:
        key = QKeySequence(text)[0]
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key.key(), key.keyboardModifiers())
    QApplication.processEvents()


def keys(typed: str) -> None:
    for character in typed:
        if character in KEYS:
            press(KEYS[character])
        else:
            QTest.keyClicks(QApplication.focusWidget(), character)


def at(page: DiaryPage) -> tuple[str, int]:
    """Return the line and the day that the keyboard is on."""
    place = page.model.place(page.grid.currentIndex())
    assert place is not None
    return place.row.exercise or place.row.code, place.column


def cell(page: DiaryPage, code: str, column: int = 0) -> object:
    row = next(row for row in page.model.rows() if code in (row.code, row.exercise))
    return page.model.data(page.model.index_of(Place(row, column)))


def go(page: DiaryPage, code: str, column: int = 0) -> None:
    row = next(row for row in page.model.rows() if code in (row.code, row.exercise))
    page.grid.go_to(page.model.index_of(Place(row, column)))


def test_a_finished_key_takes_the_next_cell_and_enter_after_it_changes_nothing(page: DiaryPage) -> None:
    go(page, "pain_during")
    keys("2")
    assert at(page) == ("pain_evening", 0)
    keys("↵")
    assert at(page) == ("pain_evening", 0)
    keys("↵")
    assert at(page) == ("swelling", 0)


def test_ten_can_be_typed_and_one_waits_for_what_follows(page: DiaryPage) -> None:
    go(page, "pain_during")
    keys("1")
    assert at(page) == ("pain_during", 0)
    keys("0")
    assert at(page) == ("pain_evening", 0)
    assert cell(page, "pain_during") == "10"
    keys("1↵0")
    assert (cell(page, "pain_evening"), cell(page, "swelling")) == ("1", "0")
    go(page, "pain_during")
    keys("13↵")
    assert at(page) == ("pain_during", 0)
    assert cell(page, "pain_during") == "✕ 13"


def test_an_arrow_or_tab_after_a_jump_counts_from_the_cell_that_was_typed(page: DiaryPage) -> None:
    keys("x→x⇥p")
    assert [cell(page, "exercises", day) for day in range(4)] == ["yes", "yes", "part", ""]
    go(page, "mood")
    keys("4↓")
    assert at(page) == ("note", 0)


def test_all_done_passes_the_single_exercises_and_part_does_not(page: DiaryPage) -> None:
    keys("x")
    assert at(page) == ("kind", 0)
    go(page, "exercises", 1)
    keys("p")
    assert at(page) == ("EX-I05", 1)


def test_enter_on_an_empty_session_and_ctrl_down_go_on_to_the_next_group(page: DiaryPage) -> None:
    go(page, "kind")
    keys("↵")
    assert at(page) == ("next_morning_pain", 0)
    press("Ctrl+Down")
    assert at(page) == ("sleep_h", 0)
    press("Ctrl+Down")
    assert at(page) == ("exercises", 1)
    press("Ctrl+Up")
    assert at(page) == ("sleep_h", 0)


def test_enter_at_the_end_of_a_day_goes_to_the_next_and_stays_on_the_last(page: DiaryPage) -> None:
    go(page, "note")
    keys("ok↵")
    assert at(page) == ("exercises", 1)
    go(page, "note", 6)
    keys("↵")
    assert at(page) == ("note", 6)


def test_tab_goes_across_and_leaves_the_grid_behind_sunday(page: DiaryPage) -> None:
    keys("⇥⇥⇥⇥⇥⇥")
    assert at(page) == ("exercises", 6)
    keys("⇥")
    assert QApplication.focusWidget() is not page.grid
    page.grid.setFocus()
    page.grid.go_to_start()
    press("Shift+Tab")
    assert QApplication.focusWidget() is not page.grid


def test_f2_opens_a_cell_in_which_arrows_and_scores_stay(page: DiaryPage) -> None:
    go(page, "shoe")
    keys("Ghost↵")
    go(page, "shoe")
    press("F2", "End", "Left")
    keys("s↵")
    assert cell(page, "shoe") == "Ghosst"
    go(page, "pain_during")
    press("F2")
    keys("2")
    assert at(page) == ("pain_during", 0)
    keys("↵")
    assert at(page) == ("pain_evening", 0)


def test_copies_from_the_day_before(page: DiaryPage) -> None:
    keys("xr30↵12↵2")
    go(page, "kind", 1)
    press("Shift+Down", "Shift+Down", "Ctrl+D")
    assert [cell(page, code, 1) for code in ("kind", "minutes", "run_min", "pain_during")] == ["run", "30", "12", ""]
    go(page, "exercises", 2)
    press("Ctrl+Shift+D")
    assert [cell(page, code, 2) for code in ("exercises", "kind", "minutes")] == ["", "run", "30"]
    page.undo_requested()
    assert cell(page, "minutes", 2) == ""


def test_the_day_before_a_monday_is_the_sunday_of_the_week_before(page: DiaryPage, desk: PageDesk) -> None:
    press("PgUp")
    go(page, "exercises", 6)
    keys("xr30↵")
    press("PgDown")
    desk.settle()
    go(page, "exercises", 0)
    press("Ctrl+D")
    assert [cell(page, code, 0) for code in ("exercises", "kind")] == ["yes", ""]
    press("Ctrl+Shift+D")
    assert [cell(page, code, 0) for code in ("exercises", "kind", "minutes")] == ["yes", "run", "30"]


def test_marked_cells_are_copied_pasted_and_cleared_as_one_step(page: DiaryPage) -> None:
    go(page, "sleep_h")
    keys("7↵4")
    go(page, "sleep_h")
    press("Shift+Down", "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "7\n4\n"
    go(page, "sleep_h", 3)
    press("Ctrl+V")
    assert (cell(page, "sleep_h", 3), cell(page, "mood", 3)) == ("7", "4")
    QGuiApplication.clipboard().setText("8\t9\t99\n")
    go(page, "sleep_h", 4)
    press("Ctrl+V")
    assert cell(page, "sleep_h", 6) == "✕ 99"
    assert page.state_line.text() == "3 cells pasted. 1 to mend."
    go(page, "sleep_h")
    press("Shift+Right", "Shift+Right", "Shift+Right", "Shift+Down", "Delete")
    assert [cell(page, code, day) for code in ("sleep_h", "mood") for day in range(4)] == [""] * 8
    page.undo_requested()
    assert (cell(page, "sleep_h", 3), cell(page, "mood")) == ("7", "4")


def test_marking_goes_on_from_where_it_began_and_passes_headings(page: DiaryPage) -> None:
    go(page, "shoe", 2)
    press("Shift+Down")
    block = page.grid.marked()
    assert block is not None
    assert [row.code for row in block.rows] == ["shoe", "next_morning_pain"]
    press("Shift+Up", "Shift+Up")
    block = page.grid.marked()
    assert block is not None
    assert [row.code for row in block.rows] == ["surface", "shoe"]


def test_details_of_an_exercise_open_and_fold_and_stay_while_they_hold_something(page: DiaryPage) -> None:
    keys("↓")
    press("Ctrl+E")
    assert at(page) == ("EX-I05", 0)
    keys("↓3↵10↵8↵5 kg↵")
    keys("2p")
    press("Ctrl+E")
    codes = [row.code for row in page.model.rows() if row.exercise == "EX-I05"]
    assert codes == ["ex_done", "ex_sets", "ex_reps_left", "ex_reps_right", "ex_load", "ex_pain_during", "ex_response"]
    assert cell(page, "ex_response") == "provoked"
    labels = [page.model.words.label(row) for row in page.model.rows() if row.code.startswith("ex_reps")]
    assert labels == ["repetitions LEFT", "repetitions RIGHT ● involved"]
    page.grid.go_to_start()
    press("Ctrl+E")
    assert "ex_note" not in [row.code for row in page.model.rows()]


def test_a_session_outside_the_plan_is_marked_by_a_key_and_shown_as_such(page: DiaryPage, desk: PageDesk) -> None:
    press("Ctrl+O")
    assert "first" in desk.status[-1]
    go(page, "kind")
    keys("r")
    press("Ctrl+O")
    assert cell(page, "kind") == "run · extra"
    assert cell(page, "outside_plan") == "yes"
    press("Ctrl+O")
    assert cell(page, "kind") == "run"
    press("Ctrl+M")
    go(page, "source")
    keys("w")
    assert cell(page, "kind") == "run · watch"
    heading = next(line for line in page.model.lines() if isinstance(line, Heading) and line.group == "session")
    assert page.model.words.heading_note(heading) == "self-reported unless marked"


def test_more_lines_keep_the_keyboard_where_it_is(page: DiaryPage) -> None:
    go(page, "sleep_h", 2)
    press("Ctrl+M")
    assert at(page) == ("sleep_h", 2)
    assert "heart_rate" in [row.code for row in page.model.rows()]
    assert page.more_button.text() == "Fewer lines"
    go(page, "heart_rate", 2)
    press("Ctrl+M")
    assert "heart_rate" not in [row.code for row in page.model.rows()]


def test_saving_goes_to_the_first_refused_cell(page: DiaryPage, desk: PageDesk) -> None:
    go(page, "mood", 3)
    keys("9↵")
    page.grid.go_to_start()
    page.save_week()
    assert at(page) == ("mood", 3)
    assert page.state_line.text() == "Not saved: 1 to mend."
    assert desk.announced == []


def test_the_whole_week_fits_across_a_small_laptop(page: DiaryPage) -> None:
    page.resize(1190, 560)
    QApplication.processEvents()
    assert page.grid.horizontalScrollBar().maximum() == 0
    assert isinstance(page.model.line(0), Heading)
    assert page.model.flags(page.model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert all(page.grid.rowHeight(row) >= 24 for row in range(page.model.rowCount()))
    assert all(isinstance(row, Row) for row in page.model.rows())
