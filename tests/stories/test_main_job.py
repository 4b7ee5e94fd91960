"""The main job in the real window with the keyboard alone: from the first start to a changed level, and back again."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.handouts.preview import extract_text, page_count
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Handout
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.assess_list import SectionList
from footrehab_desktop.ui.preferences import Preferences
from tests.support.keyboard import Keyboard

FIRST_DAY = date(2026, 3, 2)
REVIEW_DAY = date(2026, 3, 9)
PASSPHRASE = "seven quiet lanterns"

EXERCISES = ("short foot", "calf stretch", "heel raise on", "metronome", "warm-up", "cool-down")


class Clinic:
    """The window with a calendar that the story turns."""

    def __init__(self, qtbot: QtBot, folder: Path, preferences: Preferences) -> None:
        self.today = FIRST_DAY
        self.folder = folder
        self.preferences = preferences
        self.qtbot = qtbot
        self.window = self._open()

    def _open(self) -> MainWindow:
        window = MainWindow(RecordGate(self.folder), self.preferences, today=lambda: self.today)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        self.keys = Keyboard(self.qtbot, window)
        return window

    def close(self) -> None:
        assert self.window.close(), "the window stays open"
        self.window.deleteLater()
        QApplication.processEvents()

    def reopen(self) -> None:
        self.close()
        self.window = self._open()
        self.keys.wait_for("Passphrase")
        self.keys.settle()

    def texts(self) -> str:
        """Return every word on screen."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def board(self) -> str:
        """Return the first column of the caseload board."""
        table = self.window.findChild(QTableView)
        assert table is not None
        model = table.model()
        return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))

    def window_session(self) -> UnitOfWork:
        """Return a look into the record behind the window."""
        context = self.window.frame.host.current_page
        assert context is not None
        return context.context.session.unit_of_work()

    def given(self) -> list[Handout]:
        """Return the handouts kept for the patient, newest first, with their bytes."""
        with self.window_session() as unit:
            return [unit.handouts.get(kept.id) for kept in unit.handouts.for_episode(self.episode_id)]

    @property
    def banner(self) -> str:
        content = self.window.frame.banner.content
        assert content is not None
        return f"{content.name} {content.born} {content.condition} {content.side} {content.standing}"

    @property
    def episode_id(self) -> str:
        content = self.window.frame.banner.content
        assert content is not None
        assert content.episode_id is not None
        return content.episode_id


@pytest.fixture
def clinic(qtbot: QtBot, tmp_path: Path, preferences: Preferences) -> Iterator[Clinic]:
    made = Clinic(qtbot, tmp_path / "clinic", preferences)
    yield made
    made.close()


def set_up(clinic: Clinic) -> None:
    keys = clinic.keys
    keys.wait_for("I am new here")
    keys.press("Return")
    assert keys.name.startswith("Name of the clinic")
    keys.type("Harbour Physiotherapy", "Return")
    keys.press("Return")
    keys.type("Dana Whitfield", "Return")
    keys.type(PASSPHRASE, "Tab")
    keys.tab_to("The passphrase once more")
    keys.type(PASSPHRASE, "Return")
    assert "Your recovery key" in clinic.texts()
    keys.tab_to("I have put it away safely")
    keys.press("Space")
    keys.tab_to("Start working")
    keys.press("Return")
    assert clinic.window.is_unlocked


@pytest.mark.timeout(300)
def test_a_runner_with_heel_pain_from_first_assessment_to_a_changed_level(clinic: Clinic, tmp_path: Path) -> None:
    set_up(clinic)
    take_on(clinic)
    assess(clinic)
    plan(clinic)
    print_handouts(clinic, tmp_path)
    type_diary(clinic)
    review(clinic)
    look_at_progress(clinic)
    everything_is_there(clinic)


