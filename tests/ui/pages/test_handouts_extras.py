"""What joins the exercise sheet is asked for with Space and stands in the preview."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.ui.pages.handouts_page import HandoutsPage
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient, start_plan


def show(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> HandoutsPage:
    page = HandoutsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    qtbot.waitExposed(page)
    desk.settle()
    return page


def words(page: HandoutsPage, desk: PageDesk, target: Path) -> str:
    """Return the text of the previewed document, as it is saved."""
    desk.dialogs.paths.append(target)
    page.preview.save_button.setFocus()
    QTest.keyClick(page.preview.save_button, Qt.Key.Key_Space)
    desk.settle()
    return " ".join(" ".join(extract_text(target.read_bytes())).split())


def test_bad_day_and_dates_join_the_sheet_when_asked_for(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    assert "On a day with more pain" not in words(page, desk, tmp_path / "plain.pdf")
    for box, heading in ((page.extras.bad_day, "On a day with more pain"), (page.extras.run_dates, "Your next runs")):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        desk.settle()
        assert heading in words(page, desk, tmp_path / f"{len(heading)}.pdf")
    QTest.keyClick(page.kind, Qt.Key.Key_Down)
    desk.settle()
    assert not page.extras.isVisible()


def test_dates_are_offered_only_to_who_runs_by_stages(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    page = show(qtbot, desk, clinic)
    assert page.extras.bad_day.isVisible()
    assert not page.extras.run_dates.isVisible()
