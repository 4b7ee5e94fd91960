"""From the key that reviews to the accepted decision, on a real record with the real core."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.review import accept_decision, review_episode
from footrehab_desktop.records.values import DiaryDay, DiarySession, Observation, StoredDecision
from footrehab_desktop.ui.pages.review_card import FactButton
from footrehab_desktop.ui.pages.review_page import ReviewPage
from footrehab_desktop.ui.pages.wanted_day import take_wanted_day
from footrehab_desktop.ui.pages.wanted_sheet import take_wanted_sheet
from tests.support.page_desk import PageDesk
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
    desk.settle()
    return page


def write_diary(clinic: ClinicWithPatient, pain: int) -> None:
    """Write a week with three runs; the last one hurt as said."""
    columns = []
    for offset in range(7):
        on = FIRST + timedelta(days=7 + offset)
        run = DiarySession(
            on, 1, "run", True, minutes=30, run_min=10, pain_during=pain if offset == 4 else 1, swelling=0, rpe=3,
            completed_pct=100, sharp=False, limp=False, tenderness="none", settle_h=6, surface=2,
        )  # fmt: skip
        columns.append(DiaryColumn(on, DiaryDay(on, exercises="yes"), (run,) if offset in (0, 2, 4) else (), 0, 0))
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(columns[0].on, tuple(columns)), TODAY)


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
    desk.settle()


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
    assert page.handout_button.isVisible()
    assert page.past.past.rowCount() == 1
    page.handout_button.click()
    assert desk.went_to == ["handouts"]


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
    assert take_wanted_day(clinic.episode_id) == FIRST + timedelta(days=11)


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
    with clinic.session.unit_of_work() as unit:
        red_flag = UnsignedAssessment(
            clinic.episode_id, "review", TODAY, (Observation("calf_squeeze_positive", "right", text="yes"),)
        )
        sign_assessment(unit, clinic.session.forms, red_flag, TODAY)
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
