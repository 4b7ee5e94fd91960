"""What is typed with keys is what is stored is what is drawn, also where clocks change and years end."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.values import EpisodeDetails
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.diary_page import DiaryPage
from footrehab_desktop.ui.pages.progress_page import ProgressPage
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.presenters.diary_lines import NEXT_PAIN, Place, Row, session_row
from tests.support.counted_keys import CountedKeys, Opened
from tests.support.keyboard import Keyboard
from tests.support.session_factory import ClinicWithPatient, make_patient, start_plan

# The week in which clocks go back, the one in which they go forward, and the last of a year; each ends on its Sunday.
SUNDAYS = (date(2025, 11, 2), date(2026, 3, 8), date(2026, 1, 4))


class Run(NamedTuple):
    """A run of a day: minutes run, pain during and the next morning's; None is left empty."""

    minutes: int
    during: int | None
    morning: int | None


PAIN = st.one_of(st.none(), st.integers(0, 10))
RUNS = st.builds(Run, st.integers(1, 60), PAIN, PAIN)


@pytest.fixture
def far_from_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the computer to a zone that changes its clocks."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(params=SUNDAYS, ids=str)
def sunday(request: pytest.FixtureRequest) -> date:
    """The last day of the week that is typed; the day after it is today."""
    day: date = request.param
    return day


@pytest.fixture
def opened(
    qtbot: QtBot, session: ClinicSession, tmp_path: Path, preferences: Preferences, sunday: date, far_from_utc: None
) -> Iterator[Opened]:
    """The window on the Monday after the week."""
    window = MainWindow(RecordGate(tmp_path / "record"), preferences, today=lambda: sunday + timedelta(days=1))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(session)
    yield Opened(CountedKeys(Keyboard(qtbot, window), window), window, session)
    window.close()
    window.deleteLater()


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],  # shrinking would type for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(st.integers(0, 6), RUNS, min_size=1, max_size=3))
def test_a_week_typed_with_keys_is_stored_and_drawn_as_it_was_typed(
    opened: Opened, sunday: date, runs: dict[int, Run]
) -> None:
    monday = sunday - timedelta(days=6)
    clinic = new_patient(opened.session, monday)
    type_week(opened, clinic, runs)
    on = {monday + timedelta(days=column): run for column, run in runs.items()}
    assert stored_runs(opened, clinic) == on
    page = open_chart(opened, "pain")
    during = {day: run.during for day, run in on.items() if run.during is not None}
    mornings = {day + timedelta(days=1): run.morning for day, run in on.items() if run.morning is not None}
    assert drawn_lines(page) == {name: line for name, line in
                                 (("Pain during", during), ("In the morning", mornings)) if line}  # fmt: skip
    page = open_chart(opened, "running")
    assert drawn_bars(page) == {(monday, sunday): sum(run.minutes for run in on.values())}


def new_patient(session: ClinicSession, monday: date) -> ClinicWithPatient:
    clinic = make_patient(session, episode=EpisodeDetails(condition="plantar_heel", side="right", plan_start=monday))
    start_plan(clinic, since=monday)
    return clinic


def type_week(opened: Opened, clinic: ClinicWithPatient, runs: dict[int, Run]) -> None:
    """Type the week before today with keys alone: on a Monday it is the one that opens."""
    opened.window.navigate("diary", clinic.patient_id, clinic.episode_id)
    opened.keys.settle()
    page = opened.window.frame.host.current_page
    assert isinstance(page, DiaryPage)
    for column, run in runs.items():
        for row, value in ((session_row("kind", 1), "r"), (session_row("run_min", 1), run.minutes),
                           (session_row("pain_during", 1), run.during), (NEXT_PAIN, run.morning)):  # fmt: skip
            if value is not None:
                go_to(opened, page, row, column)
                opened.keys.type(f"{value}/")
    opened.keys.on("Ctrl+S")
    opened.keys.settle()
    assert "Saved as diary entries." in opened.texts()


def open_chart(opened: Opened, code: str) -> ProgressPage:
    """Go to a chart of the patient with the arrows."""
    opened.keys.on("Alt+6")
    opened.keys.settle()
    page = opened.window.frame.host.current_page
    assert isinstance(page, ProgressPage)
    opened.keys.tab_to("Charts")
    opened.keys.on("Home")
    while page.view.content is None or page.view.content.code != code:
        at = page.list.currentRow()
        opened.keys.on("Down")
        assert page.list.currentRow() > at, f"The arrows do not lead to {code}."
    return page


def go_to(opened: Opened, page: DiaryPage, row: Row, column: int) -> None:
    opened.keys.on("Ctrl+Home", *["Right"] * column)
    for _ in range(page.model.rowCount()):
        if page.model.place(page.grid.currentIndex()) == Place(row, column):
            return
        opened.keys.on("Down")
    raise AssertionError(f"The arrows do not lead to {row}.")


def stored_runs(opened: Opened, clinic: ClinicWithPatient) -> dict[date, Run]:
    with opened.session.unit_of_work() as unit:
        sessions = unit.diary.sessions(clinic.episode_id)
        mornings = {day.on: day.morning_pain for day in unit.diary.days(clinic.episode_id)}
    assert all(session.kind == "run" and session.run_min is not None for session in sessions)
    return {s.on: Run(int(s.run_min or 0), s.pain_during, mornings.get(s.on + timedelta(days=1))) for s in sessions}


def drawn_lines(page: ProgressPage) -> dict[str, dict[date, float]]:
    """Return what the symbols and corners of the chart stand on, by the name of the line."""
    plot, content = page.view.plot, page.view.content
    if plot is None or content is None or content.is_empty:
        return {}
    lines = zip(content.lines, plot.lines.all, strict=True)
    return {
        line.name: {date.fromordinal(int(day)): value for day, value in zip(drawn.days, drawn.values, strict=True)}
        for line, drawn in lines
        if line.look == "line" and len(drawn.days)
    }


def drawn_bars(page: ProgressPage) -> dict[tuple[date, date], float]:
    plot, content = page.view.plot, page.view.content
    assert plot is not None
    assert content is not None
    return {(bar.first, bar.last): bar.value for bar in plot.backdrop.bars}
