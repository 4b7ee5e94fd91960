"""Through the window: what answers mean together is refused at its field, and gait is scored column by column."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.case_building import build_case, load_episode
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_section import SectionForm
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[AssessPage]:
    start_plan(clinic)
    made = AssessPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1160, 570)
    made.show_for(clinic.patient_id, clinic.episode_id)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.leave()
    desk.settle()


def begin(page: AssessPage, kind: str) -> Workbench:
    page.start.card.start_asked.emit(kind, TODAY)
    assert page.bench is not None
    return page.bench


def view_of(bench: Workbench) -> SectionForm:
    view = bench.view()
    assert isinstance(view, SectionForm)
    return view


def typing(text: str) -> None:
    """Type characters where the keyboard is."""
    for character in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, character)


def answer(bench: Workbench, code: str, text: str) -> None:
    bench.go_to(Place(code))
    typing(text)


def sign(page: AssessPage, desk: PageDesk, dialogs: RecordingDialogs) -> None:
    dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()


def test_an_orthosis_is_refused_where_it_stands_until_gait_and_strengthening_are_there(
    page: AssessPage, desk: PageDesk, dialogs: RecordingDialogs
) -> None:
    bench = begin(page, "review")
    answer(bench, "orthosis_prescribed", "y")
    sign(page, desk, dialogs)
    assert page.bench is bench
    assert bench.notice.isVisible()
    assert "rests on a gait assessment" in bench.notice.label.text()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName().startswith("Orthosis prescribed today")
    answer(bench, "walking_pattern", "l")
    sign(page, desk, dialogs)
    assert "goes with strengthening" in bench.notice.label.text()
    answer(bench, "orthosis_strengthening", "y")
    sign(page, desk, dialogs)
    assert page.bench is None


def test_gait_is_scored_by_running_digits_fresh_then_tired_and_told_at_once(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, dialogs: RecordingDialogs
) -> None:
    bench = begin(page, "fatigue_gait")
    answer(bench, "gait_fresh_landing", "00010000" + "00020000")
    (told,) = (group.findings.text() for group in view_of(bench).groups if group.heading.startswith("Eight items"))
    assert told.startswith("✗ Running got worse")
    sign(page, desk, dialogs)
    assert page.bench is None
    with clinic.session.unit_of_work() as unit:
        case = build_case(load_episode(unit, clinic.episode_id), clinic.session.forms, TODAY)
    check = next(test for test in case.tests if test.test == "fatigue_gait")
    assert check.fresh_items == (0, 0, 0, 1, 0, 0, 0, 0)
    assert check.items == (0, 0, 0, 2, 0, 0, 0, 0)


def test_nothing_and_something_drive_each_other_out(page: AssessPage) -> None:
    bench = begin(page, "review")
    place = Place("walking_pattern")
    answer(bench, place.code, "sl")
    assert bench.form.sheet.text(place) == "limp short_stance"
    typing("e")
    assert bench.form.sheet.text(place) == "none"
    typing("l")
    assert bench.form.sheet.text(place) == "limp"
    typing("l")
    assert bench.form.sheet.text(place) == ""
