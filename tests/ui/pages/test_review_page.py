"""From the key that reviews to the accepted decision, on a real record with the real core."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.next_review import next_review_of
from footrehab_desktop.clinic.review import accept_decision, review_episode
from footrehab_desktop.records.values import DiarySession, Observation, StoredDecision
from footrehab_desktop.ui.pages.review_card import FactButton
from footrehab_desktop.ui.pages.review_page import ReviewPage
from footrehab_desktop.ui.pages.wanted_day import take_wanted_cell
from footrehab_desktop.ui.pages.wanted_field import take_wanted_field
from footrehab_desktop.ui.pages.wanted_sheet import take_wanted_sheet
from tests.support.page_desk import PageDesk
from tests.support.review_diary import write_diary
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

FIRST = TODAY - timedelta(days=14)


def open_page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> ReviewPage:
    page = ReviewPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    settle(desk)
    return page


def settle(desk: PageDesk) -> None:
    """Wait until the card and what stands around it are there."""
    for _ in range(3):
        desk.settle()
        QApplication.processEvents()


def correct_diary(clinic: ClinicWithPatient, pain: int) -> None:
    """Change the pain of the last run, as a correction of the diary does."""
    on = FIRST + timedelta(days=11)
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(
            clinic.episode_id, [DiarySession(on, 1, "run", True, minutes=30, run_min=10, pain_during=pain)]
        )
        unit.commit()


def raise_red_flag(clinic: ClinicWithPatient) -> None:
    """Sign an assessment with a positive calf squeeze."""
    with clinic.session.unit_of_work() as unit:
        red_flag = UnsignedAssessment(
            clinic.episode_id, "review", TODAY, (Observation("calf_squeeze_positive", "right", text="yes"),)
        )
        sign_assessment(unit, clinic.session.forms, red_flag, TODAY)


def decisions(clinic: ClinicWithPatient) -> tuple[StoredDecision, ...]:
    with clinic.session.unit_of_work() as unit:
        return unit.decisions.for_episode(clinic.episode_id)


def level(clinic: ClinicWithPatient) -> int:
    with clinic.session.unit_of_work() as unit:
        state = unit.decisions.current_state(clinic.episode_id)
    assert state is not None
    return int(state.state["level"])


def press(page: ReviewPage, desk: PageDesk, key: Qt.Key) -> None:
    """Press a shortcut; buttons answer theirs a moment later."""
    QTest.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    QTest.qWait(150)
    settle(desk)


def test_before_the_plan_is_started_the_page_leads_there(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = open_page(qtbot, desk, clinic)
    assert page.start_first.isVisible()
    assert page.start_first.button is not None
    page.start_first.button.click()
    assert desk.went_to == ["plan"]
    page.review_now()
    assert decisions(clinic) == ()


def test_one_key_reviews_and_one_accepts(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, since=FIRST + timedelta(days=7))
    write_diary(clinic, pain=1)
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    assert page.headline.word.text() == "▲ Progress"
    assert page.answer.accept_button.hasFocus()
    assert level(clinic) == 3
    press(page, desk, Qt.Key.Key_Return)
    assert level(clinic) == 4
    assert [stored.response for stored in decisions(clinic)] == ["accepted"]
    assert desk.announced[-1].decisions == {clinic.episode_id}
    assert not page.answer.isVisible()
    assert page.past.past.rowCount() == 1
    assert page.follow.plan_button is not None
    assert page.follow.plan_button.hasFocus()
    assert page.follow.plan_button.property("kind") == "primary"
    sheet = page.follow.handout_buttons[0]
    sheet.click()
    assert desk.went_to == ["handouts"]
    assert take_wanted_sheet(clinic.episode_id)[0] == "exercise_sheet"


def test_what_accepting_means_for_the_plan_is_shown_before_it_is_accepted(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, since=FIRST + timedelta(days=7))
    write_diary(clinic, pain=1)
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    shown = "\n".join(label.text() for label in page.follow.findChildren(QLabel))
    assert "Accepting proposes" in shown
    assert "→" in shown
    assert page.follow.plan_button is not None
    assert page.follow.plan_button.property("kind") != "primary"


def test_a_fact_leads_to_the_week_of_the_diary_it_comes_from(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=7)
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    facts = page.reasons.findChildren(FactButton)
    pain = next(fact for fact in facts if fact.text().startswith("Pain during: 7"))
    pain.setFocus()
    QTest.keyClick(pain, Qt.Key.Key_Return)
    assert desk.went_to == ["diary"]
    wanted = take_wanted_cell(clinic.episode_id)
    assert wanted is not None
    with clinic.session.unit_of_work() as unit:
        last = unit.diary.sessions(clinic.episode_id)[-1]
    assert wanted == (FIRST + timedelta(days=11), last.id, "pain_during")


def test_what_is_missing_leads_to_the_cell_where_it_belongs(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        run = DiarySession(TODAY - timedelta(days=4), 1, "run", True, minutes=30, run_min=10, pain_during=1)
        unit.diary.put_sessions(clinic.episode_id, [run])
        unit.commit()
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    facts = page.reasons.findChildren(FactButton)
    missing = next(fact for fact in facts if fact.text().startswith("Pain after 24 h, session of 12-Mar-2026"))
    missing.setFocus()
    QTest.keyClick(missing, Qt.Key.Key_Return)
    wanted = take_wanted_cell(clinic.episode_id)
    assert wanted is not None
    assert (wanted.on, wanted.field) == (TODAY - timedelta(days=4), "pain_24h")


def test_a_finding_leads_to_its_field_of_the_assessment(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    raise_red_flag(clinic)
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    fact = next(fact for fact in page.reasons.findChildren(FactButton) if fact.text().startswith("Calf squeeze"))
    fact.click()
    assert desk.went_to == ["assess"]
    assert take_wanted_field(clinic.episode_id) == ("calf_squeeze_positive", TODAY)


def test_an_override_needs_a_decision_and_a_reason(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=1)
    page = open_page(qtbot, desk, clinic)
    page.review_now()
    desk.settle()
    page.answer.override_button.click()
    page.answer.confirm_button.click()
    assert page.answer.final.error()
    assert page.answer.reason.error()
    page.answer.final.set_value("HOLD")
    page.answer.reason.set_value("New shoes <b>arrive</b> next week")
    page.answer.confirm_button.click()
    desk.settle()
    (stored,) = decisions(clinic)
    assert (stored.response, stored.final, stored.reason) == ("overridden", "HOLD", "New shoes <b>arrive</b> next week")
    assert level(clinic) == 3
    assert "New shoes <b>arrive</b> next week" in page.headline.answer.text()
    assert "■ Hold" in page.headline.answer.text()


def test_a_referral_can_only_be_documented(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    raise_red_flag(clinic)
    page = open_page(qtbot, desk, clinic)
    page.review_now()
    desk.settle()
    assert page.headline.word.text() == "✚ Refer"
    assert page.headline.urgency.isVisible()
    assert not page.answer.accept_button.isVisible()
    assert not page.answer.override_button.isVisible()
    page.answer.letter_button.click()
    assert desk.went_to == ["handouts"]
    assert take_wanted_sheet(clinic.episode_id)[0] == "referral_letter"
    page.answer.document_button.click()
    assert page.answer.note.error()
    page.answer.note.set_value("Sent to the emergency department by taxi")
    page.answer.document_button.click()
    desk.settle()
    assert [stored.response for stored in decisions(clinic)] == ["documented"]
    assert level(clinic) == 3


def test_wishes_go_into_the_case_and_letters_are_refused(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=1)
    page = open_page(qtbot, desk, clinic)
    page.wishes.toggle.click()
    page.wishes.week_min.editor.setText("abc")
    page.review_now()
    assert page.wishes.week_min.error()
    assert decisions(clinic) == ()
    page.wishes.week_min.set_value(200)
    page.review_now()
    desk.settle()
    (stored,) = decisions(clinic)
    with clinic.session.unit_of_work() as unit:
        assert unit.decisions.get(stored.id).case["request"] == {"week_min": 200}


def test_earlier_decisions_open_in_the_card_without_an_answer_to_give(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=1)
    with clinic.session.unit_of_work() as unit:
        review, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    with clinic.session.unit_of_work() as unit:
        accept_decision(unit, review.stored.id, TODAY)
    page = open_page(qtbot, desk, clinic)
    qtbot.waitUntil(lambda: page.past.past.rowCount() == 1)
    assert not page.decision_card.isVisible()
    page.past.setFocus()
    QTest.keyClick(page.past, Qt.Key.Key_Return)
    assert page.decision_card.isVisible()
    assert not page.answer.isVisible()
    page.back_button.click()
    assert not page.decision_card.isVisible()


def test_a_decision_whose_facts_changed_is_not_accepted_and_says_what_changed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, since=FIRST + timedelta(days=7))
    write_diary(clinic, pain=1)
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    assert page.headline.word.text() == "▲ Progress"
    correct_diary(clinic, pain=7)
    press(page, desk, Qt.Key.Key_Return)
    assert [stored.response for stored in decisions(clinic)] == ["open"]
    assert level(clinic) == 3
    assert "Session, 13-Mar-2026: " in page.notice.label.text()
    assert "Pain during 1 → 7" in page.notice.label.text()
    assert not page.answer.accept_button.isVisible()
    assert not page.answer.override_button.isVisible()
    assert page.review_button.hasFocus()
    press(page, desk, Qt.Key.Key_R)
    assert page.headline.word.text() == "▼ Regress"
    press(page, desk, Qt.Key.Key_Return)
    assert decisions(clinic)[-1].response == "accepted"


def test_an_open_decision_found_later_says_that_it_is_out_of_date(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=1)
    with clinic.session.unit_of_work() as unit:
        review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    raise_red_flag(clinic)
    page = open_page(qtbot, desk, clinic)
    assert "Out of date" in page.notice.label.text()
    assert "Calf squeeze" in page.notice.label.text()
    assert page.review_button.property("kind") == "primary"


def test_nothing_is_out_of_date_when_the_same_week_is_saved_again_or_a_day_passes(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=1)
    with clinic.session.unit_of_work() as unit:
        review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    write_diary(clinic, pain=1)
    desk.today = TODAY + timedelta(days=2)
    page = open_page(qtbot, desk, clinic)
    assert not page.notice.isVisible()
    assert page.answer.accept_button.isVisible()


def test_the_next_review_is_changed_and_a_late_one_after_a_safety_rule_is_confirmed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=7)
    page = open_page(qtbot, desk, clinic)
    press(page, desk, Qt.Key.Key_R)
    assert page.headline.word.text() == "▼ Regress"
    assert page.next_line.line.text().startswith("Next review: 23-Mar-2026")
    set_day(page, desk, "yesterday")
    assert "from today" in page.next_line.field.error()
    set_day(page, desk, "+3d")
    assert page.next_line.line.text().startswith("Next review: 19-Mar-2026")
    assert "the rules propose 23-Mar-2026" in page.next_line.note.text()
    assert not desk.dialogs.asked
    set_day(page, desk, "+3w")
    assert "by 23-Mar-2026" in desk.dialogs.asked[-1].text
    assert page.next_line.line.text().startswith("Next review: 19-Mar-2026")
    desk.dialogs.accepts = [True]
    set_day(page, desk, "+3w")
    assert page.next_line.line.text().startswith("Next review: 06-Apr-2026")
    with clinic.session.unit_of_work() as unit:
        assert next_review_of(unit, clinic.episode_id) == TODAY + timedelta(days=21)


def set_day(page: ReviewPage, desk: PageDesk, typed: str) -> None:
    page.next_line.change_button.click()
    page.next_line.field.editor.setText(typed)
    page.next_line.set_button.click()
    settle(desk)


def test_earlier_decisions_are_replayed_and_compared_by_keys(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic, since=FIRST + timedelta(days=7))
    write_diary(clinic, pain=1)
    answer_review(clinic)
    correct_diary(clinic, pain=7)
    answer_review(clinic)
    page = open_page(qtbot, desk, clinic)
    qtbot.waitUntil(lambda: page.past.past.rowCount() == 2)
    page.past.setFocus()
    QTest.keyClick(page.past, Qt.Key.Key_R)
    settle(desk)
    assert page.past_card.result.text() == "Decision of 16-Mar-2026 replayed today: same case, same decision."
    QTest.keyClick(page.past, Qt.Key.Key_C)
    settle(desk)
    assert "What changed from 16-Mar-2026 Progress to 16-Mar-2026" in page.past_card.result.text()
    assert "Pain during 1 → 7" in page.past_card.lines.text()
    assert "Level 3 → 4" in page.past_card.lines.text()


def answer_review(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        review, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    with clinic.session.unit_of_work() as unit:
        accept_decision(unit, review.stored.id, TODAY)
