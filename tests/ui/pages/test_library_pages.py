"""The library and the protocols in a real window, worked by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.page import Page
from footrehab_desktop.ui.pages.library_page import LibraryPage
from footrehab_desktop.ui.pages.protocols_page import ProtocolsPage
from tests.support.page_desk import PageDesk


def show(qtbot: QtBot, page: Page) -> None:
    qtbot.addWidget(page)
    page.resize(1180, 660)
    page.show_for(None, None)
    page.show()
    qtbot.waitExposed(page)
    page.focus_first()


def test_typing_filters_and_arrows_read(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    QTest.keyClicks(page.browser.search, "calf")
    count = page.browser.list.rows.rowCount()
    assert 0 < count < len(desk.session.library.exercises)
    assert page.browser.count_words.startswith(f"Filtered: {count} of")
    QTest.keyClick(page.browser.search, Qt.Key.Key_Down)
    QTest.keyClick(page.browser.list, Qt.Key.Key_Down)
    row = page.browser.current()
    assert row is not None
    exercise = desk.session.library.exercise(row.id)
    assert page.card.title.text() == exercise.name
    text = page.card.pane.toPlainText()
    for part in (exercise.purpose, exercise.set_up, *exercise.steps, *exercise.faults, *exercise.stop_signs):
        assert part in text
    assert exercise.clinician.why not in text
    QTest.keyClicks(page.card.reading.bar, "2")
    text = page.card.pane.toPlainText()
    for part in (exercise.clinician.why, exercise.clinician.progress_when, *exercise.clinician.mistakes):
        assert part in text
    QTest.keyClick(page.browser.search, Qt.Key.Key_Escape)
    assert page.browser.list.rows.rowCount() == len(desk.session.library.exercises)


def test_nothing_found_is_said(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    QTest.keyClicks(page.browser.search, "<b>zzz</b>")
    assert "none of" in page.browser.count_words
    assert page.card.pane.toPlainText() == ""
    assert not page.card.harder.isEnabled()


def test_the_ladder_is_climbed_by_its_buttons_even_through_the_filter(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    start = next(exercise for exercise in desk.session.library.exercises if exercise.harder)
    QTest.keyClicks(page.browser.search, start.id)
    QTest.keyClick(page.card.harder, Qt.Key.Key_Space)
    row = page.browser.current()
    assert row is not None
    assert row.id == start.harder
    QTest.keyClick(page.card.easier, Qt.Key.Key_Space)
    row = page.browser.current()
    assert row is not None
    assert row.id == desk.session.library.exercise(start.harder or "").easier


def test_every_protocol_and_phase_can_be_read_with_source_and_mark(qtbot: QtBot, desk: PageDesk) -> None:
    page = ProtocolsPage(desk.context)
    show(qtbot, page)
    assert page.conditions.count() == 11
    for number in range(page.conditions.count()):
        page.conditions.setCurrentRow(number)
        overview = page.pane.toPlainText()
        assert "Highest pain during a session" in overview
        assert "Source: " in overview
        assert page.part.isVisible() == ("no template yet" not in page.conditions.item(number).text())


def test_a_phase_names_its_gate_exercises_and_table(qtbot: QtBot, desk: PageDesk) -> None:
    page = ProtocolsPage(desk.context)
    show(qtbot, page)
    protocol = desk.session.library.protocol("plantar_heel")
    assert protocol is not None
    QTest.keyClicks(page.part.bar, "5")
    text = page.pane.toPlainText()
    assert "Gate GA-34" in text
    assert "Toe strength" in text
    for line in protocol.phase("PH3").exercises:
        assert desk.session.library.exercise(line.exercise_id).name in text
    QTest.keyClicks(page.part.bar, "6")
    text = page.pane.toPlainText()
    assert "Walk–run table W-GEN" in text
    assert "Stage 12: " in text
    assert "a choice of this program, no source" in text


@pytest.mark.parametrize("kind", [LibraryPage, ProtocolsPage])
def test_every_part_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: PageDesk, kind: type[Page]) -> None:
    page = kind(desk.context)
    show(qtbot, page)
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), f"{type(widget).__name__} has no name"
            assert widget.height() >= 24
