"""The library and the protocols in a real window, worked by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.exercise_search import ExerciseFilter
from footrehab_desktop.library.pictures import picture
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.ui.page import Page
from footrehab_desktop.ui.pages.library_grid import ExerciseGrid
from footrehab_desktop.ui.pages.library_page import LibraryPage
from footrehab_desktop.ui.pages.protocols_page import FIGURES, ProtocolsPage
from tests.support.page_desk import PageDesk


def show(qtbot: QtBot, page: Page) -> None:
    qtbot.addWidget(page)
    page.resize(1180, 660)
    page.show_for(None, None)
    page.show()
    qtbot.waitExposed(page)
    page.focus_first()


def test_no_part_of_a_page_is_a_window_of_its_own(qtbot: QtBot, desk: PageDesk) -> None:
    before = set(QApplication.topLevelWidgets())
    for kind in (LibraryPage, ProtocolsPage):
        page = kind(desk.context)
        qtbot.addWidget(page)
        made = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} - before
        assert made == set()


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


def test_the_card_follows_a_filter_once_typing_rests(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    before = page.card.title.text()
    QTest.keyClicks(page.browser.search, "short foot")
    row = page.browser.current()
    assert row is not None
    assert row.id == "EX-I05"
    assert page.card.title.text() == before
    qtbot.waitUntil(lambda: page.card.title.text() == row.name)


def test_typing_goes_to_the_best_result_and_a_filter_stays_where_it_is(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    page.browser.go_to("EX-B06")
    page.browser.choices["phase"].choose("PH3")
    row = page.browser.current()
    assert row is not None
    assert row.id == "EX-B06"
    QTest.keyClicks(page.browser.search, "bal")
    row = page.browser.current()
    assert row is not None
    assert row == page.browser.list.rows.row(0)


def test_the_picture_is_shown_to_the_patient_s_reading(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    page.browser.go_to("EX-P04")
    qtbot.waitUntil(lambda: page.card.picture.isVisible() and bool(page.card.picture.frames))
    assert page.card.picture.frames == picture("EX-P04")
    QTest.keyClicks(page.card.reading.bar, "2")
    assert not page.card.picture.isVisible()
    QTest.keyClicks(page.card.reading.bar, "1")
    qtbot.waitUntil(page.card.picture.isVisible)


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
    for condition in CONDITIONS:
        protocol = desk.session.library.protocol(condition)
        assert protocol is not None
        page.show_part(condition)
        overview = page.pane.toPlainText()
        assert "During a session: " in overview
        assert all(referral.text in overview for referral in protocol.referrals)
        for phase in protocol.phases:
            page.show_part(condition, phase.phase)
            text = page.pane.toPlainText()
            for part in (phase.aim, *phase.education, *phase.avoid):
                assert part in text
            assert "Never a gate" in text
        page.show_part(condition, FIGURES)
        assert "Source: " in page.pane.toPlainText()


def test_the_protocols_are_walked_by_keys(qtbot: QtBot, desk: PageDesk) -> None:
    page = ProtocolsPage(desk.context)
    show(qtbot, page)
    QTest.keyClick(page.contents, Qt.Key.Key_Down)
    assert "PH0" in page.pane.toPlainText()
    QTest.keyClick(page.contents, Qt.Key.Key_End)
    last = page.contents.currentItem()
    assert last.text(0) == CONDITIONS["bsi_high"]
    assert [top.isExpanded() for top in page._tops()] == [False] * 10 + [True]
    QTest.keyClick(page.contents, Qt.Key.Key_Return)
    assert page.focusWidget() is page.pane


def test_a_phase_names_its_gate_in_words_its_exercises_and_table(qtbot: QtBot, desk: PageDesk) -> None:
    page = ProtocolsPage(desk.context)
    show(qtbot, page)
    protocol = desk.session.library.protocol("plantar_heel")
    assert protocol is not None
    page.show_part("plantar_heel", "PH3")
    text = page.pane.toPlainText()
    assert "Gate GA-34" in text
    assert "Toe strength, side comparison: at least 90 %" in text
    assert ">=" not in text
    assert "High load for the plantar fascia" in text
    for line in protocol.phase("PH3").exercises:
        assert desk.session.library.exercise(line.exercise_id).name in text
    page.show_part("plantar_heel", "PH4")
    text = page.pane.toPlainText()
    assert "Walk–run table W-GEN" in text
    assert "Stage 12: " in text
    assert "a choice of this program, no source" in text


def test_filters_in_use_are_chips_that_take_them_off(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    everything = page.browser.list.rows.rowCount()
    page.browser.choices["domain"].choose("balance")
    page.browser.equipment.choose(())
    page.browser.equipment.changed.emit()
    shown = page.browser.list.rows.rowCount()
    assert 0 < shown < 11
    assert not page.browser.chips.chips["domain"].isHidden()
    assert page.browser.chips.chips["phase"].isHidden()
    QTest.keyClick(page.browser.chips.chips["domain"], Qt.Key.Key_Space)
    assert page.browser.filter.domain == ""
    assert shown < page.browser.list.rows.rowCount() < everything
    QTest.keyClick(page.browser.chips.chips["equipment"], Qt.Key.Key_Return)
    assert page.browser.list.rows.rowCount() == everything
    assert page.browser.chips.isHidden()


def test_the_counts_follow_the_other_filters(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    domain = page.browser.choices["domain"]
    assert domain.counted("cardio") == "Cardio (8)"
    page.browser.choices["impact"].choose("yes")
    assert domain.counted("cardio") == "Cardio (1)"
    page.browser.choices["position"].choose("lying")
    assert domain.counted("cardio") == "Cardio (0)"
    domain.choose("balance")
    assert domain.currentText() == "Balance"


def test_what_is_at_hand_is_ticked_by_keys(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    equipment = page.browser.equipment
    equipment.list.setCurrentRow(0)
    QTest.keyClick(equipment.list, Qt.Key.Key_Space)
    assert page.browser.filter.equipment == frozenset({"ball"})
    for number in range(page.browser.list.rows.rowCount()):
        row = page.browser.list.rows.row(number)
        assert row is not None
        assert set(desk.session.library.exercise(row.id).equipment) <= {"ball"}
    assert "1 at hand" in equipment.text()


def test_nothing_found_offers_the_filter_to_leave_out(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    page.browser.choices["phase"].choose("PH0")
    page.browser.choices["domain"].choose("plyometric")
    assert page.browser.list.isHidden()
    way_out = page.browser.nothing.choices["phase"]
    assert way_out.text() == "Without PH0 Settle and protect: 15"
    QTest.keyClick(way_out, Qt.Key.Key_Return)
    assert page.browser.filter.phase == ""
    assert page.browser.list.rows.rowCount() == 15
    assert page.focusWidget() is page.browser.search


def test_where_one_filter_less_is_not_enough_one_alone_is_offered(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    page.browser.choices["phase"].choose("PH0")
    page.browser.choices["domain"].choose("plyometric")
    QTest.keyClicks(page.browser.search, "towle")
    way_out = page.browser.nothing.choices["text"]
    assert way_out.text().startswith("Only the words “towle”: ")
    QTest.keyClick(way_out, Qt.Key.Key_Space)
    assert page.browser.filter == ExerciseFilter(text="towle")
    assert page.browser.list.rows.rowCount() > 0
    page.browser.search.setText("xqzw")
    assert "spelling" in page.browser.nothing.words.text()
    shown = [name for name, choice in page.browser.nothing.choices.items() if not choice.isHidden()]
    assert shown == ["text"]


def test_a_favourite_is_kept_on_the_laptop_and_found(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    page.browser.go_to("EX-I05")
    QTest.keyClick(page.card.favourite, Qt.Key.Key_Space)
    assert desk.preferences.favourites == {"EX-I05"}
    page.browser.favourites.setChecked(True)
    assert page.browser.list.rows.rowCount() == 1
    again = LibraryPage(desk.context)
    qtbot.addWidget(again)
    again.browser.go_to("EX-I05")
    assert again.card.favourite.text().startswith("★")
    QTest.keyClick(again.card.favourite, Qt.Key.Key_Space)
    assert desk.preferences.values.favourite_exercises == ""


@pytest.mark.parametrize("kind", [LibraryPage, ProtocolsPage])
def test_every_part_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: PageDesk, kind: type[Page]) -> None:
    page = kind(desk.context)
    show(qtbot, page)
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), f"{type(widget).__name__} has no name"
            assert widget.height() >= 24


def test_the_tiles_show_the_same_rows_and_are_worked_by_keys(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    page.browser.choices["domain"].choose("balance")
    QTest.keyClicks(page.browser.view.bar, "p")
    tiles = page.browser.shown
    assert isinstance(tiles, ExerciseGrid)
    assert tiles.isVisible()
    assert page.browser.list.isHidden()
    first = page.browser.current()
    QTest.keyClick(page.browser.search, Qt.Key.Key_Down)
    QTest.keyClick(tiles, Qt.Key.Key_Right)
    now = page.browser.current()
    assert first is not None
    assert now is not None
    assert now.id != first.id
    assert page.card.title.text() == now.name
    QTest.keyClick(tiles, Qt.Key.Key_Return)
    assert page.focusWidget() is page.card.pane
    page.browser.choices["position"].choose("lying")
    assert tiles.isHidden()
    assert page.browser.nothing.isVisible()
    QTest.keyClicks(page.browser.view.bar, "l")
    assert page.browser.shown is page.browser.list


def test_tiles_draw_their_pictures_one_after_another(qtbot: QtBot, desk: PageDesk) -> None:
    page = LibraryPage(desk.context)
    show(qtbot, page)
    QTest.keyClicks(page.browser.view.bar, "p")
    tiles = page.browser.shown
    assert isinstance(tiles, ExerciseGrid)
    qtbot.waitUntil(lambda: tiles.pictures.find("EX-M01") is not None and not tiles.pictures.waiting, timeout=20_000)
    drawn = tiles.pictures.find("EX-M01")
    assert drawn is not None
    image = drawn.toImage()
    half = image.width() // 2
    assert image.copy(0, 0, half, image.height()) != image.copy(half, 0, half, image.height())
    tiles.pictures.forget()
    assert tiles.pictures.find("EX-M01") is None
