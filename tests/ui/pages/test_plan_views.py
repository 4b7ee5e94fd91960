"""The parts beside the exercises, worked by keys in a real window on a real record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.plans import PlanReason, save_plan
from footrehab_desktop.records.values import DiaryDay, DiarySession, Plan, PlanItem
from footrehab_desktop.ui.pages.plan_page import PlanPage
from footrehab_desktop.ui.pages.plan_views import BAD_DAY, EXERCISES, HISTORY, LOADING, RUN
from tests.support.page_desk import PageDesk
from tests.support.plan_window import show_plan
from tests.support.session_factory import (
    HEEL_PAIN,
    PLAN,
    TODAY,
    ClinicWithPatient,
    make_patient,
    start_plan,
)


def press(desk: PageDesk, *keys: str) -> None:
    """Press keys where the keyboard is."""
    for text in keys:
        target = QApplication.focusWidget()
        assert target is not None
        key = QKeySequence(text)[0]
        QTest.keyClick(target, key.key(), key.keyboardModifiers())
        QApplication.processEvents()
    desk.settle()


def go_to(page: PlanPage, desk: PageDesk, view: str) -> None:
    while page.views.shown != view:
        press(desk, "Ctrl+PgDown")


def tab_to(desk: PageDesk, widget: QWidget) -> None:
    for _ in range(40):
        if QApplication.focusWidget() is widget:
            return
        press(desk, "Tab")
    raise AssertionError(f"Tab never reaches {widget.accessibleName()}")


def save(clinic: ClinicWithPatient, *items: PlanItem, note: str = "") -> Plan:
    with clinic.session.unit_of_work() as unit:
        plan, _ = save_plan(
            unit, clinic.session.library, clinic.episode_id, items, "W-GEN", TODAY, why=PlanReason(note)
        )
    return plan


def newest(clinic: ClinicWithPatient) -> Plan:
    with clinic.session.unit_of_work() as unit:
        plan = unit.plans.current(clinic.episode_id)
    assert plan is not None
    return plan


def test_the_parts_are_reached_by_keys_and_the_page_comes_back_to_the_exercises(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    seen = [page.views.shown]
    for _ in range(5):
        press(desk, "Ctrl+PgDown")
        seen.append(page.views.shown)
    assert seen == [EXERCISES, RUN, BAD_DAY, LOADING, HISTORY, EXERCISES]
    press(desk, "Ctrl+PgUp")
    assert page.views.shown == HISTORY
    page.focus_first()
    assert page.views.shown == EXERCISES
    assert page.browser.search.hasFocus()
    page.run.open.setFocus()
    press(desk, "Space")
    assert page.views.shown == RUN
    assert page.views.run.calendar.hasFocus()
    page.focus_search()
    assert page.browser.search.hasFocus()


def test_the_calendar_is_read_with_the_arrows_and_follows_the_days_for_running(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, RUN)
    run = page.views.run
    assert run.day.text().startswith("16-Mar-2026 (Mon), today: Stage 3: 1 min run")
    press(desk, "Right")
    assert run.day.text() == "17-Mar-2026 (Tue): no run."
    assert run.calendar.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == run.day.text()
    press(desk, "Shift+Tab")
    assert run.days.hasFocus()
    press(desk, "2", "4", "6")
    assert run.days.value == "tue thu sat"
    assert page.panel.save.isEnabled()
    weeks = run.calendar.days
    runs = [
        (row, column)
        for row in range(weeks.rowCount())
        for column in range(7)
        if weeks.day_at(weeks.index(row, column)).run
    ]
    assert runs
    assert {column for _row, column in runs} == {1, 3, 5}
    assert page.views.save.isVisible()
    press(desk, "Ctrl+S")
    qtbot.waitUntil(lambda: newest(clinic).run_days == "tue thu sat")
    qtbot.waitUntil(lambda: not page.views.save.isVisible())
    assert page.views.history.table.texts.rows[0][1] == "Days for running: any → Tue Thu Sat"
    page.undo_requested()
    assert run.days.value == "tue thu"


def test_list_and_stages_stand_in_the_place_of_the_calendar(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, RUN)
    run = page.views.run
    run.shown.setFocus()
    press(desk, "L")
    assert run.list.isVisible()
    assert run.list.texts.rows[0][:2] == ("16-Mar-2026 (Mon)", "Stage 3")
    press(desk, "S")
    assert run.stages.isVisible()
    assert run.stages.stages.current_row == 3
    run.days.setFocus()
    press(desk, "7")
    assert "never end" in run.warning.label.text()
    assert run.warning.isVisible()


def test_effort_ground_and_shoe_stand_beside_the_calendar(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_days(clinic.episode_id, [DiaryDay(TODAY, resting_hr=60)])
        unit.diary.put_sessions(
            clinic.episode_id,
            [DiarySession(TODAY - timedelta(3), 1, "run", True, minutes=20, run_min=10, surface=1)],
        )
        unit.commit()
    page = show_plan(qtbot, desk, clinic)
    run = page.views.run
    assert "beats/min, effort 3–4 of 10" in run.effort.text()
    assert run.surface.text().startswith("SU-1")
    assert "No running shoe" in run.shoe.text()
    assert "pain above 4 out of 10" in run.stopping.text()


@pytest.mark.parametrize(("phase", "level", "words"), [("PH2", 1, "weeks at least"), ("PH5", 14, "not known yet")])
def test_other_phases_have_no_calendar_of_stages(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, phase: str, level: int, words: str
) -> None:
    start_plan(clinic, phase, level)
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, RUN)
    run = page.views.run
    assert words in run.summary.text()
    assert not run.calendar.isVisible()
    assert (run.weeks.isVisible(), run.stages.isVisible()) == (phase == "PH5", phase == "PH2")
    assert (run.weeks if phase == "PH5" else run.stages).hasFocus()


def test_a_bad_day_follows_the_plan_and_cross_training_joins_it(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    save(clinic, *PLAN, PlanItem("EX-J05", 3, 10))
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, BAD_DAY)
    bad = page.views.bad_day
    assert [row[2] for row in bad.table.texts.rows] == [
        "as always",
        "2 × 10, lighter",
        "2 × hold 30 s, lighter",
        "left out: impact waits for a calm day",
    ]
    tab_to(desk, bad.cross)
    name = bad.cross.texts.rows[0][0]
    assert bad.cross.texts.rows[0][2] == "no"
    press(desk, "Return")
    assert page.panel.rows.editor.content.items[-1].exercise_id == "EX-C01"
    assert f"{name} added." in desk.status
    assert bad.cross.texts.rows[0][2] == "yes"
    press(desk, "Return")
    assert any("already" in said for said in desk.status)
    assert len(page.panel.rows.editor.content.items) == 5
    tab_to(desk, bad.add)


def test_loading_tables_are_those_of_the_condition(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    achilles = make_patient(clinic.session, episode=replace(HEEL_PAIN, condition="achilles_mid"))
    start_plan(achilles)
    page = show_plan(qtbot, desk, achilles)
    go_to(page, desk, LOADING)
    loading = page.views.loading
    assert [table.texts.rows[0][1] for table in loading.tables] == ["1-2", "1", "1-12"]
    assert loading.tables[0].hasFocus()
    assert loading.tables[0].texts.rows[3][3] == "recalled"
    page.show_for(clinic.patient_id, clinic.episode_id)
    desk.settle()
    assert [row[1] for row in loading.tables[0].texts.rows] == ["1-2", "3-4", "5-12"]
    surgery = make_patient(clinic.session, episode=replace(HEEL_PAIN, condition="post_op"))
    page.show_for(surgery.patient_id, surgery.episode_id)
    desk.settle()
    assert loading.tables == []
    assert page.views.shown == EXERCISES


def test_any_two_versions_are_compared_and_an_earlier_one_is_taken_again_in_one_step(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    save(clinic, replace(PLAN[0], reps=12), *PLAN[1:], note="Two clean weeks")
    save(clinic, replace(PLAN[0], reps=12))
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, HISTORY)
    history = page.views.history
    name = clinic.session.library.exercise("EX-I05").name
    assert [row[0][:1] for row in history.table.texts.rows] == ["3", "2", "1"]
    assert history.table.texts.rows[1][1].splitlines() == ["Two clean weeks", f"{name}: 10 → 12 repetitions"]
    assert history.other.currentText() == "Version 2"
    press(desk, "Down")
    assert history.other.currentText() == "Version 1"
    assert history.compared.texts.rows[0][3] == "10 → 12 repetitions"
    tab_to(desk, history.other)
    press(desk, "Up")
    assert history.other.currentText() == "Version 3"
    assert history.compared.texts.headings[1:3] == ("Version 2", "Version 3")
    assert [row[3] for row in history.compared.texts.rows] == ["same", "taken out", "taken out", "same", "same"]
    history.table.setFocus()
    press(desk, "Down")
    tab_to(desk, history.take)
    press(desk, "Space")
    assert page.views.shown == EXERCISES
    assert page.panel.rows.editor.content.items == PLAN
    page.undo_requested()
    assert [item.exercise_id for item in page.panel.rows.editor.content.items] == ["EX-I05"]
    assert newest(clinic).version == 3


def test_without_a_saved_plan_the_parts_say_what_to_do(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, HISTORY)
    history = page.views.history
    assert history.table.texts.rows == ()
    assert not history.take.isVisible()
    go_to(page, desk, BAD_DAY)
    assert page.views.bad_day.table.texts.rows == ()
    go_to(page, desk, RUN)
    assert "begins in PH4" in page.views.run.heading.text()


def test_every_part_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    for view in (RUN, BAD_DAY, LOADING, HISTORY):
        go_to(page, desk, view)
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named, f"{type(widget).__name__} in {view} has no name"
                assert widget.height() >= 24


def test_nothing_of_the_last_patient_is_shown_while_the_next_one_is_read(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    go_to(page, desk, HISTORY)
    other = make_patient(clinic.session, episode=replace(HEEL_PAIN, condition="achilles_mid"))
    page.show_for(other.patient_id, other.episode_id)
    assert page.views.shown == EXERCISES
    assert not page.views.bar.isEnabled()
    page.run.open.click()
    assert page.views.shown == EXERCISES
    desk.settle()
    assert page.views.bar.isEnabled()
    assert page.views.history.table.texts.rows == ()


def test_without_a_walk_run_table_there_is_nothing_to_plan(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, "PH2", 1)
    page = show_plan(qtbot, desk, clinic)
    assert "stages belong to PH4" in page.run._now.text()
    page.run.combo.setFocus()
    press(desk, "Home")
    assert page.panel.rows.editor.content.run_table is None
    assert page.run._now.text() == "No walk–run table is part of this plan."
    go_to(page, desk, RUN)
    assert page.views.run.heading.text() == "No run plan"
    assert page.views.run.stages.stages.rowCount() == 0
    page.undo_requested()
    assert page.views.run.stages.stages.rowCount() == 13
