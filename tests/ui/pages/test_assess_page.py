"""The assess page in a real window on a real record, worked by keys."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.library.field_spec import OUTCOME
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess import can_be_no
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.field import Field
from tests.support.assess_hands import begin, bench_of, focused, keys, show, stored, typing, view_of
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

LEFT, RIGHT = Place("heel_raise", "left"), Place("heel_raise", "right")


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[AssessPage]:
    made = show(qtbot, desk, clinic)
    yield made
    made.leave()
    desk.settle()


def note(bench: Workbench, place: Place) -> str:
    field = view_of(bench).editors[place].field
    assert isinstance(field, Field)
    return field._note.text()


def test_a_baseline_by_keys_alone_is_signed_and_leads_to_the_plan(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    bench = begin(page)
    assert bench.form.kind == "baseline"
    typing("n")
    bench.go_to(Place("pain_now"))
    typing("31\n6")
    bench.go_to(LEFT)
    typing("26\n21\n")
    dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()
    (signed,) = stored(clinic)
    assert {(o.code, o.side, o.number, o.text) for o in signed.observations} == {
        ("acute_injury", None, None, "no"),
        ("pain_now", None, 3.0, None),
        ("pain_best", None, 1.0, None),
        ("pain_worst", None, 6.0, None),
        ("heel_raise", "left", 26.0, None),
        ("heel_raise", "right", 21.0, None),
    }
    (question,) = dialogs.asked
    assert isinstance(question, Question)
    assert "Still open: Red flags" in question.text
    assert "RUNNER, Rosa" in question.about
    assert "RIGHT foot" in question.about
    assert desk.announced[-1].assessments == {clinic.episode_id}
    assert page.bench is None
    keys("Space")
    assert desk.went_to == ["plan"]


def test_symmetry_and_marks_stand_beneath_the_two_sides_as_one_types(page: AssessPage) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("26\n20")
    words = view_of(bench).reading_words("heel_raise")
    assert "LSI 77 % (right to left)" in words
    assert "✗ Not met: Patient's right is below the norm by 4 reps." in words


def test_the_involved_side_is_said_in_words_and_left_stands_left(page: AssessPage) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    view = view_of(bench)
    left, right = (view.editors[place].field for place in (LEFT, RIGHT))
    assert left.mapTo(view, left.rect().topLeft()).x() < right.mapTo(view, right.rect().topLeft()).x()
    assert focused().accessibleName() == "Single-leg heel raise, patient's left (reps)"
    keys("Tab")
    assert focused().accessibleName() == "Single-leg heel raise, patient's right, involved side (reps)"


def test_a_red_flag_shows_the_referral_at_once_and_can_still_be_signed(
    qtbot: QtBot, page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    bench = begin(page)
    bench.go_to(Place("calf_squeeze_positive"))
    assert bench.banner.isHidden()
    typing("y")
    assert not bench.banner.isHidden()
    assert bench.banner.headline.text() == "✚ Refer today"
    assert "The plan stops" in bench.banner.what_to_do.text()
    assert "SF-02" in bench.banner.reasons.text()
    dialogs.accepts.append(True)
    keys("Ctrl+Return")
    qtbot.waitUntil(lambda: bool(dialogs.asked))
    desk.settle()
    assert [o.code for o in stored(clinic)[0].observations] == ["calf_squeeze_positive"]
    assert page.start.banner.isVisible()
    assert not page.start.plan.isVisible()


def test_all_others_no_fills_one_group_and_is_one_step(page: AssessPage) -> None:
    bench = begin(page)
    typing("y")
    view = view_of(bench)
    heading = view.section.fields[0].heading
    group = [spec.code for spec in view.section.fields if spec.heading == heading and can_be_no(spec)]
    view.rest_no.emit(heading)
    assert [view.editors[Place(code)].read() for code in group] == ["yes"] + ["no"] * (len(group) - 1)
    page.undo_requested()
    assert [view.editors[Place(code)].read() for code in group] == ["yes"] + [""] * (len(group) - 1)


def test_a_clean_red_flag_screen_takes_one_key_a_group(page: AssessPage) -> None:
    bench = begin(page)
    section = view_of(bench).section
    asked = [spec for spec in bench.form.asked_fields(section) if can_be_no(spec)]
    typing("a" * len({spec.heading for spec in asked}))
    assert bench.form.progress(section).state == "done"
    assert {place.code for place in bench.form.sheet.typed} == {spec.code for spec in asked}
    assert set(bench.form.sheet.typed.values()) == {"no"}
    assert focused() is view_of(bench).onward
    assert bench.list.item(0).text().startswith("✓  Red flags")
    assert bench.list.item(0).text().endswith("Done")


def test_an_impossible_value_is_refused_at_the_field_and_stops_the_signing(
    page: AssessPage, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("2x\n")
    assert note(bench, LEFT).startswith("✕ Single-leg heel raise takes a whole number")
    bench.list.setCurrentRow(0)
    page.ask_sign()
    assert dialogs.asked == []
    assert stored(clinic) == ()
    assert focused() is view_of(bench).editors[LEFT].field.focusProxy()


def test_an_unusual_value_is_confirmed_with_one_more_return(page: AssessPage) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("90\n")
    assert note(bench, LEFT).endswith("Press Enter to confirm.")
    assert focused() is view_of(bench).editors[LEFT].field.focusProxy()
    assert bench.form.unconfirmed() == (LEFT,)
    typing("\n")
    assert bench.form.unconfirmed() == ()
    assert focused() is view_of(bench).editors[RIGHT].field.focusProxy()
    assert note(bench, LEFT) == "Unusual, confirmed."


def test_an_unusual_value_that_nobody_confirmed_is_not_left_out_in_silence(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("90")
    bench.go_to(RIGHT)
    typing("20\n")
    bench.list.setCurrentRow(0)
    page.ask_sign()
    assert dialogs.asked == []
    assert focused() is view_of(bench).editors[LEFT].field.focusProxy()
    assert "rarely above 60 reps. Is this value right?" in bench.notice.label.text()
    assert note(bench, LEFT).endswith("Press Enter to confirm.")
    typing("\n")
    assert bench.notice.isHidden()
    dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()
    (signed,) = stored(clinic)
    assert [o.number for o in signed.observations] == [90, 20]


def test_typing_survives_leaving_and_comes_back_with_its_time(
    page: AssessPage, qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("2")
    page.leave()
    desk.settle()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, "assessment:baseline") is not None
    again = show(qtbot, desk, clinic)
    restored = bench_of(again)
    assert restored.form.sheet.text(LEFT) == "2"
    assert restored.notice.label.text().startswith("Unsaved typing from ")
    assert restored.notice.label.text().endswith(" restored.")


def test_typing_is_kept_within_two_seconds_without_leaving(
    page: AssessPage, qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    bench = begin(page)
    bench.go_to(Place("goal_short"))
    typing("Run the dog round")

    def kept() -> None:
        with clinic.session.unit_of_work() as unit:
            found = find_draft(unit, clinic.episode_id, "assessment:baseline")
        assert found is not None
        assert found.content["typed"]["goal_short|"] == "Run the dog round"

    qtbot.waitUntil(kept, timeout=2000)


def test_discarding_asks_and_forgets(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    begin(page)
    typing("n")
    page.leave()
    desk.settle()
    bench_of(page).close_asked.emit()
    assert page.start.card.isVisible()
    dialogs.accepts.append(True)
    page.start.discard_asked.emit("baseline")
    desk.settle()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, "assessment:baseline") is None
    assert begin(page).form.sheet.typed == {}


def test_thirty_steps_can_be_undone_also_inside_a_field(page: AssessPage) -> None:
    bench = begin(page)
    typing("yn" * 7)
    bench.go_to(LEFT)
    for number in range(10, 30):
        typing("\b" * 2 + str(number) + "\n")
        bench.go_to(LEFT)
    for _ in range(20):
        keys("Ctrl+Z")
    assert bench.form.sheet.text(LEFT) == ""
    for _ in range(14):
        page.undo_requested()
    assert bench.form.sheet.typed == {}


def test_digits_run_through_the_items_and_the_score_follows(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    bench = begin(page)
    codes = [section.code for section in bench.form.sections]
    bench.list.setCurrentRow(codes.index("outcome"))
    bench.take_focus()
    typing("4" * 23)
    block = view_of(bench).outcomes
    assert block is not None
    card = block.cards["FFI"]
    assert card.headline.text() == "40 %"
    assert focused() is block.due.buttons["VAS-first-step"], "on to what is due next"
    card.boxes.boxes[0].setFocus()
    typing("x")
    assert card.refusal.text() == "✕ Item 1 takes 0 to 10, or n for not applicable."
    typing("10")
    assert card.boxes.boxes[0].text() == "10"
    dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()
    (outcome,) = stored(clinic)[0].outcomes
    assert outcome.items == (10,) + (4,) * 22
    assert outcome.score == pytest.approx(42.6)


def test_a_pasted_row_of_answers_is_taken_item_by_item(page: AssessPage) -> None:
    bench = begin(page)
    bench.list.setCurrentRow([section.code for section in bench.form.sections].index("outcome"))
    block = view_of(bench).outcomes
    assert block is not None
    block.open_measure("LEFS")
    QApplication.clipboard().setText("3 4 0 2")
    keys("Ctrl+V")
    assert [box.text() for box in block.cards["LEFS"].boxes.boxes[:5]] == ["3", "4", "0", "2", ""]


def test_sections_are_made_on_their_first_visit(page: AssessPage) -> None:
    bench = begin(page)
    assert list(bench._views) == ["red_flags"]
    keys("Ctrl+Down")
    assert list(bench._views) == ["red_flags", "history"]


def test_an_earlier_assessment_is_amended_with_its_reason_and_struck_out_with_another(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    start_plan(clinic)
    page.show_for(None, None)
    page.show_for(clinic.patient_id, clinic.episode_id)
    assert page.start.list.count() == 1
    dialogs.texts.append("Typed for the wrong side")
    page.start.amend.click()
    bench = bench_of(page)
    bench.go_to(LEFT)
    keys("Ctrl+A")
    typing("23\n")
    dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()
    first, second = stored(clinic)
    assert (second.amends, second.reason) == (first.id, "Typed for the wrong side")
    assert page.start.list.count() == 2
    row = page.start.chosen()
    assert row is not None
    assert row.id == second.id
    assert "23 reps" in page.start.pane.toPlainText()
    dialogs.texts.append("Not this patient")
    page.start.strike.click()
    desk.settle()
    assert [a.id for a in stored(clinic) if a.voided_at is None] == [first.id]


def test_a_review_opens_with_hints_of_last_time_and_nothing_answered(
    page: AssessPage, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page.show_for(None, None)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.focus_first()
    bench = begin(page)
    assert bench.form.kind == "review"
    bench.go_to(LEFT)
    assert note(bench, LEFT) == "last: 24 reps on 02-Mar-2026"
    assert view_of(bench).editors[LEFT].read() == ""


def test_a_future_date_is_refused_at_the_field(page: AssessPage, dialogs: RecordingDialogs) -> None:
    bench = begin(page)
    typing("n")
    bench.day.take_focus()
    keys("Ctrl+A")
    typing("+3d\n")
    page.ask_sign()
    assert bench.day.error() == "The assessment cannot be dated in the future."
    assert dialogs.asked == []


def test_a_date_before_birth_is_refused_and_not_taken_over(page: AssessPage) -> None:
    bench = begin(page)
    bench.day.take_focus()
    keys("Ctrl+A")
    typing("4/3/1950\n")
    assert bench.day.error() == "The assessment is dated before the patient's birth."
    assert bench.form.assessed_on == TODAY


def test_a_change_of_the_episode_elsewhere_keeps_the_typing(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    from footrehab_desktop.clinic.episodes import change_episode

    bench = begin(page)
    bench.go_to(LEFT)
    typing("26\n")
    with clinic.session.unit_of_work() as unit:
        details = unit.episodes.get(clinic.episode_id).details
        changes = change_episode(unit, clinic.episode_id, replace(details, side="left"), TODAY)
    page.refresh(changes)
    renewed = bench_of(page)
    assert renewed.form.involved == "left"
    assert renewed.form.sheet.text(LEFT) == "26"


def test_a_section_is_made_on_its_first_visit_only(page: AssessPage, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH2", level=1, since=TODAY - timedelta(days=7))
    page.show_for(None, None)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.focus_first()
    bench = begin(page)
    assert bench.stack.count() == 1
    bench.go_to(LEFT)
    assert bench.stack.count() == 2
    bench.go_to(LEFT)
    assert bench.stack.count() == 2
    assert any(spec.kind == OUTCOME for section in bench.form.sections for spec in section.fields)
