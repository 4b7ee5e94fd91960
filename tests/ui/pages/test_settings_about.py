"""Settings → About: no network, and a report of problems that can be read and copied without patient data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.error_hook import ErrorHook
from footrehab_desktop.ui.pages.settings_about import AboutSection
from footrehab_desktop.ui.pages.settings_page import SettingsPage
from footrehab_desktop.ui.preferences import log_folder
from footrehab_desktop.ui.problem_report import NEWEST_LINES, problem_report
from tests.support.page_desk import PageDesk

CANARY = "Zanzibarowska"


@pytest.fixture
def section(qtbot: QtBot, desk: PageDesk) -> Iterator[AboutSection]:
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_for(None, None)
    page.show()
    made = page.show_section("about")
    assert isinstance(made, AboutSection)
    yield made
    page.close()


@pytest.fixture
def hook(qtbot: QtBot) -> Iterator[ErrorHook]:
    made = ErrorHook(log_folder())
    made.install()
    yield made
    made.uninstall()


def test_it_says_how_many_connections_were_asked_for(section: AboutSection) -> None:
    assert section.attempts.text().endswith(": 0")


@pytest.mark.logs
def test_a_fault_stands_in_the_report_by_place_alone(section: AboutSection, hook: ErrorHook) -> None:
    try:
        int(CANARY)
    except ValueError as error:
        hook.handle(type(error), error, error.__traceback__)
    QTest.keyClick(section.show_report, Qt.Key.Key_Space)
    shown = section.report.toPlainText()
    assert "ValueError" in shown
    assert "test_settings_about.py" in shown
    assert CANARY not in shown


def test_the_report_is_copied_whole(section: AboutSection) -> None:
    QTest.keyClick(section.show_report, Qt.Key.Key_Space)
    QTest.keyClick(section.copy_report, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == section.report.toPlainText()
    assert section.report.toPlainText().startswith("FootRehab Desktop ")


def test_only_the_newest_lines_and_no_name_of_an_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/dana"))
    lines = [f"line {number} in /home/dana/programs/footrehab" for number in range(NEWEST_LINES + 50)]
    (tmp_path / "crash.log").write_text("\n".join(lines))
    told = problem_report(tmp_path)
    assert "dana" not in told
    assert "line 49 " not in told
    assert f"line {NEWEST_LINES + 49} in ~/programs" in told
    assert "Log:\nnothing" in told


def test_a_log_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "footrehab.log").mkdir()
    assert "Log: cannot be read" in problem_report(tmp_path)
