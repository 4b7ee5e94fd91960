"""A fact of a decision leads to its cell of the diary, or to its field of the assessment."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from footrehab_desktop.ui.pages.wanted_day import want_day
from footrehab_desktop.ui.pages.wanted_field import want_field
from footrehab_desktop.ui.presenters.diary_lines import Place, Row
from tests.support.page_desk import PageDesk
from tests.support.review_diary import write_diary
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

FRIDAY = TODAY - timedelta(days=3)


def diary_at(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, field: str) -> Place | None:
    """Open the diary at a field of Friday's session and return the cell with the keyboard."""
    with clinic.session.unit_of_work() as unit:
        session = unit.diary.sessions(clinic.episode_id)[-1]
    page = DiaryPage(desk.context)
    qtbot.addWidget(page)
    want_day(clinic.episode_id, FRIDAY, session.id, field)
    page.show_for(clinic.patient_id, clinic.episode_id)
    return page.model.place(page.grid.currentIndex())


def test_a_fact_of_a_session_leads_to_its_cell(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=7)
    assert diary_at(qtbot, desk, clinic, "pain_during") == Place(Row("pain_during", "session", 1), 4)


def test_a_cell_among_the_further_lines_is_unfolded(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    write_diary(clinic, pain=7)
    assert diary_at(qtbot, desk, clinic, "pain_48h") == Place(Row("pain_48h", "session", 1), 4)


def test_a_finding_is_read_where_it_was_signed(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        flag = UnsignedAssessment(
            clinic.episode_id, "review", TODAY, (Observation("calf_squeeze_positive", "right", text="yes"),)
        )
        sign_assessment(unit, clinic.session.forms, flag, TODAY)
    page = assess_at(qtbot, desk, clinic, "heel_raise", TODAY - timedelta(days=14))
    row = page.start.chosen()
    assert row is not None
    assert "02-Mar-2026" in row.title
    assert page.start.pane.textCursor().selectedText().startswith("Single-leg heel raise")


def test_a_test_that_was_never_done_is_asked_for(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = assess_at(qtbot, desk, clinic, "single_leg_stance", None)
    assert page.bench is not None
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("Single-leg stance")


def assess_at(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, code: str, on: object) -> AssessPage:
    page = AssessPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    want_field(clinic.episode_id, code, on)
    page.show_for(clinic.patient_id, clinic.episode_id)
    QApplication.processEvents()
    return page
