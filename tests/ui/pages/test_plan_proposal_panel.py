"""What a review proposes, on the plan page: marked, taken, left, seen again; and the page at large text."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.review import override_decision, review_episode
from footrehab_desktop.ui import theme
from tests.support.page_desk import PageDesk
from tests.support.plan_window import show_plan
from tests.support.session_factory import PLAN, TODAY, ClinicWithPatient, start_plan


def answer(clinic: ClinicWithPatient, final: str = "PROGRESS") -> Changes:
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    with clinic.session.unit_of_work() as unit:
        return override_decision(unit, made.stored.id, final, "Seen at the visit.", TODAY)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        QApplication.processEvents()


def test_a_review_that_was_answered_takes_the_place_of_the_library(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    assert page.browser.isVisible()
    page.refresh(answer(clinic))
    desk.settle()
    assert page.proposal.isVisible()
    assert not page.browser.isVisible()
    assert page.proposal.heading.text() == "The review of 16-Mar-2026 (▲\u00a0PROGRESS) proposes 3 changes"
    assert page.proposal.take.property("kind") == "primary"
    assert page.panel.save.property("kind") == page.panel.print.property("kind") == "outlined"


def test_lines_are_marked_by_keys_and_taken_in_one_step(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, "PH2", 1)
    answer(clinic)
    page = show_plan(qtbot, desk, clinic)
    assert isinstance(QApplication.focusWidget(), QCheckBox)
    assert all(box.isChecked() for box in page.proposal.boxes)
    press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Up)
    assert [box.isChecked() for box in page.proposal.boxes] == [False, True, False]
    assert page.proposal.take.text() == "Take the marked line"
    page.proposal.take.click()
    before, after = PLAN, page.panel.items
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
    assert page.browser.isVisible()
    assert "proposes 2 more changes" in page.more_proposed.label.text()
    page.undo_requested()
    assert page.panel.items == before
    assert "proposes 3 more changes" in page.more_proposed.label.text()


def test_without_a_mark_nothing_can_be_taken(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    answer(clinic)
    page = show_plan(qtbot, desk, clinic)
    for box in page.proposal.boxes:
        box.toggle()
    assert not page.proposal.take.isEnabled()


def test_what_is_left_for_now_can_be_seen_again_and_ends_with_the_next_version(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, "PH2", 1)
    answer(clinic)
    page = show_plan(qtbot, desk, clinic)
    press(Qt.Key.Key_Escape)
    assert page.browser.search.hasFocus()
    assert page.more_proposed.isVisible()
    page.refresh(Changes(plans=frozenset({clinic.episode_id})))
    desk.settle()
    assert page.browser.isVisible(), "it does not come back by itself"
    page.see_proposal.click()
    assert page.proposal.isVisible()
    page.panel.remove(0)
    assert len(page.proposal.boxes) == 2, "a line about what is no longer in the plan is gone"
    page.panel.save.click()
    desk.settle()
    assert page.browser.isVisible()
    assert not page.more_proposed.isVisible()


def test_a_line_that_would_raise_a_second_thing_is_refused_in_the_panel(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    """The patient did the first plan until today; sets were raised this morning already."""
    start_plan(clinic, "PH2", 1)
    more = (replace(PLAN[0], sets=PLAN[0].sets + 1), *PLAN[1:])
    with clinic.session.unit_of_work() as unit:
        save_plan(unit, clinic.session.library, clinic.episode_id, more, "W-GEN", TODAY)
    answer(clinic)
    page = show_plan(qtbot, desk, clinic)
    page.panel.editor.before_today = PLAN
    page.proposal.take.click()
    assert "LD-20" in page.proposal.message.text()
    assert page.proposal.isVisible()
    assert page.panel.items == more


def test_at_large_text_the_plan_and_the_library_are_shown_one_at_a_time(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 200)
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    assert page.panel.table.hasFocus()
    assert not page.browser.isVisible()
    page.focus_search()
    assert page.browser.search.hasFocus()
    assert not page.panel.isVisible()
    page.browser.chosen.emit("EX-M11")
    assert f"{clinic.session.library.exercise('EX-M11').name} added." in desk.status
    page.panes.switch.click()
    assert page.panel.isVisible()
    assert "EX-M11" in [item.exercise_id for item in page.panel.items]
    page.leave()
    desk.settle()


def test_what_gets_the_keyboard_at_large_text_comes_into_view(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 200)
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    note = page.panel.dose.fields["note"]
    note.setFocus()
    QApplication.processEvents()
    assert not note.visibleRegion().isEmpty()


def test_the_row_being_typed_stays_in_view_while_a_message_takes_room(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    page.panel.template_chosen.emit("PH2")
    last = len(page.panel.items) - 1
    table = page.panel.table
    table.setCurrentIndex(table.model().index(last, 0))
    press(Qt.Key.Key_Return)
    page.panel.say("A sentence that is long enough to take a line of its own and more than that. " * 3)
    QApplication.processEvents()
    shown = table.visualRect(table.currentIndex())
    assert table.viewport().rect().contains(shown)
    page.leave()
    desk.settle()


def test_the_template_of_the_phase_to_start_in_is_one_key_away(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = show_plan(qtbot, desk, clinic)
    assert not page.panel.template.isEnabled()
    page.start.phase.setCurrentIndex(page.start.phase.findData("PH1"))
    desk.settle()
    assert page.panel.template.text() == "Template PH1"
    assert page.panel.template.shortcut().toString() == "Ctrl+T"
    page.panel.template.click()
    protocol = clinic.session.library.protocol("plantar_heel")
    assert protocol is not None
    assert [item.exercise_id for item in page.panel.items] == [
        line.exercise_id for line in protocol.phase("PH1").exercises
    ]
    page.panel.template.click()
    assert "in the plan already" in page.panel.message.text()
    page.leave()
    desk.settle()


def test_the_template_of_any_phase_is_chosen_by_keys(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    page.panel.other_template.click()
    menu = page.panel.templates
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    protocol = clinic.session.library.protocol("plantar_heel")
    assert protocol is not None
    added = [item.exercise_id for item in page.panel.items[len(PLAN) :]]
    assert set(added) <= {line.exercise_id for line in protocol.phase("PH0").exercises}
    assert added
    page.leave()
    desk.settle()


def test_the_palette_offers_the_steps_and_every_exercise(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    entries = {entry.words: entry for entry in page.palette_entries()}
    assert {"Save plan", "Template of this phase", "Easier step", "Harder step", "Remove exercise"} <= set(entries)
    for exercise in clinic.session.library.exercises:
        assert f"Add exercise: {exercise.name}" in entries
    entries["Easier step"].run()
    first = clinic.session.library.exercise(PLAN[0].exercise_id)
    assert page.panel.items[0].exercise_id == first.easier
    page.leave()
    desk.settle()
