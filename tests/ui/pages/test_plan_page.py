"""The plan page in a real window on a real record, worked by keys."""

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.records.values import Plan
from footrehab_desktop.ui.pages.plan_page import PlanPage
from footrehab_desktop.ui.pages.plan_table import WHEN
from footrehab_desktop.ui.presenters.plan import DRAFT_FORM
from footrehab_desktop.ui.widgets.exercise_picture import EnlargedPicture
from tests.support.page_desk import PageDesk
from tests.support.plan_window import show_plan
from tests.support.session_factory import BASELINE, TODAY, ClinicWithPatient, start_plan


def keys(page: PlanPage, text: str, *, on: QWidget | None = None) -> None:
    """Press keys as a person would, where the keyboard is."""
    for key in text.split():
        target = on or page.window().focusWidget()
        combination = QKeySequence(key)[0]
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()


def type_dose(page: PlanPage, row: int, field: str, typed: str) -> None:
    """Go to a part of the dosage of a row, type over it, and press Return."""
    table = page.panel.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_F2)
    widget = page.panel.dose.fields[field]
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()
    QTest.keyClicks(widget, typed)
    QTest.keyClick(widget, Qt.Key.Key_Return)
    QApplication.processEvents()


def cell(page: PlanPage, field: str) -> str:
    widget = page.panel.dose.fields[field]
    assert isinstance(widget, QLineEdit)
    return widget.text()


def sign_baseline(clinic: ClinicWithPatient) -> None:
    baseline = UnsignedAssessment(clinic.episode_id, "baseline", TODAY, BASELINE)
    with clinic.session.unit_of_work() as unit:
        sign_assessment(unit, clinic.session.forms, baseline, TODAY)


def stored_plan(clinic: ClinicWithPatient) -> Plan | None:
    with clinic.session.unit_of_work() as unit:
        return unit.plans.current(clinic.episode_id)


def plan_ids(page: PlanPage) -> list[str]:
    return [item.exercise_id for item in page.panel.editor.content.items]


