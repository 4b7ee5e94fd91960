"""The plan page in a real window on a real record, worked by keys."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.records.values import Plan
from footrehab_desktop.ui.pages.plan_page import PlanPage
from footrehab_desktop.ui.presenters.plan import DRAFT_FORM
from tests.support.page_desk import PageDesk
from tests.support.session_factory import BASELINE, TODAY, ClinicWithPatient, start_plan


def show(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> PlanPage:
    page = PlanPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    qtbot.waitExposed(page)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.focus_first()
    desk.settle()
    return page


def keys(page: PlanPage, text: str, *, on: QWidget | None = None) -> None:
    """Press keys as a person would, where the keyboard is."""
    for key in text.split():
        target = on or page.window().focusWidget()
        combination = QKeySequence(key)[0]
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()


def type_dose(page: PlanPage, row: int, column: int, typed: str) -> None:
    """Go to a cell, type over it, and press Return."""
    table = page.panel.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = cell_editor(page)
    if isinstance(editor, QLineEdit):
        editor.selectAll()
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def cell_editor(page: PlanPage) -> QWidget:
    viewport = page.panel.table.viewport()
    found = [w for w in viewport.children() if isinstance(w, QLineEdit | QComboBox) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def sign_baseline(clinic: ClinicWithPatient) -> None:
    baseline = UnsignedAssessment(clinic.episode_id, "baseline", TODAY, BASELINE)
    with clinic.session.unit_of_work() as unit:
        sign_assessment(unit, clinic.session.forms, baseline, TODAY)


def stored_plan(clinic: ClinicWithPatient) -> Plan | None:
    with clinic.session.unit_of_work() as unit:
        return unit.plans.current(clinic.episode_id)


def plan_ids(page: PlanPage) -> list[str]:
    return [item.exercise_id for item in page.panel.rows.editor.content.items]


def test_search_and_enter_add_an_exercise_with_its_start_dose(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = show(qtbot, desk, clinic)
    QTest.keyClicks(page.browser.search, "EX-P04")
    keys(page, "Down Return")
    dose = clinic.session.library.exercise("EX-P04").dose
    (item,) = page.panel.rows.editor.content.items
    assert (item.exercise_id, item.sets, item.reps, item.tempo) == ("EX-P04", dose.sets, dose.reps, dose.tempo)
    assert item.side == "right"
    assert page.panel.rows.rowCount() == 1
    keys(page, "Return")
    assert plan_ids(page) == ["EX-P04"]
    assert "already" in page.panel.message.text()


def test_an_exercise_can_be_dragged_to_its_place(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    before = plan_ids(page)
    page.browser.go_to("EX-M11")
    carried = page.browser.list.rows.mimeData([page.browser.list.currentIndex()])
    page.panel.rows.dropMimeData(carried, Qt.DropAction.CopyAction, 1, 0, QModelIndex())
    assert plan_ids(page) == [before[0], "EX-M11", *before[1:]]


def test_the_list_is_filtered_by_the_phase_of_the_patient_and_says_so(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, phase="PH2", level=1)
    page = show(qtbot, desk, clinic)
    library = clinic.session.library
    fitting = [e for e in library.exercises if "PH2" in e.phases]
    assert page.browser.filter.phase == "PH2"
    assert page.browser.list.rows.rowCount() == len(fitting)
    assert page.browser.count_words == f"Filtered: {len(fitting)} of {len(library.exercises)} exercises"
    page.browser.clear_filter()
    assert page.browser.list.rows.rowCount() == len(library.exercises)


def test_a_blocked_exercise_stays_visible_and_is_refused_with_the_rule(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, phase="PH1", level=1)
    page = show(qtbot, desk, clinic)
    before = plan_ids(page)
    hops = next(e for e in clinic.session.library.exercises if e.domain == "plyometric" and e.phases[0] > "PH3")
    page.browser.go_to(hops.id)
    row = page.browser.current()
    assert row is not None
    assert row.blocked.endswith(")")
    assert row.blocked in page.reason.text()
    page.browser.list.setFocus()
    keys(page, "Return")
    assert plan_ids(page) == before
    assert row.blocked in page.panel.message.text()


def test_a_wrong_dose_is_refused_in_its_cell_and_nothing_changes(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    before = page.panel.rows.editor.content
    for typed in ("99", "x", "-1", "2.5"):
        type_dose(page, 0, 1, typed)
        assert "Sets takes a whole number from 1 to 20" in page.panel.message.text()
        assert cell_editor(page).isVisible()
        QTest.keyClick(cell_editor(page), Qt.Key.Key_Escape)
        assert page.panel.rows.editor.content == before
    type_dose(page, 0, 1, "4")
    assert page.panel.rows.editor.content.items[0].sets == 4
    assert not page.panel.message.isVisible()


def test_side_and_frequency_are_chosen_in_words(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    type_dose(page, 0, 7, "L")
    type_dose(page, 0, 8, "")
    assert page.panel.rows.editor.content.items[0].side == "left"
    assert page.panel.rows.index(0, 7).data() == "Left"


def test_keys_move_remove_step_and_take_back(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH5", level=1)
    page = show(qtbot, desk, clinic)
    first, second, third = plan_ids(page)
    table = page.panel.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    keys(page, "Alt+Down")
    assert plan_ids(page) == [second, first, third]
    keys(page, "Delete")
    assert plan_ids(page) == [second, third]
    page.undo_requested()
    page.undo_requested()
    assert plan_ids(page) == [first, second, third]
    library = clinic.session.library
    row = next(n for n, i in enumerate(plan_ids(page)) if library.exercise(i).easier)
    table.setCurrentIndex(table.model().index(row, 0))
    easier = library.exercise(plan_ids(page)[row]).easier
    keys(page, "Alt+Left")
    assert plan_ids(page)[row] == easier


def test_saving_makes_the_next_version_and_announces_it(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    assert not page.panel.save.isEnabled()
    type_dose(page, 0, 2, "15")
    keys(page, "Ctrl+S")
    qtbot.waitUntil(lambda: bool(desk.announced))  # a button pressed by its shortcut stays down for a moment
    stored = stored_plan(clinic)
    assert stored is not None
    assert (stored.version, stored.items[0].reps) == (2, 15)
    assert desk.announced[-1].plans == {clinic.episode_id}
    assert not page.panel.save.isEnabled()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, DRAFT_FORM) is None


def test_typing_is_kept_within_two_seconds_and_comes_back(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    type_dose(page, 0, 1, "7")

    def kept() -> None:
        with clinic.session.unit_of_work() as unit:
            draft = find_draft(unit, clinic.episode_id, DRAFT_FORM)
        assert draft is not None
        assert draft.content["items"][0]["sets"] == 7

    qtbot.waitUntil(kept, timeout=2000)
    desk.settle()
    again = show(qtbot, desk, clinic)
    assert again.panel.rows.editor.content.items[0].sets == 7
    assert "restored" in again.restored.label.text()
    again.discard.setFocus()
    keys(again, "Space")
    again.leave()
    desk.settle()
    assert again.panel.rows.editor.content.items[0].sets != 7
    assert not again.restored.isVisible()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, DRAFT_FORM) is None


def test_where_the_patient_starts_is_asked_once(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = show(qtbot, desk, clinic)
    page.start.phase.setCurrentIndex(3)
    assert not page.start.start.isEnabled()
    assert "Sign the first assessment" in page.start.gate.toPlainText()
    page.start.assess.setFocus()
    keys(page, "Space")
    assert desk.went_to == ["assess"]
    sign_baseline(clinic)
    page.refresh(Changes(assessments=frozenset({clinic.episode_id})))
    assert page.start.isVisible()
    assert not page.run.isVisible()
    assert page.start.chosen_phase() == "PH2", "what was chosen stays while the record changes"
    page.start.phase.setFocus()
    QTest.keyClick(page.start.phase, Qt.Key.Key_Down)
    assert page.browser.filter.phase == "PH3"
    QTest.keyClicks(page.start.phase, "PH2")
    assert page.browser.filter.phase == "PH2"
    assert "GA-12" in page.start.gate.toPlainText()
    assert "? Daily routines done: not recorded" in page.start.gate.toPlainText()
    page.start.start.setFocus()
    keys(page, "Space")
    desk.settle()
    with clinic.session.unit_of_work() as unit:
        (state,) = unit.decisions.states(clinic.episode_id)
    assert (state.state["phase"], state.state["level"]) == ("PH2", 1)
    assert page.run.isVisible()
    assert not page.start.isVisible()


def test_a_template_adds_what_fits_and_names_what_it_leaves_out(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, phase="PH2", level=1)
    page = show(qtbot, desk, clinic)
    protocol = clinic.session.library.protocol("plantar_heel")
    assert protocol is not None
    wanted = {line.exercise_id for line in protocol.phase("PH2").exercises}
    menu = page.panel.template.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith("PH2")).trigger()
    blocked = {i for i in wanted if i not in plan_ids(page)}
    for exercise_id in blocked:
        assert clinic.session.library.exercise(exercise_id).name in page.panel.message.text()
    assert len(wanted - blocked) > 5


def test_print_saves_first_and_leads_to_the_handouts(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    page.print_requested()
    assert desk.went_to == ["handouts"]
    type_dose(page, 0, 1, "5")
    page.print_requested()
    desk.settle()
    stored = stored_plan(clinic)
    assert stored is not None
    assert stored.items[0].sets == 5
    assert desk.went_to == ["handouts", "handouts"]


def test_every_part_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, f"{type(widget).__name__} has no name"
            assert widget.height() >= 24