def take_on(clinic: Clinic) -> None:
    """New patient and episode: plantar heel pain, right foot, runner, 42, 30 km a week."""
    keys = clinic.keys
    keys.press("Ctrl+2", "Ctrl+N")
    assert keys.name == "Family name"
    keys.type("Łukasik", "Return")
    keys.type("Zoë", "Return")
    keys.type("4/3/83", "Return")
    keys.type("f")
    keys.press("Ctrl+Return")
    assert "ŁUKASIK, Zoë Born 04-Mar-1983 (42 y)" in clinic.banner
    assert keys.name == "Condition"
    keys.type("Plantar", "Return")
    keys.type("r", "Return")
    keys.tab_to("Activity or sport")
    keys.type("Runner", "Return")
    keys.type("30", "Return")
    keys.type("Run the ten kilometres in spring")
    keys.press("Ctrl+Return")
    assert "Plantar heel pain RIGHT foot" in clinic.banner


def assess(clinic: Clinic) -> None:
    """Baseline with both sides: symmetry and norm appear while typing; signing freezes it."""
    keys = clinic.keys
    assert keys.name == "Assess"
    keys.press("Return")
    keys.tab_to("Start the assessment")
    keys.press("Return")
    keys.press("Shift+A")
    to_section(clinic, "Pain")
    assert keys.name == "Pain now: not answered"
    keys.type("21540")
    keys.type("10", "Return")
    keys.type("0", "Return")
    foot_tests(clinic)
    to_section(clinic, "Outcome measures")
    assert keys.name.startswith("Item 1, 0 to 10")
    keys.type("3" * 23)
    assert "All 23 items answered" in clinic.texts()
    keys.press("Ctrl+Return")
    keys.press("Return")
    with clinic.window_session() as unit:
        (signed,) = load_episode(unit, clinic.episode_id).assessments
    values = {(o.code, o.side): o.number for o in signed.observations}
    assert values["heel_raise", "left"], values["heel_raise", "right"] == (24, 20)
    assert [(o.instrument, o.score, o.missing) for o in signed.outcomes] == [("FFI", 30.0, 0)]


def foot_tests(clinic: Clinic) -> None:
    """Range, strength, balance and posture of both feet; symmetry and norm stand beneath at once."""
    keys = clinic.keys
    to_section(clinic, "Range of motion")
    keys.type("10.5", "Return")
    keys.type("9.4", "Return")
    keys.tab_to("Big-toe extension, patient's left (°)")
    keys.type("66", "Return")
    keys.type("61", "Return")
    to_section(clinic, "Strength and endurance")
    keys.type("24", "Return")
    keys.type("20", "Return")
    assert "LSI 83 %" in clinic.texts()
    assert "Norm 24 reps" in clinic.texts()
    keys.tab_to("Toe strength, patient's left (N)")
    keys.type("80", "Return")
    keys.type("72", "Return")
    to_section(clinic, "Balance")
    keys.type("42", "Return")
    keys.type("38", "Return")
    to_section(clinic, "Arch and posture")
    keys.type("1" * 12)
    assert "+6, " in clinic.texts()


def to_section(clinic: Clinic, title: str) -> None:
    """Go on section by section until this one is open."""
    sections = clinic.window.findChild(SectionList)
    assert sections is not None
    for _ in range(sections.count()):
        clinic.keys.press("Ctrl+Down")
        if title in sections.currentItem().text():
            return
    raise AssertionError(f"There is no section {title}")


def plan(clinic: Clinic) -> None:
    """Start in the walk–run phase, add six exercises, change a dosage, save."""
    keys = clinic.keys
    assert keys.name == "Start the plan"
    keys.press("Return")
    keys.tab_to("Phase to start in")
    keys.type("PH4")
    keys.tab_to("Level to start at")
    keys.press("Home", "Down", "Down", "Down")
    keys.press("Ctrl+Return")
    assert "PH4 – Walk–run · Level 3" in clinic.banner
    for exercise in EXERCISES:
        keys.press("Ctrl+F")
        keys.type(exercise)
        keys.press("Down", "Return")
    keys.tab_to("Exercises of the plan")
    keys.press("Ctrl+Home", "Right")
    keys.type("4", "Return")
    keys.press("Ctrl+S")
    with clinic.window_session() as unit:
        saved = unit.plans.current(clinic.episode_id)
    assert [item.exercise_id for item in saved.items] == ["EX-I05", "EX-M05", "EX-P04", "EX-G05", "EX-R05", "EX-R06"]
    assert (saved.items[0].sets, saved.items[0].side, saved.run_table) == (4, "right", "W-GEN")


