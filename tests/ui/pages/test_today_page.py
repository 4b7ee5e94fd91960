"""The board by keys on a real record: who is first, why, where Enter leads, tasks answered, and only changes read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic import caseload
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.values import DiaryDay
from footrehab_desktop.ui import activity, theme
from footrehab_desktop.ui.operations import today as operations
from footrehab_desktop.ui.pages.today_day_list import DayListWindow
from footrehab_desktop.ui.pages.today_page import TodayPage
from footrehab_desktop.ui.pages.today_table import COLUMNS, BoardModel
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, ListLine
from tests.support.keyboard import Keyboard
from tests.support.page_desk import PageDesk
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, make_patient, start_plan

DAY = timedelta(days=1)


def settle(page: TodayPage, desk: PageDesk, qtbot: QtBot) -> None:
    """Wait until the board is read and everything on it worked out."""
    qtbot.waitUntil(lambda: bool(page.board.rows) and not page.board.waiting)
    desk.settle()


def open_page(qtbot: QtBot, desk: PageDesk, width: int = 1180) -> tuple[TodayPage, Keyboard]:
    page = TodayPage(desk.context)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show_for(None, None)
    desk.settle()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page, Keyboard(qtbot, page)


def shown(page: TodayPage, column: int = 0) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def first_lines(page: TodayPage, column: int = 0) -> list[str]:
    return [text.split("\n")[0] for text in shown(page, column)]


def two_patients(session: ClinicSession) -> None:
    """One waits for the first assessment; one is under way with a diary that is silent."""
    make_patient(session, replace(RUNNER, family_name="<b>Zorn</b>"), replace(HEEL_PAIN, side="left"))
    start_plan(make_patient(session, replace(RUNNER, family_name="Łukasik")))


def test_the_model_is_one_qt_accepts(qtmodeltester: ModelTester, session: ClinicSession) -> None:
    two_patients(session)
    model = BoardModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # of the plugin
    model.show_rows(operations.read_board(session, today=TODAY).rows)
    for narrow in (False, True):
        model.show_narrow(narrow)
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # of the plugin
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
    settle(page, desk, qtbot)
    assert shown(page) == ["<B>ZORN</B>, Rosa\nBorn 03-Feb-1984", "ŁUKASIK, Rosa\nBorn 03-Feb-1984"]
    assert shown(page, 1)[0] == "First assessment not signed\nsince 02-Mar-2026"
    assert shown(page, 1)[1].startswith("FFI due\n")
    assert "No diary entry for 14 days" in shown(page, 1)[1]
    assert shown(page, 2) == [
        "LEFT foot · Not started\nPlantar heel pain",
        "RIGHT foot · PH4 · Level 3\nPlantar heel pain",
    ]
    assert keys.name == "Caseload"
    keys.press("Return")
    keys.press("Down", "Return")
    assert desk.went_to == ["assess", "assess"]


def test_typing_and_choosing_filter_and_the_counts_stand_behind_the_choices(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    two_patients(session)
    page, keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    assert page.due.counted("diary") == "Diary (1)"
    assert page.due.counted("anything") == "Anything due (2)"
    page.due.choose("diary")
    assert first_lines(page) == ["ŁUKASIK, Rosa"]
    page.due.choose("")
    page.focus_search()
    keys.type("lukasik")
    assert first_lines(page) == ["ŁUKASIK, Rosa"]
    assert page.header.detail.text() == "1 of 2 episodes, 2 need attention; the most urgent first"
    assert page.due.counted("start") == "Not started (0)"
    keys.press("Return")
    assert desk.went_to == ["assess"]
    keys.type(" nobody")
    assert shown(page) == []
    assert not page.print_button.isEnabled()
    keys.press("Return")
    assert desk.went_to == ["assess"]


def test_a_change_elsewhere_is_seen_and_only_what_changed_is_worked_out(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_patients(session)
    page, _keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    looked_at: list[str] = []
    load = caseload.work_out_outlooks

    def watched(unit, library, forms, rows, today):  # type: ignore[no-untyped-def]  # as the real one
        looked_at.extend(row.person.family_name for row in rows)
        return load(unit, library, forms, rows, today)

    monkeypatch.setattr(operations, "work_out_outlooks", watched)
    episode_id = page.board.rows[1].episode_id
    with session.unit_of_work() as unit:
        unit.diary.put_days(episode_id, [DiaryDay(TODAY - n * DAY, morning_pain=1) for n in range(7)])
        unit.commit()
    page.refresh(Changes(diary=frozenset({episode_id})))
    settle(page, desk, qtbot)
    assert looked_at == ["Łukasik"]
    assert "No diary entry" not in "".join(shown(page, 1))
    with session.unit_of_work() as unit:
        unit.episodes.close(episode_id, TODAY)
        unit.commit()
    page.refresh(Changes(episodes=frozenset({episode_id})))
    desk.settle()
    assert first_lines(page) == ["<B>ZORN</B>, Rosa"]


def test_nothing_is_worked_out_while_somebody_types(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    for number in range(operations.PORTION + 1):
        start_plan(make_patient(session, replace(RUNNER, family_name=f"Silent {number}")))
    page = TodayPage(desk.context)
    qtbot.addWidget(page)
    activity.touched()
    page.show_for(None, None)
    desk.settle()
    assert page.board.waiting == operations.PORTION + 1
    qtbot.waitUntil(lambda: page.board.waiting == 0, timeout=10_000)


def test_a_new_day_reads_the_board_anew(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    two_patients(session)
    page, _keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    desk.today = TODAY + DAY
    page.show_for(None, None)
    desk.settle()
    assert "No diary entry for 15 days" in shown(page, 1)[1]


def tasks_open(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> tuple[TodayPage, Keyboard]:
    start_plan(make_patient(session))
    page, keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    keys.press("T")
    desk.settle()
    assert keys.name == "Tasks"
    return page, keys


def titles(page: TodayPage) -> list[str]:
    tasks = page.preview.tasks.list
    return [tasks.item(row).data(LINE_ROLE).title for row in range(tasks.count())]


def test_space_shows_the_preview_and_hides_it(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    start_plan(make_patient(session))
    page, keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    keys.press("Space")
    desk.settle()
    assert page.preview.isVisible()
    assert page.preview.name.text() == "RUNNER, Rosa"
    assert keys.name == "Caseload"
    keys.press("Space")
    assert page.preview.isHidden()


def test_t_shows_the_tasks_with_reason_and_rule_and_enter_goes_where_each_is_done(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    page, keys = tasks_open(qtbot, desk, session)
    pane = page.preview.tasks
    assert titles(page)[0] == "FFI due"
    assert pane.why.text() == "Due 02-Mar-2026, with the first assessment; taken last never."
    assert pane.rule.text() == "Rule S001-69"
    keys.press("Return")
    keys.press("End", "Return")
    assert desk.went_to == ["assess", "diary"]
    keys.press("Escape")
    assert keys.name == "Caseload"


def test_d_says_done_and_the_task_is_gone_at_once(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    page, keys = tasks_open(qtbot, desk, session)
    keys.press("D")
    settle(page, desk, qtbot)
    assert "FFI due" not in titles(page)
    assert desk.status[-1] == "saved"
    assert desk.announced
    assert keys.name == "Tasks"


def test_l_asks_for_a_day_and_n_for_a_reason(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    page, keys = tasks_open(qtbot, desk, session)
    before = titles(page)
    keys.press("N")
    assert keys.name == "Reason"
    keys.press("Return")
    desk.settle()
    assert page.preview.tasks.form.fault.text() == "Say why it is not needed."
    keys.type("Cannot read")
    keys.press("Return")
    settle(page, desk, qtbot)
    assert titles(page) == before[1:]
    keys.press("L")
    assert keys.name == "Ask again on"
    keys.type("yesterday")
    keys.press("Return")
    desk.settle()
    assert "Choose a day after today" in page.preview.tasks.form.fault.text()
    page.preview.tasks.form.until.selectAll()
    keys.type("+2w")
    keys.press("Return")
    settle(page, desk, qtbot)
    assert titles(page) == before[2:]
    keys.press("L")
    keys.press("Escape")
    assert keys.name == "Tasks"


def test_a_task_that_goes_with_the_work_offers_no_answer(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    make_patient(session)
    page, keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    keys.press("T")
    desk.settle()
    assert titles(page) == ["First assessment not signed"]
    assert not page.preview.tasks.done_button.isVisible()
    keys.press("D", "N", "L")
    desk.settle()
    assert titles(page) == ["First assessment not signed"]
    assert page.preview.tasks.form.isHidden()


@pytest.mark.parametrize(("scale", "width"), [(100, 1180), (100, 760), (200, 1080)])
def test_nothing_scrolls_sideways_and_no_word_of_the_row_is_lost(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, qapp: QApplication, scale: int, width: int
) -> None:
    theme.apply(qapp, "light", scale)
    two_patients(session)
    page, _keys = open_page(qtbot, desk, width)
    settle(page, desk, qtbot)
    columns = page.table.horizontalHeader()
    qtbot.waitUntil(lambda: columns.length() == page.table.viewport().width())
    visible = "".join(shown(page, column)[1] for column in range(len(COLUMNS)) if not page.table.isColumnHidden(column))
    for words in ("ŁUKASIK", "03-Feb-1984", "RIGHT foot", "PH4 · Level 3", "None yet", "Entry none yet"):
        assert words in visible


def test_the_list_of_the_day_is_shown_as_filtered_and_printed_or_saved(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printed: list[bytes] = []

    def print_pdf(
        _of: QWidget, pdf: bytes, paper: str, on_done: Callable[[], object], *_more: object, **_how: object
    ) -> None:
        assert paper == "A4"
        printed.append(pdf)
        on_done()

    monkeypatch.setattr("footrehab_desktop.ui.pdf_preview.print_pdf", print_pdf)
    two_patients(session)
    page, keys = open_page(qtbot, desk)
    settle(page, desk, qtbot)
    page.focus_search()
    keys.type("zorn")
    page.print_requested()
    desk.settle()
    window = page.findChild(DayListWindow)
    assert window is not None
    assert window.preview.view.pages == 1
    assert not printed
    window.preview.print_button.click()
    assert desk.status[-1] == "The list was printed."
    assert not window.isVisible()
    (pdf,) = printed
    (text,) = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    assert "ZORN" in text
    assert "ŁUKASIK" not in text

    desk.dialogs.paths = [tmp_path / "day.pdf"]
    page.print_requested()
    desk.settle()
    (window,) = [found for found in page.findChildren(DayListWindow) if found.isVisible()]
    window.preview.save_as()
    desk.settle()
    assert (tmp_path / "day.pdf").read_bytes() == pdf
    assert desk.status[-1] == "The list was saved."
