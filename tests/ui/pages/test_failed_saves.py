"""What fails while it is saved is told, nothing looks saved that is not, and nothing typed is lost by it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary import load_week
from footrehab_desktop.clinic.next_review import next_review_of
from footrehab_desktop.clinic.review import accept_decision, review_episode
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError, FootRehabError, SurroundingsError
from footrehab_desktop.ui import activity, background
from footrehab_desktop.ui.operations import diary as diary_operations
from footrehab_desktop.ui.operations import diary_import as file_operations
from footrehab_desktop.ui.operations import handouts as handout_operations
from footrehab_desktop.ui.operations import review as review_operations
from footrehab_desktop.ui.operations import today as today_operations
from footrehab_desktop.ui.page_host import PageHost
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from footrehab_desktop.ui.pages.review_page import ReviewPage
from footrehab_desktop.ui.pages.today_page import TodayPage
from footrehab_desktop.ui.pages.wanted_day import want_day
from tests.support import handout_desk
from tests.support.page_desk import PageDesk
from tests.support.review_diary import write_diary
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, ClinicWithPatient, make_patient, start_plan

DAY = timedelta(days=1)
MONDAY = TODAY - timedelta(days=TODAY.weekday() + 7)
FULL_DISK = SurroundingsError("The disk is full. What was saved before is safe. Free some space, then save again.")


def fail_with(error: FootRehabError) -> Callable[..., None]:
    """Return an operation that fails."""

    def operation(*_args: object, **_options: object) -> None:
        raise error

    return operation


@pytest.fixture
def busy_worker(qapp: QApplication) -> Iterator[Event]:
    """Keep the database worker busy until the event is set."""
    free = Event()
    background.run_in_background(qapp, lambda: free.wait(10), lambda _done: None)
    yield free
    free.set()


def open_diary(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, week: date = MONDAY) -> DiaryPage:
    page = DiaryPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 560)
    show_week(page, clinic, week)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


def show_week(page: DiaryPage, clinic: ClinicWithPatient, week: date) -> None:
    want_day(clinic.episode_id, week)
    page.show_for(clinic.patient_id, clinic.episode_id)


def keys(typed: str) -> None:
    """Press keys as a person does, each where the keyboard is by then; ``↵`` is Enter."""
    for character in typed:
        target = QApplication.focusWidget()
        assert target is not None
        if character == "↵":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, character)


def told(page: DiaryPage) -> list[str]:
    """Return what the grid shows in its first column."""
    return [str(page.model.index(row, 0).data() or "") for row in range(page.model.rowCount())]


def stored_exercises(clinic: ClinicWithPatient, week: date) -> list[str | None]:
    with clinic.session.unit_of_work() as unit:
        return [column.day.exercises for column in load_week(unit, clinic.episode_id, week).columns]


@pytest.mark.parametrize("leave", ["another page", "another week"])
def test_a_week_that_could_not_be_saved_is_told_and_comes_back_as_typed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    page = open_diary(qtbot, desk, clinic)
    with monkeypatch.context() as broken:
        broken.setattr(diary_operations, "save_week", fail_with(FULL_DISK))
        keys("x↵r↵30↵")
        if leave == "another page":
            page.leave()
        else:
            page.show_previous_week()
        desk.settle()
    assert desk.dialogs.errors == [FULL_DISK]
    assert desk.status[-1] == f"not saved: {FULL_DISK}"
    assert "Saved" not in page.state_line.text()
    assert stored_exercises(clinic, MONDAY) == [None] * 7
    show_week(page, clinic, MONDAY)
    assert "30" in told(page)
    assert page.restored.isVisible() or leave == "another week"
    page.save_week()
    desk.settle()
    assert stored_exercises(clinic, MONDAY)[0] == "yes"


def test_a_value_that_the_record_refuses_does_not_leave_saving_on_screen(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_diary(qtbot, desk, clinic)
    refusal = FieldError("note", "This text holds a character that cannot be stored. Type it again.")
    monkeypatch.setattr(diary_operations, "save_week", fail_with(refusal))
    keys("x↵")
    page.save_week()
    desk.settle()
    assert desk.status[-1] == f"not saved: {refusal}"
    assert str(refusal) in page.reason_line.text()


def test_typing_that_could_not_be_kept_is_told_once_and_kept_with_the_next_key(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_diary(qtbot, desk, clinic)
    with monkeypatch.context() as broken:
        broken.setattr(diary_operations, "keep_typing", fail_with(FULL_DISK))
        keys("x↵")
        qtbot.waitUntil(lambda: bool(desk.dialogs.errors), timeout=3000)
    assert desk.status[-1] == f"not saved: {FULL_DISK}"
    assert "Kept" not in page.state_line.text()
    keys("r↵")
    qtbot.waitUntil(lambda: desk.status[-1] == "saved", timeout=3000)
    assert desk.dialogs.errors == [FULL_DISK]


def test_keys_typed_while_a_week_is_still_saved_go_into_the_week_that_comes(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, busy_worker: Event
) -> None:
    page = open_diary(qtbot, desk, clinic)
    keys("x↵")
    page.show_previous_week()
    keys("p↵")
    busy_worker.set()
    desk.settle()
    page.save_week()
    desk.settle()
    assert stored_exercises(clinic, MONDAY)[0] == "yes"
    assert stored_exercises(clinic, MONDAY - 7 * DAY)[0] == "part"


@pytest.mark.logs
def test_a_week_that_cannot_be_read_takes_no_keys_into_another(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, busy_worker: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_diary(qtbot, desk, clinic)
    keys("x↵")
    page.show_previous_week()
    keys("p↵")
    with monkeypatch.context() as broken, capture_exceptions() as raised:
        broken.setattr(diary_operations, "read_week", fail_with(FULL_DISK))
        busy_worker.set()
        desk.settle()
    assert [error for _kind, error, _trace in raised] == [FULL_DISK]
    page.show_previous_week()
    page.save_week()
    desk.settle()
    for week in range(1, 3):
        assert stored_exercises(clinic, MONDAY - week * 7 * DAY) == [None] * 7


def test_a_file_that_could_not_be_taken_in_is_told(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = diary_file(tmp_path)
    page = open_diary(qtbot, desk, clinic)
    page.show_files()
    assert page.faces.files is not None
    page.faces.files.open_file(path)
    desk.settle()
    monkeypatch.setattr(file_operations, "import_diary", fail_with(FULL_DISK))
    page.faces.files.take()
    desk.settle()
    assert desk.status[-1] == f"not saved: {FULL_DISK}"
    assert page.faces.files.notice.label.text() == str(FULL_DISK)
    assert stored_exercises(clinic, MONDAY) == [None] * 7


def test_a_file_read_for_one_patient_is_not_shown_for_the_next(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path, busy_worker: Event
) -> None:
    path = diary_file(tmp_path)
    page = open_diary(qtbot, desk, clinic)
    page.show_files()
    assert page.faces.files is not None
    page.faces.files.open_file(path)
    other = make_patient(clinic.session, replace(RUNNER, family_name="Other"))
    page.show_for(other.patient_id, other.episode_id)
    page.show_files()
    busy_worker.set()
    desk.settle()
    assert not page.faces.files.take_button.isVisible()
    page.faces.files.take()
    desk.settle()
    for each in (clinic, other):
        assert stored_exercises(each, MONDAY) == [None] * 7


def diary_file(folder: Path) -> Path:
    path = folder / "diary.csv"
    path.write_text(f"date,exercises\n{MONDAY.isoformat()},yes\n", encoding="utf-8")
    return path


def open_review(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> ReviewPage:
    page = ReviewPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    settle(desk)
    return page


def settle(desk: PageDesk) -> None:
    for _ in range(3):
        desk.settle()
        QApplication.processEvents()


def under_way(session: ClinicSession, name: str) -> ClinicWithPatient:
    """Return a patient with a started plan and a diary."""
    made = make_patient(session, replace(RUNNER, family_name=name))
    start_plan(made)
    write_diary(made, pain=1)
    return made


@pytest.mark.parametrize("step", ["accept", "override", "review_now"])
def test_a_review_that_could_not_be_kept_is_told_and_can_be_tried_again(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    clinic = under_way(session, "Runner")
    if step != "review_now":
        with session.unit_of_work() as unit:
            review_episode(unit, session.forms, clinic.episode_id, TODAY)
    page = open_review(qtbot, desk, clinic)
    tries = {
        "accept": page.answer.accepted.emit,
        "override": lambda: page.answer.overridden.emit("HOLD", "Feels unwell"),
        "review_now": page.review_now,
    }
    with monkeypatch.context() as broken:
        broken.setattr(review_operations, step, fail_with(FULL_DISK))
        tries[step]()
        settle(desk)
    assert desk.dialogs.errors == [FULL_DISK]
    assert desk.status == ["saving", f"not saved: {FULL_DISK}"]
    assert "Saved" not in page.notice.label.text()
    assert page.review_button.isEnabled()
    assert page.answer.accept_button.isEnabled()
    tries[step]()
    settle(desk)
    assert desk.status[-1] == "saved"


def test_the_day_of_the_next_review_is_not_told_on_the_card_of_another_patient(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, busy_worker: Event
) -> None:
    first, second = under_way(session, "First"), under_way(session, "Second")
    with session.unit_of_work() as unit:
        review, _ = review_episode(unit, session.forms, first.episode_id, TODAY)
    with session.unit_of_work() as unit:
        accept_decision(unit, review.stored.id, TODAY)
    with session.unit_of_work() as unit:
        waiting, _ = review_episode(unit, session.forms, second.episode_id, TODAY)
    busy_worker.set()
    page = open_review(qtbot, desk, first)
    page.past.opened.emit(review.stored.id)
    settle(desk)
    again = Event()
    background.run_in_background(page, lambda: again.wait(10), lambda _done: None)
    page.next_line.chosen.emit(TODAY + 3 * DAY)
    page.show_for(second.patient_id, second.episode_id)
    again.set()
    settle(desk)
    assert page.shown_decision == waiting.stored.id
    assert "Saved" not in page.notice.label.text()
    with session.unit_of_work() as unit:
        assert next_review_of(unit, first.episode_id) == TODAY + 3 * DAY


def open_board(qtbot: QtBot, desk: PageDesk) -> TodayPage:
    page = TodayPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    return page


def test_a_board_that_could_not_be_read_is_read_whole_the_next_time(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_patient(session, RUNNER, HEEL_PAIN)
    today_operations.work_out_portion(
        session, rows=today_operations.read_board(session, today=TODAY).waiting, today=TODAY
    )
    page = open_board(qtbot, desk)
    with monkeypatch.context() as broken:
        broken.setattr(today_operations, "read_board", fail_with(FULL_DISK))
        page.show_for(None, None)
        desk.settle()
    assert desk.dialogs.errors == [FULL_DISK]
    page.show_for(None, None)
    desk.settle()
    assert len(page.board.rows) == 1


def test_a_change_while_much_is_worked_out_holds_up_nobody(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    made = [make_patient(session, replace(RUNNER, family_name=f"Silent {n}")) for n in range(5)]
    page = open_board(qtbot, desk)
    activity.touched()
    page.show_for(None, None)
    desk.settle()
    page.show()
    assert page.board.waiting == 5
    page.refresh(Changes(diary=frozenset({made[0].episode_id})))
    qtbot.waitUntil(lambda: page.board.waiting == 0, timeout=10_000)
    desk.settle()


def test_an_episode_that_ended_while_the_board_was_out_of_sight_is_gone_from_it(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    made = [make_patient(session, replace(RUNNER, family_name=f"Silent {n}")) for n in range(2)]
    page = open_board(qtbot, desk)
    page.show_for(None, None)
    qtbot.waitUntil(lambda: bool(page.board.rows) and not page.board.waiting, timeout=10_000)
    with session.unit_of_work() as unit:
        unit.episodes.close(made[0].episode_id, TODAY)
        unit.commit()
    page.refresh(Changes(episodes=frozenset({made[0].episode_id})))
    page.show_for(None, None)
    desk.settle()
    assert [row.episode_id for row in page.board.rows] == [made[1].episode_id]


def test_a_handout_whose_copy_could_not_be_kept_is_told_and_kept_when_it_is_saved_again(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_plan(clinic)
    page = handout_desk.show_page(qtbot, desk, clinic)
    assert handout_desk.prepared(page)
    with monkeypatch.context() as broken:
        broken.setattr(handout_operations, "give", fail_with(FULL_DISK))
        handout_desk.save_shown(page, desk, tmp_path / "sheet.pdf")
    assert desk.dialogs.errors == [FULL_DISK]
    assert desk.status[-1] == f"not saved: {FULL_DISK}"
    handout_desk.save_shown(page, desk, tmp_path / "again.pdf")
    with clinic.session.unit_of_work() as unit:
        assert len(unit.handouts.for_episode(clinic.episode_id)) == 1


def test_typing_of_the_last_moment_is_saved_when_the_page_goes_on_to_another_patient(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    host, page = open_host(qtbot, desk, clinic)
    keys("x↵")
    other = make_patient(clinic.session, replace(RUNNER, family_name="Other"))
    host.show_page("diary", other.patient_id, other.episode_id)
    desk.settle()
    assert stored_exercises(clinic, MONDAY)[0] == "yes"
    assert stored_exercises(other, MONDAY) == [None] * 7
    assert "yes" not in told(page)


def test_a_page_that_cannot_be_read_shows_nothing_of_the_patient_before(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, page = open_host(qtbot, desk, clinic)
    other = make_patient(clinic.session, replace(RUNNER, family_name="Other"))
    with monkeypatch.context() as broken:
        broken.setattr(diary_operations, "read_week", fail_with(FULL_DISK))
        with pytest.raises(SurroundingsError):
            host.show_page("diary", other.patient_id, other.episode_id)
    assert host.current_page is None
    assert not page.isVisible()
    assert host.show_page("diary", other.patient_id, other.episode_id).isVisible()


def open_host(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> tuple[PageHost, DiaryPage]:
    """Show a diary in the area of pages."""
    host = PageHost()
    qtbot.addWidget(host)
    host.resize(1180, 560)
    host.open_with(desk.context)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    want_day(clinic.episode_id, MONDAY)
    page = host.show_page("diary", clinic.patient_id, clinic.episode_id)
    assert isinstance(page, DiaryPage)
    page.focus_first()
    return host, page
