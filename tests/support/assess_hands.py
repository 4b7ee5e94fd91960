"""The assess page under the hands of a clinician: shown on a real record, typed into where the keyboard is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.records.values import Assessment
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_section import SectionForm
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient


def show(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> AssessPage:
    """Return the page with the keyboard, on the clinic's patient."""
    page = AssessPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1160, 570)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


def keys(text: str) -> None:
    """Press the named keys where the keyboard is."""
    for key in text.split():
        combination = QKeySequence(key)[0]
        QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())


def typing(text: str) -> None:
    """Type characters where the keyboard is; a line break is Return."""
    for character in text:
        QTest.keyClick(focused(), Qt.Key.Key_Return) if character == "\n" else QTest.keyClick(focused(), character)


def focused() -> QWidget:
    """Return the widget with the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def begin(page: AssessPage) -> Workbench:
    """Start the suggested assessment by keys: kind, date, start."""
    typing("\n\n")
    keys("Space")
    return bench_of(page)


def bench_of(page: AssessPage) -> Workbench:
    """Return the workbench, which must be open."""
    assert page.bench is not None
    return page.bench


def open_section(bench: Workbench, code: str) -> SectionForm:
    """Show a section with everything in it and the keyboard in its first open field."""
    bench.list.setCurrentRow([section.code for section in bench.form.sections].index(code))
    view = view_of(bench)
    view.complete()
    bench.take_focus()
    return view


def view_of(bench: Workbench) -> SectionForm:
    """Return the section that is shown."""
    view = bench.view()
    assert isinstance(view, SectionForm)
    return view


def stored(clinic: ClinicWithPatient) -> tuple[Assessment, ...]:
    """Return every signed assessment of the episode."""
    with clinic.session.unit_of_work() as unit:
        return unit.assessments.for_episode(clinic.episode_id)