def save_handout(keys: Keyboard, target: Path) -> bytes:
    """Save what the handouts page shows."""
    keys.tab_to("Save PDF")
    keys.press("Return")
    keys.type(str(target), "Return")
    return target.read_bytes()


def print_handouts(clinic: Clinic, folder: Path) -> None:
    """Three kinds ticked with few keys are one file, each kept on its own; then the diary alone, on Letter."""
    keys = clinic.keys
    keys.press("Ctrl+P")
    keys.press("Space", "Down", "Space", "Down", "Down", "Space")
    pack = save_handout(keys, folder / "home.pdf")
    home = clinic.given()
    assert {kept.kind for kept in home} == {"exercise_sheet", "diary", "traffic_light"}
    assert page_count(pack) == sum(kept.pages for kept in home)
    keys.press("Alt+7", "Space", "Up", "Up", "Space", "Up", "Space", "Down")
    keys.tab_to("How it is printed")
    keys.press("Return")
    keys.tab_to("Paper")
    keys.type("2")
    keys.press("Escape")
    diary = save_handout(keys, folder / "diary-letter.pdf")
    newest = clinic.given()[0]
    assert (newest.kind, newest.paper, newest.pdf) == ("diary", "Letter", diary)
    sheet = " ".join(extract_text(pack))
    assert "ŁUKASIK, Zoë" in sheet
    assert "RIGHT foot" in sheet
    assert "4 × 10" in sheet


def type_diary(clinic: Clinic) -> None:
    """A week later: the paper diary is typed like a spreadsheet."""
    clinic.today = REVIEW_DAY
    keys = clinic.keys
    keys.press("Alt+4")
    assert "02-Mar-2026 to 08-Mar-2026" in clinic.texts()
    for _day in range(7):
        keys.type("x", "Right")
    for column in (0, 2, 4):
        keys.press("Ctrl+Home", "Down", *["Right"] * column)
        for cell in ("r", "30", "10", "2", "1", "0", "4", "2", "A", "1", "5"):
            keys.type(cell, "Return")
    keys.press("Ctrl+S")
    assert "7 of 7 days" in clinic.texts()
    with clinic.window_session() as unit:
        sessions = unit.diary.sessions(clinic.episode_id)
    assert [(s.on.day, s.kind, s.run_min, s.pain_during) for s in sessions] == [(d, "run", 10, 2) for d in (2, 4, 6)]


def review(clinic: Clinic) -> None:
    """The decision card tells why, with facts, dates and sources; accepting moves the level and the next review."""
    keys = clinic.keys
    keys.press("Alt+5", "Ctrl+R")
    card = clinic.texts()
    assert "Progress" in card
    assert "2 clean sessions in a row are done at level 3" in card
    assert "HL-02" in card
    assert "S002-22" in card
    assert "Next review: 14-Mar-2026" in card
    keys.tab_to("Accept")
    keys.press("Return")
    assert "PH4 – Walk–run · Level 4" in clinic.banner


def look_at_progress(clinic: Clinic) -> None:
    """Pain against the ceiling in words and picture; running minutes of the week."""
    keys = clinic.keys
    keys.press("Alt+6")
    shown = clinic.texts()
    assert "Pain during 2" in shown
    assert "above 4 too much" in shown
    headings = [clinic.texts()]
    while "Running" not in headings[-1] and len(headings) < 20:
        keys.press("Down")
        headings.append(clinic.texts())
    assert "30" in headings[-1]


def everything_is_there(clinic: Clinic) -> None:
    """Close, open again, unlock: patient, assessment, plan, handouts, diary, decision and level are as they were."""
    episode_id = clinic.episode_id
    clinic.reopen()
    clinic.keys.type(PASSPHRASE, "Return")
    assert clinic.window.is_unlocked, clinic.texts()
    assert "ŁUKASIK" in clinic.board()
    with clinic.window_session() as unit:
        file = load_episode(unit, episode_id)
        assert [a.kind for a in file.assessments] == ["baseline"]
        assert len(unit.plans.current(episode_id).items) == 6
        assert len(unit.handouts.for_episode(episode_id)) == 4
        assert len(file.sessions) == 3
        assert [(d.decision["decision"], d.response) for d in file.decisions] == [("PROGRESS", "accepted")]
        assert file.state.state["level"] == 4
