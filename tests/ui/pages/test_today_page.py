"""The board by keys on a real record: who is first, why, and where Enter leads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.pages.today_page import COLUMNS, BoardModel, TodayPage
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.presenters.today import board_rows
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, ListLine
from tests.support.keyboard import Keyboard
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, make_patient, make_session, start_plan


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    made = make_session(tmp_path / "record")
    yield made
    made.close()


@pytest.fixture
def desk(session: ClinicSession, dialogs: RecordingDialogs, preferences: Preferences) -> PageDesk:
    return PageDesk(session, dialogs, preferences, TODAY)


def open_page(qtbot: QtBot, desk: PageDesk) -> tuple[TodayPage, Keyboard]:
    page = TodayPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(None, None)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page, Keyboard(qtbot, page)


def shown(page: TodayPage, column: int = 0) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def two_patients(session: ClinicSession) -> None:
    """One waits for the first assessment; one is under way with a diary that is silent."""
    make_patient(session, replace(RUNNER, family_name="<b>Zorn</b>"), replace(HEEL_PAIN, side="left"))
    start_plan(make_patient(session, replace(RUNNER, family_name="Łukasik")))


def test_the_model_is_one_qt_accepts(qtmodeltester: ModelTester, session: ClinicSession) -> None:
    two_patients(session)
    with session.unit_of_work() as unit:
        rows = board_rows(unit.caseload.rows(), TODAY)
    model = BoardModel()
    qtmodeltester.check(model)
    model.show_rows(rows)
    qtmodeltester.check(model)
    assert model.columnCount() == len(COLUMNS)
    assert all(isinstance(model.index(0, column).data(LINE_ROLE), ListLine) for column in range(len(COLUMNS)))


def test_an_empty_clinic_says_what_to_do(qtbot: QtBot, desk: PageDesk) -> None:
    page, _keys = open_page(qtbot, desk)
    assert page.empty.isVisible()
    assert page.empty.button is not None
    page.empty.button.click()
    assert desk.went_to == ["patients"]


def test_who_needs_attention_is_first_with_the_reason_and_enter_goes_there(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    two_patients(session)
    page, keys = open_page(qtbot, desk)
    assert shown(page) == ["<B>ZORN</B>, Rosa\nBorn 03-Feb-1984", "ŁUKASIK, Rosa\nBorn 03-Feb-1984"]
    assert shown(page, 1) == ["First assessment not signed", "No diary entry for 14 days"]
    assert shown(page, 2)[0] == "LEFT foot\nPlantar heel pain"
    assert shown(page, 3) == ["Not started", "PH4 · Level 3"]
    assert keys.name == "Caseload"
    keys.press("Return")
    keys.press("Down", "Return")
    assert desk.went_to == ["assess", "diary"]


def test_typing_filters_and_enter_opens_the_first(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    two_patients(session)
    page, keys = open_page(qtbot, desk)
    page.focus_search()
    keys.type("lukasik")
    assert len(shown(page)) == 1
    assert page.header.detail.text() == "1 of 2 episodes, 2 need attention; the most urgent first"
    keys.press("Return")
    assert desk.went_to == ["diary"]
    keys.type(" nobody")
    assert shown(page) == []
    keys.press("Return")
    assert desk.went_to == ["diary"]


def test_only_what_is_due(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    start_plan(make_patient(session), since=TODAY)
    make_patient(session, replace(RUNNER, family_name="Zorn"))
    page, keys = open_page(qtbot, desk)
    assert shown(page, 1) == ["First assessment not signed", "On course"]
    keys.press("Shift+Tab")
    assert keys.name == "Only what is due"
    keys.press("Space")
    assert [name.split(",")[0] for name in shown(page)] == ["ZORN"]


def test_a_change_elsewhere_is_seen_at_once(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    page, _keys = open_page(qtbot, desk)
    made = make_patient(session)
    page.refresh(Changes(episodes=frozenset({made.episode_id})))
    assert len(shown(page)) == 1
