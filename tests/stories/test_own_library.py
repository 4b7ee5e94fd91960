"""A clinic makes the library its own in the real window with keys alone: an exercise, its picture, and a protocol."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.case_building import build_case, load_episode
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.own_protocols import rulebook_by_label, rulebook_for
from footrehab_desktop.clinic.print_handout import prepare_exercise_sheet
from footrehab_desktop.clinic.review import Review, accept_decision, decision_json, review_episode
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.progression import decide
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.library_page import LibraryPage
from footrehab_desktop.ui.pages.plan_page import PlanPage
from footrehab_desktop.ui.pages.protocols_page import ProtocolsPage
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.presenters.library import ExerciseRow
from tests.support.keyboard import Keyboard
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

MONDAY = date(2026, 3, 9)
IMAGE_OBJECT = 3


class Story:
    """The window over a clinic with one patient who has a plan and two clean runs."""

    def __init__(self, qtbot: QtBot, window: MainWindow, clinic: ClinicWithPatient) -> None:
        self.window = window
        self.clinic = clinic
        self.session = clinic.session
        self.keys = Keyboard(qtbot, window)

    def go_to(self, code: str) -> None:
        self.window.navigate(code, *((self.clinic.patient_id, self.clinic.episode_id) if code == "plan" else ()))
        self.keys.settle()

    @property
    def library(self) -> LibraryPage:
        page = self.window.frame.host.current_page
        assert isinstance(page, LibraryPage)
        return page

    def own_ids(self) -> list[str]:
        with self.session.unit_of_work() as unit:
            return [own.exercise_id for own in unit.own_exercises.all()]


@pytest.fixture
def story(
    qtbot: QtBot, clinic: ClinicWithPatient, tmp_path: Path, preferences: Preferences, dialogs: RecordingDialogs
) -> Iterator[Story]:
    start_plan(clinic, since=MONDAY)
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(MONDAY, _week()), TODAY)
    window = MainWindow(RecordGate(tmp_path / "record"), preferences, dialogs=dialogs, today=lambda: TODAY)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(clinic.session)
    made = Story(qtbot, window, clinic)
    made.keys.settle()
    yield made
    QGuiApplication.clipboard().clear()
    window.close()
    window.deleteLater()


def _week() -> tuple[DiaryColumn, ...]:
    def run(on: date) -> DiarySession:
        return DiarySession(
            on=on, slot=1, kind="run", impact=True, completed_pct=100, minutes=30, run_min=10, pain_during=2,
            settle_h=10, rest_pain=0, swelling=0, sharp=False, limp=False, rpe=3,
        )  # fmt: skip

    days = [MONDAY + timedelta(days=number) for number in range(7)]
    runs = {days[0], days[2]}
    return tuple(DiaryColumn(on, DiaryDay(on, exercises="yes"), (run(on),) if on in runs else (), 1, 0) for on in days)


def copy_a_picture() -> None:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)


def images_on(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(len(list(page.get_objects(filter=[IMAGE_OBJECT]))) for page in document)


@pytest.mark.timeout(180)
def test_an_exercise_with_a_picture_is_made_found_planned_and_printed(story: Story) -> None:
    keys = story.keys
    with story.session.unit_of_work() as unit:
        before = prepare_exercise_sheet(unit, story.session.library, story.clinic.episode_id, TODAY, PrintOptions())
    story.go_to("library")
    keys.press("Ctrl+N")
    keys.type("Marble race for two", "Tab")
    keys.tab_to("Steps")
    keys.type("Pick up a marble with your toes.", "Return")
    keys.type("Drop it into the cup.")
    for name, value in (("Sets", "2"), ("Repetitions", "10"), ("Times a week", "5")):
        keys.tab_to(name)
        keys.type(value)
    copy_a_picture()
    keys.tab_to("Add a picture from a file")
    keys.press("Ctrl+V")
    assert keys.name == "Words below picture 1"
    keys.press("Ctrl+Return")
    (own,) = story.own_ids()
    row = story.library.browser.current()
    assert row is not None
    assert (row.id, row.name, row.own) == (own, "Marble race for two", True)
    assert story.library.card.own.isVisible()
    assert len(story.library.card.picture.frames) == 1
    keys.press("Ctrl+F")
    keys.type("marbel rac")
    assert _rows(story)[0].id == own
    story.go_to("plan")
    keys.press("Ctrl+K")
    keys.type("add exercise marble race for two", "Return")
    page = story.window.frame.host.current_page
    assert isinstance(page, PlanPage)
    assert own in [item.exercise_id for item in page.panel.items]
    keys.press("Ctrl+S")
    with story.session.unit_of_work() as unit:
        after = prepare_exercise_sheet(unit, story.session.library, story.clinic.episode_id, TODAY, PrintOptions())
    assert images_on(after.pdf) == images_on(before.pdf) + 1
    printed = " ".join(" ".join(extract_text(after.pdf)).split())
    assert "Marble race for two" in printed
    assert "Drop it into the cup." in printed


def _rows(story: Story) -> list[ExerciseRow]:
    rows = story.library.browser.list.rows
    return [row for number in range(rows.rowCount()) if (row := rows.row(number)) is not None]


@pytest.mark.timeout(180)
def test_copy_and_change_then_retire(story: Story, dialogs: RecordingDialogs) -> None:
    keys = story.keys
    story.go_to("library")
    original = story.session.library.exercise("EX-P04")
    keys.type(original.name)
    keys.press("Return")
    keys.tab_to("Copy and change")
    keys.press("Return")
    assert keys.name == "Name"
    keys.press("Ctrl+A")
    keys.type("Heel raise, our way")
    keys.press("Ctrl+Return")
    (own,) = story.own_ids()
    copy = story.session.library.exercise(own)
    assert (copy.steps, copy.dose, copy.blocks) == (original.steps, original.dose, original.blocks)
    assert len(story.library.card.picture.frames) == 2
    assert story.session.library.exercise("EX-P04") == original
    dialogs.texts = ["Nobody gave it"]
    keys.tab_to("Retire …")
    keys.press("Return")
    assert story.own_ids() == []
    assert own not in [row.id for row in _rows(story)]
    assert story.session.library.exercise(own).name == "Heel raise, our way"


@pytest.mark.timeout(180)
def test_a_figure_of_the_clinic_decides_and_the_decision_can_be_repeated(story: Story) -> None:
    keys = story.keys
    shipped = _review(story)
    assert shipped.decision.decision == "PROGRESS"
    story.go_to("protocols")
    keys.type("Plantar heel")
    page = story.window.frame.host.current_page
    assert isinstance(page, ProtocolsPage)
    assert page.condition == "plantar_heel"
    keys.tab_to("Adjust for this clinic")
    keys.press("Return")
    keys.tab_to("Which figures")
    keys.press("Down")
    keys.tab_to("Search figures")
    keys.type("LD-14")
    keys.tab_to("Figures")
    _type_figure(story, "9")
    assert "takes 2 to 4 sessions" in page.form.figures.error()
    keys.press("Ctrl+Return")
    assert _label(story) == "2026.1"
    _type_figure(story, "3")
    keys.press("Ctrl+Return")
    assert "LD-14.clean: 3 sessions, this clinic's own; shipped 2 sessions" in page.pane.toPlainText()
    own = _review(story)
    assert own.decision.decision == "HOLD"
    assert "LD-14" in [reason.rule for reason in own.decision.reasons]
    assert own.stored.rules_version == _label(story) == "2026.1 own 1"
    _figures_change_again(story)
    with story.session.unit_of_work() as unit:
        case = build_case(load_episode(unit, story.clinic.episode_id), story.session.forms, TODAY)
        made_by = rulebook_by_label(unit, "plantar_heel", own.stored.rules_version)
        assert decision_json(decide(case, TODAY, made_by)) == own.stored.decision
        assert decide(case, TODAY, rulebook_for(unit, "plantar_heel")).decision == "PROGRESS"
        accept_decision(unit, own.stored.id, TODAY)


def _figures_change_again(story: Story) -> None:
    """The clinic goes on to its next version, with the shipped figure."""
    page = story.window.frame.host.current_page
    assert isinstance(page, ProtocolsPage)
    story.keys.tab_to("Adjust for this clinic")
    story.keys.press("Return")
    story.keys.tab_to("Which figures")
    story.keys.type("Changed")
    story.keys.tab_to("Figures")
    story.keys.press("Delete", "Ctrl+Return")
    assert _label(story) == "2026.1 own 2"


def _type_figure(story: Story, value: str) -> None:
    """Type over the value of the current figure, as Enter begins it and Enter ends it."""
    story.keys.press("Return")
    story.keys.press("Ctrl+A")
    story.keys.type(value, "Return")
    story.keys.tab_to("Figures")


def _label(story: Story) -> str:
    with story.session.unit_of_work() as unit:
        return rulebook_for(unit, "plantar_heel").label


def _review(story: Story) -> Review:
    with story.session.unit_of_work() as unit:
        return review_episode(unit, story.session.forms, story.clinic.episode_id, TODAY)[0]