def test_search_and_enter_add_an_exercise_with_its_start_dose(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = show_plan(qtbot, desk, clinic)
    QTest.keyClicks(page.browser.search, "EX-P04")
    keys(page, "Down Return")
    dose = clinic.session.library.exercise("EX-P04").dose
    (item,) = page.panel.editor.content.items
    assert (item.exercise_id, item.sets, item.reps, item.tempo) == ("EX-P04", dose.sets, dose.reps, dose.tempo)
    assert item.side == "right"
    assert page.panel.rows.rowCount() == 1
    keys(page, "Return")
    assert plan_ids(page) == ["EX-P04"]
    assert "already" in page.panel.message.text()


def test_an_exercise_can_be_dragged_to_its_place(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    before = plan_ids(page)
    page.browser.go_to("EX-M11")
    carried = page.browser.list.rows.mimeData([page.browser.list.currentIndex()])
    page.panel.rows.dropMimeData(carried, Qt.DropAction.CopyAction, 1, 0, QModelIndex())
    assert plan_ids(page) == [before[0], "EX-M11", *before[1:]]


def test_the_list_is_filtered_by_the_phase_of_the_patient_and_says_so(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, phase="PH2", level=1)
    page = show_plan(qtbot, desk, clinic)
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
    page = show_plan(qtbot, desk, clinic)
    before = plan_ids(page)
    hops = next(e for e in clinic.session.library.exercises if e.domain == "plyometric" and e.phases[0] > "PH3")
    page.browser.go_to(hops.id)
    row = page.browser.current()
    assert row is not None
    assert "(" in row.blocked, "the rule is named"
    assert "To lift it:" in row.blocked
    assert row.blocked in page.reason.text()
    page.browser.list.setFocus()
    keys(page, "Return")
    assert plan_ids(page) == before
    assert row.blocked in page.panel.message.text()


def test_a_wrong_dose_is_refused_in_its_field_and_nothing_changes(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    before = page.panel.editor.content
    sets = page.panel.dose.fields["sets"]
    for typed in ("99", "x", "-1", "2.5"):
        type_dose(page, 0, "sets", typed)
        assert "Sets takes a whole number from 1 to 20" in page.panel.message.text()
        assert sets.hasFocus(), "the keyboard stays where the fault is"
        QTest.keyClick(sets, Qt.Key.Key_Escape)
        assert page.panel.editor.content == before
        assert cell(page, "sets") == "2"
    type_dose(page, 0, "sets", "3")
    assert page.panel.editor.content.items[0].sets == 3
    assert not page.panel.message.isVisible()


def test_leaving_a_wrong_dose_by_mouse_puts_back_what_was_there_and_says_why(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    page.panel.table.setFocus()
    keys(page, "Return")
    QTest.keyClicks(page.panel.dose.fields["sets"], "77")
    page.browser.search.setFocus(Qt.FocusReason.MouseFocusReason)
    assert cell(page, "sets") == "2"
    assert "from 1 to 20" in page.panel.message.text()


def test_beyond_the_usual_range_is_asked_once_by_one_key(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    usual = clinic.session.library.exercise(plan_ids(page)[0]).dose_range.reps
    assert usual is not None
    beyond = usual.high + 7
    type_dose(page, 0, "reps", str(beyond))
    assert page.panel.message.text().startswith("?")
    assert f"{usual.low}–{usual.high}" in page.panel.message.text()
    assert page.panel.editor.content.items[0].reps == 10
    assert f"{usual.low}–{usual.high}" in page.panel.dose.usual.text(), "the range is shown while typing"
    keys(page, "Return")
    assert page.panel.editor.content.items[0].reps == beyond
    page.undo_requested()
    type_dose(page, 0, "reps", str(beyond))
    assert page.panel.editor.content.items[0].reps == beyond, "not asked again"


def test_a_row_is_typed_like_a_spreadsheet(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    """Digits start typing, Return and the arrows go on in the next row, Tab to the next part, Escape to the table."""
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    fields, editor = page.panel.dose.fields, page.panel.editor
    page.panel.table.setFocus()
    keys(page, "1 Down 2 Up")
    assert [item.sets for item in editor.content.items] == [1, 2, 3]
    assert page.panel.current_row() == 0
    keys(page, "Tab Tab")
    assert fields["hold_s"].hasFocus()
    keys(page, "7 Tab 4 5 Return")
    assert (editor.content.items[0].hold_s, editor.content.items[0].rest_s) == (7, 45)
    assert page.panel.current_row() == 1
    assert fields["rest_s"].hasFocus()
    keys(page, "Escape")
    assert page.panel.table.hasFocus()


def test_side_days_and_time_of_day(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    type_dose(page, 0, "side", "L")
    frequency = page.panel.dose.fields["frequency"]
    assert isinstance(frequency, QComboBox)
    page.panel.table.setCurrentIndex(page.panel.rows.index(0, 0))
    frequency.setFocus()
    frequency.lineEdit().selectAll()
    QTest.keyClicks(frequency, "fr, mo we")
    QTest.keyClick(frequency, Qt.Key.Key_Return)
    item = page.panel.editor.content.items[0]
    assert (item.side, item.days, item.frequency) == ("left", "mon wed fri", "3 per week")
    page.panel.table.setFocus()
    page.panel.table.setCurrentIndex(page.panel.rows.index(0, 0))
    keys(page, "E")
    assert page.panel.rows.index(0, WHEN).data() == "Mon, Wed, Fri · evening"
    keys(page, "A")
    assert page.panel.rows.index(0, WHEN).data() == "Mon, Wed, Fri"


def test_minutes_by_time_of_day_the_routine_and_what_is_needed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, phase="PH1", level=1)
    page = show_plan(qtbot, desk, clinic)
    assert "Done every day: 7 min; PH1 means a daily 15 min." in page.panel.time.text()
    assert "You need: wall or rail." in page.panel.time.text()
    page.panel.table.setFocus()
    keys(page, "M Down E")
    assert "Morning 3, evening 2, any time 2 min." in page.panel.time.text()
    assert page.panel.heading.text() == "Plan: 3 exercises, up to 7 min a day"


def test_wheels_never_turn_a_dose(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    side = page.panel.dose.fields["side"]
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(side, turn)
    assert not page.panel.editor.can_undo


def test_keys_move_remove_step_and_take_back(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH5", level=1)
    page = show_plan(qtbot, desk, clinic)
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
    page.redo_requested()
    assert plan_ids(page) == [second, first, third]
    page.undo_requested()
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
    page = show_plan(qtbot, desk, clinic)
    assert not page.panel.save.isEnabled()
    type_dose(page, 0, "reps", "11")
    keys(page, "Ctrl+S")
    qtbot.waitUntil(lambda: bool(desk.announced))  # a button pressed by its shortcut stays down for a moment
    stored = stored_plan(clinic)
    assert stored is not None
    assert (stored.version, stored.items[0].reps) == (2, 11)
    assert desk.announced[-1].plans == {clinic.episode_id}
    assert not page.panel.save.isEnabled()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, DRAFT_FORM) is None


def test_typing_is_kept_within_two_seconds_and_comes_back(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    type_dose(page, 0, "sets", "3")

    def kept() -> None:
        with clinic.session.unit_of_work() as unit:
            draft = find_draft(unit, clinic.episode_id, DRAFT_FORM)
        assert draft is not None
        assert draft.content["items"][0]["sets"] == 3

    qtbot.waitUntil(kept, timeout=2000)
    desk.settle()
    again = show_plan(qtbot, desk, clinic)
    assert again.panel.rows.editor.content.items[0].sets == 3
    assert "restored" in again.restored.label.text()
    again.discard.setFocus()
    keys(again, "Space")
    again.leave()
    desk.settle()
    assert again.panel.rows.editor.content.items[0].sets != 3
    assert not again.restored.isVisible()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, DRAFT_FORM) is None


def test_where_the_patient_starts_is_asked_once(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = show_plan(qtbot, desk, clinic)
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
    page = show_plan(qtbot, desk, clinic)
    protocol = clinic.session.library.protocol("plantar_heel")
    assert protocol is not None
    wanted = {line.exercise_id for line in protocol.phase("PH2").exercises}
    next(action for action in page.panel.templates.actions() if action.text().startswith("PH2")).trigger()
    blocked = {i for i in wanted if i not in plan_ids(page)}
    for exercise_id in blocked:
        assert clinic.session.library.exercise(exercise_id).name in page.panel.message.text()
    assert len(wanted - blocked) > 5


def test_print_saves_first_and_leads_to_the_handouts(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    page.print_requested()
    assert desk.went_to == ["handouts"]
    type_dose(page, 0, "sets", "3")
    page.print_requested()
    desk.settle()
    stored = stored_plan(clinic)
    assert stored is not None
    assert stored.items[0].sets == 3
    assert desk.went_to == ["handouts", "handouts"]


def test_every_part_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    for widget in page.findChildren(QWidget):
        part_of_a_choice = isinstance(widget.parent(), QComboBox)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not part_of_a_choice:
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, f"{type(widget).__name__} has no name"
            assert widget.height() >= 24


def test_tab_goes_as_one_reads(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH2", level=1)
    page = show_plan(qtbot, desk, clinic)
    page.panel.template.setFocus()
    passed = []
    for _ in range(20):
        focus = QApplication.focusWidget()
        assert focus is not None
        passed.append(focus.accessibleName() or getattr(focus, "text", str)())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert passed[:7] == [
        "Template PH2", "Template of another phase", "Print …", "Picture", "Exercises of the plan", "Sets",
        "Repetitions",
    ]  # fmt: skip
    assert passed[7:15] == [
        "Hold in seconds", "Rest between sets in seconds", "Tempo", "Load", "Side", "How often, or weekdays",
        "Time of day", "Note for the patient",
    ]  # fmt: skip
    assert passed[15:19] == ["← Easier", "Harder →", "Move up", "Move down"]


def test_the_picture_of_the_exercise_with_the_keyboard_fills_the_screen(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_plan(qtbot, desk, clinic)
    for focus, name in ((page.browser.search, page.browser.current()), (page.panel.table, None)):
        focus.setFocus()
        if name is None:
            page.panel.table.selectRow(1)
        page.show_picture()
        shown = page.findChild(EnlargedPicture)
        assert shown is not None
        assert shown.windowTitle() == (name.name if name else "Heel raise on one leg, floor")
        assert shown.picture.frames
        QTest.keyClick(shown, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: page.findChild(EnlargedPicture) is None)
