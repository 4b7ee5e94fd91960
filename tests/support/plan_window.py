"""The plan page alone in a real window, with the keyboard on it."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.pages.plan_page import PlanPage
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient


def show_plan(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> PlanPage:
    """Show the page for the patient and wait until it is complete."""
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
    QApplication.processEvents()
    return page
